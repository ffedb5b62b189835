/** Reasons: for the step, and for each likely cause the answers that speak for and against it, with sources. */
import {make, show} from "./make.js";
import {percent, say} from "./say.js";

/** "makes it 3.2 times likelier": a factor in words, both ways. */
function strength(factor) {
  const times = (value) => (value >= 100 ? say("more than 100") : value.toFixed(1));
  return factor >= 1 ? say("{0} times likelier", times(factor)) : say("{0} times less likely", times(1 / factor));
}

function answersFor(suspect, screen, speaksFor) {
  const rows = suspect.answers.filter(({factor}) => (factor > 1) === speaksFor);
  if (rows.length === 0) {
    return null;
  }
  return [make("h5", {}, speaksFor ? say("For it") : say("Against it")), make("ul", {}, rows.map(({line, factor}) => {
    const said = screen.lines[line - 1];
    return make("li", {}, make("strong", {}, said.answer), ` — ${said.text} (${strength(factor)})`);
  }))];
}

export async function showWhy(place, app, screen) {
  const {why = [], suspects} = await app.engine.why();
  show(place, make("h3", {tabindex: "-1"}, say("Why this?")),
    make("ul", {}, why.map((reason) => make("li", {}, reason))),
    suspects.map((suspect) => make("section", {}, make("h4", {}, `${suspect.name}: ${percent(suspect.p)}`),
      suspect.why ? make("p", {}, suspect.why) : null,
      answersFor(suspect, screen, true), answersFor(suspect, screen, false),
      suspect.sources.length ? make("p", {class: "small"}, say("Sources: {0}", suspect.sources.join(" "))) : null)));
}
