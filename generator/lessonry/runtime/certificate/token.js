// The QR code's token of a level 1 certificate, byte for byte as credentials/token.py writes it.

import { joined, sha256 } from "../verify/ed25519.js";

const [VERSION, LEVEL, NO_SCORE] = [1, 1, 255];
const LONGEST_TEXT = 255;
const DAY = 86_400_000;
const EPOCH = Date.UTC(2020, 0, 1);
const encoder = new TextEncoder();

/**
 * Return a token without its signature, and what is signed.
 *
 * @param {import("./credential.js").CredentialKit} kit
 * @param {import("./credential.js").Values} values
 * @param {Uint8Array} key The exam's public key.
 * @returns {Promise<{body: Uint8Array, message: Uint8Array}>}
 */
export async function tokenBytes(kit, values, key) {
  const index = Number(values.index);
  const head = Uint8Array.of(
    VERSION,
    LEVEL,
    ...(await sha256(key)).subarray(0, 4),
    index >> 16,
    ...short(index & 0xffff),
    ...short(day(values.from)),
    ...short(values.until ? day(values.until) : 0),
    kit.statesScore ? Number(values.percent) : NO_SCORE,
    ...(values.uuid.replaceAll("-", "").match(/../g) ?? []).map((byte) =>
      Number.parseInt(byte, 16),
    ),
  );
  const body = joined(head, counted(kit.achievement), counted(values.name));
  const message = joined(encoder.encode(`lessonry-token-1\0${kit.did}\0`), body);
  return { body, message };
}

/** @param {number} number */
const short = (number) => [number >> 8, number & 255];

/** @param {string} time @returns {number} */
const day = (time) => Math.floor((Date.parse(time) - EPOCH) / DAY);

/** @param {string} text Of a length byte and UTF-8, cut before an ellipsis where it is too long. */
function counted(text) {
  let bytes = encoder.encode(text);
  if (bytes.length > LONGEST_TEXT) {
    const room = new Uint8Array(LONGEST_TEXT - encoder.encode("…").length);
    const { read } = encoder.encodeInto(text, room);
    bytes = encoder.encode(`${text.slice(0, read).trimEnd()}…`);
  }
  return joined(Uint8Array.of(bytes.length), bytes);
}
