/**
 * Opens a form of an answer lock: points from the responses, the search, the box.
 *
 * @import { Lock } from "./file.js"
 * @typedef {{ secret: string, seed: string, answers: string[] }} Opened  All in base64url: f(0), the
 *   exam's signing key, and the key of each item's answer in the order of the form.
 * @typedef {{ progress?(share: number): unknown, pause?(): Promise<unknown> }} Hooks  `progress` hears
 *   from 0 to 1; `pause` is waited for again and again, and ends all by throwing.
 */

import { base64url, boxKey, fromBase64url, material, point, unsealed } from "./derive.js";
import { bytes16, number, PRIME } from "./field.js";
import { count, search } from "./search.js";

/** How much of the whole the slow derivation is, for who watches. */
const DERIVING = 0.4;

/**
 * Returns what a form holds; nothing where too few responses are right.
 * @param {Lock} lock
 * @param {number} form
 * @param {Record<string, string | null>} responses  Canonical texts by item.
 * @param {Hooks} [hooks]
 * @returns {Promise<Opened | null>}
 */
export async function open(lock, form, responses, { progress, pause } = {}) {
  const points = await pointsOf(lock, form, responses, async (share) => {
    progress?.(DERIVING * share);
    await pause?.();
  });
  // In any order: of an attempt with more than enough right, many sets open.
  points.sort(() => Math.random() - 0.5);
  const spare = points.flat().length - lock.needed;
  const sets = count(
    points.map((item) => item.length),
    spare,
  );
  for (const { seen, secret } of search(points, spare, lock.forms[form].tag)) {
    const opened = secret === null ? null : await reopen(lock, form, base64url(bytes16(secret)));
    if (opened) return opened;
    progress?.(DERIVING + (1 - DERIVING) * Math.min(1, seen / sets));
    await pause?.();
  }
  return null;
}

/**
 * Returns the points of each item that was answered.
 * @param {Lock} lock
 * @param {number} form
 * @param {Record<string, string | null>} responses
 * @param {(share: number) => Promise<unknown>} derived
 */
async function pointsOf(lock, form, responses, derived) {
  const { items, values } = lock.forms[form];
  const published = fromBase64url(values);
  const points = [];
  let place = 0;
  for (const [index, [id, variant]] of items.entries()) {
    const shares = lock.shares[id] ?? 0;
    const first = place;
    place += shares;
    const response = responses[id];
    if (typeof response === "string" && shares) {
      const key = await material(
        { salt: fromBase64url(lock.salt), iterations: lock.iterations },
        id,
        variant,
        response,
      );
      const made = [];
      for (let share = 0; share < shares; share++) {
        const { x, mask } = await point(key, form, share);
        const at = 16 * (first + share);
        made.push({ x, y: (number(published.subarray(at, at + 16)) + mask) % PRIME });
      }
      points.push(made);
    }
    await derived((index + 1) / items.length);
  }
  return points;
}

/**
 * Returns what a form holds, by its secret; nothing where that is not its secret.
 * @param {Lock} lock
 * @param {number} form
 * @param {string} secret
 * @returns {Promise<Opened | null>}
 */
export async function reopen(lock, form, secret) {
  const { course, quiz, digest, salt, forms } = lock;
  const key = await boxKey(fromBase64url(secret), fromBase64url(salt), form);
  const about = [course, quiz, digest, form].join("\0");
  const plain = await unsealed(key, fromBase64url(forms[form].box), about);
  if (!plain) return null;
  const { key: seed, answers } = JSON.parse(new TextDecoder().decode(plain));
  return { secret, seed, answers };
}

/**
 * Returns the key and the explanations of each item of an opened form.
 * @param {Lock} lock
 * @param {number} form
 * @param {Opened} opened
 * @returns {Promise<Map<string, { key: any, html: string }>>}
 */
export async function answersOf(lock, form, { answers }) {
  const found = new Map();
  for (const [index, [id, variant]] of lock.forms[form].items.entries()) {
    const box = lock.answers[id]?.[variant];
    if (!box || !answers[index]) continue;
    const about = ["answer", id, variant].join("\0");
    const plain = await unsealed(fromBase64url(answers[index]), fromBase64url(box), about);
    if (plain) found.set(id, JSON.parse(new TextDecoder().decode(plain)));
  }
  return found;
}
