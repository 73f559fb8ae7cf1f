import assert from "node:assert/strict";
import test from "node:test";

import { canonical } from "../../generator/lessonry/runtime/lock/canonical.js";
import { bytes16, inverse, number, PRIME } from "../../generator/lessonry/runtime/lock/field.js";
import { answersOf, open, reopen } from "../../generator/lessonry/runtime/lock/open.js";
import { count, search } from "../../generator/lessonry/runtime/lock/search.js";
import { numbers, shuffled } from "../../generator/lessonry/runtime/quiz/shuffle.js";
import { lockOf } from "./lock-maker.js";

/**
 * @param {string[]} ids
 * @param {string[]} right  Those that are answered rightly.
 * @param {string[]} [left]  Those without an answer.
 */
const responses = (ids, right, left = []) =>
  Object.fromEntries(
    ids.map((id) => [id, left.includes(id) ? null : right.includes(id) ? `right ${id}` : "wrong"]),
  );

/** @param {number[]} shares */
const itemsOf = (shares) =>
  shares.map((share, index) => ({ id: `i${index}`, right: `right i${index}`, shares: share }));

/** @param {bigint} value */
const steps = (value) => [value, inverse(value)];

test("a number of the field and its inverse give 1", () => {
  for (const value of [1n, 2n, 3n, PRIME - 1n, 123456789n ** 4n]) {
    const [one, other] = steps(value);
    assert.equal((one * other) % PRIME, 1n);
    assert.equal(number(bytes16(value % PRIME)), value % PRIME);
  }
  assert.equal(inverse(0n), 0n);
});

test("enough right responses open a lock, whichever they are, and one fewer opens nothing", async () => {
  const next = numbers("locks");
  for (let round = 0; round < 40; round++) {
    const shares = Array.from({ length: 2 + Math.floor(next() * 7) }, () =>
      next() < 0.3 ? 1 + Math.floor(next() * 3) : 1,
    );
    const total = shares.reduce((sum, share) => sum + share);
    const needed = 1 + Math.floor(next() * total);
    const items = itemsOf(shares);
    const ids = items.map(({ id }) => id);
    const { lock, seed } = await lockOf(items, needed, { forms: 2 });
    const mixed = shuffled(ids, `mixed ${round}`);
    const left = round % 3 ? [] : mixed.slice(-1);
    for (let right = 0; right <= mixed.length; right++) {
      const known = mixed.slice(0, right).filter((id) => !left.includes(id));
      const weight = known.reduce((sum, id) => sum + lock.shares[id], 0);
      const opened = await open(lock, round % 2, responses(ids, known, left));
      assert.equal(opened?.seed ?? null, weight >= needed ? seed : null, `${shares} ${needed}`);
    }
  }
});

test("a response opens nothing in another form, nor for another item", async () => {
  const items = itemsOf([1, 1, 1, 1]);
  const ids = items.map(({ id }) => id);
  const { lock } = await lockOf(items, 3, { forms: 2 });
  const [first, second] = lock.forms;
  lock.forms = [{ ...first, box: second.box, values: second.values }, second];
  assert.equal(await open(lock, 0, responses(ids, ids)), null);
  const turned = { i0: "right i1", i1: "right i0", i2: "right i2", i3: "wrong" };
  assert.equal(await open(lock, 1, turned), null);
});

test("a form is opened again by its secret, and by no other", async () => {
  const items = itemsOf([1, 2, 1]);
  const ids = items.map(({ id }) => id);
  const { lock, seed } = await lockOf(items, 3);
  const opened = await open(lock, 0, responses(ids, ["i1", "i2"]));
  assert.ok(opened);
  assert.deepEqual(await reopen(lock, 0, opened.secret), opened);
  assert.equal(opened.seed, seed);
  assert.equal(await reopen(lock, 0, "AAAAAAAAAAAAAAAAAAAAAA"), null);
  const answers = await answersOf(lock, 0, opened);
  assert.deepEqual(answers.get("i0"), { key: "right i0", html: "<p>i0</p>" });
  assert.equal(answers.size, 3);
});

test("a tag that fits where the box does not opens nothing and stops nothing", async () => {
  const items = itemsOf(Array(6).fill(1));
  const ids = items.map(({ id }) => id);
  const { lock } = await lockOf(items, 3, { forms: 2 });
  const [first, second] = lock.forms;
  lock.forms = [{ ...first, box: second.box }, second];
  let far = 0;
  const progress = (/** @type {number} */ share) => {
    far = share;
  };
  assert.equal(await open(lock, 0, responses(ids, ids), { progress }), null);
  assert.equal(far, 1);
});

test("who watches may end it", async () => {
  const items = itemsOf(Array(6).fill(1));
  const { lock } = await lockOf(items, 3);
  const given = responses(
    items.map(({ id }) => id),
    [],
  );
  const pause = async () => {
    throw new Error("enough");
  };
  await assert.rejects(open(lock, 0, given, { pause }), /enough/);
});

test("a search looks at each set once: as many as are counted, and never at part of another", () => {
  const points = (/** @type {number[]} */ shares) => {
    let x = 1n;
    return shares.map((share) =>
      Array.from({ length: share }, () => {
        x += 7n;
        return { x, y: (x * x * x) % PRIME };
      }),
    );
  };
  /** @param {number[]} shares @param {number} spare */
  const maximal = (shares, spare) => {
    let found = 0;
    for (let set = 0; set < 2 ** shares.length; set++) {
      const out = shares.filter((_, index) => set & (1 << index));
      const room = spare - out.reduce((sum, share) => sum + share, 0);
      const others = shares.filter((_, index) => !(set & (1 << index)));
      if (room >= 0 && others.every((share) => share > room)) found++;
    }
    return found;
  };
  const cases = [
    [[1, 1, 1, 1, 1, 1], 2],
    [[1, 1, 1, 1, 1, 1], 0],
    [[2, 3, 2], 1],
    [[3, 1, 2, 2, 1], 4],
    [[2, 2, 5, 1, 1, 3], 5],
    [[1, 2, 3, 4, 5], 7],
  ];
  for (const [shares, spare] of /** @type {[number[], number][]} */ (cases)) {
    assert.equal(count(shares, spare), maximal(shares, spare));
    let last = 0;
    // All points lie on one line's cube: each set of at least four gives the same, so each fits.
    for (const { seen, secret } of search(points(shares), spare, 0)) {
      if (secret === null) continue;
      last = seen;
    }
    const kept = shares.reduce((sum, share) => sum + share, 0) - spare;
    if (kept >= 4) assert.equal(last, count(shares, spare));
  }
  assert.equal(count([1, 1], -1), 0);
  assert.deepEqual([...search(points([1, 1]), -1, 0)], []);
});

test("responses have one spelling", async () => {
  assert.equal(await canonical("choice", ["b", "a", "b"]), "choice\x1ea,b");
  assert.equal(await canonical("choice", []), null);
  assert.equal(await canonical("order", ["b", "a"]), "order\x1eb,a");
  assert.equal(await canonical("match", ["b", "", "a"]), "match\x1eb,,a");
  assert.equal(await canonical("match", ["", ""]), null);
  assert.equal(await canonical("matrix", ["b a", ""]), "matrix\x1ea,b;");
  assert.equal(await canonical("extended-text", ["x"]), null);
  const gaps = ["text-entry", "numeric-entry", "numeric-entry", "inline-choice"];
  const typed = ["  Straße. ", "3.26", "7 km", "c"];
  assert.equal(
    await canonical("gap", typed, { gaps, grids: [null, "1/2", null, null] }),
    "gap\x1estraße\x1f7/2\x1f?7 km\x1fc",
  );
});

test("a number is rounded to its grid, in between upwards, below nothing too", async () => {
  const gaps = ["numeric-entry"];
  const spelt = async (/** @type {string} */ typed, /** @type {string | null} */ grid) =>
    (await canonical("gap", [typed], { gaps, grids: [grid] }))?.slice(4);
  assert.equal(await spelt("2.5", "1"), "3");
  assert.equal(await spelt("-2.5", "1"), "-2");
  assert.equal(await spelt("-2.51", "1"), "-3");
  assert.equal(await spelt("0.05", "1/10"), "1/10");
  assert.equal(await spelt("1,5", null), "3/2");
  assert.equal(await spelt("1,234", null), "1234");
});
