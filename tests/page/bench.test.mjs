/** The bench car as a person plays with it: break it, press it, hear it, watch it, let the guide solve it. */
import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {test} from "node:test";
import {decklid, stage} from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

async function bench(given = {}) {
  const staged = await stage({reducedMotion: "reduce", ...given});
  await staged.open();
  await staged.page.click("button.tab:not([aria-current])");
  await staged.page.waitForSelector("[data-hand=fob-lid]");
  return staged;
}

async function put(page, mode) {
  await page.selectOption("#bench-mode", mode);
  await page.click("#bench-add");
}

async function press(page, hand) {
  await page.click(`[data-hand=${hand}]`);
  return page.getAttribute("#bench-words", "data-reading");
}

test("a locked car opens by its cabin button only once it is unlocked", async () => {
  const {page, strange} = await bench();
  await put(page, "locking=locked");
  assert.equal(await press(page, "cabin-button"), "silence");
  assert.match(await page.textContent("#bench-refusal"), /the car is locked/);
  await press(page, "fob-unlock");
  assert.equal(await press(page, "cabin-button"), "opens");
  assert.equal(await page.textContent("#bench-outcome"), "It opens");
  await page.click("#bench-restart");
  assert.equal(await press(page, "cabin-button"), "silence");
  assert.deepEqual(strange, []);
});

test("frost and water change what the car does, as the program says", async () => {
  const {page} = await bench();
  await put(page, "battery=weak");
  await page.click("[name=bench-temperature][value='2']");
  const reading = await press(page, "fob-lid");
  const said = decklid("sim", "--car", "modern-sedan", "--fault", "battery=weak", "--at", "temperature=hard-frost", "--do", "press-fob");
  assert.equal(reading, /^press-fob +(\S+)/.exec(said)[1]);
});

test("of two modes of one axis the newer stays, and each can be taken out", async () => {
  const {page} = await bench();
  await put(page, "battery=weak");
  await put(page, "battery=dead");
  assert.equal(await page.locator(".chosen li").count(), 1);
  await put(page, "locking=locked");
  assert.equal(await page.locator(".chosen li").count(), 2);
  await page.locator(".chosen button").first().click();
  assert.equal(await page.locator(".chosen li").count(), 1);
});

test("ice brings the frost along that it needs", async () => {
  const {page} = await bench();
  await put(page, "latch=ice");
  assert.ok(await page.isChecked("[name=bench-temperature][value='1']"));
});

test("a fault by lot is not told until one asks", async () => {
  const {page} = await bench();
  await page.click("#bench-lot");
  assert.equal(await page.locator(".chosen li").count(), 0);
  await page.click("#bench-tell");
  assert.equal(await page.locator(".chosen li").count(), 1);
});

test("the plot has its key moments as a table, and grows with each press", async () => {
  const {page} = await bench();
  assert.match(await page.textContent(".plot desc"), /Nothing has happened yet/);
  await press(page, "fob-lid");
  await page.click("summary:has-text('Key moments')");
  assert.match(await page.textContent("#bench-plot table"), /The latch drive is switched on\./);
  assert.match(await page.textContent(".plot desc"), /The pawl begins to lift\./);
  const drawn = () => page.getAttribute(".plot .curve", "d");
  const before = await drawn();
  await press(page, "fob-lock");
  assert.ok((await drawn()).length > before.length);
});

test("what is heard is played after a tap, and drawn", async () => {
  const {page, strange} = await bench();
  await page.evaluate(() => {
    const start = AudioBufferSourceNode.prototype.start;
    AudioBufferSourceNode.prototype.start = function played() {
      window.played = {seconds: this.buffer.duration, loudest: this.buffer.getChannelData(0).reduce((a, b) => Math.max(a, b))};
      return start.call(this);
    };
  });
  await press(page, "fob-lid");
  assert.ok(await page.isVisible(".heard svg"));
  assert.equal(await page.evaluate(() => window.played), undefined);
  await page.click("#bench-listen");
  await page.waitForFunction(() => window.played);
  const {seconds, loudest} = await page.evaluate(() => window.played);
  assert.ok(seconds > 0.2 && seconds < 22 && loudest > 0.01);
  await press(page, "seat-fold");
  assert.ok(await page.isVisible("#bench-silent"));
  assert.deepEqual(strange, []);
});

test("the guide opens a locked car step by step, and is told nothing", async () => {
  const {page, strange} = await bench();
  await put(page, "locking=locked");
  await page.click("#guide-one");
  await page.waitForSelector(".log li");
  await page.waitForSelector("#guide-all");
  assert.equal(await page.locator(".log li").count(), 1);
  await page.click("#guide-all");
  await page.waitForSelector("#guide-result");
  assert.match(await page.textContent("#guide-result"), /^Open after \d+ steps: /);
  assert.match(await page.textContent("#live"), /^Open after/);
  assert.ok(await page.locator(".log li").count() > 1);
  assert.deepEqual(strange, []);
});

test("a case under way is as it was after a visit to the bench", async () => {
  const {page, open} = await stage();
  await open();
  await page.click("button.free:visible");
  await page.click("[data-car=hatchback]");
  await page.waitForSelector("[data-move=none]");
  await page.click("[data-move=none]");
  await page.waitForSelector("[data-value=skip]");
  const asked = await page.textContent("#app h2");
  await page.click("button.tab:not([aria-current])");
  await page.waitForSelector("[data-hand]");
  await page.click("#guide-one");
  await page.waitForSelector(".log li");
  await page.click("button.tab:not([aria-current])");
  await page.waitForSelector("[data-value=skip]");
  assert.equal(await page.textContent("#app h2"), asked);
});

test("the bench is no way around the first screen", async () => {
  const {page} = await bench();
  await page.click("button.tab:not([aria-current])");
  assert.ok(await page.isVisible("#first"));
  assert.equal(await page.locator("[data-car]").count(), 0);
});

test("another language says the bench anew and keeps how the car is set", async () => {
  const {page} = await bench();
  await put(page, "locking=locked");
  await page.selectOption("#language", "de");
  await page.waitForSelector("h2:has-text('Das Übungsauto')"); // the bench is built anew
  assert.equal(await page.locator(".chosen li").count(), 1);
  assert.equal(await press(page, "cabin-button"), "silence");
  assert.doesNotMatch(await page.textContent("#bench-words"), /Nothing at all/);
});

for (const width of [320, 390, 1280]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`at ${width} px, ${colorScheme}, nothing is cut off and axe finds nothing`, async () => {
      const {page} = await bench({viewport: {width, height: 800}, colorScheme});
      await put(page, "battery=weak");
      await press(page, "lid-button");
      await page.click("summary:has-text('Key moments')");
      await page.click("#guide-one");
      await page.waitForSelector(".log li");
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= width);
      await page.evaluate(axe);
      const {violations} = await page.evaluate(() => globalThis.axe.run(document));
      assert.deepEqual(violations.map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html.slice(0, 90)).join(" | ")}`), []);
    });
  }
}

test("everything is reached and pressed by keyboard alone", async () => {
  const {page} = await bench();
  await page.focus("#bench-restart");
  await page.focus("[data-hand=fob-lid]");
  await page.keyboard.press("Enter");
  assert.equal(await page.getAttribute("#bench-words", "data-reading"), "opens");
  const shown = await page.evaluate(() => {
    const button = document.activeElement.getBoundingClientRect();
    const bar = document.getElementById("bench-outcome").getBoundingClientRect();
    return button.bottom <= bar.top || button.top >= bar.bottom;
  });
  assert.ok(shown);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.hand), "fob-lid-long");
});
