/**
 * An adapter for a record store: what cmi5 and plain xAPI have in common.
 *
 * One document keeps what SCORM keeps in `suspend_data` and `location`, and what was said once for all:
 * a registration is completed once and passed once, and never failed after it was passed. In one session
 * it is passed or failed, never both: a failure waits until no other attempt can follow.
 *
 * @import { Adapter, Answer, Begun, LaunchMode, Score, Status } from "./adapter.js"
 * @import { TrackedCourse } from "./course.js"
 * @import { Lrs } from "./lrs.js"
 * @import { Statements, Verb } from "./statements.js"
 * @typedef {{ text: string, page: string, isPassed: boolean, isComplete: boolean }} Kept
 * @typedef {{ lrs: Lrs, statements: Statements, mode: LaunchMode, mastery: number | null,
 *   exit: string, learner: import("./adapter.js").Learner }} Session
 */

import { atHome, keepAtHome } from "./at-home.js";
import { learnerOf } from "./lrs.js";
import { scaled } from "./statements.js";

/** Characters of the state: with a statement beside it, a browser still sends it as its page goes. */
const ROOM = 24_000;
/** The one name that Open edX keeps a document under. */
export const DOCUMENT = "suspendData";
/** How a store answers that keeps no documents. */
const NOWHERE = [404, 405, 501];

/** @implements {Adapter} */
export class Recorded {
  room = ROOM;

  /** @param {() => Promise<Session | null>} open  Finds the store; nothing where there is none. */
  constructor(open) {
    this.open = open;
    /** @type {Session | null} */
    this.session = null;
    /** @type {Kept} */
    this.kept = { text: "", page: "", isPassed: false, isComplete: false };
    /** @type {Score | null} */
    this.reached = null;
    this.isFailing = false;
    this.isJudged = false;
    this.isChanged = false;
    /** Whether the store keeps no documents, and this browser does it. */
    this.isAtHome = false;
  }

  /** @returns {Promise<Begun | null>} */
  async begin() {
    const session = await this.open();
    if (!session) return null;
    this.session = session;
    const { lrs, statements, mode, exit } = session;
    const kept = (await lrs.document(DOCUMENT)) ?? atHome(lrs);
    const isNew = typeof kept?.text !== "string";
    if (!isNew) this.kept = { ...this.kept, ...kept };
    lrs.queue(this.said("initialized"));
    statements.started = Date.now();
    await lrs.flush();
    if (lrs.waiting.length) return null;
    const { text: state, page, isPassed, isComplete } = this.kept;
    const learner = learnerOf(lrs.actor);
    return { state, page, learner, mode, isNew, isPassed, isComplete, exit };
  }

  /** @param {string} address */
  page(address) {
    this.kept.page = address;
    this.isChanged = true;
  }

  /** @param {Answer} answer */
  item(answer) {
    const { lrs, statements } = this.opened();
    lrs.queue(statements.answered(answer));
  }

  /** @param {Score} score */
  score(score) {
    this.reached = score;
  }

  /** @param {Status} status */
  status({ isComplete, success, isLast }) {
    const { lrs, statements } = this.opened();
    if (isComplete && !this.kept.isComplete) {
      this.kept.isComplete = true;
      const result = { completion: true, duration: statements.duration() };
      lrs.queue(this.said("completed", result));
    }
    if (success === "passed" && !this.kept.isPassed && !this.isJudged && this.mayPass()) {
      this.kept.isPassed = true;
      this.judge("passed", true);
    }
    this.isFailing = success === "failed" && !this.kept.isPassed;
    if (this.isFailing && isLast) this.fail();
    this.isChanged = true;
  }

  /** @param {string} text */
  state(text) {
    this.isChanged ||= text !== this.kept.text;
    this.kept.text = text.slice(0, ROOM);
  }

  commit() {
    const { lrs } = this.opened();
    lrs.flush();
    this.keep();
  }

  end() {
    if (!this.session) return;
    const { lrs, statements, mode } = this.session;
    if (mode === "normal") {
      this.fail();
      this.keep();
    }
    lrs.queue(this.said("terminated", { duration: statements.duration() }));
    lrs.close();
    this.session = null;
  }

  /** Says that it was failed, once in a session that was not passed. */
  fail() {
    if (!this.isFailing || this.isJudged) return;
    this.judge("failed", false);
  }

  /**
   * @param {"passed" | "failed"} verb
   * @param {boolean} success
   */
  judge(verb, success) {
    this.isJudged = true;
    const { lrs, statements } = this.opened();
    const score = this.reached && this.agrees(success) ? { score: scaled(this.reached) } : {};
    lrs.queue(this.said(verb, { success, ...score, duration: statements.duration() }));
  }

  /** Returns whether the score is one that a pass may have, by what the LMS asks. */
  mayPass() {
    return this.opened().mastery === null || (this.reached !== null && this.agrees(true));
  }

  /** @param {boolean} success */
  agrees(success) {
    const { mastery } = this.opened();
    if (mastery === null || !this.reached) return true;
    return success === scaled(this.reached).scaled >= mastery;
  }

  /**
   * @param {Verb} verb
   * @param {Record<string, any>} [result]
   */
  said(verb, result) {
    return this.opened().statements.about(verb, { result });
  }

  /** Puts what is kept, where it has changed. */
  keep() {
    if (!this.isChanged) return;
    this.isChanged = false;
    const { lrs } = this.opened();
    if (this.isAtHome) return keepAtHome(lrs, this.kept);
    lrs.put(DOCUMENT, this.kept).then((answer) => {
      this.isChanged ||= !answer?.ok;
      this.isAtHome = NOWHERE.includes(answer?.status ?? 0);
      if (this.isAtHome) keepAtHome(lrs, this.kept);
    });
  }

  /** @returns {Session} */
  opened() {
    if (!this.session) throw new Error("the session is over");
    return this.session;
  }
}
