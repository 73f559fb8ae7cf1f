/**
 * Keeping what was done: save a copy, bring one back after a look at what it changes, delete all.
 *
 * @import { State } from "../store/store.js"
 * @import { Copy } from "../store/saved.js"
 * @typedef {{ course: string, title: string, page: string, say(text: string): void,
 *   changed(): void }} Owner  `say` reads a sentence out; `changed` shows the page anew.
 */

import { button, el, focusOn } from "../dom.js";
import { handOver, unlessHeld } from "../saving.js";
import { dropCourse } from "../store/courses.js";
import { difference } from "../store/difference.js";
import { IS_HOSTED } from "../store/learner.js";
import { fileName, LARGEST, opened, written } from "../store/saved.js";
import { forget, keyOf, now, read, remember, save, trouble } from "../store/store.js";
import { say } from "../words.js";
import { preview, refusal } from "./preview.js";
import { dayWords } from "./when.js";

/** The name of the note that says when a copy was saved last. */
export const SAVED = "review/saved";

/**
 * Saves a copy of all that was done in the course, as a file.
 * @param {Owner} owner
 */
export async function saveCopy({ changed, course, page, say: speak, title }) {
  // A browser that is asked may promise not to tidy up; nobody waits for its answer.
  navigator.storage?.persist?.().catch(() => {});
  const state = await remember(course, SAVED, now());
  const text = written({ course, title, page }, state, now());
  const name = fileName(course, new Date());
  handOver(text, "application/json", name);
  changed();
  const saved = say("Saved as {file}, where your browser puts what it downloads.", { file: name });
  speak([saved, ...unlessHeld()].join(""));
}

/** The section on keeping; it stays as it is while the rest of the page changes. */
export class Keeping {
  /** @param {Owner} owner */
  constructor(owner) {
    this.owner = owner;
    this.panel = el("div", { class: "lr-progress-panel" });
    this.last = el("p", { class: "lr-small" });
    this.heading = el("h2", { id: "lr-progress-keeping" }, say("Keep it safe"));
    this.file = el("input", {
      type: "file",
      accept: ".json,application/json",
      "aria-label": say("The file of a saved copy"),
      hidden: true,
      "data-lr-copy": true,
      change: () => this.take(this.file.files?.[0]),
    });
    this.delete = button(say("Delete my progress …"), () => this.askToDelete(), "plain");
    this.copy = button(say("Save a copy"), () => saveCopy(owner));
    this.bring = button(say("Bring a copy back …"), () => this.file.click(), "quiet");
    this.place = el(
      "section",
      { class: "lr-progress-keeping", "aria-labelledby": "lr-progress-keeping" },
      this.heading,
      el(
        "p",
        {},
        IS_HOSTED
          ? say(
              "Your learning platform keeps how far you are, how each question went and, as far as there is room, your answers. The rest is kept only in this browser and on this device.",
            )
          : say(
              "What you did is kept only in this browser and on this device. Clearing the browser's data deletes it, and some browsers do so by themselves when you have not been here for a week.",
            ),
      ),
      el(
        "p",
        {},
        say(
          "A copy is a file with your answers, your exams and what else you did in this course. Keep it to yourself; bring it back here or on another device.",
        ),
      ),
      this.last,
      el("div", { class: "lr-actions" }, this.copy, this.bring, this.file, this.delete),
      el("p", { class: "lr-small" }, say("You can also drop the file here.")),
      this.panel,
    );
    this.receive();
    this.show();
  }

  /**
   * Says when a copy was saved last, and offers what there is to do.
   * @param {boolean} [isAnything]  Whether there is anything to keep.
   */
  show(isAnything = true) {
    for (const one of [this.copy, this.delete, this.last]) one.hidden = !isAnything;
    const { value = "" } = read(this.owner.course).notes[SAVED] ?? {};
    const day = Date.parse(value);
    const text = Number.isFinite(day)
      ? say("You saved a copy: {day}.", { day: dayWords(day, Date.now()) })
      : say("You have not saved a copy yet.");
    if (this.last.textContent !== text) this.last.textContent = text;
  }

  /** Takes a file that is dropped on the section. */
  receive() {
    const { place } = this;
    const over = (/** @type {DragEvent} */ event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      place.dataset.lrOver = "";
    };
    place.addEventListener("dragenter", over);
    place.addEventListener("dragover", over);
    place.addEventListener("dragleave", () => delete place.dataset.lrOver);
    place.addEventListener("drop", (event) => {
      event.preventDefault();
      delete place.dataset.lrOver;
      this.take(event.dataTransfer?.files[0]);
    });
  }

  /**
   * Looks at a file, and shows what it would change.
   * @param {File | undefined} file
   */
  async take(file) {
    if (!file) return;
    if (file.size > LARGEST) return this.refuse(say("This file is too large to be a saved copy."));
    const text = await file.text().catch(() => null);
    // So that the same file can be chosen again.
    this.file.value = "";
    if (text === null) return this.refuse(say("Your browser could not read this file."));
    const { course } = this.owner;
    const copy = opened(text, course);
    if ("fault" in copy) return this.refuse(refusal(copy, this.owner.title));
    return this.compare(copy);
  }

  /**
   * Says why a file is not taken; nothing here has changed.
   * @param {string} why
   */
  refuse(why) {
    const words = el("p", { class: "lr-progress-why" }, why);
    const nothing = el("p", {}, say("Nothing here was changed."));
    const close = button(say("Close"), () => this.close(), "quiet");
    this.panel.replaceChildren(el("div", { class: "lr-notice" }, words, nothing, close));
    focusOn(words);
  }

  /**
   * Shows what a copy would change, and asks.
   * @param {Copy} copy
   */
  compare(copy) {
    const { course } = this.owner;
    const found = difference(read(course), copy.state);
    const title = el(
      "h3",
      {},
      found.changes ? say("What this copy changes") : say("All is here already"),
    );
    const take = button(say("Bring it back"), () => this.bringBack(copy.state));
    const leave = button(
      found.changes ? say("Leave everything as it is") : say("Close"),
      () => this.close(),
      "quiet",
    );
    const actions = el("div", { class: "lr-actions" }, found.changes && take, leave);
    const parts = preview(copy, found);
    this.panel.replaceChildren(el("div", { class: "lr-progress-card" }, title, ...parts, actions));
    focusOn(title);
  }

  /** @param {State} state */
  async bringBack(state) {
    const { changed, course, say: speak } = this.owner;
    const { quizzes, lessons, exams, notes } = state;
    await save(course, { quizzes, lessons, exams, notes });
    this.close();
    changed();
    speak(
      trouble()
        ? say("It is here, and only until you leave this page: your browser keeps nothing more.")
        : say("The copy is back."),
    );
  }

  /** Asks before everything is deleted, and offers a copy. */
  askToDelete() {
    const { owner } = this;
    const title = el("h3", {}, say("Delete all you did in this course?"));
    const gone = say(
      "Your answers, your reviews and your exams on this device are gone then, and nobody can bring them back. Certificates that you saved as files stay.",
    );
    const copy = button(say("Save a copy first"), () => saveCopy(owner), "quiet");
    const sure = button(say("Delete it for good"), () => this.deleteAll());
    sure.classList.add("lr-progress-danger");
    const keep = button(say("Keep it"), () => this.close(this.delete), "quiet");
    const actions = el("div", { class: "lr-actions" }, keep, copy, sure);
    this.panel.replaceChildren(
      el("div", { class: "lr-progress-card" }, title, el("p", {}, gone), actions),
    );
    focusOn(title);
  }

  async deleteAll() {
    const { changed, course, say: speak } = this.owner;
    await forget(course);
    dropCourse(keyOf(course));
    this.close();
    changed();
    speak(say("All you did in this course is deleted."));
  }

  /**
   * Closes what was asked or said, and gives the focus back.
   * @param {HTMLElement} [focus]
   */
  close(focus = this.bring) {
    this.panel.replaceChildren();
    focus.focus();
  }
}
