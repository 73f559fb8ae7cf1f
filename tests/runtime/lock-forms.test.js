import assert from "node:assert/strict";
import test from "node:test";

import { fits, formFor, itemsOf, refitted } from "../../generator/lessonry/runtime/lock/forms.js";

/**
 * @param {[string, number][][]} forms
 * @param {string} [digest]
 * @returns {any}
 */
const lockOf = (forms, digest = "now") => ({ digest, forms: forms.map((items) => ({ items })) });
const rules = {
  parts: [
    { ids: ["a", "b", "c"], draw: 2, title: "" },
    { ids: ["d"], draw: Infinity, title: "" },
  ],
  draw: Infinity,
  shuffle: false,
};
const all = ["a", "b", "c", "d"].flatMap((id) =>
  [0, 1].map((variant) => ({ id, variant, fingerprint: `${id}${variant}` })),
);
/** @param {string[]} items @param {[string, number][]} asked @returns {any} */
const attempt = (items, asked) => ({
  items,
  locked: { asked: asked.map(([id, variant]) => ({ id, variant })) },
});
/** @param {object} more @returns {any} */
const current = (more) => ({
  id: "x",
  seed: "s",
  items: ["a", "b", "d"],
  position: 1,
  responses: {},
  ...more,
});
/** @param {string} print */
const given = (print) => ({ values: ["1"], fingerprint: print, at: "" });
/** @type {[string, number][][]} */
const FORMS = [
  [
    ["a", 0],
    ["b", 0],
    ["d", 0],
  ],
  [
    ["b", 1],
    ["c", 0],
    ["d", 1],
  ],
  [
    ["a", 1],
    ["c", 1],
    ["d", 1],
  ],
];

test("a first attempt asks any form, as its seed says", () => {
  const lock = lockOf(FORMS);
  const drawn = Array.from({ length: 60 }, (_, n) => formFor(lock, `seed ${n}`, []));
  assert.deepEqual([...new Set(drawn)].sort(), [0, 1, 2]);
  assert.equal(formFor(lock, "seed 7", []), formFor(lock, "seed 7", []));
});

test("a further attempt repeats as little as it can, of variants too", () => {
  const before = [
    attempt(
      ["a", "b", "d"],
      [
        ["a", 0],
        ["b", 0],
        ["d", 0],
      ],
    ),
  ];
  const two = lockOf([
    FORMS[0],
    [
      ["c", 0],
      ["b", 1],
      ["d", 1],
    ],
    [
      ["c", 0],
      ["a", 0],
      ["d", 0],
    ],
  ]);
  for (let n = 0; n < 20; n++) assert.equal(formFor(two, `${n}`, before), 1);
});

test("items come in the order of the page, section after section", () => {
  const lock = lockOf([
    [
      ["d", 0],
      ["c", 0],
      ["a", 0],
    ],
  ]);
  assert.deepEqual(itemsOf(lock, 0, rules, "s"), ["a", "c", "d"]);
});

test("an attempt at the same lock stays as it is, and says which words are new", () => {
  const lock = lockOf(FORMS);
  const same = current({ lock: "now", form: 0, responses: { a: given("a0") } });
  assert.deepEqual(refitted(lock, same, all, rules), { current: same, changed: false });
  const reworded = current({ lock: "now", form: 0, responses: { a: given("older") } });
  assert.deepEqual(refitted(lock, reworded, all, rules), { current: reworded, changed: true });
});

test("of another lock the form is asked that keeps the most answers", () => {
  const lock = lockOf(FORMS);
  const responses = { b: given("b1"), c: given("c0"), a: given("a9") };
  const { current: fitted, changed } = refitted(
    lock,
    current({ lock: "before", form: 0, responses }),
    all,
    rules,
  );
  assert.equal(changed, true);
  assert.deepEqual([fitted.lock, fitted.form, fitted.items], ["now", 1, ["b", "c", "d"]]);
  assert.deepEqual([fitted.position, fitted.responses], [0, responses]);
  // What was begun before there was a lock, and what names a form that is not there.
  assert.equal(refitted(lock, current({}), all, rules).current.lock, "now");
  assert.equal(refitted(lock, current({ lock: "now", form: 9 }), all, rules).changed, true);
});

test("a lock fits a page that has all its items, in all their variants", () => {
  assert.equal(fits(lockOf(FORMS), all), true);
  assert.equal(fits(lockOf([[["a", 2]]]), all), false);
  assert.equal(fits(lockOf([[["e", 0]]]), all), false);
});
