import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateSync } from "node:zlib";
import { readPdf } from "../../../generator/lessonry/runtime/verify/pdf.js";
import { Unreadable } from "../../../generator/lessonry/runtime/verify/unreadable.js";
import { fixture } from "./issuer.js";

/** @param {string} text One character a byte. */
const pdf = (text) => readPdf(Uint8Array.from(Buffer.from(`%PDF-1.7\n${text}`, "latin1")));
const latin1 = new TextDecoder("latin1");

test("the objects of a typeset file are read in order, streams unpacked", async () => {
  const { objects, decoded } = readPdf(await fixture("certificate.pdf"));
  assert.deepEqual(
    objects.map(({ number }) => number),
    objects.map((_, i) => i + 1),
  );
  const embedded = objects.find(({ dictionary }) => dictionary.get("Type") === "/EmbeddedFile");
  assert.ok(embedded);
  assert.equal(latin1.decode((await decoded(embedded)).subarray(0, 12)), '{"@context":');
});

test("a dictionary gives its own entries, not those inside them", () => {
  const [{ dictionary }] = pdf(
    String.raw`1 0 obj <</A<</Length 9/B[1 2]>>/Len#67th 12 % a comment
      /S(a \) (b) >>)/T/Na#6de/R 3 0 R/A 7>> endobj`,
  ).objects;
  assert.equal(dictionary.get("Length"), "12");
  assert.equal(dictionary.get("S"), String.raw`(a \) (b) >>)`);
  assert.equal(dictionary.get("T"), "/Name");
  assert.equal(dictionary.get("R"), "3 0 R");
  assert.equal(dictionary.get("A"), "<</Length 9/B[1 2]>>");
});

test("a stream whose length is a reference or a lie ends at endstream", () => {
  for (const length of ["9 0 R", "3", "999999999", "-1", ""]) {
    const [{ stream }] = pdf(
      `1 0 obj<</Length ${length}>>stream\nhello\nendstream\nendobj`,
    ).objects;
    assert.equal(latin1.decode(stream ?? undefined), "hello", length);
  }
});

test("a stream's right length is believed, whatever is inside", () => {
  const inside = "endstream endobj 7 0 obj<</Type/Page>>endobj";
  const { objects } = pdf(
    `1 0 obj<</Length ${inside.length}>>stream\n${inside}\nendstream\nendobj`,
  );
  assert.deepEqual(
    objects.map(({ number }) => number),
    [1],
  );
});

test("what unpacks to more than 50 MB is not unpacked", async () => {
  const bomb = deflateSync(Buffer.alloc(60 << 20)).toString("latin1");
  const { objects, decoded } = pdf(
    `1 0 obj<</Length ${bomb.length}/Filter/FlateDecode>>stream\n${bomb}\nendstream\nendobj`,
  );
  await assert.rejects(decoded(objects[0]), RangeError);
});

test("hostile files end, and soon", async (t) => {
  // By the processor's time, so that a busy machine does no harm, and with tenfold room: what takes
  // time by the square takes 12 times as much as it may.
  const [short, long] = [1 << 15, 1 << 22];
  for (const name of Object.keys(hostile(1))) {
    await t.test(name, () => {
      pdf(hostile(short)[name]);
      const [once, at] = [spent(hostile(short)[name]), long / short];
      const most = 10 * at * Math.max(once, 2000);
      const whole = spent(hostile(long)[name]);
      assert.ok(whole < most, `${whole} µs where ${short} characters took ${once}`);
    });
  }
});

/** @param {string} text @returns {number} Microseconds of the processor. */
function spent(text) {
  const before = process.cpuUsage();
  pdf(text);
  return process.cpuUsage(before).user;
}

/** @param {number} size @returns {Record<string, string>} */
function hostile(size) {
  const repeated = (/** @type {string} */ part) => part.repeat(Math.ceil(size / part.length));
  return {
    digits: repeated("1"),
    headers: repeated("1 0 obj "),
    open: repeated("1 0 obj<<"),
    blanks: `1 0 obj${repeated(" ")}`,
    parentheses: `1 0 obj<</A${repeated("(")}`,
    nested: `1 0 obj${repeated("<<")}`,
    arrays: `1 0 obj<</A ${repeated("[")}`,
    names: `1 0 obj<<${repeated("/#41")}>>endobj`,
    streams: repeated("1 0 obj<<>>stream "),
    "blank streams": `${"1 0 obj<</Length 9>>stream\n".repeat(1000)}${repeated(" ")}`,
    objects: repeated("1 0 obj<<>>endobj\n"),
    gaps: repeated("1         "),
  };
}

test("a file that ends in the middle of an object is told to be broken", () => {
  assert.equal(pdf("1 0 obj<</A 1>>endobj").isBroken, false);
  assert.equal(pdf("1 0 obj<</A 1>>endobj 2 0 obj<</A (1>>endobj").isBroken, true);
});

test("a file of more streams than any certificate is refused", () => {
  const many = "1 0 obj<</Length 0>>stream\n\nendstream endobj\n".repeat(2001);
  assert.throws(() => pdf(many), Unreadable);
});
