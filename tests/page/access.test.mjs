/** For everyone: axe finds nothing in any state; keyboard alone; 320 px; large text; dark; reduced motion; right to left. */
import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {test} from "node:test";
import {answer, free, settled, skipQuestions, stage, step, take} from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

async function sound(page, state) {
  const found = await page.evaluate(async () => {
    const {violations} = await globalThis.axe.run(document, {resultTypes: ["violations"]});
    return violations.map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html.slice(0, 120)).join(" | ")}`);
  });
  assert.deepEqual(found, [], state);
}

/** Every state of the page, one after the other. */
const states = {
  "first screen": async () => {},
  "a script": async (page) => page.click("details[data-kind=person]:visible summary"),
  "cars": async (page) => free(page),
  "a question for the kind": async (page) => page.click("#five"),
  "a year": async (page) => {
    for (const word of ["sedan", "electric", "remote"]) {
      await page.click(`[data-word=${word}]`);
    }
  },
  "the nearest kind": async (page) => {
    await page.click("form button");
    await page.click("text=I don't know");
    await page.waitForSelector("[data-car]");
  },
  "requests": async (page) => {
    await page.click("[data-car]");
    await page.waitForSelector("[data-move=none]");
  },
  "a request": async (page) => page.click("[data-move=press-fob]"),
  "an opening question": async (page) => {
    await page.click("[data-reading=silence]");
    await settled(page);
  },
  "a step": async (page) => {
    while (await page.$("[data-value=skip]")) {
      await page.click("[data-value=skip]");
      await settled(page);
    }
  },
  "why": async (page) => unfold(page, "why"),
  "answers": async (page) => unfold(page, "answers"),
  "changing": async (page) => page.click("[data-line]"),
  "the car": async (page) => unfold(page, "car"),
  "sounds": async (page) => {
    await unfold(page, "sounds");
    await page.waitForSelector("[data-sound=hum] svg");
  },
  "something else": async (page) => {
    await page.click("text=Something else");
    await page.waitForSelector(".answers [data-move]");
  },
  "starting over": async (page) => {
    await page.getByRole("button", {name: "Back", exact: true}).first().click();
    await settled(page);
    await page.click("#over");
  },
  "the sheet": async (page) => {
    await page.click("text=Keep them");
    await page.click("text=Case sheet");
    await page.waitForSelector("#link");
  },
  "the card": async (page) => {
    await page.getByRole("button", {name: "Back", exact: true}).click();
    await settled(page);
    await page.click("#card");
    await page.waitForSelector(".paper svg", {timeout: 180000}); // the whole plan is worked out
  },
  "open": async (page) => {
    await page.getByRole("button", {name: "Back", exact: true}).click();
    await settled(page);
    await page.click("text=Something else");
    await page.click(".answers [data-move=press-fob], .answers [data-move]");
    await page.click("[data-reading=opens], [data-reading]");
    await settled(page);
  },
  "the bench car": async (page) => {
    await page.click("button.tab:not([aria-current])");
    await page.waitForSelector("[data-hand=fob-lid]");
  },
  "the bench car, pressed": async (page) => {
    await page.click("[data-hand=fob-lid]");
    await page.waitForFunction(() => document.getElementById("bench-words")?.dataset.reading);
  },
};

async function unfold(page, name) {
  await page.click(`[data-panel=${name}]`);
  await page.waitForSelector(`[data-shows=${name}] h3`);
}

for (const [name, given] of Object.entries({
  "light at 390 px": {colorScheme: "light"},
  "dark at 320 px": {colorScheme: "dark", viewport: {width: 320, height: 640}},
  "high contrast at 1280 px": {forcedColors: "active", reducedMotion: "reduce", viewport: {width: 1280, height: 800}},
})) {
  test(`axe finds nothing in any state: ${name}`, async () => {
    const {page, open, strange} = await stage({...given, bypassCSP: true});
    await page.addInitScript({content: axe});
    await open();
    for (const [state, go] of Object.entries(states)) {
      await go(page);
      await sound(page, `${name}, ${state}`);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name}, ${state}: too wide`);
    }
    assert.deepEqual(strange, []);
  });
}

test("the keyboard alone leads from the first screen to a second step", async () => {
  const {page, open} = await stage();
  await open();
  const press = async (name) => {
    for (let k = 0; k < 80; k++) {
      await page.keyboard.press("Tab");
      const text = await page.evaluate(() => document.activeElement?.textContent ?? "");
      if (text.includes(name)) {
        await page.keyboard.press("Enter");
        return;
      }
    }
    assert.fail(`${name} cannot be reached by Tab`);
  };
  await press("None of these");
  await press("Hatchback");
  await page.waitForSelector("[data-move=none]");
  await press("Nothing yet");
  await settled(page);
  while (await page.$("[data-value=skip]")) {
    await press("I don't know");
    await settled(page);
  }
  const before = await step(page);
  await press("I cannot tell");
  await settled(page);
  assert.notEqual(await step(page), before);
});

test("the focus is on the heading of what is new, and it is announced", async () => {
  const {page, open} = await stage();
  await open();
  await take(page, "hatchback");
  await skipQuestions(page);
  assert.match(await page.evaluate(() => document.activeElement.textContent), /Step/);
  await answer(page, "cant-tell");
  assert.match(await page.evaluate(() => document.activeElement.textContent), /Step 2/);
  await page.waitForFunction(() => /Step 2/.test(document.getElementById("live").textContent));
});

test("how it stands, and the emergency button, stay in sight when the page is scrolled", async () => {
  const {page, open} = await stage();
  await open();
  await take(page, "hatchback");
  await skipQuestions(page);
  assert.ok(await page.locator("#brief").isHidden(), "the whole of it is in sight");
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await page.waitForSelector("#brief:not([hidden])");
  assert.match(await page.textContent("#brief"), /\d+%.*\$0.*Next: /s);
  for (const seen of ["#brief", "#sos"]) {
    assert.ok(await page.locator(seen).evaluate((one) => {
      const {top, bottom} = one.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    }), seen);
  }
});

test("a page from right to left needs no sideways scrolling", async () => {
  const {page, open} = await stage({viewport: {width: 320, height: 640}});
  await open();
  await page.evaluate(() => { document.documentElement.dir = "rtl"; });
  await take(page, "hatchback");
  await skipQuestions(page);
  for (const name of ["car", "sounds"]) {
    await unfold(page, name);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), name);
  }
});

test("text of twice the size needs no sideways scrolling", async () => {
  const {page, open} = await stage({viewport: {width: 320, height: 640}});
  await open();
  await page.evaluate(() => { document.documentElement.style.fontSize = "36px"; });
  await take(page, "hatchback");
  await skipQuestions(page);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});
