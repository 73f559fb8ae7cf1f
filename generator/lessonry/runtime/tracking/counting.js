/**
 * What of a course counts for an LMS: its exams where it has any, else the practice that it is finished by.
 *
 * An exam with an answer lock tells that it was passed, and then by how many points; that it was not,
 * it tells without points. An exam without a lock is handed in, and graded by the trainer: the LMS is
 * told that the course is complete, and neither that it is passed nor that it is failed.
 *
 * @import { State, HandedIn } from "../store/store.js"
 * @import { OutlinedQuiz } from "../outline.js"
 * @import { Score, Status } from "./adapter.js"
 * @import { TrackedCourse } from "./course.js"
 */

import { resultOf, standingOf } from "../course/standing.js";
import { add, compare, over, parse, sum, ZERO } from "../rational.js";

/** What is done at most while the exam is not: an LMS takes a whole for complete (Open edX). */
const ALMOST = 0.99;

/**
 * Returns how the course stands.
 * @param {TrackedCourse} course
 * @param {State} state
 * @returns {Status}
 */
export function statusOf(course, state) {
  const { isComplete, share } = standingOf(course.outline, state);
  const success = successOf(course, state, isComplete);
  const isLast = course.exams.some(({ id, attempts }) => {
    const made = state.exams[id]?.attempts ?? [];
    return attempts !== undefined && made.length >= attempts && !made.some(isPassed);
  });
  return { isComplete, success, isLast, progress: isComplete ? 1 : Math.min(share, ALMOST) };
}

/**
 * Returns the score, once what counts has ended; nothing before.
 * @param {TrackedCourse} course
 * @param {State} state
 * @param {Status} status
 * @returns {Score | null}
 */
export function scoreOf(course, state, { isComplete }) {
  const { exams } = course;
  if (exams.length) {
    const best = exams.map(({ id }) => bestOf(state.exams[id]?.attempts ?? []));
    const known = best.flatMap((locked) => (locked ? [locked] : []));
    if (known.length < exams.length) return null;
    return scored(
      sum(known.map(({ score }) => score ?? "0")),
      sum(known.map(({ maxScore }) => maxScore ?? "0")),
    );
  }
  if (!isComplete) return null;
  let [reached, most] = [ZERO, ZERO];
  for (const quiz of gradedOf(course)) {
    const result = resultOf(quiz, state);
    if (result.answered < quiz.asked) continue;
    [reached, most] = [add(reached, result.score), add(most, result.most)];
  }
  return scored(reached, most);
}

/**
 * Returns whether it is passed or failed, as far as the page can know.
 * @param {TrackedCourse} course
 * @param {State} state
 * @param {boolean} isComplete
 * @returns {Status["success"]}
 */
function successOf({ exams, outline }, state, isComplete) {
  if (exams.length) {
    const all = exams.map(({ id }) => state.exams[id]?.attempts ?? []);
    if (all.every((attempts) => attempts.some(isPassed))) return "passed";
    const isFailed = (/** @type {HandedIn[]} */ attempts) =>
      !attempts.some(isPassed) && attempts.some(({ locked }) => locked?.state === "failed");
    return all.some(isFailed) ? "failed" : "unknown";
  }
  const goals = Object.values(outline.completion.quizzes);
  const lessons = outline.modules.flatMap(({ lessons }) => lessons);
  const needed = lessons.flatMap(({ quizzes }) => quizzes.map(({ needed }) => needed ?? "0"));
  const isMeasured = [...goals, ...needed].some((share) => compare(parse(share), ZERO) > 0);
  return isComplete && isMeasured ? "passed" : "unknown";
}

/**
 * Returns the practice quizzes that count: those that the course is finished by, or all that lessons
 * are done by.
 * @param {TrackedCourse} course
 */
function gradedOf({ outline }) {
  const goals = Object.keys(outline.completion.quizzes);
  /** @type {Map<string, OutlinedQuiz>} */
  const quizzes = new Map();
  for (const { lessons } of outline.modules) {
    for (const quiz of lessons.flatMap(({ quizzes }) => quizzes)) {
      const counts = goals.length ? goals.includes(quiz.id) : !quiz.optional;
      if (counts) quizzes.set(quiz.id, quiz);
    }
  }
  return [...quizzes.values()];
}

/** @param {HandedIn} attempt */
const isPassed = ({ locked }) => locked?.state === "passed";

/**
 * Returns the best of the attempts that were passed, with its points.
 * @param {HandedIn[]} attempts
 */
function bestOf(attempts) {
  let best = null;
  for (const { locked } of attempts) {
    if (locked?.state !== "passed" || !locked.score || !locked.maxScore) continue;
    if (!best || compare(parse(locked.score), parse(best.score ?? "0")) > 0) best = locked;
  }
  return best;
}

/**
 * @param {import("../rational.js").Rational} reached
 * @param {import("../rational.js").Rational} most
 * @returns {Score | null}
 */
function scored(reached, most) {
  if (compare(most, ZERO) <= 0) return null;
  const share = numberOf(over(reached, most));
  return {
    share: Math.min(1, Math.max(0, share)),
    reached: numberOf(reached),
    most: numberOf(most),
  };
}

/** @param {import("../rational.js").Rational} value */
const numberOf = ({ n, d }) => Number((n * 1_000_000n) / d) / 1_000_000;
