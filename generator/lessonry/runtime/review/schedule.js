/**
 * When a question comes back: a day after it was first answered rightly, then after 3, 7 and 21 days.
 *
 * Nothing is written down for a question before its first review: when it was first answered, and
 * how, says it all. A review is a note, `due/<quiz>/<item>`, with how far the question has come, the
 * fingerprint that it is kept by, and that of the variant that was asked. An answer in the lesson on a
 * day when the question was due counts as a review too, for where lessons cannot be fetched.
 *
 * Days begin at four in the morning, so that who learns late in the evening has not yet begun the next.
 *
 * @import { ItemState, Note, State } from "../store/store.js"
 * @typedef {{ lesson: string, module: string, asked: number, prints: string, apart: string[] }} Placed
 *   Where a quiz is placed, and how many it asks; `prints`: the first four digits of its items'
 *   fingerprints as they are now; `apart`: what of it is not for review.
 * @typedef {{ quiz: string, item: string, lesson: string, module: string, print: string, last: string,
 *   missed: boolean, step: number, day: number }} Task  `day`: the first on which it is due; `last`: the
 *   fingerprint of what was asked last.
 * @typedef {{ at: string, step: number, missed: boolean, last: string }} Memory
 */

import { numbers } from "../quiz/shuffle.js";

/** How many days a question rests, by how far it has come; who has come further is done with it. */
export const INTERVALS = [1, 3, 7, 21];
const MORNING = 4;
const DAY = 864e5;
const PRINT = 4;

/**
 * Returns the number of the day that a moment is in, as the learner's own clock has it.
 * @param {string | number} moment
 */
export function dayOf(moment) {
  const date = new Date(moment);
  date.setHours(date.getHours() - MORNING);
  return Math.floor(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY);
}

/**
 * Returns what is due, the most pressing first, and what comes later.
 * @param {State} state
 * @param {Record<string, Placed>} places  By quiz.
 * @param {string | number} now
 * @returns {{ due: Task[], later: Task[] }}
 */
export function queue(state, places, now) {
  const today = dayOf(now);
  const tasks = Object.entries(places).flatMap(([quiz, place]) => tasksOf(quiz, place, state));
  tasks.sort((a, b) => Number(b.missed) - Number(a.missed) || a.day - b.day);
  const isDue = (/** @type {Task} */ { day }) => day <= today;
  const later = tasks.filter((task) => !isDue(task)).sort((a, b) => a.day - b.day);
  return { due: tasks.filter(isDue), later };
}

/**
 * Returns the questions of one sitting: the most pressing, those missed first, and neighbours from
 * different modules as far as there are any.
 * @param {Task[]} due
 * @param {number} size
 * @param {string} seed
 */
export function sitting(due, size, seed) {
  const chosen = due.slice(0, size);
  const missed = mixed(
    chosen.filter(({ missed }) => missed),
    seed,
    "",
  );
  const rest = chosen.filter(({ missed }) => !missed);
  return [...missed, ...mixed(rest, seed, missed.at(-1)?.module ?? "")];
}

/**
 * Returns the value of the note that a review leaves, and which the next one starts from.
 * @param {Pick<Task, "step" | "missed" | "print">} task
 * @param {boolean} right
 * @param {string} asked  The fingerprint of the variant that was asked.
 */
export function reviewed({ missed, print, step }, right, asked) {
  const next = after({ step, missed }, right);
  return [next.missed ? "missed" : next.step, print, asked].join(" ");
}

/**
 * Returns the value of the note that takes a question out of review until it is answered anew.
 * @param {Pick<Task, "print">} task
 */
export const dropped = ({ print }) => `gone ${print}`;

/**
 * Returns what is known of a learner's memory of an item; nothing where it was not answered, or
 * cannot be right or wrong.
 * @param {ItemState | undefined} item
 * @param {Note | undefined} note
 * @returns {Memory | null}
 */
export function memoryOf(item, note) {
  if (!item?.first || item.maxScore === "0") return null;
  const { first } = item;
  /** @type {Memory | null} */
  let memory = { at: first.at, step: 0, missed: first.score !== item.maxScore, last: "" };
  const [word, print, last = ""] = note?.value.split(" ") ?? [];
  if (note && print === item.fingerprint && note.at > first.at) {
    // Until the lesson asks it again: the page that lacked it may have been an older one.
    if (word === "gone" && item.at <= note.at) return null;
    const step = Number(word);
    const fits = Number.isInteger(step) && step >= 0;
    if (fits || word === "missed") {
      memory = { at: note.at, step: fits ? step : 0, missed: !fits, last };
    }
  }
  // In the lesson itself, where it was due.
  if (item.response.length && item.at > memory.at && dayOf(item.at) >= dayDue(memory)) {
    const right = item.score === item.maxScore;
    memory = { ...after(memory, right), at: item.at, last: item.fingerprint };
  }
  return memory;
}

/**
 * Returns whether a question has come to the end of its reviews.
 * @param {Memory} memory
 */
export const isLearnt = ({ missed, step }) => !missed && step >= INTERVALS.length;

/** @param {Memory} memory */
const dayDue = ({ at, missed, step }) =>
  dayOf(at) + (missed ? INTERVALS[0] : (INTERVALS[step] ?? Infinity));

/**
 * Returns how far a question comes by an answer: what was missed begins again.
 * @param {Pick<Memory, "step" | "missed">} memory
 * @param {boolean} right
 */
const after = ({ missed, step }, right) =>
  right ? { step: missed ? 0 : step + 1, missed: false } : { step: 0, missed: true };

/**
 * @param {string} quiz
 * @param {Placed} place
 * @param {State} state
 * @returns {Task[]}
 */
function tasksOf(quiz, { apart, lesson, module, prints }, state) {
  const known = new Set(prints.match(/.{4}/g));
  return Object.entries(state.quizzes[quiz]?.items ?? {}).flatMap(([item, kept]) => {
    if (apart.includes(item) || !known.has(kept.fingerprint.slice(0, PRINT))) return [];
    const memory = memoryOf(kept, state.notes[noteOf({ quiz, item })]);
    if (!memory || isLearnt(memory)) return [];
    const { last, missed, step } = memory;
    const print = kept.fingerprint;
    return [{ quiz, item, lesson, module, print, last, missed, step, day: dayDue(memory) }];
  });
}

/**
 * Returns the name of the note that an item's reviews are kept under.
 * @param {Pick<Task, "quiz" | "item">} task
 */
export const noteOf = ({ item, quiz }) => `due/${quiz}/${item}`;

/**
 * Returns tasks in a mixed order that repeats: each from another module than the one before it, as
 * long as that is possible.
 * @param {Task[]} tasks
 * @param {string} seed
 * @param {string} before  The module of what comes before them.
 */
function mixed(tasks, seed, before) {
  const rank = (/** @type {Task} */ { item, quiz }) => numbers(`${seed}/${quiz}/${item}`)();
  const left = tasks.map((task) => ({ task, rank: rank(task) })).sort((a, b) => a.rank - b.rank);
  const order = [];
  let module = before;
  while (left.length) {
    // From the module with the most left, or its questions would meet at the end.
    const many = (/** @type {string} */ name) =>
      left.reduce((sum, { task }) => sum + Number(task.module === name), 0);
    const others = left.filter(({ task }) => task.module !== module);
    const most = Math.max(...others.map(({ task }) => many(task.module)));
    const next = others.find(({ task }) => many(task.module) === most) ?? left[0];
    left.splice(left.indexOf(next), 1);
    order.push(next.task);
    module = next.task.module;
  }
  return order;
}
