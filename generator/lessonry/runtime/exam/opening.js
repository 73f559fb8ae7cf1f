/**
 * The end of an attempt at a locked exam: it is closed for good, then the page looks whether its
 * answers open the lock.
 *
 * @import { Exam } from "./exam.js"
 * @import { HandedIn, Locked } from "../store/store.js"
 * @import { Lock } from "../lock/file.js"
 * @import { Opened } from "../lock/open.js"
 * @import { Watch } from "../lock/opener.js"
 */

import { button, el } from "../dom.js";
import { add, format, parse, sum, times, ZERO } from "../rational.js";
import { say } from "../words.js";
import { day, download, finishedAs } from "./done.js";
import { endOf, responses } from "./hand-in.js";
import { lastStep, titled } from "./review.js";

/**
 * Returns the place for the focus, then the screen: what comes before the end, where the time has
 * brought it or there is something to say.
 * @param {Exam} exam
 * @returns {HTMLElement[]}
 */
export function handIn(exam) {
  const title = titled(exam, say("Hand in"));
  const isOver = exam.isOver();
  const back = button(say("Back"), () => exam.go("review"), "quiet");
  back.dataset.lrBack = "";
  const words = crypto.subtle
    ? [
        say(
          "The page tries to open the lock of this exam with your answers. If enough of them are right, you see at once what was right and why. After this, the answers of this attempt cannot be changed.",
        ),
        isOver
          ? say(
              "The time has ended. What you answered until then is kept, and nothing of it can be changed.",
            )
          : "",
      ]
    : [
        "",
        say(
          "Your browser opens locks only on a page that was loaded over https, and this one was not. Nothing is lost: your answers stay in this browser.",
        ),
      ];
  const [plain, notice] = words;
  return [
    title,
    title,
    ...(notice ? [el("p", { class: "lr-notice" }, notice)] : []),
    ...(plain ? [el("p", {}, plain)] : []),
    el(
      "div",
      { class: "lr-actions" },
      !isOver && back,
      crypto.subtle ? button(lastStep(), () => end(exam)) : null,
    ),
  ];
}

/**
 * Ends the attempt, and goes on to opening the lock.
 * @param {Exam} exam
 */
export async function end(exam) {
  const { current, edition, language, lock } = exam;
  if (!current || !lock) return;
  if (!crypto.subtle) return exam.go("hand-in");
  const { id, number, started, seed, items, form = 0, limit, extra } = current;
  /** @type {Locked} */
  const locked = {
    state: "ended",
    digest: lock.digest,
    form,
    seed,
    edition,
    asked: responses(exam),
    ...(language ? { language } : {}),
    ...(limit ? { limit, extra } : {}),
  };
  const attempt = { id, number, started, ended: endOf(exam), items, locked };
  await exam.close({ ...attempt, name: "", file: "", record: "" });
  exam.go("opening", placeOf(exam, id));
}

/**
 * Returns where an attempt stands among all.
 * @param {Exam} exam
 * @param {string} id
 */
const placeOf = (exam, id) => exam.attempts().findIndex((attempt) => attempt.id === id);

/**
 * Returns the place for the focus, then the screen; what was opened before is there at once.
 * @param {Exam} exam
 * @param {HTMLElement} _forms
 * @param {number} position
 * @returns {HTMLElement[]}
 */
export function opening(exam, _forms, position) {
  const title = titled(exam, say("Opening the lock"));
  const attempt = exam.attempts()[position];
  if (!attempt?.locked || !exam.lock) return [title, title];
  const stop = new AbortController();
  const label = say("How far the page has looked");
  const bar = el("progress", { max: "1", value: "0", "aria-label": label });
  const words = el(
    "p",
    {},
    say(
      "Your answers are handed in. The page now looks whether enough of them are right to open the lock. It takes a few seconds; if you leave, it goes on when you come back.",
    ),
  );
  const place = el("div", { class: "lr-opening" }, words, bar);
  const leave = button(
    say("Back to the start of the exam"),
    () => {
      stop.abort();
      exam.go("start");
    },
    "quiet",
  );
  const progress = (/** @type {number} */ share) => {
    if (!exam.section.isConnected) stop.abort();
    bar.value = share;
  };
  outcome(exam, attempt, { progress, signal: stop.signal }).then(
    (name) => {
      if (!stop.signal.aborted) exam.go(name, placeOf(exam, attempt.id));
    },
    (problem) => {
      if (stop.signal.aborted) return;
      console.warn(problem);
      const again = button(say("Try again"), () => exam.go("opening", position));
      const why = say(
        "The lock could not be tried. Your answers are kept, and nothing is decided yet. Check your connection, then try again; if that does not help, reload the page.",
      );
      place.replaceChildren(
        el("div", { class: "lr-notice", role: "alert" }, el("p", {}, why), again),
      );
    },
  );
  return [title, title, place, el("div", { class: "lr-actions" }, leave)];
}

/**
 * Finds out how an attempt ended, keeps it, and returns the screen that says it.
 * @param {Exam} exam
 * @param {HandedIn} attempt
 * @param {Watch} watch
 * @returns {Promise<"passed" | "failed">}
 */
async function outcome(exam, attempt, watch) {
  const { locked } = attempt;
  const own = exam.lock;
  if (!locked || !own) throw new Error("there is no lock");
  await own.bring();
  if (locked.state === "failed" || own.results.has(attempt.id)) {
    return locked.state === "passed" ? "passed" : "failed";
  }
  const lock = await own.of(locked.digest);
  if (!lock) return locked.state === "passed" ? "passed" : "failed";
  const opened = await openedBy(exam, lock, locked, watch);
  if (!opened) {
    await keep(exam, attempt, { state: "failed" });
    return "failed";
  }
  const { answersOf } = await import("../lock/open.js");
  const answers = await answersOf(lock, locked.form, opened);
  own.results.set(attempt.id, { opened, answers });
  const score = await scoreOf(exam, locked, answers);
  await keep(exam, attempt, { state: "passed", secret: opened.secret, ...score });
  return "passed";
}

/**
 * Returns what the answers of an attempt open, or what the secret opens that they gave before.
 * @param {Exam} exam
 * @param {Lock} lock
 * @param {Locked} locked
 * @param {Watch} watch
 * @returns {Promise<Opened | null>}
 */
async function openedBy({ all }, lock, { form, asked, secret }, watch) {
  if (secret) {
    const { reopen } = await import("../lock/open.js");
    const opened = await reopen(lock, form, secret);
    if (opened) return opened;
  }
  const { canonical } = await import("../lock/canonical.js");
  const { opened } = await import("../lock/opener.js");
  /** @type {Record<string, string | null>} */
  const given = {};
  for (const { id, response } of asked) {
    const place = all.find((item) => item.id === id)?.form;
    const gaps = place ? gapsIn(place) : [];
    const kind = place?.dataset.lrKind ?? "";
    given[id] = await canonical(kind, response, { gaps, grids: lock.grids?.[id] });
  }
  return opened(lock, form, given, watch);
}

/**
 * Returns the kinds of the gaps of an item; of one that has none, nothing.
 * @param {HTMLElement} form
 */
export function gapsIn(form) {
  /** @type {NodeListOf<HTMLElement>} */
  const controls = form.querySelectorAll("[data-lr-gap]");
  return Array.from(controls, ({ dataset }) => dataset.lrGap ?? "");
}

/**
 * Returns points and most points: in a locked exam an item counts whole or not at all.
 * @param {Exam} exam
 * @param {Locked} locked
 * @param {Map<string, { key: any }>} answers
 */
async function scoreOf({ all }, { asked }, answers) {
  let reached = ZERO;
  /** @type {string[]} */
  const most = [];
  for (const { id, response } of asked) {
    const item = all.find((item) => item.id === id);
    const key = answers.get(id)?.key;
    if (!item || key === undefined) continue;
    await item.kind.ready?.(key);
    reached = add(reached, times(item.kind.score(key, response), parse(item.points)));
    most.push(item.points);
  }
  return { score: format(reached), maxScore: format(sum(most)) };
}

/**
 * Merges what was found out of an attempt into the store.
 * @param {Exam} exam
 * @param {HandedIn} attempt
 * @param {Partial<Locked>} found
 */
function keep(exam, attempt, found) {
  const locked = /** @type {Locked} */ ({ ...attempt.locked, ...found });
  return exam.note({ ...attempt, locked });
}

/**
 * Returns what the start card says of an attempt that has ended.
 * @param {Exam} exam
 * @param {HandedIn} attempt
 * @param {number} place
 * @returns {(Node | string)[]}
 */
export function endings(exam, attempt, place) {
  const { locked, number, ended, record } = attempt;
  const show = (/** @type {string} */ text) => [
    " ",
    button(text, () => exam.go("opening", place), "plain"),
  ];
  const again = button(say("Download the file again"), () => download(attempt), "plain");
  if (!locked) return [...finishedAs(attempt), " ", again];
  const when = { n: number, date: day(ended) };
  const [words, does] = {
    ended: [say("Attempt {n}, finished on {date}: not opened yet", when), say("Open the lock")],
    passed: [
      say("Attempt {n}, finished on {date}: passed", when),
      say("Show the result and the certificate"),
    ],
    failed: [
      say("Attempt {n}, finished on {date}: not passed", when),
      say("Show what can be done"),
    ],
  }[locked.state];
  return [words, ...show(does), ...(record ? [" ", again] : [])];
}
