/**
 * How a learner stands in a course: reckoned from its outline and from what is kept, and nothing else.
 *
 * A lesson is done when its practice is answered, as well as the course asks; one that has none, or
 * asks for none, is done when the learner has said so: the note `done/<lesson>`, which holds the digest
 * of the text that was read. A lesson that was done once keeps the lessons after it open, also where
 * its questions have changed since.
 *
 * @import { ExamState, ItemState, State } from "../store/store.js"
 * @import { Outline, OutlinedExam, OutlinedLesson, OutlinedQuiz } from "../outline.js"
 * @typedef {{ state: "new" | "begun" | "done" | "closed", answered: number, of: number,
 *   waits: string[], isChanged: boolean, byReading: boolean }} LessonStanding  `waits`: what it requires
 *   and is not done; `isChanged`: since it was done; `byReading`: nothing has to be answered.
 * @typedef {"new" | "begun" | "ended" | "handed-in" | "failed" | "passed" | "closed"} ExamWord
 * @typedef {{ state: ExamWord, waits: string[] }} ExamStanding
 * @typedef {{ id: string, done: number, of: number, share: number, minutesLeft: number }} ModuleStanding
 * @typedef {{ id: string, url: string, title: string, hash: string, isExam: boolean }} Next
 * @typedef {{ lessons: Record<string, LessonStanding>, exams: Record<string, ExamStanding>,
 *   modules: ModuleStanding[], done: number, of: number, share: number, minutesLeft: number,
 *   last: string | null, next: Next | null, isComplete: boolean }} Standing  `share`: by weight, from
 *   0 to 1; `last`: the lesson that was read last.
 */

import { add, compare, greater, parse, rational, times, ZERO } from "../rational.js";

const PRINT = /.{4}/g;
/** How an exam stands that is still to be passed. */
const TO_DO = ["new", "begun", "ended", "failed"];

/**
 * Returns how the learner stands.
 * @param {Outline} outline
 * @param {State} state
 * @returns {Standing}
 */
export function standingOf(outline, state) {
  const all = outline.modules.flatMap(({ lessons }) => lessons);
  /** @type {Map<string, QuizResult>} */
  const results = new Map();
  for (const quiz of all.flatMap(({ quizzes }) => quizzes)) {
    if (!results.has(quiz.id)) results.set(quiz.id, resultOf(quiz, state));
  }
  /** @type {Record<string, LessonStanding>} */
  const lessons = Object.fromEntries(all.map((one) => [one.id, lessonOf(one, state, results)]));
  const known = new Set(all.filter(({ id }) => isOver(lessons[id], state, id)).map(({ id }) => id));
  const waits = (/** @type {{ requires: string[] }} */ { requires }) =>
    requires.filter((id) => lessons[id] && !known.has(id));
  for (const lesson of all) {
    const standing = lessons[lesson.id];
    standing.waits = waits(lesson);
    if (!outline.open && standing.waits.length && !known.has(lesson.id)) standing.state = "closed";
  }
  const exams = Object.fromEntries(
    outline.exams.map((exam) => {
      const word = examWord(state.exams[exam.id]);
      const waiting = waits(exam);
      const isClosed = !outline.open && waiting.length > 0 && word === "new";
      return [
        exam.id,
        { state: isClosed ? /** @type {const} */ ("closed") : word, waits: waiting },
      ];
    }),
  );
  const modules = outline.modules.map(({ id, lessons: its }) => ({ id, ...sumOf(its, lessons) }));
  const last = lastOf(all, state);
  return {
    lessons,
    exams,
    modules,
    ...sumOf(all, lessons),
    last,
    next: nextOf(outline, { lessons, exams, last }, state),
    isComplete: isComplete(outline, { lessons, exams }, results),
  };
}

/**
 * Returns the lesson to go on with after one, or the exam; nothing where all is done.
 *
 * First the open lessons behind it, then those before it, then the exam that is not passed yet.
 * @param {Outline} outline
 * @param {Pick<Standing, "lessons" | "exams">} standing
 * @param {string | null} after
 * @returns {OutlinedLesson | OutlinedExam | null}
 */
export function ahead(outline, { lessons, exams }, after) {
  const all = outline.modules.flatMap(({ lessons }) => lessons);
  const place = all.findIndex(({ id }) => id === after) + 1;
  const isOpen = (/** @type {OutlinedLesson} */ { id }) =>
    lessons[id].state === "new" || lessons[id].state === "begun";
  const open = [...all.slice(place), ...all.slice(0, place)].filter(isOpen);
  const free = open.find(({ weight, id }) => weight > 0 && id !== after);
  if (free) return free;
  const left = open.find(({ id }) => id !== after);
  const exam = outline.exams.find(({ id }) => TO_DO.includes(exams[id].state));
  return exam ?? left ?? null;
}

/** @typedef {{ answered: number, score: import("../rational.js").Rational,
 *   most: import("../rational.js").Rational }} QuizResult */

/**
 * Returns how many items of a quiz are answered, as they are now, and what was reached.
 * @param {OutlinedQuiz} quiz
 * @param {State} state
 * @returns {QuizResult}
 */
export function resultOf({ asked, grading, id, prints }, state) {
  const known = new Set(prints.match(PRINT));
  let [answered, score, most] = [0, ZERO, ZERO];
  for (const item of Object.values(state.quizzes[id]?.items ?? {})) {
    if (!item.first || !known.has(item.fingerprint.slice(0, 4))) continue;
    answered += 1;
    score = add(score, parse(scoreOf(item, grading)));
    most = add(most, parse(item.maxScore));
  }
  return { answered: Math.min(answered, asked), score, most };
}

/**
 * Returns the score that counts of an item: of the first try where the quiz says nothing else.
 * @param {ItemState} item
 * @param {string} [grading]
 */
function scoreOf(item, grading = "first") {
  if (grading === "last") return item.score;
  return grading === "best" ? greater(item.score, item.best) : (item.first?.score ?? "0");
}

/**
 * Returns how a lesson stands by itself, whatever it requires.
 * @param {OutlinedLesson} lesson
 * @param {State} state
 * @param {Map<string, QuizResult>} results
 * @returns {LessonStanding}
 */
function lessonOf({ digest, id, quizzes }, state, results) {
  const counting = quizzes.filter(({ optional }) => !optional);
  const of = quizzes.reduce((sum, { asked }) => sum + asked, 0);
  const answered = quizzes.reduce((sum, quiz) => sum + (results.get(quiz.id)?.answered ?? 0), 0);
  const byReading = counting.every(({ asked }) => !asked);
  const said = state.notes[`done/${id}`]?.value ?? "";
  const isDone = byReading
    ? said !== ""
    : counting.every((quiz) => isReached(quiz, results.get(quiz.id)));
  const isBegun = answered > 0 || Boolean(state.lessons[id]);
  return {
    state: isDone ? "done" : isBegun ? "begun" : "new",
    answered,
    of,
    waits: [],
    isChanged: said !== "" && digest !== "" && said !== digest,
    byReading,
  };
}

/**
 * Returns whether a quiz is answered, and as well as it takes.
 * @param {OutlinedQuiz} quiz
 * @param {QuizResult | undefined} result
 * @param {string} [needed]
 */
function isReached({ asked, needed: own }, result, needed = own) {
  if (!result || result.answered < asked) return false;
  return needed === undefined || compare(result.score, times(parse(needed), result.most)) >= 0;
}

/**
 * Returns whether a lesson is done, or was once.
 * @param {LessonStanding} lesson
 * @param {State} state
 * @param {string} id
 */
const isOver = (lesson, state, id) =>
  lesson.state === "done" || Boolean(state.notes[`done/${id}`]?.value);

/**
 * Returns how an exam stands; of an answer lock what it told.
 * @param {ExamState | undefined} exam
 * @returns {ExamWord}
 */
function examWord(exam) {
  const attempts = exam?.attempts ?? [];
  const locked = attempts.map(({ locked }) => locked?.state);
  if (locked.includes("passed")) return "passed";
  if (exam?.current) return "begun";
  if (locked.includes("ended")) return "ended";
  if (locked.some(Boolean)) return "failed";
  return attempts.length ? "handed-in" : "new";
}

/**
 * Returns how much of some lessons is done, by number and by weight, and how long the rest takes.
 *
 * Those that may be left out are neither done nor to do, unless there are no others.
 * @param {OutlinedLesson[]} some
 * @param {Record<string, LessonStanding>} lessons
 */
function sumOf(some, lessons) {
  const weighty = some.filter(({ weight }) => weight > 0);
  const counting = weighty.length ? weighty : some;
  const done = counting.filter(({ id }) => lessons[id].state === "done");
  const left = counting.filter(({ id }) => lessons[id].state !== "done");
  const weigh = (/** @type {OutlinedLesson[]} */ those) =>
    weighty.length ? those.reduce((sum, { weight }) => sum + weight, 0) : those.length;
  const share = counting.length ? weigh(done) / weigh(counting) : 0;
  const minutesLeft = left.reduce((sum, { minutes }) => sum + minutes, 0);
  return { done: done.length, of: counting.length, share, minutesLeft };
}

/**
 * Returns the lesson that was read last.
 * @param {OutlinedLesson[]} all
 * @param {State} state
 */
function lastOf(all, state) {
  let [last, at] = [/** @type {string | null} */ (null), ""];
  for (const { id } of all) {
    if (state.lessons[id]?.at > at) [last, at] = [id, state.lessons[id].at];
  }
  return last;
}

/**
 * Returns where to go on: in the lesson that was read last, or with the next.
 * @param {Outline} outline
 * @param {Pick<Standing, "lessons" | "exams" | "last">} standing
 * @param {State} state
 * @returns {Next | null}
 */
function nextOf(outline, standing, state) {
  const { last, lessons } = standing;
  const here = outline.modules.flatMap((module) => module.lessons).find(({ id }) => id === last);
  const stays = here && lessons[here.id].state === "begun";
  const goal = stays ? here : ahead(outline, standing, last);
  if (!goal) return null;
  const { id, title, url } = goal;
  const isExam = outline.exams.includes(/** @type {OutlinedExam} */ (goal));
  return { id, title, url, isExam, hash: stays ? (state.lessons[id]?.hash ?? "") : "" };
}

/**
 * Returns whether what the course asks for is reached.
 * @param {Outline} outline
 * @param {Pick<Standing, "lessons" | "exams">} standing
 * @param {Map<string, QuizResult>} results
 */
function isComplete({ completion, exams: listed, modules }, { lessons, exams }, results) {
  const all = modules.flatMap(({ lessons }) => lessons);
  const isWeighed = all.some(({ weight }) => weight > 0);
  const weigh = (/** @type {OutlinedLesson[]} */ those) =>
    rational(isWeighed ? those.reduce((sum, { weight }) => sum + weight, 0) : those.length);
  const done = weigh(all.filter(({ id }) => lessons[id].state === "done"));
  const enough = compare(done, times(parse(completion.lessons), weigh(all))) >= 0;
  const quizzes = new Map(all.flatMap(({ quizzes }) => quizzes).map((quiz) => [quiz.id, quiz]));
  const isKnown = Object.entries(completion.quizzes).every(([id, needed]) => {
    const quiz = quizzes.get(id);
    return quiz && isReached(quiz, results.get(id), needed);
  });
  const isPassed = listed.every(({ id }) => ["passed", "handed-in"].includes(exams[id].state));
  const isAnything = all.length > 0 || listed.length > 0;
  return isAnything && enough && isKnown && (isPassed || !completion.exam);
}
