/**
 * The other courses of a learner on this site, with a way to make room where there is none.
 *
 * @import { State } from "../store/store.js"
 * @import { Standing } from "../course/standing.js"
 */

import { button, el } from "../dom.js";
import { dropCourse, noteCourse, otherCourses } from "../store/courses.js";
import { trouble } from "../store/store.js";
import { counted, say } from "../words.js";
import { addressOf, outline } from "./course.js";
import { dayWords } from "./when.js";

/**
 * Notes for this site's other courses that this one was begun, and how far it is.
 * @param {string} course
 * @param {State} state
 * @param {Pick<Standing, "done" | "of">} standing
 */
export function noteBegun(course, state, { done, of }) {
  const at = lastAt(state);
  const path = new URL(addressOf(outline.progress)).pathname;
  if (at) noteCourse(course, { title: outline.title, path, done, of }, at);
}

/**
 * Returns when something was done in a course last; nothing where nothing was.
 * @param {State} state
 */
export function lastAt({ exams, lessons, quizzes }) {
  const items = Object.values(quizzes).flatMap(({ items }) => Object.values(items));
  const handed = Object.values(exams).flatMap(({ attempts, current }) => [
    ...attempts.map(({ ended }) => ended),
    current?.at ?? "",
  ]);
  const all = [...Object.values(lessons), ...items].map(({ at }) => at);
  return [...all, ...handed].reduce((last, at) => (at > last ? at : last), "");
}

/**
 * Returns the section on other courses; nothing where there are none.
 * @param {string} course
 * @param {() => void} changed
 */
export function elsewhere(course, changed) {
  const others = otherCourses(course);
  if (!others.length) return null;
  const rows = others.map((other) => {
    const { at, done, key, of, path, title } = other;
    const far = counted(of, "{done} of {n} lesson done", "{done} of {n} lessons done", { done });
    const used = say("last used: {day}", { day: dayWords(at, Date.now()) });
    const row = el(
      "li",
      {},
      el("a", { href: path, class: "lr-progress-name" }, title),
      el("span", { class: "lr-progress-facts" }, el("span", {}, far), el("span", {}, used)),
    );
    if (trouble() === "full") row.append(room(key, title, changed));
    return row;
  });
  return el(
    "section",
    { "aria-labelledby": "lr-progress-others" },
    el("h2", { id: "lr-progress-others" }, say("Your other courses here")),
    trouble() === "full" &&
      el(
        "p",
        {},
        say(
          "Your browser has no room left for this site. Deleting the progress of a course that you no longer need makes room.",
        ),
      ),
    el("ul", { class: "lr-progress-rows" }, ...rows),
  );
}

/**
 * Returns what deletes the progress of another course, in two steps.
 * @param {string} key
 * @param {string} title
 * @param {() => void} changed
 */
function room(key, title, changed) {
  const place = el("span", { class: "lr-actions" });
  const ask = () => {
    const sure = button(
      say("Delete the progress of “{course}” for good", { course: title }),
      () => {
        dropCourse(key, true);
        changed();
      },
    );
    const keep = button(say("Keep it"), () => first().focus(), "quiet");
    place.replaceChildren(sure, keep);
    keep.focus();
  };
  const first = () => {
    const made = button(say("Delete its progress …"), ask, "plain");
    place.replaceChildren(made);
    return made;
  };
  first();
  return place;
}
