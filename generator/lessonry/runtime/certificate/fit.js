// How large a text stands in its place: the rule of template/slots.typ, on shaped letters.

import { say } from "../words.js";
import { Unmade } from "./unmade.js";

/** @typedef {import("./shape.js").Line} Line */

/**
 * A place that differs between two learners' sheets, in points.
 *
 * @typedef {object} Slot
 * @property {number} width
 * @property {number} height
 * @property {number} size The largest.
 * @property {number} smallest
 * @property {number} lines One, or as many as there is room for.
 * @property {"left" | "center" | "right"} align
 * @property {string} fill `#rrggbb`
 * @property {string} face
 * @property {number} object
 * @property {string} alt
 */

/** A part of a text that a line may end behind: `end` is without the blanks behind it. @typedef {{start: number, end: number}} Part */

const MILLIMETRE = 72 / 25.4;
const [STEP, LEADING, DEEPER] = [0.5, 0.3, 0.6];
/** Room above and below several lines, the narrowest breadth they are set in, and its steps. */
const [ROOM, NARROWEST, NARROWING] = [3, 80, 4].map((length) => length * MILLIMETRE);
/** What no line begins with. */
const CLINGING = /^[\p{Pe}\p{Pf}\p{Po}ー々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ]/u;
const IDEOGRAPH =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々・、。，．：；！？）」』】〉》]$/u;

/**
 * Return a text in lines of the largest size that its place has room for.
 *
 * @param {string} text
 * @param {Part[]} letters Each with the marks on it.
 * @param {Pick<Slot, "width" | "height" | "size" | "smallest" | "lines">} slot
 * @param {(start: number, end: number) => Line} shaped
 * @returns {{size: number, lines: Line[]}}
 * @throws {Unmade} It is too long even in small letters.
 */
export function fitted(text, letters, { width, height, size: largest, smallest, lines }, shaped) {
  const words = lines === 1 ? [{ start: 0, end: text.length }] : parts(text, letters);
  const widest = (/** @type {Part[]} */ some) => Math.max(...some.map((p) => measured(p).width));
  /** @type {Map<string, Line>} */
  const known = new Map();
  const measured = (/** @type {Part} */ { start, end }) => {
    const key = `${start} ${end}`;
    const line = known.get(key) ?? shaped(start, end);
    known.set(key, line);
    return line;
  };
  // A word too wide even in small letters breaks anywhere.
  const broken = lines !== 1 && widest(words) * smallest > width;
  const all = broken ? letters.filter(({ start, end }) => text.slice(start, end).trim()) : words;
  const wide = broken ? 0 : widest(words);
  const set = (/** @type {number} */ size, /** @type {number} */ breadth) =>
    filled(all, breadth / size, measured);
  const tall = (/** @type {number} */ size, /** @type {number} */ breadth) => {
    const found = set(size, breadth);
    const ink = found.reduce((sum, { top, bottom }) => sum + top - bottom, 0);
    return (ink + (found.length - 1) * LEADING) * size;
  };
  const room = lines === 1 ? height : height - ROOM;
  const fits = (/** @type {number} */ size) => wide * size <= width && tall(size, width) <= room;
  const size = largestOf(smallest, largest, STEP, fits);
  if (!size) {
    throw new Unmade(
      say(
        "The name is too long for its place on the certificate. Print the certificate instead, or shorten the name.",
      ),
    );
  }
  let breadth = width;
  if (lines !== 1 && measured({ start: 0, end: text.length }).width * size > width) {
    // Lines of about the same length; another last line may reach deeper, yet not by a whole line.
    const one = Math.min(room, tall(size, width) + DEEPER * size);
    const most = Math.max(0, width - NARROWEST);
    breadth -= largestOf(0, most, NARROWING, (less) => {
      return wide * size <= width - less && tall(size, width - less) <= one;
    });
  }
  return { size, lines: set(size, breadth) };
}

/**
 * @param {number} smallest
 * @param {number} largest
 * @param {number} step
 * @param {(size: number) => boolean} fits Where a size fits, all smaller ones do.
 * @returns {number} Nought where none fits.
 */
function largestOf(smallest, largest, step, fits) {
  if (fits(largest)) return largest;
  if (!fits(smallest)) return 0;
  let [low, high] = [0, Math.ceil((largest - smallest) / step)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(smallest + middle * step)) low = middle;
    else high = middle;
  }
  return smallest + low * step;
}

/**
 * Fill lines one after the other.
 *
 * @param {Part[]} all
 * @param {number} breadth In the size of the letters.
 * @param {(part: Part) => Line} measured
 */
function filled(all, breadth, measured) {
  /** @type {Line[]} */
  const lines = [];
  for (let first = 0; first < all.length; ) {
    let last = first;
    const until = (/** @type {number} */ n) => ({ start: all[first].start, end: all[n].end });
    while (last + 1 < all.length && measured(until(last + 1)).width <= breadth) last++;
    lines.push(measured(until(last)));
    first = last + 1;
  }
  return lines;
}

/**
 * Return the parts of a text that stay on one line: between blanks, behind hyphens, each ideograph.
 *
 * @param {string} text
 * @param {Part[]} letters
 * @returns {Part[]}
 */
export function parts(text, letters) {
  /** @type {Part[]} */
  const found = [];
  let joins = false;
  for (const { start, end } of letters) {
    const letter = text.slice(start, end);
    const last = found.at(-1);
    if (!letter.trim()) {
      joins = false;
      continue;
    }
    if (last && (joins || (last.end === start && CLINGING.test(letter)))) last.end = end;
    else found.push({ start, end });
    joins = !/[-‐]$/u.test(letter) && !IDEOGRAPH.test(letter.normalize("NFC"));
  }
  return found;
}
