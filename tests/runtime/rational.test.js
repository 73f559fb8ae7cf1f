import assert from "node:assert/strict";
import test from "node:test";
import { parse, percent } from "../../generator/lessonry/runtime/rational.js";

test("per cent are whole and rounded down: only what is all right is a hundred", () => {
  const said = ["1", "99999/100000", "2/3", "69999/100000", "0"].map((one) => percent(parse(one)));
  assert.deepEqual(said, ["100", "99", "66", "69", "0"]);
});
