/**
 * What is written over the drawing: how likely the suspects are, where the present step is, where the chain may end.
 * Words keep their size on the screen whatever the zoom, and are put where they cover least.
 */

const SVG = "http://www.w3.org/2000/svg";
const TEXT_px = 11.5;
const WIDE = {now: 0.66, suspect: 0.6}; // of the text's height, an average letter
const PAD_px = 3;
const PART = 8; // half a part, in units
const DIRECTIONS = [
  [0, -1], [1, -1], [-1, -1], [1, 0], [-1, 0], [0, 1], [1, 1], [-1, 1],
];

/** @returns {SVGElement} */
export function make(name, attributes = {}, text = "") {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, String(value));
  }
  element.textContent = text;
  return element;
}

function overlap(a, b) {
  const wide = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const high = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  return wide > 0 && high > 0 ? wide * high : 0;
}

function outside(box, view) {
  return box.w * box.h - overlap(box, view);
}

/** Boxes around a point where a label of this size may go, the nearest first. */
function candidates(at, size, unit, gap) {
  const boxes = [];
  for (const far of [2, 10, 20, 32, 46, 62, 80]) {
    const off = gap + far * unit;
    for (const [dx, dy] of DIRECTIONS) {
      const x = at.x + dx * off + (dx > 0 ? 0 : dx < 0 ? -size.w : -size.w / 2);
      const y = at.y + dy * off + (dy > 0 ? 0 : dy < 0 ? -size.h : -size.h / 2);
      boxes.push({x, y, ...size, far});
    }
  }
  return boxes;
}

/** How much of what is already there a leader from the part to this box would cross. */
function crossed(at, box, sheet) {
  const end = edge(box, at);
  let sum = 0;
  for (let share = 0.25; share < 1; share += 0.1) {
    const x = at.x + (end.x - at.x) * share;
    const y = at.y + (end.y - at.y) * share;
    if (!within(centred(at), x, y)) {
      sum += sheet.taken.filter(({box: other}) => within(other, x, y)).length;
    }
  }
  return sum;
}

function within(box, x, y) {
  return x > box.x && x < box.x + box.w && y > box.y && y < box.y + box.h;
}

function centred({x, y}) {
  return {x: x - PART, y: y - PART, w: 2 * PART, h: 2 * PART};
}

function best(at, size, sheet, gap) {
  let found = null;
  let least = Infinity;
  for (const box of candidates(at, size, sheet.unit, gap)) {
    let cost = box.far * 6 * sheet.unit * sheet.unit + 40 * outside(box, sheet.view);
    cost += 250 * sheet.unit * sheet.unit * crossed(at, box, sheet);
    cost += sheet.taken.reduce((sum, {box: other, weight}) => sum + weight * overlap(box, other), 0);
    if (cost < least) {
      [found, least] = [box, cost];
    }
  }
  return found;
}

/** The end of a leader: the point of the box nearest to the part. */
function edge(box, at) {
  return {
    x: Math.min(box.x + box.w, Math.max(box.x, at.x)),
    y: Math.min(box.y + box.h, Math.max(box.y, at.y)),
  };
}

/** One label beside a point, on a plate, with a leader where it had to move away. */
export function putLabel(sheet, at, text, kind, gap = PART) {
  const {unit} = sheet;
  const size = {w: (text.length * TEXT_px * WIDE[kind] + 2 * PAD_px) * unit, h: (TEXT_px + 2 * PAD_px) * unit};
  const box = best(at, size, sheet, gap);
  const end = edge(box, at);
  const label = make("g", {class: `tag ${kind}`});
  const far = Math.hypot(end.x - at.x, end.y - at.y);
  if (far > gap + 3 * unit) {
    const out = gap / far;
    const d = `M${at.x + (end.x - at.x) * out} ${at.y + (end.y - at.y) * out}L${end.x} ${end.y}`;
    label.append(make("path", {class: "leader", "stroke-width": unit, d}));
  }
  label.append(
    make("rect", {x: box.x, y: box.y, width: box.w, height: box.h, rx: 3 * unit, "stroke-width": unit}),
    make(
      "text",
      {x: box.x + box.w / 2, y: box.y + box.h / 2 + 0.36 * TEXT_px * unit, "font-size": TEXT_px * unit, "text-anchor": "middle"},
      text,
    ),
  );
  sheet.layer.append(label);
  sheet.taken.push({box, weight: 30});
}

/** A ring around the place of the step, and an arrow that comes down on it with a word at its tail. */
export function putRing(sheet, at, word) {
  const {unit} = sheet;
  const r = PART + 3 + 3 * unit;
  const tip = at.y - r - unit;
  const wing = 5 * unit;
  const mark = make("g", {class: "here"});
  mark.append(
    make("circle", {class: "halo", cx: at.x, cy: at.y, r, "stroke-width": 6 * unit}),
    make("circle", {class: "ring", cx: at.x, cy: at.y, r, "stroke-width": 2.6 * unit}),
    make("path", {
      class: "arrow",
      "stroke-width": 2.6 * unit,
      d: `M${at.x} ${tip - 18 * unit}V${tip}M${at.x - wing} ${tip - wing * 1.3}L${at.x} ${tip}L${at.x + wing} ${tip - wing * 1.3}`,
    }),
  );
  sheet.layer.append(mark);
  sheet.taken.push({box: {x: at.x - r, y: at.y - r, w: 2 * r, h: 2 * r}, weight: 8});
  sheet.taken.push({box: {x: at.x - wing, y: tip - 18 * unit, w: 2 * wing, h: 18 * unit}, weight: 6});
  putLabel(sheet, {x: at.x, y: tip - 18 * unit}, word, "now", 0);
}

/** A sign on a link that may carry nothing: a question mark or a cross. */
export function putSign(sheet, at, sign) {
  const {unit} = sheet;
  const mark = make("g", {class: "sign"});
  mark.append(
    make("circle", {cx: at.x, cy: at.y, r: 5.2 * unit, "stroke-width": unit}),
    make("text", {x: at.x, y: at.y + 3.2 * unit, "font-size": 9 * unit, "text-anchor": "middle"}, sign),
  );
  sheet.layer.append(mark);
  sheet.taken.push({box: {x: at.x - 5 * unit, y: at.y - 5 * unit, w: 10 * unit, h: 10 * unit}, weight: 3});
}

/** @returns {{layer, taken, view, unit}} a clean sheet over the parts, which labels had better not cover */
export function cleanSheet(layer, spots, view, unit) {
  layer.replaceChildren();
  const taken = spots.map((spot) => ({box: centred(spot), weight: 3}));
  return {layer, taken, unit, view: {x: view.x, y: view.y, w: view.w, h: view.h}};
}
