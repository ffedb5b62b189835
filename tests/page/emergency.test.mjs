/** The first screen works before and without everything else. */
import assert from "node:assert/strict";
import {test} from "node:test";
import {decklid, kept, skipQuestions, stage, take} from "./browser.mjs";

const scripts = JSON.parse(decklid("emergency", "--json"));

test("the first screen needs no script, no storage and no engine", async () => {
  const {page, open, address} = await stage({javaScriptEnabled: false});
  await page.goto(address);
  for (const [k, kind] of ["fire", "person", "traffic", "inside"].entries()) {
    const script = page.locator(`[data-language=en] details[data-kind=${kind}]`);
    await script.locator("summary").click();
    assert.equal(await script.locator("li").count(), scripts[kind].length, `${kind}: ${k}`);
    assert.equal((await script.locator("li").first().textContent()).trim(), scripts[kind][0]);
    assert.ok(await script.locator("li").first().isVisible());
  }
  assert.ok(await page.locator("a.call[href='tel:112']").first().isVisible());
});

test("the script stands even when the engine cannot be had, and then what holds for every car", async () => {
  const {page, context, address} = await stage();
  await context.route("**/*.wasm", (route) => route.abort());
  await page.goto(address);
  await page.waitForSelector("html[data-ready=no]");
  await page.click("[data-language=en] details[data-kind=fire] summary");
  assert.ok(await page.isVisible("text=Stop pressing anything"));
  await page.click("button.free:visible");
  await page.waitForSelector("#general:visible");
  assert.match(await page.textContent("#general"), /locksmith/);
});

test("a browser without WebAssembly is told what to do", async () => {
  const {page, address} = await stage();
  await page.addInitScript(() => { delete globalThis.WebAssembly; });
  await page.goto(address);
  await page.waitForSelector("html[data-ready=no]");
  await page.click("button.free:visible");
  assert.ok(await page.isVisible("#general"));
});

test("the number of the chosen country is the one that is called", async () => {
  const {page, open} = await stage({locale: "en-GB"});
  await open();
  assert.equal(await page.getAttribute(".numbers:visible a.call", "href"), "tel:999");
  await page.selectOption("select.country:visible", "DE");
  assert.equal(await page.getAttribute(".numbers:visible a.call", "href"), "tel:112");
  await page.reload();
  assert.equal(await page.inputValue("select.country:visible"), "DE");
});

test("one script stands at a time", async () => {
  const {page, open} = await stage();
  await open();
  await page.click("details[data-kind=fire]:visible summary");
  await page.click("details[data-kind=person]:visible summary");
  await page.waitForSelector("details[data-kind=fire]:not([open])");
  assert.equal(await page.locator("details.script[open]:visible").count(), 1);
});

test("an emergency in mid-dialogue stops every step and survives a reload", async () => {
  const {page, open} = await stage();
  await open();
  await take(page, "hatchback");
  await skipQuestions(page);
  await page.click("#sos");
  await page.click("details[data-kind=person]:visible summary");
  await page.waitForFunction(() => localStorage.getItem("decklid.session").includes("emergency person"));
  assert.equal(await page.locator(".step").count(), 0);
  await page.reload();
  await page.waitForSelector("details[data-kind=person][open]:visible");
  assert.equal(await page.locator(".step").count(), 0);
  await page.click("button.free:visible");
  await page.waitForSelector(".step[data-move]");
  assert.match(await kept(page), /emergency no\ncrc/);
});
