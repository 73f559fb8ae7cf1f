import assert from "node:assert/strict";
import test from "node:test";

import { remark } from "../../generator/lessonry/runtime/items/order.js";

const KEY = ["c", "a", "d", "b"];

test("a remark on an order counts the entries that stand in their place", () => {
  assert.equal(remark(KEY, ["c", "a", "b", "d"]), "2 of 4 stand in their place.");
  assert.equal(remark(KEY, ["c", "d", "b", "a"]), "1 of 4 stands in its place.");
  assert.equal(remark(KEY, ["b", "c", "a", "d"]), "None stands in its place yet.");
});

test("a remark on adjacent pairs counts those that follow", () => {
  const policy = "adjacent-pairs";
  assert.equal(
    remark(KEY, ["b", "c", "a", "d"], policy),
    "2 of 3 follow the one before as it should.",
  );
  assert.equal(
    remark(KEY, ["d", "c", "a", "b"], policy),
    "1 of 3 follows the one before as it should.",
  );
  assert.equal(
    remark(KEY, ["b", "d", "a", "c"], policy),
    "No two neighbours follow each other as they should yet.",
  );
});

test("what is right, or not given, needs no remark", () => {
  assert.equal(remark(KEY, KEY), "");
  assert.equal(remark(KEY, []), "");
  assert.equal(remark(KEY, KEY, "adjacent-pairs"), "");
});
