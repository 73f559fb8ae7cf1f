import assert from "node:assert/strict";
import test from "node:test";

import { load, remark, score } from "../../generator/lessonry/runtime/items/gap.js";

await load(["text-entry", "numeric-entry", "inline-choice"]);

const FIVE = [{ low: "5", high: "5" }];
const bare = { kind: "numeric-entry", answers: FIVE, units: {} };
const long = {
  kind: "numeric-entry",
  answers: FIVE,
  units: { km: ["1", "0"], m: ["1/1000", "0"] },
};
const list = { kind: "inline-choice", key: ["b"] };

test("a number is told what is missing in its form, and nothing of its size", () => {
  assert.equal(remark([long], ["5"]), "Give the unit too.");
  assert.equal(remark([long], ["6"]), "Give the unit too.");
  assert.equal(remark([long], ["6 km"]), "");
  assert.equal(remark([long], ["5 kg"]), "That unit does not fit, or is not known here.");
  assert.equal(remark([long], ["five"]), "Give a number in digits.");
  assert.equal(remark([bare], ["5 km"]), "Give the number alone, without a unit.");
  assert.equal(remark([bare], ["6"]), "");
  assert.equal(remark([bare], ["5"]), "");
  assert.equal(remark([long], [""]), "");
});

test("of several gaps the one that is meant is named", () => {
  assert.equal(
    remark([bare, list, long], ["5", "a", "5"]),
    "1 of the 3 gaps is right. Gap 3: give the unit too.",
  );
  assert.equal(remark([bare, list], ["5", ""]), "1 of the 2 gaps is right.");
});

test("a unit named like something that every object has is none", () => {
  for (const name of ["constructor", "toString", "__proto__"]) {
    assert.deepEqual(score([long], [`5 ${name}`]), { n: 0n, d: 1n });
  }
});
