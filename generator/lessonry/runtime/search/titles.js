/**
 * The search that stands in for the index: over titles and headings, pure.
 *
 * @typedef {[url: string, title: string, module: string, headings: [anchor: string, text: string][]]} Entry
 * @typedef {{ url: string, title: string, excerpt?: string }} Section
 * @typedef {{ url: string, title: string, module: string, excerpt: string, sections: Section[] }} Found
 *   `excerpt`: HTML in which only `mark` is a tag; URLs from the site's root.
 */

/** What the languages write on letters, which nobody types in a hurry. */
const MARKS = /\p{M}/gu;

/**
 * Returns a text as it is compared: small letters, no accents.
 * @param {string} text
 */
export const folded = (text) => text.normalize("NFKD").replace(MARKS, "").toLowerCase();

/**
 * Returns the pages that have every word of `query` in their title, module or headings, best first.
 * @param {Entry[]} entries
 * @param {string} query
 * @returns {Found[]}
 */
export function search(entries, query) {
  const words = folded(query).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const all = (/** @type {string} */ text) => words.every((word) => text.includes(word));
  const any = (/** @type {string} */ text) => words.some((word) => text.includes(word));
  const found = [];
  for (const [url, title, module, headings] of entries) {
    const name = folded(title);
    const told = headings.map(([anchor, text]) => ({ anchor, text, folded: folded(text) }));
    if (!all([name, folded(module), ...told.map((one) => one.folded)].join(" "))) continue;
    const sections = told
      .filter((one) => any(one.folded))
      .map((one) => ({ url: `${url}#${one.anchor}`, title: one.text }));
    const rank =
      (all(name) ? 4 : any(name) ? 2 : 0) + (told.some((one) => all(one.folded)) ? 1 : 0);
    found.push({ rank, url, title, module, excerpt: "", sections });
  }
  // Of one rank in the course's order: sorting keeps it.
  return found.sort((one, other) => other.rank - one.rank).map(({ rank, ...page }) => page);
}
