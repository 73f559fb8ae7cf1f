/**
 * The invitation code that a learner came with: behind the `#` of the link, or typed at the end.
 *
 * A code is kept beside the page's address, so that it is still known after a reload without it.
 */

import { own, storage } from "../store/learner.js";
import { LEARNER } from "../store/store.js";

const LONGEST = 64;
const MARK = "#code=";

/** @param {string} path */
const keyOf = (path) => own(`lessonry/code/${path}`, LEARNER);

/** A page's own code where storage is refused. */
let typed = "";
/** The code of the link that was taken already: what is typed afterwards counts. */
let taken = "";

/** Returns the code, or nothing. */
export function invitation() {
  const linked = fromHash(location.hash);
  if (linked && linked !== taken) {
    taken = linked;
    keepInvitation(linked);
  }
  try {
    return storage().getItem(keyOf(location.pathname)) || typed;
  } catch {
    return typed;
  }
}

/**
 * Keeps a code that was typed; an empty one is forgotten.
 * @param {string} code
 */
export function keepInvitation(code) {
  typed = code.trim().slice(0, LONGEST);
  try {
    if (typed) storage().setItem(keyOf(location.pathname), typed);
    else storage().removeItem(keyOf(location.pathname));
  } catch {
    // The code lives as long as the page.
  }
}

/**
 * Returns the code in the last part of an address, without what no code holds.
 * @param {string} hash
 */
export function fromHash(hash) {
  if (!hash.startsWith(MARK)) return "";
  try {
    return decodeURIComponent(hash.slice(MARK.length))
      .replace(/[^\p{L}\p{N}-]/gu, "")
      .slice(0, LONGEST);
  } catch {
    return "";
  }
}
