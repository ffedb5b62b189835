/** The engine in the browser and the program on this machine give the same bytes for the same inputs. */
import assert from "node:assert/strict";
import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {test} from "node:test";
import {cars, decklid, stage} from "./browser.mjs";

const seed = 20261120;
const steps = 4;

/** A small generator of its own, so that both sides are asked the same. */
function random(state) {
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * A walk of answers as the page's engine goes it: the step's own readings, drawn at random, now and then a step that
 * cannot be done. `start`: what was said before; `opened`: the first step opened it, and the cause is asked for.
 */
async function walk(page, car, {start, language = "en", opened = false}) {
  return page.evaluate(async ([id, lines, code, opens, draws]) => {
    const {startEngine} = await import("./start.js");
    const engine = await startEngine();
    await engine.language(code);
    await engine.open(id);
    for (const line of lines) {
      await engine.hear(line);
    }
    if (opens) {
      await engine.hear("emergency no");
      const {requests} = await engine.belief();
      await engine.back(); // `next` knows no first screen
      await engine.hear(`saw ${requests[0].move} opens`);
      await engine.hear("goal fix");
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
      await engine.hear(draw > 0.8 ? `cannot ${step.move}`
        : `saw ${step.move} ${readings[Math.floor(draw / 0.8 * readings.length)].reading}`);
    }
    return states;
  }, [car, start, language, opened, Array.from({length: steps}, random(seed + 31 * cars.indexOf(car) + start.length))]);
}

const option = {saw: ([move, reading]) => ["--saw", `${move}=${reading}`], at: ([name, value]) => ["--at", `${name}=${value}`],
  have: ([tool]) => ["--have", tool], cannot: ([move]) => ["--cannot", move], goal: ([goal]) => ["--goal", goal],
  hourly: ([rate]) => ["--hourly", rate]};

const histories = {
  "in frost and wet with a jump pack": {start: ["at temperature frost", "at wet yes", "have jump-pack"]},
  "to somebody whose hour is dear, in German": {start: ["hourly 240"], language: "de"},
  "once it is open, of the cause": {start: ["at temperature warm", "at wet no"], opened: true},
};

for (const car of cars) {
  test(`${car}: the page says what the program says, byte for byte`, async () => {
    const {page, open} = await stage();
    await open();
    for (const [name, history] of Object.entries(histories)) {
      const states = await walk(page, car, history);
      assert.ok(states.length >= 2, name);
      for (const {lines, text} of states) {
        const words = lines.flatMap((line) => option[line.split(" ")[0]](line.split(" ").slice(1)));
        const language = history.language ? ["--lang", history.language] : [];
        assert.equal(text, decklid("next", "--car", car, ...words, ...language, "--json"), `${name}: ${lines.join(", ")}`);
      }
    }
    await page.context().close();
  });
}

test("the page's glovebox card is the program's, byte for byte, for the same circumstances and language", async () => {
  const {page, open} = await stage();
  await open();
  const svg = await page.evaluate(async () => {
    const {startEngine} = await import("./start.js");
    const engine = await startEngine();
    await engine.language("de");
    await engine.open("hatchback");
    await engine.hear("emergency no");
    await engine.hear("at temperature frost");
    await engine.hear("have jump-pack");
    return engine.card();
  });
  const folder = mkdtempSync(join(tmpdir(), "card-"));
  const file = join(folder, "card.svg");
  decklid("card", "--car", "hatchback", "--at", "temperature=frost", "--have", "jump-pack", "--lang", "de", "--out", file);
  assert.equal(svg, readFileSync(file, "utf8"));
  rmSync(folder, {recursive: true});
});
