/**
 * The questions of an exam: one a screen with a grid of all, or all on one page.
 *
 * @import { Exam } from "./exam.js"
 * @import { Item } from "./items/item.js"
 */

import { button, el } from "./dom.js";
import { focusAnswer, isEmpty } from "./items/item.js";

/**
 * Returns how an item stands, in words.
 * @param {Exam} exam
 * @param {Item} item
 */
export function standing(exam, item) {
  const given = exam.given(item);
  return (
    (isEmpty(given?.values ?? []) ? "no answer yet" : "answered") +
    (given?.flag ? ", to come back to" : "")
  );
}

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

  const cells = asked.map((_, index) =>
    button(String(index + 1), () => exam.go("questions", index)),
  );
  const tally = el("p", { class: "lr-quiz-count" });
  const flag = el("input", { type: "checkbox" });
  const refresh = () => {
    for (const [index, cell] of cells.entries()) {
      const words = standing(exam, asked[index]);
      cell.className = "lr-cell";
      cell.dataset.lrCell = words;
      cell.setAttribute("aria-label", `Question ${index + 1}, ${words}`);
      if (one && index === position) cell.setAttribute("aria-current", "step");
    }
    const full = asked.filter(
      ({ id }) => !isEmpty(exam.current?.responses[id]?.values ?? []),
    ).length;
    tally.textContent = `${full} of ${asked.length} answered`;
    flag.checked = exam.given(item)?.flag ?? false;
  };
  flag.addEventListener("change", () => {
    exam.keep(item, flag.checked);
    refresh();
  });
  forms.oninput = refresh;
  refresh();

  const last = position === asked.length - 1;
  const grid = el(
    "nav",
    { class: "lr-grid", "aria-label": "Questions of this exam" },
    tally,
    el("div", { class: "lr-cells" }, ...cells),
  );
  const toReview = button(
    "Review and hand in",
    () => exam.go("review"),
    one && !last ? "quiet" : "",
  );
  const actions = el("div", { class: "lr-actions" });
  if (one && position)
    actions.append(button("Previous", () => exam.go("questions", position - 1), "quiet"));
  if (one && !last) {
    // The submit button of the form that is shown: Enter in it means the same.
    const next = button("Next", () => {});
    next.type = "submit";
    next.setAttribute("form", item.form.id);
    actions.append(next);
  }
  actions.append(toReview);
  const mark = el("label", { class: "lr-flag" }, flag, el("span", {}, "Come back to this one"));
  const legend = /** @type {HTMLElement} */ (item.form.querySelector("legend"));
  return [legend, forms, ...(one ? [mark] : []), actions, grid];
}
