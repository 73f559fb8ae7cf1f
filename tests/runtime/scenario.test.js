import assert from "node:assert/strict";
import test from "node:test";

import { found, isEmpty, points, walk } from "../../generator/lessonry/runtime/items/scenario.js";
import { format } from "../../generator/lessonry/runtime/rational.js";
import { sound } from "../../generator/lessonry/runtime/store/shape.js";
import { merge } from "../../generator/lessonry/runtime/store/store.js";

const KEY = {
  start: "s",
  best: "3",
  scenes: {
    s: { a: { to: "t", points: "1/2" }, b: { to: "s", points: "-1" } },
    t: { a: { to: "e", points: "5/2" } },
    e: {},
  },
};

test("a way names the scenes passed and where it leads", () => {
  const way = walk(KEY, ["b", "a"]);
  assert.deepEqual(
    way?.steps.map(({ scene, to }) => [scene, to]),
    [
      ["s", "s"],
      ["s", "t"],
    ],
  );
  assert.equal(way?.end, "t");
  assert.deepEqual(walk(KEY, []), { steps: [], end: "s" });
});

test("a turn that its scene does not have leads nowhere", () => {
  for (const turn of ["c", "", "constructor", "__proto__", "toString"]) {
    assert.equal(walk(KEY, [turn]), null);
    assert.equal(walk(KEY, ["a", turn]), null);
  }
  assert.equal(walk({ start: "s", scenes: { s: { a: { to: "gone" } } } }, ["a"]), null);
});

test("a way counts what was said first in each scene", () => {
  assert.equal(format(points(walk(KEY, ["a", "a"])?.steps ?? [])), "3");
  assert.equal(format(points(walk(KEY, ["b", "a", "a"])?.steps ?? [])), "3/2");
});

test("the outcome that was come to has its name", () => {
  assert.equal(found(KEY, ["a", "a"]), "e");
  assert.equal(found(KEY, ["x"]), "");
});

test("without a form nothing said is no answer", () => {
  assert.equal(isEmpty([]), true);
  assert.equal(isEmpty(["a"]), false);
});

test("what was found in two tabs is found in both, and forgotten with the first try", () => {
  const first = { response: ["a"], score: "1", at: "2026-11-22T10:00:00Z" };
  const item = { fingerprint: "f", response: ["a"], score: "1", maxScore: "1", first };
  const state = (/** @type {object} */ more) => ({
    quizzes: { q: { items: { i: { ...item, at: "2026-11-22T10:00:01Z", ...more } } } },
  });
  /** @type {any} */
  let stored = sound({ version: 1, ...state({ found: ["good"] }) });
  stored = merge(stored, state({ found: ["poor", "good"], at: "2026-11-22T10:00:00Z" }));
  assert.deepEqual(stored.quizzes.q.items.i.found, ["good", "poor"]);
  stored = merge(stored, state({ first: null, at: "2026-11-22T10:00:02Z" }));
  assert.equal(stored.quizzes.q.items.i.found, undefined);
  const odd = sound({ version: 1, ...state({ found: 7 }) });
  assert.equal(odd.quizzes.q.items.i, undefined);
});
