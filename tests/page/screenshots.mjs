/**
 * The pictures of docs/page: the page's main places as a person meets them, in Chromium, served by the program. Run by
 * tools/screenshots; the folder is the first argument. Nothing moves and every answer is given, so that the same page
 * gives the same pictures.
 */
import {mkdirSync} from "node:fs";
import {answer, close, free, stage, take, toStep} from "./browser.mjs";

const [folder, ...wanted] = process.argv.slice(2); // none wanted: all
const phone = {width: 390, height: 844};
const narrow = {width: 320, height: 640};
const desk = {width: 1280, height: 800};

/** To the second step of a hatchback whose key was tried first. */
async function second(page) {
  await take(page, "hatchback");
  await page.click("[data-move=press-fob]");
  await page.click("[data-reading=silence]");
  await toStep(page);
}

async function unfold(page, name) {
  await page.click(`[data-panel=${name}]`);
  const heading = page.locator(`[data-shows=${name}] h3`);
  await heading.waitFor();
  await heading.evaluate((element) => element.scrollIntoView({block: "start"}));
}

async function bench(page) {
  await page.click("button.tab:not([aria-current])");
  await page.waitForSelector("[data-hand=fob-lid]");
  await page.selectOption("#bench-mode", "latch=seized");
  await page.click("#bench-add");
  await page.click("[data-hand=fob-lid]");
  await page.waitForFunction(() => document.getElementById("bench-words")?.dataset.reading);
}

async function sheet(page) {
  await second(page);
  await page.click("#sheet");
  await page.waitForSelector("#link");
}

async function card(page) {
  await second(page);
  await page.click("#card");
  await page.waitForSelector(".paper svg", {timeout: 180000}); // the whole plan is worked out
}

async function sounds(page) {
  await second(page);
  await unfold(page, "sounds");
  await page.waitForSelector("[data-sound=hum] svg");
  await page.locator("[data-shows=sounds] h3").evaluate((element) => element.scrollIntoView({block: "start"}));
}

async function beside(page) {
  await second(page);
  await unfold(page, "car");
  await page.evaluate(() => scrollTo(0, 0));
}

const why = async (page) => { await second(page); await unfold(page, "why"); };
const car = async (page) => { await second(page); await unfold(page, "car"); };
const opened = async (page) => { await second(page); await answer(page, "opens"); };
const script = (page) => page.click("details[data-kind=person]:visible summary");
const plain = {viewport: desk, deviceScaleFactor: 1};

/** Name, how the device is (`whole`: what lies below the screen's edge too), and the way there. */
const pictures = [
  ["first", {viewport: phone}, async () => {}],
  ["first-dark", {viewport: narrow, colorScheme: "dark"}, async () => {}],
  ["script", {viewport: phone}, script],
  ["cars", {viewport: narrow}, free],
  ["step", {viewport: phone}, second],
  ["step-dark", {viewport: phone, colorScheme: "dark"}, second],
  ["step-german", {viewport: narrow, locale: "de-DE"}, second],
  ["step-contrast", {viewport: narrow, forcedColors: "active", colorScheme: "dark"}, second],
  ["why", {viewport: phone}, why],
  ["car", {viewport: phone}, car],
  ["car-dark", {viewport: narrow, colorScheme: "dark"}, car],
  ["sounds", {viewport: phone}, sounds],
  ["open", {viewport: phone, colorScheme: "dark"}, opened],
  ["sheet", {viewport: phone}, sheet],
  ["card", {...plain, whole: true}, card],
  ["desk", plain, beside],
  ["desk-dark", {...plain, colorScheme: "dark"}, beside],
  ["bench", {...plain, whole: true}, bench],
  ["bench-dark", {viewport: phone, colorScheme: "dark"}, bench],
];

mkdirSync(folder, {recursive: true});
for (const [name, {whole = false, ...given}, go] of pictures.filter(([known]) => wanted.length === 0 || wanted.includes(known))) {
  const {page, open, strange} = await stage({deviceScaleFactor: 1.5, reducedMotion: "reduce", ...given});
  await open();
  await go(page);
  await page.mouse.move(0, 0); // nothing looks touched
  await page.evaluate(() => document.fonts.ready);
  if (whole) { // as on a tall screen: nothing that sticks to an edge lies over something else
    await page.setViewportSize({...given.viewport, height: await page.evaluate(() => document.documentElement.scrollHeight)});
  }
  await page.screenshot({path: `${folder}/${name}.png`, animations: "disabled", caret: "hide"});
  if (strange.length > 0) {
    throw new Error(`${name}: ${strange.join("; ")}`);
  }
  await page.context().close();
  console.log(`${name}.png`);
}
await close();
process.exit(0);
