import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { format } from "../../generator/lessonry/runtime/rational.js";

const RUNTIME = "../../generator/lessonry/runtime/";
const vectors = JSON.parse(
  readFileSync(new URL("../scoring-vectors.json", import.meta.url), "utf8"),
);

for (const { name, item, response, score } of vectors) {
  test(`${item.kind}: ${name}`, async () => {
    const kind = await import(`${RUNTIME}items/${item.kind}.js`);
    await kind.load?.(item.key.map((/** @type {any} */ gap) => gap.kind));
    assert.equal(format(kind.score(item.key, response, item.partial)), score);
  });
}

test("a remark on several choices counts what is right and what is missing", async () => {
  const { remark } = await import("../../generator/lessonry/runtime/items/choice.js");
  assert.equal(remark(["a", "c"], ["a", "b"]), "1 of the 2 you chose is right. 1 more is missing.");
  assert.equal(remark(["a", "c"], ["a", "b", "c"]), "2 of the 3 you chose are right.");
  assert.equal(remark(["a", "b", "c"], ["a"]), "What you chose is right. 2 more are missing.");
  assert.equal(
    remark(["a", "b", "c"], ["a", "c"]),
    "The 2 you chose are right. 1 more is missing.",
  );
  assert.equal(remark(["a", "c"], ["b"]), "What you chose is not right.");
  assert.equal(remark(["a", "c"], ["b", "d"]), "None of the 2 you chose is right.");
  assert.equal(remark(["a", "c"], []), "");
  assert.equal(remark(["a", "c"], ["c", "a"]), "");
  assert.equal(remark(["a"], ["b"]), "");
});

test("a remark on several gaps counts those that are right", async () => {
  const { load, remark } = await import("../../generator/lessonry/runtime/items/gap.js");
  await load(["text-entry"]);
  const key = ["fix", "surprise"].map((text) => ({ kind: "text-entry", answers: [{ text }] }));
  assert.equal(remark(key, ["fix", "delight"]), "1 of the 2 gaps is right.");
  assert.equal(remark(key, ["fixed", "delight"]), "No gap is right yet.");
  assert.equal(remark(key, ["", ""]), "");
  assert.equal(remark(key, ["fix", "surprise"]), "");
});
