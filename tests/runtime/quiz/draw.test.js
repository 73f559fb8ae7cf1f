import assert from "node:assert/strict";
import test from "node:test";
import { asks, draw, formsOf, seenWith } from "../../../generator/lessonry/runtime/quiz/draw.js";

/**
 * @param {string} ids
 * @param {number} [draw]
 */
const part = (ids, draw = Infinity) => ({ ids: [...ids], draw, title: "" });
/**
 * @param {import("../../../generator/lessonry/runtime/quiz/draw.js").Part[]} parts
 * @param {{ draw?: number, shuffle?: boolean }} [more]
 */
const rules = (parts, { draw = Infinity, shuffle = false } = {}) => ({ parts, draw, shuffle });
const seeds = Array.from({ length: 200 }, (_, number) => `seed ${number}`);

test("each section gives as many as it draws, and sections keep their order", () => {
  const of = rules([part("abcdef", 2), part("uvw"), part("xyz", 1)], { shuffle: true });
  assert.equal(asks(of), 6);
  for (const seed of seeds) {
    const asked = draw(of, seed);
    assert.equal(new Set(asked).size, 6);
    assert.ok(asked.slice(0, 2).every((id) => "abcdef".includes(id)));
    assert.deepEqual(asked.slice(2, 5).sort(), [..."uvw"]);
    assert.ok("xyz".includes(asked[5]));
  }
});

test("a draw of the whole takes from all sections, and leaves them in their order", () => {
  const of = rules([part("abc"), part("xyz")], { draw: 4, shuffle: true });
  assert.equal(asks(of), 4);
  for (const seed of seeds) {
    const asked = draw(of, seed);
    assert.equal(new Set(asked).size, 4);
    assert.deepEqual(
      asked.map((id) => "xyz".includes(id)),
      asked.map((id) => "xyz".includes(id)).sort(),
    );
  }
});

test("without shuffling what is drawn stands as it was written", () => {
  for (const seed of seeds) {
    const asked = draw(rules([part("abcdefgh", 4)]), seed);
    assert.deepEqual(asked, [...asked].sort());
  }
  assert.deepEqual(draw(rules([part("cab")]), "any"), [..."cab"]);
});

test("the same seed asks the same, and another another", () => {
  const of = rules([part("abcdefgh", 4)], { shuffle: true });
  assert.deepEqual(draw(of, "one"), draw(of, "one"));
  assert.ok(new Set(seeds.map((seed) => draw(of, seed).join(""))).size > 100);
});

test("every item comes about as often, and to every place", () => {
  const counts = new Map();
  for (let run = 0; run < 4000; run++) {
    const of = rules([part("abcd", 2)], { shuffle: true });
    for (const [place, id] of draw(of, `run ${run}`).entries()) {
      counts.set(id + place, (counts.get(id + place) ?? 0) + 1);
    }
  }
  assert.equal(counts.size, 8);
  for (const count of counts.values()) assert.ok(count > 880 && count < 1120, String(count));
});

test("what comes to a pool, or goes from it, moves nothing else", () => {
  for (const seed of seeds) {
    const before = draw(rules([part("abcdef")], { shuffle: true }), seed);
    const after = draw(rules([part("abcdefg")], { shuffle: true }), seed);
    assert.deepEqual(
      after.filter((id) => id !== "g"),
      before,
    );
    const kept = draw(rules([part("gabcdef", 3)], { shuffle: true }), seed, {
      before: before.slice(0, 3),
    });
    assert.deepEqual(kept, before.slice(0, 3));
  }
});

test("what was never asked comes first, then what was asked the longest ago", () => {
  const of = rules([part("abcdef", 2)], { shuffle: true });
  for (const seed of seeds) {
    /** @type {Record<string, string>} */
    let seen = {};
    const asked = [];
    for (const round of ["1", "2", "3", "4"]) {
      const drawn = draw(of, `${seed} ${round}`, { seen });
      asked.push([...drawn].sort().join(""));
      seen = seenWith(drawn, round, seen);
    }
    assert.equal(new Set([...asked.slice(0, 3).join("")]).size, 6, "All before any comes again.");
    assert.equal(asked[3], asked[0], "The first ones are the longest ago.");
  }
});

test("what holds an answer stays where there is less room", () => {
  const all = rules([part("abcd")]);
  const before = draw(all, "s");
  const less = rules([part("abcd", 2)]);
  const asked = draw(less, "s", { before, holds: (id) => id === "d" });
  assert.deepEqual(asked, ["a", "d"]);
});

test("of variants the seed picks one, and an answer keeps the one that it was given to", () => {
  const all = ["x-0", "x-1", "x-2", "y-0"].map((fingerprint) => ({
    id: fingerprint[0],
    fingerprint,
  }));
  const none = () => undefined;
  const picked = seeds.map((seed) => formsOf(all, ["x", "y"], seed, none));
  assert.deepEqual(new Set(picked.map(([x]) => x.fingerprint)).size, 3);
  assert.ok(picked.every(([, y]) => y.fingerprint === "y-0"));
  for (const seed of seeds) {
    assert.deepEqual(formsOf(all, ["x"], seed, none), formsOf(all, ["x"], seed, none));
    assert.equal(formsOf(all, ["x"], seed, () => "x-2")[0].fingerprint, "x-2");
    assert.deepEqual(formsOf(all, ["gone"], seed, none), []);
  }
});
