/** The case sheet: read, copied, shared as text or as a link that holds everything, printed. */
import {writeLink} from "./link.js";
import {make, show} from "./make.js";
import {say} from "./say.js";

/** Shares if the device can, else copies; says which. */
async function give(what, text, app) {
  try {
    if (navigator.share) {
      await navigator.share({[what]: text});
      return;
    }
    await navigator.clipboard.writeText(text);
    app.announce(say("Copied."));
  } catch (problem) {
    if (problem.name !== "AbortError") {
      app.announce(say("It could not be copied: mark the text and copy it by hand."));
    }
  }
}

export async function showSheet(app, {title, write, onBack}) {
  const text = await write();
  const link = await writeLink(await app.engine.save()).catch(() => null);
  const button = (label, use, id) => make("button", {type: "button", class: "answer", onclick: use, id}, label);
  show(app.root, make("section", {class: "card sheet"},
    make("h2", {tabindex: "-1"}, title),
    make("p", {class: "small unprinted"}, say("No plate and no chassis number is in it. The link holds the whole case; nothing is sent anywhere.")),
    make("div", {class: "answers unprinted"},
      button(say("Share or copy the text"), () => give("text", text, app), "share-text"),
      link ? button(say("Share or copy a link"), () => give("url", link, app), "share-link") : null,
      button(say("Print or save as PDF"), () => window.print(), "print"),
      make("button", {type: "button", class: "answer quiet", onclick: onBack, "data-back": true}, say("Back"))),
    link ? make("p", {class: "small unprinted"}, make("a", {href: link, id: "link"}, say("This case as a link"))) : null,
    make("pre", {class: "plain", tabindex: "0"}, text)));
  app.root.querySelector("h2").focus();
}
