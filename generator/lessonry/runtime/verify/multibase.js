// Bytes as text: base58btc and base64url, bare and as multibase ("z…", "u…").

const ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/** Base58 takes time by the square of the length; a signature has 88 characters. */
const LONGEST_BASE58 = 128;

/**
 * Return the bytes of a base58btc text, or null where it is none.
 *
 * @param {string} text
 */
export function fromBase58(text) {
  if (text.length > LONGEST_BASE58) return null;
  /** @type {number[]} little end first */
  const bytes = [];
  for (const character of text) {
    let carry = ALPHABET.indexOf(character);
    if (carry < 0) return null;
    for (let i = 0; i < bytes.length; i++) {
      carry += bytes[i] * 58;
      bytes[i] = carry & 255;
      carry >>= 8;
    }
    for (; carry; carry >>= 8) bytes.push(carry & 255);
  }
  const zeros = /^1*/.exec(text)?.[0].length ?? 0;
  return Uint8Array.from([...Array(zeros).fill(0), ...bytes.reverse()]);
}

/**
 * Return bytes as a base58btc text.
 *
 * @param {Uint8Array} bytes
 */
export function toBase58(bytes) {
  /** @type {number[]} */
  const digits = [];
  let zeros = 0;
  while (zeros < bytes.length && !bytes[zeros]) zeros++;
  for (const byte of bytes.subarray(zeros)) {
    let carry = byte;
    for (let i = 0; i < digits.length; i++) {
      carry += digits[i] * 256;
      digits[i] = carry % 58;
      carry = Math.floor(carry / 58);
    }
    for (; carry; carry = Math.floor(carry / 58)) digits.push(carry % 58);
  }
  return (
    "1".repeat(zeros) +
    digits
      .reverse()
      .map((digit) => ALPHABET[digit])
      .join("")
  );
}

/**
 * Return the bytes of a base64url text without padding, or null where it is none.
 *
 * @param {string} text
 */
export function fromBase64url(text) {
  if (/[^\w-]/.test(text) || text.length % 4 === 1) return null;
  const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  // The unused bits of the last character must be nought, or one text more would mean the same.
  const last = ENDING.indexOf(text.at(-1) ?? "A");
  const unused = [0, 0, 15, 3][text.length % 4];
  return last & unused ? null : bytes;
}

const ENDING = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/**
 * Return the raw Ed25519 public key of a Multikey ("z6Mk…"), or null where it is none.
 *
 * @param {unknown} text
 */
export function ed25519Key(text) {
  if (typeof text !== "string" || !text.startsWith("z")) return null;
  const bytes = fromBase58(text.slice(1));
  // 0xed 0x01 is the multicodec of an Ed25519 public key.
  return bytes?.length === 34 && bytes[0] === 0xed && bytes[1] === 1 ? bytes.slice(2) : null;
}
