/**
 * Measures the page in Chromium, served by the program: bytes as transferred, times and memory. The main thread is slowed
 * six times by the browser; it cannot slow a worker, so what the engine's thread computes is timed there and counted six
 * times. Nothing is cached at the start. Writes text, and build/page-bench.json.
 */
import {statSync, readdirSync, writeFileSync} from "node:fs";
import {cars, free, root, settled, stage} from "./browser.mjs";

const slow = 6;
const folder = `${root}build/page`;
const aims = {first_question_bytes: 150e3, all_cars_bytes: 600e3, first_question_ms: 1000, answer_ms: 100, step_ms: 1000};

/** Bytes of the files below a folder of the page, as brotli packs them. */
function packed(below) {
  return readdirSync(`${folder}/${below}`).filter((name) => name.endsWith(".br"))
    .reduce((sum, name) => sum + statSync(`${folder}/${below}/${name}`).size, 0);
}

/** A cold start up to the first question of a car: bytes over the wire and milliseconds. */
async function coldStart(car) {
  const {page, open} = await stage();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Emulation.setCPUThrottlingRate", {rate: slow});
  let bytes = 0;
  devtools.on("Network.loadingFinished", ({encodedDataLength}) => { bytes += encodedDataLength; });
  const begin = performance.now();
  await open();
  const ready = performance.now() - begin;
  await free(page);
  const chosen = performance.now();
  await page.click(`[data-car="${car}"]`);
  await page.waitForSelector("[data-move=none]");
  const question = ready + performance.now() - chosen;
  return {page, bytes, ready, question, devtools};
}

/** Milliseconds of the engine's own work along a dialogue, in its own thread, not slowed. */
async function engineTimes(page, car) {
  return page.evaluate(async (id) => {
    const {startEngine} = await import("./engine.js");
    const engine = await startEngine();
    const clock = async (call) => {
      const begin = performance.now();
      const result = await call();
      return [performance.now() - begin, result];
    };
    const times = {open: 0, belief: [], step: []};
    [times.open] = await clock(() => engine.open(id));
    await engine.hear("emergency no");
    await engine.hear("skip request");
    for (const name of ["temperature", "wet", "touched_last"]) {
      await engine.hear(`skip ${name}`);
    }
    for (let k = 0; k < 8; k++) {
      const [belief] = await clock(() => engine.belief());
      const [step, screen] = await clock(() => engine.screen());
      times.belief.push(belief);
      times.step.push(step);
      if (!screen.step) {
        break;
      }
      await engine.hear(`saw ${screen.step.move} cant-tell`);
    }
    return times;
  }, car);
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const rows = [];
const row = (name, value, unit, aim) => rows.push({name, value: Math.round(value), unit, aim: aim ?? null});

const start = await coldStart("modern-sedan");
// The worker's own files are not seen by the page's network events: itself and the car, as packed.
const engineBytes = ["worker.js", "atlas/modern-sedan.atlas"]
  .reduce((sum, file) => sum + statSync(`${folder}/${file}.br`).size, 0);
row("transferred up to the first question", start.bytes + engineBytes, "bytes", aims.first_question_bytes);
row("all cars, compressed", packed("atlas"), "bytes", aims.all_cars_bytes);
row("the whole page with drawings, bench car and languages", packed(".") + packed("atlas") + packed("cars") + packed("pack") + packed("lang"), "bytes");
row("page ready, main thread slowed", start.ready, "ms");
row("first question, main thread slowed", start.question, "ms", aims.first_question_ms);

const shown = [];
await start.page.click("[data-move=press-fob]");
await start.page.waitForSelector("[data-reading=silence]");
const before = performance.now();
await start.page.click("[data-reading=silence]");
await start.page.waitForFunction(() => localStorage.getItem("decklid.session")?.includes("silence"));
shown.push(performance.now() - before);
await settled(start.page);
row("an answer registered and the belief shown, main thread slowed", median(shown), "ms", aims.answer_ms);
const {metrics} = await start.devtools.send("Performance.enable").then(() => start.devtools.send("Performance.getMetrics"));
row("memory of the page's own objects", metrics.find(({name}) => name === "JSHeapUsedSize").value, "bytes");
await start.devtools.send("Emulation.setCPUThrottlingRate", {rate: 1});

const beliefs = [];
const steps = [];
for (const car of cars) {
  const times = await engineTimes(start.page, car);
  beliefs.push(...times.belief);
  steps.push(...times.step);
}
row(`belief after an answer, engine's thread x ${slow}, median`, slow * median(beliefs), "ms", aims.answer_ms);
row(`next step, engine's thread x ${slow}, median`, slow * median(steps), "ms", aims.step_ms);
row(`next step, engine's thread x ${slow}, worst of ${steps.length}`, slow * Math.max(...steps), "ms");

for (const {name, value, unit, aim} of rows) {
  console.log(`${name}: ${value} ${unit}${aim ? ` (aim ${aim}${value <= aim ? "" : ", missed"})` : ""}`);
}
writeFileSync(`${root}build/page-bench.json`, `${JSON.stringify(rows, null, 1)}\n`);
process.exit(0);
