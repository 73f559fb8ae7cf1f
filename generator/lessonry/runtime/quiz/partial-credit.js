/**
 * What a response that is partly right is worth; `domain/partial_credit.py` has the same rules.
 *
 * @import { Rational } from "../rational.js"
 */

import { ONE, rational, ZERO } from "../rational.js";

/** @param {boolean} right */
const whole = (right) => (right ? ONE : ZERO);

/** @param {number} right @param {number} parts */
const share = (right, parts) => rational(Math.max(0, right), parts);

/**
 * Returns what a set of choices is worth, from 0 to 1.
 * @param {string[]} chosen
 * @param {string[]} key
 * @param {string} [partial]
 * @returns {Rational}
 */
export function shareOfSet(chosen, key, partial = "all-or-nothing") {
  const given = new Set(chosen);
  if (!key.length || !given.size) return ZERO;
  const right = key.filter((one) => given.has(one)).length;
  if (partial === "all-or-nothing" || key.length === 1) {
    return whole(right === key.length && given.size === key.length);
  }
  if (partial === "right-minus-wrong") return share(right - (given.size - right), key.length);
  return share(right, Math.max(key.length, given.size));
}

/**
 * Returns what parts that are answered one by one are worth, from 0 to 1.
 * @param {(boolean | null)[]} parts  Of each whether it is right; null where it was left empty.
 * @param {string} [partial]
 * @returns {Rational}
 */
export function shareOfParts(parts, partial = "all-or-nothing") {
  if (!parts.length) return ZERO;
  const right = parts.filter((part) => part === true).length;
  if (partial === "all-or-nothing") return whole(right === parts.length);
  if (partial === "right-minus-wrong") {
    return share(right - parts.filter((part) => part === false).length, parts.length);
  }
  return share(right, parts.length);
}

/**
 * Returns what an order is worth, from 0 to 1; nothing where it is not of the same things.
 * @param {string[]} given
 * @param {string[]} key
 * @param {string} [partial]
 * @returns {Rational}
 */
export function shareOfOrder(given, key, partial = "all-or-nothing") {
  if (!key.length || [...given].sort().join("\n") !== [...key].sort().join("\n")) return ZERO;
  if (partial === "adjacent-pairs" && key.length > 1) {
    const after = new Map(key.slice(1).map((one, index) => [key[index], one]));
    const found = given.slice(1).filter((one, index) => after.get(given[index]) === one).length;
    return share(found, key.length - 1);
  }
  return shareOfParts(
    given.map((one, index) => one === key[index]),
    partial,
  );
}
