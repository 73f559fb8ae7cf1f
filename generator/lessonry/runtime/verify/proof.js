// Data Integrity proofs of the suite eddsa-jcs-2022 (W3C vc-di-eddsa §3.3).
//
// A lessonry credential carries a second proof, eddsa-rdfc-2022, for other verifiers. It takes an
// RDF library to check, so it is left alone here: both are made over the same document.

import { say } from "../words.js";
import { joined, sha256, signed } from "./ed25519.js";
import { canonical } from "./jcs.js";
import { fromBase58 } from "./multibase.js";
import { isObject, list } from "./site.js";
import { Unreadable } from "./unreadable.js";

const MOST_PROOFS = 8;
const encoder = new TextEncoder();

/** @typedef {Record<string, unknown>} Json */

/**
 * What the proofs of a document say.
 *
 * @typedef {object} Proven
 * @property {"yes" | "changed" | "unreadable" | "unseen"} intact `unreadable`: it takes a key or a
 *     suite that is not to be had here. `unseen`: nothing is wrong, but none is of the suite that is
 *     checked here.
 * @property {string[]} methods The verification methods that signed it; the twins' are theirs.
 * @property {boolean} paired Whether each has its twin for other verifiers, as far as can be seen,
 *     and none stands alone.
 */

/**
 * Check the proofs of a document, those over every byte first; one that fails fails them all.
 *
 * @param {Json} document
 * @param {(method: string) => Uint8Array | null} keyOf The public key of a verification method.
 * @returns {Promise<Proven>}
 * @throws {Unreadable} It carries none, or what stands there is none.
 */
export async function checkProofs(document, keyOf) {
  const { proof: held, ...unsecured } = document;
  const all = list(held);
  if (!all.length) {
    throw new Unreadable(say("It carries no signature, so there is nothing to check."));
  }
  if (all.length > MOST_PROOFS || !all.every(isObject)) throw new Unreadable(...otherwise());
  const [own, others] = [all.filter(isJcs), all.filter((proof) => !isJcs(proof))];
  const methods = (own.length ? own : others).map((proof) => String(proof.verificationMethod));
  const paired =
    own.length > 0 &&
    own.every((proof) => others.some((other) => isTwin(other, proof))) &&
    others.every((other) => own.some((proof) => isTwin(other, proof)));
  for (const proof of [...own, ...others]) {
    const intact = await checkProof(unsecured, proof, keyOf);
    if (intact !== "yes") return { intact, methods, paired };
  }
  return { intact: own.length ? "yes" : "unseen", methods, paired };
}

/** @returns {[string, string]} Why what is signed for others only is refused: sentence, headline. */
export const otherwise = () => [
  say(
    "It carries a signature of a kind that this page cannot check. Use another verifier of Open Badges 3.0.",
  ),
  say("Signed in a way this page cannot check"),
];

/** @param {Json} proof */
const isJcs = (proof) => proof.cryptosuite === "eddsa-jcs-2022";

/** @param {Json} proof */
const isRdfc = (proof) => proof.cryptosuite === "eddsa-rdfc-2022";

/** @param {Json} twin @param {Json} proof */
function isTwin(twin, proof) {
  return (
    isRdfc(twin) &&
    ["type", "created", "verificationMethod", "proofPurpose"].every((n) => twin[n] === proof[n]) &&
    fromBase58(String(twin.proofValue).slice(1))?.length === 64
  );
}

/**
 * Check a proof; of one for other verifiers, what can be told without an RDF library.
 *
 * @param {Json} unsecured The document without its proofs.
 * @param {Json} proof
 * @param {(method: string) => Uint8Array | null} keyOf
 * @returns {Promise<"yes" | "changed" | "unreadable">}
 */
async function checkProof(unsecured, proof, keyOf) {
  const { proofValue, ...config } = proof;
  if (typeof config.verificationMethod !== "string") return "changed";
  const key = isJcs(proof) || isRdfc(proof) ? keyOf(config.verificationMethod) : null;
  if (!key) return "unreadable";
  const signature = fromBase58(/^z(.*)$/s.exec(String(proofValue))?.[1] ?? "");
  if (
    config.type !== "DataIntegrityProof" ||
    config.proofPurpose !== "assertionMethod" ||
    signature?.length !== 64
  ) {
    return "changed";
  }
  try {
    const context = config["@context"];
    // §3.3.2 lets contexts be added after signing; a certificate has no use for that.
    if (context !== undefined && canonical(context) !== canonical(unsecured["@context"])) {
      return "changed";
    }
    if (!isJcs(proof)) return "yes";
    const hashes = await Promise.all(
      [config, unsecured].map((part) => sha256(encoder.encode(canonical(part)))),
    );
    return (await signed(signature, joined(...hashes), key)) ? "yes" : "changed";
  } catch (error) {
    if (error instanceof RangeError) return "changed";
    throw error;
  }
}
