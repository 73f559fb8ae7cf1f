/** Making pieces of a page: nothing here takes HTML as text. */

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  right: "M5 12.5l4.5 4.5L19 7.5",
  wrong: "M7 7l10 10M17 7L7 17",
  partly: "M4 14c3-7 6-7 8-2s5 5 8-2",
  up: "M12 19V5M6 11l6-6 6 6",
  down: "M12 5v14M6 13l6 6 6-6",
  closed: "M7 11V8a5 5 0 0 1 10 0v3M5.5 11h13v9.5h-13z",
};

/**
 * Returns an element with attributes (a function listens to the event of that name) and children.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | boolean | null | ((event: Event) => void)>} [attributes]
 * @param {(Node | string | null | false)[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value !== false && value !== null) made.setAttribute(name, String(value));
  }
  made.append(...children.filter((child) => child !== null && child !== false));
  return made;
}

/**
 * Returns a button that acts on a click.
 * @param {string} text
 * @param {(event: Event) => void} click
 * @param {"" | "quiet" | "plain"} [weight]
 */
export const button = (text, click, weight = "") =>
  el(
    "button",
    { type: "button", class: `lr-button${weight && ` lr-button--${weight}`}`, click },
    text,
  );

/**
 * Returns the tick, the cross, or the drawing of another name; the word beside it says the same.
 * @param {boolean | keyof typeof ICONS} name
 */
export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  for (const [attribute, value] of [
    ["class", "lr-icon"],
    ["viewBox", "0 0 24 24"],
    ["aria-hidden", "true"],
  ]) {
    drawing.setAttribute(attribute, value);
  }
  path.setAttribute("d", ICONS[name === true ? "right" : name || "wrong"]);
  drawing.append(path);
  return drawing;
}

/**
 * Moves the focus to something that is no control, such as the heading of a new screen.
 * @param {HTMLElement} place
 */
export function focusOn(place) {
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "start" });
}
