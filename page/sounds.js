/**
 * Sounds to compare with ("like this one"): each is the run of a simulated car, computed when the panel unfolds, to hear
 * and to see. Where the step on the screen asks for such a sound, it can be given as the answer.
 */
import {soundParts} from "./bench_sound.js";
import {openGarage} from "./garage.js";
import {dress, make, show} from "./make.js";
import {say} from "./say.js";

const names = () => ({silence: say("Nothing at all"), relay: say("A click from the cabin only"),
  stroke: say("One motor stroke at the lid"), stall: say("A knock at the lid: the motor strains and stands"),
  hum: say("A long hum"), "weak-clicks": say("Weak, repeated clicks"),
  release: say("The latch lets go, the lid stays down"), opens: say("The latch lets go and the lid rises")});

let computed = null; // [{id, reading, samples, picture}]: the same for every step and car

async function compute() {
  const garage = await openGarage();
  const sounds = [];
  let car = null;
  for (const {id, reading, car: wanted, modes, move} of garage.sounds) {
    if (wanted !== car) {
      await garage.fetchCar(wanted);
      car = wanted;
    }
    garage.set({modes});
    garage.start();
    garage.act(move);
    const samples = garage.samples;
    sounds.push({id, reading, samples, picture: garage.soundPicture});
  }
  return sounds;
}

export async function showSounds(place, app, screen, hear) {
  const heading = make("h3", {tabindex: "-1"}, say("Sounds to compare with"));
  if (!computed) {
    show(place, heading, make("p", {role: "status"}, say("Working out the sounds…")));
    try {
      await dress("bench.css");
      computed = await compute();
    } catch (problem) {
      show(place, heading, make("p", {class: "notice"}, say("The sounds could not be loaded.")), make("p", {class: "small"}, problem.message));
      return;
    }
  }
  const readings = new Set(screen.step?.readings.map(({reading}) => reading));
  show(place, heading,
    make("p", {class: "small"}, say("Computed from the simulated motor and latch of a sedan, not recorded: your car sounds alike, not the same.")),
    computed.map(({id, reading, samples, picture}) => make("section", {class: "sound", "data-sound": id},
      make("h4", {}, names()[id] ?? id), soundParts(samples, picture, {name: names()[id] ?? id}),
      readings.has(reading) ? make("button", {type: "button", class: "also", "data-like": reading,
        onclick: () => hear(`saw ${screen.step.move} ${reading}`)}, say("Like this one")) : null)));
}
