/**
 * After an exam: the sealed file, to download now or again, and what happens next.
 *
 * @import { Exam } from "./exam.js"
 * @import { HandedIn } from "../store/store.js"
 */

import { button, el } from "../dom.js";
import { handOver, unlessHeld } from "../saving.js";
import { LANGUAGE, say, sayWith } from "../words.js";
import { titled } from "./review.js";

/**
 * Hands the record to the learner as a file.
 * @param {HandedIn} attempt
 */
export const download = ({ record, file }) => handOver(record, "application/jose", file);

/**
 * Returns the attempts that were finished in this browser, each to download again; nothing where nothing was.
 * @param {Exam} exam
 */
export function records(exam) {
  const rows = exam.attempts().map((attempt, place) =>
    el(
      "li",
      {},
      ...(exam.lock?.endings(exam, attempt, place) ?? [
        ...finishedAs(attempt),
        // What came here by way of an LMS has no file: it is where it was made.
        ...(attempt.record
          ? [" ", button(say("Download the file again"), () => download(attempt), "plain")]
          : []),
      ]),
    ),
  );
  return rows.length ? [el("ul", { class: "lr-records" }, ...rows)] : [];
}

/**
 * Returns the place for the focus, then the screen.
 * @param {Exam} exam
 * @returns {HTMLElement[]}
 */
export function done(exam) {
  const title = titled(exam, say("Your file is ready: now send it"));
  const attempt = exam.attempts().at(-1);
  if (!attempt) return [title, title];
  return [
    title,
    title,
    el(
      "p",
      {},
      say(
        "This page does not know the right answers, so it cannot tell you the result. The trainer can.",
      ),
    ),
    steps(exam, attempt),
    el(
      "div",
      { class: "lr-actions" },
      button(say("Back to the start of the exam"), () => exam.go("start"), "quiet"),
    ),
  ];
}

/**
 * Returns what to do with a record's file.
 * @param {Exam} exam
 * @param {HandedIn} attempt
 */
export function steps(exam, attempt) {
  const { course, quiz } = exam;
  const { file } = attempt;
  const subject = encodeURIComponent(say("Completion record: {course}, {quiz}", { course, quiz }));
  const words = say("Here is my completion record. Please find the file {file} attached.", {
    file,
  });
  const body = encodeURIComponent(`${words}\n\n${attempt.name}\n`);
  const href = `mailto:${exam.sendTo}?subject=${subject}&body=${body}`;
  const address = el("a", { href, dir: "auto" }, exam.sendTo);
  const send = exam.sendTo
    ? sayWith("Send it to {address}, with the file attached. A link cannot attach it for you.", {
        address,
      })
    : [say("Give it to your trainer in whatever way you agreed on.")];
  const lines = [
    [
      ...sayWith("Your browser has saved {file}. Look for it among your downloads.", {
        file: el("code", { dir: "auto" }, file),
      }),
      " ",
      button(say("Download the file again"), () => download(attempt), "plain"),
      ...unlessHeld(),
    ],
    send,
    [
      say(
        "The trainer opens it, grades your answers against the key and, if you pass, sends you the certificate.",
      ),
    ],
  ];
  return el("ol", { class: "lr-steps" }, ...lines.map((line) => el("li", {}, ...line)));
}

/**
 * Returns which attempt was finished, when, and under which name.
 * @param {HandedIn} attempt
 */
export const finishedAs = ({ number, ended, name }) =>
  sayWith("Attempt {n}, finished on {date} as {name}", {
    n: String(number),
    date: day(ended),
    name: el("bdi", {}, name),
  });

/** @param {string} moment */
export const day = (moment) =>
  new Date(moment).toLocaleDateString(LANGUAGE, { dateStyle: "long", numberingSystem: "latn" });
