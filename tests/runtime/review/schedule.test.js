import assert from "node:assert/strict";
import test from "node:test";

import {
  dayOf,
  dropped,
  memoryOf,
  noteOf,
  queue,
  reviewed,
  sitting,
} from "../../../generator/lessonry/runtime/review/schedule.js";
import { blank } from "../../../generator/lessonry/runtime/store/store.js";

const PRINT = "0123456789ab";
const OTHER = "9876543210fe";

/** Noon, so many days after the first. @param {number} day @param {number} [hour] */
const at = (day, hour = 12) => new Date(2026, 10, 2 + day, hour).toISOString();
/** @param {number} day @param {string} score @param {object} [more] @returns {any} */
const answer = (day, score, more = {}) => ({
  fingerprint: PRINT,
  response: ["a"],
  score,
  maxScore: "1",
  first: { response: ["a"], score, at: at(day) },
  at: at(day),
  ...more,
});
/** @param {Record<string, any>} items @param {Record<string, any>} [notes] @returns {any} */
const state = (items, notes = {}) => ({ ...blank(), quizzes: { q: { items } }, notes });
/** @param {string} value @param {number} day */
const note = (value, day) => ({ "due/q/x": { value, at: at(day, 13) } });
const place = { lesson: "l", module: "m", asked: 9, prints: PRINT.slice(0, 4), apart: [] };
/** @param {any} state @param {number} day @param {object} [more] */
const dueOn = (state, day, more = {}) =>
  queue(state, { q: { ...place, ...more } }, at(day)).due.map(({ item }) => item);

test("what was right at first comes back after 1, 3, 7 and 21 days, and then no more", () => {
  const items = { x: answer(0, "1") };
  let notes = {};
  let day = 0;
  for (const days of [1, 3, 7, 21]) {
    assert.deepEqual(dueOn(state(items, notes), day + days - 1), [], `${days} days`);
    assert.deepEqual(dueOn(state(items, notes), day + days), ["x"], `${days} days`);
    day += days;
    const [task] = queue(state(items, notes), { q: place }, at(day)).due;
    notes = note(reviewed(task, true, PRINT), day);
  }
  const last = queue(state(items, notes), { q: place }, at(999));
  assert.deepEqual([last.due, last.later], [[], []]);
});

test("what was missed comes back the next day, before all else, and begins again once it is right", () => {
  const items = { right: answer(0, "1"), partly: answer(1, "1/2"), wrong: answer(1, "0") };
  assert.deepEqual(dueOn(state(items), 2).sort(), ["partly", "right", "wrong"]);
  assert.deepEqual(dueOn(state(items), 2).at(-1), "right");
  const x = { x: answer(0, "1") };
  const far = state(x, note(`3 ${PRINT} ${PRINT}`, 10));
  const [task] = queue(far, { q: place }, at(31)).due;
  const missed = note(reviewed(task, false, PRINT), 31);
  assert.equal(missed["due/q/x"].value, `missed ${PRINT} ${PRINT}`);
  const [again] = queue(state(x, missed), { q: place }, at(32)).due;
  assert.equal(again.missed, true);
  const right = note(reviewed(again, true, OTHER), 32);
  assert.equal(right["due/q/x"].value, `0 ${PRINT} ${OTHER}`);
  assert.deepEqual(dueOn(state(x, right), 32), []);
  assert.deepEqual(dueOn(state(x, right), 33), ["x"]);
});

test("a day begins at four in the morning of the learner's own clock", () => {
  assert.equal(dayOf(at(0, 23)), dayOf(at(1, 3)));
  assert.equal(dayOf(at(1, 3)) + 1, dayOf(at(1, 5)));
  const late = state({
    x: { ...answer(0, "1"), first: { response: [], score: "1", at: at(0, 23) } },
  });
  assert.deepEqual(queue(late, { q: place }, at(1, 2)).due, []);
  assert.equal(queue(late, { q: place }, at(1, 8)).due.length, 1);
});

test("an item that has changed, is gone, is never graded or not for review is left out", () => {
  for (const [items, more] of /** @type {[any, object][]} */ ([
    [{ x: answer(0, "0", { fingerprint: OTHER }) }, {}],
    [{ x: answer(0, "0", { first: null }) }, {}],
    [{ x: answer(0, "0", { maxScore: "0" }) }, {}],
    [{ x: answer(0, "0") }, { apart: ["x"] }],
  ])) {
    assert.deepEqual(dueOn(state(items), 5, more), []);
  }
  assert.deepEqual(queue(state({ x: answer(0, "0") }), {}, at(5)).due, []);
  const gone = note(dropped({ print: PRINT }), 1);
  assert.deepEqual(dueOn(state({ x: answer(0, "0") }, gone), 5), []);
  // Answered anew, as it is now.
  assert.deepEqual(dueOn(state({ x: answer(2, "0") }, gone), 5), ["x"]);
  // Not gone after all: the lesson has asked it again, at a second try.
  const again = answer(0, "0", { at: at(3), score: "1" });
  assert.deepEqual(dueOn(state({ x: again }, gone), 4), ["x"]);
});

test("a note of another version of the item, of before a new start, or an odd one counts nothing", () => {
  for (const [value, day] of /** @type {[string, number][]} */ ([
    [`4 ${OTHER}`, 3],
    [`4 ${PRINT}`, -3],
    ["much", 3],
    ["", 3],
    [`-1 ${PRINT}x`, 3],
  ])) {
    assert.deepEqual(dueOn(state({ x: answer(0, "0") }, note(value, day)), 5), ["x"], value);
  }
});

test("an answer in the lesson counts as a review on a day when it was due, and on no other", () => {
  const later = (/** @type {number} */ day, /** @type {string} */ score) =>
    memoryOf(answer(0, "1", { at: at(day), score }), undefined);
  assert.deepEqual([later(0, "0")?.missed, later(0, "0")?.step], [false, 0]);
  assert.deepEqual([later(1, "1")?.missed, later(1, "1")?.step], [false, 1]);
  assert.deepEqual([later(1, "0")?.missed, later(1, "0")?.step], [true, 0]);
  const [note] = [{ value: `2 ${PRINT}`, at: at(3, 13) }];
  assert.equal(memoryOf(answer(0, "1", { at: at(5), score: "1" }), note)?.step, 2);
  assert.equal(memoryOf(answer(0, "1", { at: at(10), score: "1" }), note)?.step, 3);
});

test("of two devices the later review holds", () => {
  const one = { value: `2 ${PRINT}`, at: at(5) };
  assert.equal(memoryOf(answer(0, "1"), one)?.at, at(5));
  assert.equal(noteOf({ quiz: "q", item: "x" }), "due/q/x");
});

test("a sitting asks the most pressing, missed ones first, and mixes the modules", () => {
  /** @type {any[]} */
  const due = Array.from({ length: 12 }, (_, number) => ({
    quiz: "q",
    item: `i${number}`,
    module: number % 4 ? "large" : `small${number}`,
    missed: number < 4,
    day: number,
  }));
  const asked = sitting(due, 10, "5eed");
  assert.deepEqual(
    asked.map(({ item }) => item).sort(),
    due
      .slice(0, 10)
      .map(({ item }) => item)
      .sort(),
  );
  assert.ok(asked.slice(0, 4).every(({ missed }) => missed));
  assert.deepEqual(asked, sitting(due, 10, "5eed"));
  const even = due.map((task, number) => ({
    ...task,
    missed: false,
    module: number % 2 ? "a" : "b",
  }));
  const modules = sitting(even, 12, "seed").map(({ module }) => module);
  assert.ok(
    modules.every((module, number) => module !== modules[number - 1]),
    modules.join(),
  );
  assert.deepEqual(sitting([], 10, ""), []);
});
