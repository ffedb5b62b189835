/**
 * The run drawn over time, as SVG from the car's own points: supply and drive voltage, drive current, pawl, lid,
 * and what the control unit is at. Colours are those of the page; two curves of one strip differ in their dashes
 * too. The same in words stands in the table of key moments.
 */
import {curves as names} from "./garage.js";
import {say} from "./say.js";

const namespace = "http://www.w3.org/2000/svg";
const stripPx = 74;
const betweenPx = 22;
const leftPx = 38;
const rightPx = 14;
const bottomPx = 24;

/** `full`: the smallest full scale. */
const strips = () => [
  {unit: "V", full: 14, curves: [["supply_V", say("Supply"), "a"], ["drive_V", say("At the drive"), "b"]]},
  {unit: "A", full: 8, curves: [["drive_A", say("Current of the drive"), "b"]]},
  {unit: "mm", full: 4, curves: [["pawl_mm", say("Pawl"), "c"]]},
  {unit: "mm", full: 50, curves: [["lid_mm", say("Edge of the lid"), "d"]]},
  {unit: "", full: 4, curves: [["running", say("Unit runs"), "e"], ["awake", say("Awake"), "a"], ["phase", say("Phase"), "b"]]},
];

function draw(tag, given, ...children) {
  const element = document.createElementNS(namespace, tag);
  Object.entries(given).forEach(([name, value]) => element.setAttribute(name, value));
  element.append(...children);
  return element;
}

/** Marks from 0 in round steps, at most `most` of them. */
function marks(end, most) {
  let step = 10 ** Math.floor(Math.log10(end / most));
  for (let k = 0; end / step > most; k++) {
    step *= [2, 2.5, 2][k % 3];
  }
  return Array.from({length: Math.floor(end / step + 1e-9) + 1}, (_, k) => Number((k * step).toPrecision(6)));
}

const top = (k) => 18 + k * (stripPx + betweenPx);

function column(points, name) {
  const at = names.indexOf(name);
  return Array.from({length: points.length / names.length}, (_, k) => points[k * names.length + at]);
}

/** The last point before a change is always there: an edge stays an edge. */
function path(times, values, x, y) {
  return times.map((t, k) => `${k === 0 ? "M" : "L"}${x(t).toFixed(1)} ${y(values[k]).toFixed(1)}`).join("");
}

function drawStrip(strip, k, points, times, x, widthPx) {
  const values = strip.curves.map(([name]) => column(points, name));
  const full = Math.max(strip.full, ...values.map((list) => list.reduce((most, v) => Math.max(most, v), 0)));
  const y = (v) => top(k) + stripPx - Math.max(0, v) / full * stripPx;
  const group = draw("g", {});
  for (const mark of marks(full, 4)) {
    group.append(draw("line", {x1: leftPx, x2: widthPx - rightPx, y1: y(mark), y2: y(mark), class: "grid"}),
      draw("text", {x: leftPx - 5, y: y(mark) + 4, "text-anchor": "end"}, String(mark)));
  }
  group.append(draw("text", {x: leftPx, y: top(k) - 5, class: "name"},
    ...strip.curves.flatMap(([, name, colour], c) => [
      draw("tspan", {class: `ink-${colour}`}, `${c > 0 ? "  " : ""}${strip.curves.length > 1 ? ["━ ", "╍ ", "┄ "][c] : ""}${name}`)]),
    strip.unit ? ` (${strip.unit})` : ""));
  strip.curves.forEach(([, , colour], c) =>
    group.append(draw("path", {d: path(times, values[c], x, y), class: `curve ink-${colour} dash-${c}`})));
  return group;
}

/** The picture, `widthPx` wide, with title and description; empty points give an empty frame. */
export function drawPlot(points, widthPx, described) {
  const times = column(points, "t_s");
  const end = Math.max(0.5, times.at(-1) ?? 0);
  const x = (t) => leftPx + t / end * (widthPx - leftPx - rightPx);
  const all = strips();
  const heightPx = top(all.length) + bottomPx - betweenPx + 14;
  const svg = draw("svg", {viewBox: `0 0 ${widthPx} ${heightPx}`, width: widthPx, height: heightPx, class: "plot",
    role: "img", "aria-labelledby": "plot-title plot-words"},
  draw("title", {id: "plot-title"}, say("The run over time")), draw("desc", {id: "plot-words"}, described));
  for (const mark of marks(end, Math.max(3, Math.floor(widthPx / 90)))) {
    svg.append(draw("line", {x1: x(mark), x2: x(mark), y1: top(0), y2: heightPx - bottomPx, class: "grid"}),
      draw("text", {x: x(mark), y: heightPx - 8, "text-anchor": "middle"}, `${mark} s`));
  }
  all.forEach((strip, k) => svg.append(drawStrip(strip, k, points, times, x, widthPx)));
  return {svg, x, heightPx};
}

/** Uncovers what is new from `from_s` on, as fast as it happened but within `most_ms`. */
export function uncover({svg, x, heightPx}, from_s, to_s, most_ms) {
  const cover = draw("rect", {class: "cover", x: x(from_s), y: 0, width: Math.max(0, x(to_s) - x(from_s) + rightPx), height: heightPx - bottomPx});
  svg.append(cover);
  const length = Math.min(most_ms, 1000 * (to_s - from_s));
  const begin = performance.now();
  const step = (now) => {
    const done = Math.min(1, (now - begin) / length);
    const at = x(from_s) + done * (x(to_s) - x(from_s));
    cover.setAttribute("x", at);
    cover.setAttribute("width", Math.max(0, x(to_s) - at + rightPx));
    if (done < 1 && svg.isConnected) {
      requestAnimationFrame(step);
    } else {
      cover.remove();
    }
  };
  requestAnimationFrame(step);
}
