/**
 * How far one is in the course: the way on, a share in words, each module with what is left of it.
 *
 * @import { Outline } from "../outline.js"
 * @import { Standing } from "../course/standing.js"
 */

import { timeLeft } from "../course/titles.js";
import { el } from "../dom.js";
import { counted, say } from "../words.js";
import { addressOf } from "./course.js";
import { dayWords } from "./when.js";

const SVG = "http://www.w3.org/2000/svg";

/**
 * Returns what stands first: how much is done, and the one button to go on with.
 * @param {Outline} outline
 * @param {Standing} standing
 * @param {string} last  When something was done last; nothing where nothing was.
 */
export function far(outline, standing, last) {
  const { done, isComplete, minutesLeft, next, of } = standing;
  const heading = isComplete
    ? say("You have finished the course.")
    : last
      ? counted(of, "{done} of {n} lesson done", "{done} of {n} lessons done", { done })
      : say("Your course begins here");
  const here = last ? say("Last here: {day}", { day: dayWords(last, Date.now()) }) : "";
  const facts = [timeLeft(minutesLeft), here].filter(Boolean).map((text) => el("span", {}, text));
  return el(
    "section",
    { class: "lr-progress-far", "aria-labelledby": "lr-progress-far" },
    ring(standing.share),
    el(
      "div",
      {},
      el("h2", { id: "lr-progress-far" }, heading),
      !last &&
        el(
          "p",
          {},
          say(
            "Nothing is noted yet. Read a lesson and answer its questions: here you will see how far you are, what you know, and what is worth another look.",
          ),
        ),
      facts.length > 0 && el("p", { class: "lr-progress-facts" }, ...facts),
      way(outline, next, last),
    ),
  );
}

/**
 * Returns the button to go on with, and what it leads to.
 * @param {Outline} outline
 * @param {Standing["next"]} next
 * @param {string} last
 */
function way(outline, next, last) {
  const href = addressOf(next ? next.url + next.hash : outline.home);
  const text = !next
    ? say("Look at the course again")
    : last
      ? say("Go on")
      : say("Start the course");
  const button = el("a", { class: "lr-button lr-button--large", href }, text);
  const to = next && el("span", { class: "lr-small" }, next.title);
  return el("p", { class: "lr-progress-go" }, button, to);
}

/**
 * Returns the modules, each with how far it is in words and as a bar.
 * @param {Outline} outline
 * @param {Standing} standing
 */
export function modules(outline, standing) {
  const rows = outline.modules.flatMap(({ id, lessons, title }) => {
    const module = standing.modules.find((one) => one.id === id);
    if (!module?.of) return [];
    const { done, minutesLeft, of, share } = module;
    const isDone = done === of;
    const begun = lessons.map((lesson) => standing.lessons[lesson.id]);
    const asked = begun.reduce((sum, lesson) => sum + lesson.of, 0);
    const answered = begun.reduce((sum, lesson) => sum + lesson.answered, 0);
    const words = [
      isDone
        ? say("Done")
        : counted(of, "{done} of {n} lesson done", "{done} of {n} lessons done", { done }),
      !isDone && answered
        ? counted(asked, "{answered} of {n} answered", "{answered} of {n} answered", { answered })
        : "",
      isDone ? "" : timeLeft(minutesLeft),
    ].filter(Boolean);
    const open = lessons.find((lesson) => standing.lessons[lesson.id].state !== "done");
    const bar = el("progress", { max: "100", value: String(Math.round(share * 100)) });
    bar.setAttribute("aria-hidden", "true");
    const name = el(
      "a",
      { class: "lr-progress-name", href: addressOf((open ?? lessons[0]).url) },
      title ?? say("Lessons"),
    );
    const facts = el(
      "span",
      { class: "lr-progress-facts" },
      ...words.map((text) => el("span", {}, text)),
    );
    return [el("li", { "data-lr-done": isDone }, name, facts, bar)];
  });
  if (!rows.length) return null;
  return el(
    "section",
    { "aria-labelledby": "lr-progress-modules" },
    el("h2", { id: "lr-progress-modules" }, say("How far you are")),
    el("ul", { class: "lr-progress-rows" }, ...rows),
  );
}

/**
 * Returns a ring that is drawn as far as the share; the words beside it say the same.
 * @param {number} share
 */
function ring(share) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("class", "lr-progress-ring");
  drawing.setAttribute("viewBox", "0 0 100 100");
  drawing.setAttribute("aria-hidden", "true");
  for (const [part, length] of [
    ["whole", 100],
    ["done", share * 100],
  ]) {
    const circle = document.createElementNS(SVG, "circle");
    for (const [name, value] of Object.entries({ cx: 50, cy: 50, r: 42, pathLength: 100 })) {
      circle.setAttribute(name, String(value));
    }
    circle.setAttribute("class", `lr-progress-ring-${part}`);
    circle.setAttribute("stroke-dasharray", `${length} 100`);
    if (length) drawing.append(circle);
  }
  const text = document.createElementNS(SVG, "text");
  for (const [name, value] of Object.entries({ x: 50, y: 50, class: "lr-progress-ring-text" })) {
    text.setAttribute(name, String(value));
  }
  text.textContent = say("{n} %", { n: Math.floor(share * 100 + 1e-9) });
  drawing.append(text);
  return drawing;
}
