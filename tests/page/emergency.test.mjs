/** The first screen works before and without everything else. */
import assert from "node:assert/strict";
import {test} from "node:test";
import {decklid, free, kept, skipQuestions, stage, take} from "./browser.mjs";

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
  assert.equal(await page.locator("button:visible, select:visible").count(), 0); // nothing that would be tapped in vain
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

test("the chosen country stays chosen in another language where the device keeps nothing", async () => {
  const {page, open} = await stage();
  await page.addInitScript(() => Object.defineProperty(window, "localStorage", {get() { throw new DOMException("refused"); }}));
  await open();
  await page.selectOption("select.country:visible", "GB");
  await page.selectOption("#language", "de");
  await page.waitForSelector("[data-language=de] .numbers:visible");
  assert.equal(await page.getAttribute(".numbers:visible a.call", "href"), "tel:999");
  assert.equal(await page.inputValue("select.country:visible"), "GB");
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

const slowly = async (route) => {
  await new Promise((resolve) => setTimeout(resolve, 1500));
  await route.continue();
};

test("a script that is read while the rest loads is not taken away, and stands in the case", async () => {
  const {page, context, open, address} = await stage();
  await open();
  await take(page, "hatchback");
  await skipQuestions(page);
  await context.route("**/engine.wasm", slowly);
  await page.goto(address, {waitUntil: "commit"});
  await page.click("[data-language=en] details[data-kind=fire] summary");
  await page.waitForSelector("html[data-ready=yes]");
  await page.waitForFunction(() => localStorage.getItem("decklid.session").includes("emergency fire"));
  assert.ok(await page.isVisible("text=Stop pressing anything"));
  assert.equal(await page.locator(".step").count(), 0);
  await free(page);
  await page.waitForSelector(".step[data-move]");
});

test("an emergency while the car is being fetched keeps the script on the screen", async () => {
  const {page, context, open} = await stage();
  await context.route("**/atlas/hatchback.atlas", slowly);
  await open();
  await free(page);
  await page.click("[data-car=hatchback]");
  await page.click("#sos");
  await page.click("details[data-kind=person]:visible summary");
  await page.waitForFunction(() => localStorage.getItem("decklid.session")?.includes("emergency person"));
  assert.ok(await page.isVisible("details[data-kind=person][open] li"));
  assert.equal(await page.locator("[data-move]").count(), 0);
});

const views = {
  "the choice of the car": async (page) => free(page),
  "the five questions": async (page) => {
    await free(page);
    await page.click("#five");
    await page.waitForSelector("[data-word]");
  },
  "a car that is not known": async (page) => {
    await free(page);
    await page.click("#five");
    await page.click("[data-word=pickup]");
    await page.waitForSelector("#unknown");
  },
  "a step": async (page) => {
    await take(page, "hatchback");
    await skipQuestions(page);
  },
  "the case sheet": async (page) => {
    await take(page, "hatchback");
    await page.click("text=Case sheet");
    await page.waitForSelector("#link");
  },
  "the bench": async (page) => {
    await page.click("button.tab:not([aria-current])");
    await page.waitForSelector("[data-hand]");
  },
  "a damaged link": async (page) => {
    await page.evaluate(() => { location.hash = "#case=%%%"; });
    await free(page);
    await page.waitForSelector("#app .notice");
  },
};
for (const [view, go] of Object.entries(views)) {
  test(`from ${view} the first screen is one tap away, and nothing stands beside it`, async () => {
    const {page, open, strange} = await stage();
    await open();
    await go(page);
    await page.click("#sos");
    assert.ok(await page.isVisible("#first"));
    await page.click("details[data-kind=person]:visible summary");
    assert.ok(await page.isVisible("details[data-kind=person][open] li"));
    assert.equal((await page.textContent("#app")).trim(), "");
    await page.waitForTimeout(300); // a slow answer must not bring a step back
    assert.equal((await page.textContent("#app")).trim(), "");
    await free(page);
    await page.waitForSelector("#app h2, #app .notice");
    assert.deepEqual(strange, []);
  });
}

test("without the engine, too, the first screen is one tap away from what holds for every car", async () => {
  const {page, context, address} = await stage();
  await context.route("**/*.wasm", (route) => route.abort());
  await page.goto(address);
  await page.waitForSelector("html[data-ready=no]");
  await free(page);
  await page.waitForSelector("#general:visible");
  await page.click("#sos");
  assert.ok(await page.isVisible("#first"));
  assert.ok(await page.isHidden("#general"));
});

test("the first screen comes at once, even while the engine is busy", async () => {
  const {page, open} = await stage();
  await page.addInitScript(() => {
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function hold(message) { // the worker answers nothing more once it is told to
      if (!window.silent) {
        post.call(this, message);
      }
    };
  });
  await open();
  await take(page, "hatchback");
  await skipQuestions(page);
  await page.evaluate(() => { window.silent = true; });
  await page.click("#sos");
  assert.ok(await page.isVisible("#first"));
  assert.equal(await page.locator(".step").count(), 0);
});

test("another language keeps the script that stands", async () => {
  const {page, open} = await stage();
  await open();
  await take(page, "hatchback");
  await page.click("#sos");
  await page.click("details[data-kind=person]:visible summary");
  await page.selectOption("#language", "de");
  await page.waitForSelector("[data-language=de] details[data-kind=person][open]:visible");
  assert.equal(await page.locator("details.script[open]").count(), 1);
  assert.equal((await page.textContent("#app")).trim(), "");
});
