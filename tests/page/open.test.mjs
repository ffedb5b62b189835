/**
 * Every car is opened on the page from a fault that the page is not told: a person who stands beside the simulated car
 * (in a WebAssembly module of its own, here) reads the step on the screen, does it, and taps what came of it.
 */
import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {test} from "node:test";
import {Garage} from "../../page/garage.js";
import {startBytes} from "../../page/wasm.js";
import {cars, root, settled, stage, step, take} from "./browser.mjs";

const stepsMost = 40; // of the guide; what it asks of the weather and the like is no step
const pack = (name) => new Uint8Array(readFileSync(`${root}build/pack/${name}.pack`));

/** Faults that shut a lid; each car gets one that it can have, another for each car. */
const faults = ["battery=dead", "fob=cell-dead", "loom=release-broken", "locking=locked", "latch=seized", "actuator=burnt",
  "fuse-release=blown", "lid-switch=dead", "seal=sticky", "latch=dirty", "cable=broken", "latch=ice", "bcm=failed",
  "load=pressing", "actuator=worn"];

async function shutCar(car, number) {
  const garage = new Garage(await startBytes(readFileSync(`${root}build/wasm/garage.wasm`)), pack("knowledge"));
  garage.choose(pack(car));
  const known = new Set(garage.car.modes.map(({id}) => id));
  const possible = faults.filter((fault) => known.has(fault));
  const fault = possible[number % possible.length];
  const frost = fault === "latch=ice";
  garage.set({modes: [fault], temperature: frost ? 1 : 0});
  garage.start();
  garage.meet(number + 1, false);
  return {garage, fault, frost};
}

for (const [number, car] of cars.entries()) {
  test(`${car} is opened from a fault that the page is not told`, async () => {
    const {garage, fault, frost} = await shutCar(car, number);
    const {page, open, strange} = await stage();
    await open();
    await take(page, car);
    await page.click("[data-move=none]");
    await settled(page);
    const done = [];
    while (done.length < stepsMost && await page.locator(".done").count() === 0) {
      const asked = await page.$("[data-value]");
      if (asked) {
        const told = frost ? "[data-value=frost]" : "[data-value=warm]";
        await page.click(await page.locator(told).count() > 0 ? told : "[data-value=skip]");
      } else {
        const move = await step(page);
        const {reading} = garage.ask(move);
        done.push(`${move}=${reading}`);
        await page.click(`[data-reading="${reading}"]`);
      }
      await settled(page);
    }
    assert.equal(await page.locator(".done").count(), 1, `${fault}: ${done.join(" ")}`);
    assert.ok(done.length > 0);
    assert.deepEqual(strange, []);
    await page.context().close();
  });
}
