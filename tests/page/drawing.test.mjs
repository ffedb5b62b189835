/** How far power, request and movement get: sums of the engine's numbers along the links of the drawing. */
import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {test} from "node:test";
import {chainOf, gradeOf, reachOf, suspicionByPart} from "../../page/drawing-reach.js";

const near = (seen, expected) => assert.ok(Math.abs(seen - expected) < 1e-9, `${seen} is not ${expected}`);

function linksOf(car) {
  const svg = execFileSync("build/host/decklid", ["drawing", "--car", car], {encoding: "utf8"});
  return [...svg.matchAll(/class="link (\w+)( other)?" data-from="([\w-]+)" data-to="([\w-]+)"/g)].map(
    ([, by, other, from, to]) => ({by, other: other !== undefined, from, to}));
}

const link = (links, from, to) => links.find((one) => one.from === from && one.to === to);

test("modes of one part are summed, at most to 1, and side faults are left out", () => {
  const byPart = suspicionByPart([{fault: "battery=dead", p: 0.2}, {fault: "battery=weak", p: 0.1, cause: true},
    {fault: "seat=blocked", p: 0.5, cause: false}, {fault: "latch=ice", p: 0.7}, {fault: "latch=bound", p: 0.6}]);
  near(byPart.get("battery"), 0.3);
  assert.equal(byPart.get("latch"), 1);
  assert.ok(!byPart.has("seat"));
});

test("power gets less likely with every part that it passes", () => {
  const links = linksOf("modern-sedan");
  const byPart = new Map([["battery", 0.2], ["loom", 0.3], ["fob", 0.4], ["actuator", 0.05]]);
  near(reachOf(link(links, "battery", "fuse-shared"), links, byPart), 0.8);
  near(reachOf(link(links, "bcm", "hidden-wire"), links, byPart), 0.8); // the key's fault does not stop power
  near(reachOf(link(links, "loom", "actuator"), links, byPart), 0.5);
  near(reachOf(link(links, "actuator", "latch"), links, byPart), 0.05); // movement needs all of them
});

test("a second way counts for itself only", () => {
  const links = linksOf("modern-sedan");
  const byPart = new Map([["cylinder", 0.5], ["lid-switch", 0.9]]);
  near(reachOf(link(links, "latch", "lid"), links, byPart), 1);
  near(reachOf(link(links, "cylinder", "rod"), links, byPart), 0.5);
});

test("a car with a cable has movement and no request by radio", () => {
  const links = linksOf("older-sedan");
  assert.deepEqual(chainOf("rod", links, new Map([["cable", 0.4]])).at(-1), {part: "lid", reach: 0.6});
  assert.ok(!links.some(({by}) => by === "radio"));
});

test("nothing is below 0, and each figure has its grade", () => {
  const links = linksOf("hatchback");
  const all = new Map(links.map(({from}) => [from, 0.5]));
  links.forEach((one) => assert.ok(reachOf(one, links, all) >= 0));
  assert.deepEqual([1, 0.9, 0.89, 0.6, 0.59, 0.3, 0.29, 0].map(gradeOf),
    ["sure", "sure", "likely", "likely", "doubt", "doubt", "lost", "lost"]);
});
