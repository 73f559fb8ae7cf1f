import assert from "node:assert/strict";
import test from "node:test";

import { remark } from "../../generator/lessonry/runtime/items/match.js";

const KEY = ["b", "a", "a"];

test("a remark on pairs counts those that are right and those that have no partner", () => {
  assert.equal(remark(KEY, ["b", "a", "b"]), "2 of the 3 pairs are right.");
  assert.equal(remark(KEY, ["b", "b", "b"]), "1 of the 3 pairs is right.");
  assert.equal(remark(KEY, ["a", "b", "b"]), "No pair is right yet.");
  assert.equal(remark(KEY, ["b", "", "b"]), "1 of the 3 pairs is right. 1 has no partner yet.");
  assert.equal(remark(KEY, ["a", "", ""]), "No pair is right yet. 2 have no partner yet.");
});

test("what is right, alone or not given needs no remark", () => {
  assert.equal(remark(KEY, KEY), "");
  assert.equal(remark(KEY, ["", "", ""]), "");
  assert.equal(remark(["b"], ["a"]), "");
});
