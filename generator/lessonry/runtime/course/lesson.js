/**
 * A lesson's page: whether it is open, how far it is, what one has reached in it, and the one way on.
 *
 * @import { State } from "../store/store.js"
 * @import { Standing } from "./standing.js"
 */

import outline from "../outline.js";
import { read, remember, save, stamp } from "../store/store.js";
import { say } from "../words.js";
import { showChange } from "./change.js";
import { ending } from "./ending.js";
import { follow } from "./follow.js";
import { gate } from "./gate.js";
import { showObjectives } from "./objectives.js";
import { standingOf } from "./standing.js";
import { lessons } from "./titles.js";

/**
 * Brings a lesson's page to life.
 * @param {HTMLElement} head
 */
export function mount(head) {
  const { lrCourse: course = "", lrLesson: id = "" } = head.dataset;
  const lesson = lessons().find((one) => one.id === id);
  if (!lesson) return;
  let isOpen = false;
  /** Notes that the text as it is now was done, or not. */
  const finish = (isDone = true) =>
    remember(course, `done/${id}`, isDone ? lesson.digest || "0" : "");
  const foot = ending(lesson, finish);
  const show = () => {
    const state = read(course);
    const standing = standingOf(outline, state);
    const stands = standing.lessons[id];
    const wasOpen = isOpen;
    isOpen ||= stands.state !== "closed";
    gate(head, isOpen ? [] : stands.waits, standing, say("This lesson is not open yet"));
    if (!isOpen) return foot.close();
    showObjectives(head, state);
    showChange(head, stands.isChanged, finish);
    foot.show(standing, state);
    // Kept apart from the answers: by it a lesson that was done once is known, whatever changes in it.
    if (stands.state === "done" && !state.notes[`done/${id}`]?.value) finish();
    if (!wasOpen) noteReading(course, id, head);
  };
  show();
  follow(course, head, show);
  // What is asked is known when the quizzes have drawn.
  const seen = new MutationObserver(show);
  for (const quiz of document.querySelectorAll('section[data-lr-mode="practice"]')) {
    seen.observe(quiz, { attributeFilter: ["data-lr-mounted"] });
  }
}

/**
 * Notes that a lesson is being read, and at which heading, when the page is left. One that stands in a
 * tab behind others, and was opened by what was done there, is not being read.
 * @param {string} course
 * @param {string} lesson
 * @param {HTMLElement} head
 */
function noteReading(course, lesson, head) {
  const checks = '[data-lr-mode="practice"] form[data-lr-item]:not([hidden])';
  const path = location.pathname;
  const before = () => read(course).lessons[lesson];
  const note = (hash = "") => {
    const kept = before() ?? { answered: 0, of: document.querySelectorAll(checks).length };
    save(course, { lessons: { [lesson]: { ...kept, path, hash, at: stamp(kept.at) } } });
  };
  const come = () => note(before()?.hash);
  const leave = () => {
    const headings = [...document.querySelectorAll("article :is(h2, h3)[id]")];
    const above = (/** @type {Element} */ heading) =>
      heading.getBoundingClientRect().top < innerHeight / 2;
    const last = headings.findLast(above);
    note(last ? `#${last.id}` : "");
  };
  const isSeen = () => document.visibilityState === "visible";
  const turn = () => {
    if (!head.isConnected) removeEventListener("visibilitychange", turn);
    else if (isSeen()) come();
    else leave();
  };
  if (isSeen()) come();
  addEventListener("visibilitychange", turn);
}
