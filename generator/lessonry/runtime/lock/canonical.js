/**
 * One spelling for each response: what keys are derived from, by page and build alike.
 *
 * The build does the same in `domain/answer_lock/canonical.py`; `tests/lock-vectors.json` holds both
 * to it.
 */

import { fold, withoutStop } from "../gaps/text-entry.js";
import { isBlank } from "../items/item.js";
import { format, over, parse, rational } from "../rational.js";

/** Stands behind the kind's name. */
const KIND_END = "\x1e";
/** Stands between the gaps of an item. */
const GAP_END = "\x1f";

/**
 * Returns the one spelling of a response; nothing where nothing was answered, or nothing can be.
 * @param {string} kind
 * @param {string[]} values  As the item's form gives them.
 * @param {{ gaps?: string[], grids?: (string | null)[] }} [item]  Of each gap its kind and its grid.
 */
export async function canonical(kind, values, item = {}) {
  if (values.every(isBlank)) return null;
  const said = await spelt(kind, values, item);
  return said === null ? null : `${kind}${KIND_END}${said}`;
}

/** @type {(...of: Parameters<typeof canonical>) => Promise<string | null>} */
async function spelt(kind, values, { gaps = [], grids = [] } = {}) {
  switch (kind) {
    case "choice":
    case "hotspot":
      return sorted(values);
    case "order":
    case "match":
      return values.join(",");
    case "matrix":
      return values.map((row) => sorted(row.split(" ").filter(Boolean))).join(";");
    case "gap": {
      const entries = values.map((value, index) => entry(gaps[index], value, grids[index] ?? null));
      return (await Promise.all(entries)).join(GAP_END);
    }
    default:
      return null;
  }
}

/** @param {string[]} ids */
const sorted = (ids) => [...new Set(ids)].sort().join(",");

/**
 * @param {string} kind
 * @param {string} value
 * @param {string | null} grid
 */
async function entry(kind, value, grid) {
  if (isBlank(value)) return "";
  if (kind === "inline-choice") return value;
  return kind === "numeric-entry" ? await numeral(value, grid) : folded(value);
}

/**
 * Returns a typed text as a gap compares it that minds neither capitals nor a full stop.
 * @param {string} typed
 */
const folded = (typed) => withoutStop(fold(typed, true));

/**
 * Returns the number that was typed as a fraction, rounded to a multiple of `grid`.
 *
 * Where a text reads two ways (`1,234`), the first reading counts. What is no bare number is kept
 * behind a `?`, so that it is a response, and a wrong one.
 * @param {string} typed
 * @param {string | null} grid
 */
async function numeral(typed, grid) {
  const { readQuantity } = await import("../gaps/quantity.js");
  const bare = readQuantity(typed).find(([, unit]) => !unit);
  if (!bare) return `?${folded(typed)}`;
  return format(grid === null ? bare[0] : nearest(bare[0], parse(grid)));
}

/**
 * Returns the nearest multiple of `step`, in between the upper one.
 * @param {import("../rational.js").Rational} value
 * @param {import("../rational.js").Rational} step
 */
function nearest(value, step) {
  const { n, d } = over(value, step);
  const [top, bottom] = [2n * n + d, 2n * d];
  // BigInt divides towards nothing, and what is meant is downwards.
  const whole = top / bottom - (top % bottom < 0n ? 1n : 0n);
  return rational(whole * step.n, step.d);
}
