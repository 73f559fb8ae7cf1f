/**
 * Where the learner is in the course: noted on lessons, shown on the course map and in the navigation.
 *
 * @import { LessonState, State } from "./store.js"
 */

import { count, el, icon } from "./dom.js";
import { now, read, save } from "./store.js";

/**
 * Brings a course map or a lesson's head to life.
 * @param {HTMLElement} place
 */
export function mount(place) {
  const { lrCourse = "", lrLesson } = place.dataset;
  const state = read(lrCourse);
  if (lrLesson === undefined) showMap(place, state);
  else noteLesson(place, lrCourse, lrLesson);
  markNavigation(state);
}

/** A lesson is done when its checks are answered; one without checks when it was read. */
const isDone = (/** @type {LessonState | undefined} */ lesson, of = lesson?.of ?? 0) =>
  lesson !== undefined && lesson.answered >= of;

function showMap(/** @type {HTMLElement} */ map, /** @type {State} */ state) {
  const rows = /** @type {NodeListOf<HTMLElement>} */ (
    map.querySelectorAll("[data-lr-map-lesson]")
  );
  let done = 0;
  for (const row of rows) {
    const lesson = state.lessons[row.dataset.lrMapLesson ?? ""];
    if (!lesson) continue;
    const of = Number(row.dataset.lrOf);
    const whole = isDone(lesson, of);
    done += Number(whole);
    row.dataset.lrDone = String(whole);
    const words = row.querySelector("[data-lr-state-words]");
    if (words)
      words.textContent = whole
        ? "done"
        : lesson.answered
          ? `${lesson.answered} of ${of} answered`
          : "begun";
  }
  const fill = (/** @type {string} */ name, /** @type {string} */ text) => {
    const place = map.querySelector(`[${name}]`);
    if (place) place.textContent = text;
  };
  const visited = Object.entries(state.lessons).sort(([, a], [, b]) => (a.at < b.at ? 1 : -1));
  const last = [...rows].find((row) => row.dataset.lrMapLesson === visited[0]?.[0]);
  if (!last) return;
  // On to the next lesson where the last one is done.
  const open =
    [...rows].slice([...rows].indexOf(last)).find((row) => row.dataset.lrDone !== "true") ?? last;
  const link = /** @type {HTMLAnchorElement | null} */ (open.querySelector("a"));
  const resume = /** @type {HTMLAnchorElement | null} */ (map.querySelector("[data-lr-resume]"));
  if (resume && link) {
    resume.textContent = done === rows.length ? "Look again" : "Go on";
    resume.href = link.href + (open === last ? (visited[0][1].hash ?? "") : "");
  }
  const next = done === rows.length ? "" : ` Next: “${link?.textContent}”.`;
  fill("data-lr-course-count", `${done} of ${count(rows.length, "lesson")} done.${next}`);
  map.querySelector("[data-lr-course-bar]")?.setAttribute("value", String(done));
  map.querySelector("[data-lr-course-progress]")?.setAttribute("data-lr-course-progress", "begun");
  for (const goal of /** @type {NodeListOf<HTMLElement>} */ (
    map.querySelectorAll("[data-lr-map-exam]")
  )) {
    const exam = state.exams[goal.dataset.lrMapExam ?? ""];
    const words = goal.querySelector("[data-lr-state-words]");
    if (words && exam)
      words.textContent = exam.attempts.length ? "You have handed in." : "You have begun.";
  }
}

/** Notes that a lesson is being read, and how far, when the page is left. */
function noteLesson(
  /** @type {HTMLElement} */ head,
  /** @type {string} */ course,
  /** @type {string} */ lesson,
) {
  const path = location.pathname;
  const note = (hash = "") => {
    const before = read(course).lessons[lesson] ?? { answered: 0, of: checks() };
    save(course, { lessons: { [lesson]: { ...before, path, hash, at: now() } } });
  };
  const checks = () =>
    document.querySelectorAll('[data-lr-mode="practice"] form[data-lr-item]:not([hidden])').length;
  note(read(course).lessons[lesson]?.hash);
  const leave = () => {
    if (document.visibilityState === "visible" || !head.isConnected) return;
    const headings = [...document.querySelectorAll("article :is(h2, h3)[id]")];
    const above = headings
      .filter((heading) => heading.getBoundingClientRect().top < innerHeight / 2)
      .pop();
    note(above ? `#${above.id}` : "");
  };
  addEventListener("visibilitychange", leave);
}

/** Adds a tick, and the word for it, to the navigation's links to lessons that are done. */
function markNavigation(/** @type {State} */ state) {
  const done = new Set(
    Object.values(state.lessons)
      .filter((lesson) => isDone(lesson))
      .map(({ path }) => path),
  );
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (
    document.querySelectorAll(".md-nav--primary a.md-nav__link[href]")
  )) {
    if (link.hash || !done.has(link.pathname) || link.querySelector(".lr-nav-done")) continue;
    link.append(
      el("span", { class: "lr-nav-done" }, icon(true), el("span", { class: "lr-hidden" }, "done")),
    );
  }
}
