/** Tells the parts of a page when what is kept of the course changes, in this tab or in another. */

import { keyOf } from "../store/store.js";

/** @type {Set<{ course: string, place: Element, heard: () => void }>} */
const followers = new Set();

/**
 * Calls `heard` at every change of the course's state, as long as `place` stands on the page.
 * @param {string} course
 * @param {Element} place
 * @param {() => void} heard
 */
export function follow(course, place, heard) {
  followers.add({ course, place, heard });
}

/** @param {(course: string) => boolean} isMeant */
function tell(isMeant) {
  for (const one of followers) {
    if (!one.place.isConnected) followers.delete(one);
    else if (isMeant(one.course)) one.heard();
  }
}

globalThis.addEventListener?.("lr-saved", (event) => {
  tell((course) => course === /** @type {CustomEvent} */ (event).detail);
});
globalThis.addEventListener?.("storage", ({ key }) => {
  tell((course) => key === null || key === keyOf(course));
});
