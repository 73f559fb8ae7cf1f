/**
 * Small locks for tests, made in memory from right responses, by the protocol as it is documented.
 *
 * @import { Lock } from "../../generator/lessonry/runtime/lock/file.js"
 */

import {
  base64url,
  boxKey,
  joined,
  material,
  point,
  utf8,
} from "../../generator/lessonry/runtime/lock/derive.js";
import { bytes16, number, PRIME } from "../../generator/lessonry/runtime/lock/field.js";

const random = () => number(crypto.getRandomValues(new Uint8Array(16))) % PRIME;

/**
 * @param {Uint8Array<ArrayBuffer>} key
 * @param {string} about
 * @param {unknown} content
 */
async function sealed(key, about, content) {
  const made = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
  const how = { name: "AES-GCM", iv: new Uint8Array(12), additionalData: utf8(about) };
  const plain = utf8(JSON.stringify(content));
  return base64url(new Uint8Array(await crypto.subtle.encrypt(how, made, plain)));
}

/**
 * Returns a lock, with what it holds.
 * @param {{ id: string, right: string, shares?: number, variant?: number }[]} items
 * @param {number} needed
 * @param {{ forms?: number, iterations?: number }} [how]
 */
export async function lockOf(items, needed, { forms = 1, iterations = 1 } = {}) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const seed = base64url(crypto.getRandomValues(new Uint8Array(32)));
  /** @type {Lock} */
  const lock = {
    course: "course",
    quiz: "quiz",
    digest: "0123456789abcdef",
    salt: base64url(salt),
    iterations,
    needed,
    shares: Object.fromEntries(items.map(({ id, shares = 1 }) => [id, shares])),
    forms: [],
    answers: {},
  };
  const keys = items.map(() => crypto.getRandomValues(new Uint8Array(16)));
  for (const [index, { id, right, variant = 0 }] of items.entries()) {
    const about = ["answer", id, variant].join("\0");
    const box = await sealed(keys[index], about, { key: right, html: `<p>${id}</p>` });
    lock.answers[id] = Object.assign([], { [variant]: box });
  }
  for (let form = 0; form < forms; form++) {
    const powers = Array.from({ length: needed }, random);
    const values = [];
    for (const { id, right, shares = 1, variant = 0 } of items) {
      const made = await material({ salt, iterations }, id, variant, right);
      for (let share = 0; share < shares; share++) {
        const { x, mask } = await point(made, form, share);
        const y = powers.reduceRight((sum, power) => (sum * x + power) % PRIME, 0n);
        values.push(bytes16((y - mask + PRIME) % PRIME));
      }
    }
    const { course, quiz, digest } = lock;
    const key = await boxKey(bytes16(powers[0]), salt, form);
    lock.forms.push({
      items: items.map(({ id, variant = 0 }) => [id, variant]),
      values: base64url(joined(...values)),
      tag: Number(powers[0] & 0xffffffn),
      box: await sealed(key, [course, quiz, digest, form].join("\0"), {
        key: seed,
        answers: keys.map(base64url),
      }),
    });
  }
  return { lock, seed };
}
