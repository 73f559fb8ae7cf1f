import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { verifyText } from "../../../generator/lessonry/runtime/verify/intake.js";
import { told } from "../../../generator/lessonry/runtime/verify/questions.js";
import {
  fields,
  headline,
  levelWords,
  readable,
} from "../../../generator/lessonry/runtime/verify/words.js";
import { fixtureSite, NOW, text } from "./issuer.js";

const site = await fixtureSite();
const real = await verifyText(await text("credential.json"), site, NOW);
const scanned = await verifyText(await text("token.txt"), site, NOW);
/** @param {Partial<typeof real.answers>} answers */
const with_ = (answers) => ({ ...real, answers: { ...real.answers, ...answers } });
/** @param {string} said */
const plain = (said) => said.replace(/[\u2068\u2069]/g, "");

test("the levels mean what the sheet says they mean", async () => {
  const python = await readFile(
    new URL("../../../generator/lessonry/domain/credential.py", import.meta.url),
    "utf-8",
  );
  const sentences = python.replace(/"\s*\n\s*"/g, "");
  for (const [name, sentence] of /** @type {const} */ ([1, 2, 3]).map(levelWords)) {
    assert.ok(sentences.includes(sentence), sentence);
    assert.ok(python.includes(name.toUpperCase()), name);
  }
});

test("the headline is the worst of the answers", () => {
  for (const [
    answers,
    said,
    tone,
  ] of /** @type {[Partial<typeof real.answers>, RegExp, string][]} */ ([
    [{}, /^Real, and countersigned by Delight Academy$/, "good"],
    [{ level: "1" }, /^Real, but only unlocked: nobody has checked the name$/, "care"],
    [{ level: "3" }, /^Real, and supervised by Delight Academy$/, "good"],
    [{ level: "unknown" }, /does not say how strongly/, "care"],
    [{ status: "unknown" }, /cannot be told now/, "care"],
    [
      { time: "not-yet", status: "unknown" },
      /^Not valid before 20 November 2026, 10:00 UTC$/,
      "care",
    ],
    [{ time: "expired", status: "unknown" }, /^Expired on 20 November 2028$/, "care"],
    [{ sheet: "changed", time: "expired" }, /sheet was changed/, "bad"],
    [{ status: "suspended", sheet: "changed" }, /^Suspended by/, "bad"],
    [{ status: "revoked", sheet: "changed" }, /^Revoked by Delight Academy$/, "bad"],
    [{ issuer: "unknown", status: "revoked" }, /right now/, "open"],
    [{ issuer: "another", intact: "unreadable" }, /^Signed by somebody else$/, "bad"],
    [
      { intact: "changed", issuer: "another" },
      /^Changed since it was signed: do not rely on it$/,
      "bad",
    ],
  ])) {
    const found = headline(with_(answers));
    assert.match(plain(found.text), said);
    assert.equal(found.tone, tone);
  }
});

test("every answer of every question has a word and a sentence", () => {
  const possible = {
    intact: ["yes", "changed", "unreadable"],
    issuer: ["this-course", "self-service", "revoked-key", "another", "unknown"],
    time: ["in-time", "not-yet", "expired"],
    status: ["not-revoked", "revoked", "suspended", "unknown"],
    level: ["1", "2", "3", "unknown"],
    sheet: ["as-issued", "changed", "not-given"],
  };
  for (const base of [real, scanned]) {
    for (const [question, answers] of Object.entries(possible)) {
      for (const answer of answers) {
        const rows = told({ ...base, answers: { ...base.answers, [question]: answer } });
        assert.ok(rows.length === 6 || rows.length === 3);
        for (const row of rows) assert.ok(row.title && row.word && row.sentence && row.tone);
      }
    }
  }
});

test("nothing of an unproven statement gets a good mark but its being unchanged", () => {
  for (const answers of [
    { intact: "changed", issuer: "unknown" },
    { issuer: "another" },
    { issuer: "unknown" },
  ]) {
    const rows = told(with_(/** @type {Partial<typeof real.answers>} */ (answers)));
    assert.ok(rows.slice(1).every(({ tone }) => tone !== "good"));
  }
});

test("every field that is vouched for is shown, by file and by code", () => {
  /** @type {Record<string, string>} */
  const shown = Object.fromEntries(fields(real).map(({ label, text }) => [label, text]));
  /** @type {Record<string, string>} */
  const wanted = {
    Name: "Anna Lind",
    Achievement: "The Art of Delight",
    Issuer: "Delight Academy",
    Date: "20 November 2026",
    Expires: "20 November 2028",
    Score: "87 % (80 % needed to pass)",
    Level: "2: countersigned",
    "What it is": "Customer service beyond expectations.",
    "How it is earned": "Pass the exam with 80 % or more.",
    "Edition of the course": "0123456789abcdef",
    "Course and achievement": "https://lessonry.example/delight/certificates/delight",
    Signer: "did:web:lessonry.example:delight",
    "Issuer's page": "https://lessonry.example/delight/",
    "Number of the credential": "urn:uuid:5f0c1a52-6d64-5b7e-9d43-3a1f6e0d9b11",
  };
  assert.deepEqual(shown, wanted);
  /** @type {Record<string, string>} */
  const code = Object.fromEntries(fields(scanned).map(({ label, text }) => [label, text]));
  for (const label of ["Name", "Achievement", "Issuer", "Date", "Expires", "Level"]) {
    assert.equal(code[label], shown[label], label);
  }
});

test("a name can neither hide its neighbours nor turn them round", () => {
  assert.equal(readable("Anna\u202egnil\u0000\u2067\ud800"), "Anna\ufffdgnil\ufffd\ufffd\ufffd");
  assert.equal(readable("שרה עמית אחמד محمد نور‌الدین"), "שרה עמית אחמד محمد نور‌الدین");
});
