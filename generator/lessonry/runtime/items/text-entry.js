/**
 * Text entry: one string a gap. The key is, a gap, a list of what it accepts.
 *
 * Comparing does what `domain/items/text_entry.py` does; tests/scoring-vectors.json holds both to it.
 *
 * @typedef {{ text: string, pattern?: boolean, ignoreCase?: boolean }} Answer
 */

const LONGEST_ENTRY = 1000;
/** What Python's `str.split` takes for white space once NFKC has been applied. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are meant.
const SPACES = /[\t-\r\x1c-\x20\x85\u1680\u2028\u2029]+/u;

/** @param {HTMLFormElement} form */
const inputs = (form) =>
  /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("[data-lr-gaps] input")]);

/** @param {HTMLFormElement} form */
export const read = (form) => inputs(form).map((input) => input.value);

/**
 * @param {HTMLFormElement} form
 * @param {string[]} values
 */
export function restore(form, values) {
  inputs(form).forEach((input, index) => {
    input.value = values[index] ?? "";
  });
}

/**
 * Returns 1 where every gap holds what it accepts, else 0.
 * @param {Answer[][]} key
 * @param {string[]} values
 */
export const score = (key, values) =>
  Number(key.length === values.length && key.every((gap, index) => accepts(gap, values[index])));

/**
 * Returns the gaps that were filled, with whether each is right.
 * @param {HTMLFormElement} form
 * @param {Answer[][]} key
 * @param {string[]} values
 * @returns {[Element, boolean][]}
 */
export const marks = (form, key, values) =>
  inputs(form).map((input, index) => [input, accepts(key[index] ?? [], values[index] ?? "")]);

/**
 * @param {Answer[][]} key
 * @param {string[]} values
 */
export function remark(key, values) {
  const right = key.filter((gap, index) => accepts(gap, values[index] ?? "")).length;
  const none = !values.some((value) => value.trim());
  if (key.length < 2 || right === key.length || none) return "";
  if (!right) return "No gap is right yet.";
  return `${right} of the ${key.length} gaps ${right === 1 ? "is" : "are"} right.`;
}

/** Gaps stand where the prose has them. */
export const shuffle = () => {};

/**
 * @param {Answer[]} answers
 * @param {string} entry
 */
function accepts(answers, entry) {
  return answers.some(({ text, pattern = false, ignoreCase = true }) =>
    pattern
      ? matches(text, fold(entry, false), ignoreCase)
      : withoutStop(fold(entry, ignoreCase)) === withoutStop(fold(text, ignoreCase)),
  );
}

/**
 * Returns an entry without the stop that ends a sentence; an entry of stops alone stays.
 * @param {string} entry
 */
const withoutStop = (entry) => entry.replace(/[.,;:!? ]+$/u, "") || entry;

/**
 * Returns an entry as it is compared: NFKC, trimmed, inner white space as one blank.
 * @param {string} entry
 * @param {boolean} ignoreCase
 */
export function fold(entry, ignoreCase) {
  const folded = entry.normalize("NFKC").split(SPACES).filter(Boolean).join(" ");
  return ignoreCase ? folded.toLowerCase() : folded;
}

/**
 * Returns whether `pattern` matches the whole of `entry`.
 * @param {string} pattern
 * @param {string} entry
 * @param {boolean} ignoreCase
 */
export function matches(pattern, entry, ignoreCase) {
  if ([...entry].length > LONGEST_ENTRY) return false;
  try {
    return new RegExp(`^(?:${strict(pattern)})$`, ignoreCase ? "iu" : "u").test(entry);
  } catch {
    return false;
  }
}

/**
 * Returns `pattern` as the flag `u` wants it: it refuses a lone `}` or `]` and an escaped hyphen.
 * @param {string} pattern
 */
const strict = (pattern) =>
  pattern.replace(/\\(.)|\[(?:\\.|[^\]\\])*\]|\{\d+,?\d*\}|[\]}]/gsu, (part, escaped) => {
    if (escaped) return escaped === "-" ? "\\x2d" : part;
    if (part.length === 1) return `\\${part}`;
    return part.replace(/\\-/g, "\\x2d");
  });
