/**
 * Brings together what the LMS has kept of a learner's progress and what this browser has.
 *
 * @import { Change, State } from "../store/store.js"
 * @import { Keeps } from "../store/learner.js"
 * @import { Begun } from "./adapter.js"
 * @import { TrackedCourse } from "./course.js"
 * @import { Head } from "./state.js"
 */

import { own } from "../store/learner.js";
import { merge } from "../store/merge.js";
import { sound } from "../store/shape.js";
import { named } from "./keeper.js";
import { opened } from "./state.js";

/** @returns {State} */
const blank = () => ({ version: 1, quizzes: {}, lessons: {}, exams: {}, notes: {} });

/**
 * Returns the learner's part of the storage, the head of what the LMS has kept, and what is in it.
 *
 * Each attempt in the LMS has a part of its own: who begins anew there begins anew here.
 * @param {TrackedCourse} course
 * @param {Begun} begun
 */
export async function arrived(course, begun) {
  const kept = begun.state ? await opened(course, begun.state) : null;
  /** @type {Head} */
  const head = kept?.head ?? {
    attempt: begun.isNew ? fresh() : "",
    page: "",
    isPassed: false,
    isComplete: false,
    score: null,
  };
  head.page ||= course.pages.includes(begun.page) ? begun.page : "";
  const learner = `${named(begun.learner.id)}${head.attempt && `.${head.attempt}`}`;
  return { head, learner, change: kept?.change ?? {} };
}

/**
 * Returns the state that a part of the storage holds, with what else the LMS has.
 * @param {Keeps} storage
 * @param {string} key
 * @param {Change} [change]
 * @returns {State}
 */
export function stateOf(storage, key, change = {}) {
  let state = blank();
  try {
    const found = JSON.parse(storage.getItem(key) || "null");
    if (found?.version === 1) state = sound(found);
  } catch {
    // What cannot be read is not there.
  }
  return sound(merge(state, unknown(change, state)));
}

/**
 * Removes what former attempts of the same learner have left.
 * @param {string} key  Of the course, nobody's.
 * @param {string} learner
 */
export function sweep(key, learner) {
  const [who] = learner.split(".");
  try {
    for (const name of Object.keys(localStorage)) {
      const isTheirs = name === own(key, who) || name.startsWith(`${own(key, who)}.`);
      if (isTheirs && name !== own(key, learner)) localStorage.removeItem(name);
    }
  } catch {
    // Where nobody may look, nothing was left.
  }
}

/**
 * Returns what of a change this browser does not know better: it has the words of the answers whose
 * outcome alone the LMS has.
 * @param {Change} change
 * @param {State} state
 * @returns {Change}
 */
function unknown(change, { quizzes, lessons, notes }) {
  const without = (
    /** @type {Record<string, any> | undefined} */ all,
    /** @type {object} */ known,
  ) => Object.fromEntries(Object.entries(all ?? {}).filter(([name]) => !(name in known)));
  const items = Object.entries(change.quizzes ?? {}).map(([quiz, part]) => {
    const kept = Object.entries(part.items ?? {}).filter(([id, item]) => {
      const ours = quizzes[quiz]?.items[id];
      return !ours?.first || item.response.length || item.score !== ours.first.score;
    });
    return [quiz, { ...part, items: Object.fromEntries(kept) }];
  });
  return {
    quizzes: Object.fromEntries(items),
    lessons: without(change.lessons, lessons),
    exams: change.exams,
    notes: without(change.notes, notes),
  };
}

/** Returns the name of a new attempt. */
function fresh() {
  const [number] = crypto.getRandomValues(new Uint32Array(1));
  return number.toString(36);
}
