import assert from "node:assert/strict";
import { test } from "node:test";
import { readPdf } from "../../../generator/lessonry/runtime/verify/pdf.js";
import {
  attachedCredential,
  fileDigest,
} from "../../../generator/lessonry/runtime/verify/sheet.js";
import { Unreadable } from "../../../generator/lessonry/runtime/verify/unreadable.js";
import { fixture, json, text } from "./issuer.js";

const certificate = await fixture("certificate.pdf");
const issued = Buffer.from(certificate).toString("latin1");
/** @param {string} changed One character a byte. */
const pdf = (changed) => readPdf(Uint8Array.from(Buffer.from(changed, "latin1")));
const { digestMultibase } = (await json("credential.json")).relatedResource.find(
  (/** @type {{id: string}} */ { id }) => id.startsWith("urn:lessonry:file:"),
);
/** @param {string} changed */
const digest = (changed) => {
  const bytes = Uint8Array.from(Buffer.from(changed, "latin1"));
  return fileDigest(bytes, readPdf(bytes));
};

test("the credential attached to a certificate is found, but for the blanks behind it", async () => {
  assert.equal(await attachedCredential(pdf(issued)), await text("credential.json"));
});

test("the file's digest is what Python put into the credential", async () => {
  assert.equal(await digest(issued), digestMultibase);
});

test("the digest leaves the credential's own bytes out, and no others", async () => {
  const start = issued.indexOf('{"@context"');
  const [attachment] = pdf(issued).objects.filter(
    ({ dictionary }) => dictionary.get("Type") === "/EmbeddedFile",
  );
  const end = start + (attachment.stream?.length ?? 0);
  for (let at = 0; at < issued.length; at += at > start - 40 && at < end + 40 ? 1 : 37) {
    const bytes = certificate.slice();
    bytes[at] ^= 1;
    const same = (await fileDigest(bytes, readPdf(bytes))) === digestMultibase;
    assert.equal(same, at >= start && at < end, `byte ${at}`);
  }
});

test("a file with a second revision, a second attachment or more bytes is another file", async () => {
  const added = "99 0 obj\n<</Type/EmbeddedFile/Length 2>>\nstream\n{}\nendstream\nendobj\n";
  for (const file of [`${issued}\n`, `x${issued}`, issued + added, added + issued]) {
    assert.notEqual(await digest(file), digestMultibase);
  }
});

test("a PDF without a credential says what it is", async () => {
  await assert.rejects(attachedCredential(readPdf(await fixture("picture.pdf"))), (error) => {
    assert.ok(error instanceof Unreadable);
    assert.match(error.message, /only a picture/);
    return true;
  });
});

test("a locked and a cut PDF are each told apart", async () => {
  for (const [file, sentence] of /** @type {[string, RegExp][]} */ ([
    [
      "%PDF-1.7\n1 0 obj\n<</Filter/Standard/V 5>>\nendobj\ntrailer\n<</Encrypt 1 0 R>>\n%%EOF",
      /locked/,
    ],
    ["%PDF-1.7\n", /damaged/],
    [issued.slice(0, 9), /damaged/],
  ])) {
    await assert.rejects(attachedCredential(pdf(file)), sentence);
  }
});
