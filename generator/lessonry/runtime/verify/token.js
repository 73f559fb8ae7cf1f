// The code on the sheet: what a scan of the QR says, signed, in a link's fragment.

import { say } from "../words.js";
import { joined, sha256, signed } from "./ed25519.js";
import { fromBase64url } from "./multibase.js";
import { Unreadable } from "./unreadable.js";

/**
 * @typedef {object} Token
 * @property {1 | 2 | 3 | null} level
 * @property {Uint8Array} keyId The first four bytes of the SHA-256 of the signer's public key.
 * @property {number} index In the first status list.
 * @property {Date} issued
 * @property {Date | null} expires
 * @property {number | null} score In per cent.
 * @property {string} id `urn:uuid:…`
 * @property {string} achievementId
 * @property {string} learner
 * @property {Uint8Array} body What is signed.
 * @property {Uint8Array} signature
 */

const VERSION = 1;
const LONGEST = 1024;
/** Bytes before the achievement's length. */
const FIXED = 30;
const NO_SCORE = 255;
const SIGNATURE = 64;
const DAY = 86_400_000;
const EPOCH = Date.UTC(2020, 0, 1);
const DOMAIN = "lessonry-token-1\0";

/**
 * Read a token; nothing of it is checked yet.
 *
 * @param {string} text base64url
 * @returns {Token}
 * @throws {Unreadable}
 */
export function readToken(text) {
  const bytes = text.length > LONGEST ? null : fromBase64url(text);
  if (!bytes?.length) throw damaged();
  if (bytes[0] !== VERSION) {
    throw new Unreadable(
      say(
        "The code is of a version that this page does not know. Check the certificate's PDF instead.",
      ),
    );
  }
  if (bytes.length < FIXED + 2 + SIGNATURE) throw damaged();
  const view = new DataView(bytes.buffer);
  const body = bytes.subarray(0, -SIGNATURE);
  const [achievementId, next] = textAt(body, FIXED);
  const [learner, end] = textAt(body, next);
  const score = bytes[13];
  if (end !== body.length || (score > 100 && score !== NO_SCORE)) throw damaged();
  const uuid = [...body.subarray(14, 30)]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
  const expires = view.getUint16(11);
  return {
    level: bytes[1] >= 1 && bytes[1] <= 3 ? /** @type {1 | 2 | 3} */ (bytes[1]) : null,
    keyId: body.subarray(2, 6),
    index: (bytes[6] << 16) | view.getUint16(7),
    issued: day(view.getUint16(9)),
    // A day is all a token has room for: the last one counts in full.
    expires: expires ? day(expires + 1) : null,
    score: score === NO_SCORE ? null : score,
    id: `urn:uuid:${uuid.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")}`,
    achievementId,
    learner,
    body,
    signature: bytes.subarray(-SIGNATURE),
  };
}

/**
 * Return the method of the issuer's key that signed a token; "" where it did not, and null where
 * none of the keys is the one that the token names.
 *
 * @param {Token} token
 * @param {import("./site.js").SiteIssuer} issuer
 * @returns {Promise<string | null>}
 */
export async function tokenSigned({ keyId, body, signature }, { did, keys }) {
  const message = joined(new TextEncoder().encode(`${DOMAIN}${did}\0`), body);
  let named = false;
  for (const [method, key] of keys) {
    const digest = await sha256(key);
    if (!keyId.every((byte, i) => byte === digest[i])) continue;
    named = true;
    if (await signed(signature, message, key)) return method;
  }
  return named ? "" : null;
}

/** @param {number} days @returns {Date} */
const day = (days) => new Date(EPOCH + days * DAY);

/**
 * @param {Uint8Array} bytes
 * @param {number} at Of the length byte.
 * @returns {[string, number]} The text, and where the next one begins.
 */
function textAt(bytes, at) {
  const end = at + 1 + bytes[at];
  if (!(end <= bytes.length)) throw damaged();
  try {
    return [new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(at + 1, end)), end];
  } catch {
    throw damaged();
  }
}

function damaged() {
  return new Unreadable(
    say(
      "The code in this link is damaged or not complete. Scan it again, or check the certificate's PDF.",
    ),
  );
}
