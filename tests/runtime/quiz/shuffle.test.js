import assert from "node:assert/strict";
import test from "node:test";
import { newSeed, numbers, shuffled } from "../../../generator/lessonry/runtime/quiz/shuffle.js";

const letters = [..."abcdefgh"];

test("the numbers of a seed are those that FNV-1a and mulberry32 give", () => {
  // From an implementation in Python, written from the two algorithms' own descriptions.
  const next = numbers("delight");
  assert.deepEqual(
    [next(), next(), next()].map((number) => number * 2 ** 32),
    [2908684898, 202381363, 1037923602],
  );
});

test("the same seed gives the same order, and another another", () => {
  assert.deepEqual(shuffled(letters, "one"), shuffled(letters, "one"));
  assert.notDeepEqual(shuffled(letters, "one"), shuffled(letters, "two"));
  assert.equal(shuffled(letters, "delight").join(""), "gedchbaf");
});

test("shuffling keeps every thing once, and what it was given as it is", () => {
  const given = [...letters];
  assert.deepEqual(shuffled(given, "one").sort(), letters);
  assert.deepEqual(given, letters);
  assert.deepEqual(shuffled([], "one"), []);
});

test("every thing comes to every place about as often", () => {
  const counts = new Map();
  for (let run = 0; run < 4000; run++) {
    const order = shuffled(["a", "b", "c", "d"], `run ${run}`);
    for (const [place, thing] of order.entries()) {
      counts.set(thing + place, (counts.get(thing + place) ?? 0) + 1);
    }
  }
  assert.equal(counts.size, 16);
  for (const count of counts.values()) assert.ok(count > 880 && count < 1120, String(count));
});

test("a new seed is 64 bits in hexadecimal, and not the last one", () => {
  assert.match(newSeed(), /^[0-9a-f]{16}$/);
  assert.notEqual(newSeed(), newSeed());
});
