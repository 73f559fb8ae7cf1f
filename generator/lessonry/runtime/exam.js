/**
 * An exam from start to hand-in: drawn, kept at every change, gone on with after a reload.
 *
 * The page knows no key: what is right is found out by the trainer who opens the record.
 *
 * @import { Item } from "./items/item.js"
 * @import { Current, ExamState, Given, State } from "./store.js"
 * @import { Time } from "./exam-time.js"
 * @typedef {"start" | "questions" | "review" | "hand-in" | "done"} Screen
 * @typedef {{ section: HTMLElement, course: string, quiz: string, edition: string, one: boolean,
 *   maxAttempts: number, recipient: import("./record.js").PublicKey | null, sendTo: string,
 *   heading: string, asked: Item[], current: Current | null, time: Time | null, isOver(): boolean,
 *   attempts(): ExamState["attempts"], given(item: Item): Given | null,
 *   keep(item: Item, flag?: boolean): void, place(position: number): void,
 *   close(attempt: import("./store.js").HandedIn): Promise<void>,
 *   go(screen: Screen, position?: number): void }} Exam
 */

import { button, count, el, focusOn } from "./dom.js";
import { asks, formsOf, rulesOf } from "./draw.js";
import { fitted, opened } from "./exam-attempt.js";
import { done, records } from "./exam-done.js";
import { handIn } from "./exam-hand-in.js";
import { questions } from "./exam-questions.js";
import { review } from "./exam-review.js";
import { timeOf, until } from "./exam-time.js";
import { Timer } from "./exam-timer.js";
import { items, lay } from "./items/item.js";
import { shuffled } from "./shuffle.js";
import { listen, read, save, stamp } from "./store.js";

/**
 * Brings one exam to life.
 * @param {HTMLElement} section
 */
export async function mount(section) {
  const set = section.dataset;
  const all = await items(section);
  const start = /** @type {HTMLElement} */ (section.querySelector("[data-lr-screen=start]"));
  const forms = /** @type {HTMLElement} */ (section.querySelector("[data-lr-items]"));
  const title = /** @type {HTMLElement} */ (
    section.querySelector("header :is(h1, h2, h3, h4, h5, h6)")
  );
  const screen = el("div", { class: "lr-screen" });
  const rules = rulesOf(section);
  const wanted = asks(rules);
  const timer = new Timer(section, set.lrCourse ?? "", set.lrQuiz ?? "");
  let message = "";
  /** @type {Screen} */
  let shown = "start";
  start.after(timer.strip, timer.said, screen);

  /** @type {Exam} */
  const exam = {
    section,
    course: set.lrCourse ?? "",
    quiz: set.lrQuiz ?? "",
    edition: set.lrEdition ?? "",
    one: set.lrLayout !== "all",
    maxAttempts: Number(set.lrMaxAttempts ?? Infinity),
    recipient: set.lrRecipient ? JSON.parse(set.lrRecipient) : null,
    sendTo: set.lrSendTo ?? "",
    heading: `h${Math.min(6, Number(title.tagName[1]) + 1)}`,
    asked: [],
    current: null,
    time: null,
    isOver: () => exam.time !== null && exam.time.left() <= 0,
    attempts: () => stored().attempts,

    given(item) {
      const given = exam.current?.responses[item.id];
      return given?.fingerprint === item.fingerprint ? given : null;
    },

    keep(item, flag = exam.given(item)?.flag) {
      if (!exam.current) return;
      if (exam.isOver()) {
        // What is given after the end is not given, however late the page notices the end.
        item.kind.restore(item.form, exam.given(item)?.values ?? []);
        return end();
      }
      // A clock that was set back makes nothing older than what is kept.
      const at = stamp(exam.current.at);
      const given = { values: item.kind.read(item.form), fingerprint: item.fingerprint, flag, at };
      exam.current = {
        ...exam.current,
        responses: { ...exam.current.responses, [item.id]: given },
        at,
      };
      write();
    },

    place(position) {
      if (!exam.current) return;
      exam.current = { ...exam.current, position, at: stamp(exam.current.at) };
      write();
    },

    async close(attempt) {
      await save(exam.course, { exams: { [exam.quiz]: { attempts: [attempt] } } });
      leave();
    },

    go(name, position = exam.current?.position ?? 0) {
      if (name === "start") {
        begin();
        return focusOn(title);
      }
      if (exam.isOver() && (name === "questions" || name === "review")) name = "hand-in";
      shown = name;
      start.hidden = true;
      const screens = { questions, review, "hand-in": handIn, done };
      forms.hidden = name !== "questions";
      const [place, ...parts] = screens[name](exam, forms, position);
      screen.replaceChildren(...parts);
      focusOn(place);
    },
  };

  /** @returns {ExamState} */
  const stored = () => read(exam.course).exams[exam.quiz] ?? { attempts: [], current: null };

  async function write() {
    if (exam.current)
      hear(await save(exam.course, { exams: { [exam.quiz]: { current: exam.current } } }));
  }

  /** Takes in what another tab did to the same attempt. */
  function hear(/** @type {State} */ state) {
    const { current } = exam;
    if (!section.isConnected) return;
    if (!current) {
      if (shown === "start") again();
      return;
    }
    const theirs = state.exams[exam.quiz]?.current;
    if (theirs?.id !== current.id) {
      leave();
      message = "This attempt was ended in another tab or window.";
      begin();
      return focusOn(start.querySelector(".lr-notice") ?? title);
    }
    for (const item of exam.asked) {
      const given = theirs.responses[item.id];
      if (!given || given.at <= (current.responses[item.id]?.at ?? "")) continue;
      current.responses[item.id] = given;
      if (exam.given(item)) item.kind.restore(item.form, given.values);
    }
    forms.dispatchEvent(new Event("input"));
  }

  /** Lets go of the attempt: it was handed in, here or elsewhere. */
  function leave() {
    exam.current = null;
    exam.time = null;
    timer.stop();
  }

  /** Closes the questions at the end of the time: what is there can be handed in, and nothing else. */
  function end() {
    for (const { form } of exam.asked) close(form, true);
    timer.end();
    if (shown === "hand-in") screen.querySelector("[data-lr-back]")?.remove();
    else exam.go("hand-in");
  }

  /** Shows the start card, with the one thing to do next. */
  function begin() {
    const { attempts, current: kept } = stored();
    const { current, changed } = kept
      ? fitted(kept, all, rules, attempts)
      : { current: null, changed: false };
    const time = current && timeOf(current);
    const isOver = time !== null && time.left() <= 0;
    const left = exam.maxAttempts - attempts.length;
    shown = "start";
    screen.replaceChildren(start);
    forms.hidden = true;
    start.hidden = false;
    const fact = start.querySelector("[data-lr-attempts]");
    if (fact && left < Infinity)
      fact.textContent = `${Math.max(0, left)} of ${exam.maxAttempts} left`;
    const extra = /** @type {HTMLElement | null} */ (start.querySelector("[data-lr-extra]"));
    if (extra) {
      extra.hidden = current !== null || left <= 0;
      const none = /** @type {HTMLInputElement | null} */ (extra.querySelector("input"));
      if (none && !extra.querySelector("input:checked")) none.checked = true;
    }
    const go = [];
    // What another tab opened, or handed in, while this page slept.
    const unless = (/** @type {() => void} */ enters) => () =>
      stored().current?.id === kept?.id && exam.attempts().length === attempts.length
        ? enters()
        : again();
    if (current) {
      const where = `Go on with question ${current.position + 1} of ${current.items.length}`;
      go.push(
        button(
          isOver ? "Hand in what is there" : where,
          unless(() => enter(current)),
        ),
      );
    } else if (left > 0) {
      const words = attempts.length ? `Start attempt ${attempts.length + 1}` : "Start the exam";
      go.push(
        button(
          words,
          unless(() => enter(opened(rules, attempts, limit()))),
        ),
      );
    }
    start.querySelector("[data-lr-start]")?.replaceChildren(...go);
    const says = [
      message,
      current && isOver
        ? "The time of this attempt has ended. What you answered until then is here, and can be handed in."
        : "",
      current && !isOver
        ? `You are in question ${current.position + 1} of ${current.items.length}. Your answers are here.${time ? ` The time goes on: you have ${until(time)}.` : ""}`
        : "",
      changed && !isOver
        ? `The trainer has changed this exam since you began. It now asks ${count(wanted, "question")}; look through them before you hand in.`
        : "",
    ];
    if (!current && left <= 0) says.push("You have used all attempts that this browser knows of.");
    if (!crypto.subtle)
      says.push(
        "This page was not loaded over https, so your browser will not seal an exam: it cannot be handed in from here.",
      );
    const parts = says.filter(Boolean).map((text) => el("p", { class: "lr-notice" }, text));
    start.querySelector("[data-lr-exam-message]")?.replaceChildren(...parts, ...records(exam));
  }

  /** Shows the start card anew after what another tab did; the focus stays where it was. */
  function again() {
    const hadFocus = start.contains(document.activeElement);
    begin();
    if (hadFocus && !start.contains(document.activeElement)) {
      focusOn(start.querySelector("[data-lr-start] button") ?? title);
    }
  }

  /** Returns what a new attempt has of time. */
  function limit() {
    if (!set.lrTimeLimit) return {};
    /** @type {HTMLInputElement | null} */
    const box = start.querySelector("[data-lr-extra] input:checked");
    return { limit: Number(set.lrTimeLimit), extra: box?.value ?? "0" };
  }

  /** Goes into an attempt: its items in its order, with what was answered. */
  function enter(/** @type {Current} */ current) {
    exam.time = timeOf(current);
    exam.current = { ...current, at: stamp(current.at) };
    exam.asked = formsOf(all, current.items, current.seed, (id) => {
      return current.responses[id]?.fingerprint;
    });
    message = "";
    lay(all, exam.asked);
    for (const item of exam.asked) {
      if (rules.shuffle && item.form.dataset.lrShuffle === "true") {
        item.kind.shuffle(item.form, (rows) => shuffled(rows, `${current.seed}/${item.id}`));
      }
      item.kind.restore(item.form, exam.given(item)?.values ?? []);
      close(item.form, exam.isOver());
    }
    write();
    if (exam.time) timer.start(exam.time, end);
    exam.go("questions");
  }

  for (const item of all) {
    item.form.addEventListener("input", () => exam.keep(item));
  }
  listen(exam.course, () => hear(read(exam.course)));
  begin();
}

/**
 * Opens an item to answers, or closes it to them.
 * @param {HTMLFormElement} form
 * @param {boolean} isClosed
 */
function close(form, isClosed) {
  form.querySelector("fieldset")?.toggleAttribute("disabled", isClosed);
}
