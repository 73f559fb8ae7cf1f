import assert from "node:assert/strict";
import test from "node:test";
import { fitted, opened } from "../../../generator/lessonry/runtime/exam/attempt.js";

/** @param {string} ids */
const pool = (ids) => [...ids].map((id) => ({ id, fingerprint: `${id}-1` }));
/**
 * @param {string} ids
 * @param {number} draw
 * @param {boolean} [shuffle]
 */
const rules = (ids, draw, shuffle = false) => ({
  parts: [{ ids: [...ids], draw: Infinity, title: "" }],
  draw,
  shuffle,
});
const given = (/** @type {string} */ id) => ({ values: ["a"], fingerprint: `${id}-1`, at: "" });
const handedIn = (/** @type {number} */ number, /** @type {string[]} */ items) => ({
  id: `${number}`,
  number,
  started: `2026-11-2${number}T10:00:00Z`,
  ended: "",
  name: "",
  file: "",
  record: "",
  items,
});

test("an attempt at an exam that is as it was is as it was", () => {
  for (const shuffle of [true, false]) {
    const current = { ...opened(rules("abcdef", 4, shuffle), []), position: 2 };
    const now = fitted(current, pool("abcdef"), rules("abcdef", 4, shuffle), []);
    assert.deepEqual(now, { current, changed: false });
  }
});

test("a rebuild that adds items an attempt does not ask changes nothing of it", () => {
  for (let run = 0; run < 50; run++) {
    const current = opened(rules("abcdef", 4, true), []);
    const responses = Object.fromEntries(current.items.map((id) => [id, given(id)]));
    const now = fitted({ ...current, responses }, pool("xabcdefy"), rules("xabcdefy", 4, true), []);
    assert.deepEqual(now.current.items, current.items);
    assert.ok(!now.changed);
  }
});

test("an item that was added since is asked too where all are, and the place stays", () => {
  const current = { ...opened(rules("abc", 3), []), position: 1 };
  const { current: now, changed } = fitted(current, pool("xabc"), rules("xabc", 4), []);
  assert.deepEqual(now.items, ["x", "a", "b", "c"]);
  assert.equal(now.position, 2);
  assert.ok(changed);
});

test("where more are drawn than before, the attempt is topped up", () => {
  const current = opened(rules("abcdef", 3, true), []);
  const { current: now, changed } = fitted(current, pool("abcdef"), rules("abcdef", 5, true), []);
  assert.deepEqual(
    now.items.filter((id) => current.items.includes(id)),
    current.items,
  );
  assert.equal(new Set(now.items).size, 5);
  assert.ok(changed);
});

test("where fewer are drawn, what has an answer stays", () => {
  const start = opened(rules("abcd", 4), []);
  const current = { ...start, position: 3, responses: { d: given("d") } };
  const { current: now, changed } = fitted(current, pool("abcd"), rules("abcd", 2), []);
  assert.deepEqual(now.items, ["a", "d"]);
  assert.equal(now.position, 1);
  assert.ok(changed);
});

test("an item that was taken out is made up for, and one that was reworded is told of", () => {
  const current = opened(rules("abc", 2, true), []);
  const [gone] = current.items;
  const left = [..."abc"].filter((id) => id !== gone).join("");
  const out = fitted(current, pool(left), rules(left, 2, true), []);
  assert.deepEqual([...out.current.items].sort(), [...left]);
  assert.ok(out.changed);

  const answered = { ...opened(rules("a", 1), []), responses: { a: given("a") } };
  const other = [{ id: "a", fingerprint: "a-2" }];
  assert.ok(fitted(answered, other, rules("a", 1), []).changed);
  const variants = [...other, { id: "a", fingerprint: "a-1" }];
  assert.ok(!fitted(answered, variants, rules("a", 1), []).changed);
});

test("a new attempt asks what the last ones did not, then what is the longest ago", () => {
  for (let run = 0; run < 50; run++) {
    const first = opened(rules("abcdef", 3), []);
    assert.equal(first.number, 1);
    const second = opened(rules("abcdef", 3), [handedIn(1, first.items)]);
    assert.equal(second.number, 2);
    assert.equal(new Set([...first.items, ...second.items]).size, 6);
    const third = opened(rules("abcdef", 3), [handedIn(1, first.items), handedIn(2, second.items)]);
    assert.deepEqual(third.items, first.items);
  }
});

test("an attempt with a limit keeps it, and the extra time that was chosen", () => {
  const current = opened(rules("abc", 3), [], { limit: 2700, extra: "1/2" });
  assert.deepEqual([current.limit, current.extra], [2700, "1/2"]);
});
