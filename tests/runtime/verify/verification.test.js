import assert from "node:assert/strict";
import { test } from "node:test";
import { verifyFile, verifyText } from "../../../generator/lessonry/runtime/verify/intake.js";
import { Unreadable } from "../../../generator/lessonry/runtime/verify/unreadable.js";
import { fixture, fixtureSite, json, NOW, newIssuer, text } from "./issuer.js";

/** @typedef {Record<string, any>} Json */

const site = await fixtureSite();
const credential = await json("credential.json");
const token = await text("token.txt");
const real = {
  intact: "yes",
  issuer: "this-course",
  time: "in-time",
  status: "not-revoked",
  level: "2",
  sheet: "not-given",
};

/** @param {unknown} given @param {typeof site} [at] @param {Date} [now] */
async function answers(given, at = site, now = NOW) {
  const written = typeof given === "string" ? given : JSON.stringify(given);
  return (await verifyText(written, at, now)).answers;
}

/** @param {BlobPart[]} parts @param {typeof site} [at] */
const fileAnswers = async (parts, at = site) =>
  (await verifyFile(new Blob(parts), at, NOW)).answers;

test("what Python issued is real, as a PDF, a credential, a link and a code", async () => {
  assert.deepEqual(await answers(credential), real);
  assert.deepEqual(await fileAnswers([await fixture("certificate.pdf")]), {
    ...real,
    sheet: "as-issued",
  });
  for (const link of [
    token,
    `#t=${token}`,
    `https://lessonry.example/delight/verify/#t=${token}`,
  ]) {
    assert.deepEqual(await answers(link), real);
  }
});

test("the sheet of another with a real credential is seen for what it is", async () => {
  assert.deepEqual(await fileAnswers([await fixture("swapped.pdf")]), {
    ...real,
    sheet: "changed",
  });
});

test("one byte of the attached credential changed is a changed credential", async () => {
  const pdf = Buffer.from(await fixture("certificate.pdf")).toString("latin1");
  const changed = pdf.replace('identityHash":"Anna', 'identityHash":"Anne');
  assert.notEqual(changed, pdf);
  assert.equal((await fileAnswers([Buffer.from(changed, "latin1")])).intact, "changed");
});

test("every flipped byte of a credential is refused, but for those only an RDF library can check", async () => {
  const issuer = await newIssuer();
  const own = await fixtureSite({ "did.json": issuer.document });
  const { evidence, credentialStatus, relatedResource, ...small } = credential;
  const signed = await issuer.sign(small);
  const written = JSON.stringify(signed);
  const bytes = new TextEncoder().encode(written);
  const twin = written.indexOf(signed.proof[0].proofValue);
  const beyond = twin + signed.proof[0].proofValue.length;
  assert.equal((await answers(new TextDecoder().decode(bytes), own)).intact, "yes");
  for (let at = 0; at < bytes.length; at++) {
    if (at >= twin && at < beyond) continue;
    const flipped = bytes.with(at, bytes[at] ^ (1 << (at % 7)));
    let intact;
    try {
      intact = (await answers(new TextDecoder().decode(flipped), own)).intact;
    } catch (error) {
      assert.ok(error instanceof Unreadable, `byte ${at}: ${error}`);
    }
    assert.notEqual(intact, "yes", `byte ${at}`);
  }
});

test("every changed field is a changed credential", async () => {
  /** @param {Json} value @param {(changed: Json) => Promise<void>} tried @param {Json} root */
  const walk = async (value, tried, root) => {
    for (const name of Object.keys(value)) {
      const was = value[name];
      if (was && typeof was === "object") await walk(was, tried, root);
      else {
        value[name] = typeof was === "string" ? `${was}x` : !was;
        await tried(root);
        value[name] = was;
      }
    }
  };
  const { proof, ...rest } = structuredClone(credential);
  const jcs = proof.find((/** @type {Json} */ one) => one.cryptosuite === "eddsa-jcs-2022");
  let fields = 0;
  const all = { ...rest, proof: jcs };
  await walk(
    all,
    async (changed) => {
      fields++;
      const { intact } = await answers(changed).catch((error) => {
        assert.ok(error instanceof Unreadable);
        return { intact: "refused" };
      });
      assert.notEqual(intact, "yes", JSON.stringify(changed));
    },
    all,
  );
  assert.ok(fields > 40);
});

test("members added, taken away or renamed are seen", async () => {
  const { validUntil, ...endless } = credential;
  for (const changed of [
    endless,
    { ...credential, "@context": [...credential["@context"], "https://example.org/more"] },
    { ...credential, more: 1 },
  ]) {
    assert.equal((await answers(changed)).intact, "changed");
  }
});

test("a proof made under other contexts does not hold", async () => {
  const issuer = await newIssuer();
  const own = await fixtureSite({ "did.json": issuer.document });
  const [first] = credential["@context"];
  const signed = await issuer.sign(credential, { "@context": [first] });
  assert.equal((await answers(signed, own)).intact, "changed");
});

test("a stranger's credential is intact, but somebody else's", async () => {
  const stranger = await newIssuer("did:web:stranger.example");
  const foreign = { ...credential, issuer: { ...credential.issuer, id: stranger.did } };
  const found = await verifyText(JSON.stringify(await stranger.sign(foreign)), site, NOW);
  assert.deepEqual(found.answers, {
    ...real,
    issuer: "another",
    status: "unknown",
  });
  assert.equal(found.ownName, false);
});

test("a stranger's key under this issuer's name is somebody else's", async () => {
  const stranger = await newIssuer("did:web:stranger.example");
  const forger = await newIssuer();
  for (const signed of [await stranger.sign(credential), await forger.sign(credential)]) {
    const found = await verifyText(JSON.stringify(signed), site, NOW);
    assert.equal(found.answers.issuer, "another");
    assert.equal(found.ownName, true);
  }
});

test("an issuer's key under a stranger's name is not this course's word", async () => {
  const issuer = await newIssuer();
  const own = await fixtureSite({ "did.json": issuer.document });
  const foreign = { ...credential, issuer: { ...credential.issuer, id: "did:web:else.example" } };
  assert.equal((await answers(await issuer.sign(foreign), own)).issuer, "another");
});

test("a key that may not sign credentials signs none", async () => {
  const issuer = await newIssuer();
  const own = await fixtureSite({ "did.json": { ...issuer.document, assertionMethod: [] } });
  assert.equal((await answers(await issuer.sign(credential), own)).issuer, "another");
});

test("two proofs count only when both hold and both are the issuer's", async () => {
  const issuer = await newIssuer();
  const stranger = await newIssuer("did:web:stranger.example");
  const own = await fixtureSite({ "did.json": issuer.document });
  const {
    proof: [twin, good],
  } = await issuer.sign(credential);
  const {
    proof: [, foreign],
  } = await stranger.sign(credential);
  const {
    proof: [, wrong],
  } = await issuer.sign({ ...credential, name: "Another" });
  const with_ = (/** @type {unknown[]} */ ...proof) =>
    answers({ ...credential, proof: [twin, ...proof] }, own);
  assert.equal((await with_(good, good)).intact, "yes");
  assert.equal((await with_(good, wrong)).intact, "changed");
  assert.equal((await with_(good, foreign)).issuer, "another");
  await assert.rejects(answers({ ...credential, proof: Array(9).fill(good) }, own), Unreadable);
});

test("a course signs in pairs: one signature taken away or bent is a change", async () => {
  const issuer = await newIssuer();
  const own = await fixtureSite({ "did.json": issuer.document });
  const {
    proof: [twin, good],
  } = await issuer.sign(credential);
  const bent = [
    [good],
    [good, good],
    [{ ...twin, created: "2020-01-01T00:00:00Z" }, good],
    [{ ...twin, proofValue: twin.proofValue.slice(0, -3) }, good],
    [twin],
    [{ ...twin, proofPurpose: "authentication" }],
  ];
  assert.equal((await answers({ ...credential, proof: [good, twin] }, own)).intact, "yes");
  for (const proof of bent) {
    assert.equal((await answers({ ...credential, proof }, own)).intact, "changed");
  }
  for (const strange of [
    "text",
    { ...twin, cryptosuite: "eddsa-rdfc-2023" },
    { ...twin, verificationMethod: "did:web:else.example#key" },
  ]) {
    await assert.rejects(answers({ ...credential, proof: [strange, good] }, own), Unreadable);
  }
});

test("an unreadable did.json leaves the issuer unknown, not wrong", async () => {
  for (const did of [null, [], { id: 7 }, "text"]) {
    const found = await answers(credential, await fixtureSite({ "did.json": did }));
    assert.deepEqual([found.intact, found.issuer, found.status], ["yes", "unknown", "unknown"]);
    const scanned = await answers(token, await fixtureSite({ "did.json": did }));
    assert.deepEqual([scanned.intact, scanned.issuer], ["unreadable", "unknown"]);
  }
});

test("a code of another course is somebody else's", async () => {
  const other = await fixtureSite({ "did.json": (await newIssuer()).document });
  const found = await answers(token, other);
  assert.deepEqual([found.intact, found.issuer], ["unreadable", "another"]);
});

test("time is told by the day", async () => {
  const at = async (/** @type {string} */ now) =>
    (await answers(credential, site, new Date(now))).time;
  assert.equal(await at("2026-11-20T09:59:59Z"), "not-yet");
  assert.equal(await at("2026-11-20T10:00:00Z"), "in-time");
  assert.equal(await at("2028-11-20T09:59:59Z"), "in-time");
  assert.equal(await at("2028-11-20T10:00:00Z"), "expired");
  const scanned = async (/** @type {string} */ now) =>
    (await answers(token, site, new Date(now))).time;
  assert.equal(await scanned("2028-11-20T23:59:59Z"), "in-time");
  assert.equal(await scanned("2028-11-21T00:00:00Z"), "expired");
});

test("a level is read only where one is signed, and two are none", async () => {
  const issuer = await newIssuer();
  const own = await fixtureSite({ "did.json": issuer.document });
  const [evidence] = credential.evidence;
  const of = async (/** @type {unknown} */ value) =>
    (await answers(await issuer.sign({ ...credential, evidence: value }), own)).level;
  const one = { ...evidence, genre: "https://lessonry.example/levels#1" };
  assert.equal(await of([one]), "1");
  assert.equal(await of([{ ...one, name: "Level 3: supervised" }]), "1");
  assert.equal(await of([one, evidence]), "unknown");
  assert.equal(await of([]), "unknown");
  assert.equal(await of([{ ...evidence, genre: "https://lessonry.example/levels#4" }]), "unknown");
});

test("level 1 dressed as 2 is a changed credential", async () => {
  const dressed = JSON.stringify(credential).replaceAll("levels#2", "levels#3");
  assert.equal((await answers(dressed)).intact, "changed");
});
