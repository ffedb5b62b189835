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

/**
 * The sheet as it is read on a screen and on paper: its groups, and in each what is known beside its label. What is to
 * be asked yet is a line to write on. The text itself is what is shared.
 */
function groups(text) {
  const sheet = make("div", {class: "groups"});
  let rows = sheet;
  let items = sheet; // of the list whose label came last
  for (const line of text.split("\n").filter(Boolean)) {
    const title = /^\d+\. .*$/.exec(line);
    const row = /^ +(?:- )?(.*)$/.exec(line)?.[1] ?? "";
    const [, label, value] = [/^(.*): (____)$/, /^(\d+\. .*|.* \([a-z0-9-]+\)): (.*)$/, /^(.*?): (.*)$/]
      .map((form) => form.exec(row)).find(Boolean) ?? [];
    const list = /^ {3}([^:]+):$/.exec(line)?.[1];
    const item = /^ {6}- (.*)$/.exec(line)?.[1];
    if (list) {
      items = make("ul", {});
      rows.append(make("div", {class: "list"}, make("dt", {}, list), make("dd", {}, items)));
    } else if (item) {
      items.append(make("li", {}, item));
    } else if (title) {
      rows = make("dl", {});
      sheet.append(make("section", {}, make("h3", {}, line), rows));
    } else if (label) {
      const open = value === "____";
      rows.append(make("div", {class: open ? "open" : ""}, make("dt", {}, label),
        make("dd", {}, open ? make("span", {class: "unseen"}, say("to be asked")) : value)));
    } else {
      sheet.append(make("p", {class: "small"}, line));
    }
  }
  return sheet;
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
    groups(text.slice(text.indexOf("\n") + 1))));
  app.root.querySelector("h2").focus();
}
