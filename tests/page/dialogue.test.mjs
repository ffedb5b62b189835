/** The dialogue as a person leads it: choose, answer, skip, go back, change, start over. */
import assert from "node:assert/strict";
import {test} from "node:test";
import {answer, free, kept, skipQuestions, stage, step, take, toStep} from "./browser.mjs";

test("a car is found by a part of its name", async () => {
  const {page, open} = await stage();
  await open();
  await free(page);
  await page.fill("#search", "murano");
  assert.equal(await page.locator("[data-car]").count(), 1);
  await page.fill("#search", "no such car");
  assert.equal(await page.locator("[data-car]").count(), 0);
  assert.ok(await page.isVisible("#five"));
});

test("five questions lead to the nearest kind", async () => {
  const {page, open} = await stage();
  await open();
  await free(page);
  await page.click("#five");
  for (const word of ["hatchback", "electric", "remote"]) {
    await page.click(`[data-word=${word}]`);
  }
  await page.fill("#year", "2012");
  await page.click("form button");
  await page.click("text=I don't know");
  await page.waitForSelector("[data-car=hatchback]");
});

test("a pickup is said to be not known", async () => {
  const {page, open} = await stage();
  await open();
  await free(page);
  await page.click("#five");
  await page.click("[data-word=pickup]");
  for (let k = 0; k < 4; k++) {
    await page.click("text=I don't know");
  }
  await page.waitForSelector("#unknown");
  assert.match(await page.textContent("#unknown"), /locksmith/);
});

test("a request that failed is the first answer", async () => {
  const {page, open} = await stage();
  await open();
  await take(page, "modern-sedan");
  await page.click("[data-move=press-fob]");
  await page.click("[data-reading=silence]");
  await toStep(page);
  assert.match(await kept(page), /saw press-fob silence/);
  assert.match(await page.textContent(".status"), /%/);
});

test("can't tell, can't do this, and taking both back", async () => {
  const {page, open} = await stage();
  await open();
  await take(page, "hatchback");
  await skipQuestions(page);
  const first = await step(page);
  await answer(page, "cant-tell");
  assert.match(await kept(page), new RegExp(`saw ${first} cant-tell`));
  await page.click("#back");
  await page.waitForFunction((id) => document.querySelector(".step")?.dataset.move === id, first);
  await page.click("#cannot");
  await page.waitForFunction((id) => document.querySelector(".step") && document.querySelector(".step").dataset.move !== id, first);
  await page.click("[data-panel=answers]");
  await page.click(`[data-can="${first}"]`);
  await page.waitForFunction((id) => document.querySelector(".step")?.dataset.move === id, first);
});

test("an earlier answer can be changed, and the belief follows", async () => {
  const {page, open} = await stage();
  await open();
  await take(page, "hatchback");
  await page.click("[data-move=press-fob]");
  await page.click("[data-reading=silence]");
  await toStep(page);
  const before = await page.textContent(".suspects");
  await page.click("[data-panel=answers]");
  await page.click("[data-line]");
  await page.click("[data-change=hum]");
  await page.waitForFunction((text) => document.querySelector(".suspects").textContent !== text, before);
  assert.match(await kept(page), /saw press-fob hum/);
  assert.doesNotMatch(await kept(page), /silence/);
});

test("something else can be done than the step, and reported", async () => {
  const {page, open} = await stage();
  await open();
  await take(page, "hatchback");
  await skipQuestions(page);
  await page.click("text=Something else");
  await page.click(".answers [data-move]");
  await page.click("[data-reading=cant-tell]");
  await page.waitForFunction(() => localStorage.getItem("decklid.session").includes("cant-tell"));
});

test("why shows what speaks for and against, with sources", async () => {
  const {page, open} = await stage();
  await open();
  await take(page, "hatchback");
  await page.click("[data-move=press-fob]");
  await page.click("[data-reading=silence]");
  await toStep(page);
  await page.click("[data-panel=why]");
  await page.waitForSelector("[data-shows=why] h4");
  const text = await page.textContent("[data-shows=why]");
  assert.match(text, /For it/);
  assert.match(text, /likelier/);
  assert.match(text, /Sources: /);
});

test("starting over forgets, but only when it is confirmed", async () => {
  const {page, open} = await stage();
  await open();
  await take(page, "hatchback");
  await skipQuestions(page);
  await page.click("#over");
  await page.click("text=Keep them");
  assert.ok(await kept(page));
  await page.click("#over");
  await page.click("#sure");
  await page.waitForSelector("#cars");
  assert.equal(await kept(page), null);
});

test("an opened lid is not to be shut yet", async () => {
  const {page, open} = await stage();
  await open();
  await take(page, "hatchback");
  await page.click("[data-move=press-fob]");
  await page.click("[data-reading=opens]");
  await page.waitForSelector(".done");
  assert.match(await page.textContent(".done"), /DO NOT SHUT IT YET/);
});

test("no request leaves the page and nothing fails in it", async () => {
  const {page, open, strange} = await stage();
  await open();
  await take(page, "bmw-328i-e90");
  await skipQuestions(page);
  for (let k = 0; k < 6; k++) {
    await answer(page, "cant-tell");
  }
  assert.deepEqual(strange, []);
});
