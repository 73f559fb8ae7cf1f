// The level 1 credential, made in the browser that opened the exam (credentials/desk/self_signed.py).
//
//     const values = await draft(kit, {attempt, name, ended, percent});
//     const token = await tokenOf(kit, values, seed);       // for the QR code, on the sheet
//     const room = await roomFor(kit, values, seed);        // how many bytes to leave in the PDF
//     const text = await sign(kit, values, seed, digest);   // of the PDF around it

import { refusal, tidy } from "../exam/learner-name.js";
import { joined, sha256 } from "../verify/ed25519.js";
import { canonical } from "../verify/jcs.js";
import { ed25519Key, toBase58 } from "../verify/multibase.js";
import { say } from "../words.js";
import { filledIn, quadsOf } from "./quads.js";
import { signatureOf } from "./sign.js";
import { tokenBytes } from "./token.js";

/**
 * What the build made of an exam: `credential` of its kit.
 *
 * @typedef {object} CredentialKit
 * @property {string} did The desk's, which issues.
 * @property {string} key The exam's public key, `z6Mk…`.
 * @property {string} marks What stands before each name where learners differ.
 * @property {string} achievement Its identifier.
 * @property {number | null} validForDays
 * @property {boolean} statesScore
 * @property {Record<string, unknown>} document The unsigned credential.
 * @property {string[]} quads Its canonical N-Quads.
 * @property {Record<string, unknown>} proof The options of the proof for other verifiers.
 * @property {string[]} proofQuads Theirs.
 */

/**
 * What differs between two learners, as the credential states it.
 *
 * @typedef {object} Values
 * @property {string} uuid The credential's identifier is `urn:uuid:` and this.
 * @property {string} name
 * @property {string} from `2026-11-22T09:40:00Z`
 * @property {string} until Empty where it never expires.
 * @property {string} percent
 * @property {string} index In the desk's status list.
 */

/** For the names of credentials (`document.NAMESPACE`). */
const NAMESPACE = "6f0c8f5e1d0b5f5e9a356c6573736f6e";
/** A SHA-256 in multibase is as long as this, whatever it is of. */
const NO_DIGEST = `z${"1".repeat(46)}`;
/** As in credentials/certificate.py: a signature has 86 to 88 letters in base 58. */
const [STEP, SLACK] = [1024, 64];
const DAY = 86_400_000;
const encoder = new TextEncoder();

/**
 * Return what a credential will state; the same attempt always gets the same identifier.
 *
 * @param {CredentialKit} kit
 * @param {{attempt: string, name: string, ended: string, percent: number}} given `attempt` is its
 *     identifier, `ended` an ISO 8601 time.
 * @returns {Promise<Values>}
 * @throws {RangeError} The name or the time cannot stand on a certificate.
 */
export async function draft(kit, { attempt, name, ended, percent }) {
  const learner = tidy(name);
  const refused = refusal(learner);
  if (refused) throw new RangeError(refused);
  const from = new Date(ended);
  if (Number.isNaN(from.getTime())) {
    throw new RangeError(
      say("When this attempt ended is not known, so no certificate can be made."),
    );
  }
  const days = kit.validForDays ?? 0;
  const uuid = await uuid5(`${kit.did} ${attempt}`);
  const hash = await sha256(encoder.encode(`urn:uuid:${uuid}`));
  return {
    uuid,
    name: learner,
    from: moment(from),
    until: days ? moment(new Date(from.getTime() + days * DAY)) : "",
    percent: String(Math.floor(percent)),
    // The first 17 bits.
    index: String((hash[0] << 9) | (hash[1] << 1) | (hash[2] >> 7)),
  };
}

/**
 * Return the signed credential in its canonical form, with both proofs.
 *
 * @param {CredentialKit} kit
 * @param {Values} values
 * @param {Uint8Array} seed Of the exam's key.
 * @param {string} digest Of the file around the credential, in multibase.
 * @returns {Promise<string>}
 */
export async function sign(kit, values, seed, digest) {
  const { marks } = kit;
  const all = { ...values, digest };
  const document = /** @type {Record<string, unknown>} */ (filledIn(kit.document, marks, all));
  const options = /** @type {Record<string, unknown>} */ (filledIn(kit.proof, marks, all));
  const own = { ...options, cryptosuite: "eddsa-jcs-2022", "@context": document["@context"] };
  const key = keyOf(kit);
  /** @param {string} config @param {string} content */
  const proofValue = async (config, content) => {
    const hashes = [config, content].map((text) => sha256(encoder.encode(text)));
    return `z${toBase58(await signatureOf(joined(...(await Promise.all(hashes))), seed, key))}`;
  };
  const [others, ours] = await Promise.all([
    proofValue(quadsOf(kit.proofQuads, marks, all), quadsOf(kit.quads, marks, all)),
    proofValue(canonical(own), canonical(document)),
  ]);
  const proof = [
    { ...options, proofValue: others },
    { ...own, proofValue: ours },
  ];
  return canonical({ ...document, proof });
}

/**
 * Return how many bytes to leave in a file for the credential; what it does not need is blanks.
 *
 * @param {CredentialKit} kit
 * @param {Values} values
 * @param {Uint8Array} seed
 * @returns {Promise<number>}
 */
export async function roomFor(kit, values, seed) {
  const length = encoder.encode(await sign(kit, values, seed, NO_DIGEST)).length;
  return Math.ceil((length + SLACK) / STEP) * STEP;
}

/**
 * Return the QR code's content, what stands behind `#t=`: the bytes of credentials/token.py.
 *
 * @param {CredentialKit} kit
 * @param {Values} values
 * @param {Uint8Array} seed
 * @returns {Promise<string>}
 */
export async function tokenOf(kit, values, seed) {
  const key = keyOf(kit);
  const { body, message } = await tokenBytes(kit, values, key);
  const bytes = joined(body, await signatureOf(message, seed, key));
  const binary = String.fromCharCode(...bytes);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @param {CredentialKit} kit */
function keyOf(kit) {
  const key = ed25519Key(kit.key);
  if (!key) throw new RangeError("The page names no key that can sign.");
  return key;
}

/** @param {Date} time @returns {string} To the second, as credentials write it. */
const moment = (time) => `${time.toISOString().slice(0, 19)}Z`;

/** @param {string} name @returns {Promise<string>} RFC 9562 §5.5. */
async function uuid5(name) {
  const space = Uint8Array.from(NAMESPACE.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
  const data = joined(space, encoder.encode(name));
  const hash = new Uint8Array(
    await crypto.subtle.digest("SHA-1", /** @type {Uint8Array<ArrayBuffer>} */ (data)),
  );
  hash[6] = (hash[6] & 0x0f) | 0x50;
  hash[8] = (hash[8] & 0x3f) | 0x80;
  const hex = [...hash.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
