/**
 * Match: beside each left stands a list of the rights. The response and the key have one identifier
 * a left, in the order written; empty where none was chosen.
 *
 * For pointers the rights are cards as well: dragged onto a row, or tapped and then the row tapped.
 */

import { draggable, newGrip, settle } from "../quiz/drag.js";
import { shareOfParts } from "../quiz/partial-credit.js";
import { remarkOnRows } from "../quiz/rows.js";
import { announce, changed, quoted } from "../quiz/spoken.js";
import { counted, say } from "../words.js";

/** @param {HTMLFormElement} form */
const matchOf = (form) => /** @type {HTMLElement} */ (form.querySelector("[data-lr-match]"));

/** @param {HTMLFormElement} form  Its rows as they were written, wherever they stand. */
const rowsOf = (form) =>
  /** @type {HTMLElement[]} */ ([...form.querySelectorAll("[data-lr-left]")]).sort(
    (a, b) => Number(a.dataset.lrLeft) - Number(b.dataset.lrLeft),
  );

/** @param {HTMLFormElement} form */
const cardsOf = (form) =>
  /** @type {HTMLElement[]} */ ([...form.querySelectorAll("[data-lr-card]")]);

/** @param {Element} row */
const listIn = (row) => /** @type {HTMLSelectElement} */ (row.querySelector("select"));

/** @param {Element} row */
const leftOf = (row) => quoted(row.querySelector(".lr-match-left") ?? row);

/** @param {Element} card */
const rightOf = (card) => quoted(card.querySelector(".lr-match-right") ?? card);

/** @param {HTMLFormElement} form */
export const read = (form) => rowsOf(form).map((row) => listIn(row).value);

/**
 * @param {HTMLFormElement} form
 * @param {string[]} values
 */
export function restore(form, values) {
  rowsOf(form).forEach((row, index) => {
    const list = listIn(row);
    list.value = values[index] ?? "";
    if (list.selectedIndex < 0) list.value = "";
  });
  markUsed(form);
}

/**
 * Returns the share of the pairs that are right, as the policy counts it.
 * @param {string[]} key
 * @param {string[]} values
 * @param {string} [partial]
 */
export const score = (key, values, partial) => shareOfParts(parts(key, values), partial);

/**
 * Returns of each pair whether it is right; null where none was chosen.
 * @param {string[]} key
 * @param {string[]} values
 */
const parts = (key, values) =>
  key.map((wanted, index) => {
    const value = values.length === key.length ? values[index] : "";
    return value ? value === wanted : null;
  });

/**
 * Returns the rows, with whether each has its partner.
 * @param {HTMLFormElement} form
 * @param {string[]} key
 * @param {string[]} values
 * @returns {[Element, boolean][]}
 */
export function marks(form, key, values) {
  const right = parts(key, values);
  return rowsOf(form).map((row, index) => [row, right[index] === true]);
}

/**
 * @param {string[]} key
 * @param {string[]} values
 */
export const remark = (key, values) =>
  remarkOnRows(parts(key, values), {
    right: (count, total) =>
      counted(count, "{n} of the {total} pairs is right.", "{n} of the {total} pairs are right.", {
        total,
      }),
    none: () => say("No pair is right yet."),
    open: (count) => counted(count, "{n} has no partner yet.", "{n} have no partner yet."),
  });

/**
 * Puts the lefts into the order that `order` gives; the rights stay in that of the alphabet.
 * @param {HTMLFormElement} form
 * @param {(rows: Element[]) => Element[]} order
 */
export function shuffle(form, order) {
  const rows = rowsOf(form);
  rows[0]?.parentElement?.append(...order(rows));
}

/**
 * Makes cards of the rights, for pointers: for keys and ears the lists are all that is needed.
 * @param {HTMLFormElement} form
 */
export function prepare(form) {
  for (const card of cardsOf(form)) lift(form, card);
  matchOf(form).addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    const held = heldIn(form);
    const card = target.closest("[data-lr-card]");
    const row = target.closest("[data-lr-left]");
    if (card instanceof HTMLElement) return card === held ? letGo(form) : hold(form, card);
    return held && row ? put(form, row, held) : undefined;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && heldIn(form)) letGo(form);
  });
  form.addEventListener("change", () => markUsed(form));
  form.addEventListener("reset", () => {
    release(form);
    announce(form, "");
    // The lists are empty only after their form's own `reset`.
    setTimeout(markUsed, 0, form);
  });
}

/**
 * Lets a card be dragged onto a row.
 * @param {HTMLFormElement} form
 * @param {HTMLElement} card
 */
function lift(form, card) {
  const grip = newGrip();
  const rows = rowsOf(form);
  const under = (/** @type {import("../quiz/drag.js").Spot} */ { x, y }) => {
    const place = document.elementFromPoint(x, y)?.closest("[data-lr-left]");
    return rows.find((row) => row === place);
  };
  card.prepend(grip);
  draggable(card, grip, {
    start() {
      release(form);
      card.dataset.lrDragged = "";
      matchOf(form).dataset.lrHolds = "";
    },
    move(spot) {
      card.style.transform = `translate(${spot.dx}px, ${spot.dy}px)`;
      const over = under(spot);
      for (const row of rows) row.toggleAttribute("data-lr-over", row === over);
    },
    end(dropped, spot) {
      const row = dropped ? under(spot) : undefined;
      card.style.transform = "";
      release(form);
      if (row) put(form, row, card);
      else settle(card, spot.dx, spot.dy);
    },
  });
}

/** @param {HTMLFormElement} form */
const heldIn = (form) => /** @type {HTMLElement | null} */ (form.querySelector("[data-lr-held]"));

/**
 * Takes a card up; the next row that is tapped gets it.
 * @param {HTMLFormElement} form
 * @param {HTMLElement} card
 */
function hold(form, card) {
  release(form);
  card.dataset.lrHeld = "";
  matchOf(form).dataset.lrHolds = "";
  announce(form, say("{card} taken. Tap where it belongs.", { card: rightOf(card) }));
}

/** @param {HTMLFormElement} form */
function letGo(form) {
  const held = heldIn(form);
  release(form);
  if (held) announce(form, say("{card} let go.", { card: rightOf(held) }));
}

/** @param {HTMLFormElement} form */
function release(form) {
  const names = ["lr-held", "lr-holds", "lr-over", "lr-dragged"].map((name) => `data-${name}`);
  for (const name of names) {
    for (const place of form.querySelectorAll(`[${name}]`)) place.removeAttribute(name);
  }
}

/**
 * Puts a right beside a left.
 * @param {HTMLFormElement} form
 * @param {Element} row
 * @param {HTMLElement} card
 */
function put(form, row, card) {
  release(form);
  listIn(row).value = card.dataset.lrCard ?? "";
  const names = { card: rightOf(card), row: leftOf(row) };
  announce(form, say("{card} put beside {row}.", names));
  changed(listIn(row));
}

/**
 * Marks the cards that stand beside a left already.
 * @param {HTMLFormElement} form
 */
function markUsed(form) {
  const used = read(form);
  for (const row of rowsOf(form)) row.toggleAttribute("data-lr-chosen", listIn(row).value !== "");
  for (const card of cardsOf(form)) {
    card.toggleAttribute("data-lr-used", used.includes(card.dataset.lrCard ?? ""));
  }
}
