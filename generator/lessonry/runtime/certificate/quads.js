// A credential's canonical N-Quads (RDFC-1.0), from a kit that was canonicalised when the site was built.
//
// Only one node of the kit is unnamed, so filling in values changes no name: what is left is to
// escape them and to sort the lines again.

/** @typedef {Record<string, string>} Values By the names of the kit's marks. */

/**
 * Return a text with its marks replaced, each once: a value that looks like a mark stays as it is.
 *
 * @param {string} text
 * @param {string} marks What every mark of this kit begins with.
 * @param {Values} values
 * @param {(value: string) => string} [written] How a value is written there.
 * @returns {string}
 * @throws {RangeError} A mark has no value.
 */
export function filled(text, marks, values, written = (value) => value) {
  return text.replaceAll(new RegExp(`${marks}-([a-z]+)-`, "g"), (_, name) => {
    if (values[name] === undefined) throw new RangeError(`There is no value for “${name}”.`);
    return written(values[name]);
  });
}

/**
 * Return a JSON value with the marks of all its texts replaced.
 *
 * @param {unknown} value
 * @param {string} marks
 * @param {Values} values
 * @returns {unknown}
 */
export function filledIn(value, marks, values) {
  if (typeof value === "string") return filled(value, marks, values);
  if (Array.isArray(value)) return value.map((entry) => filledIn(entry, marks, values));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, filledIn(entry, marks, values)]),
  );
}

/**
 * Return the canonical N-Quads of a kit's lines.
 *
 * Two lines never differ in a value alone (what stands before it tells them apart), so that the order
 * of UTF-16 is that of code points here.
 *
 * @param {string[]} lines
 * @param {string} marks
 * @param {Values} values
 * @returns {string}
 */
export function quadsOf(lines, marks, values) {
  const all = lines.map((line) => `${filled(line, marks, values, escaped)}\n`);
  return all.sort((a, b) => (a < b ? -1 : 1)).join("");
}

/** @type {Record<string, string>} */
const ESCAPES = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** @param {string} text @returns {string} */
const escaped = (text) => text.replace(/[\\"\n\r\t]/g, (character) => ESCAPES[character]);
