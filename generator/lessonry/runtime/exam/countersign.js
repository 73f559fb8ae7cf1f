/**
 * An attempt at a locked exam that the trainer shall grade and countersign: the completion record.
 *
 * @import { Exam } from "./exam.js"
 */

import { button, el } from "../dom.js";
import { say } from "../words.js";
import { download, steps } from "./done.js";
import { learnerForm, record } from "./hand-in.js";
import { titled } from "./review.js";

/**
 * Returns the place for the focus, then the screen that asks for the name.
 * @param {Exam} exam
 * @param {HTMLElement} _forms
 * @param {number} position
 * @returns {HTMLElement[]}
 */
export function countersign(exam, _forms, position) {
  const attempt = exam.attempts()[position];
  const locked = attempt?.locked;
  const isPassed = locked?.state === "passed";
  const title = titled(
    exam,
    isPassed ? say("Ask the trainer to countersign it") : say("Let the trainer grade it"),
  );
  if (!locked) return [title, title];
  const form = learnerForm(exam, {
    back: button(say("Back"), () => exam.go("opening", position), "quiet"),
    submit: say("Make the file"),
    name: attempt.name,
    async act(name, email, rated) {
      const made = {
        ...attempt,
        name,
        ...(await record(exam, { ...attempt, ...locked }, { name, email }, rated)),
      };
      await exam.note(made);
      download(made);
      exam.go("done", position);
    },
  });
  const level = say("The issuer graded the responses against the key and vouches for the name.");
  const about = isPassed
    ? say(
        "The trainer grades your answers against the key and, if the name is yours, issues a certificate of level 2: “{level}”",
        { level },
      )
    : say(
        "The trainer can open your answers, tell you which are right, and talk them over with you.",
      );
  return [title, title, el("p", {}, about), form];
}

/**
 * Returns the place for the focus, then the screen that says what to do with the file.
 * @param {Exam} exam
 * @param {HTMLElement} _forms
 * @param {number} position
 * @returns {HTMLElement[]}
 */
export function countersigned(exam, _forms, position) {
  const title = titled(exam, say("Your file is ready: now send it"));
  const attempt = exam.attempts()[position];
  if (!attempt) return [title, title];
  const back = attempt.locked?.state === "passed" ? say("Back to your result") : say("Back");
  return [
    title,
    title,
    steps(exam, attempt),
    el(
      "div",
      { class: "lr-actions" },
      button(back, () => exam.go("opening", position), "quiet"),
      button(say("Back to the start of the exam"), () => exam.go("start"), "quiet"),
    ),
  ];
}
