/**
 * The end of a lesson: how one stands in it, and the one way on.
 *
 * A lesson whose questions make it done says how many are left. One without says so by a button, or by
 * going on; that it was scrolled to its end says nothing.
 *
 * @import { State } from "../store/store.js"
 * @import { OutlinedLesson } from "../outline.js"
 * @import { Standing } from "./standing.js"
 */

import { button, el, icon } from "../dom.js";
import outline from "../outline.js";
import { counted, say } from "../words.js";
import { addressOf } from "./places.js";
import { ahead, standingOf } from "./standing.js";
import { lessons } from "./titles.js";

/**
 * Takes care of the end of a lesson's page.
 * @param {OutlinedLesson} lesson
 * @param {(isDone?: boolean) => void} finish  Notes that the lesson is done, or that it is not.
 */
export function ending(lesson, finish) {
  /** @type {HTMLElement | null} */
  const place = document.querySelector("[data-lr-lesson-standing]");
  /** @type {HTMLAnchorElement | null} */
  const next = document.querySelector("[data-lr-next]");
  let byReading = false;
  let isSettled = false;
  next?.addEventListener("click", () => {
    if (byReading && !isSettled) finish();
  });
  return {
    /** The way on from a closed lesson stands where its text would. */
    close() {
      if (place) place.hidden = true;
      if (next) next.hidden = true;
    },
    /**
     * @param {Standing} standing
     * @param {State} state
     */
    show(standing, state) {
      const stands = standing.lessons[lesson.id];
      byReading = stands.byReading;
      isSettled = stands.state === "done" && !stands.isChanged;
      if (place) {
        place.hidden = false;
        showStanding(place, lesson, stands, finish);
      }
      if (next) {
        next.hidden = false;
        lead(next, lesson, state, standing);
      }
    },
  };
}

/**
 * @param {HTMLElement} place
 * @param {OutlinedLesson} lesson
 * @param {Standing["lessons"][string]} stands
 * @param {(isDone?: boolean) => void} finish
 */
function showStanding(place, lesson, { answered, byReading, of, state }, finish) {
  const isDone = state === "done";
  const key = `${isDone} ${byReading} ${answered} ${of}`;
  if (place.dataset.lrShown === key) return;
  place.dataset.lrShown = key;
  place.dataset.lrDone = String(isDone);
  const hadFocus = place.contains(document.activeElement);
  const undo = button(say("Not yet"), () => finish(false), "plain");
  const mark = button(say("Mark as done"), () => finish(), "quiet");
  const words = isDone
    ? say("You have done this lesson.")
    : byReading
      ? say("Done with this lesson?")
      : counted(
          of,
          "{answered} of {n} question answered.",
          "{answered} of {n} questions answered.",
          {
            answered,
          },
        );
  const more =
    isDone || byReading
      ? ""
      : answered < of
        ? say("The lesson is done when all of them are.")
        : tooFew(lesson);
  place.replaceChildren(
    el("span", { class: "lr-lesson-state", "aria-hidden": "true" }, icon(true)),
    el("p", { role: "status" }, words, more ? ` ${more}` : ""),
    ...(byReading ? [isDone ? undo : mark] : []),
  );
  if (hadFocus) place.querySelector("button")?.focus();
}

/**
 * Returns what helps where all is answered and too little of it is right.
 * @param {OutlinedLesson} lesson
 */
function tooFew({ quizzes }) {
  const byFirst = quizzes.some(({ grading, needed }) => needed && (grading ?? "first") === "first");
  return byFirst
    ? say("More of them must be right at the first try before the lesson is done: start over.")
    : say("More of them must be right before the lesson is done: try the missed ones again.");
}

/**
 * Lets the one button lead on: to the next lesson, to what is left, to the exam, or home.
 * @param {HTMLAnchorElement} next
 * @param {OutlinedLesson} lesson
 * @param {State} state
 * @param {Standing} standing
 */
function lead(next, lesson, state, standing) {
  const isDone = standing.lessons[lesson.id].state === "done";
  // Going on is what makes a lesson without questions done.
  const note = { value: lesson.digest || "0", at: "" };
  const then = standing.lessons[lesson.id].byReading
    ? standingOf(outline, { ...state, notes: { ...state.notes, [`done/${lesson.id}`]: note } })
    : standing;
  const all = lessons();
  const after = all[all.indexOf(lesson) + 1];
  const exam = after ? undefined : outline.exams.find(({ url }) => url !== lesson.url);
  const following = after ?? exam;
  const waiting = exam ? then.exams[exam.id] : after && then.lessons[after.id];
  const isClosed = waiting?.state === "closed";
  const isPassed = exam && then.exams[exam.id].state === "passed";
  /** @type {ReturnType<typeof ahead>} */
  let goal = following ?? null;
  let word = say("Next");
  if (isClosed && !isDone && waiting.waits.join() === lesson.id) {
    word = say("Next, when this lesson is done");
  } else if (!following || isClosed || isPassed) {
    goal = ahead(outline, then, lesson.id);
    if (goal && goal !== following) word = say("Still to do");
  }
  if (!goal) word = say("Back to the course");
  set(next, "[data-lr-next-word]", word);
  set(next, "[data-lr-next-title]", goal?.title ?? outline.title);
  const href = addressOf(goal?.url ?? outline.home);
  if (next.href !== href) next.href = href;
}

/**
 * @param {HTMLElement} place
 * @param {string} hook
 * @param {string} text
 */
function set(place, hook, text) {
  const part = place.querySelector(hook);
  if (part && part.textContent !== text) part.textContent = text;
}
