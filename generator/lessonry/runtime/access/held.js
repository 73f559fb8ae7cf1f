/** The access codes that this browser remembers: what the rest of a page knows of them. */

import { read } from "../store/store.js";

export const NOTE = "access/";
/** The note of a build in which a code that is remembered opened nothing. */
export const REFUSED = `${NOTE}refused`;

/** The event on `document` that says that a code was taken or forgotten here. */
export const CHANGED = "lessonry-access";

/**
 * Returns the codes that this browser remembers for a course, the latest first.
 * @param {string} course
 */
export const remembered = (course) =>
  Object.entries(read(course).notes)
    .filter(([name, { value }]) => name.startsWith(NOTE) && name !== REFUSED && value)
    .sort(([, a], [, b]) => (a.at < b.at ? 1 : -1))
    .map(([, { value }]) => value);

/**
 * Returns whether a code is remembered that opened what was tried last.
 * @param {string} course
 */
export const isOpen = (course) =>
  remembered(course).length > 0 && !read(course).notes[REFUSED]?.value;
