/**
 * The bench car: the simulated car of the program to play with. Choose it, break it, press its buttons, see and hear
 * what one would, watch voltages and pawl, and let the guide solve it. Everything that the car does is computed by
 * the same C code, compiled (page/garage.js); this file draws and passes words on.
 */
import {guideBeside} from "./bench_guide.js";
import {drawPlot, uncover} from "./bench_plot.js";
import {showSound} from "./bench_sound.js";
import {curves, openGarage} from "./garage.js";
import {make, show} from "./make.js";
import {language, say} from "./say.js";

const uncoverMost_ms = 1500;
const textMost = 90; // of a move in the list
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const temperatures = () => [say("Warm, 20 °C"), say("Frost, −5 °C"), say("Hard frost, −20 °C")];
const doings = () => ({try: say("Try"), look: say("Look"), measure: say("Measure"), relieve: say("Relieve"),
  repair: say("Mend"), access: say("Get in")});
const kinds = () => ({fault: say("Broken"), setting: say("Set so"), variant: say("What this car may have")});

const button = (id, text, onclick) => make("button", {type: "button", class: "also", id, onclick}, text);
const place = (id) => make("div", {id});

function style() {
  if (!document.getElementById("bench-style")) {
    document.head.append(make("link", {id: "bench-style", rel: "stylesheet", href: new URL("bench.css", import.meta.url)}));
  }
}

/** Shows the bench in `root`. `context`: cars (of cars.json) and announce(sentence). */
export async function showBench(root, context) {
  style();
  const waiting = make("p", {role: "status"}, say("Rolling the car in…"));
  show(root, waiting);
  try {
    const garage = await openGarage();
    if (waiting.isConnected) {
      await new Bench(root, context, garage).begin();
    }
  } catch (problem) {
    show(root, make("div", {class: "notice", role: "alert"},
      make("p", {}, say("The bench car could not be loaded.")), make("p", {class: "small"}, problem.message)));
  }
}

/** How the car is set, and the parts of the page that show it. */
class Bench {
  constructor(root, context, garage) {
    Object.assign(this, {root, context, garage});
    this.chosen = [];      // modes
    this.untold = false;   // the fault was drawn by lot and is not told
    this.temperature = 0;  // 0 warm, 1 frost, 2 hard frost
    this.wet = false;
    this.draw = 0;
    this.errs = false;
    this.seen_s = 0;       // of the plot, before the last run
    this.guide = guideBeside(context, garage, {settings: () => ({car: this.car.id, modes: this.chosen, draw: this.draw,
      temperature: this.temperature, wet: this.wet, errs: this.errs}), onRun: () => this.showPlot()});
  }

  async begin() {
    await this.garage.speak(language()).catch(() => {}); // English then
    this.build();
    document.addEventListener("decklid-language", () => this.root.contains(this.frame) && this.translate());
    await this.take((this.context.cars.find(({id}) => id === "modern-sedan") ?? this.context.cars[0]).id);
    this.frame.querySelector("h2").focus();
  }

  /** The language has changed: everything is said again, and the car stands as it was set. */
  async translate() {
    await this.garage.speak(language()).catch(() => {});
    this.build();
    this.car = this.garage.car;
    const ids = this.chosen.map(({id}) => id);
    this.chosen = this.car.modes.filter(({id}) => ids.includes(id));
    this.set();
  }

  build() {
    this.places = {settings: place("bench-modes"), hands: place("bench-hands"), seen: place("bench-seen"),
      sound: place("bench-sound"), plot: place("bench-plot")};
    this.outcome = make("p", {class: "outcome", id: "bench-outcome"});
    this.choice = make("select", {id: "bench-car", onchange: (event) => this.take(event.target.value)},
      this.context.cars.map(({id, name}) => make("option", {value: id, selected: id === this.car?.id}, say(name))));
    const card = (title, ...parts) => make("section", {class: "card"}, make("h3", {}, title), parts);
    this.frame = make("div", {},
      make("h2", {tabindex: "-1"}, say("The bench car")),
      make("p", {class: "small"}, say("A simulated car to break and to press. It is computed, not filmed: the same parts, wires and control unit that the guide's advice comes from.")),
      make("div", {class: "bench"},
        make("div", {}, card(say("The car"), make("label", {for: "bench-car"}, say("Which car")), this.choice, this.places.settings),
          card(say("Hands"), this.places.hands, this.outcome)),
        make("div", {}, card(say("What one sees and hears"), this.places.seen, this.places.sound),
          card(say("Over time"), this.places.plot),
          card(say("The guide beside it"), make("p", {class: "small"},
            say("The guide does not know what is wrong. A simulated person does what it asks and answers.")),
          this.errsBox(), ...this.guide.parts))));
    show(this.root, this.frame);
    this.watch?.disconnect();
    this.watch = new ResizeObserver(() => this.resized());
    this.watch.observe(this.places.plot);
  }

  errsBox() {
    return make("label", {class: "tick"}, make("input", {type: "checkbox", id: "bench-errs", checked: this.errs,
      onchange: (event) => { this.errs = event.target.checked; this.guide.forget(); }}),
    make("span", {}, say("The person mishears now and then")));
  }

  /* Setting it. */

  async take(id) {
    try {
      await this.garage.fetchCar(id);
    } catch (problem) {
      show(this.places.settings, make("p", {class: "notice", role: "alert"}, problem.message));
      return;
    }
    this.car = this.garage.car;
    this.choice.value = id;
    this.chosen = [];
    this.untold = false;
    this.set();
  }

  /** Makes the car so, shut and parked; what cannot be together is said, and taken back. */
  set(before = this.chosen) {
    this.problem = null;
    try {
      this.garage.set({modes: this.chosen.map(({id}) => id), temperature: this.temperature, wet: this.wet, draw: this.draw});
    } catch (problem) {
      this.chosen = before;
      this.problem = problem.message;
      this.context.announce(problem.message);
    }
    this.showSettings();
    this.reset();
  }

  reset() {
    this.seen_s = 0;
    this.guide.forget();
    this.showHands();
    this.showSeen(null);
    this.showPlot();
  }

  /** Modes of one axis exclude each other: the new one takes the place of the old. */
  add(mode) {
    const before = this.chosen;
    this.untold = false;
    this.chosen = [...before.filter(({axis}) => axis !== mode.axis), mode];
    if (mode.frost && this.temperature === 0) {
      this.temperature = 1;
    }
    this.set(before);
    this.places.settings.querySelector("#bench-mode").focus();
  }

  drawFault() {
    const faults = this.car.modes.filter(({is, frost}) => is !== "variant" && (!frost || this.temperature > 0));
    this.chosen = [faults[Math.floor(Math.random() * faults.length)]];
    this.untold = true;
    this.set();
    this.places.settings.querySelector("#bench-lot").focus();
    this.context.announce(say("Something is wrong with it now. Find out what."));
  }

  modeChoice() {
    const groups = Object.entries(kinds()).map(([kind, title]) => {
      const modes = this.car.modes.filter(({is}) => is === kind);
      return modes.length ? make("optgroup", {label: title},
        modes.map(({id, name}) => make("option", {value: id}, name))) : null;
    });
    const select = make("select", {id: "bench-mode"}, groups);
    return [make("label", {for: "bench-mode"}, say("What is the matter with it")), select,
      make("div", {class: "hands"},
        button("bench-add", say("Put it in"), () => this.add(this.car.modes.find(({id}) => id === select.value))),
        button("bench-lot", say("A fault by lot, untold"), () => this.drawFault()))];
  }

  takeOut(mode) {
    this.chosen = this.chosen.filter((one) => one !== mode);
    this.set();
    this.places.settings.querySelector("#bench-mode").focus();
  }

  chosenList() {
    if (this.chosen.length === 0) {
      return make("p", {}, say("As it left the factory."));
    }
    if (this.untold) {
      return make("p", {}, say("Something is wrong, untold."), " ",
        button("bench-tell", say("Tell me"), () => { this.untold = false; this.showSettings(); }));
    }
    return make("ul", {class: "chosen"}, this.chosen.map((mode) => make("li", {},
      make("strong", {}, mode.name), mode.why ? make("span", {class: "small"}, mode.why) : null,
      make("button", {type: "button", class: "also", "aria-label": say("Take out: {0}", mode.name),
        onclick: () => this.takeOut(mode)}, say("Take out")))));
  }

  weatherChoice() {
    const radio = (text, k) => make("label", {class: "tick"}, make("input", {type: "radio", name: "bench-temperature", value: k,
      checked: k === this.temperature, onchange: () => this.weather({temperature: k}, `[value="${k}"]`)}), make("span", {}, text));
    return make("fieldset", {}, make("legend", {}, say("Weather")), temperatures().map(radio),
      make("label", {class: "tick"}, make("input", {type: "checkbox", id: "bench-wet", checked: this.wet,
        onchange: (event) => this.weather({wet: event.target.checked}, "#bench-wet")}), make("span", {}, say("Wet"))));
  }

  /** The fields are drawn anew, so the focus is put back where it was. */
  weather(change, selector) {
    Object.assign(this, change);
    this.set();
    this.places.settings.querySelector(`fieldset ${selector}`).focus();
  }

  drawChoice() {
    return make("div", {class: "line"}, make("label", {for: "bench-number"}, say("Which one of its kind (0: the average)")),
      make("input", {id: "bench-number", type: "number", min: 0, max: 999999, step: 1, inputmode: "numeric", value: this.draw,
        onchange: (event) => { this.draw = Math.max(0, Math.min(999999, Math.floor(Number(event.target.value) || 0))); this.set(); }}));
  }

  showSettings() {
    show(this.places.settings, this.problem ? make("p", {class: "notice", role: "alert"}, this.problem) : null,
      this.chosenList(), this.modeChoice(), this.weatherChoice(), this.drawChoice());
  }

  /* Touching it. */

  act(id) {
    this.guide.forget();
    const run = this.garage.act(id);
    this.showSeen(run);
    this.showPlot();
    this.context.announce([run.words, ...run.senses].join(". "));
  }

  showHands() {
    const {hands, moves} = this.garage.hands;
    const short = (text) => (text.length > textMost ? `${text.slice(0, textMost - 1)}…` : text);
    const groups = Object.entries(doings()).map(([does, title]) => {
      const list = moves.filter((move) => move.does === does);
      return list.length ? make("optgroup", {label: title}, list.map(({id, text}) => make("option", {value: id}, short(text)))) : null;
    });
    const select = make("select", {id: "bench-move"}, groups);
    show(this.places.hands,
      make("div", {class: "hands grid", role: "group", "aria-label": say("Buttons of this car")}, hands.map(({id, label}) =>
        make("button", {type: "button", class: "also", "data-hand": id, onclick: () => this.act(id)}, label))),
      make("label", {for: "bench-move"}, say("Anything else a person can do")), select,
      make("div", {class: "hands"}, button("bench-do", say("Do it"), () => this.act(select.value)),
        button("bench-restart", say("Shut it and begin again"), () => {
          this.garage.start();
          this.reset();
          this.places.hands.querySelector("#bench-restart").focus();
        })));
  }

  /* Seeing and hearing it. */

  showOutcome(words, opened) {
    this.outcome.textContent = words;
    this.outcome.classList.toggle("opened", opened);
  }

  showSeen(run) {
    show(this.places.sound);
    if (!run) {
      const nothing = say("It stands parked and shut. Press something.");
      show(this.places.seen, make("p", {}, nothing));
      this.showOutcome(nothing, false);
      return;
    }
    this.showOutcome(run.words, run.opened);
    show(this.places.seen,
      make("p", {class: `text ${run.opened ? "opened" : ""}`, id: "bench-words", "data-reading": run.reading}, run.words),
      run.senses.length ? make("ul", {}, run.senses.map((sentence) => make("li", {}, sentence))) : null,
      run.refusal ? make("p", {id: "bench-refusal"}, make("strong", {}, say("The control unit refuses:")), " ", run.refusal) : null,
      this.instruments(run));
    showSound(this.places.sound, this.garage);
  }

  instruments({measures, locked, awake}) {
    const number = (value) => (Number.isInteger(value) ? value : value.toFixed(2));
    const row = (name, value) => make("tr", {}, make("th", {scope: "row"}, name), make("td", {}, value));
    const open = this.places.seen.querySelector("details")?.open ?? false;
    return make("details", {open}, make("summary", {}, say("What instruments show")),
      make("table", {}, make("tbody", {}, measures.map(({name, value, unit}) => row(name, `${number(value)} ${unit}`)),
        row(say("Car"), locked ? say("locked") : say("unlocked")),
        row(say("Control unit"), awake ? say("awake") : say("asleep")))));
  }

  resized() {
    const width = Math.floor(this.places.plot.clientWidth);
    if (width > 0 && width !== this.plotWidth && this.car) {
      this.showPlot(false);
    }
  }

  momentsTable(moments) {
    const open = this.places.plot.querySelector("details")?.open ?? false;
    return make("details", {open}, make("summary", {}, say("Key moments as a table")),
      make("div", {class: "wide", tabindex: 0, role: "region", "aria-label": say("Key moments")},
        make("table", {}, make("thead", {}, make("tr", {}, make("th", {scope: "col"}, say("Second")), make("th", {scope: "col"}, say("What")))),
          make("tbody", {}, moments.map(({t_s, what}) => make("tr", {}, make("td", {}, t_s.toFixed(2)), make("td", {}, what)))))));
  }

  /** `live`: what is new is uncovered as it happened. */
  showPlot(live = true) {
    const {points, moments} = this.garage;
    const end = points.length ? points[points.length - curves.length] : 0;
    this.plotWidth = Math.max(200, Math.floor(this.places.plot.clientWidth) || 300);
    const told = moments.map(({t_s, what}) => `${t_s.toFixed(2)} s: ${what}`).join(" ");
    const plot = drawPlot(points, this.plotWidth, told || say("Nothing has happened yet."));
    show(this.places.plot, plot.svg, this.momentsTable(moments));
    const from = end > this.seen_s ? this.seen_s : 0;
    if (live && !calm.matches && end > from) {
      uncover(plot, from, end, uncoverMost_ms);
    }
    this.seen_s = end;
  }
}
