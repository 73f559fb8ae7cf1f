/**
 * Order: entries to be put into their right order. The response and the key are all identifiers in
 * an order; of a list that nobody touched the response is empty, whatever stands there.
 */

import { button, el, icon } from "../dom.js";
import { draggable, glide, newGrip, settle } from "../quiz/drag.js";
import { shareOfOrder } from "../quiz/partial-credit.js";
import { shuffled } from "../quiz/shuffle.js";
import { announce, changed, quoted } from "../quiz/spoken.js";
import { counted, say } from "../words.js";

const keepWords = () => say("Keep this order");

/** @type {WeakMap<HTMLFormElement, string[]>} How the entries of a form stand before anybody moves one. */
const starts = new WeakMap();

/** @param {HTMLFormElement} form */
const listOf = (form) => /** @type {HTMLElement} */ (form.querySelector("[data-lr-order]"));

/** @param {HTMLFormElement} form */
const rowsOf = (form) =>
  /** @type {HTMLElement[]} */ ([...form.querySelectorAll("[data-lr-order] > [data-lr-entry]")]);

/** @param {Element} row */
const idOf = (row) => /** @type {HTMLElement} */ (row).dataset.lrEntry ?? "";

/** @param {Element} row */
const nameOf = (row) => quoted(row.querySelector(".lr-order-text") ?? row);

/** @param {HTMLFormElement} form */
export const read = (form) =>
  listOf(form).dataset.lrGiven === undefined ? [] : rowsOf(form).map(idOf);

/**
 * @param {HTMLFormElement} form
 * @param {string[]} values
 */
export function restore(form, values) {
  const ids = rowsOf(form).map(idOf);
  const fits = values.length > 0 && [...values].sort().join() === [...ids].sort().join();
  arrange(form, fits ? values : (starts.get(form) ?? ids));
  give(form, fits);
}

/**
 * Returns how much of the order is right: by places or by adjacent pairs, as the policy says.
 * @param {string[]} key
 * @param {string[]} values
 * @param {string} [partial]
 */
export const score = (key, values, partial) => shareOfOrder(values, key, partial);

/**
 * Returns the rows, with whether each stands in its place.
 * @param {HTMLFormElement} form
 * @param {string[]} key
 * @param {string[]} values
 * @returns {[Element, boolean][]}
 */
export const marks = (form, key, values) =>
  rowsOf(form).map((row) => [row, values.indexOf(idOf(row)) === key.indexOf(idOf(row))]);

/**
 * Returns how many entries stand where they should: in their places, or behind the right one.
 * @param {string[]} key
 * @param {string[]} values
 * @param {string} [partial]
 */
export function remark(key, values, partial) {
  if (values.length !== key.length || key.every((one, index) => one === values[index])) return "";
  if (partial === "adjacent-pairs") {
    const right = values.slice(1).filter((one, index) => {
      const place = key.indexOf(one);
      return place > 0 && key[place - 1] === values[index];
    }).length;
    if (!right) return say("No two neighbours follow each other as they should yet.");
    return counted(
      right,
      "{n} of {total} follows the one before as it should.",
      "{n} of {total} follow the one before as it should.",
      { total: key.length - 1 },
    );
  }
  const right = values.filter((one, index) => one === key[index]).length;
  if (!right) return say("None stands in its place yet.");
  return counted(
    right,
    "{n} of {total} stands in its place.",
    "{n} of {total} stand in their place.",
    { total: key.length },
  );
}

/**
 * Mixes the entries by `order`: never as the key has them, where the key is known.
 * @param {HTMLFormElement} form
 * @param {(rows: Element[]) => Element[]} order
 */
export function shuffle(form, order) {
  const ids = (/** @type {Element[]} */ rows) => rows.map(idOf);
  const answer = /** @type {HTMLElement | null} */ (form.querySelector("[data-lr-key]"));
  const rows = rowsOf(form).sort((a, b) => byLetter(idOf(a), idOf(b)));
  let mixed = ids(order(rows));
  if (JSON.stringify(mixed) === answer?.dataset.lrKey) {
    // From another start the same seed leads elsewhere.
    mixed = ids(order([...rows.slice(1), rows[0]]));
  }
  starts.set(form, mixed);
  restore(form, []);
}

/** @param {string} a @param {string} b */
const byLetter = (a, b) => a.length - b.length || (a < b ? -1 : 1);

/**
 * Gives every row its controls, and mixes them: in a quiz that keeps its order alike for everybody.
 * @param {HTMLFormElement} form
 */
export function prepare(form) {
  for (const row of rowsOf(form)) control(form, row);
  const kept = () => say("This order is your answer.");
  const keep = button(keepWords(), () => read(form).length || take(form, kept()), "quiet");
  keep.dataset.lrKeep = "";
  listOf(form).after(el("div", { class: "lr-order-foot" }, keep));
  form.addEventListener("reset", () => restore(form, []));
  shuffle(form, (rows) => shuffled(rows, form.dataset.lrFingerprint ?? ""));
}

/**
 * Gives one row its grip and buttons.
 * @param {HTMLFormElement} form
 * @param {HTMLElement} row
 */
function control(form, row) {
  const grip = newGrip();
  const move = (/** @type {"up" | "down"} */ way, /** @type {number} */ by) =>
    el(
      "button",
      {
        type: "button",
        class: "lr-order-move",
        "data-lr-move": way,
        "aria-label":
          way === "up"
            ? say("Move {entry} up", { entry: nameOf(row) })
            : say("Move {entry} down", { entry: nameOf(row) }),
        click: () => place(form, row, rowsOf(form).indexOf(row) + by),
      },
      icon(way),
    );
  const [up, down] = [move("up", -1), move("down", 1)];
  row.prepend(grip);
  row.append(el("span", { class: "lr-order-moves" }, up, down));
  row.addEventListener("keydown", (event) => {
    const now = rowsOf(form).indexOf(row);
    const last = rowsOf(form).length - 1;
    const to = { ArrowUp: now - 1, ArrowDown: now + 1, Home: 0, End: last }[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    place(form, row, to);
  });
  let [from, top] = [/** @type {string[]} */ ([]), 0];
  draggable(row, grip, {
    start() {
      [from, top] = [rowsOf(form).map(idOf), row.offsetTop];
      row.dataset.lrDragged = "";
    },
    move({ dy }) {
      swap(row, top + dy);
      row.style.transform = `translateY(${top + dy - row.offsetTop}px)`;
    },
    end(dropped, { dy }) {
      row.style.transform = "";
      delete row.dataset.lrDragged;
      const others = rowsOf(form).filter((other) => other !== row);
      if (!dropped) glide(others, () => arrange(form, from, row));
      settle(row, 0, top + dy - row.offsetTop);
      if (rowsOf(form).map(idOf).join() !== from.join()) take(form, standing(form, row));
    },
  });
}

/**
 * Lets the neighbours that a dragged row has passed change places with it.
 * @param {HTMLElement} row
 * @param {number} top  Where it is held.
 */
function swap(row, top) {
  const bottom = top + row.offsetHeight;
  const middle = (/** @type {HTMLElement} */ other) => other.offsetTop + other.offsetHeight / 2;
  for (;;) {
    const [before, next] = /** @type {(HTMLElement | null)[]} */ ([
      row.previousElementSibling,
      row.nextElementSibling,
    ]);
    // The neighbour is what moves: a row that is taken out of the page loses pointer and focus.
    if (next && bottom > middle(next)) glide([next], () => row.before(next));
    else if (before && top < middle(before)) glide([before], () => row.after(before));
    else return;
  }
}

/**
 * Moves a row to a place, counted from 0; the focus stays where it is.
 * @param {HTMLFormElement} form
 * @param {HTMLElement} row
 * @param {number} to
 */
function place(form, row, to) {
  const rows = rowsOf(form);
  const now = rows.indexOf(row);
  const there = Math.max(0, Math.min(rows.length - 1, to));
  if (there === now) {
    const at = { entry: nameOf(row), n: now + 1, total: rows.length };
    return announce(
      form,
      now
        ? say("{entry} is last already, number {n} of {total}.", at)
        : say("{entry} is first already, number {n} of {total}.", at),
    );
  }
  const others = rows.filter((one) => one !== row).map(idOf);
  const order = [...others.slice(0, there), idOf(row), ...others.slice(there)];
  glide(rows, () => arrange(form, order, row));
  return take(form, standing(form, row));
}

/** @param {HTMLFormElement} form @param {HTMLElement} row */
const standing = (form, row) =>
  say("{entry} is now number {n} of {total}.", {
    entry: nameOf(row),
    n: rowsOf(form).indexOf(row) + 1,
    total: rowsOf(form).length,
  });

/**
 * Takes the order as it stands for the answer, and announces `text`.
 * @param {HTMLFormElement} form
 * @param {string} text
 */
function take(form, text) {
  give(form, true);
  announce(form, text);
  changed(form);
}

/**
 * Notes whether what stands there is an answer.
 * @param {HTMLFormElement} form
 * @param {boolean} given
 */
function give(form, given) {
  listOf(form).toggleAttribute("data-lr-given", given);
  const keep = form.querySelector("[data-lr-keep]");
  keep?.replaceChildren(
    ...(given ? [icon(true), say("This order is your answer")] : [keepWords()]),
  );
  keep?.setAttribute("aria-disabled", String(given));
  rowsOf(form).forEach((row, index, rows) => {
    for (const [way, end] of [
      ["up", 0],
      ["down", rows.length - 1],
    ]) {
      const move = row.querySelector(`[data-lr-move=${way}]`);
      move?.setAttribute("aria-disabled", String(index === end));
    }
  });
}

/**
 * Puts the rows into an order around one that does not leave the page.
 * @param {HTMLFormElement} form
 * @param {string[]} order
 * @param {HTMLElement} [still]  The row that has the focus, where nothing is said.
 */
function arrange(
  form,
  order,
  still = rowsOf(form).find((row) => row.contains(document.activeElement)),
) {
  const rows = new Map(rowsOf(form).map((row) => [idOf(row), row]));
  const inOrder = order.flatMap((id) => rows.get(id) ?? []);
  const at = still ? inOrder.indexOf(still) : -1;
  if (!still || at < 0) return listOf(form).append(...inOrder);
  still.before(...inOrder.slice(0, at));
  return still.after(...inOrder.slice(at + 1));
}
