/** The car, drawn: fetched once per car, shaded and marked by drawing.js after every answer. */
import {drawCar} from "./drawing.js";
import {dress, make, show} from "./make.js";
import {say} from "./say.js";

const drawn = new WeakMap(); // panel -> {id, update}

export async function showCar(place, app, screen) {
  const before = drawn.get(place);
  if (before?.id === screen.car.id) {
    before.update(screen);
    return;
  }
  await dress("drawing.css");
  const answer = await fetch(new URL(`cars/${encodeURIComponent(screen.car.id)}.svg`, import.meta.url));
  if (!answer.ok) {
    show(place, make("h3", {tabindex: "-1"}, say("The car")), make("p", {}, say("The drawing could not be loaded.")));
    return;
  }
  const root = make("div", {class: "drawing"});
  show(place, make("h3", {tabindex: "-1"}, say("The car")), root);
  const {update} = drawCar(root, await answer.text(), screen);
  drawn.set(place, {id: screen.car.id, update});
}
