/**
 * One server and one browser for a file of tests: `const {page, open} = await stage(t)`. The server is the program
 * itself; the browser is Debian's Chromium. Any request that leaves the page's own address fails the test.
 */
import {spawn, execFileSync} from "node:child_process";
import {once} from "node:events";
import {createInterface} from "node:readline";
import {after} from "node:test";
import {fileURLToPath} from "node:url";
import {chromium} from "playwright-core";

export const root = fileURLToPath(new URL("../../", import.meta.url));
const program = `${root}build/host/decklid`;
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];

let browser = null;
let server = null;
let address = "";

/** Starts the program's own server; returns {child, address}. */
export async function serve(...options) {
  const child = spawn(program, ["serve", ...options], {cwd: root, stdio: ["ignore", "pipe", "inherit"]});
  const [line] = await once(createInterface({input: child.stdout}), "line");
  return {child, address: /http:\/\/localhost:\d+\//.exec(line)[0]};
}

export async function stop(child) {
  child.kill("SIGTERM");
  await once(child, "exit");
}

/** DECKLID_PAGE names a page that is served already. */
async function startServer() {
  if (process.env.DECKLID_PAGE) {
    address = process.env.DECKLID_PAGE;
    return;
  }
  ({child: server, address} = await serve("--port", "0"));
}

/** For scripts that are no tests: their end must not leave a server behind. */
export async function close() {
  await browser?.close();
  if (server) {
    await stop(server);
  }
}

after(close);

/** Standard output of the program. */
export const decklid = (...words) => execFileSync(program, words, {cwd: root, encoding: "utf8"}).trim();

export const cars = JSON.parse(decklid("cars", "--json")).map(({id}) => id);

/** A fresh browser profile; `at` is another server's address. `given` goes to Playwright's newContext; service workers only where a test is about them. */
export async function stage({at, ...given} = {}) {
  if (!address && !at) {
    await startServer();
  }
  const home = at ?? address;
  browser ??= await chromium.launch({executablePath: "/usr/bin/chromium", args: flags});
  const context = await browser.newContext({viewport: {width: 390, height: 844}, locale: "en-US", serviceWorkers: "block", ...given});
  context.setDefaultTimeout(30000);
  const page = await context.newPage();
  const strange = [];
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(home) && !/^(data|blob):/.test(url)) {
      strange.push(url);
    }
  });
  page.on("pageerror", (problem) => strange.push(`error: ${problem.message}`));
  return {page, context, strange, address: home,
    open: async (path = "") => {
      await page.goto(home + path);
      await page.waitForSelector("html[data-ready]");
    }};
}

/** Past the first screen to the list of cars. */
export async function free(page) {
  await page.click("button.free:visible");
}

/** Into the dialogue of a car. */
export async function take(page, car) {
  await free(page);
  await page.click(`[data-car="${car}"]`);
  await page.waitForSelector("[data-move=none]");
}

/** Past the opening questions to the first step. */
export async function skipQuestions(page) {
  await page.click("[data-move=none]");
  await toStep(page);
}

/** Nothing is being worked out any more. */
export const settled = (page) => page.waitForFunction(() => document.getElementById("app").getAttribute("aria-busy") === "false"
  && !document.querySelector("#app progress"));

export async function toStep(page) {
  for (;;) {
    await page.waitForSelector("[data-value=skip], .step[data-move]");
    await settled(page);
    const skip = await page.$("[data-value=skip]");
    if (!skip) {
      return;
    }
    await skip.click();
  }
}

/** Id of the step on the screen. */
export const step = (page) => page.getAttribute(".step[data-move]", "data-move");

/** Waits until just so many of them stand there: what is fetched when it is first used comes a moment later. */
export const until = (page, selector, count) => page.waitForFunction(
  ([of, wanted]) => document.querySelectorAll(of).length === wanted, [selector, count]);

/** Gives an answer and waits for the next place. */
export async function answer(page, reading) {
  await page.click(`[data-reading="${reading}"]`);
  await settled(page);
}

/** What the engine has kept on the device. */
export const kept = (page) => page.evaluate(() => localStorage.getItem("decklid.session"));
