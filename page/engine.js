/**
 * The page's side of the worker: `await engine.hear("saw press-fob silence")`. Every call of page/worker.js is a
 * method here; each returns a promise that is rejected with an Error whose message is for people.
 */
import {compile} from "./wasm.js";

export async function startEngine() {
  const waiting = new Map();
  let count = 0;
  const worker = new Worker(new URL("worker.js", import.meta.url), {type: "module"});

  const fail = (reason) => {
    waiting.forEach(({reject}) => reject(new Error(reason)));
    waiting.clear();
  };
  worker.addEventListener("message", ({data: {id, result, error}}) => {
    const {resolve, reject} = waiting.get(id) ?? {};
    waiting.delete(id);
    if (error === undefined) {
      resolve?.(result);
    } else {
      reject?.(new Error(error));
    }
  });
  worker.addEventListener("error", (event) => fail(event.message || "the engine could not be started"));

  const call = (name, ...values) => new Promise((resolve, reject) => {
    waiting.set(++count, {resolve, reject});
    worker.postMessage({id: count, call: name, values});
  });
  await call("start", await compile(new URL("engine.wasm", import.meta.url)));
  return new Proxy({}, {get: (_, name) => (name === "then" ? undefined : (...values) => call(name, ...values))});
}
