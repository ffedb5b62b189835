/**
 * The car, drawn: shows the SVG that `decklid drawing` made, shades its parts by how likely each is the cause, tells how
 * far power, request and movement get, and marks where the present step puts hand, tool or meter. The numbers are the
 * engine's; words go in as text only. Everything that is seen is also said in a list.
 */
import {chainOf, gradeOf, reachOf, suspicionByPart} from "./drawing-reach.js";
import {cleanSheet, make, putLabel, putRing, putSign} from "./drawing-marks.js";
import {zoomable} from "./drawing-zoom.js";
import {language, percent as wholePercent, say} from "./say.js";

const LABELS = {small: 3, whole: 4, near: 8};
const SMALL_px = 340; // narrower than this, a whole car has room for fewer words
const LABELLED_FROM = {small: 0.02, whole: 0.02, near: 0.01};
const NEAR_units = 150;
const LEVELS = [0.005, 0.04, 0.12, 0.3]; // from here on a part is shaded more
const WITH = {
  hand: () => say("Hand here"),
  key: () => say("Key here"),
  tool: () => say("Tool here"),
  meter: () => say("Meter here"),
  look: () => say("Look here"),
  phone: () => say("Phone"),
  ask: () => say("Question"),
};
const CHAINS = {
  power: (stops) => say("Power gets to: {0}.", stops),
  signal: (stops) => say("The request gets to: {0}.", stops),
  rod: (stops) => say("Movement gets to: {0}.", stops),
};
const GRADES = {
  sure: () => say("almost surely"),
  likely: () => say("likely"),
  doubt: () => say("doubtful"),
  lost: () => say("hardly"),
};
const LINES = {
  power: () => say("power"),
  signal: () => say("signal"),
  radio: () => say("radio"),
  rod: () => say("rod or cable"),
};

/** @returns {HTMLElement} */
function element(name, className = "", text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function percent(p) {
  return p > 0 && p < 0.01 ? say("under {0}", wholePercent(0.01)) : wholePercent(p);
}

/**
 * Shows a car's drawing in `root`, which is emptied.
 * @param {HTMLElement} root
 * @param {string} svgText what `decklid drawing` wrote
 * @param {{belief: {fault: string, p: number, name?: string}[], step?: {move: string}}} screen
 * @returns {{update: (screen) => void, showStep: () => void, showAll: () => void}}
 * @throws {Error} if the text is no drawing
 */
export function drawCar(root, svgText, screen) {
  let self = draw(root, svgText, screen);
  const update = (next) => {
    if (self.spoken === language()) {
      refresh(self, next);
    } else {
      self = draw(root, svgText, next);
    }
  };
  return {update, showStep: () => showStep(self), showAll: () => self.zoom.showAll()};
}

function draw(root, svgText, screen) {
  const svg = readSvg(svgText);
  const self = {svg, ...readDrawing(svg), spoken: language(), byPart: new Map(), here: null};
  build(self, root);
  self.zoom = zoomable(svg, self.frame, () => self.zoom && mark(self));
  new ResizeObserver(() => mark(self)).observe(self.frame);
  refresh(self, screen);
  return self;
}

// ---- reading

function readSvg(text) {
  const root = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  if (root.localName !== "svg" || root.querySelector("parsererror")) {
    throw new Error("not a drawing of a car");
  }
  return document.importNode(root, true);
}

function placeOf(group) {
  const label = group.querySelector("title");
  label.textContent = say(label.textContent);
  const [x, y] = group.getAttribute("transform").match(/-?[\d.]+/g).map(Number);
  return {group, part: group.id.replace(/^(part|spot)-/, ""), label: label.textContent, x, y};
}

function readLink(path) {
  const by = ["power", "signal", "radio", "rod"].find((kind) => path.classList.contains(kind));
  return {path, by, from: path.dataset.from, to: path.dataset.to, other: path.classList.contains("other")};
}

function readMoves(svg) {
  const moves = new Map();
  for (const [part, using, words] of JSON.parse(svg.querySelector("metadata.moves").textContent)) {
    words.split(" ").forEach((move) => moves.set(move, {part, using}));
  }
  return moves;
}

function readDrawing(svg) {
  const places = [...svg.querySelectorAll(".part, .spot")].map(placeOf);
  return {
    places: new Map(places.map((place) => [place.part, place])),
    parts: places.filter(({group}) => group.classList.contains("part")),
    links: [...svg.querySelectorAll(".link")].map(readLink),
    moves: readMoves(svg),
  };
}

// ---- building

/** Shading that needs no colour: the more likely, the denser. */
function hatches() {
  const defs = make("defs");
  const lines = ["", "M0 4L4 0", "M0 4L4 0M-1 1L1-1M3 5L5 3M-1 3L3-1M1 5L5 1", "M0 4L4 0M0 0L4 4M2-2L6 2M-2 2L2 6M2 6L6 2M-2 2L2-2"];
  lines.forEach((d, level) => {
    const pattern = make("pattern", {id: `car-hatch-${level + 1}`, width: 4, height: 4, patternUnits: "userSpaceOnUse"});
    pattern.append(make("path", {class: "hatch-line", d}));
    defs.append(pattern);
  });
  return defs;
}

/** A second skin on each part, between its plate and its sign, for the hatching. */
function addHatch({group}) {
  const plate = group.children[1]; // after the title
  const hatch = plate.cloneNode();
  plate.setAttribute("class", "plate");
  hatch.setAttribute("class", "hatch");
  plate.after(hatch);
}

function button(text, label, act) {
  const made = element("button", "", text);
  made.type = "button";
  made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
}

function buildTools(self) {
  const tools = element("div", "car-tools");
  self.stepButton = button(say("This step"), say("Show the place of this step"), () => showStep(self));
  tools.append(
    self.stepButton,
    button("−", say("Show more of the car, smaller"), () => self.zoom.farther()),
    button("+", say("Look closer"), () => self.zoom.nearer()),
    button(say("Whole car"), say("Show the whole car"), () => self.zoom.showAll()),
  );
  return tools;
}

function sample(by) {
  const svg = make("svg", {viewBox: "0 0 34 8", width: 34, height: 8, "aria-hidden": "true"});
  svg.append(make("path", {class: `link ${by}`, d: "M2 4H32"}));
  return svg;
}

function buildLegend(links) {
  const legend = element("div", "car-legend");
  for (const [by, word] of Object.entries(LINES).filter(([kind]) => links.some((link) => link.by === kind))) {
    const entry = element("span");
    entry.append(sample(by), word());
    legend.append(entry);
  }
  legend.append(element("span", "", say("The more hatched, the likelier. ? doubtful, × hardly gets here.")));
  return legend;
}

function buildWords(self) {
  const words = element("details", "car-words");
  words.append(element("summary", "", say("The drawing in words")));
  self.sayHere = element("p");
  self.sayChains = element("ul");
  self.sayParts = element("ol");
  words.append(self.sayHere, self.sayChains, self.sayParts);
  return words;
}

function build(self, root) {
  const {svg} = self;
  self.frame = element("div", "car-frame");
  self.frame.tabIndex = 0;
  self.frame.setAttribute("role", "group");
  self.frame.setAttribute("aria-label", say("Drawing of the car. Plus and minus zoom, arrows move, 0 shows all."));
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", say("The car, cut open, seen from the left"));
  svg.querySelector("title").remove();
  svg.prepend(hatches());
  self.parts.forEach(addHatch);
  self.layer = make("g", {class: "marks", "aria-hidden": "true"});
  svg.append(self.layer);
  self.caption = element("p", "car-caption");
  self.caption.setAttribute("aria-live", "polite");
  self.frame.append(svg);
  const figure = element("figure", "car-figure");
  figure.append(self.frame, buildTools(self), self.caption, buildLegend(self.links), buildWords(self));
  root.replaceChildren(figure);
  svg.addEventListener("click", (event) => tell(self, event.target.closest(".part, .spot")));
}

// ---- showing a state

function refresh(self, screen) {
  self.screen = screen;
  self.byPart = suspicionByPart(self.screen.belief ?? []);
  self.here = self.moves.get(self.screen.step?.move) ?? null;
  self.stepButton.disabled = placeHere(self) === null;
  self.parts.forEach((place) => shade(self, place));
  self.links.forEach((link) => grade(self, link));
  self.caption.textContent = hereInWords(self);
  sayAll(self);
  mark(self);
}

/** Where on the car this step is; a question or a call that only the person can answer or make is nowhere on it. */
function placeHere({here, places}) {
  const isTalk = here && here.part === "person" && ["ask", "phone"].includes(here.using);
  return here && !isTalk ? places.get(here.part) : null;
}

function levelOf(p) {
  return LEVELS.filter((from) => p >= from).length;
}

function shade(self, {part, group}) {
  const level = levelOf(self.byPart.get(part) ?? 0);
  group.dataset.level = level;
  group.querySelector(".hatch").setAttribute("fill", level > 0 ? `url(#car-hatch-${level})` : "none");
}

function grade(self, link) {
  link.reach = reachOf(link, self.links, self.byPart);
  link.path.dataset.reach = gradeOf(link.reach);
}

function inView({x, y}, view) {
  return x >= view.x && x <= view.x + view.w && y >= view.y && y <= view.y + view.h;
}

function suspects(self, view) {
  const whole = self.svg.clientWidth < SMALL_px ? "small" : "whole";
  const zoom = self.frame.classList.contains("is-near") ? "near" : whole;
  return self.parts
    .map((place) => ({...place, p: self.byPart.get(place.part) ?? 0}))
    .filter((place) => inView(place, view) && place.p >= LABELLED_FROM[zoom])
    .sort((a, b) => b.p - a.p)
    .slice(0, LABELS[zoom]);
}

/** Only where the doubt begins: what comes after is doubtful anyway. */
function signs(self, sheet) {
  for (const link of self.links.filter(({other, reach}) => !other && reach < 0.6)) {
    const grade = gradeOf(link.reach);
    const isFirst = !self.links.some(
      (prior) => prior.to === link.from && !prior.other && gradeOf(prior.reach) === grade && prior.by === link.by,
    );
    if (isFirst) {
      putSign(sheet, link.path.getPointAtLength(link.path.getTotalLength() / 2), grade === "doubt" ? "?" : "×");
    }
  }
}

function mark(self) {
  if (!self.zoom || self.svg.clientWidth === 0) {
    return;
  }
  const view = self.zoom.view();
  const sheet = cleanSheet(self.layer, self.parts, view, self.zoom.unitsPerPixel());
  const here = placeHere(self);
  if (here) {
    putRing(sheet, here, WITH[self.here.using]());
  }
  signs(self, sheet);
  for (const place of suspects(self, view)) {
    putLabel(sheet, place, `${place.label} ${percent(place.p)}`, "suspect");
  }
}

function showStep(self) {
  const here = placeHere(self);
  if (here) {
    self.zoom.showAt(here.x, here.y, NEAR_units);
  }
}

// ---- in words

function hereInWords(self) {
  const here = placeHere(self);
  if (self.here && !here) {
    return say("{0}: nothing to do at the car.", WITH[self.here.using]());
  }
  return here ? `${WITH[self.here.using]()}: ${here.label}.` : "";
}

function tell(self, group) {
  const place = group && self.places.get(group.id.replace(/^(part|spot)-/, ""));
  if (place) {
    const p = percent(self.byPart.get(place.part) ?? 0);
    self.caption.textContent = place.group.classList.contains("part")
      ? say("{0}: {1} likely to be the cause.", place.label, p)
      : `${place.label}.`;
  }
}

function chainInWords(self, [by, sentence]) {
  const stops = chainOf(by, self.links, self.byPart).map(
    ({part, reach}) => `${self.places.get(part).label} ${percent(reach)} (${GRADES[gradeOf(reach)]()})`,
  );
  return stops.length > 0 ? sentence(stops.join(", ")) : "";
}

function sayAll(self) {
  self.sayHere.textContent = hereInWords(self);
  const chains = Object.entries(CHAINS).map((chain) => chainInWords(self, chain)).filter((text) => text !== "");
  self.sayChains.replaceChildren(...chains.map((text) => element("li", "", text)));
  const parts = self.parts
    .map((place) => ({...place, p: self.byPart.get(place.part) ?? 0}))
    .filter(({p}) => p > 0)
    .sort((a, b) => b.p - a.p);
  self.sayParts.replaceChildren(...parts.map((place) => partInWords(self, place)));
}

/** The part, and what may be wrong with it where the engine says so in words. */
function partInWords(self, {part, label, p}) {
  const names = (self.screen.belief ?? [])
    .filter(({fault, name, cause}) => name && cause !== false && fault.split("=")[0] === part)
    .map((cause) => `${cause.name} ${percent(cause.p)}`);
  return element("li", "", `${label} ${percent(p)}${names.length > 0 ? `: ${names.join(", ")}` : ""}`);
}
