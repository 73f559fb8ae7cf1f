/** The number of questions that are due, beside the link to My progress on the course's home. */

import { standingOf } from "../course/standing.js";
import { listen, read } from "../store/store.js";
import { counted } from "../words.js";
import { outline, placesOf } from "./course.js";
import { noteBegun } from "./elsewhere.js";
import { queue } from "./schedule.js";

/**
 * Shows the number, and keeps it right.
 * @param {HTMLElement} place
 */
export async function mount(place) {
  const course = place.dataset.lrCourse ?? "";
  noteBegun(course, read(course), standingOf(outline, read(course)));
  await show(place, course);
  listen(course, () => place.isConnected && show(place, course));
}

/**
 * @param {HTMLElement} place
 * @param {string} course
 */
async function show(place, course) {
  const number = await dueIn(course);
  place.textContent = number
    ? counted(number, "{n} question to review", "{n} questions to review")
    : "";
}

/** @param {string} course */
async function dueIn(course) {
  const count = (/** @type {Parameters<typeof placesOf>[1]} */ questions) =>
    queue(read(course), placesOf(outline, questions), Date.now()).due.length;
  // What is not for review is looked up only where something may be due.
  return count(undefined) && count((await import("./questions.js")).default);
}
