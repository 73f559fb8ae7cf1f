// Ed25519 by WebCrypto; by the vendored @noble/ed25519 where the browser has none (Chrome < 137).

import { loaded } from "./loaded.js";

/**
 * Tell whether a signature over a message is that of a key.
 *
 * @param {Uint8Array} signature 64 bytes.
 * @param {Uint8Array} message
 * @param {Uint8Array} key The raw public key, 32 bytes.
 * @param {SubtleCrypto} [subtle]
 * @returns {Promise<boolean>}
 */
export async function signed(signature, message, key, subtle = crypto.subtle) {
  if (signature.length !== 64 || key.length !== 32) return false;
  let imported;
  try {
    imported = await subtle.importKey("raw", plain(key), "Ed25519", false, ["verify"]);
  } catch {
    const { verifyAsync } = await loaded(import("./vendor/noble-ed25519.js"));
    return verifyAsync(signature, message, key, { zip215: false }).catch(() => false);
  }
  return subtle.verify("Ed25519", imported, plain(signature), plain(message));
}

/**
 * Return the SHA-256 of bytes.
 *
 * @param {Uint8Array} bytes
 */
export async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", plain(bytes)));
}

/**
 * Return byte strings one after the other.
 *
 * @param {...Uint8Array} parts
 */
export function joined(...parts) {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** @param {Uint8Array} bytes @returns {Uint8Array<ArrayBuffer>} WebCrypto's types refuse shared memory. */
const plain = (bytes) => /** @type {Uint8Array<ArrayBuffer>} */ (bytes);
