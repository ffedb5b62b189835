/**
 * The page's own words. The English sentence is the key; the other languages are in the catalogue that the
 * engine uses too (gettext .mo), read here for the page's share. Formatting follows the locale, amounts stay in
 * their own currency.
 */
export const languages = {en: "English", de: "Deutsch", es: "Español", ru: "Русский"};
const rightToLeft = new Set(["ar", "fa", "he", "ur"]);

let table = new Map();
let current = "en";

/** The pairs of a .mo file (GNU gettext manual, "The Format of GNU MO Files"). */
function pairs(buffer) {
  const view = new DataView(buffer);
  const little = view.getUint32(0, true) === 0x950412de;
  const number = (at) => view.getUint32(at, little);
  const text = (at) => new TextDecoder().decode(new Uint8Array(buffer, number(at + 4), number(at)));
  const found = new Map();
  for (let k = 0; k < number(8); k++) {
    found.set(text(number(12) + 8 * k), text(number(16) + 8 * k));
  }
  return found;
}

/** Loads a language; English needs nothing. Throws if its catalogue cannot be had: the old one stays. */
export async function speak(code) {
  if (code !== "en") {
    const answer = await fetch(new URL(`lang/${code}.mo`, import.meta.url));
    if (!answer.ok) {
      throw new Error(`lang/${code}.mo: ${answer.status}`);
    }
    table = pairs(await answer.arrayBuffer());
  } else {
    table = new Map();
  }
  current = code;
  document.documentElement.lang = code;
  document.documentElement.dir = rightToLeft.has(code) ? "rtl" : "ltr";
}

export const language = () => current;

/** The sentence in the language of the page; `{0}`, `{1}` are filled in with the values. */
export function say(english, ...values) {
  const sentence = table.get(english) || english;
  return sentence.replace(/\{(\d)\}/g, (whole, k) => values[k] ?? whole);
}

/** The language that the device prefers, among ours. */
export function preferred() {
  const wanted = (navigator.languages ?? [navigator.language ?? "en"]).map((tag) => tag.slice(0, 2).toLowerCase());
  return wanted.find((code) => code in languages) ?? "en";
}

const locale = () => (current === "en" ? navigator.language?.startsWith("en") ? navigator.language : "en" : current);

const formats = new Map(); // a new one costs a phone as much as drawing a step

/** A number without a fraction, as the locale writes it. */
function written(value, style = {}) {
  const key = [locale(), ...Object.values(style)].join(" ");
  if (!formats.has(key)) {
    formats.set(key, new Intl.NumberFormat(locale(), {...style, maximumFractionDigits: 0}));
  }
  return formats.get(key).format(value);
}

export const percent = (p) => written(p, {style: "percent"});

/** Whole minutes: nobody beside a car reads seconds. */
export const minutes = (value) => (value > 0 && value < 1 ? say("under a minute") : say("{0} min", written(value)));

export const money = (value, currency) => written(value, {style: "currency", currency});

/** Prepares the above while the person still reads the first screen. */
export function warmUp() {
  minutes(2);
  percent(1);
  money(1, "USD");
}

/** Ids such as "hard-frost" where a text is missing: what the catalogue has for them, else the words apart. */
export const words = (id) => table.get(id) || say(id.replaceAll("-", " "));

/** The same, as an answer begins. */
export const capital = (text) => text.slice(0, 1).toLocaleUpperCase(locale()) + text.slice(1);
