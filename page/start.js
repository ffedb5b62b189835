/**
 * All of the page that the first question needs, and what the other modules share with it. tools/page makes one file of
 * it, so that a phone asks once; there the other modules find these names here.
 */
import "./app.js";
export {goneForward} from "./back.js";
export {startEngine} from "./engine.js";
export {dress, make, show} from "./make.js";
export {language, minutes, money, percent, say, words} from "./say.js";
