/** The bench car in WebAssembly is the car of the program: bit for bit, on every car, move for move. */
import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {readFileSync} from "node:fs";
import {test} from "node:test";
import {fileURLToPath} from "node:url";
import {curves, Garage} from "../../page/garage.js";
import {startBytes} from "../../page/wasm.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (path) => new Uint8Array(readFileSync(`${root}${path}`));
const pack = (name) => read(`build/pack/${name}.pack`);
const decklid = (...words) => execFileSync(`${root}build/host/decklid`, words, {cwd: root, encoding: "utf8"});
const cars = decklid("cars", "--ids").trim().split(/\s+/);
const temperatures = ["warm", "frost", "hard-frost"];
const movesAtOnce = 16; // of `decklid sim`

const open = async () => new Garage(await startBytes(read("build/wasm/garage.wasm")), pack("knowledge"));

/** What the program says of these moves, one after the other: reading and state. */
function onTheHost(car, {modes, temperature, wet, draw}, moves) {
  const words = ["sim", "--car", car, "--hash", "--seed", String(draw), "--do", moves.join(","),
    "--at", `temperature=${temperatures[temperature]}`, "--at", `wet=${wet ? "yes" : "no"}`,
    ...modes.flatMap((mode) => ["--fault", mode])];
  const said = decklid(...words);
  const readings = [...said.matchAll(/^(\S+) +(\S+)$/gm)].map(([, move, reading]) => ({move, reading}));
  const hashes = [...said.matchAll(/^ {4}state ([0-9a-f]{16})$/gm)].map(([, hash]) => hash);
  return readings.map((one, k) => ({...one, hash: hashes[k]}));
}

/** Three ways the car can be, by its own list: whole; one fault; another with a setting, in the cold and wet. */
function situations(garage) {
  const modes = garage.car.modes.filter(({is}) => is !== "variant");
  const pick = (k) => modes[(k * 7919) % modes.length].id;
  return [
    {modes: [], temperature: 0, wet: false, draw: 0},
    {modes: [pick(3)], temperature: 1, wet: false, draw: 11},
    {modes: [...new Set([pick(5), "locking=locked"])], temperature: 2, wet: true, draw: 4242},
  ];
}

test("all fifteen cars are there", () => assert.equal(cars.length, 15));

for (const car of cars) {
  test(`${car} does in WebAssembly what it does in the program`, async () => {
    const garage = await open();
    garage.choose(pack(car));
    const moves = garage.hands.moves.map(({id}) => id);
    assert.ok(moves.length > movesAtOnce);
    for (const [k, situation] of situations(garage).entries()) {
      try {
        garage.set(situation);
      } catch {
        situation.modes.pop(); // the picked one has the axis of the setting
        garage.set(situation);
      }
      const some = Array.from({length: movesAtOnce}, (_, j) => moves[(k * movesAtOnce + j) % moves.length]);
      garage.start();
      const here = some.map((move) => {
        const {reading, hash} = garage.act(move);
        return {move, reading, hash};
      });
      assert.equal(here.length, movesAtOnce);
      assert.deepEqual(here, onTheHost(car, situation, some));
    }
  });
}

test("a state differs when the car differs", async () => {
  const garage = await open();
  garage.choose(pack("hatchback"));
  const first = garage.act("press-fob").hash;
  garage.set({draw: 2});
  assert.notEqual(garage.act("press-fob").hash, first);
  garage.set({});
  assert.equal(garage.act("press-fob").hash, first);
});

test("a damaged pack is refused with its place", async () => {
  const garage = await open();
  const bytes = pack("hatchback");
  bytes[100] ^= 1;
  assert.throws(() => garage.choose(bytes), /car\.pack:1:17: expected a whole pack, found a damaged one/);
  assert.throws(() => garage.act("press-fob"), /not on this car/);
});

test("YAML is refused, for there is no reader for it here", async () => {
  const memory = await startBytes(read("build/wasm/garage.wasm"));
  const yaml = read("knowledge/parts.yaml");
  assert.throws(() => new Garage(memory, yaml), /expected a pack, found something else/);
});

test("points of the plot are in time, and as many numbers as curves", async () => {
  const garage = await open();
  garage.choose(pack("bmw-328i-e90"));
  garage.act("fob-lid");
  garage.act("lid-down");
  const points = garage.points;
  assert.equal(points.length % curves.length, 0);
  assert.ok(points.length > 50 * curves.length);
  for (let k = curves.length; k < points.length; k += curves.length) {
    assert.ok(points[k] > points[k - curves.length]);
  }
});

test("a person beside the car mends it by unlocking it", async () => {
  const garage = await open();
  garage.choose(pack("modern-sedan"));
  garage.set({modes: ["locking=locked"]});
  garage.meet(1, false);
  assert.equal(garage.ask("press-cabin").opened, false);
  assert.deepEqual(garage.ask("unlock-then-press"),
    {move: "unlock-then-press", reading: "opens", words: "It opens", opened: true});
});
