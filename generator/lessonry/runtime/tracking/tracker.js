/**
 * Turns what a learner does in a course into what an LMS is told: one model of it for every standard.
 *
 * It is handed each new state of the course's store and the address of each page that is shown, and
 * finds by itself what is new: an item was answered, an exam was ended, the course is complete. What was
 * complete or passed once stays so, with the best score that it was passed by.
 *
 * @import { State } from "../store/store.js"
 * @import { Adapter, Begun, Result, Score } from "./adapter.js"
 * @import { TrackedCourse, TrackedItem } from "./course.js"
 * @import { Head } from "./state.js"
 */

import { over, parse } from "../rational.js";
import { scoreOf, statusOf } from "./counting.js";
import { detailsOf, outlineOf } from "./state.js";

/** How long a draft waits until it is sent, in milliseconds: an LMS is not called at each key. */
const PATIENCE = 15_000;

export class Tracker {
  /**
   * @param {Adapter} adapter
   * @param {TrackedCourse} course
   * @param {Begun} begun
   * @param {Head} head  Of the text that the LMS has kept, or of a new attempt.
   * @param {State} state  What this browser has, with that text in it.
   */
  constructor(adapter, course, begun, head, state) {
    this.adapter = adapter;
    this.course = course;
    this.isWriting = begun.mode === "normal";
    this.head = {
      ...head,
      isPassed: head.isPassed || begun.isPassed,
      isComplete: head.isComplete || begun.isComplete,
    };
    this.state = state;
    this.details = "";
    this.said = { status: "", score: "" };
    this.items = new Map(course.items.map((item) => [`${item.quiz}\n${item.item}`, item]));
    this.isOver = false;
    this.calls = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.waiting = undefined;
  }

  /** Says how it stands at the beginning. */
  async start() {
    await this.tell();
  }

  /**
   * Takes in which page is shown.
   * @param {string} address  Within the course.
   */
  async page(address) {
    if (!this.isWriting || this.isOver || address === this.head.page) return;
    this.head.page = address;
    this.adapter.page(address);
    await this.tell();
  }

  /**
   * Takes in a new state, and tells what is new in it.
   * @param {State} state
   */
  async update(state) {
    const before = this.state;
    this.state = state;
    if (!this.isWriting || this.isOver) return;
    const isNews = [this.answers(before, state), this.exams(before, state), this.stand()];
    if (isNews.some(Boolean)) return this.tell();
    this.waiting ??= setTimeout(() => this.tell(), PATIENCE);
  }

  /** Ends the session: what can be said at once is said. */
  end() {
    if (this.isOver) return;
    this.isOver = true;
    clearTimeout(this.waiting);
    if (this.isWriting) {
      this.stand();
      this.keep(new Date());
    }
    this.adapter.end();
  }

  /** Says how it stands and what is to be kept, and has it sent. */
  async tell() {
    if (!this.isWriting || this.isOver) return;
    clearTimeout(this.waiting);
    this.waiting = undefined;
    this.stand();
    this.calls += 1;
    const [now, number] = [new Date(), this.calls];
    const room = this.adapter.room - this.outline(now).length - 1;
    const details = await detailsOf(this.course, this.state, room, now);
    // A later call tells this too, and so did the end.
    if (this.isOver || number !== this.calls) return;
    this.details = details;
    this.keep(now);
    this.adapter.commit();
  }

  /**
   * Tells of the practice items that were answered between two states; returns whether there are any.
   * @param {State} before
   * @param {State} state
   */
  answers(before, state) {
    let isNews = false;
    for (const [quiz, { items }] of Object.entries(state.quizzes)) {
      for (const [id, now] of Object.entries(items)) {
        const then = before.quizzes[quiz]?.items[id];
        const item = this.items.get(`${quiz}\n${id}`);
        if (!item || !now.first || now.response.every(isNothing)) continue;
        if (then?.first && then.at === now.at) continue;
        const result = resultOf(now.score, now.maxScore);
        this.adapter.item({ item, response: now.response, result, at: new Date(now.at) });
        isNews = true;
      }
    }
    return isNews;
  }

  /**
   * Tells of the answers of exams that were ended between two states, and returns whether there are
   * any: no key is here to grade them by.
   * @param {State} before
   * @param {State} state
   */
  exams(before, state) {
    let isNews = false;
    for (const [exam, { attempts }] of Object.entries(state.exams)) {
      const known = new Set(before.exams[exam]?.attempts.map(({ id }) => id));
      for (const { id, locked, ended } of attempts) {
        if (known.has(id)) continue;
        isNews = true;
        const last = before.exams[exam]?.current;
        const drafts = Object.entries(last?.id === id ? last.responses : {});
        const given = locked?.asked ?? drafts.map(([id, { values }]) => ({ id, response: values }));
        for (const { id, response } of given) {
          const item = this.items.get(`${exam}\n${id}`);
          if (!item || response.every(isNothing)) continue;
          this.adapter.item({ item, response, result: "neutral", at: new Date(ended) });
        }
      }
    }
    return isNews;
  }

  /** Says status and score, where they are other than what was said; returns whether they are. */
  stand() {
    const before = this.said.status + this.said.score;
    const { adapter, course, head, state } = this;
    const found = statusOf(course, state);
    const score = this.best(scoreOf(course, state, found));
    head.isPassed ||= found.success === "passed";
    head.isComplete ||= found.isComplete;
    /** @type {typeof found} */
    const status = {
      ...found,
      success: head.isPassed ? "passed" : found.success,
      isComplete: head.isComplete,
      progress: head.isComplete ? 1 : found.progress,
    };
    if (score && JSON.stringify(score) !== this.said.score) {
      this.said.score = JSON.stringify(score);
      adapter.score(score);
    }
    if (JSON.stringify(status) !== this.said.status) {
      this.said.status = JSON.stringify(status);
      adapter.status(status);
    }
    return before !== this.said.status + this.said.score;
  }

  /**
   * Returns a score that is new; of what was passed, none that is lower than the one that was kept.
   * @param {Score | null} score
   */
  best(score) {
    const { head } = this;
    if (!score || (head.isPassed && head.score !== null && score.share < head.score)) return null;
    head.score = score.share;
    return score;
  }

  /**
   * Returns the part of the text that is there at once.
   * @param {Date} now
   */
  outline(now) {
    return outlineOf(this.course, this.head, this.state, this.adapter.room, now);
  }

  /**
   * Hands the text over that is to be kept.
   * @param {Date} now
   */
  keep(now) {
    const outline = this.outline(now);
    const whole = `${outline}.${this.details}`;
    this.adapter.state(whole.length <= this.adapter.room ? whole : outline);
  }
}

/** @param {string} value */
const isNothing = (value) => value === "";

/**
 * Returns what an answer was worth.
 * @param {string} score
 * @param {string} most
 * @returns {Result}
 */
function resultOf(score, most) {
  if (most === "0") return "neutral";
  if (score === most) return "right";
  const { n, d } = over(parse(score), parse(most));
  return n <= 0n ? "wrong" : Number((n * 10_000n) / d) / 10_000;
}
