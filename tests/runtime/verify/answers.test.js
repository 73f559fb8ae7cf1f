// The cases of fixtures/answers.json, which tests/credentials/test_verify_answers.py runs too: the
// page and `lessonry verify` answer alike.

import assert from "node:assert/strict";
import { test } from "node:test";
import { verifyFile } from "../../../generator/lessonry/runtime/verify/intake.js";
import { Unreadable } from "../../../generator/lessonry/runtime/verify/unreadable.js";
import { fixture, fixtureSite, json, NOW, newIssuer, text } from "./issuer.js";

/** @typedef {Record<string, any>} Json */

const credential = await text("credential.json");
const certificate = Buffer.from(await fixture("certificate.pdf")).toString("latin1");
const shared = await json("answers.json");
const usual = await fixtureSite();
const revoked = await fixtureSite({ "status/1.json": await json("status-1-revoked.json") });
const stranger = await newIssuer();

for (const one of shared.cases) {
  test(`as \`lessonry verify\`: ${one.name}`, async () => {
    const now = one.now ? new Date(one.now) : NOW;
    for (const [where, given] of await variants(one)) {
      const expected = one.but?.[where] ?? one.page ?? one.answers;
      const found = await answers(given, one.revoked ? revoked : usual, now);
      assert.deepEqual(found, shared.answers[expected], `${one.name} ${where}`);
    }
  });
}

/** @param {Uint8Array<ArrayBuffer>} given @param {typeof usual} site @param {Date} now */
async function answers(given, site, now) {
  try {
    return (await verifyFile(new Blob([given]), site, now)).answers;
  } catch (error) {
    assert.ok(error instanceof Unreadable, String(error));
    return shared.answers[error.tone === "bad" ? "changed" : "unreadable"];
  }
}

/** @param {Json} one @returns {Promise<[string, Uint8Array<ArrayBuffer>][]>} */
async function variants(one) {
  if (one.pdf) {
    const attached = (one.attach ?? []).map(
      (/** @type {string} */ content) =>
        `99 0 obj\n<</Type/EmbeddedFile/Length ${content.length}>>\nstream\n${content}\nendstream\nendobj\n`,
    );
    const file = replaced(certificate, one) + attached.join("");
    return [["", Uint8Array.from(Buffer.from(file, "latin1"))]];
  }
  const changed = replaced(credential, one);
  if (!one.set && !one.remove && !one.sign && one.each === undefined) {
    return [["", encoded(changed)]];
  }
  let document = JSON.parse(changed);
  if (one.sign) {
    for (const [pointer, value] of Object.entries(one.sign)) put(document, pointer, value);
    document = await stranger.sign(document);
    // Without the stand-in beside it, which Python would check.
    document.proof = document.proof.slice(1);
  }
  for (const [pointer, value] of Object.entries(one.set ?? {})) put(document, pointer, value);
  for (const pointer of one.remove ?? []) {
    const [parent, name] = at(document, pointer);
    if (Array.isArray(parent)) parent.splice(Number(name), 1);
    else delete parent[name];
  }
  if (one.each === undefined) return [["", encoded(JSON.stringify(document))]];
  return [...leaves(document, "")].map((pointer) => {
    const copy = structuredClone(document);
    const [parent, name] = at(copy, pointer);
    parent[name] = typeof parent[name] === "string" ? `${parent[name]}x` : !parent[name];
    return [pointer, encoded(JSON.stringify(copy))];
  });
}

/** @param {string} whole @param {Json} one */
function replaced(whole, { text: change }) {
  if (!change) return whole;
  assert.ok(whole.includes(change[0]), change[0]);
  return whole.replace(change[0], () => change[1]);
}

/** @param {Json} value @param {string} pointer @returns {Generator<string>} */
function* leaves(value, pointer) {
  for (const [name, entry] of Object.entries(value)) {
    const here = `${pointer}/${name}`;
    if (entry && typeof entry === "object") yield* leaves(entry, here);
    else yield here;
  }
}

/** @param {Json} document @param {string} pointer @returns {[any, string]} */
function at(document, pointer) {
  const steps = pointer.split("/").slice(1);
  const last = /** @type {string} */ (steps.pop());
  return [steps.reduce((value, step) => value[step], document), last];
}

/** @param {Json} document @param {string} pointer @param {unknown} value */
function put(document, pointer, value) {
  const [parent, name] = at(document, pointer);
  parent[name] = value;
}

/** @param {string} written @returns {Uint8Array<ArrayBuffer>} */
const encoded = (written) => new TextEncoder().encode(written);
