/** Files that a learner keeps: how they leave the page, and what is said where they may not. */

import { el } from "./dom.js";
import { mayHoldFiles } from "./store/learner.js";
import { say } from "./words.js";

/** How long the browser may take to fetch a file, in milliseconds. */
const FETCHING = 60_000;

/**
 * Hands a file to the learner.
 * @param {BlobPart} content
 * @param {string} type
 * @param {string} name
 */
export function handOver(content, type, name) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), FETCHING);
}

/**
 * Returns what is said behind “it is saved” where the browser may have saved nothing: no page is told.
 * @returns {string[]}
 */
export const unlessHeld = () =>
  mayHoldFiles()
    ? [
        " ",
        say(
          "If no file has come, this learning platform holds files back: ask your trainer where else you can open the course.",
        ),
      ]
    : [];
