import assert from "node:assert/strict";
import { test } from "node:test";
import { signed } from "../../../generator/lessonry/runtime/verify/ed25519.js";

// RFC 8032 §7.1, test 3
const KEY = bytes("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025");
const MESSAGE = bytes("af82");
const SIGNATURE = bytes(
  "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac" +
    "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
);
/** A browser without Ed25519. */
const without = /** @type {SubtleCrypto} */ (
  /** @type {unknown} */ ({ importKey: () => Promise.reject(new Error("NotSupportedError")) })
);

/** @param {string} hex */
function bytes(hex) {
  return Uint8Array.from(Buffer.from(hex, "hex"));
}

for (const [how, subtle] of /** @type {[string, SubtleCrypto][]} */ ([
  ["WebCrypto", crypto.subtle],
  ["the vendored fallback", without],
])) {
  test(`${how} accepts the signature of RFC 8032`, async () => {
    assert.equal(await signed(SIGNATURE, MESSAGE, KEY, subtle), true);
  });

  test(`${how} refuses it when any byte differs`, async () => {
    for (let i = 0; i < 64; i += 7) {
      const flipped = SIGNATURE.with(i, SIGNATURE[i] ^ 1);
      assert.equal(await signed(flipped, MESSAGE, KEY, subtle), false);
    }
    assert.equal(await signed(SIGNATURE, bytes("af83"), KEY, subtle), false);
    assert.equal(await signed(SIGNATURE, MESSAGE, KEY.with(0, 0), subtle), false);
    assert.equal(await signed(SIGNATURE.subarray(1), MESSAGE, KEY, subtle), false);
    assert.equal(await signed(SIGNATURE, MESSAGE, KEY.subarray(1), subtle), false);
  });
}
