/**
 * What the belief means for the chain: how likely each part is at fault, and how far power, request and movement get.
 * Nothing is judged here. The engine's numbers are added up by part, and along the links that the drawing holds:
 * that everything up to a place works is 1 less the sum of the faults before it, at least 0.
 */

/** From each figure on, the grade of it; the last for anything below. */
const GRADES = [[0.9, "sure"], [0.6, "likely"], [0.3, "doubt"], [-1, "lost"]];

/** Which links carry the same thing. Movement needs all that comes before it. */
const CARRIED_BY = {
  power: ["power"],
  signal: ["signal", "radio"],
  radio: ["signal", "radio"],
  rod: ["power", "signal", "radio", "rod"],
};

/**
 * What only spoils a way in (`cause: false`) is not why the lid stays shut, and counts nowhere.
 * @param {{fault: string, p: number, cause?: boolean}[]} belief
 * @returns {Map<string, number>} by part, at most 1
 */
export function suspicionByPart(belief) {
  const byPart = new Map();
  for (const {fault, p} of belief.filter(({cause}) => cause !== false)) {
    const part = fault.split("=")[0];
    byPart.set(part, Math.min(1, (byPart.get(part) ?? 0) + p));
  }
  return byPart;
}

/** The part itself and all that it needs, along main links of these kinds. */
function before(links, part, kinds, seen = new Set()) {
  if (seen.has(part)) {
    return seen;
  }
  seen.add(part);
  for (const link of links) {
    if (link.to === part && !link.other && kinds.includes(link.by)) {
      before(links, link.from, kinds, seen);
    }
  }
  return seen;
}

/** @returns {number} that what this link carries gets as far as its beginning */
export function reachOf(link, links, byPart) {
  let lost = 0;
  for (const part of before(links, link.from, CARRIED_BY[link.by])) {
    lost += byPart.get(part) ?? 0;
  }
  return Math.max(0, 1 - lost);
}

/** @returns {"sure" | "likely" | "doubt" | "lost"} */
export function gradeOf(reach) {
  return GRADES.find(([least]) => reach >= least)[1];
}

/**
 * One entry for each part that main links of this kind lead to, from the one reached best to the one reached least.
 * @returns {{part: string, reach: number}[]}
 */
export function chainOf(by, links, byPart) {
  const reached = new Map();
  for (const link of links) {
    if (!link.other && CARRIED_BY[by].includes(link.by) && (by !== "rod" || link.by === "rod")) {
      const reach = reachOf(link, links, byPart);
      reached.set(link.to, Math.min(reach, reached.get(link.to) ?? 1));
    }
  }
  return [...reached].map(([part, reach]) => ({part, reach})).sort((a, b) => b.reach - a.reach);
}
