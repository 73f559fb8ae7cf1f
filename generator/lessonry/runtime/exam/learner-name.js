/**
 * A learner's name by the rules of `credentials/issuance/learner_name.py`: said at the field, before the
 * attempt is spent, and not first when the trainer opens the file.
 */

import { counted, say } from "../words.js";

const LONGEST = 100;
/** All that shows nothing, but for the joiners that Persian and the scripts of India spell with. */
const INVISIBLE = /(?!\u200c|\u200d)\p{Cf}/gu;
/** Symbols, emoji and broken characters; of the symbols three are used as apostrophes. */
const STRANGE = /(?![`´ˈ])[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{S}]|[\ufe00-\ufe0f]/u;

/**
 * Returns a name as it is kept: composed, of one line, nothing invisible in it.
 * @param {string} typed
 */
export const tidy = (typed) =>
  typed
    .normalize("NFC")
    .replace(INVISIBLE, "")
    .replace(/[\p{Cc}\s]+/gu, " ")
    .replace(/^(?:\u200c|\u200d| )+|(?:\u200c|\u200d| )+$/g, "");

/**
 * Returns why a tidy name cannot stand on a certificate; nothing where it can.
 * @param {string} name
 */
export function refusal(name) {
  const length = [...name].length;
  const [strange] = STRANGE.exec(name) ?? [];
  if (!length) return say("Please give your name.");
  if (strange) {
    return say("A certificate cannot bear “{sign}”. Please give your name in letters.", {
      sign: strange,
    });
  }
  if (!/\p{L}/u.test(name)) return say("Please give your name in letters.");
  if (length > LONGEST) {
    return counted(
      length,
      "Please shorten it to {most} characters; there is {n}.",
      "Please shorten it to {most} characters; there are {n}.",
      { most: LONGEST },
    );
  }
  return "";
}
