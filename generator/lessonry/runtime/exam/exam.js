/**
 * An exam from start to hand-in: drawn, kept at every change, gone on with after a reload.
 *
 * The page knows no key: what is right is found out by the trainer who opens the record, or, where
 * the exam has an answer lock, by enough right answers together.
 *
 * @import { Item } from "../items/item.js"
 * @import { ExamLock } from "./lock.js"
 * @import { Current, ExamState, Given, HandedIn, State } from "../store/store.js"
 * @import { Time } from "./time.js"
 * @typedef {"start" | "questions" | "review" | "hand-in" | "done" | "opening" | "passed" | "failed" |
 *   "countersign"} Screen  The last four where there is a lock alone.
 * @typedef {(exam: Exam, forms: HTMLElement, position: number) => HTMLElement[]} Show  Returns the place
 *   for the focus, then the screen.
 * @typedef {{ section: HTMLElement, course: string, quiz: string, edition: string, one: boolean,
 *   language: string, maxAttempts: number, recipient: import("./record.js").PublicKey | null, sendTo: string,
 *   heading: string, lock: ExamLock | null, all: Item[], asked: Item[], current: Current | null, time: Time | null, isOver(): boolean,
 *   attempts(): ExamState["attempts"], given(item: Item): Given | null,
 *   keep(item: Item, flag?: boolean): void, place(position: number): void,
 *   close(attempt: HandedIn): Promise<void>, note(attempt: HandedIn): Promise<unknown>,
 *   go(screen: Screen, position?: number): void }} Exam
 */

import { button, el, focusOn } from "../dom.js";
import { items, lay } from "../items/item.js";
import { asks, formsOf, rulesOf } from "../quiz/draw.js";
import { shuffled } from "../quiz/shuffle.js";
import { listen, read, save, stamp } from "../store/store.js";
import { counted, say } from "../words.js";
import * as unlocked from "./attempt.js";
import { done, records } from "./done.js";
import { handIn } from "./hand-in.js";
import { invitation } from "./invitation.js";
import { questions } from "./questions.js";
import { review } from "./review.js";
import { timeOf, until } from "./time.js";
import { Timer } from "./timer.js";

/**
 * Brings one exam to life.
 * @param {HTMLElement} section
 */
export async function mount(section) {
  const set = section.dataset;
  // Taken from the link at once: by the time it is needed, the address may have lost it.
  invitation();
  const locking = set.lrLock ? import("./lock.js") : null;
  const all = await items(section);
  const start = /** @type {HTMLElement} */ (section.querySelector("[data-lr-screen=start]"));
  const forms = /** @type {HTMLElement} */ (section.querySelector("[data-lr-items]"));
  const title = /** @type {HTMLElement} */ (
    section.querySelector("header :is(h1, h2, h3, h4, h5, h6)")
  );
  const screen = el("div", { class: "lr-screen" });
  // What has no lock needs no script for it.
  const lock = locking && new (await locking).ExamLock(section, all);
  const { fitted, opened } = /** @type {typeof unlocked} */ (lock?.drawing ?? unlocked);
  const rules = rulesOf(section);
  const wanted = asks(rules);
  const timer = new Timer(section, set.lrCourse ?? "", set.lrQuiz ?? "");
  let message = "";
  /** @type {Screen} */
  let shown = "start";
  const turn = turning(section);
  start.after(timer.strip, timer.said, screen);

  /** @type {Exam} */
  const exam = {
    section,
    course: set.lrCourse ?? "",
    quiz: set.lrQuiz ?? "",
    edition: set.lrEdition ?? "",
    language: set.lrLanguage ?? "",
    one: set.lrLayout !== "all",
    maxAttempts: Number(set.lrMaxAttempts ?? Infinity),
    recipient: set.lrRecipient ? JSON.parse(set.lrRecipient) : null,
    sendTo: set.lrSendTo ?? "",
    heading: `h${Math.min(6, Number(title.tagName[1]) + 1)}`,
    lock,
    all,
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
      await exam.note(attempt);
      leave();
    },

    note: (attempt) => save(exam.course, { exams: { [exam.quiz]: { attempts: [attempt] } } }),

    go(name, position = exam.current?.position ?? 0) {
      if (name === "start") {
        begin();
        return focusOn(title);
      }
      if (exam.isOver() && (name === "questions" || name === "review")) name = "hand-in";
      shown = name;
      turn();
      start.hidden = true;
      /** @type {Partial<Record<Screen, Show>>} */
      const screens = { questions, review, "hand-in": handIn, done, ...lock?.screens };
      forms.hidden = name !== "questions";
      const [place, ...parts] = screens[name]?.(exam, forms, position) ?? [title];
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
      message = say("This attempt was ended in another tab or window.");
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
    // An attempt goes on as the lock has it now.
    if (kept && lock?.isAway) return void lock.load().then(again);
    const { current, changed } = kept
      ? fitted(kept, all, rules, attempts)
      : { current: null, changed: false };
    const time = current && timeOf(current);
    const isOver = time !== null && time.left() <= 0;
    const left = exam.maxAttempts - attempts.length;
    const hindrance = current || left > 0 ? lock?.hindrance(again) : null;
    shown = "start";
    turn();
    screen.replaceChildren(start);
    forms.hidden = true;
    start.hidden = false;
    const fact = start.querySelector("[data-lr-attempts]");
    if (fact && left < Infinity)
      fact.textContent = counted(Math.max(0, left), "{n} of {total} left", "{n} of {total} left", {
        total: exam.maxAttempts,
      });
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
    if (hindrance) {
      go.push(hindrance);
    } else if (current) {
      go.push(
        button(
          isOver
            ? say("Hand in what is there")
            : say("Go on with question {n} of {total}", placeIn(current)),
          unless(() => enter(current)),
        ),
      );
    } else if (left > 0) {
      const words = attempts.length
        ? say("Start attempt {n}", { n: attempts.length + 1 })
        : say("Start the exam");
      const enters = unless(() => enter(opened(rules, attempts, limit())));
      const way = button(words, async () => {
        if (lock && !lock.lock) {
          // Once is enough: what comes of it brings another button, or the questions.
          if (way.hasAttribute("aria-disabled")) return;
          way.setAttribute("aria-disabled", "true");
          way.textContent = say("Loading…");
          await lock.load();
          if (lock.fault) return again();
        }
        enters();
      });
      go.push(way);
    }
    start.querySelector("[data-lr-start]")?.replaceChildren(...go);
    const says = [
      message,
      current && isOver
        ? say(
            "The time of this attempt has ended. What you answered until then is here, and can be handed in.",
          )
        : "",
      current && !isOver
        ? [
            say("You are in question {n} of {total}. Your answers are here.", placeIn(current)),
            time && say("The time goes on: you have until {time}.", { time: until(time) }),
          ]
            .filter(Boolean)
            .join(" ")
        : "",
      changed && !isOver
        ? counted(
            wanted,
            "The trainer has changed this exam since you began. It now asks {n} question; look through them before you hand in.",
            "The trainer has changed this exam since you began. It now asks {n} questions; look through them before you hand in.",
          )
        : "",
    ];
    if (!current && left <= 0) {
      says.push(say("You have used all attempts that this browser knows of."));
    }
    if (!crypto.subtle)
      says.push(
        say(
          "This page was not loaded over https, so your browser will not seal an exam: it cannot be handed in from here.",
        ),
      );
    const parts = says.filter(Boolean).map((text) => el("p", { class: "lr-notice" }, text));
    start.querySelector("[data-lr-exam-message]")?.replaceChildren(...parts, ...records(exam));
  }

  /** Shows the start card anew after what another tab did; the focus stays where it was. */
  function again() {
    const had = document.activeElement;
    const hadFocus = start.contains(had);
    begin();
    if (hadFocus && !start.contains(document.activeElement)) {
      /** @type {NodeListOf<HTMLElement>} */
      const notices = start.querySelectorAll(".lr-notice");
      const same = [...notices].find((one) => one.textContent === had?.textContent);
      focusOn(same ?? start.querySelector("[data-lr-start] button") ?? title);
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
    lock?.clear();
    exam.asked =
      lock?.asked(all, current) ??
      formsOf(all, current.items, current.seed, (id) => current.responses[id]?.fingerprint);
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
    lock?.prepare();
  }

  for (const item of all) {
    item.form.addEventListener("input", () => exam.keep(item));
  }
  listen(exam.course, () => hear(read(exam.course)));
  // What was ended and not opened, since the page was closed in between, goes on.
  const ended = exam.attempts().findIndex(({ locked }) => locked?.state === "ended");
  if (lock && (stored().current || ended >= 0)) await lock.load();
  else lock?.watch(start);
  begin();
  if (lock?.lock && !stored().current && ended >= 0) exam.go("opening", ended);
}

/**
 * Returns which question of how many an attempt stands at.
 * @param {Current} current
 */
const placeIn = ({ position, items }) => ({ n: position + 1, total: items.length });

/**
 * Opens an item to answers, or closes it to them.
 * @param {HTMLFormElement} form
 * @param {boolean} isClosed
 */
function close(form, isClosed) {
  form.querySelector("fieldset")?.toggleAttribute("disabled", isClosed);
}

/**
 * Returns what to call at each change of screen: it keeps the second half of a double click from a
 * screen that the first half brought, where it would press, or give the focus to, what stands under
 * the pointer by chance. In a row of quick presses each odd one is a press of its own, so that who
 * leafs through the questions fast is slowed down, not stopped.
 * @param {HTMLElement} section
 */
function turning(section) {
  let turned = false;
  const gone = new AbortController();
  const hear = (/** @type {MouseEvent} */ event) => {
    if (!section.isConnected) gone.abort();
    // A click by keyboard, or by a screen reader, counts 0.
    const isSecond = event.detail > 0 && event.detail % 2 === 0;
    if (!isSecond) {
      turned = false;
    } else if (turned) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  // A screen may be shorter than the one before it, so that the pointer is outside of the exam now.
  for (const press of /** @type {const} */ (["mousedown", "click"])) {
    document.addEventListener(press, hear, { capture: true, signal: gone.signal });
  }
  return () => {
    turned = true;
  };
}
