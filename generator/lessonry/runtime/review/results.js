/**
 * What is known and what is weak, and how the exams stand: in words.
 *
 * @import { Outline } from "../outline.js"
 * @import { ExamWord, Standing } from "../course/standing.js"
 * @import { HandedIn, State } from "../store/store.js"
 * @import { Objective } from "./known.js"
 */

import { el, icon } from "../dom.js";
import { pointsOf } from "../figures.js";
import { parse } from "../rational.js";
import { counted, say, sayWith } from "../words.js";
import { addressOf, lessonOf } from "./course.js";
import { wordOf } from "./known.js";
import { dayWords } from "./when.js";

/**
 * Returns the section on objectives: what is worth another look first, with the way there.
 * @param {Objective[]} all
 */
export function results(all) {
  const told = all.filter(({ answered }) => answered);
  if (!told.length) return null;
  const of = (/** @type {string} */ word) => told.filter((one) => wordOf(one) === word);
  const [weak, known, begun] = [of("weak"), of("known"), of("begun")];
  const left = all.length - told.length;
  return el(
    "section",
    { "aria-labelledby": "lr-progress-known" },
    el("h2", { id: "lr-progress-known" }, say("What you know")),
    weak.length > 0
      ? group(say("Worth another look"), "wrong", weak)
      : el("p", {}, say("Nothing that you were asked is weak.")),
    begun.length > 0 && group(say("Right so far"), "partly", begun),
    known.length > 0 && group(say("You know this"), "right", known),
    left > 0 &&
      el(
        "p",
        { class: "lr-small" },
        counted(left, "{n} goal is not asked yet.", "{n} goals are not asked yet."),
      ),
  );
}

/**
 * @param {string} title
 * @param {"right" | "wrong" | "partly"} tone
 * @param {Objective[]} objectives
 */
function group(title, tone, objectives) {
  const rows = objectives.map(({ answered, lesson: id, right, text }) => {
    const lesson = lessonOf(id);
    const count = counted(answered, "{right} of {n} right", "{right} of {n} right", { right });
    const link = lesson && el("a", { href: addressOf(lesson.url) }, lesson.title);
    return el(
      "li",
      {},
      el("span", { class: "lr-progress-name" }, text),
      el(
        "span",
        { class: "lr-progress-facts" },
        el("span", {}, count),
        link ? el("span", {}, link) : null,
      ),
    );
  });
  const heading = el(
    "h3",
    { "data-lr-tone": tone },
    icon(tone === "wrong" ? "partly" : true),
    title,
  );
  return el(
    "div",
    { class: "lr-progress-known" },
    heading,
    el("ul", { class: "lr-progress-rows" }, ...rows),
  );
}

/**
 * Returns the section on exams; nothing where the course has none.
 * @param {Outline} outline
 * @param {Standing} standing
 * @param {State} state
 */
export function exams(outline, standing, state) {
  if (!outline.exams.length) return null;
  const rows = outline.exams.map(({ id, title, url }) => {
    const { state: word, waits } = standing.exams[id];
    const attempts = state.exams[id]?.attempts ?? [];
    const facts = [words(word, waits), ...more(attempts)].map((text) =>
      el("span", {}, ...(Array.isArray(text) ? text : [text])),
    );
    const tone = word === "passed" ? "right" : false;
    return el(
      "li",
      { "data-lr-tone": tone },
      el("a", { class: "lr-progress-name", href: addressOf(url) }, title),
      el("span", { class: "lr-progress-facts" }, tone && icon(true), ...facts),
    );
  });
  return el(
    "section",
    { "aria-labelledby": "lr-progress-exams" },
    el("h2", { id: "lr-progress-exams" }, counted(rows.length, "The exam", "The exams")),
    el("ul", { class: "lr-progress-rows" }, ...rows),
  );
}

/**
 * Returns how an exam stands, in words.
 * @param {ExamWord} word
 * @param {string[]} waits
 * @returns {string | (Node | string)[]}
 */
function words(word, waits) {
  if (word === "passed") return say("Passed");
  if (word === "begun") return say("Begun and not handed in");
  if (word === "ended") return say("Handed in: open it to see whether you passed");
  if (word === "handed-in") return say("Handed in: send the file if you have not");
  if (word === "failed") return say("Not passed yet");
  if (word === "new") return say("Not tried yet");
  const lesson = lessonOf(waits[0]);
  if (waits.length > 1 || !lesson) {
    return counted(waits.length, "Opens after {n} more lesson", "Opens after {n} more lessons");
  }
  const link = el("a", { href: addressOf(lesson.url) }, lesson.title);
  return sayWith("Opens after {lesson}", { lesson: link });
}

/**
 * Returns what else there is to say: points, attempts, the day of the last.
 * @param {HandedIn[]} attempts
 */
function more(attempts) {
  const passed = attempts.find(({ locked }) => locked?.state === "passed")?.locked;
  const last = attempts.reduce((day, { ended }) => (ended > day ? ended : day), "");
  return [
    passed?.score && passed.maxScore ? pointsOf(parse(passed.score), parse(passed.maxScore)) : "",
    attempts.length ? counted(attempts.length, "{n} attempt", "{n} attempts") : "",
    last && Number.isFinite(Date.parse(last))
      ? say("last: {day}", { day: dayWords(last, Date.now()) })
      : "",
  ].filter(Boolean);
}
