import assert from "node:assert/strict";
import { test } from "node:test";
import {
  filled,
  filledIn,
  quadsOf,
} from "../../../generator/lessonry/runtime/certificate/quads.js";

const values = { name: 'a "b" \\ c\n\r\t', order: "zz" };

test("a value is escaped in N-Quads and nowhere else", () => {
  assert.equal(
    quadsOf(['<a> <b> "m-name-" .'], "m", values),
    `<a> <b> "a \\"b\\" \\\\ c\\n\\r\\t" .\n`,
  );
  assert.deepEqual(filledIn({ a: ["m-name-", 7, null, { b: true }] }, "m", values), {
    a: [values.name, 7, null, { b: true }],
  });
});

test("the lines are sorted as they are, and not as they were before they were filled", () => {
  assert.equal(quadsOf(["<m-order-> .", "<n> ."], "m", values), "<n> .\n<zz> .\n");
});

test("a mark is replaced once, and one without a value is never left standing", () => {
  assert.equal(filled("m-name-m-name-", "m", { name: "m-order-" }), "m-order-m-order-");
  assert.throws(() => filled("m-nobody-", "m", values), RangeError);
});
