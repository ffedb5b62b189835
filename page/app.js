/**
 * The page from its first screen to the sheet: which view stands, what is kept on the device. Everything about the
 * car is asked of the engine; this file only moves between views.
 */
import {goneForward, watchBack} from "./back.js";
import {chooseCar, nameOf} from "./choose.js";
import {startEngine} from "./engine.js";
import {make, show} from "./make.js";
import {language, languages, preferred, say, speak, warmUp} from "./say.js";
import {startDialogue} from "./screen.js";
import * as store from "./store.js";

const root = document.getElementById("app");
const first = document.getElementById("first");
const live = document.getElementById("live");
const brief = document.getElementById("brief");
const answered = document.documentElement.dataset; // what first.js keeps there: ready, free, emergency
const doubleTap_ms = 300;
const askAgainAfterMinutes = 30; // a dialogue that rested longer starts at the first screen again

const app = {engine: null, cars: [], root, dialogue: null, announce, tell};

/** Says a sentence to a screen reader. */
function announce(sentence) {
  live.textContent = "";
  requestAnimationFrame(() => { live.textContent = sentence; });
}

/** Says a sentence to everybody, above what stands on the screen, which stays. */
function tell(sentence) {
  document.getElementById("told")?.remove();
  document.getElementById("main").prepend(make("div", {class: "notice", role: "alert", id: "told"}, make("p", {}, sentence),
    make("button", {type: "button", class: "also", onclick: () => document.getElementById("told").remove()}, say("I have read it"))));
  window.scrollTo({top: 0});
}

const button = (text, use, more = {}) => make("button", {type: "button", class: "answer", onclick: use, ...more}, text);

/** What stands instead of the first screen. An emergency gives way to nothing: false, and the screen stays. */
function leaveFirst() {
  if (answered.emergency) {
    return false;
  }
  first.hidden = true;
  document.getElementById("sos").hidden = false;
  return true;
}

/** The person is told what went wrong, and every way on is a button. */
function showProblem(sentence, detail, ...ways) {
  app.dialogue?.stop?.();
  app.dialogue = null;
  if (leaveFirst()) {
    show(root, make("div", {class: "notice", role: "alert"}, make("p", {}, sentence),
      detail ? make("p", {class: "small"}, detail) : null, ways,
      button(say("Choose the car"), () => showChoice()),
      button(say("Load the page again"), () => location.reload())));
  }
}

function showFirst(kind) {
  brief.hidden = true;
  document.dispatchEvent(new CustomEvent("decklid-ask-first", {detail: kind}));
  clear();
}

/** No step stands beside the first screen. */
function clear() {
  app.dialogue?.stop?.();
  app.bench = false;
  showTabs();
  show(root);
}

/** Keeps the engine's own saved text after every answer. */
export async function keep() {
  const before = store.kept();
  store.write("session", await app.engine.save());
  store.write("kept", String(Date.now()));
  if (before !== store.kept()) {
    showFoot();
  }
}

function forget() {
  store.remove("session");
  store.remove("kept");
}

function showChoice() {
  brief.hidden = true;
  app.dialogue = null;
  if (!app.engine) {
    startAgain(showChoice);
  } else if (leaveFirst()) {
    chooseCar(app, {onChosen: begin});
  }
}

function showLoading() {
  show(root, make("section", {class: "card"}, make("h2", {tabindex: "-1"}, say("Fetching the car…")),
    make("progress", {"aria-label": say("Fetching the car…")})));
  root.querySelector("h2").focus();
}

/** A fresh dialogue for a car; the first screen has been answered with no. */
async function begin(car) {
  goneForward();
  showLoading();
  try {
    await app.engine.open(car);
    await app.engine.hear("emergency no");
    await keep();
    await enter();
  } catch (problem) {
    showProblem(say("This car's file is damaged or could not be loaded."), problem.message,
      button(say("Try again"), () => begin(car)));
  }
}

/** Into the dialogue, unless an emergency was told meanwhile: then it is written down, and the script stays. */
async function enter() {
  if (!leaveFirst()) {
    app.dialogue = {};
    await heardEmergency(answered.emergency);
    return;
  }
  app.dialogue = startDialogue(app, {keep, leave: showChoice, forget, emergency: showFirst});
}

/** The answers of a saved text, to a car that is open; those of another edition that fit no more are left out, and that is said. */
async function restore(text) {
  try {
    await app.engine.restore(text);
  } catch (problem) {
    const leftOut = await app.engine.rescue(text);
    if (leftOut < 0) {
      throw problem;
    }
    tell(say("This case is of another edition. Answers that fit no more and were left out: {0}. The others stand under My answers.", leftOut));
  }
}

/** Goes on with a saved text. Throws with a sentence if that is not possible; then nothing is lost. */
async function resume(text) {
  await app.engine.open(await app.engine.savedCar(text));
  await restore(text);
}

/** The same after a tap; `why` says in the person's words what cannot be read if it cannot. */
async function goOn(text, why) {
  showLoading();
  try {
    const car = await app.engine.savedCar(text);
    if (!app.cars.some(({id}) => id === car)) {
      throw new Error(say("This car is not known here"));
    }
    await app.engine.open(car).catch((problem) => {
      why = say("This car's file is damaged or could not be loaded.");
      throw problem;
    });
    await restore(text);
    await app.engine.hear("emergency no");
    dropLink();
    await keep();
    await enter();
  } catch (problem) {
    showProblem(why, problem.message, button(say("Try again"), () => goOn(text, why)));
  }
}

/** The case of a link is kept here from now on: the link itself would bring back its old answers. */
function dropLink() {
  if (location.hash !== "") {
    history.replaceState(history.state, "", location.pathname + location.search);
  }
}

/** Cases to go on with: [title, text, sentence if it cannot be read]. */
function offer(cases, onNo) {
  show(root, cases.map(([title, text, why]) => make("section", {class: "card"}, make("h2", {tabindex: "-1"}, title),
    button(say("Go on"), () => goOn(text, why)))),
  button(say("Start over"), onNo, {class: "answer quiet"}));
  root.querySelector("h2").focus();
}

async function keptCase() {
  const kept = store.read("session");
  if (!kept) {
    return [];
  }
  const name = await nameOf(app, kept);
  return [[name ? say("Go on where you were: {0}?", name) : say("Go on where you were?"), kept,
    say("What was kept cannot be read any more. Nothing is lost that cannot be answered again.")]];
}

/** After the first screen: go on with what was kept, or choose the car. */
async function wayIsFree() {
  if (!app.engine || !leaveFirst()) {
    return answered.ready === "yes" && !app.engine ? startAgain(goOnFromFirst) : undefined;
  }
  if (app.dialogue) {
    await app.engine.hear("emergency no");
    await keep();
    return enter();
  }
  const link = location.hash ? await import("./link.js").then(({readLink}) => readLink(location.hash)) : {};
  if (link.damaged) {
    dropLink();
    return showProblem(say("This link is damaged. You can start without it."));
  }
  const kept = await keptCase();
  if (link.text) {
    const name = await nameOf(app, link.text);
    offer([[name ? say("This link holds a case: {0}. Go on with it?", name) : say("This link holds a case. Go on with it?"), link.text,
      say("The case in this link cannot be read here.")], ...kept], () => { dropLink(); showChoice(); });
  } else if (kept.length > 0) {
    offer(kept, () => { forget(); showChoice(); });
  } else {
    showChoice();
  }
  return undefined;
}

const goOnFromFirst = () => wayIsFree().catch((problem) => showProblem(say("Something went wrong here."), problem.message));

async function heardEmergency(kind) {
  if (app.dialogue) {
    await app.engine.hear(`emergency ${kind}`).then(keep).catch(() => {});
  }
}

/** The engine broke down: its answers are kept, and another one can go on with them. */
function engineStopped(problem) {
  const kept = app.dialogue ? store.read("session") : null;
  app.engine = null;
  showProblem(say("The guide has stopped. Your answers are kept."), problem.message, kept
    ? button(say("Go on"), () => startAgain(() => goOn(kept, say("What was kept cannot be read any more. Nothing is lost that cannot be answered again."))))
    : null);
}

async function startAgain(then) {
  try {
    app.engine = await startEngine(engineStopped);
    await app.engine.language(language());
    then();
  } catch (problem) {
    showProblem(say("The guide has stopped. Your answers are kept."), problem.message);
  }
}

/** A reload in mid-dialogue goes straight back to where it was, unless it rested long or an emergency stands. */
async function comeBack() {
  const kept = store.read("session");
  const rested = (Date.now() - Number(store.read("kept") ?? Number.NaN)) / 60000;
  if (!kept || location.hash.startsWith("#case=") || !(rested >= 0 && rested <= askAgainAfterMinutes)) {
    return false;
  }
  try {
    await resume(kept);
  } catch {
    return false; // the first screen leads to the same text, and says then what is wrong with it
  }
  const screen = await app.engine.belief();
  if (screen.place === "emergency" && answered.free === "yes") {
    await app.engine.hear("emergency no");
    await keep();
  } else if (screen.place === "emergency" && !answered.emergency) {
    showFirst(screen.emergency);
    app.dialogue = {};
    return true;
  }
  await enter();
  return true;
}

async function setLanguage(code) {
  const before = language();
  try {
    await speak(code);
    await app.engine?.language(code);
  } catch (problem) {
    await speak(before).catch(() => {});
    showFoot();
    tell(say("This language could not be loaded."));
    return;
  }
  store.write("language", code);
  document.dispatchEvent(new CustomEvent("decklid-language", {detail: code}));
  showFoot();
  showTabs();
  if (first.hidden && !app.bench) {
    app.dialogue?.show ? app.dialogue.show() : goOnFromFirst();
  }
}

function showFoot() {
  const choice = make("select", {id: "language", onchange: (event) => setLanguage(event.target.value)},
    Object.entries(languages).map(([code, name]) =>
      make("option", {value: code, lang: code, selected: code === language()}, name)));
  show(document.getElementById("foot"), make("label", {for: "language"}, say("Language")), choice,
    store.kept() ? null : make("p", {class: "small"},
      say("This browser keeps nothing: do not close the page, or share the case as a link first.")),
    make("p", {class: "small"}, say("Nothing you answer leaves this device.")),
    waiting && store.kept() ? make("button", {type: "button", class: "answer quiet", onclick: () => waiting.postMessage("take over")},
      say("A new edition is here. Load it; your answers stay.")) : null);
}

async function showBench() {
  brief.hidden = true;
  app.dialogue?.stop?.();
  try {
    const {showBench: open} = await import("./bench.js");
    await open(root, app);
  } catch (problem) {
    show(root, make("div", {class: "notice", role: "alert"}, make("p", {}, say("The bench car could not be loaded.")),
      make("p", {class: "small"}, problem.message)));
  }
}

/** From the bench back to where the dialogue, or the way to it, was. */
function showGuide() {
  if (app.dialogue?.show) {
    enter();
  } else if (answered.free === "yes") {
    goOnFromFirst();
  } else {
    showFirst(answered.emergency); // the bench is no way around it
  }
}

function showTabs() {
  const tab = (name, on, use) => make("button",
    {type: "button", class: "tab", "aria-current": on ? "page" : null, onclick: use}, name);
  const turn = (bench, use) => () => {
    app.bench = bench;
    showTabs();
    use();
  };
  const tabs = document.getElementById("tabs");
  tabs.setAttribute("aria-label", say("Views"));
  show(tabs, tab(say("Open it"), !app.bench, turn(false, showGuide)), tab(say("Bench car"), app.bench, turn(true, () => {
    first.hidden = true;
    document.getElementById("sos").hidden = false;
    showBench();
  })));
}

/** A later edition takes over when the person says so; until then it waits, and is offered. */
let waiting = null;

async function registerWorker() {
  if (!("serviceWorker" in navigator)) {
    return;
  }
  let guided = navigator.serviceWorker.controller !== null; // the first edition takes over unseen
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (guided && store.kept() && !answered.emergency) {
      location.reload(); // also where another tab said so: files of two editions do not fit together
    }
    guided = true;
  });
  const registration = await navigator.serviceWorker.register("sw.js").catch(() => null);
  const offer = (next) => {
    if (next?.state === "installed" && navigator.serviceWorker.controller) {
      waiting = next;
      showFoot();
    }
  };
  offer(registration?.waiting);
  registration?.addEventListener("updatefound", () => {
    const next = registration.installing;
    next?.addEventListener("statechange", () => offer(next));
  });
}

/** A link that is opened while the page stands: after the first screen, as any other. */
function linkCame() {
  if (location.hash.startsWith("#case=") && app.engine) {
    app.dialogue?.stop?.();
    app.dialogue = null;
    showFirst();
  }
}

/** Back from a view that has no button for it: from the bench to the guide, from the choice to the first screen. */
function goBack() {
  if (!first.hidden || !app.engine) {
    return false;
  }
  if (app.bench) {
    app.bench = false;
    showTabs();
    showGuide();
  } else {
    showFirst();
  }
  return true;
}

/** The second tap of a double one must not press what came in the place of the first (style.css). */
function deadenDoubleTaps() {
  let last = 0;
  document.addEventListener("click", (event) => {
    if (event.detail > 0 && !app.bench && event.target.closest?.("#app button, #first button")) {
      answered.tapped = "yes";
      clearTimeout(last);
      last = setTimeout(() => { delete answered.tapped; }, doubleTap_ms);
    }
  }, true);
}

function checked(cars) {
  if (!Array.isArray(cars) || cars.length === 0 || !cars.every(({id, name, years}) => id && name && years)) {
    throw new Error("cars.json");
  }
  return cars;
}

async function boot() {
  document.addEventListener("decklid-way-is-free", goOnFromFirst);
  document.addEventListener("decklid-emergency", (event) => {
    clear();
    heardEmergency(event.detail);
  });
  window.addEventListener("hashchange", linkCame);
  watchBack(goBack);
  deadenDoubleTaps();
  const [cars, engine] = await Promise.all([
    fetch(new URL("cars.json", import.meta.url)).then((answer) => answer.json()), startEngine(engineStopped)]);
  app.cars = checked(cars);
  app.engine = engine;
  const wanted = store.read("language") ?? preferred();
  if (wanted !== "en") {
    await speak(wanted).then(() => engine.language(wanted)).catch(() => speak("en"));
  }
  answered.ready = "yes";
  document.dispatchEvent(new CustomEvent("decklid-ready"));
  document.getElementById("tabs").hidden = false;
  showTabs();
  showFoot();
  if (!await comeBack() && answered.free === "yes") {
    await wayIsFree();
  }
  registerWorker();
  setTimeout(warmUp);
}

boot().catch((problem) => {
  document.dispatchEvent(new CustomEvent("decklid-failed", {detail: problem.message}));
});
