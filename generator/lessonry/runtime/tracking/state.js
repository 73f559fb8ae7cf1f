/**
 * What an LMS keeps of a learner's progress, for another device: a text of at most so many characters.
 *
 * Its head always fits: the attempt, when it was written, the page, the pass and its score. Then come
 * how each lesson stands and how each item went, two bits each: some 10,000 items and lessons in 4,096
 * characters. A course with more has one bit each (done or not, right or not), then the lessons alone,
 * then the head. What room is left is filled with what else there is, the most important first: exams
 * that were passed, the one that is going on, other exams, what opens full lessons, then the answers
 * themselves, the latest first. So an answer that did not fit comes back as right or wrong, without
 * its words; flags, positions in videos, drafts and ratings stay where they were made.
 *
 * Items and lessons are known by their number in the course, so another edition of it takes nothing
 * but the head.
 *
 * @import { State, ItemState, Change, HandedIn, Current } from "../store/store.js"
 * @import { TrackedCourse, TrackedItem } from "./course.js"
 * @typedef {{ attempt: string, page: string, isPassed: boolean, isComplete: boolean,
 *   score: number | null }} Head  `score`: from 0 to 1, of what has ended.
 * @typedef {[number, string[], string, string, number, [string[], string] | null, string]} Detail  Of
 *   an item: its number, response, score, fingerprint, the seconds between it and the text; the first
 *   try where that is another, and the best score.
 * @typedef {{ exam: [string, HandedIn] } | { current: [string, Current] } |
 *   { note: [string, string] } | { seed: [string, string, string] } | { item: Detail }} Unit  `seed`:
 *   the quiz, what it was drawn by, and when.
 */

import { format, parse, rational, times } from "../rational.js";
import { deflated, inflated, packed, unpacked } from "./packing.js";

const VERSION = "1";
/** How many characters of details are looked at: more than this many times the room never fit. */
const DENSEST = 8;
/** Notes that go along: what opens full lessons. */
const CARRIED = /^access\//;
const PLANS = /** @type {const} */ ([
  [2, 2],
  [2, 1],
  [1, 1],
  [1, 0],
  [0, 0],
]);
/** How a lesson stands at best, and how an item went. */
const [DONE, RIGHT] = [2, 3];
/** Of the details, in bytes: more than was ever written. */
const LARGEST = 1e6;

/**
 * Returns the part of the text that can be made at once: head and bits.
 * @param {TrackedCourse} course
 * @param {Head} head
 * @param {State} state
 * @param {number} room
 * @param {Date} now
 */
export function outlineOf(course, head, state, room, now) {
  const { attempt, page, score } = head;
  const number = course.pages.indexOf(page);
  const begin = [
    VERSION,
    editionOf(course),
    attempt || "0",
    Math.floor(now.getTime() / 1000).toString(36),
    number < 0 ? "" : number.toString(36),
    `${Number(head.isPassed) + 2 * Number(head.isComplete)}${score === null ? "" : Math.round(score * 10_000).toString(36)}`,
  ].join(".");
  const lessons = lessonsOf(course).map(({ id }) => lessonBits(state, id));
  const items = course.items.map((item) => itemBits(state.quizzes[item.quiz]?.items[item.item]));
  for (const [perLesson, perItem] of PLANS) {
    const text = [
      begin,
      `${perLesson}${perItem}`,
      packed(lessons, perLesson, DONE),
      packed(items, perItem, RIGHT),
    ].join(".");
    if (text.length < room) return text;
  }
  return `${begin}.00..`;
}

/**
 * Returns what fits of the details into so many characters, packed; nothing where nothing does.
 * @param {TrackedCourse} course
 * @param {State} state
 * @param {number} room
 * @param {Date} now
 */
export async function detailsOf(course, state, room, now) {
  let size = 0;
  const units = [];
  for (const unit of unitsOf(course, state, now)) {
    size += JSON.stringify(unit).length + 1;
    if (size > room * DENSEST) break;
    units.push(unit);
  }
  let [fits, low, high] = ["", 0, units.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const text = await deflated(JSON.stringify(units.slice(0, middle)));
    if (text !== null && text.length <= room) [low, fits] = [middle, text];
    else high = middle - 1;
  }
  return fits;
}

/**
 * Reads a text; returns nothing where it is none of ours, and the head alone where the course has
 * become another.
 * @param {TrackedCourse} course
 * @param {string} text
 * @returns {Promise<{ head: Head, change: Change } | null>}
 */
export async function opened(course, text) {
  const parts = text.split(".");
  if (parts.length < 9 || parts[0] !== VERSION) return null;
  const [, edition, attempt, seconds, page, mark, plan, lessons, items, details = ""] = parts;
  const score = mark.slice(1) ? parseInt(mark.slice(1), 36) / 10_000 : null;
  if (!/^[0-3]/.test(mark) || Number.isNaN(score) || !/^[0-9a-z]+$/.test(seconds)) return null;
  /** @type {Head} */
  const head = {
    attempt: attempt === "0" ? "" : attempt,
    page: "",
    isPassed: Number(mark[0]) % 2 === 1,
    isComplete: Number(mark[0]) > 1,
    score,
  };
  if (edition !== editionOf(course)) return { head, change: {} };
  head.page = page ? (course.pages[parseInt(page, 36)] ?? "") : "";
  const at = parseInt(seconds, 36) * 1000;
  /** @type {Required<Change>} */
  const change = { quizzes: {}, lessons: {}, exams: {}, notes: {} };
  const moment = new Date(at).toISOString();
  restoreLessons(change, course, unpacked(lessons, Number(plan[0]), DONE), moment);
  restoreItems(change, course, unpacked(items, Number(plan[1]), RIGHT), moment);
  try {
    const units = details ? JSON.parse(await inflated(details, LARGEST)) : [];
    for (const unit of units) restoreUnit(change, course, unit, at);
  } catch (fault) {
    // What could be read is there; the rest is on the device where it was made.
    console.warn(fault);
  }
  return { head, change };
}

/** @param {TrackedCourse} course */
const editionOf = ({ edition }) => edition.slice(0, 8) || "0";

/** @param {TrackedCourse} course */
const lessonsOf = ({ outline }) => outline.modules.flatMap(({ lessons }) => lessons);

/**
 * Returns how a lesson stands: done by its reader's word, begun, or new.
 * @param {State} state
 * @param {string} id
 */
const lessonBits = ({ lessons, notes }, id) =>
  notes[`done/${id}`]?.value ? DONE : lessons[id] ? 1 : 0;

/**
 * Returns how an item went: right or kept, partly right, wrong; nothing where it has no first try.
 * @param {ItemState | undefined} item
 */
function itemBits(item) {
  if (!item?.first) return 0;
  if (item.first.score === item.maxScore || item.maxScore === "0") return RIGHT;
  return item.first.score === "0" ? 1 : 2;
}

/**
 * Yields what else there is of a state, the most important first.
 * @param {TrackedCourse} course
 * @param {State} state
 * @param {Date} now
 * @returns {Generator<Unit>}
 */
function* unitsOf(course, state, now) {
  const attempts = Object.entries(state.exams).flatMap(([exam, { attempts }]) =>
    attempts.map(
      (attempt) => /** @type {[string, HandedIn]} */ ([exam, { ...attempt, record: "" }]),
    ),
  );
  const isPassed = (/** @type {[string, HandedIn]} */ [, { locked }]) => locked?.state === "passed";
  for (const exam of attempts.filter(isPassed)) yield { exam };
  for (const [exam, { current }] of Object.entries(state.exams)) {
    if (current) yield { current: [exam, current] };
  }
  for (const exam of attempts.filter((one) => !isPassed(one))) yield { exam };
  for (const [name, { value }] of Object.entries(state.notes)) {
    if (CARRIED.test(name) && value) yield { note: [name, value] };
  }
  for (const [quiz, { seed, seeded }] of Object.entries(state.quizzes)) {
    if (seed && seeded) yield { seed: [quiz, seed, seeded] };
  }
  const answers = course.items
    .map((item, number) => ({ number, kept: state.quizzes[item.quiz]?.items[item.item] }))
    .filter(({ kept }) => kept?.first && kept.response.length)
    .sort((a, b) => ((a.kept?.at ?? "") < (b.kept?.at ?? "") ? 1 : -1));
  for (const { number, kept } of answers) {
    if (kept?.first) yield { item: detailOf(number, kept, kept.first, now) };
  }
}

/**
 * @param {number} number
 * @param {ItemState} kept
 * @param {NonNullable<ItemState["first"]>} first
 * @param {Date} now
 * @returns {Detail}
 */
function detailOf(number, { response, score, fingerprint, at, best = "" }, first, now) {
  const isFirst = first.score === score && first.response.join("\n") === response.join("\n");
  const ago = Math.max(0, Math.round((now.getTime() - Date.parse(at)) / 1000));
  return [
    number,
    response,
    score,
    fingerprint,
    ago,
    isFirst ? null : [first.response, first.score],
    best === score ? "" : best,
  ];
}

/**
 * @param {Required<Change>} change
 * @param {TrackedCourse} course
 * @param {number[]} values
 * @param {string} at
 */
function restoreLessons(change, course, values, at) {
  lessonsOf(course).forEach(({ id, digest }, place) => {
    if (!values[place]) return;
    change.lessons[id] = { answered: 0, of: 0, at };
    if (values[place] === DONE) change.notes[`done/${id}`] = { value: digest || "done", at };
  });
}

/**
 * @param {Required<Change>} change
 * @param {TrackedCourse} course
 * @param {number[]} values
 * @param {string} at
 */
function restoreItems(change, course, values, at) {
  course.items.forEach((item, place) => {
    const value = values[place];
    if (!value) return;
    const half = format(times(rational(1, 2), parse(item.points)));
    const score = value === RIGHT ? item.points : value === 1 ? "0" : half;
    itemsOf(change, item.quiz)[item.item] = {
      fingerprint: item.print,
      response: [],
      score,
      maxScore: item.points,
      first: { response: [], score, at },
      elsewhere: true,
      at,
    };
  });
}

/**
 * @param {Required<Change>} change
 * @param {string} quiz
 * @returns {Record<string, ItemState>}
 */
function itemsOf(change, quiz) {
  const known = change.quizzes[quiz] ?? { items: {} };
  change.quizzes[quiz] = known;
  known.items ??= {};
  return known.items;
}

/**
 * Puts one unit back; `store/shape.js` looks whether it fits, as at all that is stored.
 * @param {Required<Change>} change
 * @param {TrackedCourse} course
 * @param {Unit} unit
 * @param {number} written
 */
function restoreUnit(change, course, unit, written) {
  const at = new Date(written).toISOString();
  if ("exam" in unit) {
    const [exam, attempt] = unit.exam;
    const known = change.exams[exam] ?? {};
    change.exams[exam] = { ...known, attempts: [...(known.attempts ?? []), attempt] };
  } else if ("current" in unit) {
    const [exam, current] = unit.current;
    change.exams[exam] = { ...change.exams[exam], current };
  } else if ("note" in unit) {
    change.notes[unit.note[0]] = { value: unit.note[1], at };
  } else if ("seed" in unit) {
    const [quiz, seed, seeded] = unit.seed;
    const items = itemsOf(change, quiz);
    const seen = Object.fromEntries(Object.keys(items).map((id) => [id, seeded]));
    change.quizzes[quiz] = { seed, seeded, seen, items };
  } else {
    const [number, response, score, fingerprint, ago, first, best] = unit.item;
    const item = course.items[number];
    const made = new Date(written - ago * 1000).toISOString();
    itemsOf(change, item.quiz)[item.item] = {
      fingerprint,
      response,
      score,
      maxScore: item.points,
      first: { response: first?.[0] ?? response, score: first?.[1] ?? score, at: made },
      ...(best || score !== "0" ? { best: best || score } : {}),
      at: made,
    };
  }
}
