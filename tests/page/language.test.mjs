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
      const {startEngine} = await import("./engine.js");
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

test("a language that cannot be loaded leaves the page as it is", async () => {
  const {page, context, open} = await stage();
  await context.route("**/lang/ru.mo", (route) => route.abort());
  await open();
  await free(page);
  await page.selectOption("#language", "ru");
  await page.waitForFunction(() => document.getElementById("live").textContent !== "");
  assert.equal(await page.getAttribute("html", "lang"), "en");
});

test("the page can be read from right to left", async () => {
  const {page, open} = await stage({viewport: {width: 320, height: 640}});
  await open();
  await page.evaluate(() => { document.documentElement.dir = "rtl"; });
  await take(page, "hatchback");
  await skipQuestions(page);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector(".answer")).textAlign), "start");
});
