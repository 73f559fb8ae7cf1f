/** Sentences about lessons: how long the rest takes, which ones have to be done first. */

import outline from "../outline.js";
import { counted, LANGUAGE, say } from "../words.js";

const HOURS_FROM = 90;
const MOST = 3;

/** @import { OutlinedLesson } from "../outline.js" */

/** @returns {OutlinedLesson[]} */
export const lessons = () => outline.modules.flatMap((module) => module.lessons);

/**
 * Returns how long the rest takes: `45 minutes left`, `about 2.5 hours left`; nothing for no time.
 * @param {number} minutes
 */
export function timeLeft(minutes) {
  if (!minutes) return "";
  if (minutes < HOURS_FROM) return counted(minutes, "{n} minute left", "{n} minutes left");
  const hours = Math.round(minutes / 30) / 2;
  const n = new Intl.NumberFormat(LANGUAGE, { numberingSystem: "latn" }).format(hours);
  return counted(hours, "about {n} hour left", "about {n} hours left", { n });
}

/**
 * Returns what a closed lesson or exam waits for.
 * @param {string[]} waits
 */
export function waitsFor(waits) {
  if (waits.length > MOST) {
    return counted(
      waits.length,
      "Opens when {n} more lesson is done.",
      "Opens when {n} more lessons are done.",
    );
  }
  const titles = lessons().flatMap(({ id, title }) =>
    waits.includes(id) ? [say("“{text}”", { text: isolated(title) })] : [],
  );
  const listed = new Intl.ListFormat(LANGUAGE, { type: "conjunction" }).format(titles);
  return say("Opens after {lessons}.", { lessons: listed });
}

/**
 * Returns a title such that the words around it keep their places, whatever its own direction is.
 * @param {string} title
 */
export const isolated = (title) =>
  document.documentElement.dir === "rtl" ? `\u2068${title}\u2069` : title;
