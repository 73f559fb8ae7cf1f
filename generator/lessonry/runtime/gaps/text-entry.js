/**
 * Text entry: words typed into a gap; `domain/gaps/text_entry.py` compares in the same way.
 *
 * @typedef {{ text: string, pattern?: boolean, ignoreCase?: boolean, ignoreAccents?: boolean,
 *   typos?: number }} Answer
 */

const LONGEST_ENTRY = 1000;
const LONGEST_MISSPELT = 100;
/** White space to Python or to a browser, once NFKC has been applied. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are meant.
export const SPACES = /[\t-\r\x1c-\x20\x85\u1680\u2028\u2029\ufeff]+/u;
/** Marks that come along with what is pasted: of direction, of places to break. */
export const INVISIBLE = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069]/gu;

/**
 * Returns whether what was typed is one of the answers.
 * @param {{ answers: Answer[] }} key
 * @param {string} entry
 */
export const accepts = ({ answers }, entry) => answers.some((answer) => isAnswer(answer, entry));

/**
 * @param {Answer} answer
 * @param {string} entry
 */
function isAnswer(answer, entry) {
  const { text, pattern, ignoreCase = true, ignoreAccents = false, typos = 0 } = answer;
  if (pattern) return matches(text, fold(entry, false, ignoreAccents), ignoreCase);
  const typed = withoutStop(fold(entry, ignoreCase, ignoreAccents));
  const wanted = withoutStop(fold(text, ignoreCase, ignoreAccents));
  if (typed === wanted) return true;
  if (!typos || !typed || /[0-9]/u.test(wanted)) return false;
  const [one, other] = [[...typed], [...wanted]];
  if (Math.max(one.length, other.length) > LONGEST_MISSPELT) return false;
  // A short word has no room for slips: `cat` and `car` are two words. A number has none at all.
  const forgiven = Math.min(typos, Math.floor(other.length / 4));
  return edits(one, other, forgiven) <= forgiven;
}

/**
 * Returns an entry without the stop that ends a sentence; an entry of stops alone stays.
 * @param {string} entry
 */
export const withoutStop = (entry) => entry.replace(/[.,;:!? ]+$/u, "") || entry;

/**
 * Returns an entry as it is compared: NFKC, trimmed, inner white space as one blank.
 * @param {string} entry
 * @param {boolean} ignoreCase
 * @param {boolean} [ignoreAccents]
 */
export function fold(entry, ignoreCase, ignoreAccents = false) {
  let folded = entry
    .normalize("NFKC")
    .replace(INVISIBLE, "")
    .split(SPACES)
    .filter(Boolean)
    .join(" ");
  if (ignoreAccents)
    folded = folded
      .normalize("NFD")
      .replace(/\p{Mn}/gu, "")
      .normalize("NFC");
  return ignoreCase ? folded.toLowerCase() : folded;
}

/**
 * Returns how many slips lie between two texts, or `most` + 1 where there are more: a letter too
 * many, too few, another, or two neighbours that changed places.
 * @param {string[]} one
 * @param {string[]} other
 * @param {number} most
 */
function edits(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  /** @type {number[]} */
  let last = [];
  /** @type {number[]} */
  let before = [];
  let row = other.map((_, index) => index).concat(other.length);
  for (const [i, a] of one.entries()) {
    [last, before, row] = [before, row, [i + 1]];
    for (const [j, b] of other.entries()) {
      let cost = Math.min(row[j] + 1, before[j + 1] + 1, before[j] + Number(a !== b));
      if (i && j && a === other[j - 1] && one[i - 1] === b) cost = Math.min(cost, last[j - 1] + 1);
      row.push(cost);
    }
    if (Math.min(...row) > most) return most + 1;
  }
  return Math.min(row[other.length], most + 1);
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
