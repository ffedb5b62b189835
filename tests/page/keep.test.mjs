/** What is kept on the device, what a link holds, and every way in which both can be damaged. */
import assert from "node:assert/strict";
import {test} from "node:test";
import {deflateRawSync} from "node:zlib";
import {answer, free, kept, settled, skipQuestions, stage, step, take, until} from "./browser.mjs";

const goOn = (page) => page.getByRole("button", {name: "Go on", exact: true}).first().click();

/** What a browser finds that was ended and started again. */
const forgetTab = (page) => page.evaluate(() => sessionStorage.clear());

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
  for (const time of [String(Date.now() - 3600000), String(Date.now() + 3600000), "no time", ""]) {
    await page.evaluate((value) => localStorage.setItem("decklid.kept", value), time);
    await forgetTab(page);
    await page.reload();
    await page.waitForSelector("html[data-ready=yes]");
    assert.ok(await page.isVisible("#first"), time);
    await free(page);
    await goOn(page);
    await page.waitForSelector(".step[data-move]");
    assert.equal(await step(page), before);
    await settled(page);
  }
});

test("a battery that died costs nothing: a new tab goes on at the same step", async () => {
  const {page, open, context, address} = await stage();
  await open();
  await take(page, "hatchback");
  await skipQuestions(page);
  await answer(page, "cant-tell");
  const before = await step(page);
  await page.close();
  const second = await context.newPage();
  await second.goto(address);
  await second.waitForSelector(".step[data-move]");
  assert.equal(await step(second), before);
});

test("two tabs: each keeps its own case", async () => {
  const {page, open, context, address} = await stage();
  await open();
  await take(page, "hatchback");
  await skipQuestions(page);
  const second = await context.newPage();
  await second.goto(address);
  await second.waitForSelector("#over");
  await settled(second);
  await second.click("#over");
  await second.click("#sure");
  await second.click("[data-car=older-sedan]");
  await second.waitForFunction(() => localStorage.getItem("decklid.session")?.includes("older-sedan"));
  await answer(page, "cant-tell");
  const before = await step(page);
  await second.reload();
  await second.waitForSelector("[data-move=none]");
  assert.match(await second.evaluate(() => sessionStorage.getItem("decklid.session")), /older-sedan/);
  await page.reload();
  await page.waitForSelector(".step[data-move]");
  assert.equal(await step(page), before);
});

test("a full device is said as soon as it keeps nothing more", async () => {
  const {page, open} = await stage();
  await open();
  await take(page, "hatchback");
  await skipQuestions(page);
  assert.doesNotMatch(await page.textContent("#foot"), /keeps nothing/);
  await page.evaluate(() => {
    Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
  });
  await answer(page, "cant-tell");
  assert.match(await page.textContent("#foot"), /keeps nothing/);
  assert.ok(await step(page));
});

for (const [what, text] of Object.entries({
  "cut short": "decklid session 1\ncar hatchback\nsaw pre",
  "of another version": "decklid session 9\ncar hatchback\ncrc 00000000\n",
  "of a car that is not here": "decklid session 1\ncar no-such-car\ncrc 4e3ff0a1\n",
  "no text at all": "\u0000\u0001<script>alert(1)</script>",
  "huge": "decklid session 1\n".padEnd(4000000, "x"),
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
  assert.match(await page.textContent(".sheet"), /Case sheet.*11\. Tried1\. [^(]*\([a-z-]+\)/s);
  const untried = page.locator(".groups section", {hasText: "Requests, and what they did"}).locator("li");
  assert.ok(await untried.count() > 3); // beside their label, in their group
  assert.doesNotMatch((await untried.allTextContents()).join(" "), /: ____|\([a-z-]+\)/);
  const other = await context.browser().newContext({serviceWorkers: "block"});
  const second = await other.newPage();
  await second.goto(link);
  await second.waitForSelector("html[data-ready=yes]");
  await second.click("button.free:visible");
  await goOn(second);
  await second.waitForSelector(".step[data-move]");
  assert.equal(await step(second), before);
  await settled(second);
  await answer(second, "cant-tell");
  const after = await step(second);
  await second.reload(); // what was answered since is what counts, not the link
  await second.waitForSelector(".step[data-move]");
  assert.equal(await step(second), after);
  assert.doesNotMatch(second.url(), /#/);
  await other.close();
});

test("a link does not cost the case that is kept here: both are offered", async () => {
  const {page, open, context} = await stage();
  await open();
  await take(page, "hatchback");
  await skipQuestions(page);
  await page.click("text=Case sheet");
  const link = await page.getAttribute("#link", "href");
  const other = await stage();
  await other.open();
  await take(other.page, "older-sedan");
  await other.page.goto(link); // the page stands already: only what is behind the # changes
  await free(other.page);
  await other.page.waitForSelector("text=This link holds a case: Hatchback");
  await other.page.locator("section", {hasText: "Go on where you were"}).getByRole("button").click();
  await other.page.waitForSelector("[data-move=none]");
  assert.match(await kept(other.page), /older-sedan/);
  await other.context.close();
  await context.close();
});

test("a car that cannot be fetched just now is said, and the case goes on when it can", async () => {
  const {page, open, context} = await stage();
  await open();
  await take(page, "hatchback");
  await skipQuestions(page);
  const before = await step(page);
  await context.route("**/atlas/hatchback.atlas", (route) => route.abort());
  await page.reload();
  await page.waitForSelector("html[data-ready=yes]");
  await free(page);
  await goOn(page);
  await page.waitForSelector(".notice");
  assert.match(await page.textContent(".notice"), /car's file/);
  await context.unroute("**/atlas/hatchback.atlas");
  await page.click("text=Try again");
  await page.waitForSelector(".step[data-move]");
  assert.equal(await step(page), before);
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

/** Checksum of a saved text, bit by bit. */
function crc32(bytes) {
  let rest = 0xffffffff;
  for (const byte of bytes) {
    rest ^= byte;
    for (let k = 0; k < 8; k++) {
      rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
    }
  }
  return (~rest >>> 0).toString(16).padStart(8, "0");
}

const sealed = (...lines) => {
  const body = ["decklid session 1", ...lines, ""].join("\n");
  return `${body}crc ${crc32(Buffer.from(body))}\n`;
};

const hostile = "<img src=x onerror=window.broken=1>";
for (const [field, lines] of Object.entries({
  "car": [`car ${hostile}`],
  "way to another file": ["car ../../etc/passwd"],
  "long car": [`car ${"a".repeat(5000)}`],
  "move": ["car hatchback", `saw ${hostile} opens`],
  "reading": ["car hatchback", `saw press-fob ${hostile}`],
  "circumstance": ["car hatchback", `at ${hostile} yes`],
  "value": ["car hatchback", `at wet ${hostile}`],
  "tool": ["car hatchback", "have <b>jump-pack</b>"],
  "goal": ["car hatchback", "goal <b>fix</b>"],
  "verb": ["car hatchback", "<b>saw</b> press-fob opens"],
  "rate": ["car hatchback", "hourly 1e308"],
  "letters from right to left": ["car hatchback", "saw \u202e\u2066press-fob opens"],
  "thousands of lines": ["car hatchback", ...Array(4000).fill("saw press-fob silence")],
  "a line without end": ["car hatchback", `saw ${"x".repeat(9000)}`],
})) {
  test(`a link forged with the right checksum and a hostile ${field} runs nothing and leaves a way on`, async () => {
    const {page, strange, address} = await stage();
    await page.addInitScript(() => document.addEventListener("securitypolicyviolation", (event) => {
      throw new Error(event.violatedDirective);
    }));
    await page.goto(`${address}#case=${deflateRawSync(sealed(...lines)).toString("base64url")}`);
    await page.waitForSelector("html[data-ready=yes]");
    await free(page);
    await page.waitForSelector("#app h2");
    await goOn(page);
    await page.waitForSelector(".notice");
    assert.equal(await page.locator("main img, main b").count(), 0);
    assert.equal(await page.evaluate(() => window.broken), undefined);
    assert.ok(await page.locator("#app button").count() > 0);
    assert.deepEqual(strange, []);
  });
}

test("a kept case of another edition goes on with the answers that still fit, and that is said", async () => {
  const {page, open} = await stage();
  await open();
  await page.evaluate((text) => {
    localStorage.setItem("decklid.session", text);
    localStorage.setItem("decklid.kept", String(Date.now()));
  }, sealed("car hatchback", "emergency no", "saw press-fob silence", "saw a-move-of-then opens", "at wet no"));
  await page.reload();
  await page.waitForSelector("#told:visible >> text=left out: 1");
  await page.waitForSelector("#back");
  await settled(page);
  await page.click("[data-panel=answers]");
  await until(page, ".lines li", 3);
  await page.click("text=I have read it");
  assert.equal(await page.locator("#told").count(), 0);
});

test("the page carries the strict policy itself, for hosts that send none", async () => {
  const {page, address} = await stage();
  const sent = (await page.goto(address)).headers()["content-security-policy"];
  const own = await page.getAttribute("meta[http-equiv=Content-Security-Policy]", "content");
  assert.equal(own, sent.replace(/; frame-ancestors 'none'$/, "")); // which only a header may say
});
