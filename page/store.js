/**
 * What the device keeps: the dialogue (the engine's own saved text), the language, the country. Storage may be
 * refused (private mode) or full: then everything goes on in memory and `kept()` is false.
 */
const memory = new Map();
let works = true;

function attempt(use, otherwise) {
  try {
    return use();
  } catch {
    works = false;
    return otherwise();
  }
}

/** True as long as the device keeps what it is given. */
export const kept = () => works;

export function read(key) {
  return attempt(() => localStorage.getItem(`decklid.${key}`), () => null) ?? memory.get(key) ?? null;
}

export function write(key, text) {
  memory.set(key, text);
  attempt(() => localStorage.setItem(`decklid.${key}`, text), () => {});
}

export function remove(key) {
  memory.delete(key);
  attempt(() => localStorage.removeItem(`decklid.${key}`), () => {});
}
