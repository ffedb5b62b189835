/** Sounds to compare with: each run of a simulated car, computed when it is asked for, heard or seen. */
import {openGarage} from "./garage.js";
import {make, show} from "./make.js";
import {say} from "./say.js";

export async function showSounds(place) { show(place, make("h3", {tabindex: "-1"}, say("Sounds"))); }
