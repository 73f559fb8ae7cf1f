// Codes and what they open, held to what a build makes (tests/access-vectors.json).

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fromHash, isSound, read } from "../../../generator/lessonry/runtime/access/code.js";
import { keyOf, opened } from "../../../generator/lessonry/runtime/access/keys.js";

const vectors = JSON.parse(
  readFileSync(new URL("../../access-vectors.json", import.meta.url), "utf-8"),
);
const bytesOf = (/** @type {string} */ base64) => new Uint8Array(Buffer.from(base64, "base64"));
const load = async (/** @type {number} */ shard) => bytesOf(vectors.shards[shard] ?? "");
const hex = (/** @type {Uint8Array | null} */ bytes) => bytes && Buffer.from(bytes).toString("hex");

test("each code opens the build's key", async () => {
  for (const code of vectors.codes) {
    assert.equal(hex(await keyOf(read(code), vectors, load)), vectors.key);
  }
});

test("a code that is none of the build's opens nothing", async () => {
  assert.equal(isSound(read(vectors.stranger)), true);
  assert.equal(await keyOf(read(vectors.stranger), vectors, load), null);
});

test("the key opens a part, and no byte of it may have changed", async () => {
  const key = Uint8Array.from(Buffer.from(vectors.key, "hex"));
  const { name, sealed, content } = vectors.part;
  assert.deepEqual(await opened(key, name, bytesOf(sealed)), JSON.parse(content));
  const changed = bytesOf(sealed);
  changed[20] ^= 1;
  await assert.rejects(opened(key, name, changed));
  await assert.rejects(opened(key, "another", bytesOf(sealed)));
});

test("a code is read however it was typed, and a slip is told", () => {
  const [code] = vectors.codes;
  const plain = code.replaceAll("-", "");
  assert.equal(read(` ${code.toLowerCase().replaceAll("-", " ")}\n`), plain);
  assert.equal(read(plain.replaceAll("0", "O").replaceAll("1", "l")), plain);
  for (let at = 0; at < plain.length; at += 1) {
    const other = plain[at] === "A" ? "B" : "A";
    assert.equal(isSound(plain.slice(0, at) + other + plain.slice(at + 1)), false);
  }
  assert.equal(isSound(""), false);
});

test("a link's code is taken out of its last part", () => {
  assert.equal(fromHash("#access=7K2Q-X9M4"), "7K2Q-X9M4");
  assert.equal(fromHash("#access=7K2Q%20X9M4&more"), "7K2Q X9M4");
  assert.equal(fromHash("#access=%E0%A4%A"), "");
  assert.equal(fromHash("#the-end"), null);
});
