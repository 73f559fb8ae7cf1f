/**
 * The course map with what the learner has done in it, and the one button to go on with.
 *
 * @import { ExamStanding, LessonStanding, Standing } from "./standing.js"
 */

import outline from "../outline.js";
import { read } from "../store/store.js";
import { counted, say } from "../words.js";
import { follow } from "./follow.js";
import { addressOf } from "./places.js";
import { standingOf } from "./standing.js";
import { isolated, timeLeft, waitsFor } from "./titles.js";

/**
 * Brings a course map to life.
 * @param {HTMLElement} map
 */
export function mount(map) {
  const course = map.dataset.lrCourse ?? "";
  const show = () => {
    const standing = standingOf(outline, read(course));
    showWhole(map, standing);
    showModules(map, standing);
    showLessons(map, standing);
    showExams(map, standing);
  };
  show();
  follow(course, map, show);
}

/**
 * @param {HTMLElement} map
 * @param {Standing} standing
 */
function showWhole(map, { done, isComplete, last, minutesLeft, next, of, share }) {
  const isBegun = last !== null || done > 0;
  // Rounded down, and 100 only where nothing is left.
  const percent = Math.floor(share * 100 + 1e-9);
  draw(map.querySelector(".lr-course-ring"), isComplete ? 1 : share);
  map.toggleAttribute("data-lr-complete", isComplete);
  write(map, "[data-lr-course-percent]", isBegun ? say("{n} %", { n: percent }) : "");
  const resume = map.querySelector("[data-lr-resume]");
  if (resume instanceof HTMLAnchorElement && isBegun) {
    resume.textContent = next ? say("Go on") : say("Look again");
    if (next) resume.href = addressOf(next.url) + next.hash;
  }
  if (!isBegun) return;
  const count = counted(of, "{done} of {n} lesson done", "{done} of {n} lessons done", { done });
  write(map, "[data-lr-course-count]", isComplete ? say("You have finished the course.") : count);
  write(map, "[data-lr-course-left]", isComplete ? count : timeLeft(minutesLeft));
  const line = next ? say("Next: “{lesson}”", { lesson: isolated(next.title) }) : "";
  write(map, "[data-lr-course-next]", line);
}

/**
 * @param {HTMLElement} map
 * @param {Standing} standing
 */
function showModules(map, { modules }) {
  for (const { done, id, minutesLeft, of, share } of modules) {
    const place = map.querySelector(`[data-lr-map-module="${CSS.escape(id)}"]`);
    if (!(place instanceof HTMLElement)) continue;
    draw(place, share);
    place.dataset.lrDone = String(of > 0 && done === of);
    const count = counted(of, "{done} of {n} lesson done", "{done} of {n} lessons done", { done });
    const all = counted(of, "{n} lesson", "{n} lessons");
    write(place, "[data-lr-module-count]", done ? count : all);
    if (done && minutesLeft) {
      write(place, "[data-lr-module-time]", timeLeft(minutesLeft));
    }
  }
}

/**
 * @param {HTMLElement} map
 * @param {Standing} standing
 */
function showLessons(map, { isComplete, last, lessons, next }) {
  const here = next && !next.isExam ? next.id : last;
  /** @type {NodeListOf<HTMLElement>} */
  const rows = map.querySelectorAll("[data-lr-map-lesson]");
  for (const row of rows) {
    const id = row.dataset.lrMapLesson ?? "";
    const lesson = lessons[id];
    if (!lesson) continue;
    row.dataset.lrState = lesson.state;
    write(row, "[data-lr-state-words]", wordsOf(lesson));
    const isHere = last !== null && !isComplete && id === here;
    row.toggleAttribute("data-lr-here-now", isHere);
    row.querySelector("[data-lr-here]")?.toggleAttribute("hidden", !isHere);
    const link = row.querySelector("a");
    if (isHere) link?.setAttribute("aria-current", "step");
    else link?.removeAttribute("aria-current");
  }
}

/** @param {LessonStanding} lesson */
function wordsOf({ answered, isChanged, of, state, waits }) {
  if (state === "closed") return waitsFor(waits);
  if (isChanged) return say("changed since you read it");
  if (state === "done") return say("done");
  if (state === "new") return "";
  return answered
    ? counted(of, "{answered} of {n} answered", "{answered} of {n} answered", { answered })
    : say("begun");
}

/**
 * @param {HTMLElement} map
 * @param {Standing} standing
 */
function showExams(map, { exams }) {
  /** @type {NodeListOf<HTMLElement>} */
  const goals = map.querySelectorAll("[data-lr-map-exam]");
  for (const goal of goals) {
    const exam = exams[goal.dataset.lrMapExam ?? ""];
    if (!exam) continue;
    goal.dataset.lrState = exam.state === "passed" ? "done" : exam.state;
    write(goal, "[data-lr-state-words]", examWords(exam));
  }
}

/**
 * Returns how an exam stands, in words; of an answer lock what it told.
 * @param {ExamStanding} exam
 */
function examWords({ state, waits }) {
  const words = {
    new: "",
    closed: state === "closed" ? waitsFor(waits) : "",
    begun: say("You have begun."),
    ended: say("You have handed in: see whether you passed."),
    failed: say("You have not passed yet."),
    passed: say("You have passed."),
    "handed-in": say("Your exam is finished: send the file if you have not."),
  };
  return words[state];
}

/**
 * Draws a ring as far as a share.
 * @param {Element | null} place
 * @param {number} share  From 0 to 1.
 */
function draw(place, share) {
  const ring = place?.querySelector("[data-lr-ring]");
  // A little more than all of it, so that the ends meet.
  ring?.setAttribute("stroke-dasharray", share < 1 ? `${share * 100} 100` : "101 100");
}

/**
 * @param {Element} place
 * @param {string} hook
 * @param {string} text
 */
function write(place, hook, text) {
  const part = place.querySelector(hook);
  if (part && part.textContent !== text) part.textContent = text;
}
