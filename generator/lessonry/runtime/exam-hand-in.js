/**
 * Handing in: the one place where a learner's name is asked.
 *
 * @import { Exam } from "./exam.js"
 */

import { button, el } from "./dom.js";
import { download } from "./exam-done.js";
import { titled } from "./exam-review.js";
import { refusal, tidy } from "./learner-name.js";
import { fileName, seal } from "./record.js";
import { now } from "./store.js";

/**
 * Returns the place for the focus, then the screen.
 * @param {Exam} exam
 * @returns {HTMLElement[]}
 */
export function handIn(exam) {
  const title = titled(exam, "Hand in");
  const back = button("Back", () => exam.go("review"), "quiet");
  back.dataset.lrBack = "";
  if (exam.isOver()) back.hidden = true;
  const over = exam.isOver()
    ? [
        el(
          "p",
          { class: "lr-notice" },
          "The time has ended. What you answered until then is kept, and nothing of it can be changed. Take as long as you like for your name.",
        ),
      ]
    : [];
  if (!exam.recipient || !crypto.subtle) {
    const why = exam.recipient
      ? "Your browser seals files only on a page that was loaded over https, and this one was not. Nothing is lost: your answers stay in this browser."
      : "The trainer has not published a key yet, so there is nobody to seal your answers for. Nothing is lost: they stay in this browser. Come back to this page later and hand in then.";
    return [
      title,
      title,
      ...over,
      el("p", { class: "lr-notice" }, why),
      el("div", { class: "lr-actions" }, back),
    ];
  }
  const name = field(
    exam,
    "name",
    "Your name",
    "As it shall stand on the certificate, in any script.",
    { autocomplete: "name", required: "" },
  );
  const email = field(
    exam,
    "email",
    "E-mail (if you wish)",
    "So that the trainer can send you the certificate.",
    { type: "email", autocomplete: "email" },
  );
  const submit = el("button", { class: "lr-button", type: "submit" }, "Hand in");
  const fault = el("div", { role: "alert" });
  const form = el(
    "form",
    { class: "lr-hand-in", novalidate: true },
    name.whole,
    email.whole,
    el(
      "p",
      {},
      "Your name, your e-mail address and your answers go into one sealed file that only the trainer can open. It is yours to send. After this, the answers of this attempt cannot be changed.",
    ),
    fault,
    el("div", { class: "lr-actions" }, back, submit),
  );
  let sealing = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (sealing) return;
    const typed = tidy(name.input.value);
    name.say(refusal(typed));
    email.say(
      email.input.checkValidity()
        ? ""
        : "This is not an e-mail address. Correct it, or leave it empty.",
    );
    const wrong = form.querySelector("[aria-invalid]");
    if (wrong) return /** @type {HTMLElement} */ (wrong).focus();
    sealing = true;
    try {
      await close(exam, typed, email.input.value.trim() || null);
    } catch (problem) {
      fault.replaceChildren(
        el(
          "p",
          { class: "lr-notice" },
          `The file could not be made (${problem}). Your answers are still here; tell the trainer, or try another browser.`,
        ),
      );
    } finally {
      sealing = false;
    }
  });
  return [title, title, ...over, form];
}

/**
 * Seals the record, ends the attempt and hands the file to the learner.
 * @param {Exam} exam
 * @param {string} name
 * @param {string | null} email
 */
async function close(exam, name, email) {
  const { current, recipient } = exam;
  if (!current || !recipient) return;
  const { id, number, started, limit, extra = "0" } = current;
  // Who goes on looking for a pen after the end has not taken longer for the questions.
  const ended =
    exam.time && (exam.isOver() || Date.now() > exam.time.deadline)
      ? new Date(exam.time.deadline).toISOString().replace(/\.\d+/, "")
      : now();
  const record = await seal(
    {
      type: "CompletionRecord",
      version: 1,
      course: exam.course,
      edition: exam.edition,
      quiz: exam.quiz,
      attempt: { id, number, started, ended },
      ...(limit ? { time: { limit, extra } } : {}),
      learner: { name, email },
      items: exam.asked.map((item) => ({
        id: item.id,
        fingerprint: item.fingerprint,
        ...(item.form.dataset.lrVariant ? { variant: Number(item.form.dataset.lrVariant) } : {}),
        response: item.kind.read(item.form),
      })),
    },
    recipient,
  );
  const attempt = {
    id,
    number,
    started,
    ended,
    name,
    file: fileName(exam.course, exam.quiz, name),
    record,
    items: current.items,
  };
  await exam.close(attempt);
  download(attempt);
  exam.go("done");
}

/**
 * Returns a labelled field with its note and its fault.
 * @param {Exam} exam
 * @param {string} id
 * @param {string} label
 * @param {string} note
 * @param {Record<string, string>} attributes
 */
function field(exam, id, label, note, attributes) {
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
  const say = (words) => {
    fault.textContent = words;
    fault.hidden = !words;
    if (words) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  };
  return { whole: el("div", {}, whole, fault), input, say };
}
