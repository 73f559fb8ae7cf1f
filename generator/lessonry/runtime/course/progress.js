/**
 * How far the learner is: noted while a lesson is read, shown in the navigation.
 *
 * @import { LessonState, State } from "../store/store.js"
 */

import { el, icon } from "../dom.js";
import { read, save, stamp } from "../store/store.js";

/**
 * Notes that a lesson is being read, and how far, when the page is left.
 * @param {HTMLElement} head
 */
export function mount(head) {
  const { lrCourse = "", lrLesson = "" } = head.dataset;
  const checks = '[data-lr-mode="practice"] form[data-lr-item]:not([hidden])';
  const path = location.pathname;
  const before = () => read(lrCourse).lessons[lrLesson];
  const note = (hash = "") => {
    const kept = before() ?? { answered: 0, of: document.querySelectorAll(checks).length };
    save(lrCourse, { lessons: { [lrLesson]: { ...kept, path, hash, at: stamp() } } });
  };
  note(before()?.hash);
  addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" || !head.isConnected) return;
    const headings = [...document.querySelectorAll("article :is(h2, h3)[id]")];
    const above = (/** @type {Element} */ heading) =>
      heading.getBoundingClientRect().top < innerHeight / 2;
    const last = headings.findLast(above);
    note(last ? `#${last.id}` : "");
  });
  markNavigation(read(lrCourse));
}

/**
 * Returns whether a lesson's checks are answered; one without checks is done when it was read.
 * @param {LessonState | undefined} lesson
 * @param {number} [of]
 */
export const isDone = (lesson, of = lesson?.of ?? 0) =>
  lesson !== undefined && lesson.answered >= of;

/**
 * Puts a tick, and the word for it, on the navigation's links to lessons that are done, and on no other.
 * @param {State} state
 */
export function markNavigation(state) {
  const lessons = Object.values(state.lessons).filter((lesson) => isDone(lesson));
  const done = new Set(lessons.map(({ path }) => path));
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = document.querySelectorAll(".md-nav--primary a.md-nav__link[href]");
  for (const link of links) {
    const tick = link.querySelector(".lr-nav-done");
    if (link.hash || !done.has(link.pathname)) tick?.remove();
    else if (!tick) {
      const word = el("span", { class: "lr-hidden" }, "done");
      link.append(el("span", { class: "lr-nav-done" }, icon(true), word));
    }
  }
}
