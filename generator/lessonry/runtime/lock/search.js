/**
 * The search for what an attempt opens, whichever of its answers are wrong.
 *
 * Each answered item gives one point or several of a polynomial of degree K − 1, at `x` that follow
 * from the response: a wrong response gives points beside it. Left out are sets of whole items, as
 * many shares as may be wrong; what is left gives f(0). All points are summed up once, into moments
 * N_j = P · Σ c_i · x_i^j with c_i = y_i / (−x_i · Π (x_i − x_j)) and P = Π (−x_j). To leave out a
 * point e makes N_j − N_(j+1) / x_e of N_j, and f(0) is N_0 when all of a set is left out. So an
 * item is a short polynomial in 1/x_e, and the last one of a set costs a multiplication a share.
 *
 * @typedef {{ x: bigint, y: bigint }} Point
 * @typedef {{ seen: number, secret: bigint | null }} Step  How many sets were looked at, and what may
 *   be the secret.
 */

import { inverse, less, mod, PRIME } from "./field.js";

/** Sets after which a search says how far it is. */
const STRIDE = 2048;

/**
 * Yields what may be the secret, and now and then how far the search is.
 * @param {Point[][]} items  The points of each answered item.
 * @param {number} spare  How many shares may be left out: those that were given, less those needed.
 * @param {number} tag  The last 24 bits of the secret.
 * @returns {Generator<Step>}
 */
export function* search(items, spare, tag) {
  if (spare < 0) return;
  const sets = new Sets(
    items.map((points) => points.length),
    spare,
  );
  const factors = items.map(factorsOf);
  let [seen, told] = [0, 0];

  /**
   * @param {number} start  The first item that may still be left out.
   * @param {bigint[]} moments
   * @param {number} room  Shares that may still be left out.
   * @param {number} light  The fewest shares of an item that was passed over.
   * @returns {Generator<Step>}
   */
  function* leave(start, moments, room, light) {
    let least = light;
    for (let index = start; index < items.length; index++) {
      const kind = sets.kind(index, room, least);
      if (kind === "last") {
        const secret = without(moments, factors[index], 0);
        seen++;
        if (Number(BigInt.asUintN(24, secret)) === tag) yield { seen, secret };
      } else if (kind === "more") {
        const rest = room - items[index].length;
        const made = [];
        for (let j = 0; j <= rest; j++) made.push(without(moments, factors[index], j));
        yield* leave(index + 1, made, rest, least);
      }
      if (items[index].length <= room) least = Math.min(least, items[index].length);
    }
    if (seen - told < STRIDE) return;
    told = seen;
    yield { seen, secret: null };
  }

  const moments = momentsOf(items.flat(), spare);
  if (sets.isAll) yield { seen: 1, secret: moments[0] };
  else yield* leave(0, moments, spare, Infinity);
}

/**
 * Returns how many sets a search looks at, at most.
 * @param {number[]} shares  Of each answered item.
 * @param {number} spare
 */
export function count(shares, spare) {
  if (spare < 0) return 0;
  const sets = new Sets(shares, spare);
  /** @type {(start: number, room: number, light: number) => number} */
  const below = (start, room, light) => {
    let [sum, least] = [0, light];
    for (let index = start; index < shares.length; index++) {
      const kind = sets.kind(index, room, least);
      if (kind === "last") sum++;
      else if (kind === "more") sum += below(index + 1, room - shares[index], least);
      if (shares[index] <= room) least = Math.min(least, shares[index]);
    }
    return sum;
  };
  return sets.isAll ? 1 : below(0, spare, Infinity);
}

/**
 * Which sets are looked at: those to which no further item can be added, each once. A set that is
 * part of another needs no look: what is left without the greater one has enough shares too.
 */
class Sets {
  /**
   * @param {number[]} shares
   * @param {number} spare
   */
  constructor(shares, spare) {
    this.shares = shares;
    /** Whether nothing can be left out. */
    this.isAll = !shares.some((share) => share <= spare);
    /** @type {number[]} Of each place the fewest shares of an item from there on, and their sum. */
    this.least = Array(shares.length + 1).fill(Infinity);
    this.sum = Array(shares.length + 1).fill(0);
    for (let index = shares.length - 1; index >= 0; index--) {
      this.least[index] = Math.min(this.least[index + 1], shares[index]);
      this.sum[index] = this.sum[index + 1] + shares[index];
    }
  }

  /**
   * Returns whether the item at `index` ends a set, or others follow, or it is in none from here.
   * @param {number} index
   * @param {number} room
   * @param {number} light
   * @returns {"last" | "more" | ""}
   */
  kind(index, room, light) {
    const rest = room - this.shares[index];
    if (rest < 0) return "";
    if (this.least[index + 1] > rest) return light > rest ? "last" : "";
    return rest - this.sum[index + 1] < light ? "more" : "";
  }
}

/**
 * Returns the sum of all points, as often as shares may be left out and once more.
 * @param {Point[]} points
 * @param {number} spare
 */
function momentsOf(points, spare) {
  const all = points.reduce((product, { x }) => (product * (PRIME - x)) % PRIME, 1n);
  const terms = points.map(({ x, y }, index) => {
    let below = PRIME - x;
    points.forEach((other, place) => {
      if (place !== index) below = mod(below * (x - other.x));
    });
    return mod(mod(all * y) * inverse(below));
  });
  return Array.from({ length: spare + 1 }, () => {
    const sum = mod(terms.reduce((total, term) => total + term, 0n));
    points.forEach(({ x }, index) => {
      terms[index] = (terms[index] * x) % PRIME;
    });
    return sum;
  });
}

/**
 * Returns what leaving out an item takes of each moment: of Π (1 − z / x) the coefficients, the
 * first (1) left away, with their signs turned.
 * @param {Point[]} points
 */
function factorsOf(points) {
  let product = [1n];
  for (const { x } of points) {
    const by = inverse(x);
    product = [...product, 0n].map((one, place) => less(one, product[place - 1] ?? 0n, by));
  }
  return product.slice(1).map((one) => mod(-one));
}

/**
 * Returns the moment `place` without an item.
 * @param {bigint[]} moments
 * @param {bigint[]} factors
 * @param {number} place
 */
function without(moments, factors, place) {
  let value = moments[place];
  for (let k = 0; k < factors.length; k++) value = less(value, moments[place + k + 1], factors[k]);
  return value;
}
