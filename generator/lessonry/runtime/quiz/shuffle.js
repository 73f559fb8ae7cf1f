/**
 * Orders that look random and repeat: the same seed gives the same order, anywhere.
 *
 * The seed's UTF-16 units are hashed with FNV-1a (32 bits), which starts mulberry32; its numbers
 * drive a Fisher–Yates shuffle from the last place down.
 */

/**
 * Returns a generator of numbers from 0 up to 1.
 * @param {string} seed
 */
export function numbers(seed) {
  let state = 0x811c9dc5;
  for (let i = 0; i < seed.length; i++) {
    state = Math.imul(state ^ seed.charCodeAt(i), 0x01000193);
  }
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Returns `things` in the order that `seed` gives; `things` itself stays as it is.
 * @template T
 * @param {readonly T[]} things
 * @param {string} seed
 * @returns {T[]}
 */
export function shuffled(things, seed) {
  const next = numbers(seed);
  const order = [...things];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(next() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

/** Returns a new seed: 64 random bits in hexadecimal. */
export function newSeed() {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
