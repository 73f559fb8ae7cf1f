/**
 * The time that is left, beside the questions: seen, if the learner wants to see it, and said at
 * few moments to those who hear the page.
 *
 * @import { Time } from "./time.js"
 */

import { button, el } from "../dom.js";
import { read, save } from "../store/store.js";
import { say } from "../words.js";
import { clock, marks, spoken } from "./time.js";

const TICK = 500;
/** Milliseconds for which what was said stays on the page. */
const SHOWN = 30_000;

export class Timer {
  /**
   * @param {HTMLElement} section
   * @param {string} course
   * @param {string} quiz
   */
  constructor(section, course, quiz) {
    this.section = section;
    this.course = course;
    this.quiz = quiz;
    /** @type {Time | null} */
    this.time = null;
    /** @type {number[]} Moments that are still to come. */
    this.ahead = [];
    this.ticking = 0;
    this.saidAt = 0;
    this.whenOver = () => {};
    this.digits = el("span", { class: "lr-time-digits", role: "timer" });
    this.left = el(
      "p",
      { class: "lr-time-left" },
      el("span", {}, say("Time left")),
      " ",
      this.digits,
    );
    this.toggle = button("", () => this.turn(), "plain");
    this.strip = el("div", { class: "lr-time", hidden: true }, this.left, this.toggle);
    // There from the start, and filled later: what comes with its words is not read out.
    this.status = el("p", { role: "status" });
    this.alert = el("p", { role: "alert" });
    this.said = el("div", { class: "lr-time-said" }, this.status, this.alert);
    document.addEventListener("visibilitychange", () => this.time && this.tick());
  }

  /**
   * Runs, and calls `whenOver` once when nothing is left.
   * @param {Time} time
   * @param {() => void} whenOver
   */
  start(time, whenOver) {
    this.stop();
    this.time = time;
    this.whenOver = whenOver;
    this.ahead = marks(time.total).filter((mark) => mark < time.left());
    this.strip.hidden = false;
    this.strip.removeAttribute("data-lr-time");
    this.show();
    this.ticking = window.setInterval(() => this.tick(), TICK);
    this.tick();
  }

  /** Stops, with nothing of it on the page. */
  stop() {
    clearInterval(this.ticking);
    this.time = null;
    this.strip.hidden = true;
    this.announce("");
  }

  /** Stops at the end, and says so. */
  end() {
    clearInterval(this.ticking);
    this.time = null;
    this.strip.hidden = true;
    this.announce(say("Time is up. Your answers are kept as they are."), true);
  }

  /** Brings what is shown up to date, and says what there is to say. */
  tick() {
    if (!this.time) return;
    if (!this.section.isConnected) return this.stop();
    const left = this.time.left();
    const digits = clock(left);
    if (this.digits.textContent !== digits) this.digits.textContent = digits;
    const passed = this.ahead.filter((mark) => left <= mark);
    this.ahead = this.ahead.filter((mark) => left > mark);
    if (left <= 0) return this.whenOver();
    if (passed.length) {
      const isLast = left <= 60_000;
      const time = spoken(Math.ceil(left / 1000) * 1000);
      const isHalf = passed.at(-1) === this.time.total / 2;
      const words = isHalf
        ? say("Half of the time is over: {time} left.", { time })
        : say("{time} left.", { time });
      this.announce(words, isLast);
      if (isLast) this.strip.setAttribute("data-lr-time", "short");
    } else if (this.saidAt && performance.now() - this.saidAt > SHOWN) {
      this.announce("");
    }
  }

  /**
   * Tells those who hear the page.
   * @param {string} words
   * @param {boolean} [isUrgent]
   */
  announce(words, isUrgent = false) {
    this.saidAt = words ? performance.now() : 0;
    this.status.textContent = isUrgent ? "" : words;
    this.alert.textContent = isUrgent ? words : "";
  }

  /** Shows the time or hides it, as the learner left it. */
  show() {
    const isHidden = read(this.course).exams[this.quiz]?.clock === "hidden";
    this.left.hidden = isHidden;
    this.toggle.textContent = isHidden ? say("Show the time") : say("Hide the time");
  }

  /** Hides what is shown, and the reverse, and keeps it so. */
  async turn() {
    const clock = this.left.hidden ? "shown" : "hidden";
    await save(this.course, { exams: { [this.quiz]: { clock } } });
    this.show();
  }
}
