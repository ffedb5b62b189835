/** What is kept on the device, what a link holds, and every way in which both can be damaged. */
import assert from "node:assert/strict";
import {test} from "node:test";
import {answer, free, kept, skipQuestions, stage, step, take} from "./browser.mjs";

const goOn = (page) => page.getByRole("button", {name: "Go on", exact: true}).click();

test("a reload in mid-dialogue comes back to the same step", async () => {
  const {page, open} = await stage();
  await open();
  await take(page, "bmw-328i-e90");
  await skipQuestions(page);
  await answer(page, "cant-tell");
  const [before, text] = [await step(page), await kept(page)];
  await page.reload();
  await page.waitForSelector(".step[data-move]");
  assert.equal(await step(page), before);
  assert.equal(await kept(page), text);
});

test("after a long rest the first screen comes first, then the way back", async () => {
  const {page, open} = await stage();
  await open();
  await take(page, "hatchback");
  await skipQuestions(page);
  const before = await step(page);
  await page.evaluate(() => localStorage.setItem("decklid.kept", String(Date.now() - 3600000)));
  await page.reload();
  await page.waitForSelector("html[data-ready=yes]");
  assert.ok(await page.isVisible("#first"));
  await free(page);
  await goOn(page);
  await page.waitForSelector(".step[data-move]");
  assert.equal(await step(page), before);
});

for (const [what, text] of Object.entries({
  "cut short": "decklid session 1\ncar hatchback\nsaw pre",
  "of another version": "decklid session 9\ncar hatchback\ncrc 00000000\n",
  "of a car that is not here": "decklid session 1\ncar no-such-car\ncrc 4e3ff0a1\n",
  "no text at all": "\u0000\u0001<script>alert(1)</script>",
})) {
  test(`a kept state that is ${what} is said in plain words, with a way on`, async () => {
    const {page, open} = await stage();
    await open();
    await page.evaluate((value) => localStorage.setItem("decklid.session", value), text);
    await page.reload();
    await page.waitForSelector("html[data-ready=yes]");
    await free(page);
    await goOn(page);
    await page.waitForSelector(".notice");
    await page.click(".notice >> text=Choose the car");
    await page.waitForSelector("#cars");
  });
}

test("storage that is refused costs nothing but the keeping", async () => {
  const {page, open} = await stage();
  await page.addInitScript(() => Object.defineProperty(window, "localStorage", {get() { throw new DOMException("refused"); }}));
  await open();
  await take(page, "hatchback");
  await skipQuestions(page);
  await answer(page, "cant-tell");
  assert.ok(await step(page));
  assert.match(await page.textContent("#foot"), /keeps nothing/);
});

test("a damaged car file is said, and another car can be chosen", async () => {
  const {page, open, context} = await stage();
  await context.route("**/atlas/hatchback.atlas", (route) => route.fulfill({body: Buffer.alloc(5000, 7)}));
  await open();
  await free(page);
  await page.click("[data-car=hatchback]");
  await page.waitForSelector(".notice");
  await page.click(".notice >> text=Choose the car");
  await page.click("[data-car=modern-sedan]");
  await page.waitForSelector("[data-move=none]");
});

test("a case travels in a link, without a plate, and opens at the same step", async () => {
  const {page, open, context} = await stage();
  await open();
  await take(page, "hatchback");
  await skipQuestions(page);
  await answer(page, "cant-tell");
  const before = await step(page);
  await page.click("text=Case sheet");
  const link = await page.getAttribute("#link", "href");
  assert.match(await page.textContent(".sheet pre"), /CASE SHEET/);
  const other = await context.browser().newContext({serviceWorkers: "block"});
  const second = await other.newPage();
  await second.goto(link);
  await second.waitForSelector("html[data-ready=yes]");
  await second.click("button.free:visible");
  await goOn(second);
  await second.waitForSelector(".step[data-move]");
  assert.equal(await step(second), before);
  await other.close();
});

const packed = async (page, text) => page.evaluate(async (value) => {
  const stream = new Blob([value]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}, text);

for (const [what, make] of Object.entries({
  "rubbish": () => "%%%<img src=x onerror=alert(1)>",
  "markup in a session": (page) => packed(page, "decklid session 1\ncar <img src=x onerror=window.broken=1>\ncrc 00000000\n"),
  "a bomb": (page) => packed(page, "a".repeat(5000000)),
  "a forged answer": (page) => packed(page, "decklid session 1\ncar hatchback\nsaw <b>x</b> y\ncrc 12345678\n"),
})) {
  test(`a link that holds ${what} is refused in plain words and runs nothing`, async () => {
    const {page, open, address} = await stage();
    await open();
    const forged = await make(page);
    await page.goto("about:blank");
    await page.goto(`${address}#case=${forged}`);
    await page.waitForSelector("html[data-ready=yes]");
    page.on("dialog", () => assert.fail("something from the link was run"));
    await free(page);
    await page.waitForSelector("#app .notice, #app h2");
    if (await page.locator("#app .notice").count() === 0) {
      await goOn(page);
    }
    await page.waitForSelector(".notice");
    assert.equal(await page.locator("main img, main b").count(), 0);
    assert.equal(await page.evaluate(() => window.broken), undefined);
    await page.click(".notice >> text=Choose the car");
    await page.waitForSelector("#cars");
  });
}
