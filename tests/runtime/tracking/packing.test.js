import assert from "node:assert/strict";
import test from "node:test";
import {
  deflated,
  inflated,
  packed,
  unpacked,
} from "../../../generator/lessonry/runtime/tracking/packing.js";

test("values of two bits come back, and of one bit those that are whole", () => {
  const values = [0, 1, 2, 3, 3, 0, 2, 1, 0, 0];
  assert.deepEqual(unpacked(packed(values, 2, 3), 2, 3).slice(0, 8), values.slice(0, 8));
  const whole = values.map((value) => (value === 3 ? 3 : 0));
  assert.deepEqual(unpacked(packed(values, 1, 3), 1, 3).slice(0, 5), whole.slice(0, 5));
  assert.equal(packed([0, 0, 0, 0], 2, 3), "");
  assert.equal(packed(values, 0, 3), "");
  assert.deepEqual(unpacked("abc", 7, 3), []);
});

test("a text comes back as it was, and one that grows beyond all measure does not", async () => {
  const text = `Zürich ${"ночь 🌙 ".repeat(50)}`;
  const small = await deflated(text);
  assert.match(small ?? "", /^[A-Za-z0-9_-]+$/);
  assert.equal(await inflated(small ?? "", 1e6), text);
  const bomb = await deflated("0".repeat(5e6));
  assert.ok((bomb ?? "").length < 10_000);
  await assert.rejects(inflated(bomb ?? "", 1e6), /too much/);
});
