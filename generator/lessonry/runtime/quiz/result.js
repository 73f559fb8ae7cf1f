/**
 * How a practice quiz went: dots, a line, and at the end what was reached and what to read again.
 *
 * @import { Asked } from "./quiz.js"
 * @import { ItemState } from "../store/store.js"
 */

import { el, icon } from "../dom.js";
import { perCent, pointsOf } from "../figures.js";
import { compare, greater, over, parse, sum, times } from "../rational.js";
import { counted, say } from "../words.js";

/**
 * Returns the score that counts of an item: of the first try, the best, or the last.
 * @param {ItemState | undefined} state
 * @param {string} grading
 */
function scoreOf(state, grading) {
  if (!state?.first) return "0";
  if (grading === "last") return state.score;
  return grading === "best" ? greater(state.score, state.best) : state.first.score;
}

/** @param {Asked[]} asked */
const graded = (asked) => asked.filter(({ points }) => points !== "0");

/**
 * Returns how an item stands: right, partly, wrong, kept (not graded), or nothing yet.
 * @param {ItemState | undefined} state
 * @param {string} [score]
 */
export function standing(state, score = state?.score) {
  if (!state?.first) return "";
  if (state.maxScore === "0") return "kept";
  if (score === state.maxScore) return "right";
  return score === "0" ? "wrong" : "partly";
}

/**
 * Returns one dot an item; the words beside them say the same.
 * @param {Asked[]} asked
 */
export function pips(asked) {
  const dots = asked.map(({ state }) => el("span", { "data-lr-pip": standing(state) }));
  return el("span", { class: "lr-pips", "aria-hidden": "true" }, ...dots);
}

/** Returns what is said where nothing is right or wrong. */
export const thanks = () => say("Thank you. Your answers are kept in this browser.");

/**
 * Returns in one line how many are right.
 * @param {Asked[]} asked
 * @param {string} grading
 */
export function summary(asked, grading) {
  const all = graded(asked);
  if (!all.length) return thanks();
  const right = all.filter(({ state }) => scoreOf(state, grading) === state?.maxScore);
  const [n, total] = [right.length, { total: all.length }];
  switch (grading) {
    case "best":
      return counted(
        n,
        "{n} of {total} right at the best try.",
        "{n} of {total} right at the best try.",
        total,
      );
    case "last":
      return counted(
        n,
        "{n} of {total} right at the last try.",
        "{n} of {total} right at the last try.",
        total,
      );
    default:
      return counted(
        n,
        "{n} of {total} right at the first try.",
        "{n} of {total} right at the first try.",
        total,
      );
  }
}

/**
 * Returns the result: points, pass mark, objectives, and what to read again.
 * @param {HTMLElement} section
 * @param {Asked[]} asked
 * @param {string} grading
 * @returns {HTMLElement[]}
 */
export function result(section, asked, grading) {
  const all = graded(asked);
  if (!all.length) return [];
  const reached = sum(all.map(({ state }) => scoreOf(state, grading)));
  const most = sum(all.map(({ points }) => points));
  const title = section.querySelector(".lr-quiz-title");
  const level = Math.min(6, Number(title?.tagName[1] ?? 3) + 1);
  const heading = el(
    /** @type {"h4"} */ (`h${level}`),
    { class: "lr-result-title" },
    pointsOf(reached, most),
    el("span", { class: "lr-result-share" }, ` · ${perCent(over(reached, most))}`),
  );
  const parts = [heading, passed(section, reached, most), objectives(section, all, grading)];
  parts.push(again(section, all, grading));
  return parts.filter((part) => part !== null);
}

/**
 * Returns whether the pass mark is reached, in words; nothing where there is none.
 * @param {HTMLElement} section
 * @param {import("../rational.js").Rational} reached
 * @param {import("../rational.js").Rational} most
 */
function passed({ dataset }, reached, most) {
  const { lrPassMark: mark = "", lrNeeded: needed = "" } = dataset;
  if (!needed) return null;
  const limit = needed.endsWith("*") ? times(parse(needed.slice(0, -1)), most) : parse(needed);
  const enough = compare(reached, limit) >= 0;
  const text = enough
    ? say("That is enough: {mark} were needed.", { mark })
    : say("That is not enough yet: {mark} are needed.", { mark });
  const state = enough ? "right" : "wrong";
  return el("p", { class: "lr-result-pass", "data-lr-tone": state }, icon(enough), text);
}

/**
 * Returns how each objective stands; nothing where the items name none.
 * @param {HTMLElement} section
 * @param {Asked[]} all
 * @param {string} grading
 */
function objectives(section, all, grading) {
  const rows = known(section).flatMap(({ id, text }) => {
    const items = all.filter(({ form }) => form.dataset.lrObjective === id);
    if (!items.length) return [];
    const right = items.filter(({ state }) => scoreOf(state, grading) === state?.maxScore).length;
    const bar = el("progress", { max: String(items.length), value: String(right) });
    bar.setAttribute("aria-hidden", "true");
    const total = { total: items.length };
    const said = counted(right, "{n} of {total} right", "{n} of {total} right", total);
    const number = el("span", { class: "lr-result-count" }, said);
    return [el("li", {}, el("span", {}, text), bar, number)];
  });
  return rows.length ? el("ul", { class: "lr-result-objectives" }, ...rows) : null;
}

/**
 * Returns links to what explains the items that were missed; nothing where none was.
 * @param {HTMLElement} section
 * @param {Asked[]} all
 * @param {string} grading
 */
function again(section, all, grading) {
  const missed = all.filter(({ state }) => scoreOf(state, grading) !== state?.maxScore);
  const lessons = known(section);
  /** @type {Map<string, string>} */
  const links = new Map();
  for (const { form, answer } of missed) {
    /** @type {HTMLAnchorElement | null | undefined} */
    const link = answer?.querySelector("[data-lr-explanation] a[href]");
    const lesson = lessons.find(({ id }) => id === form.dataset.lrObjective);
    if (link && link.origin === location.origin) links.set(link.href, link.textContent ?? "");
    else if (lesson?.href) links.set(lesson.href, lesson.title);
  }
  if (!links.size) return null;
  const rows = [...links].map(([href, text]) => el("li", {}, el("a", { href }, text)));
  const title = el("p", { class: "lr-kicker" }, say("Read again"));
  return el("div", { class: "lr-result-again" }, title, el("ul", {}, ...rows));
}

/**
 * Returns the objectives that the page knows of, each with the lesson that teaches it.
 * @param {HTMLElement} section
 */
function known(section) {
  /** @type {NodeListOf<HTMLElement>} */
  const rows = section.querySelectorAll("[data-lr-objectives] > li");
  return Array.from(rows, (row) => {
    const link = row.querySelector("a");
    return {
      id: row.dataset.lrObjectiveId ?? "",
      text: row.querySelector("span")?.textContent ?? "",
      href: link?.href ?? "",
      title: link?.textContent ?? "",
    };
  });
}
