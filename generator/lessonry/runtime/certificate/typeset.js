// A text → the lines of its place on the sheet: fonts loaded, directions found, letters shaped.

import { fitted } from "./fit.js";
import { shapedLine } from "./shape.js";
import bidiFactory from "./vendor/bidi.js";

/** @type {{getEmbeddingLevels: (text: string, direction?: string) => {levels: Uint8Array}}} */
const bidi = /** @type {any} */ (bidiFactory());
/** A letter with the marks and joiners on it, where the browser has no segmenter. */
const LETTER = /\P{M}[\p{M}\u200c\u200d]*/gu;

/**
 * Return a text fitted into a slot.
 *
 * @param {string} written
 * @param {import("./fit.js").Slot} slot
 * @param {import("./fonts.js").Fonts} fonts
 * @param {{language: string, direction?: "ltr" | "rtl"}} manner The direction is by default that of the first letter that has one.
 * @returns {Promise<{size: number, lines: import("./shape.js").Line[]}>}
 */
export async function typeset(written, slot, fonts, { language, direction }) {
  const text = written.normalize("NFC");
  const letters = lettersOf(text);
  const { levels } = bidi.getEmbeddingLevels(text, direction);
  const fontOf = await fonts.forText(text, slot.face, letters);
  const prepared = { text, levels, fontOf };
  return fitted(text, letters, slot, (start, end) =>
    shapedLine(fonts.harfbuzz, prepared, start, end, language),
  );
}

/**
 * @param {string} text
 * @returns {{start: number, end: number}[]}
 */
export function lettersOf(text) {
  return [...text.matchAll(LETTER)].map(({ 0: letter, index }) => ({
    start: index,
    end: index + letter.length,
  }));
}
