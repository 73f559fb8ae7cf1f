/**
 * Keeps the document of a registration in this browser, for a record store that takes statements alone.
 *
 * Such stores there are (Ralph). Without it, the learner would begin anew each time, on the same computer,
 * and who passes once more would be told of as passed once more.
 *
 * @import { Lrs } from "./lrs.js"
 */

import { named } from "./keeper.js";
import { learnerOf } from "./lrs.js";

/**
 * Returns what is kept here; nothing where nothing is.
 * @param {Lrs} lrs
 * @returns {any}
 */
export function atHome(lrs) {
  try {
    return JSON.parse(localStorage.getItem(nameOf(lrs)) || "null");
  } catch {
    return null;
  }
}

/**
 * @param {Lrs} lrs
 * @param {unknown} value
 */
export function keepAtHome(lrs, value) {
  try {
    localStorage.setItem(nameOf(lrs), JSON.stringify(value));
  } catch {
    // Blocked or full: it is kept as long as the course is open.
  }
}

/** @param {Lrs} lrs */
const nameOf = ({ activity, registration, actor }) =>
  `lessonry/kept/${named([activity, registration, learnerOf(actor).id].join("\n"))}`;
