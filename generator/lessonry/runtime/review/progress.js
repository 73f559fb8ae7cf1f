/**
 * My progress: how far, what is due, what is known, the exams, and keeping it all safe.
 *
 * @import { State } from "../store/store.js"
 * @import { Task } from "./schedule.js"
 */

import { standingOf } from "../course/standing.js";
import { button, el, focusOn } from "../dom.js";
import { newSeed } from "../quiz/shuffle.js";
import { listen, read } from "../store/store.js";
import { counted, say } from "../words.js";
import { outline, placesOf } from "./course.js";
import { elsewhere, lastAt, noteBegun } from "./elsewhere.js";
import { far, modules } from "./far.js";
import { Keeping } from "./keeping.js";
import { objectivesOf } from "./known.js";
import { nudge } from "./nudge.js";
import questions from "./questions.js";
import { exams, results } from "./results.js";
import { dayOf, queue, sitting } from "./schedule.js";
import { inDays } from "./when.js";

/** How many questions one sitting asks. */
const SIZE = 10;

/**
 * Brings the page to life.
 * @param {HTMLElement} place
 */
export function mount(place) {
  const page = new Progress(place);
  page.show();
  listen(page.course, () => place.isConnected && page.show());
}

class Progress {
  /** @param {HTMLElement} place */
  constructor(place) {
    this.course = place.dataset.lrCourse ?? "";
    this.places = placesOf(outline, questions);
    this.said = el("p", { class: "lr-progress-said", role: "status" });
    this.overview = el("div", { class: "lr-progress-overview" });
    this.sitting = el("div", { hidden: true });
    this.owner = {
      course: this.course,
      title: outline.title,
      page: location.origin + location.pathname,
      say: (/** @type {string} */ text) => this.speak(text),
      changed: () => this.show(),
    };
    this.keeping = new Keeping(this.owner);
    place.replaceChildren(this.said, this.overview, this.sitting);
  }

  /** Shows how it stands now; what is the same stays, and so does the focus. */
  show() {
    const state = read(this.course);
    const standing = standingOf(outline, state);
    noteBegun(this.course, state, standing);
    const last = lastAt(state);
    this.keeping.show(last !== "" || Object.keys(state.notes).length > 0);
    const objectives = objectivesOf(state, questions, this.places);
    const parts = [
      nudge(state, this.owner),
      far(outline, standing, last),
      this.review(state),
      modules(outline, standing),
      results(objectives),
      exams(outline, standing, state),
      this.keeping.place,
      elsewhere(this.course, () => this.show()),
    ].filter((part) => part !== null);
    const names = (/** @type {Iterable<Element>} */ all) => Array.from(all, keyOfPart).join();
    if (names(parts) === names(this.overview.children)) {
      for (const [place, old] of [...this.overview.children].entries()) renew(old, parts[place]);
    } else {
      const active = document.activeElement;
      this.overview.replaceChildren(...parts);
      // The section on keeping is the same one still, moved.
      if (active instanceof HTMLElement && this.keeping.place.contains(active)) active.focus();
    }
  }

  /**
   * Returns the section on what is due; nothing where nothing was answered.
   * @param {State} state
   */
  review(state) {
    const { due, later } = queue(state, this.places, Date.now());
    if (!due.length && !later.length) return null;
    const number = Math.min(SIZE, due.length);
    const missed = due.filter(({ missed }) => missed).length;
    const [next] = later;
    const days = next ? next.day - dayOf(Date.now()) : 0;
    const then = later.filter(({ day }) => day === next?.day).length;
    const parts = due.length
      ? [
          el(
            "p",
            {},
            missed
              ? counted(
                  missed,
                  "Asked again at growing intervals, things stay. {n} of these you missed last time.",
                  "Asked again at growing intervals, things stay. {n} of these you missed last time.",
                )
              : say("Asked again at growing intervals, things stay."),
          ),
          el(
            "div",
            { class: "lr-actions" },
            button(counted(number, "Review {n} question now", "Review {n} questions now"), () =>
              this.start(),
            ),
            due.length > number &&
              el("span", { class: "lr-small" }, counted(due.length, "{n} is due", "{n} are due")),
          ),
        ]
      : [
          el(
            "p",
            {},
            counted(
              then,
              "Nothing is due. {n} question comes back {when}.",
              "Nothing is due. {n} questions come back {when}.",
              { when: inDays(days) },
            ),
          ),
        ];
    const heading = el("h2", { id: "lr-progress-review" }, say("Review"));
    const section = el("section", { class: "lr-progress-review" }, heading, ...parts);
    section.setAttribute("aria-labelledby", heading.id);
    section.dataset.lrDueNow = String(due.length);
    return section;
  }

  /** Begins a sitting with what is due now; the questions and their marking come with the first. */
  async start() {
    const coming = await import("./sitting.js").catch((fault) => console.error(fault));
    if (!coming) {
      return this.speak(
        say(
          "This part of the page could not be started. Nothing you answered is lost. Check your connection, then reload the page.",
        ),
      );
    }
    const due = () => queue(read(this.course), this.places, Date.now()).due;
    const same = (/** @type {Task} */ a, /** @type {Task} */ b) =>
      a.quiz === b.quiz && a.item === b.item;
    this.speak("");
    this.overview.hidden = true;
    this.sitting.hidden = false;
    const sit = new coming.Sitting(this.sitting, {
      course: this.course,
      tasks: sitting(due(), SIZE, newSeed()),
      isDue: (task) => due().some((one) => same(one, task)),
      more: () => Math.min(SIZE, due().length),
      again: () => this.start(),
      leave: () => this.leave(),
    });
    return sit.start();
  }

  /** Leaves a sitting: what was answered counts, the rest stays due. */
  leave() {
    this.sitting.hidden = true;
    this.sitting.replaceChildren();
    this.overview.hidden = false;
    this.show();
    /** @param {string} name @returns {HTMLElement | null} */
    const heading = (name) => this.overview.querySelector(name);
    const place = heading("#lr-progress-review") ?? heading("h2");
    if (place) focusOn(place);
  }

  /**
   * Says something, seen and read out.
   * @param {string} text
   */
  speak(text) {
    this.said.textContent = text;
    if (text) this.said.scrollIntoView({ block: "nearest" });
  }
}

/** @param {Element} part */
const keyOfPart = (part) => part.getAttribute("aria-labelledby") ?? part.className;

/**
 * Puts a part in the place of an older one where they differ; the focus stays at the same control.
 * @param {Element} old
 * @param {Element} part
 */
function renew(old, part) {
  if (old === part || old.isEqualNode(part)) return;
  const controls = (/** @type {Element} */ place) =>
    /** @type {HTMLElement[]} */ ([...place.querySelectorAll("a[href], button")]);
  const place = controls(old).indexOf(/** @type {HTMLElement} */ (document.activeElement));
  old.replaceWith(part);
  if (place >= 0) (controls(part)[place] ?? controls(part)[0])?.focus();
}
