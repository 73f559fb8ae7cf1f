/**
 * The certificate of a passed attempt: the name is asked here and nowhere before, and the file is made
 * in this browser.
 *
 * @import { Exam } from "./exam.js"
 * @import { HandedIn } from "../store/store.js"
 */

import { button, el } from "../dom.js";
import { perCent } from "../figures.js";
import { fromBase64url } from "../lock/derive.js";
import { over, parse, percent } from "../rational.js";
import { handOver, unlessHeld } from "../saving.js";
import { say, sayWith } from "../words.js";
import { day } from "./done.js";
import { field, nameNote, record } from "./hand-in.js";
import { refusal, tidy } from "./learner-name.js";
import { titled } from "./review.js";

/** What level 1 says, as the sheet and the verify page do. */
const level = () => say("Whoever made this certificate knew enough answers of this exam.");

/**
 * Returns the part of the screen where the certificate is made.
 * @param {Exam} exam
 * @param {HandedIn} attempt
 * @param {number} position
 */
export function certificate(exam, attempt, position) {
  const title = titled(exam, say("Your certificate"));
  title.id = `lr-${exam.quiz}-certificate`;
  const later = exam.recipient
    ? el(
        "p",
        { class: "lr-small" },
        say("Do you need one that the trainer vouches for?"),
        " ",
        button(
          say("Ask the trainer to countersign it"),
          () => exam.go("countersign", position),
          "plain",
        ),
      )
    : null;
  const makes = exam.lock?.kitUrl && exam.lock.results.has(attempt.id);
  return el(
    "section",
    { class: "lr-claim", "aria-labelledby": title.id },
    title,
    ...(makes
      ? making(exam, attempt)
      : [
          el(
            "p",
            {},
            exam.lock?.kitUrl
              ? say(
                  "It can no longer be made here. Your trainer can issue one: send your answers there.",
                )
              : say(
                  "This site makes no certificate by itself. Your trainer can issue one: send your answers there.",
                ),
          ),
        ]),
    later,
  );
}

/**
 * Returns the form that makes the certificate, with the words that say what it is worth.
 * @param {Exam} exam
 * @param {HandedIn} attempt
 */
function making(exam, attempt) {
  const name = field(exam, "name", say("Your name"), nameNote(), {
    autocomplete: "name",
    required: "",
    value: attempt.name,
  });
  const submit = el("button", { class: "lr-button", type: "submit" }, say("Make my certificate"));
  const status = el("div", { role: "status" });
  const form = el("form", { novalidate: true }, name.whole, submit, status);
  let busy = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    const typed = tidy(name.input.value);
    name.complain(refusal(typed));
    if (refusal(typed)) return name.input.focus();
    busy = true;
    submit.setAttribute("aria-disabled", "true");
    status.replaceChildren(el("p", {}, say("Your certificate is being made …")));
    try {
      const made = await make(exam, attempt, typed);
      save(made);
      status.replaceChildren(
        el(
          "p",
          {},
          ...sayWith(
            "Your browser has saved your certificate as {file}. Look for it among your downloads.",
            { file: el("code", { dir: "auto" }, made.name) },
          ),
          " ",
          button(say("Save it again"), () => save(made), "plain"),
          ...unlessHeld(),
        ),
      );
    } catch (problem) {
      console.warn(problem);
      status.replaceChildren(instead(exam, attempt, typed, problem));
    } finally {
      busy = false;
      submit.removeAttribute("aria-disabled");
    }
  });
  const words = say(
    "It is made here, in this browser, and signed with the key that your answers have opened. It is a certificate of level 1, and says what that means: “{level}” Nobody has checked who you are.",
    { level: level() },
  );
  return [el("p", {}, words), form];
}

/**
 * Makes the certificate, and keeps name and record with the attempt.
 * @param {Exam} exam
 * @param {HandedIn} attempt
 * @param {string} name
 */
async function make(exam, attempt, name) {
  const { id, ended, locked } = attempt;
  const result = exam.lock?.results.get(id);
  if (!locked || !result || !exam.lock) throw new Error("the attempt is not open");
  const { makeCertificate } = await import("../certificate/certificate.js");
  const known = exam.attempts().find((one) => one.id === id);
  const kept = known?.name === name ? known.record : "";
  const sealed =
    kept || !exam.recipient
      ? { file: known?.file ?? "", record: kept }
      : await record(exam, { ...attempt, ...locked }, { name, email: null });
  const made = await makeCertificate({
    kitUrl: exam.lock.kitOf(locked.digest),
    seed: fromBase64url(result.opened.seed),
    attempt: { id, ended },
    name,
    percent: percentOf(attempt),
    record: sealed.record,
  });
  await exam.note({ ...attempt, name, ...sealed });
  return made;
}

/** @param {HandedIn} attempt */
const shareOf = ({ locked }) => over(parse(locked?.score ?? "0"), parse(locked?.maxScore ?? "1"));

/** @param {HandedIn} attempt */
const percentOf = (attempt) => Number(percent(shareOf(attempt)));

/**
 * Hands the certificate to the learner as a file.
 * @param {{ bytes: Uint8Array, name: string }} made
 */
const save = ({ bytes, name }) => handOver(new Uint8Array(bytes), "application/pdf", name);

/**
 * Returns what is said where no file can be made, with a sheet to print instead.
 * @param {Exam} exam
 * @param {HandedIn} attempt
 * @param {string} name
 * @param {any} problem
 */
function instead(exam, attempt, name, problem) {
  const isTold = problem?.name === "Unmade";
  const why = isTold
    ? problem.message
    : say("The file could not be made. Check your connection, then try again.");
  const more = say(
    "That you passed is kept in this browser. You can print a sheet meanwhile, whose QR code can be verified.",
  );
  return el(
    "div",
    { class: "lr-notice" },
    el("p", {}, `${why} ${more}`),
    button(say("Print it"), () => print(exam, attempt, name), "quiet"),
  );
}

/**
 * Prints a sheet: alone, whatever else is on the page.
 * @param {Exam} exam
 * @param {HandedIn} attempt
 * @param {string} name
 */
async function print(exam, attempt, name) {
  const sheet = await signedSheet(exam, attempt, name).catch(() => plainSheet(exam, attempt, name));
  document.body.append(sheet);
  document.documentElement.dataset.lrPrint = "";
  addEventListener(
    "afterprint",
    () => {
      sheet.remove();
      delete document.documentElement.dataset.lrPrint;
    },
    { once: true },
  );
  window.print();
}

/**
 * Returns the certificate as the browser draws it, with a QR code that can be verified.
 * @param {Exam} exam
 * @param {HandedIn} attempt
 * @param {string} name
 */
async function signedSheet(exam, attempt, name) {
  const result = exam.lock?.results.get(attempt.id);
  if (!result || !exam.lock) throw new Error("the attempt is not open");
  const { printable } = await import("../certificate/print.js");
  return printable({
    kitUrl: exam.lock.kitOf(attempt.locked?.digest ?? exam.lock.digest),
    seed: fromBase64url(result.opened.seed),
    attempt: { id: attempt.id, ended: attempt.ended },
    name,
    percent: percentOf(attempt),
  });
}

/**
 * Returns a sheet without a signature, where not even the exam's kit can be loaded.
 * @param {Exam} exam
 * @param {HandedIn} attempt
 * @param {string} name
 */
function plainSheet(exam, attempt, name) {
  const exams = exam.section.querySelector(".lr-quiz-title")?.textContent ?? "";
  return el(
    "div",
    { class: "lr-print" },
    el("p", { class: "lr-print-name", dir: "auto" }, name),
    el(
      "p",
      {},
      ...sayWith("Passed “{exam}” with {score} on {date}.", {
        exam: el("bdi", {}, exams),
        score: perCent(shareOf(attempt)),
        date: day(attempt.ended),
      }),
    ),
    el("p", {}, level()),
    el(
      "p",
      {},
      ...sayWith("This sheet bears no signature. Attempt {attempt}, {site}", {
        attempt: el("bdi", {}, attempt.id),
        site: el("bdi", {}, location.host),
      }),
    ),
  );
}
