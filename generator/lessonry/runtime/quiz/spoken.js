/** What things of an item are called in names of buttons and in what is read out. */

import { say } from "../words.js";

const LONGEST = 60;
const QUOTES = '“„«"‘「『';

/**
 * Returns the text of a place in one line and in quotation marks, of pictures what stands for them.
 * @param {Element} place
 */
export function quoted(place) {
  const copy = /** @type {Element} */ (place.cloneNode(true));
  for (const image of copy.querySelectorAll("img")) image.replaceWith(` ${image.alt} `);
  const text = (copy.textContent ?? "").replace(/\s+/g, " ").trim();
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST).replace(/\s+\S*$/, "")} …` : text;
  // What is in quotation marks already needs no second pair.
  const isQuoted = short !== "" && QUOTES.includes(short[0]);
  return isQuoted ? short : say("“{text}”", { text: short });
}

/**
 * Says something to whoever listens, in the place that an item has for it.
 * @param {HTMLFormElement} form
 * @param {string} text
 */
export function announce(form, text) {
  form.querySelector("[data-lr-said]")?.replaceChildren(text);
}

/**
 * Tells the form that scripts changed its answer, as a control of the browser's own would.
 * @param {EventTarget} place
 */
export function changed(place) {
  for (const name of ["input", "change"]) place.dispatchEvent(new Event(name, { bubbles: true }));
}
