/**
 * The questions of an exam: one a screen with a grid of all, or all on one page.
 *
 * @import { Exam } from "./exam.js"
 * @import { Item } from "../items/item.js"
 */

import { button, el } from "../dom.js";
import { focusAnswer, isEmpty } from "../items/item.js";
import { counted, say } from "../words.js";

/**
 * Returns whether an item has no answer yet.
 * @param {Exam} exam
 * @param {Item} item
 */
export const isOpen = (exam, item) => isEmpty(exam.given(item)?.values ?? [], item.kind, item.form);

/**
 * Returns how an item stands: for the style, and in words.
 * @param {Exam} exam
 * @param {Item} item
 */
export function standing(exam, item) {
  const flag = exam.given(item)?.flag ?? false;
  const state = `${isOpen(exam, item) ? "open" : "answered"}${flag ? " flagged" : ""}`;
  const words = isOpen(exam, item)
    ? flag
      ? say("no answer yet, to come back to")
      : say("no answer yet")
    : flag
      ? say("answered, to come back to")
      : say("answered");
  return { state, words };
}

/**
 * Returns how many of the asked items have an answer.
 * @param {Exam} exam
 */
export const answered = (exam) => exam.asked.filter((item) => !isOpen(exam, item)).length;

/**
 * Returns the place for the focus, then the screen.
 * @param {Exam} exam
 * @param {HTMLElement} forms
 * @param {number} position
 * @returns {HTMLElement[]}
 */
export function questions(exam, forms, position) {
  const { asked, one } = exam;
  const item = asked[position];
  if (one) for (const { form } of asked) form.hidden = form !== item.form;
  for (const { place } of sections(exam, forms)) {
    place.hidden = !place.querySelector("form[data-lr-item]:not([hidden])");
  }
  for (const [index, { form }] of asked.entries()) {
    form.onsubmit = (event) => {
      event.preventDefault();
      const next = asked[index + 1];
      if (!next) exam.go("review");
      else if (one) exam.go("questions", index + 1);
      else focusAnswer(next.form);
    };
  }
  exam.place(position);

  const { whole, refresh } = grid(exam, forms, one ? position : -1);
  const flag = el("input", { type: "checkbox" });
  flag.checked = exam.given(item)?.flag ?? false;
  flag.addEventListener("change", () => {
    exam.keep(item, flag.checked);
    refresh();
  });
  forms.oninput = refresh;

  const last = position === asked.length - 1;
  const toReview = button(say("Review and hand in"), () => exam.go("review"), one ? "quiet" : "");
  const actions = el("div", { class: "lr-actions" });
  if (one && position) {
    actions.append(button(say("Previous"), () => exam.go("questions", position - 1), "quiet"));
  }
  if (one) actions.append(submitOf(item.form, last ? say("Review and hand in") : say("Next")));
  if (!one || !last) actions.append(toReview);
  const come = el(
    "label",
    { class: "lr-flag" },
    flag,
    el("span", {}, say("Come back to this one")),
  );
  const legend = /** @type {HTMLElement} */ (item.form.querySelector("legend"));
  return [legend, forms, ...(one ? [come] : []), actions, whole];
}

/**
 * Returns the grid of all questions, and what brings it up to date.
 * @param {Exam} exam
 * @param {HTMLElement} forms
 * @param {number} position  Of the question that is shown alone; -1 where all are shown.
 */
function grid(exam, forms, position) {
  const cells = exam.asked.map((_, index) => {
    const cell = button(String(index + 1), () => exam.go("questions", index));
    cell.className = "lr-cell";
    if (index === position) cell.setAttribute("aria-current", "step");
    return cell;
  });
  const tally = el("p", { class: "lr-quiz-count" });
  const refresh = () => {
    for (const [index, cell] of cells.entries()) {
      const { state, words } = standing(exam, exam.asked[index]);
      const label = say("Question {n}, {state}", { n: index + 1, state: words });
      cell.dataset.lrCell = state;
      cell.setAttribute("aria-label", label);
    }
    const total = exam.asked.length;
    tally.textContent = counted(
      answered(exam),
      "{n} of {total} answered",
      "{n} of {total} answered",
      { total },
    );
  };
  refresh();
  const groups = sections(exam, forms).map(({ title, items }) => {
    const own = items.map((item) => cells[exam.asked.indexOf(item)]);
    return { title, row: el("div", { class: "lr-cells" }, ...own) };
  });
  const tables =
    groups.filter(({ title }) => title).length > 1
      ? groups.flatMap(({ title, row }) => [...(title ? [named(row, title)] : []), row])
      : [el("div", { class: "lr-cells" }, ...cells)];
  const label = say("Questions of this exam");
  const whole = el("nav", { class: "lr-grid", "aria-label": label }, tally, ...tables);
  return { whole, refresh };
}

/**
 * Returns the words above a group of cells, which name it for those who hear them.
 * @param {HTMLElement} row
 * @param {string} title
 */
function named(row, title) {
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", title);
  return el("p", { class: "lr-cells-title", "aria-hidden": "true" }, title);
}

/**
 * Returns the sections of the exam that are asked, each with its asked items in their order.
 * @param {Exam} exam
 * @param {HTMLElement} forms  What holds them: it is off the page while other screens are shown.
 */
export function sections(exam, forms) {
  /** @type {NodeListOf<HTMLElement>} */
  const places = forms.querySelectorAll("[data-lr-section]");
  return Array.from(places, (place) => ({
    place,
    title: place.querySelector("[data-lr-section-title]")?.textContent?.trim() ?? "",
    items: exam.asked.filter(({ form }) => place.contains(form)),
  })).filter(({ place, items }) => {
    if (!items.length) place.hidden = true;
    return items.length > 0;
  });
}

/**
 * Returns a button that submits `form` from outside it: Enter in the form means the same.
 * @param {HTMLFormElement} form
 * @param {string} text
 */
function submitOf(form, text) {
  const made = button(text, () => {});
  made.type = "submit";
  made.setAttribute("form", form.id);
  return made;
}
