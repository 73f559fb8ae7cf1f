/** How many questions of a course are due; that it was begun is noted for the site's other courses. */

import { standingOf } from "../course/standing.js";
import { read } from "../store/store.js";
import { outline, placesOf } from "./course.js";
import { noteBegun } from "./elsewhere.js";
import { queue } from "./schedule.js";

/** @param {string} course */
export async function dueIn(course) {
  noteBegun(course, read(course), standingOf(outline, read(course)));
  const count = (/** @type {Parameters<typeof placesOf>[1]} */ questions) =>
    queue(read(course), placesOf(outline, questions), Date.now()).due.length;
  // What is not for review is looked up only where something may be due.
  return count(undefined) && count((await import("./questions.js")).default);
}
