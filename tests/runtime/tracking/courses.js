/**
 * Courses and states of learners for the tracker's tests.
 *
 * @import { State, ItemState } from "../../../generator/lessonry/runtime/store/store.js"
 * @import { Adapter, Begun } from "../../../generator/lessonry/runtime/tracking/adapter.js"
 * @import { TrackedCourse, TrackedItem } from "../../../generator/lessonry/runtime/tracking/course.js"
 * @import { Head } from "../../../generator/lessonry/runtime/tracking/state.js"
 */

/** @returns {State} */
export const blank = () => ({ version: 1, quizzes: {}, lessons: {}, exams: {}, notes: {} });

/**
 * A course of so many lessons, each with a quiz of so many items, `i0`, `i1`, …
 * @param {number} lessons
 * @param {number} items
 * @param {Partial<TrackedCourse>} [said]
 * @returns {TrackedCourse}
 */
export function courseOf(lessons, items, said = {}) {
  const numbers = Array.from({ length: lessons }, (_, number) => number);
  const each = Array.from({ length: items }, (_, number) => number);
  return {
    course: "c",
    title: "Course",
    language: "en",
    edition: "0123456789abcdef",
    site: "course",
    pages: ["index.html", ...numbers.map((number) => `l${number}.html`)],
    items: numbers.flatMap((lesson) => each.map((item) => tracked(`q${lesson}`, `i${item}`))),
    exams: [],
    outline: {
      course: "c",
      title: "Course",
      edition: "0123456789abcdef",
      language: "en",
      url: null,
      home: "index.html",
      progress: "progress.html",
      verify: null,
      exams: (said.exams ?? []).map(({ id }) => ({
        id,
        title: id,
        url: `${id}.html`,
        requires: [],
      })),
      modules: [
        {
          id: "m",
          title: "M",
          lessons: numbers.map((number) => ({
            id: `l${number}`,
            title: `L${number}`,
            url: `l${number}.html`,
            minutes: 5,
            weight: 1,
            requires: [],
            access: "free",
            digest: "00aa11bb",
            quizzes: [{ id: `q${number}`, title: "Q", asked: items, prints: "aaaa".repeat(items) }],
          })),
        },
      ],
      completion: { lessons: "1", quizzes: {}, exam: true },
      open: true,
    },
    ...said,
  };
}

/**
 * @param {string} quiz
 * @param {string} item
 * @param {Partial<TrackedItem>} [said]
 * @returns {TrackedItem}
 */
export const tracked = (quiz, item, said = {}) => ({
  quiz,
  item,
  id: `${quiz}.${item}`,
  form: "choice",
  text: "Which?",
  points: "1",
  print: "aaaabbbbcccc",
  ...said,
});

/**
 * An item's state after its first try.
 * @param {string[]} response
 * @param {string} score
 * @param {string} at
 * @returns {ItemState}
 */
export const answered = (response, score, at) => ({
  fingerprint: "aaaabbbbcccc",
  response,
  score,
  maxScore: "1",
  first: { response, score, at },
  best: score,
  at,
});

/** @type {Head} */
export const HEAD = { attempt: "a1", page: "", isPassed: false, isComplete: false, score: null };

/** @type {Begun} */
export const BEGUN = {
  state: "",
  page: "",
  learner: { id: "u1", name: "Ada" },
  mode: "normal",
  isNew: true,
  isPassed: false,
  isComplete: false,
};

/**
 * An adapter that writes down what it is told.
 * @implements {Adapter}
 */
export class Noted {
  room = 4096;
  /** @type {[string, any][]} */
  told = [];
  begin = () => BEGUN;
  page = (/** @type {string} */ address) => this.note("page", address);
  item = (/** @type {object} */ answer) => this.note("item", answer);
  score = (/** @type {object} */ score) => this.note("score", score);
  status = (/** @type {object} */ status) => this.note("status", status);
  state = (/** @type {string} */ text) => this.note("state", text);
  commit = () => this.note("commit", null);
  end = () => this.note("end", null);

  /**
   * @param {string} what
   * @param {any} said
   */
  note(what, said) {
    this.told.push([what, said]);
  }

  /**
   * Returns what was said of one kind.
   * @param {string} what
   */
  of(what) {
    return this.told.filter(([name]) => name === what).map(([, said]) => said);
  }
}
