/**
 * Which form of a lock one attempt asks: only items that were drawn together open it together.
 *
 * @import { Rules } from "../quiz/draw.js"
 * @import { Current, HandedIn } from "../store/store.js"
 * @import { Lock } from "./file.js"
 * @typedef {{ id: string, fingerprint: string, variant: number }} Known  A form of an item on the page.
 */

import { arranged } from "../quiz/draw.js";
import { numbers } from "../quiz/shuffle.js";

/**
 * Returns the form for a new attempt: one of those that repeat the least, by the seed.
 * @param {Lock} lock
 * @param {string} seed
 * @param {HandedIn[]} attempts
 */
export function formFor({ forms }, seed, attempts) {
  const asked = timesAsked(attempts);
  const repeats = forms.map(({ items }) =>
    items.reduce(
      (sum, [id, variant]) => sum + (asked.get(id) ?? 0) + (asked.get(`${id}\0${variant}`) ?? 0),
      0,
    ),
  );
  const least = Math.min(...repeats);
  const fit = repeats.flatMap((repeat, form) => (repeat === least ? [form] : []));
  return fit[Math.floor(numbers(`${seed}/form`)() * fit.length)];
}

/**
 * Returns how often each item was asked, and each variant.
 * @param {HandedIn[]} attempts
 */
function timesAsked(attempts) {
  /** @type {Map<string, number>} */
  const asked = new Map();
  const add = (/** @type {string} */ name) => asked.set(name, (asked.get(name) ?? 0) + 1);
  for (const { items = [], locked } of attempts) {
    for (const id of items) add(id);
    for (const { id, variant = 0 } of locked?.asked ?? []) add(`${id}\0${variant}`);
  }
  return asked;
}

/**
 * Returns what a form asks, in the order of one attempt.
 * @param {Lock} lock
 * @param {number} form
 * @param {Rules} rules
 * @param {string} seed
 */
export function itemsOf({ forms }, form, rules, seed) {
  return arranged(rules, new Set(forms[form].items.map(([id]) => id)), seed);
}

/**
 * Returns an attempt that asks what the lock has now, with whether anything is other than it was:
 * of a lock that was made anew the form that keeps the most answers.
 * @param {Lock} lock
 * @param {Current} current
 * @param {Known[]} all
 * @param {Rules} rules
 * @returns {{ current: Current, changed: boolean }}
 */
export function refitted(lock, current, all, rules) {
  const asked = current.lock === lock.digest ? lock.forms[current.form ?? -1] : undefined;
  if (asked) {
    // A lock does not mind other words in a question, but who answered the former ones does.
    const changed = asked.items.some(([id, variant]) => {
      const given = current.responses[id];
      const item = all.find((one) => one.id === id && one.variant === variant);
      return given && given.fingerprint !== item?.fingerprint;
    });
    return { current, changed };
  }
  const former = lock.forms[current.form ?? -1];
  if (former && asksTheSame(former, current, all)) {
    // Made anew, or of the exam in another language: what is asked is what was.
    return { current: { ...current, lock: lock.digest }, changed: false };
  }
  const kept = lock.forms.map(
    ({ items }) =>
      items.filter(([id, variant]) => {
        const print = current.responses[id]?.fingerprint;
        const same = all.find((item) => item.id === id && item.variant === variant);
        return print !== undefined && same?.fingerprint === print;
      }).length,
  );
  const form = kept.indexOf(Math.max(...kept));
  const items = itemsOf(lock, form, rules, current.seed);
  const at = items.indexOf(current.items[current.position]);
  const position = at < 0 ? Math.max(0, Math.min(current.position, items.length - 1)) : at;
  const made = { ...current, lock: lock.digest, form, items, position };
  return { current: made, changed: true };
}

/**
 * Returns whether a form asks what an attempt has been asked, and knows all that was answered.
 * @param {import("./file.js").Form} form
 * @param {Current} current
 * @param {Known[]} all
 */
const asksTheSame = ({ items }, { items: names, responses }, all) =>
  items.length === names.length &&
  items.every(([id, variant]) => {
    const item = all.find((one) => one.id === id && one.variant === variant);
    const given = responses[id];
    return names.includes(id) && item && (!given || given.fingerprint === item.fingerprint);
  });

/**
 * Returns whether the page has all that the lock asks.
 * @param {Lock} lock
 * @param {Known[]} all
 */
export const fits = ({ forms }, all) =>
  forms.every(({ items }) =>
    items.every(([name, of]) => all.some(({ id, variant }) => id === name && variant === of)),
  );
