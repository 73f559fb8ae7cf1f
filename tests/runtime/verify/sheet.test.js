import assert from "node:assert/strict";
import { test } from "node:test";
import { verifyFile } from "../../../generator/lessonry/runtime/verify/intake.js";
import { readPdf } from "../../../generator/lessonry/runtime/verify/pdf.js";
import { told } from "../../../generator/lessonry/runtime/verify/questions.js";
import {
  attachedCredential,
  fileDigest,
  isSealed,
} from "../../../generator/lessonry/runtime/verify/sheet.js";
import { Unreadable } from "../../../generator/lessonry/runtime/verify/unreadable.js";
import { fixture, fixtureSite, json, NOW, text } from "./issuer.js";

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

const sealed = Buffer.from(await fixture("sealed.pdf")).toString("latin1");
const cases = Object.entries(await json("sealed.json"));

test("a sealed file is as issued, and nothing that is done to it but to its digits", async () => {
  const { answers, ...rest } = await verifyFile(
    new Blob([await fixture("sealed.pdf")]),
    await fixtureSite(),
    NOW,
  );
  assert.equal(answers.sheet, "as-issued");
  assert.equal(rest.sealed, true);
  const row = told({ answers, ...rest }).find(({ title }) => title.startsWith("Is the sheet"));
  assert.match(row?.sentence ?? "", /seal, too: your PDF reader judges that/);
  for (const [name, { edit, digest: expected, sealed: isStill }] of cases) {
    const [start, end, hex] = edit;
    const put = Buffer.from(hex, "hex").toString("latin1");
    const changed = sealed.slice(0, start) + put + sealed.slice(end);
    assert.equal(await digest(changed), expected, name);
    assert.equal(isSealed(pdf(changed)), isStill, name);
  }
});
