/**
 * Handing in: the one place where a learner's name is asked.
 *
 * @import { Exam } from "./exam.js"
 * @import { Response } from "../store/store.js"
 */

import { ratings } from "../about/rated.js";
import { button, el } from "../dom.js";
import { now, read } from "../store/store.js";
import { counted, say } from "../words.js";
import { download } from "./done.js";
import { invitation, keepInvitation } from "./invitation.js";
import { refusal, tidy } from "./learner-name.js";
import { fileName, seal } from "./record.js";
import { titled } from "./review.js";

/** What is said below the field for the name. */
export const nameNote = () => say("As it shall stand on the certificate, in any script.");

/**
 * Returns the place for the focus, then the screen.
 * @param {Exam} exam
 * @returns {HTMLElement[]}
 */
export function handIn(exam) {
  const title = titled(exam, say("Hand in"));
  const back = button(say("Back"), () => exam.go("review"), "quiet");
  back.dataset.lrBack = "";
  if (exam.isOver()) back.hidden = true;
  const over = exam.isOver()
    ? [
        el(
          "p",
          { class: "lr-notice" },
          say(
            "The time has ended. What you answered until then is kept, and nothing of it can be changed. Take as long as you like for your name.",
          ),
        ),
      ]
    : [];
  if (!exam.recipient || !crypto.subtle) {
    const why = exam.recipient
      ? say(
          "Your browser seals files only on a page that was loaded over https, and this one was not. Nothing is lost: your answers stay in this browser.",
        )
      : say(
          "The trainer has not published a key yet, so there is nobody to seal your answers for. Nothing is lost: they stay in this browser. Come back to this page later and hand in then.",
        );
    return [
      title,
      title,
      ...over,
      el("p", { class: "lr-notice" }, why),
      el("div", { class: "lr-actions" }, back),
    ];
  }
  return [
    title,
    title,
    ...over,
    learnerForm(exam, {
      back,
      submit: say("Hand in"),
      more: say("After this, the answers of this attempt cannot be changed."),
      act: (name, email, rated) => close(exam, name, email, rated),
    }),
  ];
}

/**
 * Returns the form that asks who the learner is, for the file that only the trainer opens.
 * @param {Exam} exam
 * @param {{ back: HTMLElement, submit: string, more?: string, name?: string,
 *   act(name: string, email: string | null, ratings: Record<string, number>): Promise<void> }} how
 */
export function learnerForm(exam, { back, submit, more = "", name: known = "", act }) {
  const name = field(exam, "name", say("Your name"), nameNote(), {
    autocomplete: "name",
    required: "",
    value: known,
  });
  const email = field(
    exam,
    "email",
    say("E-mail (if you wish)"),
    say("So that the trainer can send you the certificate."),
    { type: "email", autocomplete: "email" },
  );
  const code = field(
    exam,
    "code",
    say("Invitation code (if you were given one)"),
    say("So that the trainer knows whose answers these are."),
    { autocomplete: "off", maxlength: "64", value: invitation() },
  );
  const rated = ratings(read(exam.course));
  const given = Object.keys(rated).length;
  const consent = el("input", { type: "checkbox", name: "ratings" });
  code.input.addEventListener("input", () => keepInvitation(code.input.value));
  const fault = el("div", { role: "alert" });
  const form = el(
    "form",
    { class: "lr-hand-in", novalidate: true },
    name.whole,
    email.whole,
    code.whole,
    given > 0 &&
      el(
        "label",
        { class: "lr-hand-in-ratings" },
        consent,
        el(
          "span",
          {},
          counted(
            given,
            "Also hand in how useful I found the lessons ({n} rating)",
            "Also hand in how useful I found the lessons ({n} ratings)",
          ),
        ),
      ),
    el(
      "p",
      {},
      say(
        "Your name, your e-mail address and your answers go into one sealed file that only the trainer can open. It is yours to send.",
      ),
      ` ${more}`,
    ),
    fault,
    el(
      "div",
      { class: "lr-actions" },
      back,
      el("button", { class: "lr-button", type: "submit" }, submit),
    ),
  );
  let sealing = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (sealing) return;
    const typed = tidy(name.input.value);
    name.complain(refusal(typed));
    email.complain(
      email.input.checkValidity()
        ? ""
        : say("This is not an e-mail address. Correct it, or leave it empty."),
    );
    const wrong = form.querySelector("[aria-invalid]");
    if (wrong) return /** @type {HTMLElement} */ (wrong).focus();
    sealing = true;
    try {
      await act(typed, email.input.value.trim() || null, consent.checked ? rated : {});
    } catch (problem) {
      fault.replaceChildren(
        el(
          "p",
          { class: "lr-notice" },
          say(
            "The file could not be made ({problem}). Your answers are still here; tell the trainer, or try another browser.",
            { problem: String(problem) },
          ),
        ),
      );
    } finally {
      sealing = false;
    }
  });
  return form;
}

/**
 * Seals the record, ends the attempt and hands the file to the learner.
 * @param {Exam} exam
 * @param {string} name
 * @param {string | null} email
 * @param {Record<string, number>} rated
 */
async function close(exam, name, email, rated) {
  const { current } = exam;
  if (!current) return;
  const { id, number, started, limit, extra } = current;
  const { edition } = exam;
  const ended = endOf(exam);
  const { language } = exam;
  const of = {
    id,
    number,
    started,
    ended,
    edition,
    language,
    limit,
    extra,
    asked: responses(exam),
  };
  const sealed = await record(exam, of, { name, email }, rated);
  const attempt = { id, number, started, ended, name, items: current.items, ...sealed };
  await exam.close(attempt);
  download(attempt);
  exam.go("done");
}

/**
 * Returns when the attempt has ended, if it ends now.
 * @param {Exam} exam
 */
export const endOf = ({ time, isOver }) =>
  // Who goes on looking for a pen after the end has not taken longer for the questions.
  time && (isOver() || Date.now() > time.deadline)
    ? new Date(time.deadline).toISOString().replace(/\.\d+/, "")
    : now();

/**
 * Returns what was answered to each item.
 * @param {Exam} exam
 * @returns {Response[]}
 */
export const responses = ({ asked }) =>
  asked.map(({ id, fingerprint, form, kind }) => ({
    id,
    fingerprint,
    ...(form.dataset.lrVariant ? { variant: Number(form.dataset.lrVariant) } : {}),
    response: kind.read(form),
  }));

/**
 * Returns the completion record of an attempt, sealed, and what to call its file.
 * @param {Exam} exam
 * @param {{ id: string, number: number, started: string, ended: string, edition: string,
 *   language?: string, limit?: number, extra?: string, asked: Response[] }} attempt  `language`: that it
 *   was taken in, where that is not the one that the course is written in.
 * @param {{ name: string, email: string | null }} learner
 * @param {Record<string, number>} [rated]  How useful the learner found lessons, who wants it told.
 */
export async function record(exam, attempt, learner, rated = {}) {
  const { course, quiz, recipient } = exam;
  if (!recipient) throw new Error("the trainer has no key");
  const { id, number, started, ended, edition, language, limit, extra = "0" } = attempt;
  const code = invitation();
  const record = await seal(
    {
      type: "CompletionRecord",
      version: 1,
      course,
      edition,
      ...(language ? { language } : {}),
      quiz,
      attempt: { id, number, started, ended },
      ...(limit ? { time: { limit, extra } } : {}),
      learner,
      ...(code ? { code } : {}),
      ...(Object.keys(rated).length ? { ratings: rated } : {}),
      items: attempt.asked,
    },
    recipient,
  );
  return { file: fileName(course, quiz, learner.name), record };
}

/**
 * Returns a labelled field with its note and its fault.
 * @param {Exam} exam
 * @param {string} id
 * @param {string} label
 * @param {string} note
 * @param {Record<string, string>} attributes
 */
export function field(exam, id, label, note, attributes) {
  const base = `lr-${exam.quiz}-${id}`;
  const fault = el("p", { class: "lr-field-fault", id: `${base}-fault`, hidden: true });
  const input = el("input", {
    id: base,
    type: "text",
    name: id,
    dir: "auto",
    "aria-describedby": `${base}-note ${base}-fault`,
    ...attributes,
  });
  const whole = el(
    "p",
    { class: "lr-field" },
    el("label", { for: base }, label),
    el("span", { class: "lr-small", id: `${base}-note` }, note),
    input,
  );
  /** @param {string} words */
  const complain = (words) => {
    fault.textContent = words;
    fault.hidden = !words;
    if (words) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  };
  return { whole: el("div", {}, whole, fault), input, complain };
}
