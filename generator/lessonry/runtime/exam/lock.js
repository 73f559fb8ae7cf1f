/**
 * An exam with an answer lock: the lock is fetched before an attempt, since it says what may be drawn.
 *
 * It comes once somebody is about to start, or an attempt waits for it; what opens it comes while an
 * attempt is answered.
 *
 * @import { Exam, Screen, Show } from "./exam.js"
 * @import { Item } from "../items/item.js"
 * @import { Rules } from "../quiz/draw.js"
 * @import { Time } from "./attempt.js"
 * @import { Lock } from "../lock/file.js"
 * @import { Opened } from "../lock/open.js"
 * @import { Current, HandedIn } from "../store/store.js"
 * @typedef {{ opened: Opened, answers: Map<string, { key: any, html: string }> }} Result
 */

import { button, el } from "../dom.js";
import { fetchLock, LockError } from "../lock/file.js";
import { fits, formFor, itemsOf, refitted } from "../lock/forms.js";
import { say } from "../words.js";
import { opened } from "./attempt.js";
import { end, endings, gapsIn, handIn, opening } from "./opening.js";

/** @param {Item} item */
export const variantOf = ({ form }) => Number(form.dataset.lrVariant ?? 0);

export class ExamLock {
  /**
   * What stands in for the screens of an exam without a lock, and what comes beside them: of these the
   * later ones are loaded once an attempt has begun.
   * @type {Partial<Record<Screen, Show>>}
   */
  screens = { "hand-in": handIn, opening };
  end = end;
  endings = endings;
  /** Takes away from the items what an ended attempt showed of them. */
  clear = () => {};

  /**
   * @param {HTMLElement} section
   * @param {Item[]} all
   */
  constructor(section, all) {
    const { lrLock = "", lrLockDigest = "", lrKit = "" } = section.dataset;
    this.url = new URL(lrLock, document.baseURI).href;
    this.digest = lrLockDigest;
    this.kitUrl = lrKit && new URL(lrKit, document.baseURI).href;
    this.all = all.map((item) => ({ ...item, variant: variantOf(item) }));
    /** @type {Lock | null} */
    this.lock = null;
    /** What kept the lock from coming. */
    this.fault = "";
    /** @type {Promise<this> | null} The lock on its way. */
    this.coming = null;
    /** @type {Map<string, Result>} What attempts have opened, by their identifiers. */
    this.results = new Map();
  }

  /** Fetches the lock, once; where that fails, `fault` says why. */
  load() {
    this.coming ??= this.fetch().finally(() => {
      this.coming = null;
    });
    return this.coming;
  }

  async fetch() {
    if (this.lock) return this;
    this.fault = "";
    try {
      const lock = await fetchLock(this.url, this.digest);
      if (!fits(lock, this.all)) throw new LockError(say("it asks what this page does not have"));
      this.lock = lock;
    } catch (problem) {
      this.fault =
        problem instanceof LockError ? problem.message : say("there was no answer from the site");
    }
    return this;
  }

  /** Whether nobody has asked for the lock yet. */
  get isAway() {
    return !this.lock && !this.fault;
  }

  /**
   * Fetches the lock as soon as somebody comes near the way to start; where the course is kept for times
   * without a network, once it is.
   * @param {HTMLElement} start
   */
  watch(start) {
    const near = () => {
      if (this.isAway) this.load();
    };
    for (const event of ["pointerover", "pointerdown", "focusin"]) {
      start.addEventListener(event, near, { passive: true });
    }
    navigator.serviceWorker?.ready.then(near);
  }

  /**
   * Returns the lock that an attempt was begun with: this page's, or a former one, if the site still
   * has it; nothing where it has not.
   * @param {string} digest
   */
  async of(digest) {
    if (digest === this.digest) {
      if (!this.lock) await this.load();
      if (!this.lock) throw new LockError(this.fault);
      return this.lock;
    }
    try {
      return await fetchLock(this.url.replace(this.digest, digest), digest);
    } catch (problem) {
      if (problem instanceof LockError) return null;
      throw problem;
    }
  }

  /**
   * Returns where the kit is that belongs to a lock.
   * @param {string} digest
   */
  kitOf(digest) {
    return this.kitUrl.replace(this.digest, digest);
  }

  /** How an attempt is drawn, in place of `exam-attempt.js`. */
  drawing = {
    /**
     * Returns a new attempt.
     * @param {Rules} rules
     * @param {HandedIn[]} attempts
     * @param {Time} [time]
     * @returns {Current}
     */
    opened: (rules, attempts, time) => {
      const current = opened(rules, attempts, time);
      if (!this.lock) return current;
      const form = formFor(this.lock, current.seed, attempts);
      const items = itemsOf(this.lock, form, rules, current.seed);
      return { ...current, lock: this.digest, form, items };
    },

    /**
     * Returns an attempt as the lock has it now, with whether anything is other than it was.
     * @param {Current} current
     * @param {unknown} _all
     * @param {Rules} rules
     */
    fitted: (current, _all, rules) =>
      this.lock ? refitted(this.lock, current, this.all, rules) : { current, changed: false },
  };

  /**
   * Returns the items that an attempt asks, of those with variants the ones of its form.
   * @param {Item[]} all
   * @param {{ items: string[], form?: number }} current
   */
  asked(all, { items, form = 0 }) {
    const variants = new Map(this.lock?.forms[form]?.items);
    return items.flatMap(
      (id) => all.find((item) => item.id === id && variantOf(item) === variants.get(id)) ?? [],
    );
  }

  /**
   * Returns why the exam cannot be begun, with the way to try again; nothing where it can, or may.
   * @param {() => void} again
   */
  hindrance(again) {
    if (!this.fault) return null;
    const retry = button(say("Try again"), async () => {
      retry.setAttribute("aria-disabled", "true");
      await this.load();
      again();
    });
    return el(
      "div",
      { class: "lr-notice", role: "alert" },
      el(
        "p",
        {},
        say(
          "The lock of this exam could not be loaded: {reason}. The exam can be begun, and gone on with, as soon as it is here. What you answered is kept. Check your connection and try again; if that does not help, reload the page.",
          { reason: this.fault },
        ),
      ),
      retry,
    );
  }

  /** Fetches what opens the lock beforehand, so that a connection which is lost meanwhile does no harm. */
  prepare() {
    Promise.all([
      this.bring(),
      ...this.all.map(({ form, kind }) => kind.ready?.(gapsIn(form).map((kind) => ({ kind })))),
      import("../lock/opener.js"),
      import("../lock/open.js"),
      import("../lock/canonical.js"),
      import("../gaps/quantity.js"),
    ]).catch(() => {}); // it is asked for again at the end, and missed there
  }

  /** Loads what is shown of an attempt that has ended. */
  async bring() {
    const { countersign, countersigned } = await import("./countersign.js");
    const { clear, failed, passed } = await import("./unlocked.js");
    this.screens = { ...this.screens, passed, failed, countersign, done: countersigned };
    this.clear = () => clear(this.all);
  }
}
