// Ed25519 signatures by an exam's key: WebCrypto, or the vendored @noble/ed25519 where it has none.

import { signed } from "../verify/ed25519.js";
import { loaded } from "../verify/loaded.js";

/** Before the seed in a PKCS #8 file of an Ed25519 key (RFC 8410 §7). */
const PKCS8 = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];

/**
 * Return the signature of a message, checked against the public key before it is given out.
 *
 * @param {Uint8Array} message
 * @param {Uint8Array} seed 32 bytes.
 * @param {Uint8Array} key The raw public key that belongs to it.
 * @param {SubtleCrypto} [subtle]
 * @returns {Promise<Uint8Array>} 64 bytes.
 * @throws {RangeError} The seed is not that of the key.
 */
export async function signatureOf(message, seed, key, subtle = crypto.subtle) {
  const signature = await made(message, seed, subtle);
  if (await signed(signature, message, key, subtle)) return signature;
  throw new RangeError("The key that the exam opened is not the one that this page names.");
}

/** @param {Uint8Array} message @param {Uint8Array} seed @param {SubtleCrypto} subtle */
async function made(message, seed, subtle) {
  let secret;
  try {
    const file = Uint8Array.of(...PKCS8, ...seed);
    secret = await subtle.importKey("pkcs8", file, "Ed25519", false, ["sign"]);
  } catch {
    const { signAsync } = await loaded(import("../verify/vendor/noble-ed25519.js"));
    return signAsync(message, seed);
  }
  const plain = /** @type {Uint8Array<ArrayBuffer>} */ (message);
  return new Uint8Array(await subtle.sign("Ed25519", secret, plain));
}
