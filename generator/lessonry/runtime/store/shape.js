/**
 * What of a stored state fits: a learner, another program or an older page may have written it.
 *
 * Each part is looked at by itself, so that one that does not fit takes nothing else with it.
 *
 * @import { Current, ExamState, QuizState, State } from "./store.js"
 * @typedef {(value: any) => boolean} Test
 */

const text = (/** @type {any} */ value) => typeof value === "string";
const number = (/** @type {any} */ value) => Number.isFinite(value);
const place = (/** @type {any} */ value) => Number.isInteger(value) && value >= 0;
const texts = (/** @type {any} */ value) => Array.isArray(value) && value.every(text);
/** Of two moments the later is known by its text; one that is none would be later for good. */
const moment = (/** @type {any} */ value) => text(value) && /^\d{4}-\d\d-\d\dT/.test(value);
const map = (/** @type {any} */ value) =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** @param {Test} test @returns {Test} */
const maybe = (test) => (value) => value === undefined || value === null || test(value);

/**
 * Returns the test for an object with these fields and, each a text, those named in `words`; `at` is
 * a moment.
 * @param {string} words
 * @param {Record<string, Test>} [fields]
 * @returns {Test}
 */
const shaped =
  (words, fields = {}) =>
  (value) =>
    map(value) &&
    words.split(" ").every((name) => (name === "at" ? moment : text)(value[name])) &&
    Object.entries(fields).every(([name, test]) => test(value[name]));

const points = (/** @type {any} */ value) =>
  text(value) && /^-?\d{1,400}(\/\d{1,400})?$/.test(value);

const isFirst = shaped("at", { response: texts, score: points });
const isItem = shaped("fingerprint at", {
  response: texts,
  score: points,
  maxScore: points,
  first: maybe(isFirst),
  best: maybe(points),
  found: maybe(texts),
});
const isLesson = shaped("at", {
  answered: number,
  of: number,
  path: maybe(text),
  hash: maybe(text),
});
const isNote = shaped("value at");
const isGiven = shaped("fingerprint at", { values: texts });
const isCurrent = shaped("id seed started at", {
  number,
  items: texts,
  responses: map,
  position: place,
  limit: maybe(number),
  extra: maybe(text),
  lock: maybe(text),
  form: maybe(place),
});
const isResponse = shaped("id fingerprint", { response: texts, variant: maybe(place) });
const isLocked = shaped("digest seed edition", {
  state: (value) => value === "ended" || value === "passed" || value === "failed",
  form: place,
  asked: (value) => Array.isArray(value) && value.every(isResponse),
  language: maybe(text),
  limit: maybe(number),
  extra: maybe(text),
  secret: maybe(text),
  score: maybe(points),
  maxScore: maybe(points),
});
const isAttempt = shaped("id started ended name file record", {
  number,
  items: maybe(texts),
  locked: maybe(isLocked),
});

/**
 * Returns what of a stored state fits.
 * @param {any} stored
 * @returns {State}
 */
export const sound = (stored) => ({
  ...stored,
  quizzes: kept(stored.quizzes, map, quiz),
  lessons: kept(stored.lessons, isLesson),
  exams: kept(stored.exams, map, exam),
  notes: kept(stored.notes, isNote),
});

/** @returns {QuizState} */
const quiz = (/** @type {any} */ { seed, seeded, seen, items }) => ({
  ...(text(seed) && text(seeded) ? { seed, seeded } : {}),
  ...(map(seen) ? { seen: kept(seen, text) } : {}),
  items: kept(items, isItem),
});

/** @returns {ExamState} */
const exam = (/** @type {any} */ { attempts, current, clock }) => ({
  attempts: Array.isArray(attempts) ? attempts.filter(isAttempt) : [],
  current: isCurrent(current) ? attempt(current) : null,
  ...(clock === "hidden" || clock === "shown" ? { clock } : {}),
});

/** @returns {Current} */
const attempt = (/** @type {any} */ current) => ({
  ...current,
  responses: kept(current.responses, isGiven),
});

/**
 * Returns the entries of `values` that pass, each as `made` makes it.
 * @param {any} values
 * @param {Test} passes
 * @param {(value: any) => any} [made]
 */
function kept(values, passes, made = (value) => value) {
  const entries = Object.entries(map(values) ? values : {});
  return Object.fromEntries(
    entries
      // A name that would give an object another prototype is nobody's.
      .filter(([name, value]) => name !== "__proto__" && passes(value))
      .map(([name, value]) => [name, made(value)]),
  );
}
