/** The glovebox card: made by the engine from the same plan, shown as it prints. */
import {make, show} from "./make.js";
import {say} from "./say.js";

/** The engine's own SVG as an element; an image is only an image, but a drawing can be read aloud. */
function drawing(text) {
  return document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true);
}

function download(text, name) {
  const url = URL.createObjectURL(new Blob([text], {type: "image/svg+xml"}));
  make("a", {href: url, download: name}).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

export async function showCard(app, {car, onBack}) {
  const heading = make("h2", {tabindex: "-1"}, say("Glovebox card"));
  const sheet = make("section", {class: "card sheet"}, heading,
    make("p", {}, say("Working out the plan for paper…")), make("progress", {"aria-label": say("Working out the plan for paper…")}));
  show(app.root, sheet);
  heading.focus();
  const text = await app.engine.card();
  const button = (label, use, more) => make("button", {type: "button", class: "answer", onclick: use, ...more}, label);
  show(sheet, heading,
    make("p", {class: "small unprinted"}, say("One page for the glovebox, made for this car from the same plan.")),
    make("div", {class: "answers unprinted"},
      button(say("Print or save as PDF"), () => window.print(), {id: "print"}),
      button(say("Save as a picture (SVG)"), () => download(text, `decklid-${car}.svg`)),
      button(say("Back"), onBack, {class: "answer quiet", "data-back": true})),
    make("div", {class: "paper", tabindex: "0", role: "region", "aria-label": say("Glovebox card")}, drawing(text)));
}
