/**
 * Numbers as the readers of the page's language write them; `rendering/figures.py` says the same.
 *
 * @import { Rational } from "./rational.js"
 */

import { decimal, percent } from "./rational.js";
import { counted, LANGUAGE, say } from "./words.js";

const digits = new Intl.NumberFormat(LANGUAGE, { numberingSystem: "latn" });
const MARK = digits.format(1.5).slice(1, -1);
/** From the right to the left with the mark that keeps it before its number. */
const MINUS = digits.format(-1).slice(0, -1).replace("-", "−");

/**
 * Returns a number with the decimal mark and the minus of the language, in Western digits.
 * @param {Rational} value
 */
export const figure = (value) => decimal(value).replace(".", MARK).replace("-", MINUS);

/**
 * Returns so many points: `1 point`, `2.5 points`.
 * @param {Rational} value
 */
export const points = (value) =>
  counted(Number(decimal(value)), "{n} point", "{n} points", { n: figure(value) });

/**
 * Returns how many points of how many: `2.5 of 4 points`.
 * @param {Rational} reached
 * @param {Rational} most
 */
export const pointsOf = (reached, most) =>
  counted(Number(decimal(most)), "{reached} of {n} point", "{reached} of {n} points", {
    reached: figure(reached),
    n: figure(most),
  });

/**
 * Returns the same as a sentence of its own.
 * @param {Rational} reached
 * @param {Rational} most
 */
export const pointsReached = (reached, most) =>
  counted(Number(decimal(most)), "{reached} of {n} point.", "{reached} of {n} points.", {
    reached: figure(reached),
    n: figure(most),
  });

/**
 * Returns a share from 0 to 1 in whole per cent, rounded down: `66 %`.
 * @param {Rational} share
 */
export const perCent = (share) => say("{n} %", { n: percent(share) });
