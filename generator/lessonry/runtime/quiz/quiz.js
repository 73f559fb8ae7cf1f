/**
 * Practice: answer, check, be told why, try again. The first try scores.
 *
 * @import { Item } from "../items/item.js"
 * @import { ItemState } from "../store/store.js"
 * @typedef {Item & { key: any, status: HTMLElement | null, answer: HTMLDetailsElement | null,
 *   state?: ItemState }} Asked
 */

import { button, el, focusOn } from "../dom.js";
import { focusAnswer, isEmpty, items, lay } from "../items/item.js";
import { format, greater, parse, times, ZERO } from "../rational.js";
import { listen, read, save, stamp } from "../store/store.js";
import { counted, say } from "../words.js";
import { asks, draw, formsOf, rulesOf, seenWith } from "./draw.js";
import { pips, result, summary, thanks } from "./result.js";
import { newSeed, shuffled } from "./shuffle.js";
import { clear, show } from "./verdict.js";

/**
 * Brings one practice quiz to life, where it was left.
 * @param {HTMLElement} section
 */
export async function mount(section) {
  await new Quiz(section, await items(section)).open();
}

class Quiz {
  /**
   * @param {HTMLElement} section
   * @param {Item[]} all
   */
  constructor(section, all) {
    const set = section.dataset;
    this.section = section;
    this.course = set.lrCourse ?? "";
    this.quiz = set.lrQuiz ?? "";
    this.lesson = set.lrLesson ?? "";
    this.atEnd = set.lrFeedback !== "immediate";
    this.tells = set.lrFeedback !== "never";
    this.grading = set.lrGrading ?? "first";
    const part = (/** @type {string} */ name) =>
      /** @type {HTMLElement} */ (section.querySelector(`[data-lr-${name}]`));
    this.foot = part("foot");
    this.count = part("count");
    this.score = part("score");
    this.result = part("result");
    this.actions = part("foot-actions");
    this.all = all.map((item) => this.prepare(item));
    this.seed = "";
    /** @type {Asked[]} What this learner is asked, in this learner's order. */
    this.asked = [];
  }

  /** Shows the quiz with what is kept of it. */
  async open() {
    this.foot.hidden = false;
    await this.layOut(false);
    listen(this.course, () => this.hear());
  }

  /**
   * Readies one item's form, and turns the answer for no scripts into the button for scripts.
   * @param {Item} plain
   * @returns {Asked}
   */
  prepare(plain) {
    const { form } = plain;
    /** @type {HTMLDetailsElement | null} */
    const answer = form.querySelector("[data-lr-answer]");
    const key = JSON.parse(answer?.dataset.lrKey ?? "null");
    /** @type {Asked} */
    const item = { ...plain, key, answer, status: form.querySelector("[data-lr-feedback]") };
    if (answer) answer.hidden = true;
    form.querySelector("[data-lr-actions]")?.removeAttribute("hidden");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!this.atEnd) this.check(item);
    });
    form.addEventListener("reset", () => clear(item));
    form.addEventListener("input", () => {
      clear(item);
      if (this.atEnd) this.tally();
    });
    // The form is empty only after its own `reset`.
    const again = () => setTimeout(focusAnswer, 0, form);
    form.querySelector("[type=reset]")?.addEventListener("click", again);
    if (this.atEnd || item.kind.drafts) {
      form.addEventListener("change", () => {
        this.keep(item, true);
        this.tally();
      });
    }
    return item;
  }

  /**
   * Draws and shuffles by the seed that is kept, or by a new one, and shows what was answered.
   * @param {boolean} anew
   */
  async layOut(anew) {
    const kept = read(this.course).quizzes[this.quiz] ?? { items: {} };
    const rules = rulesOf(this.section);
    const ids = rules.parts.flatMap((part) => part.ids);
    const isDrawn = rules.shuffle || asks(rules) < ids.length || this.all.length > ids.length;
    const goesOn = !anew && kept.seed !== undefined;
    const seed = (goesOn && kept.seed) || (isDrawn ? newSeed() : "");
    const seeded = (goesOn && kept.seeded) || new Date().toISOString();
    // What this seed has asked is asked again, whatever the trainer has added since.
    const before = goesOn ? ids.filter((id) => kept.seen?.[id] === seeded) : [];
    const holds = (/** @type {string} */ id) => Boolean(kept.items[id]?.response.length);
    const asked = draw(rules, seed, { seen: kept.seen, before, holds });
    if (isDrawn && asked.some((id) => !before.includes(id))) {
      this.save({ seed, seeded, seen: seenWith(asked, seeded, kept.seen) });
    }
    this.seed = seed;
    // What was emptied to start over is asked as the new seed has it, after a reload too.
    const print = (/** @type {string} */ id) =>
      !anew && (holds(id) || kept.items[id]?.first) ? kept.items[id].fingerprint : "";
    this.asked = formsOf(this.all, asked, seed, print);
    for (const { form, kind, id } of rules.shuffle ? this.asked : []) {
      if (form.dataset.lrShuffle !== "true") continue;
      kind.shuffle(form, (rows) => shuffled(rows, `${seed}/${id}`));
    }
    lay(this.all, this.asked);
    for (const item of this.asked) {
      this.recall(item, kept.items[item.id]);
      // What was answered before this module came is a draft too.
      const { form, kind, state } = item;
      if (this.atEnd && !state && !isEmpty(kind.read(form), kind)) this.keep(item, true);
    }
    this.tally();
  }

  /**
   * Shows what is kept of an item, as far as the item is still the same.
   * @param {Asked} item
   * @param {ItemState | undefined} state
   */
  recall(item, state) {
    item.state = state?.fingerprint === item.fingerprint ? state : undefined;
    // What was known before is not news.
    item.status?.setAttribute("aria-live", "off");
    if (item.state?.response.length) item.kind.restore(item.form, item.state.response);
    if (item.state?.first) show(item);
  }

  /** Takes in what another tab answered, or drew. */
  hear() {
    const kept = read(this.course).quizzes[this.quiz];
    if (!kept || !this.section.isConnected) return;
    if (kept.seed && kept.seed !== this.seed) {
      this.drawAgain();
      return;
    }
    for (const item of this.asked) {
      const state = kept.items[item.id];
      if (!state || state.at <= (item.state?.at ?? "")) continue;
      item.form.reset();
      this.recall(item, state);
    }
    this.tally();
  }

  /** Follows another tab's seed; what was chosen here and not checked yet stays chosen. */
  async drawAgain() {
    const open = this.asked.filter(({ state }) => !state);
    const chosen = open.map(({ form, kind }) => kind.read(form));
    for (const { form } of this.asked) form.reset();
    await this.layOut(false);
    open.forEach((item, place) => {
      const { form, kind, state } = item;
      if (state || !this.asked.includes(item) || isEmpty(chosen[place], kind)) return;
      kind.restore(form, chosen[place]);
    });
    this.tally();
  }

  /**
   * Merges a part of this quiz's state into the store.
   * @param {Partial<import("../store/store.js").QuizState>} part
   */
  save(part) {
    return save(this.course, { quizzes: { [this.quiz]: part } });
  }

  /**
   * Keeps how far the lesson is by its checks.
   * @param {string} at
   */
  async note(at) {
    if (!this.lesson) return;
    const before = read(this.course).lessons[this.lesson];
    const lesson = { ...before, ...checksOf(this.lesson), at };
    await save(this.course, { lessons: { [this.lesson]: lesson } });
  }

  /**
   * Keeps what an item's form holds; a draft is no try and has no score.
   * @param {Asked} item
   * @param {boolean} draft
   */
  keep(item, draft) {
    const { fingerprint, form, id, key, kind, partial, points } = item;
    if (draft && item.state?.first) return;
    const at = stamp(item.state?.at);
    const response = kind.read(form);
    const share = draft || !key ? ZERO : kind.score(key, response, partial);
    const score = format(times(share, parse(points)));
    const first = item.state?.first ?? (draft ? null : { response, score, at });
    const best = draft ? item.state?.best : greater(score, item.state?.best);
    const maxScore = key ? points : "0";
    const found = item.state?.found ?? [];
    if (!draft && key && kind.found) found.push(kind.found(key, response));
    item.state = { fingerprint, response, score, maxScore, first, best, at };
    if (found.length) item.state.found = [...new Set(found)];
    if (draft) return this.save({ items: { [id]: item.state } });
    form.dataset.lrAnswered = "";
    this.save({ items: { [id]: item.state } });
    return this.note(at);
  }

  /**
   * Checks one item; an empty answer says so and is no try.
   * @param {Asked} item
   */
  check(item) {
    item.status?.removeAttribute("aria-live");
    if (isEmpty(item.kind.read(item.form), item.kind, item.form)) {
      item.status?.replaceChildren(el("p", { class: "lr-verdict" }, say("Give an answer first.")));
      return focusAnswer(item.form);
    }
    if (item.kind.further?.(item.form)) return;
    this.keep(item, false);
    show(item);
    this.tally();
  }

  /**
   * Checks everything at once, having asked where there are gaps.
   * @param {boolean} withGaps
   */
  finish(withGaps) {
    const gaps = this.asked.filter(({ form, kind }) => isEmpty(kind.read(form), kind, form));
    if (gaps.length && !withGaps) {
      const text = counted(
        gaps.length,
        "{n} question has no answer yet:",
        "{n} questions have no answer yet:",
      );
      const title = el("p", { class: "lr-verdict" }, text);
      const links = gaps.map((item) => el("li", {}, linkTo(item)));
      const anyway = button(say("Finish all the same"), () => this.finish(true), "quiet");
      this.score.replaceChildren(title, el("ul", {}, ...links), anyway);
      return focusOn(title);
    }
    const further = this.asked.filter(
      ({ form, kind }) => !isEmpty(kind.read(form), kind, form) && kind.further?.(form),
    );
    if (further.length) {
      const words = say(
        "One more step before the result: look at your own text and say what it has.",
      );
      this.score.replaceChildren(el("p", { class: "lr-verdict" }, words));
      return undefined;
    }
    for (const item of this.asked) {
      this.keep(item, false);
      show(item);
    }
    this.tally();
    return focusOn(this.result.querySelector("h3, h4, h5, h6") ?? this.score);
  }

  /** Says in numbers how it stands, and at the end what can be done next. */
  tally() {
    const { asked } = this;
    const done = asked.filter(({ state }) => state?.first);
    const given = asked.filter(
      ({ form, kind, state }) => state?.first || !isEmpty(state?.response ?? [], kind, form),
    );
    const missed = done.filter(({ state }) => state && state.score !== state.maxScore);
    const finished = done.length === asked.length;
    for (const { form } of done) form.dataset.lrAnswered = "";
    const said = counted(given.length, "{n} of {total} answered", "{n} of {total} answered", {
      total: asked.length,
    });
    this.count.replaceChildren(pips(asked), said);
    const open = this.tells && done.some(({ form }) => !form.dataset.lrState);
    const how = finished ? (this.tells ? summary(asked, this.grading) : thanks()) : "";
    if (this.score.textContent !== how) {
      this.score.replaceChildren(...(how ? [el("p", {}, how)] : []));
    }
    this.result.replaceChildren(
      ...(finished && this.tells ? result(this.section, asked, this.grading) : []),
    );
    const actions = [];
    if (this.atEnd && (!finished || open)) {
      actions.push(
        button(this.tells ? say("Check my answers") : say("Finish"), () => this.finish(false)),
      );
    }
    if (finished && missed.length && !(this.atEnd && open)) {
      actions.push(button(say("Try the missed ones again"), () => this.again()));
    }
    if (finished) actions.push(button(say("Start over"), () => this.startOver(), "quiet"));
    // A button that is replaced between the press and the release of a pointer is never clicked, and
    // the change of the field that loses the focus comes in between.
    const names = (/** @type {Iterable<Element>} */ all) =>
      Array.from(all, (one) => one.textContent);
    if (names(actions).join() !== names(this.actions.children).join()) {
      this.actions.replaceChildren(...actions);
    }
  }

  /**
   * Empties what is not right yet, and goes to the first of it.
   */
  again() {
    const missed = this.asked.filter(({ state }) => state?.first && state.score !== state.maxScore);
    for (const item of missed) item.form.reset();
    this.tally();
    focusAnswer(missed[0].form);
  }

  /** Forgets every answer, first tries too, and draws anew. */
  async startOver() {
    const at = stamp();
    /** @type {Record<string, ItemState>} */
    const bare = {};
    for (const { fingerprint, form, id, points, state } of this.asked) {
      const since = stamp(state?.at);
      bare[id] = {
        fingerprint,
        response: [],
        score: "0",
        maxScore: points,
        first: null,
        at: since,
      };
      form.reset();
      delete form.dataset.lrAnswered;
    }
    await this.save({ items: bare });
    await this.layOut(true);
    await this.note(at);
    focusAnswer(this.asked[0].form);
  }
}

/**
 * Returns a link that leads to where an item is answered.
 * @param {Asked} item
 */
function linkTo({ form }) {
  const go = (/** @type {Event} */ event) => {
    event.preventDefault();
    focusAnswer(form);
  };
  const text = form.querySelector("[data-lr-number]")?.textContent ?? "";
  return el("a", { href: `#${form.id}`, click: go }, text);
}

/**
 * Returns how many checks of a lesson there are on this page, and how many are answered.
 * @param {string} lesson
 */
function checksOf(lesson) {
  const quizzes = `[data-lr-lesson="${CSS.escape(lesson)}"][data-lr-mode="practice"]`;
  const forms = `${quizzes} form[data-lr-item]:not([hidden])`;
  return {
    of: document.querySelectorAll(forms).length,
    answered: document.querySelectorAll(`${forms}[data-lr-answered]`).length,
  };
}
