/** Which car is it: by name, or by at most five questions to the nearest archetype; or it is not known. */
import {goneForward} from "./back.js";
import {make, show} from "./make.js";
import {say, words} from "./say.js";

/** Name of the car in a saved text; null if the text cannot be read. */
export async function nameOf(app, saved) {
  try {
    const id = await app.engine.savedCar(saved);
    return app.cars.find((car) => car.id === id)?.name ?? null;
  } catch {
    return null;
  }
}

const plainText = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

/** Cars whose name or id holds every word that was typed. */
function matching(cars, typed) {
  const parts = plainText(typed).split(/\s+/).filter(Boolean);
  return cars.filter((car) => parts.every((part) => plainText(`${car.name} ${car.id} ${car.years.join(" ")}`).includes(part)));
}

export function chooseCar(app, {onChosen}) {
  const list = make("ul", {class: "cars", id: "cars"});
  const count = make("p", {class: "small", role: "status"});
  const fill = (typed) => {
    const found = matching(app.cars, typed);
    count.textContent = found.length === 0
      ? say("No car of this name is here. Five short questions find the nearest kind.")
      : say("{0} cars", found.length);
    show(list, found.map((car) => make("li", {},
      make("button", {type: "button", class: "answer", "data-car": car.id, onclick: () => onChosen(car.id)},
        say(car.name), " ", make("span", {class: "small"}, car.archetype ? say("kind of car") : car.years.join("–"))))));
  };
  show(app.root, make("section", {class: "card"},
    make("h2", {tabindex: "-1"}, say("Which car is it?")),
    make("label", {for: "search"}, say("Part of its name")),
    make("input", {id: "search", type: "search", autocomplete: "off", spellcheck: "false",
      oninput: (event) => fill(event.target.value)}),
    make("button", {type: "button", class: "answer accent", id: "five", onclick: () => {
      goneForward();
      askFive(app, {onChosen});
    }},
      say("It is not in the list: five short questions")),
    count, list));
  fill("");
  app.root.querySelector("h2").focus();
}

/** One question at a time; each can be left open. */
async function askFive(app, {onChosen}) {
  const questions = await app.engine.questions();
  const given = {};
  const ask = (k) => {
    if (k === questions.length) {
      return findNearest(app, given, {onChosen});
    }
    const {question, ask: sentence, words: choices} = questions[k];
    const answer = async (word) => {
      given[question] = word;
      goneForward();
      if (await nearest(app, given) === null) {
        showUnknown(app, {onChosen}); // no further answer would change that
      } else {
        ask(k + 1);
      }
    };
    const year = make("input", {id: "year", type: "number", inputmode: "numeric", min: "1950", max: "2100"});
    show(app.root, make("section", {class: "card"},
      make("p", {class: "small"}, say("Question {0} of {1}", k + 1, questions.length)),
      make("h2", {tabindex: "-1", id: "asked"}, say(sentence)),
      choices.length > 0
        ? make("div", {class: "answers"}, choices.map((word) =>
          make("button", {type: "button", class: "answer", "data-word": word, onclick: () => answer(word)}, words(word))))
        : make("form", {onsubmit: (event) => { event.preventDefault(); answer(year.value); }},
          make("label", {for: "year"}, say("Year")), year,
          make("button", {class: "answer"}, say("Go on"))),
      make("button", {type: "button", class: "answer quiet", onclick: () => answer("")}, say("I don't know")),
      make("button", {type: "button", class: "answer quiet", "data-back": true,
        onclick: () => (k === 0 ? chooseCar(app, {onChosen}) : ask(k - 1))}, say("Back"))));
    app.root.querySelector("h2").focus();
    return undefined;
  };
  ask(0);
}

/** The nearest kind to what was answered so far; null if the car is not known. */
async function nearest(app, given) {
  const kinds = app.cars.filter((car) => car.archetype);
  const line = ({match}) => [match.body, match.release, match.key, match.seats, ...match.years].join("\t");
  const said = ["body", "release", "key", "year", "seats"].map((name) => given[name] ?? "").join("\t");
  return kinds[await app.engine.match(kinds.map(line).join("\n"), said)] ?? null;
}

async function findNearest(app, given, {onChosen}) {
  const kind = await nearest(app, given);
  show(app.root, make("section", {class: "card"},
    make("h2", {tabindex: "-1"}, say("Nearest kind: {0}", say(kind.name))),
    make("p", {}, say("This is not your very car: places and fuses may differ. Each step says what it needs.")),
    make("p", {class: "small"}, say(kind.sourced)),
    make("button", {type: "button", class: "answer accent", "data-car": kind.id,
      onclick: () => onChosen(kind.id)}, say("Go on with it")),
    make("button", {type: "button", class: "answer quiet", "data-back": true,
      onclick: () => chooseCar(app, {onChosen})}, say("Back"))));
  app.root.querySelector("h2").focus();
}

/** The same advice that the page has for when nothing can be computed. */
function showUnknown(app, {onChosen}) {
  const general = document.querySelector("#general [data-language]:not([hidden])").cloneNode(true);
  show(app.root, make("section", {class: "card", id: "unknown"},
    make("h2", {tabindex: "-1"}, say("This car is not known here")),
    general,
    make("button", {type: "button", class: "answer quiet", "data-back": true,
      onclick: () => chooseCar(app, {onChosen})}, say("Back"))));
  app.root.querySelector("h2").focus();
}
