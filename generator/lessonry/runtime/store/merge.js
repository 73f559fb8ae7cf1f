/**
 * Two states of one course made one: of two tabs, of two devices, of a saved copy and what is here.
 *
 * Merging twice changes nothing, and of two states that both change the same thing the later one
 * holds, whichever comes in first.
 *
 * @import { Change, Current, ExamState, HandedIn, ItemState, QuizState, State } from "./store.js"
 */

import { greater } from "../rational.js";

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
