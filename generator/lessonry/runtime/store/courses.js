/**
 * Which courses of lessonry a learner has begun on this site: a small list beside their states.
 *
 * Courses on one origin could read each other's states; they read this list alone, and believe
 * nothing in it that does not fit.
 *
 * @typedef {{ title: string, path: string, done: number, of: number, at: string }} Begun  `path` is
 *   where its progress page lies on this origin.
 */

import { own, storage } from "./learner.js";
import { keyOf, LEARNER } from "./store.js";

const LIST = own("lessonry/courses", LEARNER);
const KEY = /^lessonry\/1\//;
const LONGEST = 200;

/**
 * Notes how far a course is; says nothing where it cannot be noted.
 * @param {string} course
 * @param {Omit<Begun, "at">} begun
 * @param {string} at  When something was done in it last.
 */
export function noteCourse(course, begun, at) {
  const list = all();
  const key = keyOf(course);
  const known = list[key];
  const made = { ...begun, title: begun.title.slice(0, LONGEST), at };
  if (known && JSON.stringify(known) === JSON.stringify(made)) return;
  write({ ...list, [key]: made });
}

/**
 * Returns the other courses that were begun here, the one of the latest day first.
 * @param {string} course  The one that asks.
 * @returns {(Begun & { key: string })[]}
 */
export const otherCourses = (course) =>
  Object.entries(all())
    .filter(([key]) => key !== keyOf(course))
    .map(([key, begun]) => ({ key, ...begun }))
    .sort((a, b) => (a.at < b.at ? 1 : -1));

/**
 * Takes a course off the list; with `state`, forgets what was done in it too.
 * @param {string} key
 * @param {boolean} [state]
 */
export function dropCourse(key, state = false) {
  const { [key]: gone, ...rest } = all();
  if (gone) write(rest);
  try {
    if (state && KEY.test(key)) storage().removeItem(key);
  } catch {
    // Where nothing may be touched, nothing was kept.
  }
}

/** @returns {Record<string, Begun>} */
function all() {
  try {
    const list = JSON.parse(storage().getItem(LIST) || "{}");
    return Object.fromEntries(Object.entries(list ?? {}).filter(fits));
  } catch {
    return {};
  }
}

/** @param {Record<string, Begun>} list */
function write(list) {
  try {
    storage().setItem(LIST, JSON.stringify(list));
  } catch {
    // Full or blocked: the store says so, where it matters.
  }
}

/** @param {[string, any]} entry */
const fits = ([key, begun]) =>
  KEY.test(key) &&
  typeof begun?.title === "string" &&
  begun.title.length <= LONGEST &&
  typeof begun.at === "string" &&
  // A path of this origin, and of no other.
  /^\/(?![/\\])/.test(begun.path) &&
  Number.isInteger(begun.done) &&
  Number.isInteger(begun.of);
