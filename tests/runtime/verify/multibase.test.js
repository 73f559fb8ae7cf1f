import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ed25519Key,
  fromBase58,
  fromBase64url,
  toBase58,
} from "../../../generator/lessonry/runtime/verify/multibase.js";

const utf8 = new TextEncoder();

test("base58 reads and writes the examples of its draft", () => {
  for (const [bytes, text] of /** @type {[Uint8Array, string][]} */ ([
    [utf8.encode("Hello World!"), "2NEpo7TZRRrLZSi2U"],
    [
      utf8.encode("The quick brown fox jumps over the lazy dog."),
      "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z",
    ],
    [Uint8Array.from(Buffer.from("0000287fb4cd", "hex")), "11233QC4"],
    [new Uint8Array(), ""],
    [new Uint8Array(3), "111"],
  ])) {
    assert.equal(toBase58(bytes), text);
    assert.deepEqual(fromBase58(text), bytes);
  }
});

test("base58 gives back whatever bytes it was given", () => {
  for (let round = 0; round < 200; round++) {
    const bytes = crypto.getRandomValues(new Uint8Array(round % 70));
    if (round % 3 === 0) bytes.fill(0, 0, round % 5);
    assert.deepEqual(fromBase58(toBase58(bytes)), bytes);
  }
});

test("base58 refuses other letters and what would take long", () => {
  for (const text of ["0", "O", "I", "l", "a b", "é", "😀", "1".repeat(200)]) {
    assert.equal(fromBase58(text), null);
  }
});

test("base64url has one text for each bytes", () => {
  assert.deepEqual(fromBase64url("-_8"), Uint8Array.of(0xfb, 0xff));
  for (const text of ["-_9", "A", "AB", "AA==", "A+A/", "A A", "é"]) {
    assert.equal(fromBase64url(text), null, text);
  }
});

test("a Multikey is read only where it is one of Ed25519", () => {
  const key = ed25519Key("z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2");
  assert.equal(key?.length, 32);
  // P-256, a bare word, a number, too short
  for (const text of [
    "zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv",
    "z",
    "key",
    7,
    null,
    "z6Mk",
  ]) {
    assert.equal(ed25519Key(text), null);
  }
});
