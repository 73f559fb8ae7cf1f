// Data Integrity proofs of the suite eddsa-jcs-2022 (W3C vc-di-eddsa §3.3).
//
// A lessonry credential carries a second proof, eddsa-rdfc-2022, for other verifiers. It takes an
// RDF library to check, so it is left alone here: both are made over the same document.

import { joined, sha256, signed } from "./ed25519.js";
import { canonical } from "./jcs.js";
import { fromBase58 } from "./multibase.js";
import { isObject } from "./site.js";
import { Unreadable } from "./unreadable.js";

const MOST_PROOFS = 8;
const encoder = new TextEncoder();

/** @typedef {Record<string, unknown>} Json */

/**
 * What the proofs of a document say.
 *
 * @typedef {object} Proven
 * @property {"yes" | "changed" | "unreadable"} intact `unreadable`: by a key that is not to be had.
 * @property {string[]} methods The verification methods that signed it.
 * @property {boolean} paired Whether each has its twin for other verifiers, as far as can be seen.
 */

/**
 * Check every eddsa-jcs-2022 proof of a document; one that fails fails them all.
 *
 * @param {Json} document
 * @param {(method: string) => Uint8Array | null} keyOf The public key of a verification method.
 * @returns {Promise<Proven>}
 */
export async function checkProofs(document, keyOf) {
  const { proof: held, ...unsecured } = document;
  const all = held === undefined ? [] : Array.isArray(held) ? held : [held];
  if (!all.length) {
    throw new Unreadable("It carries no signature, so there is nothing to check.");
  }
  const proofs = all.filter(isJcs);
  if (!proofs.length || all.length > MOST_PROOFS) {
    throw new Unreadable(
      "It carries a signature of a kind that this page cannot check. Use another verifier of Open Badges 3.0.",
      "Signed in a way this page cannot check",
    );
  }
  const methods = proofs.map((proof) => String(proof.verificationMethod));
  const verdicts = await Promise.all(
    proofs.map((proof, i) => checkProof(unsecured, proof, keyOf(methods[i]))),
  );
  const paired = proofs.every((proof) => all.some((other) => isTwin(other, proof)));
  /** @type {Proven["intact"][]} */
  const worst = ["changed", "unreadable"];
  return { intact: worst.find((verdict) => verdicts.includes(verdict)) ?? "yes", methods, paired };
}

/** @param {unknown} proof @returns {proof is Json} */
function isJcs(proof) {
  return isObject(proof) && proof.cryptosuite === "eddsa-jcs-2022";
}

/** @param {unknown} other @param {Json} proof */
function isTwin(other, proof) {
  const twin = isObject(other) ? other : {};
  return (
    twin.cryptosuite === "eddsa-rdfc-2022" &&
    ["type", "created", "verificationMethod", "proofPurpose"].every((n) => twin[n] === proof[n]) &&
    fromBase58(String(twin.proofValue).slice(1))?.length === 64
  );
}

/**
 * @param {Json} unsecured The document without its proofs.
 * @param {Json} proof
 * @param {Uint8Array | null} key
 * @returns {Promise<Proven["intact"]>}
 */
async function checkProof(unsecured, proof, key) {
  const { proofValue, ...config } = proof;
  if (
    config.type !== "DataIntegrityProof" ||
    config.proofPurpose !== "assertionMethod" ||
    typeof proofValue !== "string" ||
    proofValue[0] !== "z"
  ) {
    return "changed";
  }
  const signature = fromBase58(proofValue.slice(1));
  if (!signature) return "changed";
  if (!key) return "unreadable";
  try {
    const context = config["@context"];
    // §3.3.2 lets contexts be added after signing; a certificate has no use for that.
    if (context !== undefined && canonical(context) !== canonical(unsecured["@context"])) {
      return "changed";
    }
    const hashes = await Promise.all(
      [config, unsecured].map((part) => sha256(encoder.encode(canonical(part)))),
    );
    return (await signed(signature, joined(...hashes), key)) ? "yes" : "changed";
  } catch (error) {
    if (error instanceof RangeError) return "changed";
    throw error;
  }
}
