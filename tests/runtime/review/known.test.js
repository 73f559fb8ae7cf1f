import assert from "node:assert/strict";
import test from "node:test";

import { objectivesOf, wordOf } from "../../../generator/lessonry/runtime/review/known.js";
import { blank } from "../../../generator/lessonry/runtime/store/store.js";

const questions = {
  objectives: [
    { id: "l-1", text: "Tell", lesson: "l" },
    { id: "l-2", text: "Use", lesson: "l" },
    { id: "l-3", text: "Untested", lesson: "l" },
  ],
  quizzes: { q: { tests: { a: 0, b: 0, c: 1, d: 1, e: 9 }, apart: [] } },
};
const places = {
  q: { lesson: "l", module: "m", asked: 9, prints: "0123", apart: [] },
};
/** @param {string} score @param {string} [fingerprint] @returns {any} */
const answer = (score, fingerprint = "0123456789ab") => ({
  fingerprint,
  response: ["a"],
  score,
  maxScore: "1",
  first: { response: ["a"], score, at: "2026-11-02T12:00:00.000Z" },
  at: "2026-11-02T12:00:00.000Z",
});
/** @param {Record<string, any>} items @param {Record<string, any>} [notes] @returns {any} */
const state = (items, notes = {}) => ({ ...blank(), quizzes: { q: { items } }, notes });
/** @param {any} state @param {any} [at] */
const words = (state, at = places) => objectivesOf(state, questions, at).map(wordOf);

test("an objective is known, weak, right so far or new, and one that nothing tests is not named", () => {
  assert.deepEqual(words(state({})), ["new", "new"]);
  assert.deepEqual(words(state({ a: answer("1"), c: answer("1"), d: answer("1") })), [
    "begun",
    "known",
  ]);
  assert.deepEqual(words(state({ a: answer("1"), b: answer("1/2") })), ["weak", "new"]);
});

test("the last review says what is known, and an item that has changed says nothing", () => {
  const a = { "due/q/a": { value: "1 0123456789ab", at: "2026-11-05T12:00:00.000Z" } };
  const items = { a: answer("0"), b: answer("1") };
  assert.deepEqual(words(state(items))[0], "weak");
  assert.deepEqual(words(state(items, a))[0], "known");
  assert.deepEqual(words(state({ ...items, a: answer("0", "fedcba987654") }))[0], "begun");
});

test("of a quiz that draws, what it asks is enough", () => {
  const drawn = { q: { ...places.q, asked: 1 } };
  assert.deepEqual(words(state({ a: answer("1") }), drawn)[0], "known");
});
