/**
 * What a learner did, kept in this browser: one key of localStorage for a course at a place.
 *
 * Every change is a part of a state that is merged into what is stored, so that two tabs, or a
 * saved copy brought back, never undo each other. Where the browser keeps nothing, the state lives
 * as long as the page, and the page says so once.
 *
 * Scores are fractions in lowest terms, `"2/3"`.
 *
 * @typedef {{ response: string[], score: string, at: string }} First
 * @typedef {{ fingerprint: string, response: string[], score: string, maxScore: string,
 *   first: First | null, best?: string, found?: string[], elsewhere?: boolean, at: string }} ItemState
 *   `elsewhere`: it came by way of an LMS, and the response did not fit there.
 * @typedef {{ answered: number, of: number, path?: string, hash?: string, at: string }} LessonState
 * @typedef {{ values: string[], fingerprint: string, flag?: boolean, at: string }} Given
 * @typedef {{ id: string, number: number, seed: string, started: string, items: string[],
 *   responses: Record<string, Given>, position: number, limit?: number, extra?: string,
 *   lock?: string, form?: number,
 *   at: string }} Current  `limit` in seconds, and `extra` as a share of it, where there is a limit;
 *   the digest of the exam's answer lock, and the form of it that is asked, where there is a lock.
 * @typedef {{ id: string, fingerprint: string, variant?: number, response: string[] }} Response
 * @typedef {{ state: "ended" | "passed" | "failed", digest: string, form: number, seed: string,
 *   edition: string, asked: Response[], language?: string, limit?: number, extra?: string, secret?: string,
 *   score?: string, maxScore?: string }} Locked  What an attempt at an answer lock was, and what it
 *   opened: only the lock tells whether it is passed.
 * @typedef {{ id: string, number: number, started: string, ended: string, name: string,
 *   file: string, record: string, items?: string[], locked?: Locked }} HandedIn  Of an attempt at a
 *   lock, `name`, `file` and `record` are empty until the learner asks for one.
 * @typedef {{ seed?: string, seeded?: string, seen?: Record<string, string>,
 *   items: Record<string, ItemState> }} QuizState  `seen`: when each item was last asked.
 * @typedef {{ attempts: HandedIn[], current: Current | null, clock?: "hidden" | "shown" }} ExamState
 * @typedef {{ value: string, at: string }} Note  Something small that is remembered under a name such
 *   as `rating/unasked`; the later one holds.
 * @typedef {{ version: 1, quizzes: Record<string, QuizState>, lessons: Record<string, LessonState>,
 *   exams: Record<string, ExamState>, notes: Record<string, Note> }} State
 * @typedef {{ quizzes?: Record<string, Partial<QuizState>>, lessons?: Record<string, LessonState>,
 *   exams?: Record<string, Partial<ExamState>>, notes?: Record<string, Note> }} Change
 */

import { keyAt, learnerAt, own, storage } from "./learner.js";
import { merge } from "./merge.js";
import { tell } from "./notice.js";
import { sound } from "./shape.js";

export { merge };

const ROOT = new URL("../../", import.meta.url).pathname;
/** Whose state this page has; nothing where there is one for all. */
export const LEARNER = learnerAt(ROOT);
/** How many writes of other tabs one looks at for what was lost: more than two tabs make at once. */
const SETTLING = 8;

/** @type {Map<string, State>} What stands in for storage where there is none. */
const memory = new Map();
/** @type {Map<string, { change: State, left: number }>} What this tab wrote of late; see `settle`. */
const unsettled = new Map();
/** Whether the page is about to begin anew. */
let leaving = false;
/** @type {"" | "full" | "blocked"} What is wrong with the storage, as far as it was seen. */
let wrong = "";

/** Returns the moment as a record writes it: UTC, whole seconds. */
export const now = () => new Date().toISOString().replace(/\.\d+/, "");

/**
 * Returns the moment of a change, by which the later of two is known: later than `before`, even
 * where both are made at once or the clock was set back.
 * @param {string} [before]
 */
export const stamp = (before = "") =>
  new Date(Math.max(Date.now(), (Date.parse(before) || 0) + 1)).toISOString();

/**
 * Returns the key that a course at this place has in the storage.
 * @param {string} course
 */
export const keyOf = (course) => own(keyAt(course, ROOT), LEARNER);

/** Returns what is wrong with the storage; nothing as long as everything is kept. */
export const trouble = () => wrong;

/** @returns {State} */
export const blank = () => ({ version: 1, quizzes: {}, lessons: {}, exams: {}, notes: {} });

/**
 * Returns the state of a course; a blank one where nothing readable is stored.
 * @param {string} course
 * @returns {State}
 */
export function read(course) {
  const kept = memory.get(course);
  if (kept) return kept;
  try {
    return stored(course);
  } catch (fault) {
    lose(course, blank(), fault);
    return blank();
  }
}

/**
 * Returns what the storage holds; throws where nobody may look.
 * @param {string} course
 * @returns {State}
 */
function stored(course) {
  const text = storage().getItem(keyOf(course));
  try {
    const found = JSON.parse(text || "null");
    return found?.version === 1 ? sound(found) : blank();
  } catch {
    return blank();
  }
}

/**
 * Merges `change` into what is stored and returns the state that it makes.
 * @param {string} course
 * @param {Change} change
 * @returns {Promise<State>}
 */
export async function save(course, change) {
  const before = unsettled.get(course)?.change ?? blank();
  unsettled.set(course, { change: merge(before, change), left: SETTLING });
  const write = () => {
    let state = merge(read(course), change);
    try {
      // Room may have come since; and what another tab has written meanwhile stays.
      if (memory.has(course)) state = merge(stored(course), state);
      storage().setItem(keyOf(course), JSON.stringify(state));
      if (memory.delete(course)) wrong = "";
    } catch (fault) {
      lose(course, state, fault);
    }
    return state;
  };
  // At once, for a page that is closed the next moment; then again under the lock, since between
  // another tab's reading and writing this would be lost. Merging twice changes nothing.
  const state = write();
  // What shows on this page how far one is: `course/follow.js`.
  globalThis.dispatchEvent?.(new CustomEvent("lr-saved", { detail: course }));
  return underLock(course, write, state);
}

/**
 * Writes again what another tab has written over without having seen it.
 *
 * The lock alone does not keep two tabs apart: a browser tells one process what another one wrote a
 * moment later, and until then a tab adds to what it knew. Who lost something that way hears of the
 * other's write, and so gives back what is its own: a few times at most, so that no two tabs can
 * keep each other busy.
 * @param {string} course
 */
function settle(course) {
  const own = unsettled.get(course);
  if (!own || memory.has(course)) return;
  own.left -= 1;
  if (own.left <= 0) unsettled.delete(course);
  try {
    const text = JSON.stringify(merge(stored(course), own.change));
    if (text !== storage().getItem(keyOf(course))) storage().setItem(keyOf(course), text);
  } catch {
    // Full or blocked: the next change says so.
  }
}

globalThis.addEventListener?.("storage", ({ key, newValue }) => {
  for (const course of unsettled.keys()) {
    if (key !== null && key !== keyOf(course)) continue;
    if (key === null || newValue === null) unsettled.delete(course);
    else settle(course);
  }
});

/**
 * Does something while no other tab writes; `otherwise` is returned where there are no locks.
 * @template T
 * @param {string} course
 * @param {() => T} write
 * @param {T} otherwise
 * @returns {Promise<T>}
 */
async function underLock(course, write, otherwise) {
  // Locks are missing outside https, and refused in a sandboxed frame.
  const { locks } = globalThis.navigator ?? {};
  return locks ? locks.request(keyOf(course), write).catch(write) : otherwise;
}

/**
 * Remembers something small under a name; an empty text forgets it.
 * @param {string} course
 * @param {string} name
 * @param {string} value
 */
export const remember = (course, name, value) =>
  save(course, { notes: { [name]: { value, at: stamp(read(course).notes[name]?.at) } } });

/**
 * Forgets all that was done in a course at this place, for good; other tabs begin anew too.
 * @param {string} course
 */
export async function forget(course) {
  const remove = () => {
    try {
      storage().removeItem(keyOf(course));
      memory.delete(course);
      unsettled.delete(course);
    } catch {
      memory.set(course, blank());
    }
  };
  remove();
  await underLock(course, remove, undefined);
}

/**
 * Calls `heard` when another tab changes the course's state. Where it was deleted, there or by the
 * browser, the page begins anew: what it shows is no longer kept.
 * @param {string} course
 * @param {() => void} heard
 */
export function listen(course, heard) {
  addEventListener("storage", ({ key, newValue }) => {
    if (key !== null && key !== keyOf(course)) return;
    if (key !== null && newValue !== null) return heard();
    memory.delete(course);
    beginAnew();
  });
}

/**
 * Loads the page again, once for all who ask, and after the event that they ask in: several calls at
 * once from within it end Chromium's page with a crash now and then.
 */
function beginAnew() {
  if (leaving) return;
  leaving = true;
  setTimeout(() => location.reload());
}

/**
 * Goes on in memory, and says on the page that nothing is kept.
 * @param {string} course
 * @param {State} state
 * @param {unknown} fault
 */
function lose(course, state, fault) {
  memory.set(course, state);
  const isFull = fault instanceof Error && /quota/i.test(fault.name);
  if (wrong) return;
  wrong = isFull ? "full" : "blocked";
  tell(wrong);
}
