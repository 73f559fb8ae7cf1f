/**
 * What there is to see before an exam is handed in: every question, answered or not.
 *
 * @import { Exam } from "./exam.js"
 */

import { button, el } from "../dom.js";
import { answered, sections, standing } from "./questions.js";

/** What ends an attempt at a locked exam. */
export const HAND_IN = "Hand in and see whether you passed";

/**
 * Returns the place for the focus, then the screen.
 * @param {Exam} exam
 * @param {HTMLElement} forms
 * @returns {HTMLElement[]}
 */
export function review(exam, forms) {
  const title = titled(exam, "Before you hand in");
  const missing = exam.asked.length - answered(exam);
  const isGraded = exam.asked.every(({ points }) => points !== "0");
  const would = `${missing === 1 ? "it" : "they"} would count as not right${isGraded ? "" : ", where graded"}`;
  const summary = missing
    ? `You have ${missing} unanswered: ${would}.`
    : `All ${exam.asked.length} questions are answered.`;
  /** @param {import("../items/item.js").Item} item */
  const row = (item) => {
    const index = exam.asked.indexOf(item);
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
      button("Back to the questions", () => exam.go("questions"), "quiet"),
      exam.lock
        ? button(HAND_IN, () => exam.lock?.end(exam))
        : button("Go on to hand in", () => exam.go("hand-in")),
    ),
  ];
}

/**
 * Returns links to the questions without an answer.
 * @param {Exam} exam
 */
function unanswered(exam) {
  const links = exam.asked.flatMap((item, index) => {
    if (!standing(exam, item).startsWith("no")) return [];
    const go = (/** @type {Event} */ event) => {
      event.preventDefault();
      exam.go("questions", index);
    };
    return [el("a", { href: `#${item.form.id}`, click: go }, String(index + 1)), " "];
  });
  return el("p", { class: "lr-missing" }, "Go to question ", ...links);
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
