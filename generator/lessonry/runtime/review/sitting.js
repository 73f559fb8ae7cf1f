/**
 * A review: due questions one at a time, each with its verdict, until there are no more or the learner
 * stops. The score of the practice quiz stays what it was.
 *
 * @import { Item } from "../items/item.js"
 * @import { Task } from "./schedule.js"
 * @typedef {{ course: string, tasks: Task[], isDue(task: Task): boolean, more(): number,
 *   again(): void, leave(): void }} Plan  `more`: how many questions are due now.
 */

import { button, el, focusOn } from "../dom.js";
import { focusAnswer, isEmpty, items } from "../items/item.js";
import { newSeed, shuffled } from "../quiz/shuffle.js";
import { show } from "../quiz/verdict.js";
import { compare, format, ONE, parse, times } from "../rational.js";
import { remember, stamp } from "../store/store.js";
import { counted, say, sayWith } from "../words.js";
import { addressOf, lessonOf } from "./course.js";
import { dress, find, pageAt } from "./lessons.js";
import { dropped, noteOf, reviewed } from "./schedule.js";

/** How long, in milliseconds, a second press of the button is taken for a slip of the first. */
const SLIP = 400;
/** From when on, in milliseconds, a question that is still to come is said to be coming. */
const SLOW = 500;

export class Sitting {
  /**
   * @param {HTMLElement} place
   * @param {Plan} plan
   */
  constructor(place, plan) {
    this.place = place;
    this.plan = plan;
    this.number = 0;
    this.total = plan.tasks.length;
    this.right = 0;
    this.isLeft = false;
    /** @type {Set<string>} Lessons that did not come. */
    this.away = new Set();
  }

  /** Begins with the first question. */
  start() {
    for (const { lesson } of this.plan.tasks.slice(0, 2)) this.page(lesson);
    return this.next();
  }

  /** Shows the next question that can be shown, or how it went. */
  async next() {
    const task = this.plan.tasks.shift();
    if (!task) return this.end();
    // Another tab, or another device, may have asked it meanwhile.
    if (!this.plan.isDue(task)) return this.skip();
    const slow = setTimeout(() => this.wait(), SLOW);
    const page = await this.page(task.lesson);
    if (page) await dress(page);
    clearTimeout(slow);
    if (this.isLeft) return;
    if (!page) {
      this.away.add(task.lesson);
      return this.skip();
    }
    const found = find(page, task);
    if (found === "gone") await remember(this.plan.course, noteOf(task), dropped(task));
    if (!found || found === "gone") return this.skip();
    const [following] = this.plan.tasks;
    if (following) this.page(following.lesson);
    this.number += 1;
    return this.ask(task, found);
  }

  /** Says that a question is on its way, where the connection is slow. */
  wait() {
    const words = el("p", {}, say("The question is on its way."));
    const stop = el("div", { class: "lr-actions" }, this.stop());
    this.place.replaceChildren(
      el("section", { class: "lr-quiz lr-review lr-review-wait" }, words, stop),
    );
    focusOn(words);
  }

  /** Returns what ends the review, at any time. */
  stop() {
    const leave = () => {
      this.isLeft = true;
      this.plan.leave();
    };
    return button(say("Stop here"), leave, "plain");
  }

  /** @returns {Promise<unknown>} */
  skip() {
    this.total -= 1;
    return this.next();
  }

  /** @param {string} lesson */
  async page(lesson) {
    const { url = "" } = lessonOf(lesson) ?? {};
    return url ? pageAt(addressOf(url)) : null;
  }

  /**
   * Asks one question.
   * @param {Task} task
   * @param {import("./lessons.js").Found} found
   */
  async ask(task, { form, shuffles }) {
    const questions = el("div", { class: "lr-items" }, form);
    const bar = el("progress", {
      max: String(this.total),
      value: String(this.number - 1),
      "aria-hidden": "true",
    });
    const top = el("header", { class: "lr-review-top" }, bar, this.stop());
    // What stands in for scripts need not wait for them here.
    const card = el("section", { class: "lr-quiz lr-review", "data-lr-mounted": "done" });
    card.setAttribute("aria-label", say("Review"));
    card.append(top, questions);
    this.place.replaceChildren(card);
    const [item] = await items(card);
    if (shuffles) item.kind.shuffle(form, (rows) => shuffled(rows, newSeed()));
    const number = form.querySelector("[data-lr-number]");
    if (number) {
      const values = { n: this.number, total: this.total };
      number.textContent = say("Question {n} of {total}", values);
    }
    const check = el("button", { type: "submit", class: "lr-button" }, say("Check"));
    const status = /** @type {HTMLElement} */ (form.querySelector("[data-lr-feedback]"));
    form.querySelector("[data-lr-actions]")?.remove();
    /** @type {HTMLDetailsElement | null} */
    const answer = form.querySelector("[data-lr-answer]");
    if (answer) answer.hidden = true;
    const actions = el("div", { class: "lr-actions" }, check, from(task.lesson));
    status.after(actions);
    let checked = 0;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (checked) {
        if (event.timeStamp - checked > SLIP) this.next();
      } else if (isEmpty(item.kind.read(form), item.kind, form)) {
        status.replaceChildren(el("p", { class: "lr-verdict" }, say("Give an answer first.")));
        focusAnswer(form);
      } else if (!item.kind.further?.(form)) {
        checked = event.timeStamp;
        this.check(task, item);
        bar.value = this.number;
        const isLast = !this.plan.tasks.length;
        check.textContent = isLast ? say("See how it went") : say("Next question");
        // Removed controls would take the focus with them.
        if (form.contains(document.activeElement)) check.focus();
        form.querySelector("fieldset")?.toggleAttribute("disabled", true);
      }
    });
    const legend = /** @type {HTMLElement} */ (form.querySelector("legend"));
    legend.tabIndex = -1;
    legend.focus({ preventScroll: true });
    card.scrollIntoView({ block: "start" });
  }

  /**
   * Tells how an answer was, and when the question comes back.
   * @param {Task} task
   * @param {Item} item
   */
  check(task, item) {
    const { fingerprint, form, kind, partial, points } = item;
    /** @type {HTMLDetailsElement | null} */
    const answer = form.querySelector("[data-lr-answer]");
    const key = JSON.parse(answer?.dataset.lrKey ?? "null");
    const response = kind.read(form);
    const share = kind.score(key, response, partial);
    const isRight = compare(share, ONE) === 0;
    const score = format(times(share, parse(points)));
    const at = stamp();
    const first = { response, score, at };
    const state = { fingerprint, response, score, maxScore: points, first, at };
    const status = /** @type {HTMLElement | null} */ (form.querySelector("[data-lr-feedback]"));
    show({ ...item, key, status, answer, state });
    form.querySelector("[type=reset]")?.remove();
    this.right += Number(isRight);
    return remember(this.plan.course, noteOf(task), reviewed(task, isRight, fingerprint));
  }

  /** Says how it went, and what is left. */
  end() {
    const { number, plan, right } = this;
    const missed = number - right;
    const heading = number
      ? counted(number, "{right} of {n} right", "{right} of {n} right", { right })
      : say("These questions are not at hand");
    const title = el("h2", {}, heading);
    const parts = [
      missed > 0 &&
        el(
          "p",
          {},
          counted(
            missed,
            "The one you missed comes back tomorrow, before all others.",
            "The {n} you missed come back tomorrow, before all others.",
          ),
        ),
      number > 0 &&
        right > 0 &&
        el("p", {}, say("What you knew rests a while longer before it comes back.")),
      this.away.size > 0 && links([...this.away]),
    ];
    const more = number && plan.more();
    const go =
      more > 0 && button(counted(more, "Review {n} more", "Review {n} more"), () => plan.again());
    const back = button(say("Back to my progress"), () => plan.leave(), more ? "quiet" : "");
    const card = el("section", { class: "lr-quiz lr-review lr-review-end" });
    card.append(title, ...parts.filter((part) => part !== false));
    card.append(el("div", { class: "lr-actions" }, go || "", back));
    this.place.replaceChildren(card);
    focusOn(title);
  }
}

/**
 * Returns where a question is from.
 * @param {string} id
 */
function from(id) {
  const lesson = lessonOf(id);
  if (!lesson) return "";
  const link = el("a", { href: addressOf(lesson.url) }, lesson.title);
  return el("span", { class: "lr-small" }, ...sayWith("From {lesson}", { lesson: link }));
}

/**
 * Returns links to the lessons that could not be fetched.
 * @param {string[]} ids
 */
function links(ids) {
  const lessons = ids.map(lessonOf).filter((lesson) => lesson !== undefined);
  const rows = lessons.map(({ title, url }) =>
    el("li", {}, el("a", { href: addressOf(url) }, title)),
  );
  const words = counted(
    rows.length,
    "The questions of this lesson could not be fetched. Answer them again in the lesson itself: that counts as well.",
    "The questions of these lessons could not be fetched. Answer them again in the lessons themselves: that counts as well.",
  );
  return el("div", {}, el("p", {}, words), el("ul", {}, ...rows));
}
