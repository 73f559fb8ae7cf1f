/**
 * Matrix: of each row one column, or several. The response and the key hold a string a row: the
 * identifiers of its columns, with a blank between. A survey has no key, and nothing to score.
 */

import { shareOfParts } from "../quiz/partial-credit.js";
import { remarkOnRows } from "../quiz/rows.js";
import { counted, say } from "../words.js";

/**
 * Returns the rows in the order written, wherever they stand.
 * @param {HTMLFormElement} form
 */
const rows = (form) =>
  /** @type {HTMLTableRowElement[]} */ ([...form.querySelectorAll("[data-lr-row]")]).sort(
    (a, b) => Number(a.dataset.lrRow) - Number(b.dataset.lrRow),
  );

/** @param {Element} row */
const inputs = (row) => /** @type {HTMLInputElement[]} */ ([...row.querySelectorAll("input")]);

/** @param {HTMLFormElement} form */
export const read = (form) =>
  rows(form).map((row) =>
    inputs(row)
      .filter((input) => input.checked)
      .map((input) => input.value)
      .sort()
      .join(" "),
  );

/**
 * @param {HTMLFormElement} form
 * @param {string[]} values
 */
export function restore(form, values) {
  rows(form).forEach((row, index) => {
    const chosen = (values[index] ?? "").split(" ");
    for (const input of inputs(row)) input.checked = chosen.includes(input.value);
  });
}

/**
 * Returns the share of the rows that are right.
 * @param {string[] | null} key
 * @param {string[]} values
 * @param {string} [partial]
 */
export const score = (key, values, partial) => shareOfParts(parts(key ?? [], values), partial);

/**
 * Returns of each row whether it is right; null where it was left empty.
 * @param {string[]} key
 * @param {string[]} values
 */
const parts = (key, values) =>
  key.map((wanted, index) => {
    const value = values.length === key.length ? values[index] : "";
    if (!value) return null;
    const given = new Set(value.split(" "));
    const columns = wanted.split(" ");
    return given.size === columns.length && columns.every((column) => given.has(column));
  });

/**
 * Returns the rows' heads, with whether each row is right.
 * @param {HTMLFormElement} form
 * @param {string[]} key
 * @param {string[]} values
 * @returns {[Element, boolean][]}
 */
export function marks(form, key, values) {
  const right = parts(key, values);
  return rows(form).map((row, index) => [row.cells[0], right[index] === true]);
}

/**
 * Returns how many rows are right, without naming what is missing in the others.
 * @param {string[]} key
 * @param {string[]} values
 */
export const remark = (key, values) =>
  remarkOnRows(parts(key, values), {
    right: (count, total) =>
      counted(count, "{n} of the {total} rows is right.", "{n} of the {total} rows are right.", {
        total,
      }),
    none: () => say("No row is right yet."),
    open: (count) => counted(count, "{n} has no answer yet.", "{n} have no answer yet."),
  });

/**
 * Puts the rows in the order that `order` gives; the columns stay.
 * @param {HTMLFormElement} form
 * @param {(rows: Element[]) => Element[]} order
 */
export function shuffle(form, order) {
  const written = rows(form);
  written[0]?.parentElement?.append(...order(written));
}
