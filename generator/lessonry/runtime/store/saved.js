/**
 * A saved copy of what was done in a course: one JSON file that a learner can read, keep and bring back.
 *
 * @import { State } from "./store.js"
 * @typedef {{ course: string, title: string, page: string }} Of
 * @typedef {{ state: State, saved: string, dropped: number }} Copy  `dropped`: how many entries of the
 *   file could not be read.
 * @typedef {{ fault: "foreign" | "newer" | "other" | "damaged", title: string }} Refused
 */

import { sound } from "./shape.js";

const FORMAT = "lessonry-progress";
const VERSION = 1;
/** Of a file, in bytes: browsers keep 5 million characters a site, which are less as UTF-8. */
export const LARGEST = 20e6;

/**
 * Returns the text of a saved copy.
 * @param {Of} of
 * @param {State} state
 * @param {string} saved  When, in UTC.
 */
export const written = ({ course, title, page }, state, saved) =>
  `${JSON.stringify({ format: FORMAT, version: VERSION, course, title, page, saved, state }, null, 1)}\n`;

/**
 * Returns the name of the file, which says of which course and day it is.
 * @param {string} course
 * @param {Date} day
 */
export function fileName(course, day) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const date = `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
  return `lessonry-${course.replace(/[^\p{L}\p{N}._-]+/gu, "-")}-${date}.json`;
}

/**
 * Reads a saved copy of a course, or tells why it is none.
 * @param {string} text
 * @param {string} course
 * @returns {Copy | Refused}
 */
export function opened(text, course) {
  let file;
  try {
    file = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return { fault: text.includes(`"${FORMAT}"`) ? "damaged" : "foreign", title: "" };
  }
  if (file?.format !== FORMAT) return { fault: "foreign", title: "" };
  const title = typeof file.title === "string" ? file.title.slice(0, 200) : "";
  if (Number(file.version) > VERSION) return { fault: "newer", title };
  if (typeof file.course === "string" && file.course !== course) return { fault: "other", title };
  const { state } = file;
  const isMap = typeof state === "object" && state !== null && !Array.isArray(state);
  if (file.version !== VERSION || file.course !== course || !isMap || state.version !== 1) {
    return { fault: "damaged", title };
  }
  const { quizzes, lessons, exams, notes } = sound(state);
  /** @type {State} */
  const read = { version: 1, quizzes, lessons, exams, notes };
  const saved = typeof file.saved === "string" ? file.saved : "";
  return { state: read, saved, dropped: count(state) - count(read) };
}

/**
 * Returns how many entries a state has, of whatever is one.
 * @param {any} state
 */
function count({ quizzes, lessons, exams, notes }) {
  const size = (/** @type {any} */ map) => Object.keys(Object(map)).length;
  const inside = (/** @type {any} */ map, /** @type {(one: any) => number} */ of) =>
    Object.values(Object(map)).reduce((/** @type {number} */ sum, one) => sum + of(Object(one)), 0);
  return (
    size(lessons) +
    size(notes) +
    inside(quizzes, ({ items }) => size(items)) +
    inside(exams, ({ attempts, current }) => size(attempts) + (current ? 1 : 0))
  );
}
