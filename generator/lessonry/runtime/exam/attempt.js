/**
 * What an attempt asks: drawn when it is opened, and again fitted to the exam when it is gone on
 * with, for the trainer may have changed the exam in between.
 *
 * @import { Rules, Seen } from "../quiz/draw.js"
 * @import { Current, HandedIn } from "../store/store.js"
 * @typedef {{ id: string, fingerprint: string }} Known
 * @typedef {{ limit?: number, extra?: string }} Time  In seconds, and a share of them such as `1/2`.
 */

import { draw } from "../quiz/draw.js";
import { newSeed } from "../quiz/shuffle.js";
import { now, stamp } from "../store/store.js";

/**
 * Returns a new attempt.
 * @param {Rules} rules
 * @param {HandedIn[]} attempts  Those that were handed in: what they asked is asked last.
 * @param {Time} [time]
 * @returns {Current}
 */
export function opened(rules, attempts, time = {}) {
  const seed = newSeed();
  const items = draw(rules, seed, { seen: seenIn(attempts) });
  const [at, started] = [stamp(), now()];
  const number = attempts.length + 1;
  return { id: uuid(), number, seed, started, items, responses: {}, position: 0, at, ...time };
}

/**
 * Returns an attempt that asks what the exam has now, with whether anything is other than it was.
 * Of items that are too many, those without an answer go first.
 * @param {Current} current
 * @param {Known[]} all
 * @param {Rules} rules
 * @param {HandedIn[]} attempts
 * @returns {{ current: Current, changed: boolean }}
 */
export function fitted(current, all, rules, attempts) {
  const items = draw(rules, current.seed, {
    before: current.items,
    holds: (id) => id in current.responses,
    seen: seenIn(attempts),
  });
  const at = items.indexOf(current.items[current.position]);
  const position = at < 0 ? Math.max(0, Math.min(current.position, items.length - 1)) : at;
  const reworded = items.some((id) => {
    const given = current.responses[id];
    const forms = all.filter((item) => item.id === id);
    return given && !forms.some(({ fingerprint }) => fingerprint === given.fingerprint);
  });
  const changed = reworded || items.join() !== current.items.join();
  return { current: { ...current, items, position }, changed };
}

/**
 * Returns when each item was asked in attempts that were handed in.
 * @param {HandedIn[]} attempts
 * @returns {Seen}
 */
export function seenIn(attempts) {
  /** @type {Seen} */
  const seen = {};
  for (const { items = [], number, started } of attempts) {
    // Two attempts may begin in one second.
    const at = `${started} ${String(number).padStart(6, "0")}`;
    for (const id of items) if (at > (seen[id] ?? "")) seen[id] = at;
  }
  return seen;
}

/** Returns a random UUID; `randomUUID` is missing outside https. */
function uuid() {
  const hex = newSeed() + newSeed();
  const variant = "89ab"[parseInt(hex[16], 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
