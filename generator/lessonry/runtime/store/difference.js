/**
 * What bringing a saved copy back would change here: counted before anything is.
 *
 * @import { State } from "./store.js"
 * @typedef {{ added: number, newer: number, kept: number }} Count  What is not here yet, what is newer
 *   in the copy, and what is newer here and stays.
 * @typedef {{ lessons: Count, answers: Count, attempts: Count, others: Count, changes: boolean }}
 *   Difference
 */

import { merge } from "./merge.js";

/** The beginning of the names of what is remembered about copies themselves. */
const ABOUT_COPIES = "review/";

/**
 * Returns what a copy would change.
 * @param {State} ours
 * @param {State} theirs
 * @returns {Difference}
 */
export function difference(ours, theirs) {
  const merged = merge(ours, theirs);
  const views = [ours, theirs, merged];
  const [answers, attempts] = [views.map(answersOf), views.map(attemptsOf)];
  return {
    lessons: count(ours.lessons, theirs.lessons, merged.lessons),
    answers: count(answers[0], answers[1], answers[2]),
    attempts: count(attempts[0], attempts[1], attempts[2]),
    others: count(ours.notes, notesOf(theirs), merged.notes),
    changes: !same(ours, merged),
  };
}

/**
 * @param {Record<string, unknown>} ours
 * @param {Record<string, unknown>} theirs
 * @param {Record<string, unknown>} merged
 * @returns {Count}
 */
function count(ours, theirs, merged) {
  const made = { added: 0, newer: 0, kept: 0 };
  for (const [name, their] of Object.entries(theirs)) {
    if (merged[name] === undefined) continue;
    if (ours[name] === undefined) made.added += 1;
    else if (!same(ours[name], merged[name])) made.newer += 1;
    else if (!same(ours[name], their)) made.kept += 1;
  }
  return made;
}

/**
 * Returns what is remembered of the course, and no copy of it.
 * @param {State} state
 */
const notesOf = ({ notes }) =>
  Object.fromEntries(Object.entries(notes).filter(([name]) => !name.startsWith(ABOUT_COPIES)));

/**
 * Returns each item that has an answer, whichever quiz it is of.
 * @param {State} state
 */
const answersOf = ({ quizzes }) =>
  flat(
    Object.entries(quizzes).map(([quiz, { items }]) => [
      quiz,
      Object.entries(items).filter(([, { response }]) => response.length),
    ]),
  );

/**
 * Returns each attempt at an exam, with that which is not handed in yet.
 * @param {State} state
 */
const attemptsOf = ({ exams }) =>
  flat(
    Object.entries(exams).map(([exam, { attempts, current }]) => [
      exam,
      [...attempts, ...(current ? [current] : [])].map((one) => [one.id, one]),
    ]),
  );

/**
 * @param {[string, [string, unknown][]][]} groups
 * @returns {Record<string, unknown>}
 */
const flat = (groups) =>
  Object.fromEntries(
    groups.flatMap(([group, entries]) =>
      entries.map(([name, value]) => [`${group}\n${name}`, value]),
    ),
  );

/**
 * Returns whether two JSON values say the same, in whatever order.
 * @param {any} one
 * @param {any} other
 * @returns {boolean}
 */
export function same(one, other) {
  if (Object(one) !== one || Object(other) !== other) return one === other;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => same(one[name], other[name]));
}
