/**
 * How useful a lesson was: one of five steps, kept in this browser under `rating/<lesson>`.
 *
 * It leaves the browser only with an exam that is handed in, if the learner then says so.
 */

import { follow } from "../course/follow.js";
import { button } from "../dom.js";
import { read, remember } from "../store/store.js";
import { say } from "../words.js";
import { PREFIX } from "./rated.js";

/**
 * Brings the question to life.
 * @param {HTMLElement} place
 */
export function showRating(place) {
  const { lrCourse: course = "", lrLesson: lesson = "" } = place.dataset;
  const question = place.querySelector("[data-lr-rating]");
  const words = question?.querySelector("[data-lr-rated]");
  if (!question || !words) return;
  const name = `${PREFIX}${lesson}`;
  /** @type {NodeListOf<HTMLInputElement>} */
  const steps = question.querySelectorAll("input");
  const rest = words.textContent ?? "";
  const back = button(
    say("Take it back"),
    async () => {
      steps[0]?.focus();
      await remember(course, name, "");
    },
    "plain",
  );
  words.parentElement?.append(" ", back);
  const show = () => {
    const value = read(course).notes[name]?.value ?? "";
    for (const step of steps) step.checked = step.value === value;
    back.hidden = !value;
    const text = value ? say("Thank you. Your answer stays in this browser.") : rest;
    if (words.textContent !== text) words.textContent = text;
  };
  question.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLInputElement) remember(course, name, target.value);
  });
  // Who was quicker than this script has chosen already.
  const chosen = [...steps].find(({ checked }) => checked);
  if (chosen && !read(course).notes[name]) remember(course, name, chosen.value);
  show();
  follow(course, place, show);
}
