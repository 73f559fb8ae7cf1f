/**
 * What there is to see before an exam is handed in: every question, answered or not.
 *
 * @import { Exam } from "./exam.js"
 */

import { button, el } from "../dom.js";
import { counted, say, sayWith } from "../words.js";
import { answered, isOpen, sections, standing } from "./questions.js";

/** Returns what the button says that ends an attempt at a locked exam. */
export const lastStep = () => say("Hand in and see whether you passed");

/**
 * Returns the place for the focus, then the screen.
 * @param {Exam} exam
 * @param {HTMLElement} forms
 * @returns {HTMLElement[]}
 */
export function review(exam, forms) {
  const title = titled(exam, say("Before you hand in"));
  const missing = exam.asked.length - answered(exam);
  const isGraded = exam.asked.every(({ points }) => points !== "0");
  const summary = !missing
    ? counted(exam.asked.length, "The one question is answered.", "All {n} questions are answered.")
    : isGraded
      ? counted(
          missing,
          "You have {n} unanswered: it would count as not right.",
          "You have {n} unanswered: they would count as not right.",
        )
      : counted(
          missing,
          "You have {n} unanswered: it would count as not right, where graded.",
          "You have {n} unanswered: they would count as not right, where graded.",
        );
  /** @param {import("../items/item.js").Item} item */
  const row = (item) => {
    const index = exam.asked.indexOf(item);
    const { state, words } = standing(exam, item);
    const stem = item.form.querySelector(".lr-stem")?.textContent ?? "";
    const go = (/** @type {Event} */ event) => {
      event.preventDefault();
      exam.go("questions", index);
    };
    const link = el(
      "a",
      { href: `#${item.form.id}`, click: go },
      el("span", {}, say("Question {n}", { n: index + 1 })),
      " ",
      el("span", { class: "lr-row-stem" }, stem),
    );
    return el(
      "li",
      { "data-lr-cell": state },
      link,
      " ",
      el("span", { class: "lr-row-state" }, words),
    );
  };
  const parts = sections(exam, forms);
  const areNamed = parts.filter(({ title }) => title).length > 1;
  let before = 0;
  const lists = parts.flatMap(({ title, items }) => {
    const list = el("ol", { class: "lr-rows", start: String(before + 1) }, ...items.map(row));
    before += items.length;
    if (!areNamed || !title) return [list];
    const heading = el("p", { class: "lr-rows-title" }, title);
    list.setAttribute("aria-label", title);
    return [heading, list];
  });
  return [
    title,
    title,
    el("p", missing ? { class: "lr-notice" } : {}, summary),
    ...(missing ? [unanswered(exam)] : []),
    ...lists,
    el(
      "div",
      { class: "lr-actions" },
      button(say("Back to the questions"), () => exam.go("questions"), "quiet"),
      exam.lock
        ? button(lastStep(), () => exam.lock?.end(exam))
        : button(say("Go on to hand in"), () => exam.go("hand-in")),
    ),
  ];
}

/**
 * Returns links to the questions without an answer.
 * @param {Exam} exam
 */
function unanswered(exam) {
  const links = exam.asked.flatMap((item, index) => {
    if (!isOpen(exam, item)) return [];
    const go = (/** @type {Event} */ event) => {
      event.preventDefault();
      exam.go("questions", index);
    };
    return [el("a", { href: `#${item.form.id}`, click: go }, String(index + 1)), " "];
  });
  const numbers = document.createDocumentFragment();
  numbers.append(...links);
  return el("p", { class: "lr-missing" }, ...sayWith("Go to question {numbers}", { numbers }));
}

/**
 * Returns a screen's heading, one level below the exam's title.
 * @param {Exam} exam
 * @param {string} text
 */
export function titled(exam, text) {
  const title = document.createElement(exam.heading);
  title.className = "lr-screen-title";
  title.textContent = text;
  return title;
}
