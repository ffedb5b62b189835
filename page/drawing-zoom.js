/**
 * Looking closer at a drawing: pinch, drag, wheel, keys and buttons move the viewBox of one SVG. A page must still
 * scroll under a finger: while the whole car is shown, one finger up or down belongs to the page.
 */

const NEAREST = 8; // times
const STEP = 1.5;
const MOVE_ms = 220;

/** @param {SVGSVGElement} svg @param {HTMLElement} frame takes focus and keys @param {() => void} changed */
export function zoomable(svg, frame, changed) {
  const box = svg.viewBox.baseVal;
  const whole = {x: box.x, y: box.y, w: box.width, h: box.height};
  const self = {svg, frame, changed, whole, view: {...whole}, fingers: new Map(), moving: 0};
  listenToFingers(self);
  listenToWheel(self);
  listenToKeys(self);
  show(self, whole);
  return {
    nearer: () => glide(self, scaled(self, 1 / STEP)),
    farther: () => glide(self, scaled(self, STEP)),
    showAll: () => glide(self, whole),
    showAt: (x, y, w) => glide(self, around(self, x, y, w)),
    /** Units of the drawing in a pixel of the screen. */
    unitsPerPixel: () => self.view.w / (svg.clientWidth || whole.w),
    view: () => self.view,
  };
}

/** The same, inside the car and neither nearer nor farther than allowed. */
function kept({whole}, {x, y, w}) {
  const width = Math.min(whole.w, Math.max(whole.w / NEAREST, w));
  const height = (width * whole.h) / whole.w;
  return {
    x: Math.min(whole.x + whole.w - width, Math.max(whole.x, x)),
    y: Math.min(whole.y + whole.h - height, Math.max(whole.y, y)),
    w: width,
    h: height,
  };
}

function around(self, x, y, w) {
  return kept(self, {x: x - w / 2, y: y - (w * self.whole.h) / self.whole.w / 2, w});
}

/** Scaled so that the point at this share of the view stays where it is. */
function scaled(self, factor, shareX = 0.5, shareY = 0.5) {
  const {x, y, w, h} = self.view;
  const width = Math.min(self.whole.w, Math.max(self.whole.w / NEAREST, w * factor));
  const by = width / w;
  return kept(self, {x: x + shareX * w * (1 - by), y: y + shareY * h * (1 - by), w: width});
}

function show(self, view) {
  self.view = {...view};
  self.svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.w} ${view.h}`);
  self.frame.classList.toggle("is-near", view.w < self.whole.w - 0.5);
  self.changed();
}

/** Moves there in a moment; at once for those who want no motion. */
function glide(self, to) {
  cancelAnimationFrame(self.moving);
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
    show(self, to);
    return;
  }
  const from = {...self.view};
  const start = performance.now();
  const frame = (now) => {
    const t = Math.min(1, Math.max(0, (now - start) / MOVE_ms));
    const share = t * t * (3 - 2 * t);
    const between = (key) => from[key] + (to[key] - from[key]) * share;
    show(self, {x: between("x"), y: between("y"), w: between("w"), h: between("h")});
    if (t < 1) {
      self.moving = requestAnimationFrame(frame);
    }
  };
  self.moving = requestAnimationFrame(frame);
}

function drag(self, dx, dy) {
  const perPixel = self.view.w / (self.svg.clientWidth || 1);
  show(self, kept(self, {...self.view, x: self.view.x - dx * perPixel, y: self.view.y - dy * perPixel}));
}

function shareAt({svg}, x, y) {
  const place = svg.getBoundingClientRect();
  return [(x - place.left) / (place.width || 1), (y - place.top) / (place.height || 1)];
}

function pinch(self, old, moved, other) {
  const span = (a, b) => Math.max(1, Math.hypot(a.x - b.x, a.y - b.y));
  const factor = span(old, other) / span(moved, other);
  show(self, scaled(self, factor, ...shareAt(self, (moved.x + other.x) / 2, (moved.y + other.y) / 2)));
  drag(self, (moved.x - old.x) / 2, (moved.y - old.y) / 2);
}

function fingerMoves(self, event) {
  const old = self.fingers.get(event.pointerId);
  if (!old) {
    return;
  }
  const moved = {x: event.clientX, y: event.clientY};
  const other = [...self.fingers].find(([id]) => id !== event.pointerId)?.[1];
  if (other) {
    pinch(self, old, moved, other);
  } else {
    drag(self, moved.x - old.x, moved.y - old.y);
  }
  self.fingers.set(event.pointerId, moved);
}

function listenToFingers(self) {
  const {svg} = self;
  svg.addEventListener("pointerdown", (event) => {
    cancelAnimationFrame(self.moving);
    self.fingers.set(event.pointerId, {x: event.clientX, y: event.clientY});
  });
  svg.addEventListener("pointermove", (event) => fingerMoves(self, event));
  for (const end of ["pointerup", "pointercancel", "pointerleave"]) {
    svg.addEventListener(end, (event) => self.fingers.delete(event.pointerId));
  }
}

/** The wheel is the page's until the drawing has the focus, or Ctrl is held (which a touch pad sends for a pinch). */
function listenToWheel(self) {
  const turned = (event) => {
    if (event.ctrlKey || self.frame.contains(document.activeElement)) {
      event.preventDefault();
      show(self, scaled(self, Math.exp(event.deltaY * 0.002), ...shareAt(self, event.clientX, event.clientY)));
    }
  };
  self.svg.addEventListener("wheel", turned, {passive: false});
}

const KEYS = {
  "+": (self) => glide(self, scaled(self, 1 / STEP)),
  "=": (self) => glide(self, scaled(self, 1 / STEP)),
  "-": (self) => glide(self, scaled(self, STEP)),
  0: (self) => glide(self, self.whole),
  ArrowLeft: (self) => drag(self, 40, 0),
  ArrowRight: (self) => drag(self, -40, 0),
  ArrowUp: (self) => drag(self, 0, 40),
  ArrowDown: (self) => drag(self, 0, -40),
};

function listenToKeys(self) {
  self.frame.addEventListener("keydown", (event) => {
    const act = event.ctrlKey || event.altKey || event.metaKey ? undefined : KEYS[event.key];
    if (act) {
      event.preventDefault();
      act(self);
    }
  });
}
