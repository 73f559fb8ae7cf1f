/**
 * What the tracker asks of a standard: one thin module each, which knows the LMS and nothing of quizzes.
 *
 * An adapter turns what the tracker says into calls of its standard, keeps that standard's limits by
 * itself, and never throws: an LMS that refuses something is told no more of it, and the course goes on.
 *
 * @import { Form, TrackedItem } from "./course.js"
 * @typedef {{ id: string, name: string }} Learner
 * @typedef {"normal" | "browse" | "review"} LaunchMode
 * @typedef {{ state: string, page: string, learner: Learner, mode: LaunchMode, isNew: boolean,
 *   isPassed: boolean, isComplete: boolean, exit?: string }} Begun  `exit`: where to go when the learner
 *   leaves, where the LMS says; `state`: what was given to `state` last, `""` in a
 *   new attempt; `page`: likewise; `isNew`: whether the LMS says that the attempt begins now; the others:
 *   what it knows already.
 * @typedef {"right" | "wrong" | "neutral" | number} Result  A share from 0 to 1 for what is partly right.
 * @typedef {{ item: TrackedItem, response: string[], result: Result, at: Date }} Answer
 * @typedef {{ share: number, reached: number, most: number }} Score  `share`: from 0 to 1; the others
 *   in points.
 * @typedef {{ isComplete: boolean, success: "unknown" | "passed" | "failed", isLast: boolean,
 *   progress: number }} Status  `isLast`: of a failure, whether there is no other attempt;
 *   `progress`: from 0 to 1.
 * @typedef {{
 *   room: number,
 *   begin(): Begun | null | Promise<Begun | null>,
 *   page(address: string): void,
 *   item(answer: Answer): void,
 *   score(score: Score): void,
 *   status(status: Status): void,
 *   state(text: string): void,
 *   commit(): void,
 *   end(): void,
 * }} Adapter  `room`: how many characters `state` may have, all of them ASCII. `begin` comes first and
 *   once; it returns nothing where there is no LMS. `commit` comes after whatever else was said, and
 *   sends it. `end` comes last, while the page is going away: it may wait for nothing. In another mode
 *   than `normal`, the tracker calls `begin` and `end` and nothing else.
 */

/** More answers than any attempt has: who says that it has them all says nothing. */
const MANY = 2 ** 16;

/**
 * Returns a text of at most so many characters, no pair of surrogates cut.
 * @param {string} text
 * @param {number} most
 */
export function cut(text, most) {
  if (text.length <= most) return text;
  const short = text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "");
  return `${short}…`;
}

/**
 * Returns a number as every LMS reads it: at most so many decimals, no exponent.
 * @param {number} value
 * @param {number} [decimals]
 */
export const plain = (value, decimals = 2) => String(Number(value.toFixed(decimals)));

/**
 * Returns whether a response is a number that every LMS reads.
 * @param {string} value
 */
export const isNumber = (value) => /^-?\d{1,9}(\.\d{1,7})?$/.test(value);

/**
 * Returns what a call of an LMS gives; nothing where it throws.
 * @template T
 * @param {() => T} call
 */
export function called(call) {
  try {
    return call();
  } catch (fault) {
    console.warn(fault);
    return undefined;
  }
}

/**
 * Returns points such as `"2/3"` as a number.
 * @param {string} points
 */
export function numberOf(points) {
  const [above, below = "1"] = points.split("/");
  return Number(above) / Number(below) || 0;
}

/**
 * Returns a result as both editions of SCORM write it; a share is a number there.
 * @param {Result} result
 * @param {"wrong" | "incorrect"} wrong
 */
export function resultIn(result, wrong) {
  if (typeof result === "number") return plain(result);
  return { right: "correct", wrong, neutral: "neutral" }[result];
}

/** What every answer has, in both editions. */
const WRITTEN = ["id", "type", "result"];

/**
 * Returns how many answers an LMS has: by its own count, or where it has none, by the first that is missing.
 *
 * Without it, those of another session would be written over (seen in Open edX, wagtail-lms, scormhost).
 * @param {(name: string) => string} get
 */
export function answersIn(get) {
  const count = get("cmi.interactions._count");
  if (/^\d+$/.test(count)) return Number(count);
  // A name may have got lost on the way (a busy database): what else an answer has says that it is there.
  const has = (/** @type {number} */ number) =>
    WRITTEN.some((part) => get(`cmi.interactions.${number - 1}.${part}`) !== "");
  let [known, over] = [0, 1];
  while (over < MANY && has(over)) [known, over] = [over, over * 2];
  if (over >= MANY) return 0;
  while (over - known > 1) {
    const middle = Math.floor((known + over) / 2);
    [known, over] = has(middle) ? [middle, over] : [known, middle];
  }
  return known;
}

/**
 * Returns the first of an object that the windows around this one, or the one that opened it, have.
 *
 * A window of another host throws when it is looked at; above it may stand one of this host again.
 * @template T
 * @param {string} name
 * @param {Window} [start]
 * @returns {T | null}
 */
export function found(name, start = window) {
  for (const from of [start, opener(start), opener(top(start))]) {
    let [here, left] = [from, 50];
    while (here && left > 0) {
      const api = looked(here, name);
      if (api) return api;
      const above = here.parent;
      here = above === here ? null : above;
      left -= 1;
    }
  }
  return null;
}

/**
 * @param {Window} place
 * @param {string} name
 */
function looked(place, name) {
  try {
    return /** @type {any} */ (place)[name] ?? null;
  } catch {
    return null;
  }
}

/**
 * @param {Window | null} place
 * @returns {Window | null}
 */
function opener(place) {
  try {
    return place?.opener ?? null;
  } catch {
    return null;
  }
}

/**
 * @param {Window} place
 * @returns {Window | null}
 */
function top(place) {
  try {
    return place.top;
  } catch {
    return null;
  }
}
