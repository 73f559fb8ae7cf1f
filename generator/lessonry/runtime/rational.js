/**
 * Numbers that lose nothing: fractions of two whole numbers, in lowest terms.
 *
 * Scores are reckoned with them as `fractions.Fraction` does on the trainer's side, and kept as
 * `"2/3"` or `"1"`.
 *
 * @typedef {{ n: bigint, d: bigint }} Rational
 */

/**
 * Returns `n / d`, `d` being above nothing.
 * @param {bigint | number} n
 * @param {bigint | number} [d]
 * @returns {Rational}
 */
export function rational(n, d = 1n) {
  const [top, bottom] = [BigInt(n), BigInt(d)];
  let [a, b] = [top < 0n ? -top : top, bottom];
  while (b) [a, b] = [b, a % b];
  return a ? { n: top / a, d: bottom / a } : { n: 0n, d: 1n };
}

export const ZERO = rational(0);
export const ONE = rational(1);

/**
 * Returns what `"2/3"` or `"1"` says; nothing (0) for what says no number.
 * @param {string} text
 */
export function parse(text) {
  const found = /^(-?\d{1,400})(?:\/(\d{1,400}))?$/.exec(text);
  return found && !/^0+$/.test(found[2] ?? "1")
    ? rational(BigInt(found[1]), BigInt(found[2] ?? "1"))
    : ZERO;
}

/** @param {Rational} value */
export const format = ({ n, d }) => (d === 1n ? String(n) : `${n}/${d}`);

/** @param {Rational} a @param {Rational} b */
export const add = (a, b) => rational(a.n * b.d + b.n * a.d, a.d * b.d);

/** @param {Rational} a @param {Rational} b */
export const times = (a, b) => rational(a.n * b.n, a.d * b.d);

/** @param {Rational} a @param {Rational} b */
export const over = (a, b) =>
  rational(b.n < 0n ? -a.n * b.d : a.n * b.d, a.d * (b.n < 0n ? -b.n : b.n));

/**
 * Returns below 0, 0 or above 0 as `a` is less than, equal to or more than `b`.
 * @param {Rational} a @param {Rational} b
 */
export const compare = (a, b) =>
  Number(a.n * b.d - b.n * a.d > 0n) - Number(a.n * b.d - b.n * a.d < 0n);

/**
 * Returns the sum of texts such as `"2/3"`.
 * @param {string[]} texts
 */
export const sum = (texts) => texts.map(parse).reduce(add, ZERO);

/**
 * Returns a number as people write it: at most two decimals, rounded half up, no empty ones.
 *
 * `domain/quiz.py` has the same rule.
 * @param {Rational} value
 */
export function decimal({ n, d }) {
  const doubled = n * 200n + d;
  let hundredths = doubled / (2n * d);
  if (doubled < 0n && doubled % (2n * d)) hundredths -= 1n;
  const size = hundredths < 0n ? -hundredths : hundredths;
  const rest = String(size % 100n)
    .padStart(2, "0")
    .replace(/0+$/, "");
  return `${hundredths < 0n ? "-" : ""}${size / 100n}${rest && `.${rest}`}`;
}

/**
 * Returns a share from 0 to 1 in whole per cent, rounded down: a near miss never reads as a pass.
 * @param {Rational} share
 */
export const percent = ({ n, d }) => String((n * 100n) / d);

/**
 * Returns the greater of two texts such as `"2/3"`.
 * @param {string} one
 * @param {string} [other]
 */
export const greater = (one, other = one) => (compare(parse(one), parse(other)) < 0 ? other : one);
