/**
 * What the last run sounded like: played after a tap, and drawn for those who cannot hear it. The samples are
 * computed from the simulated motor, latch and lid (src/car/sound.h).
 */
import {rate_Hz} from "./garage.js";
import {make, show} from "./make.js";
import {say} from "./say.js";

let speaker = null; // one for the page: browsers allow few

/** The picture as elements; it comes from our own module, and still nothing in it may run. */
function picture(text) {
  const {documentElement} = new DOMParser().parseFromString(text, "image/svg+xml");
  return documentElement.localName === "svg" ? document.importNode(documentElement, true) : null;
}

async function play(samples) {
  speaker ??= new AudioContext();
  await speaker.resume();
  const buffer = speaker.createBuffer(1, samples.length, rate_Hz);
  buffer.copyToChannel(samples, 0);
  const source = new AudioBufferSourceNode(speaker, {buffer});
  source.connect(speaker.destination);
  source.start();
}

const isSilent = (samples) => samples.every((sample) => sample === 0);

/** Button and picture of a sound; `ids` name them for others, `ids.name` the sound for a screen reader. Silence is said in words. */
export function soundParts(samples, drawn, ids = {}) {
  if (isSilent(samples)) {
    return [make("p", {class: "small", id: ids.silent}, say("Nothing to be heard."))];
  }
  const problem = make("p", {class: "small", role: "status"});
  const listen = () => play(samples).catch(() => { problem.textContent = say("This device plays no sound now. It is drawn below."); });
  return [
    make("button", {type: "button", class: "also", id: ids.listen, onclick: listen},
      say("Listen ({0} s)", (samples.length / rate_Hz).toFixed(1))), problem,
    make("figure", {class: "heard"}, make("div", {class: "wide", tabindex: 0, role: "region", "aria-label": ids.name ? `${say("The sound, drawn")}: ${ids.name}` : say("The sound, drawn")},
      picture(drawn)), make("figcaption", {class: "small"}, say("Heard half a metre from the latch.")))];
}

/** The garage's last run. */
export function showSound(place, garage) {
  const samples = garage.samples;
  show(place, soundParts(samples, isSilent(samples) ? "" : garage.soundPicture, {listen: "bench-listen", silent: "bench-silent"}));
}
