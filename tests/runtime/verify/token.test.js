import assert from "node:assert/strict";
import { test } from "node:test";
import { siteIssuer } from "../../../generator/lessonry/runtime/verify/site.js";
import { readToken, tokenSigned } from "../../../generator/lessonry/runtime/verify/token.js";
import { Unreadable } from "../../../generator/lessonry/runtime/verify/unreadable.js";
import { json, text } from "./issuer.js";

const code = await text("token.txt");
const issuer =
  /** @type {import("../../../generator/lessonry/runtime/verify/site.js").SiteIssuer} */ (
    siteIssuer(await json("did.json"))
  );
const bytes = Uint8Array.from(Buffer.from(code, "base64url"));
/** @param {Uint8Array} changed */
const written = (changed) => Buffer.from(changed).toString("base64url");

test("a token that Python wrote is read and its signature holds", async () => {
  const token = readToken(code);
  const { level, index, issued, expires, score, id, achievementId, learner } = token;
  assert.deepEqual(
    { level, index, score, id, achievementId, learner },
    {
      level: 2,
      index: 70_001,
      score: 87,
      id: "urn:uuid:5f0c1a52-6d64-5b7e-9d43-3a1f6e0d9b11",
      achievementId: "delight",
      learner: "Anna Lind",
    },
  );
  assert.equal(issued.toISOString(), "2026-11-20T00:00:00.000Z");
  assert.equal(expires?.toISOString(), "2028-11-21T00:00:00.000Z", "the last day counts in full");
  assert.equal(await tokenSigned(token, issuer), [...issuer.keys.keys()][0]);
});

test("every flipped bit of a token is refused", async () => {
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const flipped = bytes.with(bit >> 3, bytes[bit >> 3] ^ (1 << (bit & 7)));
    let verdict;
    try {
      verdict = await tokenSigned(readToken(written(flipped)), issuer);
    } catch (error) {
      assert.ok(error instanceof Unreadable);
      verdict = false;
    }
    assert.ok(!verdict, `bit ${bit}`);
  }
});

test("a token of another issuer with the same key does not hold here", async () => {
  assert.equal(await tokenSigned(readToken(code), { ...issuer, did: `${issuer.did}:else` }), "");
});

test("a token whose key this site does not have is nobody's", async () => {
  assert.equal(await tokenSigned(readToken(code), { ...issuer, keys: new Map() }), null);
  const elsewhere = readToken(written(bytes.with(5, bytes[5] ^ 1)));
  assert.equal(await tokenSigned(elsewhere, issuer), null);
});

test("what is no token is refused with a sentence", () => {
  for (const bad of [
    "",
    "A",
    "AQ",
    "hello world",
    code.slice(0, -4),
    `${code}AAAA`,
    "AQ".repeat(3000),
    written(bytes.with(0, 2)),
    written(bytes.with(13, 101)),
    written(bytes.with(30, 255)),
    written(bytes.with(32, 255)),
  ]) {
    assert.throws(() => readToken(bad), Unreadable, bad.slice(0, 20));
  }
});
