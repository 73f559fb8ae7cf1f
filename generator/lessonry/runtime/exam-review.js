/**
 * What there is to see before an exam is handed in: every question, answered or not.
 *
 * @import { Exam } from "./exam.js"
 */

import { button, count, el } from "./dom.js";
import { answered, standing } from "./exam-questions.js";

/**
 * Returns the place for the focus, then the screen.
 * @param {Exam} exam
 * @returns {HTMLElement[]}
 */
export function review(exam) {
  const title = titled(exam, "Before you hand in");
  const missing = exam.asked.length - answered(exam);
  const summary = missing
    ? `${count(missing, "question")} ${missing === 1 ? "has" : "have"} no answer yet, and would count as not right.`
    : `All ${exam.asked.length} questions are answered.`;
  const rows = exam.asked.map((item, index) => {
    const words = standing(exam, item);
    const stem = item.form.querySelector(".lr-stem")?.textContent ?? "";
    const go = (/** @type {Event} */ event) => {
      event.preventDefault();
      exam.go("questions", index);
    };
    const link = el(
      "a",
      { href: `#${item.form.id}`, click: go },
      el("span", {}, `Question ${index + 1}`),
      " ",
      el("span", { class: "lr-row-stem" }, stem),
    );
    return el(
      "li",
      { "data-lr-cell": words },
      link,
      " ",
      el("span", { class: "lr-row-state" }, words),
    );
  });
  return [
    title,
    title,
    el("p", missing ? { class: "lr-notice" } : {}, summary),
    el("ol", { class: "lr-rows" }, ...rows),
    el(
      "div",
      { class: "lr-actions" },
      button("Back to the questions", () => exam.go("questions"), "quiet"),
      button("Go on to hand in", () => exam.go("hand-in")),
    ),
  ];
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
