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
 *   first: First | null, best?: string, found?: string[], at: string }} ItemState
 * @typedef {{ answered: number, of: number, path?: string, hash?: string, at: string }} LessonState
 * @typedef {{ values: string[], fingerprint: string, flag?: boolean, at: string }} Given
 * @typedef {{ id: string, number: number, seed: string, started: string, items: string[],
 *   responses: Record<string, Given>, position: number, limit?: number, extra?: string,
 *   lock?: string, form?: number,
 *   at: string }} Current  `limit` in seconds, and `extra` as a share of it, where there is a limit;
 *   the digest of the exam's answer lock, and the form of it that is asked, where there is a lock.
 * @typedef {{ id: string, fingerprint: string, variant?: number, response: string[] }} Response
 * @typedef {{ state: "ended" | "passed" | "failed", digest: string, form: number, seed: string,
 *   edition: string, asked: Response[], limit?: number, extra?: string, secret?: string,
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

import { button } from "../dom.js";
import { greater } from "../rational.js";
import { sound } from "./shape.js";

const ROOT = new URL("../../", import.meta.url).pathname;

/** @type {Map<string, State>} What stands in for storage where there is none. */
const memory = new Map();
let told = false;

/** Returns the moment as a record writes it: UTC, whole seconds. */
export const now = () => new Date().toISOString().replace(/\.\d+/, "");

/**
 * Returns the moment of a change, by which the later of two is known: later than `before`, even
 * where both are made at once or the clock was set back.
 * @param {string} [before]
 */
export const stamp = (before = "") =>
  new Date(Math.max(Date.now(), (Date.parse(before) || 0) + 1)).toISOString();

/** @param {string} course */
const keyOf = (course) => `lessonry/1/${course}/${ROOT}`;

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
    const stored = JSON.parse(localStorage.getItem(keyOf(course)) || "null");
    return stored?.version === 1 ? sound(stored) : blank();
  } catch (fault) {
    if (!(fault instanceof SyntaxError)) lose(course, blank());
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
  const write = () => {
    const state = merge(read(course), change);
    try {
      if (!memory.has(course)) localStorage.setItem(keyOf(course), JSON.stringify(state));
      else memory.set(course, state);
    } catch {
      lose(course, state);
    }
    return state;
  };
  // At once, for a page that is closed the next moment; then again under the lock, since between
  // another tab's reading and writing this would be lost. Merging twice changes nothing.
  const state = write();
  // Locks are missing outside https, and refused in a sandboxed frame.
  const { locks } = globalThis.navigator ?? {};
  return locks ? locks.request(keyOf(course), write).catch(write) : state;
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
 * Calls `heard` when another tab changes the course's state.
 * @param {string} course
 * @param {() => void} heard
 */
export function listen(course, heard) {
  addEventListener("storage", (event) => event.key === keyOf(course) && heard());
}

/**
 * Goes on in memory, and says on the page that nothing is kept.
 * @param {string} course
 * @param {State} state
 */
function lose(course, state) {
  memory.set(course, state);
  if (told) return;
  told = true;
  // Beside all screens, at the lower edge of what is seen; and put in first, then filled, since a
  // status that comes with its words is not read out.
  const words = document.createElement("p");
  words.setAttribute("role", "status");
  const notice = document.createElement("div");
  notice.className = "lr-notice lr-notice--low";
  notice.append(words);
  document.querySelector("article:has([data-lr-course]), [data-lr-course]")?.append(notice);
  setTimeout(() => {
    words.textContent =
      "Your browser keeps nothing for this page: what you answer is lost when you leave it.";
    notice.append(button("Close this notice", () => notice.remove(), "plain"));
  }, 100);
}

/**
 * Returns `state` with `change` in it: of each item, lesson and response the later one.
 * @param {State} state
 * @param {Change} change
 * @returns {State}
 */
export function merge(state, change) {
  return {
    ...state,
    quizzes: each(state.quizzes, change.quizzes, mergeQuiz),
    lessons: each(state.lessons, change.lessons, later),
    exams: each(state.exams, change.exams, mergeExam),
    notes: each(state.notes, change.notes, later),
  };
}

/**
 * @template T, C
 * @param {Record<string, T>} ours
 * @param {Record<string, C> | undefined} theirs
 * @param {(our: any, their: C) => T} one
 * @returns {Record<string, T>}
 */
function each(ours, theirs, one) {
  const merged = { ...ours };
  for (const [name, their] of Object.entries(theirs ?? {})) merged[name] = one(ours[name], their);
  return merged;
}

/**
 * Returns the later of two; of two at the same second, the one that comes in.
 * @template {{ at: string }} T
 * @param {T | undefined} our
 * @param {T} their
 * @returns {T}
 */
const later = (our, their) => (our && our.at > their.at ? our : their);

/**
 * @param {QuizState | undefined} our
 * @param {Partial<QuizState>} their
 * @returns {QuizState}
 */
function mergeQuiz(our, their) {
  const seeded = (their.seeded ?? "") >= (our?.seeded ?? "") ? { ...our, ...their } : our;
  const seen = each(our?.seen ?? {}, their.seen, (ours, theirs) => (ours > theirs ? ours : theirs));
  return {
    ...(seeded?.seed ? { seed: seeded.seed, seeded: seeded.seeded } : {}),
    ...(our?.seen || their.seen ? { seen } : {}),
    items: each(our?.items ?? {}, their.items, mergeItem),
  };
}

/**
 * Takes the later state of an item, the earlier of two first tries at it, the better score, and
 * what either found.
 * @param {ItemState | undefined} our
 * @param {ItemState} their
 * @returns {ItemState}
 */
function mergeItem(our, their) {
  const winner = later(our, their);
  if (our?.fingerprint !== their.fingerprint || !our.first || !their.first) return winner;
  const first = our.first.at <= their.first.at ? our.first : their.first;
  const found = [...new Set([...(our.found ?? []), ...(their.found ?? [])])];
  const best = our.best || their.best ? greater(their.best ?? "0", our.best ?? "0") : undefined;
  return { ...winner, first, ...(best ? { best } : {}), ...(found.length ? { found } : {}) };
}

/**
 * Takes the attempts of both; a current attempt that was handed in elsewhere is over.
 * @param {ExamState | undefined} our
 * @param {Partial<ExamState>} their
 * @returns {ExamState}
 */
function mergeExam(our, their) {
  const attempts = [...(our?.attempts ?? [])];
  for (const attempt of their.attempts ?? []) {
    const place = attempts.findIndex(({ id }) => id === attempt.id);
    if (place < 0) attempts.push(attempt);
    else attempts[place] = mergeAttempt(attempts[place], attempt);
  }
  const current = mergeCurrent(our?.current ?? null, their.current ?? null);
  const over = attempts.some(({ id }) => id === current?.id);
  const clock = their.clock ?? our?.clock;
  return { attempts, current: over ? null : current, ...(clock ? { clock } : {}) };
}

/**
 * Takes of two states of one attempt what was found out, and the later record.
 * @param {HandedIn} our
 * @param {HandedIn} their
 * @returns {HandedIn}
 */
function mergeAttempt(our, their) {
  if (!our.locked || !their.locked) return our;
  const { name, file, record } = their.record ? their : our;
  return {
    ...our,
    name,
    file,
    record,
    locked: our.locked.state === "ended" ? their.locked : our.locked,
  };
}

/**
 * @param {Current | null} our
 * @param {Current | null} their
 * @returns {Current | null}
 */
function mergeCurrent(our, their) {
  if (!our || !their) return our ?? their;
  const winner = later(our, their);
  if (our.id !== their.id) return winner;
  return { ...winner, responses: each(our.responses, their.responses, later) };
}
