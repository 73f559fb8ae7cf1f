/** Numbers of the answer lock: whole numbers modulo the prime 2^127 − 1, as BigInt. */

const BITS = 127n;
export const PRIME = (1n << BITS) - 1n;

/**
 * Returns a number of the field that is equal to `value`, which may be below nothing.
 * @param {bigint} value
 */
export function mod(value) {
  const rest = value % PRIME;
  return rest < 0n ? rest + PRIME : rest;
}

/**
 * Returns `a − b · c` for numbers of the field: the one step of the search, so no division is in it.
 * @param {bigint} a
 * @param {bigint} b
 * @param {bigint} c
 */
export function less(a, b, c) {
  const product = b * c;
  // 2^127 is 1 here: the upper half counts as much as the lower.
  let value = a - (product & PRIME) - (product >> BITS);
  while (value < 0n) value += PRIME;
  return value;
}

/**
 * Returns what gives 1 when it is multiplied by `value`; nothing (0) has no such number.
 * @param {bigint} value
 */
export function inverse(value) {
  let [a, b] = [mod(value), PRIME];
  let [u, v] = [1n, 0n];
  while (a) {
    const times = b / a;
    [a, b] = [b - times * a, a];
    [u, v] = [v - times * u, u];
  }
  return b === 1n ? mod(v) : 0n;
}

/**
 * Returns the number that bytes say, the first one weighing most.
 * @param {Uint8Array} bytes
 */
export const number = (bytes) => bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);

/**
 * Returns a number in 16 bytes, the first one weighing most.
 * @param {bigint} value
 */
export const bytes16 = (value) =>
  Uint8Array.from({ length: 16 }, (_, place) => Number((value >> BigInt(120 - 8 * place)) & 255n));
