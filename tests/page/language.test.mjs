/** Other languages: chosen, kept, and the whole dialogue in them; amounts keep their currency. */
import assert from "node:assert/strict";
import {test} from "node:test";
import {free, skipQuestions, stage, take} from "./browser.mjs";

const words = {de: /Schritt \d/, es: /Paso \d/, ru: /Шаг \d/};

for (const [code, expected] of Object.entries(words)) {
  test(`${code}: the first screen and the dialogue are in the device's language`, async () => {
    const {page, open} = await stage({locale: code});
    await open();
    assert.equal(await page.getAttribute("html", "lang"), code);
    assert.ok(await page.isVisible(`#first [data-language=${code}]`));
    assert.ok(await page.isHidden("#first [data-language=en]"));
    await take(page, "hatchback");
    await skipQuestions(page);
    assert.match(await page.textContent(".step h2"), expected);
    const english = await page.evaluate(async () => {
      const {startEngine} = await import("./start.js");
      const engine = await startEngine();
      await engine.open("hatchback");
      return (await engine.move(document.querySelector(".step").dataset.move)).text;
    });
    assert.notEqual(await page.textContent(".step .text"), english);
    assert.match(await page.textContent(".spent"), /\$|USD|US/);
  });
}

test("a language that is chosen stays, and the answers with it", async () => {
  const {page, open} = await stage();
  await open();
  await take(page, "hatchback");
  await skipQuestions(page);
  const before = await page.evaluate(() => localStorage.getItem("decklid.session"));
  await page.selectOption("#language", "de");
  await page.waitForFunction(() => /Schritt/.test(document.querySelector(".step h2")?.textContent));
  await page.reload();
  await page.waitForFunction(() => /Schritt/.test(document.querySelector(".step h2")?.textContent));
  assert.equal(await page.evaluate(() => localStorage.getItem("decklid.session")), before);
});

for (const [what, damage] of Object.entries({
  "cannot be had": (route) => route.abort(),
  "is another page": (route) => route.fulfill({contentType: "text/html", body: "<h1>Please sign in</h1>".repeat(99)}),
  "is cut short": async (route) => {
    const whole = await (await route.fetch()).body();
    await route.fulfill({body: whole.subarray(0, whole.length / 2)});
  },
})) {
  test(`a language that ${what} leaves the page as it is, and says so to everybody`, async () => {
    const {page, context, open, strange} = await stage();
    await context.route("**/lang/ru.mo", damage);
    await open();
    await take(page, "hatchback");
    await page.selectOption("#language", "ru");
    await page.waitForSelector("#told:visible >> text=could not be loaded");
    assert.equal(await page.getAttribute("html", "lang"), "en");
    assert.equal(await page.inputValue("#language"), "en");
    await page.click("[data-move=none]");
    await page.waitForSelector("[data-value=skip]");
    assert.match(await page.textContent("#app h2"), /^[ -~]+$/);
    assert.deepEqual(strange, []);
  });
}

test("the page can be read from right to left", async () => {
  const {page, open} = await stage({viewport: {width: 320, height: 640}});
  await open();
  await page.evaluate(() => { document.documentElement.dir = "rtl"; });
  await take(page, "hatchback");
  await skipQuestions(page);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector(".answer")).textAlign), "start");
});
