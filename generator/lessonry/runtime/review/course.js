/**
 * The course that is reviewed: where its quizzes are placed, and where its pages lie.
 *
 * @import { Outline } from "../outline.js"
 * @import { Questions } from "./questions.js"
 * @import { Placed } from "./schedule.js"
 */

import outline from "../outline.js";

const ROOT = new URL("../../", import.meta.url);

export { outline };

/**
 * Returns the whole address of a page of the course.
 * @param {string} url  As the outline has it.
 */
export const addressOf = (url) => new URL(url, ROOT).href;

/**
 * Returns where each practice quiz is placed first; what only a code opens is left out.
 * @param {Outline} course
 * @param {Questions} [questions]
 * @returns {Record<string, Placed>}
 */
export function placesOf({ modules }, { quizzes } = { objectives: [], quizzes: {} }) {
  /** @type {Record<string, Placed>} */
  const places = {};
  for (const { id: module, lessons } of modules) {
    for (const { access, id: lesson, quizzes: placed } of lessons) {
      if (access === "full") continue;
      for (const { asked, id, prints } of placed) {
        places[id] ??= { lesson, module, asked, prints, apart: quizzes[id]?.apart ?? [] };
      }
    }
  }
  return places;
}

/**
 * Returns a lesson of the course.
 * @param {string} id
 */
export const lessonOf = (id) =>
  outline.modules.flatMap(({ lessons }) => lessons).find((lesson) => lesson.id === id);
