/** Files that are missing, late or damaged, and an engine that breaks down: said in plain words, with a way on, never nothing. */
import assert from "node:assert/strict";
import {test} from "node:test";
import {answer, free, settled, skipQuestions, stage, step, take} from "./browser.mjs";

const cut = async (route) => {
  const text = await (await route.fetch()).text();
  await route.fulfill({contentType: "text/javascript", body: text.slice(0, text.length / 2)});
};
const page404 = (route) => route.fulfill({status: 404, contentType: "text/html", body: "<h1>no</h1>"});
const portal = (route) => route.fulfill({contentType: "text/html", body: "<!doctype html><h1>Please sign in</h1>".repeat(40)});

for (const [what, file, damage] of [
  ["its program is cut short", "start.js", cut],
  ["its program is missing", "start.js", page404],
  ["the engine's thread is missing", "worker.js", page404],
  ["the engine's thread is cut short", "worker.js", cut],
  ["the engine is another page", "engine.wasm", portal],
  ["the list of cars is another page", "cars.json", portal],
  ["the list of cars is empty", "cars.json", (route) => route.fulfill({contentType: "application/json", body: "null"})],
]) {
  test(`where ${what} it is said, and what holds for every car stands there`, async () => {
    const {page, context, address} = await stage();
    await context.route(`**/${file}`, damage);
    await page.goto(address);
    await page.waitForSelector("html[data-ready=no]");
    await free(page);
    await page.waitForSelector("#general:visible");
    assert.match(await page.innerText("#general"), /The guide cannot start[\s\S]*locksmith/);
    await context.unroute(`**/${file}`);
    await page.click("button.again:visible");
    await page.waitForSelector("html[data-ready=yes]");
    await free(page);
    await page.waitForSelector("#cars");
    assert.ok(await page.isHidden("#general"));
  });
}

test("a network that answers nothing leaves nobody waiting for nothing", async () => {
  const {page, context, address} = await stage();
  let let_go = null;
  const held = new Promise((resolve) => { let_go = resolve; });
  await context.route("**/engine.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(address, {waitUntil: "commit"});
  await free(page);
  await page.waitForSelector("#general progress:visible");
  await page.waitForSelector("#general:visible >> text=locksmith");
  assert.doesNotMatch(await page.innerText("#general"), /cannot start|No step/);
  let_go();
  await page.waitForSelector("#cars");
  assert.ok(await page.isHidden("#general"));
});

test("while a car is fetched, that is said; another tap starts nothing twice", async () => {
  const {page, context, open} = await stage();
  await context.route("**/atlas/hatchback.atlas", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 800));
    await route.continue();
  });
  await open();
  await free(page);
  await page.click("[data-car=hatchback]");
  assert.equal(await page.locator("#app progress").count(), 1);
  assert.equal(await page.locator("[data-car]").count(), 0);
  await page.waitForSelector("[data-move=none]");
  assert.equal((await page.evaluate(() => localStorage.getItem("decklid.session"))).match(/emergency no/g).length, 1);
});

for (const [what, damage] of Object.entries({
  "missing": page404,
  "another page": portal,
  "cut short": async (route) => {
    const whole = await (await route.fetch()).body();
    await route.fulfill({body: whole.subarray(0, whole.length / 2)});
  },
  "damaged by one bit": async (route) => {
    const whole = await (await route.fetch()).body();
    whole[20000] ^= 1;
    await route.fulfill({body: whole});
  },
})) {
  test(`a car file that is ${what} is said, and can be tried again`, async () => {
    const {page, context, open} = await stage();
    await context.route("**/atlas/hatchback.atlas", damage);
    await open();
    await free(page);
    await page.click("[data-car=hatchback]");
    await page.waitForSelector(".notice");
    await context.unroute("**/atlas/hatchback.atlas");
    await page.click("text=Try again");
    await page.waitForSelector("[data-move=none]");
  });
}

/** The page's worker stays reachable, to break it. */
async function breakable(given = {}) {
  const stood = await stage(given);
  await stood.page.addInitScript(() => {
    const Real = Worker;
    window.workers = [];
    window.Worker = class extends Real {
      constructor(...words) {
        super(...words);
        window.workers.push(this);
      }
    };
  });
  await stood.open();
  return stood;
}

for (const storage of ["kept", "refused"]) {
  test(`an engine that breaks down is started again with all answers, storage ${storage}`, async () => {
    const {page, open} = await breakable();
    if (storage === "refused") {
      await page.addInitScript(() => ["localStorage", "sessionStorage"].forEach((name) =>
        Object.defineProperty(window, name, {get() { throw new DOMException("refused"); }})));
      await open();
    }
    await take(page, "hatchback");
    await skipQuestions(page);
    await answer(page, "cant-tell");
    const before = await step(page);
    await page.evaluate(() => window.workers.at(-1).dispatchEvent(new ErrorEvent("error", {message: "out of memory"})));
    await page.waitForSelector(".notice");
    assert.match(await page.textContent(".notice"), /The guide has stopped/);
    await page.getByRole("button", {name: "Go on", exact: true}).click();
    await page.waitForSelector(".step[data-move]");
    assert.equal(await step(page), before);
    await settled(page);
    await answer(page, "cant-tell");
    assert.notEqual(await step(page), before);
  });
}

test("a trap in the engine is a breakdown, not an answer", async () => {
  const {page, context, open} = await stage();
  await context.route("**/worker.js", async (route) => {
    const text = await (await route.fetch()).text();
    await route.fulfill({contentType: "text/javascript",
      body: `const right = WebAssembly.instantiate;
      WebAssembly.instantiate = async (...given) => {
        const {exports} = await right(...given);
        const hear = (session, at) => {
          const said = new TextDecoder().decode(new Uint8Array(exports.memory.buffer, at, 12));
          if (said === "skip request") { throw new WebAssembly.RuntimeError("memory access out of bounds"); }
          return exports.web_hear(session, at);
        };
        return {exports: {...exports, web_hear: hear}};
      };
      ${text}`});
  });
  await open();
  await take(page, "hatchback");
  await page.click("[data-move=none]");
  await page.waitForSelector("text=The guide has stopped");
});

for (const [panel, file] of Object.entries({why: "why.js", car: "car.js", sounds: "sounds.js"})) {
  test(`where ${file} cannot be had, its panel says so, and the step stays`, async () => {
    const {page, context, open, strange} = await stage();
    await context.route(`**/${file}`, (route) => route.abort());
    await open();
    await take(page, "hatchback");
    await skipQuestions(page);
    await page.click(`[data-panel=${panel}]`);
    await page.waitForSelector("[data-shows] >> text=could not be loaded");
    assert.ok(await step(page));
    assert.deepEqual(strange, []);
  });
}

test("where the module that makes cards cannot be had, that is said, and the dialogue goes on", async () => {
  const {page, context, open, strange} = await stage();
  await context.route("**/card.wasm", page404);
  await open();
  await take(page, "hatchback");
  await skipQuestions(page);
  const before = await step(page);
  const at = await page.evaluate(() => history.state.decklid);
  const standsAt = (entry) => page.waitForFunction((wanted) => history.state?.decklid === wanted, entry);
  await page.click("text=Glovebox card");
  await page.waitForSelector(".notice >> text=card.wasm");
  await page.waitForSelector(`.step[data-move="${before}"]`);
  await standsAt(at); // a card that was not drawn is nothing to go back from
  await context.unroute("**/card.wasm");
  await page.click("text=Glovebox card");
  await page.waitForSelector(".paper svg", {timeout: 60000});
  await standsAt(at + 1);
  await page.goBack();
  assert.equal(await step(page), before);
  assert.deepEqual(strange, []);
});

test("where the card or the bench cannot be had, that is said, and the dialogue goes on", async () => {
  const {page, context, open, strange} = await stage();
  await context.route(/\/(card|bench)\.js$/, (route) => route.abort());
  await open();
  await take(page, "hatchback");
  await skipQuestions(page);
  const before = await step(page);
  await page.click("text=Glovebox card");
  await page.waitForSelector(".notice >> text=could not be loaded");
  await page.click("button.tab:not([aria-current])");
  await page.waitForSelector(".notice >> text=could not be loaded");
  await page.click("button.tab:not([aria-current])");
  await page.waitForSelector(".step[data-move]");
  assert.equal(await step(page), before);
  assert.deepEqual(strange, []);
});
