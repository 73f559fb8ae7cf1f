/**
 * Hotspot: areas of a picture, chosen in the list beside it or in the picture itself. The response
 * and the key are identifiers of areas, as those of choices are.
 */

import * as choice from "./choice.js";

/** Pixels that an area can be pointed at with, at least, in width and in height (WCAG 2.5.8). */
const SMALLEST = 24;

export const { read, remark, score } = choice;

/**
 * Returns of each area its drawing, its line in the list, and its input.
 * @param {HTMLFormElement} form
 */
function areas(form) {
  /** @type {NodeListOf<SVGGElement>} */
  const drawings = form.querySelectorAll("[data-lr-area]");
  return Array.from(drawings, (drawing) => {
    const line = /** @type {HTMLElement} */ (
      form.querySelector(`[data-lr-choice="${drawing.dataset.lrArea}"]`)
    );
    return { drawing, line, input: /** @type {HTMLInputElement} */ (line.querySelector("input")) };
  });
}

/**
 * Makes the picture answer to the pointer, and list and picture light each other.
 * @param {HTMLFormElement} form
 */
export function prepare(form) {
  for (const { drawing, line, input } of areas(form)) {
    drawing.addEventListener("click", () => input.click());
    const light = (/** @type {boolean} */ on) => {
      drawing.toggleAttribute("data-lr-lit", on);
      line.toggleAttribute("data-lr-lit", on);
    };
    for (const place of [drawing, line]) {
      place.addEventListener("pointerenter", () => light(true));
      place.addEventListener("pointerleave", () => light(line.contains(document.activeElement)));
    }
    line.addEventListener("focusin", () => light(true));
    line.addEventListener("focusout", () => light(false));
  }
  form.addEventListener("change", () => paint(form));
  // The form is empty only after its own `reset`.
  form.addEventListener("reset", () => setTimeout(paint, 0, form));
  const picture = form.querySelector(".lr-areas");
  if (picture) new ResizeObserver(() => enlarge(form)).observe(picture);
  paint(form);
}

/**
 * Shows in the picture what is chosen in the list.
 * @param {HTMLFormElement} form
 */
function paint(form) {
  for (const { drawing, input } of areas(form)) {
    drawing.toggleAttribute("data-lr-on", input.checked);
  }
}

/**
 * Gives small areas an edge that cannot be seen, so that a finger meets them.
 * @param {HTMLFormElement} form
 */
function enlarge(form) {
  /** @type {NodeListOf<SVGGraphicsElement>} */
  const targets = form.querySelectorAll(".lr-area-target");
  for (const target of targets) {
    const { width, height } = target.getBoundingClientRect();
    const missing = SMALLEST - Math.min(width, height);
    target.style.strokeWidth = missing > 0 ? `${Math.ceil(missing)}px` : "0";
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {string[]} values
 */
export function restore(form, values) {
  choice.restore(form, values);
  paint(form);
}

/**
 * Returns lines and drawings of what was chosen, with whether each belongs to the key.
 * @param {HTMLFormElement} form
 * @param {string[]} key
 * @param {string[]} values
 * @returns {[Element, boolean][]}
 */
export const marks = (form, key, values) => [
  ...choice.marks(form, key, values),
  ...areas(form)
    .filter(({ input }) => values.includes(input.value))
    .map(
      ({ drawing, input }) =>
        /** @type {[Element, boolean]} */ ([drawing, key.includes(input.value)]),
    ),
];

/** The list is numbered as the picture is. */
export const shuffle = () => {};
