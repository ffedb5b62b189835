/** Sounds to compare with: heard, seen, and given as an answer. */
import assert from "node:assert/strict";
import {test} from "node:test";
import {kept, settled, skipQuestions, stage, step, take} from "./browser.mjs";

async function unfold(page) {
  await page.click("[data-panel=sounds]");
  await page.waitForSelector("[data-sound=opens]");
}

test("eight sounds are computed, drawn and told apart; silence is said in words", async () => {
  const {page, open, strange} = await stage();
  await open();
  await take(page, "hatchback");
  await skipQuestions(page);
  await unfold(page);
  const drawn = await page.$$eval("[data-sound] svg", (all) => all.map((one) => one.outerHTML));
  assert.equal(await page.locator("[data-sound]").count(), 8);
  assert.equal(drawn.length, 7);
  assert.equal(new Set(drawn).size, 7);
  assert.equal(await page.locator("[data-sound=silence] svg").count(), 0);
  assert.ok(await page.locator("[data-sound] svg title").count() >= 7);
  await page.click("[data-sound=hum] button");
  assert.deepEqual(strange, []);
});

test("a stalled motor is another sound than a running one", async () => {
  const {page, open} = await stage();
  await open();
  const loudness = await page.evaluate(async () => {
    const {openGarage} = await import("./garage.js");
    const garage = await openGarage();
    const result = {};
    for (const {id, car, modes, move} of garage.sounds) {
      await garage.fetchCar(car);
      garage.set({modes});
      garage.start();
      garage.act(move);
      const {samples} = garage;
      let crossings = 0;
      samples.forEach((sample, k) => { crossings += k > 0 && sample * samples[k - 1] < 0 ? 1 : 0; });
      result[id] = {seconds: samples.length / 16000, crossings, peak: Math.max(...samples.map(Math.abs))};
    }
    return result;
  });
  assert.equal(loudness.silence.peak, 0);
  for (const id of ["relay", "stroke", "stall", "hum", "weak-clicks", "release", "opens"]) {
    assert.ok(loudness[id].peak > 0.01 && loudness[id].peak <= 1, id);
  }
  assert.ok(Math.abs(loudness.stall.crossings / loudness.stroke.crossings - 1) > 0.1);
});

test("a sound can be the answer", async () => {
  const {page, open} = await stage();
  await open();
  await take(page, "hatchback");
  await skipQuestions(page);
  await page.click("[data-reading=in-hand]");
  await settled(page);
  await unfold(page);
  for (let k = 0; k < 12 && await page.locator("[data-like=hum]").count() === 0; k++) {
    await page.click("[data-reading=cant-tell]");
    await settled(page);
  }
  const asked = await step(page);
  await page.click("[data-like=hum]");
  await settled(page);
  assert.match(await kept(page), new RegExp(`saw ${asked} hum`));
});
