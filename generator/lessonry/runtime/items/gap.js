/**
 * Gaps in the prose: one string a gap. The key is a list, of each gap what its kind needs.
 *
 * A kind of gap is the module of its name in `gaps/`, loaded where a page has one.
 *
 * @typedef {{ kind: string } & Record<string, any>} GapKey
 * @typedef {{ accepts(key: any, value: string): boolean,
 *   remark?(key: any, value: string, number: number): string }} GapKind  Of an only gap the number is 0.
 */

import { shareOfParts } from "../quiz/partial-credit.js";
import { counted, say } from "../words.js";
import { isBlank } from "./item.js";

/** @type {Map<string, GapKind>} */
const kinds = new Map();

/** @param {HTMLFormElement} form */
const controls = (form) =>
  /** @type {(HTMLInputElement | HTMLSelectElement)[]} */ ([
    ...form.querySelectorAll("[data-lr-gaps] :is(input, select)"),
  ]);

/**
 * Loads the kinds of gap of these names.
 * @param {Iterable<string>} names
 */
export async function load(names) {
  for (const name of new Set(names)) kinds.set(name, await import(`../gaps/${name}.js`));
}

/**
 * Loads the kinds of gap that a key names: of an exam the key comes late.
 * @param {GapKey[]} key
 */
export const ready = (key) => load(key.map(({ kind }) => kind));

/** @param {HTMLFormElement} form */
export function prepare(form) {
  for (const control of controls(form)) nameByCell(control);
  // Of an exam nothing is graded here, so no kind is needed to do it.
  if (!form.querySelector("[data-lr-key]")) return undefined;
  return load(controls(form).map(({ dataset }) => dataset.lrGap ?? "text-entry"));
}

/**
 * Adds to the name of a gap in a table which row and column it stands in, for who cannot see it.
 * @param {HTMLInputElement | HTMLSelectElement} control
 */
function nameByCell(control) {
  const cell = control.closest("td");
  const row = cell?.closest("tr");
  if (!cell || !row) return;
  const line = cell.cellIndex ? row.cells[0] : undefined;
  const column = cell.closest("table")?.tHead?.rows[0]?.cells[cell.cellIndex];
  const heads = [line, column].map((one) =>
    one && !one.querySelector("[data-lr-gap]") ? (one.textContent ?? "").trim() : "",
  );
  control.ariaLabel = heads
    .filter(Boolean)
    .reduce((one, another) => say("{one}, {another}", { one, another }), control.ariaLabel ?? "");
}

/** @param {HTMLFormElement} form */
export const read = (form) => controls(form).map(({ value }) => value);

/**
 * @param {HTMLFormElement} form
 * @param {string[]} values
 */
export function restore(form, values) {
  controls(form).forEach((control, index) => {
    control.value = values[index] ?? "";
  });
}

/**
 * Returns the share of the gaps that hold what they accept.
 * @param {GapKey[]} key
 * @param {string[]} values
 * @param {string} [partial]
 */
export const score = (key, values, partial) => shareOfParts(parts(key, values), partial);

/**
 * Returns of each gap whether it is right; null where it was left empty.
 * @param {GapKey[]} key
 * @param {string[]} values
 */
const parts = (key, values) =>
  key.map((gap, index) => {
    const value = values.length === key.length ? values[index] : "";
    return isBlank(value) ? null : (kinds.get(gap.kind)?.accepts(gap, value) ?? false);
  });

/**
 * Returns the gaps, with whether each is right.
 * @param {HTMLFormElement} form
 * @param {GapKey[]} key
 * @param {string[]} values
 * @returns {[Element, boolean][]}
 */
export function marks(form, key, values) {
  const right = parts(key, values);
  return controls(form).map((control, index) => [control, right[index] === true]);
}

/**
 * Returns how many gaps are right, and what to mend in the form of those that are not.
 * @param {GapKey[]} key
 * @param {string[]} values
 */
export function remark(key, values) {
  const all = parts(key, values);
  const right = all.filter((part) => part === true).length;
  const none = values.every(isBlank);
  if (right === key.length || none) return "";
  const told = key.map((gap, index) =>
    all[index] === false
      ? kinds.get(gap.kind)?.remark?.(gap, values[index], key.length > 1 ? index + 1 : 0)
      : "",
  );
  return [found(right, key.length), ...told].filter(Boolean).join(" ");
}

/** @param {number} right @param {number} total */
function found(right, total) {
  if (total < 2) return "";
  if (!right) return say("No gap is right yet.");
  return counted(right, "{n} of the {total} gaps is right.", "{n} of the {total} gaps are right.", {
    total,
  });
}

/** Gaps stand where the prose has them. */
export const shuffle = () => {};
