import assert from "node:assert/strict";
import test from "node:test";

import { unsaved } from "../../../generator/lessonry/runtime/review/nudge.js";
import { blank } from "../../../generator/lessonry/runtime/store/store.js";

const DAY = 864e5;
const START = Date.UTC(2026, 10, 2);
/** @param {number} day */
const at = (day) => new Date(START + day * DAY).toISOString();
/** @param {number} count @param {number} day @param {Record<string, any>} [notes] @returns {any} */
const state = (count, day, notes = {}) => ({
  ...blank(),
  quizzes: {
    q: {
      items: Object.fromEntries(
        Array.from({ length: count }, (_, n) => [`i${n}`, { response: ["a"], at: at(day) }]),
      ),
    },
  },
  notes,
});

test("much and long ago is a reason to save a copy; little, or lately, is none", () => {
  assert.equal(unsaved(state(20, 0), START + 14 * DAY), 20);
  assert.equal(unsaved(state(19, 0), START + 14 * DAY), 0);
  assert.equal(unsaved(state(20, 0), START + 13 * DAY), 0);
  assert.equal(unsaved(blank(), START), 0);
});

test("what a copy has, and a reminder that was put off, are left in peace for two weeks", () => {
  const saved = { "review/saved": { value: at(1), at: at(1) } };
  assert.equal(unsaved(state(30, 0, saved), START + 99 * DAY), 0);
  assert.equal(unsaved(state(30, 2, saved), START + 14 * DAY), 0);
  assert.equal(unsaved(state(30, 2, saved), START + 15 * DAY), 30);
  const later = { "review/later": { value: "1", at: at(20) } };
  assert.equal(unsaved(state(30, 0, later), START + 33 * DAY), 0);
  assert.equal(unsaved(state(30, 0, later), START + 34 * DAY), 30);
});
