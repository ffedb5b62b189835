/** What was said so far, each answer changeable; what was marked as impossible, each mark removable. */
import {make, show} from "./make.js";
import {say, words} from "./say.js";

/** A line that is no answer to a step, in words: "at temperature frost". */
function plainLine(said) {
  const [verb, first, ...rest] = said.split(" ");
  const names = {at: say("Said"), skip: say("Left open"), have: say("At hand"), cannot: say("Can't do"),
    can: say("Can do after all"), goal: say("Goal"), hourly: say("An hour is worth"), emergency: say("First screen")};
  return `${names[verb] ?? verb}: ${words([first, ...rest].join(" "))}`;
}

export function showAnswers(place, app, screen, act) {
  const {engine} = app;
  const edit = async (line, row) => {
    const move = await engine.move(line.move);
    row.append(make("div", {class: "answers"}, move.readings.map(({reading, text}) =>
      make("button", {type: "button", class: "answer", "data-change": reading, "aria-pressed": String(reading === line.reading),
        onclick: () => act(() => engine.change(line.line, reading))}, text || words(reading)))));
    row.querySelector(".answers button").focus();
  };
  const rows = screen.lines.map((line) => {
    const row = make("li", {value: line.line, class: screen.conflicts.includes(line.line) ? "odd" : ""},
      line.move ? [make("span", {class: "small"}, line.text), make("br"), make("strong", {}, line.answer), " ",
        make("button", {type: "button", class: "also", "data-line": line.line,
          onclick: (event) => { event.target.remove(); edit(line, row); }}, say("Change"))]
        : plainLine(line.said));
    return row;
  });
  show(place, make("h3", {tabindex: "-1"}, say("My answers")),
    rows.length ? make("ol", {class: "lines"}, rows) : make("p", {}, say("Nothing yet.")),
    screen.cannot.length ? [make("h3", {}, say("What you can't do here")), make("ul", {}, screen.cannot.map(({move, text}) =>
      make("li", {}, text, " ", make("button", {type: "button", class: "also", "data-can": move,
        onclick: () => act(() => engine.hear(`can ${move}`))}, say("Now I can")))))] : null);
}
