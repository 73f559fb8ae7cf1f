/**
 * The course map with what the learner has done in it, and the one button to go on with.
 *
 * @import { ExamState, State } from "../store/store.js"
 */

import { count } from "../dom.js";
import { read } from "../store/store.js";
import { isDone, markNavigation } from "./progress.js";

/**
 * Brings a course map to life.
 * @param {HTMLElement} map
 */
export function mount(map) {
  const state = read(map.dataset.lrCourse ?? "");
  showLessons(map, state);
  showExams(map, state);
  markNavigation(state);
}

/**
 * @param {HTMLElement} map
 * @param {State} state
 */
function showLessons(map, state) {
  /** @type {NodeListOf<HTMLElement>} */
  const found = map.querySelectorAll("[data-lr-map-lesson]");
  const rows = [...found];
  for (const row of rows) {
    const lesson = state.lessons[row.dataset.lrMapLesson ?? ""];
    if (!lesson) continue;
    const of = Number(row.dataset.lrOf);
    row.dataset.lrDone = String(isDone(lesson, of));
    const begun = lesson.answered ? `${lesson.answered} of ${of} answered` : "begun";
    say(row, "data-lr-state-words", isDone(lesson, of) ? "done" : begun);
  }
  const [last] = Object.entries(state.lessons).sort(([, a], [, b]) => (a.at < b.at ? 1 : -1));
  const at = rows.findIndex((row) => row.dataset.lrMapLesson === last?.[0]);
  if (at < 0) return;
  // On where one was, or with the next lesson where that one is done.
  const open = [...rows.slice(at), ...rows].find((row) => row.dataset.lrDone !== "true");
  const link = (open ?? rows[at]).querySelector("a");
  const resume = /** @type {HTMLAnchorElement | null} */ (map.querySelector("[data-lr-resume]"));
  if (resume && link) {
    resume.textContent = open ? "Go on" : "Look again";
    resume.href = link.href + (open === rows[at] ? (last[1].hash ?? "") : "");
  }
  const done = rows.filter((row) => row.dataset.lrDone === "true").length;
  const next = open ? ` Next: “${link?.textContent}”.` : "";
  say(map, "data-lr-course-count", `${done} of ${count(rows.length, "lesson")} done.${next}`);
  map.querySelector("[data-lr-course-bar]")?.setAttribute("value", String(done));
}

/**
 * @param {HTMLElement} map
 * @param {State} state
 */
function showExams(map, state) {
  /** @type {NodeListOf<HTMLElement>} */
  const goals = map.querySelectorAll("[data-lr-map-exam]");
  for (const goal of goals) {
    const exam = state.exams[goal.dataset.lrMapExam ?? ""];
    say(goal, "data-lr-state-words", exam ? standing(exam) : "");
  }
}

/**
 * Returns how an exam stands, in words; of an answer lock what it told.
 * @param {ExamState} exam
 */
function standing({ attempts, current }) {
  const states = attempts.map(({ locked }) => locked?.state);
  if (states.includes("passed")) return "You have passed.";
  if (current) return "You have begun.";
  if (states.includes("ended")) return "You have handed in: see whether you passed.";
  if (states.some(Boolean)) return "You have not passed yet.";
  return attempts.length ? "Your exam is finished: send the file if you have not." : "";
}

/**
 * @param {HTMLElement} place
 * @param {string} hook
 * @param {string} text
 */
function say(place, hook, text) {
  const part = place.querySelector(`[${hook}]`);
  if (part) part.textContent = text;
}
