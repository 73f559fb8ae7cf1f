/**
 * Says on a page in an LMS what the LMS is told, in the place of what is so everywhere else: that
 * nothing leaves the browser.
 */

import { say } from "../words.js";

/** @type {Record<string, () => string>} */
const SENTENCES = {
  progress: () => say("How far you are is kept in this browser and by your learning platform."),
  exam: () =>
    say(
      "Your learning platform is told your answers, and whether you passed. Your name is asked only for the certificate.",
    ),
  file: () =>
    say(
      "Your learning platform is told your answers, and whether you passed. Your name is asked only for a file that only the course’s trainer can open, if you make one.",
    ),
  record: () =>
    say(
      "At the end you are asked for your name, as it shall stand on the certificate, and for an e-mail address if you wish. Both go into one file that only the course’s trainer can open. Your learning platform is told your answers, and that you have handed in.",
    ),
};

/**
 * Puts the sentence in its place.
 * @param {HTMLElement} place
 */
export function mount(place) {
  const sentence = SENTENCES[place.dataset.lrPrivate ?? ""];
  // Who has begun reads there what comes next.
  const percent = place.closest(".lr-course-progress")?.querySelector("[data-lr-course-percent]");
  if (sentence && !percent?.textContent) place.textContent = sentence();
}
