/**
 * The ratings that a learner gave, as they are kept and as they go out with an exam.
 *
 * @import { State } from "../store/store.js"
 */

export const PREFIX = "rating/";
const STEP = /^[1-5]$/;

/**
 * Returns the ratings that were given, by the lessons' identifiers.
 * @param {State} state
 * @returns {Record<string, number>}
 */
export const ratings = ({ notes }) =>
  Object.fromEntries(
    Object.entries(notes)
      .filter(([name, { value }]) => name.startsWith(PREFIX) && STEP.test(value))
      .map(([name, { value }]) => [name.slice(PREFIX.length), Number(value)])
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
