import assert from "node:assert/strict";
import test from "node:test";
import { fitted, opened } from "../../generator/lessonry/runtime/exam-attempt.js";

/** @param {string} ids */
const pool = (ids) => [...ids].map((id) => ({ id, fingerprint: `${id}-1` }));
const given = (/** @type {string} */ id) => ({ values: ["a"], fingerprint: `${id}-1`, at: "" });

test("an attempt at an exam that is as it was is as it was", () => {
  const all = pool("abcdef");
  for (const shuffle of [true, false]) {
    const current = { ...opened(all, 4, 1, shuffle), position: 2 };
    assert.deepEqual(fitted(current, all, 4, shuffle), { current, changed: false });
  }
});

test("an item that was added since is asked too, and the place stays", () => {
  const current = { ...opened(pool("abc"), 3, 1, false), position: 1 };
  const { current: now, changed } = fitted(current, pool("xabc"), 4, false);
  assert.deepEqual(now.items, ["x", "a", "b", "c"]);
  assert.equal(now.position, 2);
  assert.ok(changed);
});

test("where more are drawn than before, the attempt is topped up", () => {
  const all = pool("abcdef");
  const current = opened(all, 3, 1, true);
  const { current: now, changed } = fitted(current, all, 5, true);
  assert.deepEqual(now.items.slice(0, 3), current.items);
  assert.equal(new Set(now.items).size, 5);
  assert.ok(changed);
});

test("where fewer are drawn, what has an answer stays", () => {
  const all = pool("abcd");
  const current = { ...opened(all, 4, 1, false), position: 3, responses: { d: given("d") } };
  const { current: now, changed } = fitted(current, all, 2, false);
  assert.deepEqual(now.items, ["a", "d"]);
  assert.equal(now.position, 1);
  assert.ok(changed);
});

test("an item that was taken out is made up for, and one that was reworded is told of", () => {
  const current = { ...opened(pool("abc"), 2, 1, true), responses: {} };
  const [gone] = current.items;
  const left = pool("abc").filter(({ id }) => id !== gone);
  const out = fitted(current, left, 2, true);
  assert.deepEqual(
    [...out.current.items].sort(),
    left.map(({ id }) => id),
  );
  assert.ok(out.changed);

  const answered = { ...opened(pool("a"), 1, 1, true), responses: { a: given("a") } };
  assert.ok(fitted(answered, [{ id: "a", fingerprint: "a-2" }], 1, true).changed);
});
