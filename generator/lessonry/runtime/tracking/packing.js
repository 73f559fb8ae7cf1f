/** Small values and texts as letters that every LMS keeps as they are: A to Z, a to z, 0 to 9, - and _. */

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/**
 * Returns values as letters of six bits each; zeros at the end are left out.
 * @param {number[]} values  Of two bits, from 0 to 3.
 * @param {number} bits  How many of them are written, 0 to 2: with one, what is `whole` or more counts.
 * @param {number} whole
 */
export function packed(values, bits, whole) {
  if (!bits) return "";
  const each = 6 / bits;
  let text = "";
  for (let place = 0; place < values.length; place += each) {
    let sum = 0;
    for (let step = 0; step < each; step += 1) {
      const value = values[place + step] ?? 0;
      sum = sum * 2 ** bits + (bits === 1 ? Number(value >= whole) : value);
    }
    text += LETTERS[sum];
  }
  return text.replace(/A+$/, "");
}

/**
 * Returns the values of a text, with zeros behind them.
 * @param {string} text
 * @param {number} bits
 * @param {number} whole
 */
export function unpacked(text, bits, whole) {
  /** @type {number[]} */
  const values = [];
  if (bits !== 1 && bits !== 2) return values;
  for (const letter of text) {
    const sum = Math.max(0, LETTERS.indexOf(letter));
    for (let shift = 6 - bits; shift >= 0; shift -= bits) {
      const value = (sum >> shift) % 2 ** bits;
      values.push(bits === 1 ? value * whole : value);
    }
  }
  return values;
}

/**
 * Returns a text made small; nothing where the browser cannot.
 * @param {string} text
 */
export async function deflated(text) {
  if (typeof CompressionStream === "undefined") return null;
  const bytes = await through(new TextEncoder().encode(text), new CompressionStream("deflate-raw"));
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
}

/**
 * Returns a text that was made small; throws where it is none, or a bomb.
 * @param {string} text
 * @param {number} most  Bytes.
 */
export async function inflated(text, most) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  const bytes = Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  const whole = await through(bytes, new DecompressionStream("deflate-raw"), most);
  return new TextDecoder().decode(whole);
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {CompressionStream | DecompressionStream} stream
 * @param {number} [most]
 */
async function through(bytes, stream, most = Infinity) {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const pieces = [];
  let size = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    pieces.push(...piece.value);
    size += piece.value.length;
    if (size > most) throw new Error("too much");
  }
  return Uint8Array.from(pieces);
}
