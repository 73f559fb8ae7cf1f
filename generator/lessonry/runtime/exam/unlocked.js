/**
 * What an ended attempt at a locked exam shows: the result with all answers, or that it was not
 * enough, and what can be done.
 *
 * @import { Exam } from "./exam.js"
 * @import { Item } from "../items/item.js"
 * @import { Asked } from "../quiz/quiz.js"
 * @import { Locked } from "../store/store.js"
 */

import { button, el, icon } from "../dom.js";
import { perCent, pointsOf } from "../figures.js";
import { lay } from "../items/item.js";
import outline from "../outline.js";
import { result } from "../quiz/result.js";
import { shuffled } from "../quiz/shuffle.js";
import { show, clear as unmark } from "../quiz/verdict.js";
import { format, over, parse, times } from "../rational.js";
import { counted, say } from "../words.js";
import { certificate } from "./certificate.js";
import { titled } from "./review.js";

/** @type {WeakMap<HTMLFormElement, Asked>} What is shown with its answer now. */
const told = new WeakMap();

/**
 * Returns the place for the focus, then the screen.
 * @param {Exam} exam
 * @param {HTMLElement} forms
 * @param {number} position
 * @returns {HTMLElement[]}
 */
export function passed(exam, forms, position) {
  const title = titled(exam, say("You passed"));
  const attempt = exam.attempts()[position];
  if (!attempt?.locked) return [title, title];
  const { locked } = attempt;
  const answers = exam.lock?.results.get(attempt.id)?.answers;
  const asked = answers ? review(exam, locked, answers) : [];
  // Counted by what opened, it is at least the pass mark.
  const words = say("That is enough: {mark} were needed.", { mark: passMark(exam) });
  const enough = el("p", { class: "lr-result-pass", "data-lr-tone": "right" }, icon(true), words);
  const [number, ...parts] = asked.length ? result(exam.section, asked, "first") : [];
  const score = number
    ? [el("div", { class: "lr-result" }, number, enough)]
    : [el("p", {}, scoreIn(locked)), former()];
  forms.hidden = !asked.length;
  const heading = titled(exam, say("Your answers, one by one"));
  return [
    title,
    title,
    ...score,
    certificate(exam, attempt, position),
    // Behind the certificate: of a long exam it fills screens.
    ...(parts.length ? [el("div", { class: "lr-result" }, ...parts)] : []),
    ...(asked.length ? [heading, forms] : []),
    el(
      "div",
      { class: "lr-actions" },
      button(say("Back to the start of the exam"), () => exam.go("start"), "quiet"),
    ),
  ];
}

/**
 * Returns the score of an attempt in words.
 * @param {Locked} locked
 */
function scoreIn({ score = "0", maxScore = "1" }) {
  const [reached, most] = [parse(score), parse(maxScore)];
  return say("{points}, {share}.", {
    points: pointsOf(reached, most),
    share: perCent(over(reached, most)),
  });
}

/**
 * Returns the pass mark as the page says it: `80 %`, `12 points`.
 * @param {Exam} exam
 */
const passMark = ({ section }) => section.dataset.lrPassMark ?? "";

const former = () =>
  el(
    "p",
    { class: "lr-notice" },
    say(
      "The trainer has published this exam anew since then. The answers to your attempt are no longer on this site; that you passed it stays.",
    ),
  );

/**
 * Shows the items of an attempt, closed, each with its verdict and its answer.
 * @param {Exam} exam
 * @param {Locked} locked
 * @param {Map<string, { key: any, html: string }>} answers
 * @returns {Asked[]}
 */
function review({ all, lock, section }, { asked, form, seed }, answers) {
  const ids = asked.map(({ id }) => id);
  const items = lock?.asked(all, { items: ids, form }) ?? [];
  lay(all, items);
  return items.map((item) => {
    const given = asked.find(({ id }) => id === item.id)?.response ?? [];
    if (section.dataset.lrShuffle === "true" && item.form.dataset.lrShuffle === "true") {
      item.kind.shuffle(item.form, (rows) => shuffled(rows, `${seed}/${item.id}`));
    }
    item.kind.restore(item.form, given);
    item.form.querySelector("fieldset")?.setAttribute("disabled", "");
    return tell(item, given, answers.get(item.id));
  });
}

/**
 * Shows one item with its verdict and its answer.
 * @param {Item} item
 * @param {string[]} response
 * @param {{ key: any, html: string } | undefined} found
 * @returns {Asked}
 */
function tell(item, response, found) {
  const { form, kind, points, fingerprint } = item;
  const before = told.get(form);
  if (before) unmark(before);
  before?.answer?.remove();
  const status = /** @type {HTMLElement | null} */ (form.querySelector("[data-lr-feedback]"));
  // The heading is what is read out, not each verdict.
  status?.setAttribute("aria-live", "off");
  const key = points === "0" ? null : found?.key;
  const score = key ? format(times(kind.score(key, response), parse(points))) : "0";
  const first = { response, score, at: "" };
  const state = { fingerprint, ...first, maxScore: points, first };
  const answer = found ? details(found.html) : null;
  if (answer) form.append(answer);
  const asked = { ...item, partial: "all-or-nothing", key, status, answer, state };
  told.set(form, asked);
  show(asked);
  return asked;
}

/**
 * Returns what holds an answer, to be opened; its text comes of the lock, and is taken in as nodes.
 * @param {string} html
 */
function details(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const nodes = [...parsed.body.childNodes].map((node) => document.adoptNode(node));
  const body = el("div", { class: "lr-answer-body" }, ...nodes);
  return el("details", { class: "lr-answer", "data-lr-answer": "" }, el("summary"), body);
}

/**
 * Takes verdicts and answers away: the items are asked anew.
 * @param {Item[]} all
 */
export function clear(all) {
  for (const { form } of all) {
    const asked = told.get(form);
    if (!asked) continue;
    unmark(asked);
    asked.answer?.remove();
    asked.status?.removeAttribute("aria-live");
    form.querySelector("fieldset")?.removeAttribute("disabled");
    told.delete(form);
  }
}

/**
 * Returns the place for the focus, then the screen.
 * @param {Exam} exam
 * @param {HTMLElement} _forms
 * @param {number} position
 * @returns {HTMLElement[]}
 */
export function failed(exam, _forms, position) {
  const attempt = exam.attempts()[position];
  const isKnown = attempt?.locked?.state === "failed";
  const left = exam.maxAttempts - exam.attempts().length;
  const title = titled(
    exam,
    isKnown
      ? say("The pass mark was not reached")
      : say("This attempt cannot be opened here any more"),
  );
  const words = isKnown
    ? [
        say(
          "Your answers did not open the lock of this exam: fewer of them are right than the pass mark asks ({mark}).",
          { mark: passMark(exam) },
        ),
        say(
          "How many are right, and which, this page cannot know. It holds no key to compare with, only a lock that enough right answers open together: what would tell the score would tell the answers.",
        ),
      ]
    : [
        say(
          "The trainer has published this exam anew since you handed in, and the lock of your attempt is no longer on this site. The trainer can still grade it.",
        ),
      ];
  const more =
    left === Infinity
      ? say("You can try again as often as you like.")
      : left > 0
        ? counted(
            left,
            "You have {n} attempt left in this browser.",
            "You have {n} attempts left in this browser.",
          )
        : say("You have used all attempts that this browser knows of.");
  const lessons = el(
    "a",
    { href: new URL(`../../${outline.home}`, import.meta.url).href },
    left > 0
      ? say("Read the lessons again before the next one: it may ask other questions.")
      : say("Read the lessons again."),
  );
  const actions = [
    button(left > 0 ? say("To the next attempt") : say("Back to the start of the exam"), () =>
      exam.go("start"),
    ),
    attempt && exam.recipient
      ? button(say("Let the trainer grade it"), () => exam.go("countersign", position), "quiet")
      : null,
  ];
  return [
    title,
    title,
    ...words.map((text) => el("p", {}, text)),
    el("p", {}, `${more} `, lessons),
    el("div", { class: "lr-actions" }, ...actions),
  ];
}
