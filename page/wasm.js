/**
 * One WebAssembly module of ours and its memory: text goes in and comes out as UTF-8 ended by a zero. The
 * modules are plain C without files or clock, so every system call they might ask for is refused.
 */
const refused = 52; // WASI errno ENOSYS

/** Imports for whatever the module declares; stopping is the only call with a meaning. */
function imports(module) {
  const given = {};
  for (const {module: room, name} of WebAssembly.Module.imports(module)) {
    given[room] ??= {};
    given[room][name] = name === "proc_exit" ? () => { throw new Error("the engine stopped"); } : () => refused;
  }
  return given;
}

/** Fetches and compiles; throws an Error that names the file. */
export async function compile(url) {
  const answer = await fetch(url);
  if (!answer.ok) {
    throw new Error(`${url}: ${answer.status}`);
  }
  return WebAssembly.compile(await answer.arrayBuffer());
}

/** Starts a compiled module. */
export async function startModule(module) {
  const {exports} = await WebAssembly.instantiate(module, imports(module));
  exports._initialize();
  return new Memory(exports);
}

/** Fetches, compiles and starts. */
export const start = async (url) => startModule(await compile(url));

/** Starts a module from its bytes. */
export const startBytes = async (bytes) => startModule(await WebAssembly.compile(bytes));

/** Calls with text. `exports` stay reachable as `memory.exports`. */
class Memory {
  constructor(exports) {
    this.exports = exports;
    this.alloc = exports.web_alloc;
    this.free = exports.web_free;
  }

  /** A copy of the bytes, ended by a zero; give it back with free. */
  put(bytes) {
    const at = this.alloc(bytes.length + 1);
    if (at === 0) {
      throw new Error("memory ended");
    }
    const all = new Uint8Array(this.exports.memory.buffer);
    all.set(bytes, at);
    all[at + bytes.length] = 0;
    return at;
  }

  /** The text that stands at an address. */
  read(at) {
    const all = new Uint8Array(this.exports.memory.buffer);
    return new TextDecoder().decode(all.slice(at, all.indexOf(0, at)));
  }

  /** Takes a returned text over and gives its memory back. */
  take(at) {
    if (at === 0) {
      throw new Error("memory ended");
    }
    const text = this.read(at);
    this.free(at);
    return text;
  }

  /** Calls `exports[name]` with numbers as they are and texts as addresses that live as long as the call. */
  call(name, ...values) {
    const texts = values.map((value) => (typeof value === "string" ? this.put(new TextEncoder().encode(value)) : 0));
    try {
      return this.exports[name](...values.map((value, k) => texts[k] || value));
    } finally {
      texts.filter((at) => at !== 0).forEach((at) => this.free(at));
    }
  }

  /** The same for a function that returns a text. */
  ask(name, ...values) {
    return this.take(this.call(name, ...values));
  }
}
