/**
 * From a code to what it opens: the other side of `lessonry.access.sealing`.
 *
 * @typedef {{ course: string, folder: string, salt: string, bits: number }} Index  What a build says
 *   of its keys: where they lie, and by how many bits of a name they are told apart.
 */

import { inflated } from "../verify/inflate.js";
import { letters } from "./code.js";

const KEY = 32;
const NONCE = 12;
const SALT = 16;
const NAME = 8;
const RECORD = NAME + KEY + 16;
const LARGEST = 64 * 1024 * 1024;

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

/** @param {string} text @returns {Bytes} */
const utf8 = (text) => new TextEncoder().encode(text);

/** @param {string} hex @returns {Bytes} */
const hexBytes = (hex) =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/**
 * Returns bytes derived by HKDF-SHA-256.
 * @param {Bytes} secret
 * @param {Bytes} salt
 * @param {string} info
 * @param {number} length
 * @returns {Promise<Bytes>}
 */
async function derive(secret, salt, info, length) {
  const base = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt, info: utf8(info) };
  return new Uint8Array(await crypto.subtle.deriveBits(how, base, length * 8));
}

/**
 * Returns what AES-256-GCM sealed.
 * @param {Bytes} key
 * @param {Bytes} iv
 * @param {Bytes} sealed
 * @param {Bytes} additionalData
 * @returns {Promise<Bytes>}
 */
async function decrypt(key, iv, sealed, additionalData) {
  const held = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
  const how = { name: "AES-GCM", iv, additionalData };
  return new Uint8Array(await crypto.subtle.decrypt(how, held, sealed));
}

/**
 * Returns the key that a code opens; nothing where it is none of this build's.
 * @param {string} code
 * @param {Index} index
 * @param {(shard: number) => Promise<Bytes>} load  Of the files of wrapped keys the one of a number.
 * @returns {Promise<Bytes | null>}
 */
export async function keyOf(code, { course, salt, bits }, load) {
  const info = `lessonry access wrap 1\0${course}`;
  const made = await derive(utf8(letters(code)), hexBytes(salt), info, NAME + KEY + NONCE);
  const name = made.slice(0, NAME);
  const shard = await load(((name[0] << 8) | name[1]) >> (16 - bits));
  for (let at = 0; at < shard.length; at += RECORD) {
    if (name.some((byte, place) => shard[at + place] !== byte)) continue;
    const wrapped = shard.slice(at + NAME, at + RECORD);
    return decrypt(made.slice(NAME, NAME + KEY), made.slice(NAME + KEY), wrapped, name);
  }
  return null;
}

/**
 * Returns what a sealed part holds.
 * @param {Bytes} key
 * @param {string} name
 * @param {Bytes} data
 * @returns {Promise<{ html: string, styles: string[] }>}
 */
export async function opened(key, name, data) {
  const info = `lessonry access part 1\0${name}`;
  const made = await derive(key, data.slice(0, SALT), info, KEY + NONCE);
  const packed = await decrypt(made.slice(0, KEY), made.slice(KEY), data.slice(SALT), utf8(name));
  return JSON.parse(new TextDecoder().decode(await inflated(packed, "deflate", LARGEST)));
}
