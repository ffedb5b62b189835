/**
 * What the device keeps: the dialogue (the engine's own saved text), the language, the country. A tab keeps its own
 * dialogue too, so that a second tab takes nothing from it; what a new tab finds is the last one. Storage may be refused
 * (private mode) or full: then everything goes on in memory, and `kept()` is false.
 */
const memory = new Map();
const own = new Set(["session", "kept"]);
const refused = new Set(); // keys that the device does not keep

/** Uses the device's storages for a key, one after the other, and notes whether one of them refuses. */
function use(key, storages) {
  refused.delete(key);
  for (const place of own.has(key) ? ["sessionStorage", "localStorage"] : ["localStorage"]) {
    try {
      storages(window[place], `decklid.${key}`);
    } catch {
      refused.add(key);
    }
  }
}

/** True as long as the device keeps what it is given. */
export const kept = () => refused.size === 0;

export function read(key) {
  if (memory.has(key)) {
    return memory.get(key);
  }
  const found = [];
  use(key, (storage, name) => found.push(storage.getItem(name)));
  return found.find((text) => text !== null) ?? null;
}

export function write(key, text) {
  memory.set(key, text);
  use(key, (storage, name) => storage.setItem(name, text));
}

export function remove(key) {
  memory.delete(key);
  use(key, (storage, name) => storage.removeItem(name));
}
