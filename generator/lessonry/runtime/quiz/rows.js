/** What is said of rows that are answered one by one. */

/**
 * Returns how many rows are right and how many wait for an answer; nothing where all are right, or none has one.
 * @param {(boolean | null)[]} parts  Of each row whether it is right; null where it was left empty.
 * @param {{ right(count: number, total: number): string, none(): string, open(count: number): string }} words
 */
export function remarkOnRows(parts, words) {
  const total = parts.length;
  const right = parts.filter((part) => part === true).length;
  const open = parts.filter((part) => part === null).length;
  if (total < 2 || right === total || open === total) return "";
  const found = right ? words.right(right, total) : words.none();
  return open ? `${found} ${words.open(open)}` : found;
}
