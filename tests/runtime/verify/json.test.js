import assert from "node:assert/strict";
import { test } from "node:test";
import { readJson } from "../../../generator/lessonry/runtime/verify/json.js";
import { Unreadable } from "../../../generator/lessonry/runtime/verify/unreadable.js";

test("what names nothing twice is read", () => {
  for (const text of [
    '{"a":{"a":[{"a":1},{"a":"::\\":{{"}]},"b":"\\\\","":null,"__proto__":{"a":1}}',
    "[]",
    '":"',
    " 7 ",
    `${"[".repeat(64)}${"]".repeat(64)}`,
  ]) {
    assert.deepEqual(readJson(text), JSON.parse(text));
  }
});

test("a member named twice is refused, wherever it is and however it is written", () => {
  for (const text of [
    '{"a":1,"a":1}',
    '{"a":1,"\\u0061":2}',
    '{"b":[{"c":{"a":1,"d":2,"a":3}}]}',
    '{"__proto__":1,"__proto__":2}',
    '{"":1,"":2}',
    '{"a":":","a":":"}',
  ]) {
    assert.throws(() => readJson(text), { name: "Error", message: /two members of the same name/ });
  }
});

test("what is no JSON, too deep or of no canonical text is refused, and soon", () => {
  for (const text of [
    "",
    "{",
    '{"a":1,}',
    "NaN",
    "1e999",
    '"\\ud800"',
    `${"[".repeat(65)}${"]".repeat(65)}`,
    "[".repeat(1_000_000),
    '"\\'.repeat(300_000),
  ]) {
    assert.throws(() => readJson(text), Unreadable);
  }
});
