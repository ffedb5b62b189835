/**
 * The bench car's side of garage.wasm (src/web/garage.c): the same car, parts and control unit as in the program,
 * compiled; nothing of it is written again here. Runs take milliseconds, so they need no thread of their own.
 */
import {start} from "./wasm.js";

/** ORDER of `writers` in src/web/garage.c. */
const texts = {car: 0, hands: 1, run: 2, moments: 3, answer: 4, sound: 5, sounds: 6};
/** car_sound_rate_Hz of src/car/sound.h */
export const rate_Hz = 16000;
/** ORDER of `numbers_of` in src/web/bay.c. */
export const curves = ["t_s", "supply_V", "unit_V", "drive_V", "drive_A", "pawl_mm", "lid_mm", "phase", "awake", "running"];
const errorBytes = 600;

async function fetchBytes(name) {
  const answer = await fetch(new URL(name, import.meta.url));
  if (!answer.ok) {
    throw new Error(`${name}: ${answer.status}`);
  }
  return new Uint8Array(await answer.arrayBuffer());
}

/** The garage with its knowledge; throws an Error that says why not. */
export async function openGarage() {
  const [memory, knowledge] = await Promise.all([
    start(new URL("garage.wasm", import.meta.url)), fetchBytes("pack/knowledge.pack")]);
  return new Garage(memory, knowledge);
}

/** One bay with one car. Every method that can be refused throws an Error with the reason. */
export class Garage {
  constructor(memory, knowledge) {
    this.memory = memory;
    this.bay = this.refusable((error) => this.withBytes(knowledge,
      (at) => memory.exports.garage_open(at, knowledge.length, error)));
  }

  withBytes(bytes, use) {
    const at = this.memory.put(bytes);
    try {
      return use(at);
    } finally {
      this.memory.free(at);
    }
  }

  /** What `use` returns; 0 is a refusal, with its reason at `error`. */
  refusable(use) {
    const error = this.memory.alloc(errorBytes);
    try {
      const result = use(error);
      if (result === 0) {
        throw new Error(this.memory.read(error) || "memory ended");
      }
      return result;
    } finally {
      this.memory.free(error);
    }
  }

  async fetchCar(id) {
    this.choose(await fetchBytes(`pack/${encodeURIComponent(id)}.pack`));
  }

  choose(pack) {
    this.refusable((error) => this.withBytes(pack,
      (at) => this.memory.exports.garage_choose(this.bay, at, pack.length, error)));
  }

  /** `modes`: ids; `temperature`: 0 warm, 1 frost, 2 hard frost; `draw`: 0 takes every value at its mean. */
  set({modes = [], temperature = 0, wet = false, draw = 0}) {
    this.refusable((error) => this.memory.call("garage_set", this.bay, modes.join(" "), temperature, wet ? 1 : 0, draw, error));
  }

  /** The language of all texts from now on; "en" needs no catalogue. */
  async speak(code) {
    const bytes = code === "en" ? new Uint8Array(0) : await fetchBytes(`lang/${encodeURIComponent(code)}.mo`);
    const at = this.memory.put(bytes);
    try {
      this.refusable((error) => this.memory.exports.garage_speak(this.bay, at, bytes.length, error));
    } finally {
      if (this.catalogue) {
        this.memory.free(this.catalogue);
      }
      this.catalogue = at; // borrowed by the bay
    }
  }

  start() {
    this.memory.exports.garage_start(this.bay);
  }

  /** A hand's button or a move of the knowledge; what came of it. */
  act(id) {
    if (this.memory.call("garage_act", this.bay, id) === 0) {
      throw new Error(`${id} is not on this car`);
    }
    return this.run;
  }

  meet(seed, errs) {
    this.memory.exports.garage_meet(this.bay, seed, errs ? 1 : 0);
  }

  /** The person does the move; what is reported. */
  ask(move) {
    if (this.memory.call("garage_ask", this.bay, move) === 0) {
      throw new Error(`${move} is not known here`);
    }
    return this.json("answer");
  }

  json(name) {
    return JSON.parse(this.memory.ask("garage_text", this.bay, texts[name]));
  }

  get car() { return this.json("car"); }
  get hands() { return this.json("hands"); }
  get run() { return this.json("run"); }
  /** Which car makes which sound: id, reading, car, modes, move. */
  get sounds() { return this.json("sounds"); }
  get moments() { return this.json("moments"); }

  /** The plot's points, one Float32Array of `curves.length` numbers each, in one array; a copy. */
  get points() {
    const count = this.memory.exports.garage_point_count(this.bay);
    const at = this.memory.exports.garage_point(this.bay);
    return new Float32Array(this.memory.exports.memory.buffer.slice(at, at + 4 * count * curves.length));
  }

  /** The sound of the last run: samples from -1 to 1, at rate_Hz. */
  get samples() {
    const count = this.memory.exports.garage_sample_count(this.bay);
    const at = this.memory.exports.garage_sample(this.bay);
    return Float32Array.from(new Int16Array(this.memory.exports.memory.buffer, at, count), (sample) => sample / 32768);
  }

  /** The same as a picture, once `samples` have been asked for. */
  get soundPicture() {
    return this.memory.ask("garage_text", this.bay, texts.sound);
  }
}
