/** The dialogue as a person leads it: choose, answer, skip, go back, change, start over. */
import assert from "node:assert/strict";
import {test} from "node:test";
import {answer, free, kept, settled, skipQuestions, stage, step, take, toStep} from "./browser.mjs";

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
  await page.click("[data-word=pickup]"); // no further question would change it
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

test("the second tap of a double one answers nothing", async () => {
  const {page, open} = await stage({hasTouch: true});
  await open();
  await take(page, "hatchback");
  await page.click("[data-move=none]");
  await settled(page);
  const {x, y} = await page.locator("[data-value]").first().boundingBox();
  await page.waitForFunction(() => !document.documentElement.dataset.tapped);
  await page.touchscreen.tap(x + 40, y + 20);
  await page.waitForFunction(() => localStorage.getItem("decklid.session").includes("at temperature"));
  await page.touchscreen.tap(x + 40, y + 20);
  await page.waitForFunction(() => !document.documentElement.dataset.tapped);
  await settled(page);
  assert.equal((await kept(page)).match(/^at /gm).length, 1);
  await page.touchscreen.tap(x + 40, y + 20); // a later one does
  await page.waitForFunction(() => localStorage.getItem("decklid.session").match(/^at /gm).length === 2);
});

test("the browser's back is the page's back: a question, a sheet, the first screen, and out", async () => {
  const {page, open} = await stage();
  await page.goto("about:blank");
  await open();
  const home = page.url();
  await take(page, "hatchback");
  await skipQuestions(page);
  const first = await step(page);
  await answer(page, "cant-tell");
  const second = await step(page);
  await page.click("text=Case sheet");
  await page.waitForSelector("#link");
  await page.goBack();
  await page.waitForSelector(`.step[data-move=${second}]`);
  await page.goBack();
  await page.waitForSelector(`.step[data-move=${first}]`);
  assert.doesNotMatch(await kept(page), /cant-tell/);
  await page.goForward(); // does nothing again
  assert.equal(await step(page), first);
  while (await page.locator("#first:visible").count() === 0) {
    assert.equal(page.url(), home);
    await page.goBack();
    await settled(page);
  }
  await page.goBack(); // past all entries of ours
  await page.goBack();
  assert.equal(page.url(), "about:blank");
});

test("the page's back after a reload, and with no history, takes back one answer", async () => {
  const {page, context, open, address} = await stage();
  await open();
  await take(page, "hatchback");
  await skipQuestions(page);
  const first = await step(page);
  await answer(page, "cant-tell");
  await page.reload();
  await page.waitForSelector(".step[data-move]");
  await settled(page);
  await page.click("#back");
  await page.waitForSelector(`.step[data-move=${first}]`);
  const second = await context.newPage(); // a browser that was ended and started again
  await second.goto(address);
  await second.waitForSelector(".step[data-move]");
  const lines = (await kept(second)).split("\n").length;
  await second.click("#back");
  await second.waitForFunction((count) => localStorage.getItem("decklid.session").split("\n").length === count - 1, lines);
});

test("back can be tapped while the next step is still worked out", async () => {
  const {page, open} = await stage();
  await page.addInitScript(() => {
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function late(message) { // as on a slow phone
      setTimeout(() => post.call(this, message), message.call === "screen" ? 1200 : 0);
    };
  });
  await open();
  await take(page, "hatchback");
  await skipQuestions(page);
  const first = await step(page);
  await page.click("[data-reading=cant-tell]");
  await page.waitForSelector("#app progress");
  await page.click("#back");
  await page.waitForSelector(`.step[data-move=${first}]`);
  await settled(page);
  assert.equal(await step(page), first);
  assert.doesNotMatch(await kept(page), /cant-tell/);
});
