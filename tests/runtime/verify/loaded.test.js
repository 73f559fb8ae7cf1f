import assert from "node:assert/strict";
import { test } from "node:test";
import { loaded } from "../../../generator/lessonry/runtime/verify/loaded.js";
import { Unreadable } from "../../../generator/lessonry/runtime/verify/unreadable.js";

test("a module that does not come is told as such", async () => {
  await assert.rejects(loaded(import(`./${"nowhere"}.js`)), (error) => {
    assert.ok(error instanceof Unreadable);
    assert.match(error.message, /could not be loaded: check your connection and try again/);
    return true;
  });
});

test("a module that comes is handed on", async () => {
  const { test: same } = await loaded(import("node:test"));
  assert.equal(same, test);
});
