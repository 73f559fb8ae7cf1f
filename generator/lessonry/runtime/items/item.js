/**
 * One item's form, whatever its kind; a kind is the module of its name in this folder.
 *
 * A kind reads and restores what a form holds, scores it (a share from 0 to 1), says which places to
 * mark and what to remark, and lets its rows change places. Where it needs to, it prepares the
 * form's controls, and asks for a further step before it is scored. What came without its key is made
 * `ready` with it.
 *
 * A kind with several ends keeps which of them were `found`; one that is long is kept half-way
 * (`drafts`); and one that is not simply right or wrong tells its result in words of its own (`tell`).
 *
 * @import { Rational } from "../rational.js"
 * @import { ItemState } from "../store/store.js"
 * @typedef {{
 *   read(form: HTMLFormElement): string[],
 *   restore(form: HTMLFormElement, values: string[]): void,
 *   score(key: any, values: string[], partial?: string): Rational,
 *   marks(form: HTMLFormElement, key: any, values: string[]): [Element, boolean][],
 *   remark(key: any, values: string[], partial?: string): string,
 *   shuffle(form: HTMLFormElement, order: (things: Element[]) => Element[]): void,
 *   prepare?(form: HTMLFormElement): void | Promise<void>,
 *   further?(form: HTMLFormElement): boolean,
 *   isEmpty?(values: string[], form?: HTMLFormElement): boolean,
 *   drafts?: boolean,
 *   found?(key: any, values: string[]): string,
 *   tell?(form: HTMLFormElement, key: any, state: ItemState): Node[],
 *   ready?(key: any): Promise<void>,
 * }} Kind
 * @typedef {{ form: HTMLFormElement, kind: Kind, id: string, fingerprint: string, points: string,
 *   partial: string }} Item
 */

import { say } from "../words.js";

/**
 * Returns the items of a section, each with the module of its kind loaded.
 * @param {HTMLElement} section
 * @returns {Promise<Item[]>}
 */
export function items(section) {
  /** @type {NodeListOf<HTMLFormElement>} */
  const forms = section.querySelectorAll("form[data-lr-item]");
  return Promise.all(
    Array.from(forms, async (form) => {
      describeByHint(form);
      const { lrItem: id = "", lrKind, lrFingerprint: fingerprint = "" } = form.dataset;
      const { lrPoints: points = "1", lrPartial: partial = "all-or-nothing" } = form.dataset;
      /** @type {Kind} */
      const kind = await import(`./${lrKind}.js`);
      await kind.prepare?.(form);
      return { form, kind, id, fingerprint, points, partial };
    }),
  );
}

/**
 * Lays out the items of `asked` in their order, numbered, and hides the others.
 * @param {Item[]} all
 * @param {Item[]} asked
 */
export function lay(all, asked) {
  for (const { form } of all) form.hidden = true;
  // What is moved loses the focus, so nothing is moved without need.
  const inOrder = asked.every(({ form }, index) => {
    const before = asked[index - 1]?.form;
    return !before || before.compareDocumentPosition(form) & Node.DOCUMENT_POSITION_FOLLOWING;
  });
  asked.forEach(({ form }, index) => {
    form.hidden = false;
    if (!inOrder) form.parentElement?.append(form);
    const number = form.querySelector("[data-lr-number]");
    const values = { n: index + 1, total: asked.length };
    if (number) number.textContent = say("Question {n} of {total}", values);
  });
  for (const section of new Set(all.map(({ form }) => form.closest("[data-lr-section]")))) {
    section?.toggleAttribute("hidden", !section.querySelector("form:not([hidden])"));
  }
}

/** What is no white space to a browser, nor to Python. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are meant.
const TEXT = /[^\s\x1c-\x1f\x85\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069]/u;

/**
 * Returns whether a value holds white space alone; `domain/response.py` sees it in the same way.
 * @param {string} value
 */
export const isBlank = (value) => !TEXT.test(value);

/**
 * Returns whether nothing at all was given.
 * @param {string[]} values
 * @param {Kind} [kind]  The kind that was asked, which may see it otherwise.
 * @param {HTMLFormElement} [form]
 */
export const isEmpty = (values, kind, form) =>
  kind?.isEmpty?.(values, form) ?? values.every(isBlank);

/**
 * Moves the focus to where an item is answered.
 * @param {HTMLFormElement} form
 */
export function focusAnswer(form) {
  const inputs = /** @type {NodeListOf<HTMLElement>} */ (
    form.querySelectorAll("fieldset :is(input, select, textarea)")
  );
  const chosen = /** @type {HTMLElement | null} */ (form.querySelector("fieldset input:checked"));
  const buttons = /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("fieldset button"));
  (chosen ?? inputs[0] ?? [...buttons].find((one) => one.offsetParent))?.focus();
}

/**
 * Adds an opened hint to what describes the item: it is read out to nobody who has not asked for it.
 * @param {HTMLFormElement} form
 */
function describeByHint(form) {
  const hint = form.querySelector("[data-lr-hint]");
  const body = form.querySelector("fieldset");
  const before = body?.getAttribute("aria-describedby") ?? "";
  hint?.addEventListener("toggle", () => {
    const text = hint.hasAttribute("open") ? hint.querySelector("[id]")?.id : "";
    body?.setAttribute("aria-describedby", [before, text].filter(Boolean).join(" "));
  });
}
