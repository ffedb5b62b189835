/**
 * The dialogue: one question or step at a time, as the engine's screen says (src/session/screen.h). Every place
 * of the dialogue is a function below; none of them decides anything.
 */
import {goneForward, goneNowhere} from "./back.js";
import {make, show} from "./make.js";
import {capital, minutes, money, percent, say, words} from "./say.js";

const suspectsShown = 3;

export function startDialogue(app, {keep, leave, forget, emergency}) {
  const {engine, root, announce} = app;
  let screen = null;    // what stands on the screen
  let panel = null;     // which panel is unfolded
  let watch = null;     // whether the status is in sight
  let turn = 0;         // counts refreshes: a slow answer must not overwrite a newer one

  const status = make("section", {class: "status", "aria-label": say("So far")});
  const body = make("div", {class: "body"});
  const side = make("div", {class: "side"});
  const columns = make("div", {class: "columns"}, body, side);

  const button = (text, use, more = {}) => make("button", {type: "button", class: "answer", onclick: use, ...more}, text);
  const quiet = (text, use, more = {}) => button(text, use, {class: "also", ...more});
  const heading = (text) => make("h2", {tabindex: "-1"}, text);
  const part = (name, label, text) => (text ? make("p", {class: name}, make("strong", {}, label), " ", text) : null);

  function focusHeading() {
    const found = body.querySelector("h2");
    found?.focus({preventScroll: true});
    window.scrollTo({top: 0});
  }

  let acting = false; // a second tap on the same answer must not be a second answer

  const busy = (is) => root.setAttribute("aria-busy", String(is));

  /** Everything that changes the session goes through here; the search for the next step may still go on afterwards. */
  async function act(change, forward = true) {
    if (acting) {
      return;
    }
    acting = true;
    busy(true);
    try {
      await change();
      await keep();
      if (forward) {
        goneForward();
      }
      await refresh();
    } catch (problem) {
      busy(false);
      showRefusal(problem.message);
    } finally {
      acting = false;
    }
  }

  function showRefusal(sentence) {
    body.querySelector(".notice")?.remove();
    body.prepend(make("p", {class: "notice", role: "alert"}, sentence));
    window.scrollTo({top: 0});
  }

  /** Another view in place of the step; if it cannot be drawn, that is said, and what stood stays. */
  const tried = (use) => async (...values) => {
    stop();
    try {
      await use(...values);
    } catch (problem) {
      showRefusal(`${say("This part of the page could not be loaded.")} ${problem.message}`);
    }
  };

  const hear = (line) => act(() => engine.hear(line));

  /* What is always visible. */

  function showStatus() {
    const causes = screen.belief.filter(({cause}) => cause).slice(0, suspectsShown).filter(({p}) => p >= 0.005);
    const spent = screen.spent;
    const sofar = say("So far: {0}, {1}.", minutes(spent.minutes), money(spent.money, spent.currency));
    const next = say("Next: {0}", nextWords());
    show(status,
      make("ul", {class: "suspects", "aria-label": say("How sure we are")}, causes.map(({name, p}) =>
        make("li", {}, bar(p), make("span", {class: "share"}, percent(p)), " ", make("span", {}, name)))),
      make("p", {class: "spent"}, sofar,
        screen.expected ? ` ${say("Still expected: {0}, {1}.", minutes(screen.expected.minutes),
          money(screen.expected.money, screen.expected.currency))}` : ""),
      make("p", {class: "spent next"}, next));
    const [likeliest] = causes;
    brief(make("span", {}, likeliest ? `${percent(likeliest.p)} ${likeliest.name}` : ""),
      make("span", {}, `${minutes(spent.minutes)}, ${money(spent.money, spent.currency)}`), make("span", {}, next));
  }

  /** The same, short, under the top bar, for when the whole has been scrolled away. */
  function brief(...parts) {
    const line = document.getElementById("brief");
    show(line, ...parts);
    watch ??= new IntersectionObserver(([{isIntersecting}]) => { line.hidden = isIntersecting || !status.isConnected; });
    watch.observe(status);
  }

  function bar(p) {
    const filled = make("span", {class: "bar", "aria-hidden": "true"}, make("span", {}));
    filled.firstChild.style.inlineSize = `${Math.round(100 * p)}%`;
    return filled;
  }

  /** The first sentence of what stands below, so that it is known without scrolling. */
  function nextWords() {
    const text = screen.step?.text ?? screen.question?.ask ?? {
      request: say("what you have tried"), goal: say("keep it open, find the cause"),
      nothing: say("call a professional"), left: say("nothing for now")}[screen.place] ?? say("working it out…");
    const sentence = /^.*?[.?!:](\s|$)/.exec(text)?.[0].trim() ?? text;
    return sentence.length > 70 ? `${sentence.slice(0, 67)}…` : sentence;
  }

  /* Places. */

  function showRequests() {
    show(body, heading(say("What have you tried, and it failed?")), make("div", {class: "answers"},
      button(say("Nothing yet, or something else"), () => hear("skip request"), {"data-move": "none", class: "answer accent"}),
      screen.requests.map(({move, text}) => button(text, () => showMove(move), {"data-move": move}))), also());
  }

  function showQuestion() {
    const {name, ask, values} = screen.question;
    show(body, heading(ask), make("div", {class: "answers"},
      values.map(({value}) => button(capital(words(value)), () => hear(`at ${name} ${value}`), {"data-value": value})),
      button(say("I don't know"), () => hear(`skip ${name}`), {"data-value": "skip"})), also());
  }

  function moveParts(move) {
    const held = move.risky ? move.conditions.filter(({is, held: yes}) => yes && is === "condition") : [];
    return [make("p", {class: "text"}, move.text), part("watch", say("Look and listen:"), move.watch),
      part("never", say("Careful:"), move.never), part("warn", say("Know:"), move.warn),
      held.length ? make("ul", {class: "conditions", "aria-label": say("Confirmed before this step")},
        held.map(({text}) => make("li", {}, text))) : null,
      make("p", {class: "small cost"}, [
        say("Takes {0}", minutes(move.minutes)),
        move.wait_minutes > 0 ? say("then {0} of waiting", minutes(move.wait_minutes)) : null,
        move.money > 0 ? say("costs about {0}", money(move.money, move.currency)) : null,
        move.p_opens >= 0.005 ? say("opens it in {0} of 100 cases", Math.round(100 * move.p_opens)) : null].filter(Boolean).join(", "), ".")];
  }

  function readings(move) {
    return make("div", {class: "answers", role: "group", "aria-label": say("What happened?")}, move.readings.map(({reading, text}) =>
      button(text || words(reading), () => hear(`saw ${move.move} ${reading}`),
        {"data-reading": reading, class: reading === "cant-tell" || reading === "stays-shut" ? "answer quiet" : "answer"})));
  }

  function showStep() {
    const {step} = screen;
    const number = screen.lines.filter(({move}) => move).length + 1;
    show(body, make("article", {class: "card step", "data-move": step.move}, heading(say("Step {0}", number)), moveParts(step), about()),
      readings(step), also(true));
  }

  function showWaiting() {
    show(body, heading(say("Working out the next step…")), make("progress", {"aria-label": say("Working out the next step…")}), also());
  }

  /** A move the person names: its outcome, and the advice only where its conditions are held. */
  const showMove = tried(async (id) => {
    const move = await engine.move(id);
    show(body, make("article", {class: "card step", "data-move": move.move},
      heading(move.proposed ? say("You do this instead") : say("What happened when this was done?")),
      move.proposed ? moveParts(move) : [make("p", {class: "text"}, move.text), part("watch", say("Look and listen:"), move.watch)]),
    readings(move), quiet(say("Back"), () => refresh(), {"data-back": true}));
    goneForward();
    focusHeading();
  });

  const showOthers = tried(async () => {
    const moves = await engine.others();
    show(body, heading(say("Other things that can be done now")), make("div", {class: "answers"},
      moves.map(({move, text}) => button(text, () => showMove(move), {"data-move": move}))),
    quiet(say("Back"), () => refresh(), {"data-back": true}));
    goneForward();
    focusHeading();
  });

  /** The engine's plain text, a line a paragraph: numbered lines become a list, "Label: " stands out. */
  function paragraphs(text) {
    const items = [];
    for (const line of text.split("\n").filter(Boolean)) {
      const [, number, label, rest] = /^\s*(?:- |(\d+)\. )?(?:(?<=^\s{2})([^:.]{1,24}:) )?(.*)$/.exec(line);
      if (number) {
        const list = items.at(-1)?.localName === "ol" ? items.at(-1) : make("ol", {});
        list.append(make("li", {}, rest));
        items.push(...(list.isSameNode(items.at(-1)) ? [] : [list]));
      } else {
        items.push(make("p", {class: items.length === 0 ? "text" : label ? "under" : ""}, label ? make("strong", {}, label) : null,
          label ? " " : null, rest));
      }
    }
    return items;
  }

  async function showGoal() {
    const fix = screen.goal === "fix";
    const [open, cause] = [await engine.openText(), await engine.cause()];
    show(body, make("article", {class: "card done"}, heading(say("It is open")), fix ? null : paragraphs(open)),
      make("article", {class: "card"}, make("h3", {}, say("The cause")), paragraphs(cause)),
      make("div", {class: "answers"},
        fix ? null : button(say("Find and mend the cause too"), () => hear("goal fix")),
        button(say("Case sheet"), () => openSheet()), button(say("Start over"), startOver, {class: "answer quiet"})), also());
  }

  function showNothing() {
    show(body, make("article", {class: "card"}, heading(say("Nothing is left that can be done safely here")),
      make("p", {class: "text"}, say("Call a professional and give them the case sheet."))),
    make("div", {class: "answers"}, button(say("Case sheet"), () => openSheet())), also());
  }

  function showLeft() {
    show(body, make("article", {class: "card"}, heading(say("It is left for now")),
      make("p", {class: "text"}, say("Nothing gets worse while it is shut. Your answers are kept here."))),
    make("div", {class: "answers"}, button(say("Go on"), () => hear(`goal ${screen.goal}`)),
      button(say("Case sheet"), () => openSheet())), also());
  }

  const places = {emergency: () => emergency(screen.emergency), request: showRequests, question: showQuestion, goal: showGoal,
    nothing: showNothing, left: showLeft, step: () => (screen.step ? showStep() : showWaiting())};

  /* What can be done everywhere. */

  const unfold = (name) => ({"aria-expanded": String(panel === name), "aria-controls": "panel", "data-panel": name});

  /** First what concerns this step, then what concerns all of it. */
  function also(step = false) {
    const row = (...buttons) => make("div", {class: "alsos"}, buttons);
    return make("div", {class: "also-rows"},
      step ? row(quiet(say("I can't do this here"), () => hear(`cannot ${screen.step.move}`), {id: "cannot"}),
        quiet(say("Something else"), () => showOthers(), {id: "others"})) : null,
      row(quiet(say("Back"), () => act(() => engine.back(), false), {id: "back", "data-back": true}),
        quiet(say("My answers"), () => togglePanel("answers"), unfold("answers")),
        step ? null : quiet(say("The car"), () => togglePanel("car"), unfold("car")),
        quiet(say("Sounds"), () => togglePanel("sounds"), unfold("sounds"))),
      row(quiet(say("Case sheet"), () => openSheet(), {id: "sheet"}),
        quiet(say("Glovebox card"), () => openCard(), {id: "card"}),
        quiet(say("Start over"), startOver, {id: "over"})));
  }

  /** In the step's own card: where on the car, and why. */
  function about() {
    return make("div", {class: "alsos about"}, quiet(say("The car"), () => togglePanel("car"), unfold("car")),
      quiet(say("Why this?"), () => togglePanel("why"), unfold("why")));
  }

  function startOver() {
    const sure = make("dialog", {class: "card"}, make("p", {}, say("Forget all answers and start over?")),
      button(say("Start over"), () => { sure.close(); forget(); leave(); }, {id: "sure"}),
      button(say("Keep them"), () => sure.close(), {class: "answer quiet", "data-back": true}));
    goneForward();
    sure.addEventListener("close", () => sure.remove());
    root.append(sure);
    sure.showModal();
  }

  /** From a sheet back to the dialogue. */
  function comeBack() {
    show(root, status, columns);
    return refresh();
  }

  const openSheet = tried(async () => {
    const {showSheet} = await import("./sheet.js");
    await showSheet(app, {title: say("Case sheet"), write: () => engine.sheet(), onBack: comeBack});
    goneForward();
  });

  const openCard = tried(async () => {
    const {showCard} = await import("./card.js");
    const entry = goneForward();
    await showCard(app, {car: screen.car.id, onBack: comeBack}).catch((problem) => {
      goneNowhere(entry);
      show(root, status, columns); // as it stood: drawn anew, it would take away what is said
      throw problem;
    });
  });

  /* Panels beside the step. */

  const panels = {
    why: async (place) => {
      const {showWhy} = await import("./why.js");
      await showWhy(place, app, screen);
    },
    answers: async (place) => {
      const {showAnswers} = await import("./answers.js");
      showAnswers(place, app, screen, act);
    },
    car: async (place) => {
      const {showCar} = await import("./car.js");
      await showCar(place, app, screen);
    },
    sounds: async (place) => {
      const {showSounds} = await import("./sounds.js");
      await showSounds(place, app, screen, hear);
    },
  };

  const wide = matchMedia("(min-width: 60rem)");

  /** Beside the step; where there is no beside, what is about the step stands right under its text. */
  function putSide() {
    const under = !wide.matches && ["car", "why"].includes(panel) ? body.querySelector(".step") : null;
    if (under) {
      under.after(side);
    } else if (side.parentNode !== columns) {
      columns.append(side);
    }
  }

  async function showPanel() {
    body.querySelectorAll("[data-panel]").forEach((one) =>
      one.setAttribute("aria-expanded", String(one.dataset.panel === panel)));
    putSide();
    if (!panel) {
      show(side);
      return;
    }
    const place = side.querySelector(`[data-shows="${panel}"]`) ?? make("section", {class: "card panel", id: "panel", "data-shows": panel});
    if (!place.isConnected) {
      show(side, place, quiet(say("Hide this"), () => closePanel(), {"data-close": panel}));
    }
    try {
      await panels[panel](place);
    } catch (problem) {
      show(place, make("h3", {tabindex: "-1"}, say("This part of the page could not be loaded.")), make("p", {class: "small"}, problem.message));
    }
  }

  async function togglePanel(name) {
    panel = panel === name ? null : name;
    await showPanel();
    side.querySelector("h3")?.focus();
  }

  async function closePanel() {
    const name = panel;
    await togglePanel(name);
    body.querySelector(`[data-panel="${name}"]`)?.focus();
  }

  /** Draws the place where the dialogue stands, as long as nothing newer is to be drawn. */
  async function showPlace(seen, mine) {
    screen = seen;
    showStatus();
    await places[screen.place]();
    if (mine !== turn) {
      return; // an emergency: the first screen stands now
    }
    if (screen.conflicts.length > 0) {
      body.prepend(make("p", {class: "notice"}, say("Some answers do not go together: {0}. Look again under My answers.",
        screen.conflicts.join(", "))));
    }
    focusHeading();
    announce(body.querySelector("h2")?.textContent ?? "");
    await showPanel();
  }

  /** The belief at once; the step follows when it has been worked out. Meanwhile anything can be said. */
  async function refresh() {
    const mine = ++turn;
    busy(true);
    const seen = await engine.belief();
    if (mine !== turn) {
      return;
    }
    await showPlace(seen, mine);
    if (mine === turn && seen.place === "step") {
      search(mine);
    } else {
      busy(false);
    }
  }

  async function search(mine) {
    try {
      const whole = await engine.screen();
      if (mine === turn) {
        await showPlace(whole, mine);
      }
    } catch (problem) {
      showRefusal(problem.message);
    }
    if (mine === turn) {
      busy(false);
    }
  }

  /** Nothing more is drawn: another view stands. */
  function stop() {
    turn += 1;
    busy(false);
  }

  comeBack().catch((problem) => showRefusal(problem.message));
  return {show: comeBack, stop};
}
