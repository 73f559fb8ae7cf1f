/**
 * The objectives of a lesson, each ticked when what tests it on the page was answered rightly.
 *
 * @import { ItemState, State } from "../store/store.js"
 */

import { compare, greater, parse } from "../rational.js";
import { say } from "../words.js";

/**
 * Ticks the objectives that are reached.
 * @param {HTMLElement} head
 * @param {State} state
 */
export function showObjectives(head, state) {
  /** @type {NodeListOf<HTMLElement>} */
  const rows = head.querySelectorAll("[data-lr-reaches]");
  for (const row of rows) {
    const isReached = reached(row.dataset.lrReaches ?? "", state);
    if ((row.dataset.lrReached === "true") === isReached) continue;
    row.dataset.lrReached = String(isReached);
    const place = row.querySelector("[data-lr-reached-words]");
    const words = say("answered rightly");
    if (place) place.textContent = isReached ? ` (${words})` : "";
  }
}

/**
 * Returns whether every question to an objective that the page asks has been answered rightly once.
 * @param {string} objective
 * @param {State} state
 */
function reached(objective, state) {
  const name = CSS.escape(objective);
  /** @type {NodeListOf<HTMLElement>} */
  const forms = document.querySelectorAll(
    `[data-lr-mode="practice"] form[data-lr-objective="${name}"]`,
  );
  /** @type {Map<string, boolean>} */
  const items = new Map();
  for (const { dataset, hidden, parentElement } of forms) {
    const quiz = parentElement?.closest("section")?.dataset.lrQuiz ?? "";
    const item = state.quizzes[quiz]?.items[dataset.lrItem ?? ""];
    const isHere = item?.fingerprint === dataset.lrFingerprint;
    // Of an item with variants one is asked, and the others are hidden.
    if (hidden && !isHere) continue;
    const key = `${quiz}/${dataset.lrItem}`;
    items.set(key, (items.get(key) ?? false) || (isHere && isRight(item)));
  }
  return items.size > 0 && [...items.values()].every(Boolean);
}

/** @param {ItemState} item */
function isRight({ best, first, maxScore, score }) {
  if (!first || maxScore === "0") return false;
  const most = greater(greater(score, first.score), best ?? "0");
  return compare(parse(most), parse(maxScore)) >= 0;
}
