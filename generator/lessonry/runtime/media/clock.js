/** Moments of a recording, as players show them. */

/** @param {number} number */
const two = (number) => String(Math.floor(number)).padStart(2, "0");

/**
 * Returns a moment in words of digits: `3:12`, `1:02:03`.
 * @param {number} seconds
 */
export function clock(seconds) {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds / 60) % 60)];
  return `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
}
