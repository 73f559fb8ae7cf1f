/** How an access code is written: mended as it is typed, and a slip told from a code that is none. */

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** Letters of a code, the last two of them its check. */
export const LENGTH = 20;
const CHECKS = 2;
const PRIME = 1021;
/** @type {Record<string, string>} */
const SPOKEN = { O: "0", I: "1", L: "1" };

/**
 * Returns a code as it is compared, however it was typed.
 * @param {string} text
 */
export const read = (text) =>
  text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .replace(/[OIL]/g, (letter) => SPOKEN[letter]);

/**
 * Returns whether the check letters of a code that was read fit the others.
 * @param {string} code
 */
export function isSound(code) {
  if (code.length !== LENGTH || [...code].some((letter) => !ALPHABET.includes(letter)))
    return false;
  let rest = 0;
  for (const letter of letters(code)) rest = (rest * 32 + ALPHABET.indexOf(letter)) % PRIME;
  return code.endsWith(ALPHABET[rest >> 5] + ALPHABET[rest & 31]);
}

/**
 * Returns what keys are derived from: the letters without the check.
 * @param {string} code
 */
export const letters = (code) => code.slice(0, LENGTH - CHECKS);

/**
 * Returns the code in the last part of an address, or nothing.
 * @param {string} hash
 */
export function fromHash(hash) {
  const [, written] = /^#access=([^&]*)/.exec(hash) ?? [];
  try {
    return written === undefined ? null : decodeURIComponent(written).slice(0, 64);
  } catch {
    return "";
  }
}
