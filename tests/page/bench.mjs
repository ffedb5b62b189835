/**
 * Measures the page in Chromium, served by the program: bytes as transferred, times and memory. The main thread is slowed
 * six times by the browser; it cannot slow a worker, so what the engine's thread computes is timed there and counted six
 * times. Nothing is cached at the start. Writes text, and build/page-bench.json.
 */
import {statSync, readdirSync, writeFileSync} from "node:fs";
import {cars, close, root, settled, stage} from "./browser.mjs";

const slow = 6;
const folder = `${root}build/page`;
const aims = {first_question_bytes: 150e3, all_cars_bytes: 600e3, first_question_ms: 1000, answer_ms: 100, step_ms: 1000};

/** Bytes of the files below a folder of the page, as brotli packs them. */
function packed(below) {
  return readdirSync(`${folder}/${below}`).filter((name) => name.endsWith(".br"))
    .reduce((sum, name) => sum + statSync(`${folder}/${below}/${name}`).size, 0);
}

/**
 * Runs in the page before its own scripts: when what a selector names was first painted, and when a button was last
 * tapped, in milliseconds since the navigation began. What drives the browser is kept out of the time.
 */
function clock(places) {
  window.painted = {};
  window.tapped = 0;
  const look = () => Object.entries(places).filter(([name, selector]) => !(name in window.painted) && document.querySelector(selector))
    .forEach(([name]) => {
      window.painted[name] = Infinity;
      requestAnimationFrame(() => setTimeout(() => { window.painted[name] = performance.now(); }));
    });
  new MutationObserver(look).observe(document, {subtree: true, childList: true, attributes: true});
  document.addEventListener("click", () => { window.tapped = performance.now(); }, true);
}

const places = {ready: "html[data-ready=yes]", question: "[data-move=none]", belief: "[data-value=skip]"}; // the last stands beside the belief
const patience_ms = 5000; // nothing looks at the page meanwhile, for that would be its work too
const pause = () => new Promise((resolve) => { setTimeout(resolve, patience_ms); });

/** Taps like a finger and waits; milliseconds from the tap until `name` was painted. */
async function tap(page, selector, name) {
  await page.evaluate((of) => document.querySelector(of).click(), selector);
  await pause();
  return page.evaluate((of) => window.painted[of] - window.tapped, name);
}

/** A cold start up to the first question of a car: bytes over the wire and milliseconds. */
async function coldStart(car) {
  const {page, address} = await stage();
  await page.addInitScript(clock, places);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Emulation.setCPUThrottlingRate", {rate: slow});
  let bytes = 0;
  devtools.on("Network.loadingFinished", ({encodedDataLength}) => { bytes += encodedDataLength; });
  await pause(); // a browser that has just been started is busy with itself
  await page.goto(address, {waitUntil: "commit"});
  await pause();
  const ready = await page.evaluate(() => window.painted.ready);
  await tap(page, "button.free:not([hidden])", "ready");
  const chosen = await tap(page, `[data-car="${car}"]`, "question");
  return {page, bytes, ready, question: ready + chosen, devtools};
}

/** Milliseconds of the engine's own work along a dialogue, in its own thread, not slowed. */
async function engineTimes(page, car) {
  return page.evaluate(async (id) => {
    const {startEngine} = await import("./start.js");
    const engine = await startEngine();
    const timed = async (call) => {
      const begin = performance.now();
      const result = await call();
      return [performance.now() - begin, result];
    };
    const times = {open: 0, belief: [], step: []};
    [times.open] = await timed(() => engine.open(id));
    await engine.hear("emergency no");
    await engine.hear("skip request");
    for (const name of ["temperature", "wet", "touched_last", "pressing"]) {
      await engine.hear(`skip ${name}`);
    }
    for (let k = 0; k < 8; k++) {
      const [belief] = await timed(() => engine.belief());
      const [step, screen] = await timed(() => engine.screen());
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

const starts = [];
for (let k = 0; k < 3; k++) {
  starts.push(await coldStart("modern-sedan"));
}
const start = starts[0];
// The worker's own files are not seen by the page's network events: itself and the car, as packed.
const engineBytes = ["worker.js", "atlas/modern-sedan.atlas"]
  .reduce((sum, file) => sum + statSync(`${folder}/${file}.br`).size, 0);
row("transferred up to the first question", start.bytes + engineBytes, "bytes", aims.first_question_bytes);
row("all cars, compressed", packed("atlas"), "bytes", aims.all_cars_bytes);
row("the whole page with drawings, bench car and languages", packed(".") + packed("atlas") + packed("cars") + packed("pack") + packed("lang"), "bytes");
row("page ready, main thread slowed", median(starts.map(({ready}) => ready)), "ms");
row("first question, main thread slowed", median(starts.map(({question}) => question)), "ms", aims.first_question_ms);

await tap(start.page, "[data-move=press-fob]", "question");
row("an answer registered and the belief shown, main thread slowed",
  await tap(start.page, "[data-reading=silence]", "belief"), "ms", aims.answer_ms);
await settled(start.page);
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
await close();
process.exit(0);
