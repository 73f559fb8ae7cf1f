// The JSON Canonicalization Scheme, RFC 8785: one JSON value, one text.

/** Levels of nesting; a credential has seven. */
export const DEEPEST = 64;

/**
 * Return the canonical text of a parsed JSON value.
 *
 * @param {unknown} value
 * @param {number} [depth]
 * @returns {string}
 * @throws {RangeError} What no canonical text exists for: lone surrogates, numbers beyond a double,
 *     and what is nested deeper than any credential.
 */
export function canonical(value, depth = 0) {
  if (depth > DEEPEST) throw new RangeError("nested too deep");
  if (typeof value === "string") return quoted(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new RangeError("a number beyond a double");
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map((entry) => canonical(entry, depth + 1)).join(",")}]`;
  }
  if (value && typeof value === "object") {
    const entries = /** @type {Record<string, unknown>} */ (value);
    // RFC 8785 §3.2.3 orders by UTF-16 code units, which is what sort() does.
    const members = Object.keys(entries)
      .sort()
      .map((name) => `${quoted(name)}:${canonical(entries[name], depth + 1)}`);
    return `{${members.join(",")}}`;
  }
  if (value === null || typeof value === "boolean") return String(value);
  throw new RangeError("not a JSON value");
}

/** @param {string} text */
function quoted(text) {
  if (/\p{Cs}/u.test(text)) throw new RangeError("a lone surrogate");
  return JSON.stringify(text);
}
