// JSON read strictly, as credentials/jcs.py reads it: what two readers might take for two things is
// refused, so that this page and `lessonry verify` never speak of different credentials.

import { counted, say } from "../words.js";
import { canonical, DEEPEST } from "./jcs.js";
import { Unreadable } from "./unreadable.js";

/**
 * Return the value of a JSON text.
 *
 * @param {string} text
 * @returns {unknown}
 * @throws {Unreadable} It is no JSON, nests too deep, or has two members of one name in an object.
 */
export function readJson(text) {
  const { deepest, members } = shape(text);
  if (deepest > DEEPEST) {
    throw new Unreadable(
      counted(
        DEEPEST,
        "It is nested more than {n} level deep; no credential is.",
        "It is nested more than {n} levels deep; no credential is.",
      ),
    );
  }
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Unreadable(say("The credential is damaged: it is not complete JSON."));
  }
  // JSON.parse keeps the last of two members of one name and drops the others without a word.
  if (membersOf(value) !== members) {
    throw new Unreadable(
      say(
        "It says something twice: an object in it has two members of the same name, and readers would differ on which one counts. Ask for the credential as it was issued.",
      ),
    );
  }
  try {
    canonical(value);
  } catch {
    throw new Unreadable(say("It holds half a character or a number too large for JSON."));
  }
  return value;
}

/**
 * Return the text of UTF-8 bytes, or null where they are none.
 *
 * @param {Uint8Array} bytes
 */
export function utf8(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** @param {string} text What is written: how deep the brackets nest, and how many members there are. */
function shape(text) {
  let depth = 0;
  let deepest = 0;
  let members = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (inString) {
      if (character === "\\") at++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === ":") members++;
    else if (character === "{" || character === "[") deepest = Math.max(deepest, ++depth);
    else if (character === "}" || character === "]") depth--;
  }
  return { deepest, members };
}

/** @param {unknown} value @returns {number} The members of all objects in it. */
function membersOf(value) {
  if (typeof value !== "object" || value === null) return 0;
  const entries = Object.values(value);
  const own = Array.isArray(value) ? 0 : entries.length;
  return entries.reduce((sum, entry) => sum + membersOf(entry), own);
}
