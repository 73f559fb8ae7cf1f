/**
 * What one learner is asked: drawn by a seed from each section, by exam and practice alike.
 *
 * Each item has a rank of its own, a number that comes of the seed and the item's identifier: what
 * is added to a pool, or taken out of it, leaves all others where they were. What this learner was
 * never asked comes first, then what was asked the longest ago.
 *
 * @import { Item } from "../items/item.js"
 * @typedef {{ ids: string[], draw: number, title: string }} Part  One section: its items as written.
 * @typedef {{ parts: Part[], draw: number, shuffle: boolean }} Rules  `draw` is Infinity where the
 *   sections draw, each by itself, or where all is asked.
 * @typedef {Record<string, string>} Seen  When each item was last asked: later texts sort later.
 */

import { numbers } from "./shuffle.js";

/**
 * Returns the rules that a quiz's page says.
 * @param {HTMLElement} quiz
 * @returns {Rules}
 */
export function rulesOf(quiz) {
  const number = (/** @type {string | undefined} */ text) => (text ? Number(text) : Infinity);
  /** @type {NodeListOf<HTMLElement>} */
  const places = quiz.querySelectorAll("[data-lr-section]");
  const parts = Array.from(places, (place) => ({
    ids: [...new Set(Array.from(formsIn(place), ({ dataset }) => dataset.lrItem ?? ""))],
    draw: number(place.dataset.lrDraw),
    title: place.querySelector("[data-lr-section-title]")?.textContent?.trim() ?? "",
  }));
  const { lrDraw, lrShuffle } = quiz.dataset;
  return { parts, draw: number(lrDraw), shuffle: lrShuffle === "true" };
}

/**
 * Returns how many items one attempt asks.
 * @param {Rules} rules
 */
export function asks({ parts, draw }) {
  const each = parts.map(({ ids, draw }) => Math.min(ids.length, draw));
  const all = parts.reduce((sum, { ids }) => sum + ids.length, 0);
  return draw < Infinity ? Math.min(all, draw) : each.reduce((sum, count) => sum + count, 0);
}

/**
 * Returns the identifiers of the items to ask, section after section.
 *
 * With `before`, what was asked before stays asked, as far as the rules still have room for it:
 * first what `holds` an answer, then the rest; what is missing is drawn.
 * @param {Rules} rules
 * @param {string} seed
 * @param {{ seen?: Seen, before?: string[], holds?: (id: string) => boolean }} [known]
 * @returns {string[]}
 */
export function draw(rules, seed, known = {}) {
  const { parts, draw } = rules;
  const { seen = {}, before = [], holds = () => false } = known;
  const byRank = ranking(seed);
  const held = new Set(before.filter(holds));
  const kept = new Set([...held, ...before]);
  const places = new Map([...kept].map((id, place) => [id, place]));
  const placeOf = (/** @type {string} */ id) => places.get(id) ?? Infinity;
  const pick = (/** @type {string[]} */ ids, /** @type {number} */ count) =>
    [...ids]
      .sort((a, b) =>
        kept.has(a) || kept.has(b)
          ? placeOf(a) - placeOf(b)
          : compare(seen[a] ?? "", seen[b] ?? "") || byRank(a, b),
      )
      .slice(0, count);
  const every = parts.flatMap(({ ids }) => ids);
  const chosen = new Set(
    draw < Infinity ? pick(every, draw) : parts.flatMap(({ ids, draw }) => pick(ids, draw)),
  );
  return arranged(rules, chosen, seed);
}

/**
 * Returns the items of `chosen` in the order that they are asked in, section after section.
 * @param {Rules} rules
 * @param {Set<string>} chosen
 * @param {string} seed
 */
export const arranged = ({ parts, shuffle }, chosen, seed) =>
  parts.flatMap(({ ids }) => {
    const asked = ids.filter((id) => chosen.has(id));
    return shuffle ? asked.sort(ranking(seed)) : asked;
  });

/**
 * Returns what sorts items by the ranks that a seed gives them.
 * @param {string} seed
 */
function ranking(seed) {
  /** @type {Map<string, number>} */
  const ranks = new Map();
  const rank = (/** @type {string} */ id) => {
    const known = ranks.get(id) ?? numbers(`${seed}/${id}`)();
    ranks.set(id, known);
    return known;
  };
  return (/** @type {string} */ a, /** @type {string} */ b) => rank(a) - rank(b);
}

/**
 * Returns the form that is asked of each item: of one with variants the one that was answered
 * already, or else the one that the seed picks.
 * @template {Pick<Item, "id" | "fingerprint">} T
 * @param {T[]} all
 * @param {string[]} ids
 * @param {string} seed
 * @param {(id: string) => string | undefined} answered  The fingerprint of what was answered.
 * @returns {T[]}
 */
export function formsOf(all, ids, seed, answered) {
  return ids.flatMap((id) => {
    const variants = all.filter((item) => item.id === id);
    const print = answered(id);
    const same = variants.find(({ fingerprint }) => fingerprint === print);
    const number = Math.floor(numbers(`${seed}/${id}/variant`)() * variants.length);
    return same ?? variants[number] ?? [];
  });
}

/**
 * Returns when each item was asked, with those of `ids` asked at `at`.
 * @param {string[]} ids
 * @param {string} at
 * @param {Seen} [before]
 * @returns {Seen}
 */
export const seenWith = (ids, at, before = {}) => ({
  ...before,
  ...Object.fromEntries(ids.map((id) => [id, at])),
});

/**
 * @param {HTMLElement} place
 * @returns {NodeListOf<HTMLFormElement>}
 */
const formsIn = (place) => place.querySelectorAll("form[data-lr-item]");

const compare = (/** @type {string} */ a, /** @type {string} */ b) => (a < b ? -1 : a > b ? 1 : 0);
