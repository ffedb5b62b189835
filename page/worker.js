/**
 * The engine in a thread of its own: the page never waits for a search. Messages are {id, call, values}; answers
 * {id, result} or {id, error}, with `stopped` if the engine broke down and what it holds can no longer be trusted.
 * Everything that is decided is decided in C (src/web/engine.c).
 */
import {start, startModule} from "./wasm.js";

/** ORDER of `writers` in src/web/engine.c. */
const texts = ["belief", "screen", "why", "others", "save", "sheet", "openText", "cause", "moves", "next"];
const plain = new Set(["save", "sheet", "openText", "cause"]);
const errorBytes = 600;

let memory;  // the engine, once it is loaded
let session = 0;
let atlas = 0;
let atlasBytes = 0;
let catalogue = 0;
let press = null; // the module that makes cards, once one was wanted

/** What `take` returns, or an Error with what the module wrote at `error`. */
function withError(take, of = memory) {
  const error = of.alloc(errorBytes);
  try {
    const result = take(error);
    if (result === 0) {
      throw new Error(of.read(error) || "memory ended");
    }
    return result;
  } finally {
    of.free(error);
  }
}

async function fetchBytes(url) {
  const answer = await fetch(new URL(url, import.meta.url));
  if (!answer.ok) {
    throw new Error(`${url}: ${answer.status}`);
  }
  return new Uint8Array(await answer.arrayBuffer());
}

function close() {
  if (session !== 0) {
    memory.exports.web_close(session);
    memory.free(atlas);
    session = 0;
  }
}

/** An empty answer is consent; anything else is the sentence that says why not. */
function obey(said) {
  if (said !== "") {
    throw new Error(said);
  }
}

const calls = {
  /** The compiled module comes from the page, which fetches it while this thread starts. */
  start: async (module) => { memory = await startModule(module); },
  questions: () => JSON.parse(memory.ask("web_questions")),
  match: (cars, answers) => memory.call("web_match", cars, answers),
  savedCar: (text) => memory.take(withError((error) => memory.call("web_saved_car", text, error))),
  open: async (car) => {
    const bytes = await fetchBytes(`atlas/${encodeURIComponent(car)}.atlas`);
    close();
    atlas = memory.put(bytes);
    atlasBytes = bytes.length;
    try {
      session = withError((error) => memory.exports.web_open(atlas, bytes.length, error));
    } catch (problem) {
      memory.free(atlas);
      throw problem;
    }
    calls.language_again();
  },
  close,
  hear: (line) => obey(memory.ask("web_hear", session, line)),
  change: (line, reading) => obey(memory.ask("web_change", session, line, reading)),
  back: () => memory.exports.web_back(session),
  restart: () => memory.exports.web_restart(session),
  restore: (text) => obey(memory.ask("web_restore", session, text)),
  /** How many answers were left out; -1 if none of it can be read. */
  rescue: (text) => memory.call("web_rescue", session, text),
  /** A glovebox card, for the circumstances and tools of this dialogue; the module that makes it comes with the first. */
  card: async () => {
    press ??= await start(new URL("card.wasm", import.meta.url));
    const [car, words] = [[atlas, atlasBytes], [catalogue, catalogueBytes]].map(([at, length]) =>
      (at === 0 ? 0 : press.put(new Uint8Array(memory.exports.memory.buffer, at, length))));
    try {
      return press.take(withError((error) => press.call("card_svg", car, atlasBytes, calls.save(), words, catalogueBytes, error), press));
    } finally {
      [car, words].forEach((at) => press.free(at));
    }
  },
  move: (id) => JSON.parse(memory.ask("web_move", session, id)),
  language_again: () => {
    if (session !== 0 && memory.exports.web_language(session, catalogue, catalogueBytes) !== 0) {
      throw new Error("the language's file is damaged");
    }
  },
  /** A language's catalogue by its code; "en" needs none. */
  language: async (code) => {
    const bytes = code === "en" ? null : await fetchBytes(`lang/${encodeURIComponent(code)}.mo`);
    const old = catalogue;
    catalogue = bytes ? memory.put(bytes) : 0;
    catalogueBytes = bytes ? bytes.length : 0;
    calls.language_again();
    if (old !== 0) {
      memory.free(old);
    }
  },
};
let catalogueBytes = 0;

texts.forEach((name, kind) => {
  calls[name] = (nodes = 0) => {
    const said = memory.ask("web_text", session, kind, nodes);
    return plain.has(name) || name === "next" ? said : JSON.parse(said);
  };
});

self.addEventListener("message", async ({data: {id, call, values}}) => {
  try {
    self.postMessage({id, result: await calls[call](...values)});
  } catch (problem) {
    self.postMessage({id, error: String(problem.message ?? problem), stopped: problem instanceof WebAssembly.RuntimeError});
  }
});
