/**
 * An exam from start to hand-in: drawn, kept at every change, gone on with after a reload.
 *
 * The page knows no key: what is right is found out by the trainer who opens the record.
 *
 * @import { Item } from "./items/item.js"
 * @import { Current, ExamState, Given, State } from "./store.js"
 * @typedef {{ section: HTMLElement, course: string, quiz: string, edition: string, one: boolean,
 *   maxAttempts: number, recipient: import("./record.js").PublicKey | null, sendTo: string,
 *   heading: string, asked: Item[], current: Current | null, attempts(): ExamState["attempts"],
 *   given(item: Item): Given | null, keep(item: Item, flag?: boolean): void, place(position: number): void,
 *   close(attempt: import("./store.js").HandedIn): Promise<void>,
 *   go(screen: "start" | "questions" | "review" | "hand-in" | "done", position?: number): void }} Exam
 */

import { button, count, el, focusOn } from "./dom.js";
import { fitted, opened } from "./exam-attempt.js";
import { done, records } from "./exam-done.js";
import { handIn } from "./exam-hand-in.js";
import { questions } from "./exam-questions.js";
import { review } from "./exam-review.js";
import { items, lay } from "./items/item.js";
import { shuffled } from "./shuffle.js";
import { listen, now, read, save } from "./store.js";

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
  const shuffle = set.lrShuffle === "true";
  const wanted = Math.min(Number(set.lrDraw ?? all.length), all.length);
  let message = "";
  start.after(screen);

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
    attempts: () => stored().attempts,

    given(item) {
      const given = exam.current?.responses[item.id];
      return given?.fingerprint === item.fingerprint ? given : null;
    },

    keep(item, flag = exam.given(item)?.flag) {
      if (!exam.current) return;
      const at = now();
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
      exam.current = { ...exam.current, position, at: now() };
      write();
    },

    async close(attempt) {
      await save(exam.course, { exams: { [exam.quiz]: { attempts: [attempt] } } });
      exam.current = null;
    },

    go(name, position = exam.current?.position ?? 0) {
      if (name === "start") {
        begin();
        return focusOn(title);
      }
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
    if (!current || !section.isConnected) return;
    const theirs = state.exams[exam.quiz]?.current;
    if (theirs?.id !== current.id) {
      exam.current = null;
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

  /** Shows the start card, with the one thing to do next. */
  function begin() {
    const { attempts, current: kept } = stored();
    const { current, changed } = kept
      ? fitted(kept, all, wanted, shuffle)
      : { current: null, changed: false };
    const left = exam.maxAttempts - attempts.length;
    screen.replaceChildren(start);
    forms.hidden = true;
    start.hidden = false;
    const fact = start.querySelector("[data-lr-attempts]");
    if (fact && left < Infinity)
      fact.textContent = `${Math.max(0, left)} of ${exam.maxAttempts} left`;
    const go = [];
    if (current)
      go.push(
        button(`Go on with question ${current.position + 1} of ${current.items.length}`, () =>
          enter(current),
        ),
      );
    else if (left > 0)
      go.push(
        button(attempts.length ? `Start attempt ${attempts.length + 1}` : "Start the exam", () =>
          enter(opened(all, wanted, attempts.length + 1, shuffle)),
        ),
      );
    start.querySelector("[data-lr-start]")?.replaceChildren(...go);
    const says = [
      message,
      current
        ? `You are in question ${current.position + 1} of ${current.items.length}. Your answers are here.`
        : "",
      changed
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

  /** Goes into an attempt: its items in its order, with what was answered. */
  function enter(/** @type {Current} */ current) {
    const asked = current.items.map((id) => all.find((item) => item.id === id));
    exam.current = { ...current, at: now() };
    exam.asked = asked.filter((item) => item !== undefined);
    message = "";
    lay(all, exam.asked);
    for (const item of exam.asked) {
      if (shuffle && item.form.dataset.lrShuffle === "true") {
        item.kind.shuffle(item.form, (rows) => shuffled(rows, `${current.seed}/${item.id}`));
      }
      item.kind.restore(item.form, exam.given(item)?.values ?? []);
    }
    write();
    exam.go("questions");
  }

  for (const item of all) {
    item.form.addEventListener("input", () => exam.keep(item));
  }
  listen(exam.course, () => hear(read(exam.course)));
  begin();
}
