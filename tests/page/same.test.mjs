/** The engine in the browser and the program on this machine give the same bytes for the same inputs. */
import assert from "node:assert/strict";
import {test} from "node:test";
import {cars, decklid, stage} from "./browser.mjs";

const seed = 20261120;
const steps = 5;

/** A small generator of its own, so that both sides are asked the same. */
function random(state) {
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A walk of answers as the page's engine goes it: the step's own readings, drawn at random. */
async function walk(page, car, start) {
  return page.evaluate(async ([id, lines, draws]) => {
    const {startEngine} = await import("./engine.js");
    const engine = await startEngine();
    await engine.open(id);
    for (const line of lines) {
      await engine.hear(line);
    }
    const states = [];
    for (const draw of draws) {
      const text = await engine.next();
      const {step} = JSON.parse(text);
      states.push({lines: (await engine.save()).split("\n").slice(2, -2), text});
      if (!step) {
        break;
      }
      const {readings} = await engine.move(step.move);
      await engine.hear(`saw ${step.move} ${readings[Math.floor(draw * readings.length)].reading}`);
    }
    return states;
  }, [car, start, Array.from({length: steps}, random(seed + cars.indexOf(car)))]);
}

const option = {saw: ([move, reading]) => ["--saw", `${move}=${reading}`], at: ([name, value]) => ["--at", `${name}=${value}`],
  have: ([tool]) => ["--have", tool], cannot: ([move]) => ["--cannot", move]};

for (const car of cars) {
  test(`${car}: the page says what the program says, byte for byte`, async () => {
    const {page, open} = await stage();
    await open();
    const states = await walk(page, car, ["at temperature frost", "at wet yes", "have jump-pack"]);
    assert.ok(states.length >= 2);
    for (const {lines, text} of states) {
      const words = lines.flatMap((line) => option[line.split(" ")[0]](line.split(" ").slice(1)));
      assert.equal(text, decklid("next", "--car", car, ...words, "--json"));
    }
    await page.context().close();
  });
}
