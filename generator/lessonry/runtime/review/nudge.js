/**
 * A quiet reminder to save a copy: where much was done since the last one, and that is a while ago.
 *
 * @import { State } from "../store/store.js"
 * @import { Owner } from "./keeping.js"
 */

import { button, el } from "../dom.js";
import { IS_HOSTED } from "../store/learner.js";
import { remember } from "../store/store.js";
import { counted, say } from "../words.js";
import { SAVED, saveCopy } from "./keeping.js";

const LATER = "review/later";
/** How many answers are much, and how many milliseconds a while. */
const MUCH = 20;
const WHILE = 14 * 864e5;

/**
 * Returns how many answers no copy has, where it is time to say so; nothing otherwise.
 * @param {State} state
 * @param {number} now
 */
export function unsaved({ notes, quizzes }, now) {
  const saved = notes[SAVED]?.value ?? "";
  const items = Object.values(quizzes).flatMap(({ items }) => Object.values(items));
  const since = items.filter(({ at, response }) => response.length && at > saved);
  const reviews = Object.entries(notes).filter(
    ([name, { at }]) => name.startsWith("due/") && at > saved,
  );
  const oldest = since.reduce((first, { at }) => (at < first ? at : first), "9");
  const isWhile = (/** @type {string} */ at) => now - (Date.parse(at) || 0) >= WHILE;
  const isTime = isWhile(saved || oldest) && isWhile(notes[LATER]?.at ?? "");
  const count = since.length + reviews.length;
  return count >= MUCH && isTime ? count : 0;
}

/**
 * Returns the reminder; nothing where it is not time for it.
 * @param {State} state
 * @param {Owner} owner
 */
export function nudge(state, owner) {
  const count = unsaved(state, Date.now());
  // An LMS has one, as far as it goes.
  if (!count || IS_HOSTED) return null;
  const later = async () => {
    await remember(owner.course, LATER, "1");
    owner.changed();
  };
  return el(
    "div",
    { class: "lr-notice lr-progress-nudge" },
    el(
      "p",
      {},
      counted(
        count,
        "{n} answer is in this browser alone. A saved copy keeps it if the browser tidies up.",
        "{n} answers are in this browser alone. A saved copy keeps them if the browser tidies up.",
      ),
    ),
    el(
      "div",
      { class: "lr-actions" },
      button(say("Save a copy"), () => saveCopy(owner)),
      button(say("Not now"), later, "plain"),
    ),
  );
}
