/** Choice: one or several of a list. The response and the key are identifiers of choices. */

import { shareOfSet } from "../quiz/partial-credit.js";
import { counted } from "../words.js";

/** @param {HTMLFormElement} form */
const inputs = (form) =>
  /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("[data-lr-choices] input")]);

/** @param {HTMLFormElement} form */
export const read = (form) =>
  inputs(form)
    .filter((input) => input.checked)
    .map((input) => input.value);

/**
 * @param {HTMLFormElement} form
 * @param {string[]} values
 */
export function restore(form, values) {
  for (const input of inputs(form)) input.checked = values.includes(input.value);
}

/**
 * Returns the share of the key that was chosen.
 * @param {string[]} key
 * @param {string[]} values
 * @param {string} [partial]
 */
export const score = (key, values, partial) => shareOfSet(values, key, partial);

/**
 * Returns the rows that were chosen, with whether they belong to the key.
 * @param {HTMLFormElement} form
 * @param {string[]} key
 * @param {string[]} values
 * @returns {[Element, boolean][]}
 */
export const marks = (form, key, values) =>
  inputs(form)
    .filter((input) => values.includes(input.value))
    .map((input) => [/** @type {Element} */ (input.closest("label")), key.includes(input.value)]);

/**
 * Returns how much of a wrong choice of several is right, without naming what is missing.
 * @param {string[]} key
 * @param {string[]} values
 */
export function remark(key, values) {
  const chosen = values.length;
  if (key.length < 2 || !chosen || isKey(key, values)) return "";
  const right = key.filter((k) => values.includes(k)).length;
  const missing = key.length - right;
  if (!right) {
    return counted(chosen, "What you chose is not right.", "None of the {n} you chose is right.");
  }
  const found =
    right === chosen
      ? counted(chosen, "What you chose is right.", "The {n} you chose are right.")
      : counted(
          right,
          "{n} of the {total} you chose is right.",
          "{n} of the {total} you chose are right.",
          { total: chosen },
        );
  if (!missing) return found;
  return [found, counted(missing, "{n} more is missing.", "{n} more are missing.")].join(" ");
}

/** @param {string[]} key @param {string[]} values */
const isKey = (key, values) =>
  values.length === key.length && key.every((one) => values.includes(one));

/**
 * Puts the rows in the order that `order` gives, those that speak of the others at the end.
 * @param {HTMLFormElement} form
 * @param {(rows: Element[]) => Element[]} order
 */
export function shuffle(form, order) {
  const rows = inputs(form).map((input) => /** @type {HTMLElement} */ (input.closest("label")));
  // From the order written, so that a second shuffle does not build on the first.
  rows.sort((a, b) => ((a.dataset.lrChoice ?? "") < (b.dataset.lrChoice ?? "") ? -1 : 1));
  // "None of the above" makes sense below the others alone.
  const last = rows.filter((row) => row.dataset.lrLast !== undefined);
  const others = rows.filter((row) => row.dataset.lrLast === undefined);
  rows[0]?.parentElement?.append(...order(others), ...last);
}
