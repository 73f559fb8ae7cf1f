/**
 * What an attempt asks: drawn when it is opened, and again fitted to the exam when it is gone on
 * with, for the trainer may have changed the exam in between.
 *
 * @import { Current } from "./store.js"
 * @typedef {{ id: string, fingerprint: string }} Known
 */

import { drawn, newSeed, shuffled } from "./shuffle.js";
import { now } from "./store.js";

/**
 * Returns a new attempt.
 * @param {Known[]} all
 * @param {number} wanted
 * @param {number} number
 * @param {boolean} shuffle
 * @returns {Current}
 */
export function opened(all, wanted, number, shuffle) {
  const seed = newSeed();
  const items = drawn(all, wanted, seed, !shuffle).map(({ id }) => id);
  const at = now();
  return { id: uuid(), number, seed, started: at, items, responses: {}, position: 0, at };
}

/**
 * Returns an attempt that asks `wanted` of the items that there are now, with whether anything is
 * other than it was. Of items that are too many, those without an answer go first.
 * @param {Current} current
 * @param {Known[]} all
 * @param {number} wanted
 * @param {boolean} shuffle
 * @returns {{ current: Current, changed: boolean }}
 */
export function fitted(current, all, wanted, shuffle) {
  const ids = all.map(({ id }) => id);
  const known = [...new Set(current.items)].filter((id) => ids.includes(id));
  const spare = shuffled(
    ids.filter((id) => !known.includes(id)),
    current.seed,
  );
  const ranked = [
    ...known.filter((id) => current.responses[id]),
    ...known.filter((id) => !current.responses[id]),
    ...spare,
  ].slice(0, wanted);
  const order = shuffle ? [...known, ...spare] : ids;
  const items = order.filter((id) => ranked.includes(id));
  const at = items.indexOf(current.items[current.position]);
  const position = at < 0 ? Math.min(current.position, items.length - 1) : at;
  const reworded = all.some(({ id, fingerprint }) => {
    const given = current.responses[id];
    return given && given.fingerprint !== fingerprint;
  });
  const changed = reworded || items.join() !== current.items.join();
  return { current: { ...current, items, position }, changed };
}

/** Returns a random UUID; `randomUUID` is missing outside https. */
function uuid() {
  const hex = newSeed() + newSeed();
  const variant = "89ab"[parseInt(hex[16], 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
