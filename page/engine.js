/**
 * The page's side of the worker: `await engine.hear("saw press-fob silence")`. Every call of page/worker.js is a
 * method here; each returns a promise that is rejected with an Error whose message is for people. An engine that broke
 * down in the middle of something is not asked again.
 */
import {compile} from "./wasm.js";

/** `onStop(error)` is told once, if the engine breaks down after it was started. */
export async function startEngine(onStop = () => {}) {
  const waiting = new Map();
  let count = 0;
  let started = false;
  let broken = null;
  const worker = new Worker(new URL("worker.js", import.meta.url), {type: "module"});

  const stop = (reason) => {
    if (broken) {
      return;
    }
    broken = new Error(reason);
    worker.terminate();
    waiting.forEach(({reject}) => reject(broken));
    waiting.clear();
    if (started) {
      onStop(broken);
    }
  };
  worker.addEventListener("message", ({data: {id, result, error, stopped}}) => {
    if (stopped) {
      stop(error);
      return;
    }
    const {resolve, reject} = waiting.get(id) ?? {};
    waiting.delete(id);
    if (error === undefined) {
      resolve?.(result);
    } else {
      reject?.(new Error(error));
    }
  });
  worker.addEventListener("error", (event) => stop(event.message || "worker.js"));
  worker.addEventListener("messageerror", () => stop("worker.js"));

  const call = (name, ...values) => broken ? Promise.reject(broken) : new Promise((resolve, reject) => {
    waiting.set(++count, {resolve, reject});
    worker.postMessage({id: count, call: name, values});
  });
  try {
    await call("start", await compile(new URL("engine.wasm", import.meta.url)));
  } catch (problem) {
    stop(problem.message);
    throw problem;
  }
  started = true;
  return new Proxy({}, {get: (_, name) => (name === "then" ? undefined : (...values) => call(name, ...values))});
}
