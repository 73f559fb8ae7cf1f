/**
 * Numeric entry: a number typed into a gap, with a unit where one is asked for;
 * `domain/gaps/numeric_entry.py` compares in the same way.
 *
 * @import { Rational } from "../rational.js"
 * @typedef {{ answers: { low: string, high: string, figures?: number }[],
 *   units?: Record<string, [string, string]> }} NumberKey
 */

import { isBlank } from "../items/item.js";
import { add, compare, parse, times } from "../rational.js";
import { say } from "../words.js";
import { readQuantity, rounded } from "./quantity.js";

/**
 * Returns whether what was typed is a number that is right, in whichever unit it is given.
 * @param {NumberKey} key
 * @param {string} entry
 */
export const accepts = (key, entry) =>
  readings(key, entry).some(
    (number) => number !== null && key.answers.some((answer) => isAnswer(answer, number)),
  );

/**
 * Returns what is to be said of the form of a wrong entry, however near its number is.
 * @param {NumberKey} key
 * @param {string} entry
 * @param {number} [n]  Which of several gaps it is; 0 for an only one.
 */
export function remark(key, entry, n = 0) {
  const read = readQuantity(entry);
  if (isBlank(entry) || accepts(key, entry)) return "";
  if (!read.length) {
    return n ? say("Gap {n}: give a number in digits.", { n }) : say("Give a number in digits.");
  }
  const [[, unit]] = read;
  if (!asksUnit(key)) {
    if (!unit) return "";
    return n
      ? say("Gap {n}: give the number alone, without a unit.", { n })
      : say("Give the number alone, without a unit.");
  }
  if (!unit) return n ? say("Gap {n}: give the unit too.", { n }) : say("Give the unit too.");
  if (unitOf(key, unit)) return "";
  return n
    ? say("Gap {n}: that unit does not fit, or is not known here.", { n })
    : say("That unit does not fit, or is not known here.");
}

/**
 * Returns each reading in the gap's own unit; null where its unit does not fit.
 * @param {NumberKey} key
 * @param {string} entry
 * @returns {(Rational | null)[]}
 */
const readings = (key, entry) =>
  readQuantity(entry).map(([number, spelling]) => {
    if (!asksUnit(key)) return spelling ? null : number;
    const unit = unitOf(key, spelling);
    return unit && add(times(number, parse(unit[0])), parse(unit[1]));
  });

/** @param {NumberKey} key */
const asksUnit = ({ units = {} }) => Object.keys(units).length > 0;

/**
 * Returns the unit that is spelt so; capitals are forgiven where they could mean but one.
 * @param {NumberKey} key
 * @param {string} spelling
 * @returns {[string, string] | null}
 */
function unitOf({ units = {} }, spelling) {
  if (!spelling) return null;
  if (Object.hasOwn(units, spelling)) return units[spelling];
  const alike = Object.keys(units).filter((one) => one.toLowerCase() === spelling.toLowerCase());
  const means = new Set(alike.map((one) => units[one].join(" ")));
  return means.size === 1 ? units[alike[0]] : null;
}

/**
 * @param {{ low: string, high: string, figures?: number }} answer
 * @param {Rational} number
 */
function isAnswer({ low, high, figures }, number) {
  if (figures === undefined) {
    return compare(parse(low), number) <= 0 && compare(number, parse(high)) <= 0;
  }
  return compare(rounded(number, figures), rounded(parse(low), figures)) === 0;
}
