// An issuer for the tests: a fresh key, a site that publishes it, and a pen that signs anything.

import { readFile } from "node:fs/promises";
import { canonical } from "../../../generator/lessonry/runtime/verify/jcs.js";
import { toBase58 } from "../../../generator/lessonry/runtime/verify/multibase.js";
import { siteAt } from "../../../generator/lessonry/runtime/verify/site.js";

/** @typedef {Record<string, any>} Json */

const encoder = new TextEncoder();
export const DID = "did:web:lessonry.example:delight";
export const NOW = new Date("2026-12-01T00:00:00Z");

/** @param {string} name */
export const fixture = async (name) =>
  new Uint8Array(await readFile(new URL(`fixtures/${name}`, import.meta.url)));

/** @param {string} name */
export const text = async (name) => new TextDecoder().decode(await fixture(name));

/** @param {string} name @returns {Promise<Json>} */
export const json = async (name) => JSON.parse(await text(name));

/**
 * Return the fixtures' site, or one whose files differ.
 *
 * @param {Record<string, unknown>} [changed] By path; null where a file is out of reach.
 */
export async function fixtureSite(changed = {}) {
  /** @type {Record<string, unknown>} */
  const files = {
    "did.json": await json("did.json"),
    "lessonry/course.json": await json("course.json"),
    "status/1.json": await json("status-1.json"),
    ...changed,
  };
  return siteAt(new URL("https://lessonry.example/delight/"), async (url) => {
    const name = String(url).replace("https://lessonry.example/delight/", "");
    const found = files[name];
    if (found === undefined) return new Response("", { status: 404 });
    if (!found) throw new TypeError("Failed to fetch");
    return Response.json(found);
  });
}

/** @param {string} [did] */
export async function newIssuer(did = DID) {
  const pair = /** @type {CryptoKeyPair} */ (
    await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"])
  );
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const multikey = `z${toBase58(Uint8Array.of(0xed, 1, ...raw))}`;
  const method = `${did}#${multikey}`;
  const document = {
    id: did,
    verificationMethod: [
      { id: method, type: "Multikey", controller: did, publicKeyMultibase: multikey },
    ],
    assertionMethod: [method],
  };
  /** @param {Uint8Array<ArrayBuffer>} message */
  const write = async (message) =>
    new Uint8Array(await crypto.subtle.sign("Ed25519", pair.privateKey, message));
  /** @param {Json} credential @param {Json} [options] @returns {Promise<Json>} */
  const sign = async (credential, options = {}) => {
    const { proof: _, ...bare } = credential;
    const config = {
      type: "DataIntegrityProof",
      cryptosuite: "eddsa-jcs-2022",
      verificationMethod: method,
      proofPurpose: "assertionMethod",
      "@context": bare["@context"],
      ...options,
    };
    const hashes = [config, bare].map((part) =>
      crypto.subtle.digest("SHA-256", encoder.encode(canonical(part))),
    );
    const [first, second] = await Promise.all(hashes);
    const message = Uint8Array.of(...new Uint8Array(first), ...new Uint8Array(second));
    const { "@context": _context, ...options_ } = config;
    const twin = { ...options_, cryptosuite: "eddsa-rdfc-2022" };
    // Nothing in the browser checks the twin; that it stands there is all that is seen.
    const beside = { ...twin, proofValue: `z${toBase58(new Uint8Array(64).fill(7))}` };
    const proofValue = `z${toBase58(await write(message))}`;
    return { ...bare, proof: [beside, { ...config, proofValue }] };
  };
  return { did, raw, method, document, write, sign };
}
