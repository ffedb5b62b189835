/**
 * The guide beside the bench car: it asks, the simulated person does what it says and answers (src/proof/person.h,
 * in garage.wasm), until the lid is open. The guide has an engine of its own here, so that a case under way is not
 * touched; of the car it knows only the answers.
 */
import {startEngine} from "./engine.js";
import {make, show} from "./make.js";
import {language, minutes, money, percent, say} from "./say.js";

const stepsMost = 40;
const temperatures = ["warm", "frost", "hard-frost"];

/** A dialogue of guide and person; `settings()` is how the car is set, `onRun` is told after every run. */
export function guideBeside(app, garage, {settings, onRun}) {
  let engine = null;
  let running = 0;   // counts runs: a stopped one must not go on
  let steps = 0;
  let open = false;  // a dialogue is under way

  const log = make("ol", {class: "log", "aria-label": say("What the guide asked, and what happened")});
  const result = make("div", {});
  const buttons = make("div", {class: "hands"});
  const button = (id, text, use) => make("button", {type: "button", class: "also", id, onclick: use}, text);

  function showButtons(busy) {
    show(buttons,
      busy ? button("guide-stop", say("Stop"), stop) : button("guide-all", say("Let the guide solve it"), () => drive(stepsMost)),
      busy ? null : button("guide-one", open ? say("Next step") : say("Only the first step"), () => drive(1)));
  }

  async function begin(mine) {
    engine ??= await startEngine();
    await engine.language(language());
    await engine.open(settings().car);
    await engine.hear("emergency no");
    if (mine !== running) {
      return;
    }
    garage.start();
    garage.meet(1 + settings().draw, settings().errs);
    steps = 0;
    open = true;
    show(log);
    show(result);
  }

  function note(text, answer, screen) {
    const first = screen?.belief.find(({cause}) => cause);
    log.append(make("li", {}, make("span", {}, text), " ", make("strong", {}, answer),
      first ? make("span", {class: "small suspicion"}, say("First suspicion now: {0} ({1})", first.name, percent(first.p))) : null));
    log.lastElementChild.scrollIntoView({block: "nearest"});
  }

  /** The first request that fails is what makes a person ask; null if the car opens by each of them. */
  function complaint(requests) {
    for (const request of requests) {
      garage.meet(1 + settings().draw, settings().errs);
      const answer = garage.ask(request.move);
      garage.meet(1 + settings().draw, settings().errs);
      if (!answer.opened) {
        return request;
      }
    }
    return null;
  }

  /** What the person says to an opening question: what is so on the bench, else nothing. */
  function circumstance(name) {
    const {temperature, wet} = settings();
    return {temperature: `at temperature ${temperatures[temperature]}`, wet: `at wet ${wet ? "yes" : "no"}`}[name] ?? `skip ${name}`;
  }

  async function perform(move, text) {
    const answer = garage.ask(move);
    await engine.hear(`saw ${move} ${answer.reading}`);
    steps += 1;
    onRun();
    note(text, answer.words, await engine.belief());
    return answer.opened;
  }

  async function oneStep(screen) {
    if (screen.place === "request") {
      const request = complaint(screen.requests);
      if (request) {
        await perform(request.move, request.text);
      } else {
        await engine.hear("skip request");
      }
      return true;
    }
    if (screen.place === "question") {
      await engine.hear(circumstance(screen.question.name));
      return false;
    }
    await perform(screen.step.move, screen.step.text);
    return true;
  }

  function conclude(screen) {
    open = false;
    const truth = settings().modes;
    const belief = screen.belief.filter(({cause}) => cause).slice(0, 3);
    const sentence = screen.place === "goal"
      ? say("Open after {0} steps: {1}, {2}.", steps, minutes(screen.spent.minutes), money(screen.spent.money, screen.spent.currency))
      : say("It stays shut. The guide's last advice: call a professional.");
    show(result, make("p", {class: "text", id: "guide-result"}, sentence),
      make("p", {}, say("What is wrong with it:"), " ", make("strong", {}, truth.map(({name}) => name).join(", ") || say("nothing"))),
      belief.length ? make("p", {}, say("What the guide suspects most:"), " ",
        belief.map(({name, p}) => `${name} (${percent(p)})`).join(", ")) : null);
    app.announce(sentence);
  }

  async function drive(most) {
    const mine = ++running;
    showButtons(true);
    try {
      if (!open) {
        await begin(mine);
      }
      for (let done = 0; done < most && mine === running;) {
        const known = await engine.belief();
        const screen = known.place === "step" ? await engine.screen() : known;
        if (mine !== running) {
          return;
        }
        if (!["request", "question", "step"].includes(screen.place) || steps >= stepsMost) {
          conclude(screen);
          break;
        }
        done += await oneStep(screen) ? 1 : 0;
      }
      if (open) {
        const screen = await engine.belief();
        if (screen.place === "goal") {
          conclude(screen);
        }
      }
    } catch (problem) {
      show(result, make("p", {class: "notice", role: "alert"}, say("The guide could not go on."), " ", problem.message));
      open = false;
      engine = null; // another one next time: this one may be what broke down
    } finally {
      if (mine === running) {
        showButtons(false);
      }
    }
  }

  function stop() {
    running += 1;
    showButtons(false);
  }

  /** The car has become another one: what the guide knew is void. */
  function forget() {
    running += 1;
    open = false;
    show(log);
    show(result);
    showButtons(false);
  }

  showButtons(false);
  return {forget, parts: [buttons, log, result]};
}
