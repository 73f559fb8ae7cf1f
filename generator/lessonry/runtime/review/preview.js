/**
 * What a saved copy would change, in words; or why a file is none.
 *
 * @import { Count, Difference } from "../store/difference.js"
 * @import { Copy, Refused } from "../store/saved.js"
 */

import { el } from "../dom.js";
import { counted, say } from "../words.js";
import { dayWords } from "./when.js";

/**
 * Returns what a copy would change, in numbers.
 * @param {Copy} copy
 * @param {Difference} difference
 */
export function preview({ dropped, saved }, { answers, attempts, changes, lessons, others }) {
  const day = Date.parse(saved);
  const from = Number.isFinite(day) && say("Saved: {day}.", { day: dayWords(day, Date.now()) });
  const rows = [
    ...about(
      lessons,
      (n) => counted(n, "{n} lesson comes in.", "{n} lessons come in."),
      (n) => counted(n, "{n} lesson is newer in the copy.", "{n} lessons are newer in the copy."),
      (n) =>
        counted(n, "{n} lesson is newer here and stays.", "{n} lessons are newer here and stay."),
    ),
    ...about(
      answers,
      (n) => counted(n, "{n} answer comes in.", "{n} answers come in."),
      (n) => counted(n, "{n} answer is newer in the copy.", "{n} answers are newer in the copy."),
      (n) =>
        counted(n, "{n} answer is newer here and stays.", "{n} answers are newer here and stay."),
    ),
    ...about(
      attempts,
      (n) => counted(n, "{n} attempt at an exam comes in.", "{n} attempts at exams come in."),
      (n) =>
        counted(
          n,
          "{n} attempt at an exam is newer in the copy.",
          "{n} attempts at exams are newer in the copy.",
        ),
      (n) =>
        counted(
          n,
          "{n} attempt at an exam is newer here and stays.",
          "{n} attempts at exams are newer here and stay.",
        ),
    ),
    ...about(
      others,
      (n) => counted(n, "{n} review or choice comes in.", "{n} reviews and choices come in."),
      (n) =>
        counted(
          n,
          "{n} review or choice is newer in the copy.",
          "{n} reviews and choices are newer in the copy.",
        ),
      (n) =>
        counted(
          n,
          "{n} review or choice is newer here and stays.",
          "{n} reviews and choices are newer here and stay.",
        ),
    ),
  ];
  const unread = counted(
    dropped,
    "{n} entry of the file could not be read and is left out.",
    "{n} entries of the file could not be read and are left out.",
  );
  const few = changes && !rows.length ? [say("A few small things are newer in the copy.")] : rows;
  return [
    from && el("p", { class: "lr-small" }, from),
    few.length > 0 && el("ul", {}, ...few.map((text) => el("li", {}, text))),
    dropped > 0 && el("p", {}, unread),
  ].filter((part) => part !== false);
}

/**
 * @param {Count} count
 * @param {(n: number) => string} added
 * @param {(n: number) => string} newer
 * @param {(n: number) => string} kept
 */
const about = (count, added, newer, kept) => [
  ...(count.added ? [added(count.added)] : []),
  ...(count.newer ? [newer(count.newer)] : []),
  ...(count.kept ? [kept(count.kept)] : []),
];

/**
 * Returns why a file is not taken.
 * @param {Refused} refused
 * @param {string} ours  This course's title.
 */
export function refusal({ fault, title }, ours) {
  if (fault === "other" && title) {
    return say("This copy belongs to the course “{theirs}”, and this page to “{ours}”.", {
      theirs: title,
      ours,
    });
  }
  if (fault === "other") return say("This copy belongs to another course.");
  if (fault === "newer") {
    return say(
      "This copy was saved by a newer version of the course's pages. Reload this page, then try again.",
    );
  }
  if (fault === "damaged")
    return say("This copy is damaged: a part of the file is missing or changed.");
  return say("This file is no saved copy of a course.");
}
