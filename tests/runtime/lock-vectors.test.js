import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { canonical } from "../../generator/lessonry/runtime/lock/canonical.js";
import {
  base64url,
  boxKey,
  fromBase64url,
  material,
  point,
  unsealed,
} from "../../generator/lessonry/runtime/lock/derive.js";
import { bytes16 } from "../../generator/lessonry/runtime/lock/field.js";
import { answersOf, open } from "../../generator/lessonry/runtime/lock/open.js";
import { count, search } from "../../generator/lessonry/runtime/lock/search.js";

const vectors = JSON.parse(readFileSync(new URL("../lock-vectors.json", import.meta.url), "utf8"));
const hex = (/** @type {bigint} */ value) => value.toString(16).padStart(32, "0");
const text = (/** @type {Uint8Array | null} */ bytes) => bytes && new TextDecoder().decode(bytes);

for (const { name, kind, values, gaps, grids, canonical: wanted } of vectors.canonical) {
  test(`a response has the one spelling that the build gives it: ${kind}, ${name}`, async () => {
    assert.equal(await canonical(kind, values, { gaps, grids }), wanted);
  });
}

test("a response gives the bytes that the build derives", async () => {
  for (const { salt, item, variant, response, iterations, material: wanted } of vectors.material) {
    const lock = { salt: fromBase64url(salt), iterations };
    assert.equal(base64url(await material(lock, item, variant, response)), wanted);
  }
});

test("a share stands, and is masked, where the build puts it", async () => {
  for (const { material, form, share, x, mask } of vectors.point) {
    const made = await point(fromBase64url(material), form, share);
    assert.deepEqual([hex(made.x), hex(made.mask)], [x, mask]);
  }
});

test("points give the secret of the polynomial that they lie on", () => {
  for (const { points, needed, secret } of vectors.interpolation) {
    const items = points.map((/** @type {string[]} */ [x, y]) => [
      { x: BigInt(`0x${x}`), y: BigInt(`0x${y}`) },
    ]);
    const tag = Number(BigInt(`0x${secret}`) & 0xffffffn);
    const found = [...search(items, points.length - needed, tag)];
    assert.ok(found.every((step) => step.secret !== null && hex(step.secret) === secret));
    assert.ok(found.length > 0);
  }
});

test("as many sets are looked at as the build counts", () => {
  for (const { weights, spare, sets } of vectors.sets) assert.equal(count(weights, spare), sets);
});

test("what the build seals the page unseals", async () => {
  for (const one of vectors.box) {
    const secret = bytes16(BigInt(`0x${one.secret}`));
    const key = await boxKey(secret, fromBase64url(one.salt), one.form);
    assert.equal(base64url(key), one.key);
    assert.equal(Number(BigInt(`0x${one.secret}`) & 0xffffffn), one.tag);
    const about = [one.course, one.quiz, one.digest, one.form].join("\0");
    assert.equal(text(await unsealed(key, fromBase64url(one.box), about)), one.plaintext);
    assert.equal(await unsealed(key, fromBase64url(one.box), `${about}0`), null);
  }
  for (const { key, item, variant, plaintext, box } of vectors.answer) {
    const about = ["answer", item, variant].join("\0");
    const plain = await unsealed(fromBase64url(key), fromBase64url(box), about);
    assert.deepEqual(JSON.parse(text(plain) ?? ""), JSON.parse(plaintext));
  }
});

test("a lock that the build wrote opens to whoever knows enough, and to nobody else", async () => {
  const { file, runs } = vectors.lock;
  for (const { form, responses, opens, key, answers } of runs) {
    const asked = file.forms[form].items;
    const given = Object.fromEntries(
      asked.map((/** @type {[string]} */ [id], /** @type {number} */ index) => [
        id,
        responses[index],
      ]),
    );
    const opened = await open(file, form, given);
    assert.equal(opened !== null, opens);
    if (!opened) continue;
    assert.equal(opened.seed, key);
    assert.deepEqual(opened.answers, answers);
    assert.equal((await answersOf(file, form, opened)).size, asked.length);
  }
  assert.ok(runs.some((/** @type {{ opens: boolean }} */ { opens }) => !opens));
});
