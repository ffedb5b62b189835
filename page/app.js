/**
 * The page from its first screen to the sheet: which view stands, what is kept on the device. Everything about the
 * car is asked of the engine; this file only moves between views.
 */
import {chooseCar, nameOf} from "./choose.js";
import {startEngine} from "./engine.js";
import {readLink} from "./link.js";
import {make, show} from "./make.js";
import {language, languages, preferred, say, speak} from "./say.js";
import {startDialogue} from "./screen.js";
import * as store from "./store.js";

const root = document.getElementById("app");
const first = document.getElementById("first");
const live = document.getElementById("live");
const askAgainAfterMinutes = 30; // a dialogue that rested longer starts at the first screen again

const app = {engine: null, cars: [], root, dialogue: null, announce};

/** Says a sentence to a screen reader. */
function announce(sentence) {
  live.textContent = "";
  requestAnimationFrame(() => { live.textContent = sentence; });
}

function notice(sentence, ...ways) {
  return make("div", {class: "notice", role: "alert"}, make("p", {}, sentence), ways);
}

/** The person is told what went wrong, and every way on is a button. */
function showProblem(sentence, detail) {
  first.hidden = true;
  show(root, notice(sentence,
    detail ? make("p", {class: "small"}, detail) : null,
    make("button", {type: "button", class: "answer", onclick: () => showChoice()}, say("Choose the car")),
    make("button", {type: "button", class: "answer", onclick: () => location.reload()}, say("Load the page again"))));
}

function showFirst(kind) {
  first.hidden = false;
  show(root);
  document.querySelectorAll("#first details.script").forEach((script) => {
    script.open = script.dataset.kind === kind && !script.closest("[data-language]").hidden;
  });
  document.getElementById("main").focus();
}

/** Keeps the engine's own saved text after every answer. */
export async function keep() {
  store.write("session", await app.engine.save());
  store.write("kept", String(Date.now()));
}

function forget() {
  store.remove("session");
  store.remove("kept");
}

function showChoice() {
  first.hidden = true;
  app.dialogue = null;
  chooseCar(app, {onChosen: begin});
}

/** A fresh dialogue for a car; the first screen has been answered with no. */
async function begin(car) {
  try {
    await app.engine.open(car);
    await app.engine.hear("emergency no");
    await keep();
    enter();
  } catch (problem) {
    showProblem(say("This car's file is damaged or could not be loaded."), problem.message);
  }
}

function enter() {
  first.hidden = true;
  document.getElementById("sos").hidden = false;
  app.dialogue = startDialogue(app, {keep, leave: showChoice, forget, emergency: () => showFirst()});
}

/** Goes on with a saved text. Throws with a sentence if that is not possible; then nothing is lost. */
async function resume(text) {
  await app.engine.open(await app.engine.savedCar(text));
  await app.engine.restore(text);
}

function offerResume(text, title, onNo) {
  const go = async () => {
    try {
      await resume(text);
      await app.engine.hear("emergency no");
      await keep();
      enter();
    } catch (problem) {
      showProblem(say("What was kept cannot be read any more. Nothing is lost that cannot be answered again."),
        problem.message);
    }
  };
  show(root, make("section", {class: "card"}, make("h2", {tabindex: "-1"}, title),
    make("button", {type: "button", class: "answer", onclick: go}, say("Go on")),
    make("button", {type: "button", class: "answer quiet", onclick: onNo}, say("Start over"))));
  root.querySelector("h2").focus();
}

/** After the first screen: go on with what was kept, or choose the car. */
async function wayIsFree() {
  if (!app.engine) {
    return;
  }
  first.hidden = true;
  if (app.dialogue) {
    await app.engine.hear("emergency no");
    await keep();
    enter();
    return;
  }
  const link = await readLink(location.hash);
  if (link.problem) {
    showProblem(say("This link is damaged. You can start without it."), link.problem);
    return;
  }
  const kept = store.read("session");
  if (link.text) {
    offerResume(link.text, say("This link holds a case. Go on with it?"), showChoice);
  } else if (kept) {
    const name = await nameOf(app, kept);
    offerResume(kept, name ? say("Go on where you were: {0}?", name) : say("Go on where you were?"),
      () => { forget(); showChoice(); });
  } else {
    showChoice();
  }
}

async function heardEmergency(kind) {
  if (app.dialogue) {
    await app.engine.hear(`emergency ${kind}`).then(keep).catch(() => {});
  }
}

/** A reload in mid-dialogue goes straight back to where it was, unless it rested long or an emergency stands. */
async function comeBack() {
  const kept = store.read("session");
  const rested = (Date.now() - Number(store.read("kept") ?? 0)) / 60000;
  if (!kept || location.hash.startsWith("#case=") || rested > askAgainAfterMinutes) {
    return false;
  }
  try {
    await resume(kept);
  } catch {
    return false; // the first screen leads to the same text, and says then what is wrong with it
  }
  const screen = await app.engine.belief();
  app.dialogue = {};
  if (screen.place === "emergency") {
    showFirst(screen.emergency);
    return true;
  }
  enter();
  return true;
}

async function setLanguage(code) {
  try {
    await speak(code);
    await app.engine.language(code);
  } catch (problem) {
    announce(say("This language could not be loaded."));
    return;
  }
  store.write("language", code);
  document.dispatchEvent(new CustomEvent("decklid-language", {detail: code}));
  showFoot();
  showTabs();
  if (app.dialogue?.show) {
    app.dialogue.show();
  } else if (first.hidden && !app.bench) {
    wayIsFree();
  }
}

function showFoot() {
  const choice = make("select", {id: "language", onchange: (event) => setLanguage(event.target.value)},
    Object.entries(languages).map(([code, name]) =>
      make("option", {value: code, lang: code, selected: code === language()}, name)));
  show(document.getElementById("foot"), make("label", {for: "language"}, say("Language")), choice,
    store.kept() ? null : make("p", {class: "small"},
      say("This browser keeps nothing: do not close the page, or share the case as a link first.")),
    make("p", {class: "small"}, say("Nothing you answer leaves this device.")));
}

async function showBench() {
  app.bench = true;
  first.hidden = true;
  const {showBench: open} = await import("./bench.js");
  await open(root, app);
}

function showTabs() {
  const tab = (name, on, use) => make("button",
    {type: "button", class: "tab", "aria-current": on ? "page" : null, onclick: use}, name);
  const tabs = document.getElementById("tabs");
  tabs.setAttribute("aria-label", say("Views"));
  show(tabs, tab(say("Open it"), !app.bench, () => {
    app.bench = false;
    showTabs();
    if (app.dialogue?.show) {
      enter();
    } else if (document.documentElement.dataset.free === "yes") {
      wayIsFree();
    } else {
      showFirst(); // the bench is no way around it
    }
  }), tab(say("Bench car"), app.bench, () => { app.bench = true; showTabs(); showBench(); }));
}

async function registerWorker() {
  if (!("serviceWorker" in navigator)) {
    return;
  }
  const registration = await navigator.serviceWorker.register("sw.js").catch(() => null);
  let wanted = false; // the first edition takes over unseen, a later one when the person says so
  registration?.addEventListener("updatefound", () => {
    const next = registration.installing;
    next?.addEventListener("statechange", () => {
      if (next.state === "installed" && navigator.serviceWorker.controller) {
        document.getElementById("foot").append(make("button", {type: "button", class: "answer quiet",
          onclick: () => { wanted = true; next.postMessage("take over"); }},
        say("A new edition is here. Load it; your answers stay.")));
      }
    });
  });
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (wanted) {
      wanted = false;
      location.reload();
    }
  });
}

async function boot() {
  document.addEventListener("decklid-way-is-free", () => wayIsFree());
  document.addEventListener("decklid-emergency", (event) => heardEmergency(event.detail));
  document.getElementById("sos").addEventListener("click", async () => {
    if (app.dialogue) {
      await app.engine.hear("emergency ask").then(keep).catch(() => {});
    }
    showFirst();
  });
  const [cars, engine] = await Promise.all([
    fetch(new URL("cars.json", import.meta.url)).then((answer) => answer.json()), startEngine()]);
  app.cars = cars;
  app.engine = engine;
  const wanted = store.read("language") ?? preferred();
  if (wanted !== "en") {
    await speak(wanted).then(() => engine.language(wanted)).catch(() => speak("en"));
  }
  document.documentElement.dataset.ready = "yes";
  document.getElementById("tabs").hidden = false;
  showTabs();
  showFoot();
  if (!await comeBack() && document.documentElement.dataset.free === "yes") {
    await wayIsFree();
  }
  registerWorker();
}

boot().catch((problem) => {
  document.dispatchEvent(new CustomEvent("decklid-failed", {detail: problem.message}));
});
