import assert from "node:assert/strict";
import test from "node:test";

import { remark } from "../../generator/lessonry/runtime/items/matrix.js";

test("a remark on a table counts the rows that are right and those without an answer", () => {
  const key = ["a", "b", "a c"];
  assert.equal(remark(key, ["a", "a", "c a"]), "2 of the 3 rows are right.");
  assert.equal(remark(key, ["a", "a", "a"]), "1 of the 3 rows is right.");
  assert.equal(remark(key, ["b", "a", "a"]), "No row is right yet.");
  assert.equal(remark(key, ["a", "", "a"]), "1 of the 3 rows is right. 1 has no answer yet.");
  assert.equal(remark(key, ["b", "", ""]), "No row is right yet. 2 have no answer yet.");
});

test("a remark says nothing where the verdict says it all", () => {
  assert.equal(remark(["a", "b"], ["a", "b"]), "");
  assert.equal(remark(["a", "b"], ["", ""]), "");
  assert.equal(remark(["a"], ["b"]), "");
});
