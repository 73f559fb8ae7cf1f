// Level 1 certificates, from the page that makes them to the page that verifies them.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  draft,
  sign,
  tokenOf,
} from "../../../generator/lessonry/runtime/certificate/credential.js";
import { signatureOf } from "../../../generator/lessonry/runtime/certificate/sign.js";
import { tokenBytes } from "../../../generator/lessonry/runtime/certificate/token.js";
import { joined, sha256 } from "../../../generator/lessonry/runtime/verify/ed25519.js";
import { verifyText } from "../../../generator/lessonry/runtime/verify/intake.js";
import { canonical } from "../../../generator/lessonry/runtime/verify/jcs.js";
import { ed25519Key, toBase58 } from "../../../generator/lessonry/runtime/verify/multibase.js";
import { told } from "../../../generator/lessonry/runtime/verify/questions.js";
import { Unreadable } from "../../../generator/lessonry/runtime/verify/unreadable.js";
import { headline } from "../../../generator/lessonry/runtime/verify/words.js";
import { DID, fixtureSite, json, NOW } from "./issuer.js";

/** @typedef {Record<string, any>} Json */

const { exams, revoked, ...files } = await json("desk.json");
const [{ kit }, quick] = exams;
const seedOf = (/** @type {Json} */ exam) => Uint8Array.from(Buffer.from(exam.seed, "base64url"));
const seed = seedOf(exams[0]);
const site = await fixtureSite(files);
const DESK = `${DID}:self-service`;
const DIGEST = `z${"1".repeat(46)}`;
const given = {
  attempt: "a-1",
  name: "Anna “Ann” Lind",
  ended: "2026-11-22T09:40:00Z",
  percent: 87,
};
const values = await draft(kit, given);
const made = await sign(kit, values, seed, DIGEST);
const code = await tokenOf(kit, values, seed);
const well = {
  intact: "yes",
  issuer: "self-service",
  time: "in-time",
  status: "not-revoked",
  level: "1",
  sheet: "not-given",
};

/** @param {unknown} text @param {typeof site} [at] @param {Date} [now] */
async function answers(text, at = site, now = NOW) {
  const written = typeof text === "string" ? text : JSON.stringify(text);
  return (await verifyText(written, at, now)).answers;
}

/**
 * Sign anything with an exam's key, as somebody may who has opened the exam.
 *
 * @param {Json} credential @param {string} [key] @param {Uint8Array} [secret]
 */
async function forged(credential, key = kit.key, secret = seed) {
  const { proof, ...bare } = credential;
  const public_ = /** @type {Uint8Array} */ (ed25519Key(key));
  const config = {
    ...proof.find((/** @type {Json} */ one) => one.cryptosuite === "eddsa-jcs-2022"),
    verificationMethod: `${bare.issuer.id}#${key}`,
  };
  delete config.proofValue;
  const hashes = [config, bare].map((part) => sha256(new TextEncoder().encode(canonical(part))));
  const signature = await signatureOf(joined(...(await Promise.all(hashes))), secret, public_);
  const own = { ...config, proofValue: `z${toBase58(signature)}` };
  const { "@context": _, ...twin } = { ...own, cryptosuite: "eddsa-rdfc-2022" };
  return { ...bare, proof: [twin, own] };
}

test("what the exam's page made is well at level 1, by file and by code", async () => {
  assert.deepEqual(await answers(made), well);
  assert.deepEqual(await answers(code), well);
  assert.deepEqual(await answers(await forged(JSON.parse(made))), well);
  const found = await verifyText(made, site, NOW);
  assert.equal(found.claims.learner, "Anna “Ann” Lind");
  assert.match(headline(found).text, /^Real, but only unlocked/);
  const [, whose] = told(found);
  assert.equal(whose.word, "This course's self-service desk");
  assert.equal(told(found).length, 6);
});

test("where the browser has no Ed25519, another makes the same signatures", async () => {
  const subtle = new Proxy(crypto.subtle, {
    get: (target, name) =>
      name === "importKey"
        ? () => Promise.reject(new DOMException("Ed25519", "NotSupportedError"))
        : /** @type {Json} */ (target)[String(name)].bind(target),
  });
  const key = /** @type {Uint8Array} */ (ed25519Key(kit.key));
  const message = new TextEncoder().encode("anything");
  const own = await signatureOf(message, seed, key);
  assert.deepEqual(await signatureOf(message, seed, key, subtle), own);
});

test("a seed that is not the exam's signs nothing", async () => {
  await assert.rejects(sign(kit, values, seedOf(quick), DIGEST), RangeError);
  await assert.rejects(draft(kit, { ...given, name: "🎓" }), RangeError);
  await assert.rejects(draft(kit, { ...given, ended: "yesterday" }), {
    name: "RangeError",
    message: "When this attempt ended is not known, so no certificate can be made.",
  });
});

test("every flipped byte of it is refused, but for the proof that takes an RDF library", async () => {
  const bytes = new TextEncoder().encode(made);
  const twin = JSON.parse(made).proof[0].proofValue;
  const from = made.indexOf(twin) + (bytes.length - made.length);
  for (let at = 0; at < bytes.length; at++) {
    if (at >= from && at < from + twin.length) continue;
    const flipped = new TextDecoder().decode(bytes.with(at, bytes[at] ^ (1 << (at % 7))));
    const found = await answers(flipped).catch((error) => {
      assert.ok(error instanceof Unreadable, `byte ${at}: ${error}`);
      return null;
    });
    assert.ok(found?.intact !== "yes", `byte ${at}`);
  }
});

test("who opened an exam can sign nothing else with its key", async () => {
  /** @type {[string, (credential: Json) => void][]} */
  const changes = [
    [
      "level",
      (c) => {
        c.evidence[0].genre = c.evidence[0].genre.replace("#1", "#2");
      },
    ],
    [
      "level",
      (c) => {
        c.evidence = [];
      },
    ],
    [
      "exam",
      (c) => {
        c.evidence[0].id += "0";
      },
    ],
    [
      "exam",
      (c) => {
        c.credentialSubject.achievement.name = "Chief Surgeon";
      },
    ],
    [
      "exam",
      (c) => {
        c.credentialSubject.achievement.version = "fedcba9876543210";
      },
    ],
    [
      "exam",
      (c) => {
        c.validUntil = "2040-01-01T00:00:00Z";
      },
    ],
    [
      "exam",
      (c) => {
        delete c.validUntil;
      },
    ],
    [
      "exam",
      (c) => {
        for (const one of c.credentialStatus) one.statusListIndex = "7";
      },
    ],
    [
      "exam",
      (c) => {
        c.credentialStatus = [];
      },
    ],
    [
      "exam",
      (c) => {
        c.credentialSubject.result[0].value = "100, with honours";
      },
    ],
    [
      "exam",
      (c) => {
        c.issuer.name = "The University";
      },
    ],
    [
      "exam",
      (c) => {
        c.credentialSubject.identifier.push({ ...c.credentialSubject.identifier[0] });
      },
    ],
  ];
  for (const [kind, change] of changes) {
    const credential = JSON.parse(made);
    change(credential);
    const found = await verifyText(JSON.stringify(await forged(credential)), site, NOW);
    assert.equal(found.answers.intact, "yes", `${change}`);
    assert.equal(found.answers.issuer, "another", `${change}`);
    assert.equal(found.answers.status, "unknown");
    assert.equal(found.forged, kind, `${change}`);
    assert.match(headline(found).text, /^A forgery/);
    assert.match(told(found)[1].sentence, /forgery/);
  }
});

test("of all that it says, only what learners differ in is free", async () => {
  const credential = JSON.parse(made);
  const { proof, "@context": _, ...bare } = credential;
  const free = [
    "/validFrom",
    "/credentialSubject/identifier/0/identityHash",
    "/credentialSubject/result/0/value",
    "/relatedResource/0/digestMultibase",
  ];
  /** @type {string[]} */
  const wellAfter = [];
  /** @param {Json} node @param {string} path */
  const walk = async (node, path) => {
    for (const name of Object.keys(node)) {
      const was = node[name];
      const here = `${path}/${name}`;
      if (was && typeof was === "object") {
        await walk(was, here);
        continue;
      }
      node[name] = typeof was === "boolean" ? !was : was.slice(0, -1) + (was.endsWith("1") ? 2 : 1);
      if (name === "validFrom") {
        bare.validUntil = "2028-11-21T08:00:00Z";
        node[name] = "2026-11-22T08:00:00Z";
      }
      const said = JSON.stringify(await forged({ ...credential, ...bare }));
      const found = await answers(said).catch((error) => {
        assert.ok(error instanceof Unreadable, here);
        return null;
      });
      if (found?.issuer === "self-service") wellAfter.push(here);
      node[name] = was;
      if (name === "validFrom") bare.validUntil = credential.validUntil;
    }
  };
  await walk(bare, "");
  assert.deepEqual(wellAfter.sort(), free.sort());
});

test("keys sign under the name that they are published for, and no other", async () => {
  const credential = JSON.parse(made);
  const stranger = "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
  const listed = {
    ...credential,
    proof: credential.proof.map((/** @type {Json} */ one) => ({
      ...one,
      verificationMethod: `${DESK}#${stranger}`,
    })),
  };
  assert.equal((await answers(listed)).intact, "changed");
  const foreign = crypto.getRandomValues(new Uint8Array(32));
  const noble = await import("../../../generator/lessonry/runtime/verify/vendor/noble-ed25519.js");
  const raw = await noble.getPublicKeyAsync(foreign);
  const key = `z${toBase58(Uint8Array.of(0xed, 1, ...raw))}`;
  const own = await verifyText(JSON.stringify(await forged(credential, key, foreign)), site, NOW);
  assert.deepEqual([own.answers.issuer, own.forged], ["another", "key"]);
  const issuer = { ...credential, issuer: { ...credential.issuer, id: DID } };
  const main = await verifyText(JSON.stringify(await forged(issuer)), site, NOW);
  assert.deepEqual([main.answers.issuer, main.forged], ["another", "key"]);
  const other = await verifyText(
    JSON.stringify(await forged(credential, quick.kit.key, seedOf(quick))),
    site,
    NOW,
  );
  assert.deepEqual([other.answers.issuer, other.forged], ["another", "exam"]);
});

test("a code cannot dress up either", async () => {
  const key = /** @type {Uint8Array} */ (ed25519Key(kit.key));
  /** @param {(body: Uint8Array) => void} change @param {string} [did] @param {Json} [said] */
  const signedCode = async (change, did = DESK, said = {}) => {
    const { body } = await tokenBytes({ ...kit, ...said }, { ...values, ...said }, key);
    change(body);
    const message = joined(new TextEncoder().encode(`lessonry-token-1\0${did}\0`), body);
    return Buffer.from(joined(body, await signatureOf(message, seed, key))).toString("base64url");
  };
  const honest = await signedCode(() => {});
  assert.equal(honest, code);
  const dressed = [
    await signedCode((body) => {
      body[1] = 2;
    }),
    await signedCode((body) => {
      body[8] ^= 1;
    }),
    await signedCode(() => {}, DESK, { achievement: "surgeon" }),
    await signedCode(() => {}, DESK, { until: "2040-01-01T00:00:00Z" }),
    await signedCode(() => {}, DESK, { until: "" }),
  ];
  for (const one of dressed) {
    const found = await answers(one);
    assert.deepEqual([found.issuer, found.level, found.status], ["another", "unknown", "unknown"]);
  }
  assert.equal((await answers(await signedCode(() => {}, DID))).intact, "changed");
});

test("the issuer revokes it in the desk's list, which no exam's key can sign", async () => {
  const taken = await fixtureSite({ ...files, "self-service/status/1.json": revoked });
  assert.equal((await answers(made, taken)).status, "revoked");
  assert.equal((await answers(code, taken)).status, "revoked");
  const list = files["self-service/status/1.json"];
  const own = await fixtureSite({
    ...files,
    "self-service/status/1.json": await forged({ ...list, issuer: { id: DESK } }),
  });
  assert.equal((await answers(made, own)).status, "unknown");
  const away = await fixtureSite({ ...files, "self-service/status/1.json": null });
  assert.equal((await answers(made, away)).status, "unknown");
});

test("it expires, and its key can be withdrawn from a day on", async () => {
  assert.equal((await answers(made, site, new Date("2028-11-22T00:00:00Z"))).time, "expired");
  assert.equal((await answers(code, site, new Date("2028-11-23T00:00:00Z"))).time, "expired");
  for (const [since, answer] of [
    ["2026-11-21T00:00:00Z", "revoked-key"],
    ["2026-11-23T00:00:00Z", "self-service"],
  ]) {
    const { keys } = structuredClone(files["self-service/keys.json"]);
    keys[0].revoked = since;
    const at = await fixtureSite({ ...files, "self-service/keys.json": { keys } });
    assert.equal((await answers(made, at)).issuer, answer);
    assert.equal((await answers(code, at)).issuer, answer);
  }
});

test("without the desk's keys nothing is claimed of its signer", async () => {
  for (const listed of [null, {}, { keys: [7] }, { keys: [{ key: "z1" }] }]) {
    const at = await fixtureSite({ ...files, "self-service/keys.json": listed });
    const found = await verifyText(made, at, NOW);
    assert.equal(found.answers.issuer, "unknown");
    assert.match(told(found)[1].sentence, /self-service\/keys\.json/);
    assert.equal((await answers(code, at)).issuer, "unknown");
  }
  const { service, ...bare } = files["did.json"];
  const none = await fixtureSite({ ...files, "did.json": bare });
  assert.equal((await answers(made, none)).issuer, "another");
  assert.equal((await answers(code, none)).issuer, "another");
});

test("a credential's name hides no words: it is a UUID, and shows where it stands", async () => {
  const uuid = values.uuid ?? JSON.parse(made).id.replace("urn:uuid:", "");
  for (const name of ["-and-Chief-Surgeon", "0e702a5a-6971-545a-be61-69d04b108c98", uuid]) {
    const credential = JSON.parse(made.replaceAll(uuid, name));
    const hash = await sha256(new TextEncoder().encode(credential.id));
    const index = `${(hash[0] << 9) | (hash[1] << 1) | (hash[2] >> 7)}`;
    for (const entry of credential.credentialStatus) {
      entry.id = entry.id.replace(/#.*/, `#${index}`);
      entry.statusListIndex = index;
    }
    const honest = (await answers(await forged(credential))).issuer;
    assert.equal(honest, name[0] === "-" ? "another" : "self-service", name);
    credential.credentialSubject.achievement.name += name;
    assert.equal((await answers(await forged(credential))).issuer, "another", name);
  }
});

test("a sheet that an exam's key signed is said to be drawn by who has the key", async () => {
  const found = await verifyText(made, site, NOW);
  const sheet = told({ ...found, answers: { ...found.answers, sheet: "as-issued" } })[5];
  assert.equal(sheet.tone, "open");
  assert.match(sheet.sentence, /go by the words below/);
});
