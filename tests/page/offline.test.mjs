/** Once opened, the page needs no network: the service worker answers, and a new edition waits to be asked for. */
import assert from "node:assert/strict";
import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {test} from "node:test";
import {answer, cars, kept, root, serve, skipQuestions, stage, step, stop, take} from "./browser.mjs";

/** Opened once, with everything on the device. */
async function opened() {
  const stand = await stage({serviceWorkers: "allow"});
  await stand.open();
  await stand.page.evaluate(() => navigator.serviceWorker.ready);
  await stand.page.waitForFunction(() => navigator.serviceWorker.controller);
  return stand;
}

test("with the network off it starts, leads through a dialogue and keeps it", async () => {
  const {page, context} = await opened();
  await context.setOffline(true);
  await page.reload();
  await page.waitForSelector("html[data-ready=yes]");
  await take(page, "nissan-x-trail-t32");
  await skipQuestions(page);
  await answer(page, "cant-tell");
  const before = await step(page);
  await page.reload();
  await page.waitForSelector(".step[data-move]");
  assert.equal(await step(page), before);
});

test("every car, drawing and language is there without a network", async () => {
  const {page, context} = await opened();
  await context.setOffline(true);
  const missing = await page.evaluate(async (ids) => {
    const files = ids.flatMap((id) => [`atlas/${id}.atlas`, `cars/${id}.svg`, `pack/${id}.pack`])
      .concat(["lang/de.mo", "lang/es.mo", "lang/ru.mo", "garage.wasm", "manifest.webmanifest", "icon-192.png"]);
    const there = await Promise.all(files.map((file) => fetch(file).then((found) => found.ok, () => false)));
    return files.filter((_, k) => !there[k]);
  }, cars);
  assert.deepEqual(missing, []);
});

test("a new edition waits, says so, and takes over without losing the dialogue", async () => {
  const folder = mkdtempSync(join(tmpdir(), "decklid-page-"));
  cpSync(`${root}build/page`, folder, {recursive: true});
  const first = await serve("--port", "0", "--folder", folder);
  const {page, open} = await stage({serviceWorkers: "allow", at: first.address});
  await open();
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await take(page, "hatchback");
  await skipQuestions(page);
  const [before, text] = [await step(page), await kept(page)];
  await stop(first.child);
  const worker = join(folder, "sw.js");
  writeFileSync(worker, readFileSync(worker, "utf8").replace(/edition="/, "edition=\"next-"));
  ["br", "gz"].forEach((packed) => rmSync(`${worker}.${packed}`));
  const second = await serve("--port", new URL(first.address).port, "--folder", folder);
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  await page.waitForSelector("text=A new edition is here");
  assert.equal(await step(page), before);
  await Promise.all([page.waitForEvent("load"), page.click("text=A new edition is here")]);
  await page.waitForSelector(".step[data-move]");
  assert.equal(await step(page), before);
  assert.equal(await kept(page), text);
  await stop(second.child);
  rmSync(folder, {recursive: true});
});

test("a new edition with a damaged file never takes over: the old one stays, with and without a network", async () => {
  const folder = mkdtempSync(join(tmpdir(), "decklid-page-"));
  cpSync(`${root}build/page`, folder, {recursive: true});
  const first = await serve("--port", "0", "--folder", folder);
  const {page, context, open} = await stage({serviceWorkers: "allow", at: first.address});
  await open();
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await take(page, "hatchback");
  await skipQuestions(page);
  const before = await step(page);
  await stop(first.child);
  const change = (file, to) => {
    writeFileSync(join(folder, file), to(readFileSync(join(folder, file), "latin1")), "latin1");
    ["br", "gz"].forEach((packed) => rmSync(join(folder, `${file}.${packed}`)));
  };
  change("sw.js", (text) => text.replace(/edition="/, "edition=\"next-"));
  change("pack/older-sedan.pack", () => "<h1>Please sign in</h1>");
  const second = await serve("--port", new URL(first.address).port, "--folder", folder);
  const end = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const next = new Promise((resolve) => registration.addEventListener("updatefound", () => resolve(registration.installing)));
    registration.update();
    const worker = await next;
    return new Promise((resolve) => {
      const look = () => (["installed", "redundant"].includes(worker.state) ? resolve(worker.state) : null);
      worker.addEventListener("statechange", look);
      look();
    });
  });
  assert.equal(end, "redundant");
  await context.setOffline(true);
  await page.reload();
  await page.waitForSelector(".step[data-move]");
  assert.equal(await step(page), before);
  await stop(second.child);
  rmSync(folder, {recursive: true});
});

test("a new edition that waits is offered again after a reload and in another language, and takes over in every tab", async () => {
  const folder = mkdtempSync(join(tmpdir(), "decklid-page-"));
  cpSync(`${root}build/page`, folder, {recursive: true});
  const server = await serve("--port", "0", "--folder", folder);
  const {page, context, open, address} = await stage({serviceWorkers: "allow", at: server.address});
  await open();
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await take(page, "hatchback");
  await skipQuestions(page);
  const before = await step(page);
  const other = await context.newPage();
  await other.goto(address);
  await other.waitForSelector(".step[data-move]");
  await stop(server.child);
  const worker = join(folder, "sw.js");
  writeFileSync(worker, readFileSync(worker, "utf8").replace(/edition="/, "edition=\"next-"));
  ["br", "gz"].forEach((packed) => rmSync(`${worker}.${packed}`));
  const second = await serve("--port", new URL(server.address).port, "--folder", folder);
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  await page.waitForSelector("text=A new edition is here");
  await page.reload();
  await page.waitForSelector(".step[data-move]");
  await page.selectOption("#language", "de");
  await page.waitForFunction(() => document.documentElement.lang === "de");
  await other.evaluate(() => { window.old = true; });
  await page.click("#foot button");
  await other.waitForFunction(() => window.old === undefined);
  await other.waitForSelector(".step[data-move]");
  await page.waitForSelector(".step[data-move]");
  assert.equal(await step(page), before);
  assert.equal(await step(other), before);
  await stop(second.child);
  rmSync(folder, {recursive: true});
});

test("it can be installed: manifest, icons and scope fit together", async () => {
  const {page, open, address} = await stage();
  await open();
  const manifest = await page.evaluate(async () => (await fetch("manifest.webmanifest")).json());
  assert.equal(manifest.display, "standalone");
  for (const {src} of manifest.icons) {
    const icon = await page.request.get(address + src);
    assert.equal(icon.status(), 200, src);
  }
});
