import assert from "node:assert/strict";
import { test } from "node:test";
import { verifyText } from "../../../generator/lessonry/runtime/verify/intake.js";
import { fixtureSite, json, NOW, newIssuer, text } from "./issuer.js";

/** @typedef {Record<string, any>} Json */

const site = await fixtureSite();
const credential = await json("credential.json");
const token = await text("token.txt");

/** @param {unknown} given @param {typeof site} [at] */
async function answers(given, at = site) {
  const written = typeof given === "string" ? given : JSON.stringify(given);
  return (await verifyText(written, at, NOW)).answers;
}

test("a revoked credential is revoked by file and by code", async () => {
  const revoked = await fixtureSite({ "status/1.json": await json("status-1-revoked.json") });
  assert.equal((await answers(credential, revoked)).status, "revoked");
  assert.equal((await answers(token, revoked)).status, "revoked");
});

test("a status list that is not the issuer's own word says nothing", async () => {
  const list = await json("status-1.json");
  const stranger = await newIssuer();
  const subject = list.credentialSubject;
  for (const [why, bad] of Object.entries({
    "out of reach": null,
    "signed by another": await stranger.sign(list),
    changed: {
      ...list,
      credentialSubject: { ...subject, encodedList: "uH4sIAAAAAAAA_wMAAAAAAAAAAAA" },
    },
    "no list": { ...list, credentialSubject: 7 },
    unsigned: { ...list, proof: undefined },
    "of another address": { ...list, id: "https://lessonry.example/status/2.json" },
  })) {
    const at = await fixtureSite({ "status/1.json": bad });
    assert.equal((await answers(credential, at)).status, "unknown", why);
  }
});

test("a status list must cover the purpose and the index, and be in time", async () => {
  const issuer = await newIssuer();
  const list = await json("status-1.json");
  const subject = list.credentialSubject;
  const signed = await issuer.sign(credential);
  for (const [changed, status] of /** @type {[Json, string][]} */ ([
    [{}, "not-revoked"],
    [{ id: "https://lessonry.example/delight/status/2.json" }, "unknown"],
    [{ issuer: "did:web:else.example" }, "unknown"],
    [{ validUntil: "2030-01-01T00:00:00Z" }, "not-revoked"],
    [{ validUntil: "2026-11-30T00:00:00Z" }, "unknown"],
    [{ credentialSubject: { ...subject, statusPurpose: "suspension" } }, "unknown"],
    [
      { credentialSubject: { ...subject, encodedList: "uH4sIAAAAAAAAA2NgAAACAAEAF_QAAAAA" } },
      "unknown",
    ],
    [
      { credentialSubject: { ...subject, encodedList: subject.encodedList.slice(0, 20) } },
      "unknown",
    ],
  ])) {
    const at = await fixtureSite({
      "did.json": issuer.document,
      "status/1.json": await issuer.sign({ ...list, ...changed }),
    });
    assert.equal((await answers(signed, at)).status, status, JSON.stringify(changed).slice(0, 60));
  }
});

test("a list of fewer places than a list must have says nothing", async () => {
  const issuer = await newIssuer();
  const list = await json("status-1.json");
  const signed = await issuer.sign(credential);
  for (const [bytes, status] of /** @type {[number, string][]} */ ([
    [16_384, "not-revoked"],
    [16_383, "unknown"],
  ])) {
    const packed = new Response(
      new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new CompressionStream("gzip")),
    );
    const encodedList = `u${Buffer.from(await packed.arrayBuffer()).toString("base64url")}`;
    const subject = { ...list.credentialSubject, encodedList };
    const at = await fixtureSite({
      "did.json": issuer.document,
      "status/1.json": await issuer.sign({ ...list, credentialSubject: subject }),
    });
    assert.equal((await answers(signed, at)).status, status, `${bytes}`);
  }
});
