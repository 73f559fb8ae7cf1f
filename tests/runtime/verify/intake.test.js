import assert from "node:assert/strict";
import { test } from "node:test";
import { verifyFile, verifyText } from "../../../generator/lessonry/runtime/verify/intake.js";
import { Unreadable } from "../../../generator/lessonry/runtime/verify/unreadable.js";
import { fixture, fixtureSite, json, NOW, newIssuer } from "./issuer.js";

const site = await fixtureSite();
const credential = await json("credential.json");

/** @param {unknown} given @param {typeof site} [at] */
async function answers(given, at = site) {
  const written = typeof given === "string" ? given : JSON.stringify(given);
  return (await verifyText(written, at, NOW)).answers;
}

/** @param {unknown} given @param {RegExp} sentence */
const refused = (given, sentence) =>
  assert.rejects(answers(given), (error) => {
    assert.ok(error instanceof Unreadable, String(error));
    assert.match(`${error.headline} ${error.message}`, sentence);
    return true;
  });

test("wrong types in every field are refused by name, even when they are signed", async () => {
  const issuer = await newIssuer();
  const own = await fixtureSite({ "did.json": issuer.document });
  for (const path of [
    "id",
    "validFrom",
    "validUntil",
    "credentialSubject",
    "credentialSubject.achievement",
    "credentialSubject.achievement.name",
    "credentialSubject.achievement.id",
    "credentialSubject.achievement.criteria",
    "credentialSubject.achievement.version",
    "credentialSubject.achievement.description",
    "credentialSubject.achievement.resultDescription",
    "credentialSubject.identifier",
    "credentialSubject.identifier.0.identityHash",
    "credentialSubject.result",
    "credentialSubject.result.0.value",
    "issuer",
    "issuer.id",
    "issuer.name",
    "issuer.url",
    "evidence",
    "credentialStatus",
    "credentialStatus.statusListIndex",
    "credentialStatus.statusPurpose",
    "credentialStatus.statusListCredential",
    "relatedResource",
    "relatedResource.0.digestMultibase",
    "type",
    "@context",
    "credentialSubject.identifier.0",
  ]) {
    for (const wrong of [
      7,
      true,
      null,
      "",
      [],
      {},
      [[]],
      { a: {} },
      "<b>x</b>",
      -1,
      "2026-99-99T00:00:00Z",
    ]) {
      const changed = structuredClone(credential);
      const steps = path.split(".");
      const last = /** @type {string} */ (steps.pop());
      steps.reduce((value, step) => value[step], changed)[last] = wrong;
      const signed = await issuer.sign(changed);
      // Whatever it is, there is an answer or a sentence; nothing else is ever thrown.
      await answers(signed, own).catch((error) =>
        assert.ok(
          error instanceof Unreadable,
          `${path} = ${JSON.stringify(wrong)}: ${error.stack}`,
        ),
      );
    }
  }
});

test("a date that is none is refused", async () => {
  const issuer = await newIssuer();
  const own = await fixtureSite({ "did.json": issuer.document });
  for (const validFrom of [
    "yesterday",
    "2026-11-22",
    "2026-13-01T00:00:00Z",
    "2026-11-20T10:00:00",
  ]) {
    await assert.rejects(
      answers(await issuer.sign({ ...credential, validFrom }), own),
      /validFrom/,
    );
  }
});

test("what is no certificate is told by what it is", async () => {
  const { proof, ...unsigned } = credential;
  const [rdfc, jcs] = proof;
  const badge = { type: ["VerifiableCredential"], proof: jcs };
  for (const [given, sentence] of /** @type {[unknown, RegExp][]} */ ([
    ["{}", /not a Verifiable Credential/],
    ["{", /not complete JSON/],
    [unsigned, /no signature/],
    [{ ...unsigned, proof: [] }, /no signature/],
    [{ ...unsigned, issuer: { id: "did:web:else.example" }, proof: rdfc }, /another verifier/],
    [{ ...unsigned, proof: { ...jcs, cryptosuite: "ecdsa-jcs-2019" } }, /another verifier/],
    [{ ...unsigned, proof: "x" }, /another verifier/],
    [badge, /not an Open Badge/],
    ["hello", /neither a PDF/],
    ["https://example.org/verify/", /no certificate code/],
    ["https://example.org/verify/#t=AQ", /damaged/],
    ["eyJh.eyJi.c2ln", /JWT/],
    ["eyJh..aaaa.bbbb.cccc", /completion record/],
    ["x".repeat(2 << 20), /far larger/],
    [`{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, /nested more than 64/],
  ])) {
    await refused(given, sentence);
  }
});

test("files of every wrong kind are refused with a sentence", async () => {
  for (const [parts, sentence] of /** @type {[BlobPart[], RegExp][]} */ ([
    [[], /empty/],
    [[new Uint8Array(21 << 20)], /larger than 20 MB/],
    [[crypto.getRandomValues(new Uint8Array(5000))], /neither a PDF/],
    [["%PDF-1.7\n", crypto.getRandomValues(new Uint8Array(5000))], /damaged|picture/],
    [["\u0089PNG\r\n"], /neither a PDF/],
    [[await fixture("picture.pdf")], /only a picture/],
  ])) {
    await assert.rejects(verifyFile(new Blob(parts), site, NOW), sentence);
  }
});
