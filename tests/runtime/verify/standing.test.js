import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { verifyText } from "../../../generator/lessonry/runtime/verify/intake.js";
import { told } from "../../../generator/lessonry/runtime/verify/questions.js";
import { headline } from "../../../generator/lessonry/runtime/verify/words.js";
import { fixtureSite, json, NOW, newIssuer, text } from "./issuer.js";

/** @typedef {Record<string, any>} Json */

const SITE = "https://lessonry.example/delight/";
const template = await json("credential.json");
const listTemplate = await json("status-1.json");
const token = await text("token.txt");
const INDEX = 70_001;
const issuer = await newIssuer();
const entries = ["revocation", "suspension"].map((statusPurpose, at) => ({
  id: `${SITE}status/${at + 1}.json#${INDEX}`,
  type: "BitstringStatusListEntry",
  statusPurpose,
  statusListIndex: `${INDEX}`,
  statusListCredential: `${SITE}status/${at + 1}.json`,
}));
const credential = await issuer.sign(
  { ...template, credentialStatus: entries },
  { created: template.validFrom },
);

/** @param {string} purpose @param {boolean} isSet @param {Json} [options] */
function listOf(purpose, isSet, options = {}) {
  const bits = Buffer.alloc(16_384);
  if (isSet) bits[INDEX >> 3] |= 0x80 >> (INDEX & 7);
  const number = purpose === "revocation" ? 1 : 2;
  const credentialSubject = {
    ...listTemplate.credentialSubject,
    statusPurpose: purpose,
    encodedList: `u${gzipSync(bits).toString("base64url")}`,
  };
  const list = { ...listTemplate, id: `${SITE}status/${number}.json`, credentialSubject };
  return issuer.sign(list, { created: template.validFrom, ...options });
}

/** @param {{revoked?: boolean, suspended?: boolean, did?: Json, lists?: Json}} [standing] */
async function siteOf({ revoked = false, suspended = false, did = {}, lists = {} } = {}) {
  return fixtureSite({
    "did.json": { ...issuer.document, ...did },
    "status/1.json": await listOf("revocation", revoked),
    "status/2.json": await listOf("suspension", suspended),
    ...lists,
  });
}

/** @param {Json | string} given @param {Awaited<ReturnType<typeof siteOf>>} site @param {Date} [now] */
const verified = (given, site, now = NOW) =>
  verifyText(typeof given === "string" ? given : JSON.stringify(given), site, now);

/** @param {Awaited<ReturnType<typeof verified>>} found */
const words = (found) =>
  told(found)
    .map(({ word, sentence }) => `${word}: ${sentence}`)
    .join("\n");

test("two entries: the worse of them counts, and the list's day is told", async () => {
  for (const [standing, status, said] of /** @type {const} */ ([
    [{}, "not-revoked", /list of 20 November 2026, read just now, takes it back neither/],
    [{ suspended: true }, "suspended", /for the time being.*20 November 2026/],
    [{ revoked: true }, "revoked", /for good.*20 November 2026/],
    [{ revoked: true, suspended: true }, "revoked", /for good/],
  ])) {
    const found = await verified(credential, await siteOf(standing));
    assert.equal(found.answers.status, status);
    assert.match(words(found), said);
  }
  const { text: suspended } = headline(
    await verified(credential, await siteOf({ suspended: true })),
  );
  assert.match(suspended, /^Suspended by/);
});

test("a list that is out of reach leaves open what it would tell, and nothing else", async () => {
  for (const lists of [{ "status/1.json": null }, { "status/2.json": null }]) {
    const found = await verified(credential, await siteOf({ lists }));
    assert.equal(found.answers.status, "unknown");
    assert.equal(found.answers.intact, "yes");
    assert.match(words(found), /nobody can tell from here whether .* All other answers stand/);
  }
  // What one list does tell counts, though the other is out of reach.
  const revoked = await siteOf({ revoked: true, lists: { "status/2.json": null } });
  assert.equal((await verified(credential, revoked)).answers.status, "revoked");
});

test("a code is suspended as its credential is; sites of before have no such list", async () => {
  const signed = { "did.json": await json("did.json"), "status/1.json": listTemplate };
  assert.equal((await verified(token, await fixtureSite(signed))).answers.status, "not-revoked");
  const away = await fixtureSite({ ...signed, "status/2.json": null });
  assert.equal((await verified(token, away)).answers.status, "unknown");
});

test("what a stolen key signed counts until the day, and not from then on", async () => {
  const [method] = issuer.document.verificationMethod;
  /** @param {unknown} revoked */
  const since = (revoked) => siteOf({ did: { verificationMethod: [{ ...method, revoked }] } });
  const after = await verified(credential, await since("2026-11-21T00:00:00Z"));
  assert.equal(after.answers.issuer, "this-course");
  for (const day of ["2026-11-20T00:00:00Z", template.validFrom, "someday", 7, null]) {
    const found = await verified(credential, await since(day));
    assert.deepEqual(found.answers, {
      intact: "yes",
      issuer: "revoked-key",
      time: "unknown",
      status: "unknown",
      level: "unknown",
      sheet: "not-given",
    });
    assert.equal(headline(found).tone, "bad");
    assert.match(words(found), /stolen from .*Delight Academy/);
  }
});

test("a proof that says no day is not taken for one of before", async () => {
  const [method] = issuer.document.verificationMethod;
  const undated = await issuer.sign({ ...template, credentialStatus: entries });
  const revoked = { ...method, revoked: "2027-01-01T00:00:00Z" };
  const site = await siteOf({ did: { verificationMethod: [revoked] } });
  assert.equal((await verified(undated, site)).answers.issuer, "revoked-key");
});

test("a list that a stolen key signed afterwards tells nothing", async () => {
  const [method] = issuer.document.verificationMethod;
  const lists = {
    "status/1.json": await listOf("revocation", false, { created: "2026-11-25T00:00:00Z" }),
  };
  const revoked = { ...method, revoked: "2026-11-24T00:00:00Z" };
  const site = await siteOf({ did: { verificationMethod: [revoked] }, lists });
  const found = await verified(credential, site);
  assert.deepEqual([found.answers.issuer, found.answers.status], ["this-course", "unknown"]);
});

test("a code of a stolen key counts until the day before", async () => {
  const did = await json("did.json");
  const [method] = did.verificationMethod;
  for (const [revoked, whose] of [
    ["2026-11-20T00:00:00Z", "revoked-key"],
    ["2026-11-21T00:00:00Z", "this-course"],
  ]) {
    const document = { ...did, verificationMethod: [{ ...method, revoked }] };
    const found = await verified(token, await fixtureSite({ "did.json": document }));
    assert.equal(found.answers.issuer, whose);
    assert.equal(found.answers.level, whose === "this-course" ? "2" : "unknown");
  }
});

test("a retired key and the one that came after it both verify", async () => {
  const next = await newIssuer();
  const document = {
    ...issuer.document,
    verificationMethod: [
      ...next.document.verificationMethod,
      ...issuer.document.verificationMethod,
    ],
    assertionMethod: [next.method, issuer.method],
  };
  const site = await siteOf({ did: document });
  const fresh = await next.sign(
    { ...template, credentialStatus: entries },
    { created: template.validFrom },
  );
  for (const one of [credential, fresh]) {
    const { answers } = await verified(one, site);
    assert.deepEqual([answers.issuer, answers.status], ["this-course", "not-revoked"]);
  }
});
