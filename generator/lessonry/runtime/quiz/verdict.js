/**
 * What is shown of an item that was checked: verdict, marks, reasons.
 *
 * @import { Asked } from "./quiz.js"
 */

import { el, icon } from "../dom.js";
import { figure } from "../figures.js";
import { isEmpty } from "../items/item.js";
import { decimal, parse } from "../rational.js";
import { counted, say } from "../words.js";
import { standing } from "./result.js";

/**
 * Shows verdict, marks and reasons of what an item's state holds.
 * @param {Asked} item
 */
export function show({ form, kind, key, status, answer, partial, state }) {
  if (!state) return;
  const { response } = state;
  unmark(form);
  if (kind.tell && key && answer) {
    form.dataset.lrState = standing(state);
    status?.replaceChildren(...kind.tell(form, key, state));
    return;
  }
  if (state.maxScore === "0") {
    form.dataset.lrState = "kept";
    const words = say("Thank you, your answer is kept in this browser.");
    const told = answer ? reasons(answer, response) : [];
    status?.replaceChildren(el("p", { class: "lr-verdict" }, words), ...told);
    return;
  }
  if (!key || !answer) return;
  const stands = standing(state);
  const right = stands === "right";
  // Its words did not come along, but that there were any.
  const isAway = Boolean(state.elsewhere) && isEmpty(response);
  const isNone = isEmpty(response) && !isAway;
  const word = right ? say("Right.") : isNone ? say("No answer.") : partly(state);
  form.dataset.lrState = stands;
  if (!isEmpty(response)) {
    for (const [place, good] of kind.marks(form, key, response)) mark(place, good);
  }
  const away = isAway ? say("You answered this on another device.") : "";
  const remark = ` ${away || kind.remark(key, response, partial)}`;
  const sign = icon(stands === "partly" ? "partly" : right);
  const verdict = el("p", { class: "lr-verdict" }, sign, el("strong", {}, word), remark);
  status?.replaceChildren(verdict, ...reasons(answer, response));
  form.querySelector("[type=reset]")?.toggleAttribute("hidden", right);
  answer.hidden = false;
  answer.querySelector("summary")?.replaceChildren(say("The answer, with all reasons"));
}

/**
 * Says how much of an answer is right that is not all right.
 * @param {import("../store/store.js").ItemState} state
 */
function partly({ score, maxScore }) {
  if (score === "0") return say("Not quite.");
  const most = parse(maxScore);
  return counted(
    Number(decimal(most)),
    "Partly right: {reached} of {n} point.",
    "Partly right: {reached} of {n} points.",
    { reached: figure(parse(score)), n: figure(most) },
  );
}

/**
 * Takes verdict and marks away: what was checked is no longer what stands there.
 * @param {Asked} item
 */
export function clear({ form, status, answer }) {
  status?.replaceChildren();
  if (!form.dataset.lrState) return;
  delete form.dataset.lrState;
  unmark(form);
  form.querySelector("[type=reset]")?.setAttribute("hidden", "");
  if (answer) {
    answer.open = false;
    answer.hidden = true;
  }
}

/**
 * Returns copies of the feedback to what was chosen, and of the explanation.
 * @param {HTMLElement} answer
 * @param {string[]} values
 */
function reasons(answer, values) {
  /** @type {NodeListOf<HTMLElement>} */
  const all = answer.querySelectorAll("[data-lr-feedback-of]");
  const told = [...all].filter((place) => values.includes(place.dataset.lrFeedbackOf ?? ""));
  // One feedback speaks for itself; of several, each needs its choice beside it.
  const several = told.length > 1;
  const copies = told.map((place) => ((several && place.closest("li")) || place).cloneNode(true));
  const explanation = answer.querySelector("[data-lr-explanation]")?.cloneNode(true);
  const list = several ? el("ul", { class: "lr-reasons" }, ...copies) : el("div", {}, ...copies);
  return explanation ? [list, explanation] : [list];
}

/**
 * @param {Element} place
 * @param {boolean} right
 */
function mark(place, right) {
  place.setAttribute("data-lr-mark", right ? "right" : "wrong");
  if (place instanceof HTMLInputElement || place instanceof HTMLSelectElement) {
    markGap(place, right);
  } else if (!(place instanceof SVGElement)) {
    place.append(
      el(
        "span",
        { class: "lr-mark" },
        icon(right),
        el("span", {}, right ? say("Right") : say("Not right")),
      ),
    );
  }
}

/**
 * Says below the prose how a gap stands: in the sentence the word would be read as part of it.
 * @param {HTMLInputElement | HTMLSelectElement} gap
 * @param {boolean} right
 */
function markGap(gap, right) {
  const prose = gap.closest("[data-lr-gaps]");
  // Of an only gap the verdict says it all.
  if (!prose || prose.querySelectorAll("input, select").length < 2) return;
  const id = `${gap.name}-mark`;
  const name = { gap: gap.ariaLabel ?? "" };
  const text = el("span", {}, right ? say("{gap}: right", name) : say("{gap}: not right", name));
  gap.setAttribute("aria-describedby", id);
  const state = right ? "right" : "wrong";
  prose.append(el("span", { class: "lr-mark", id, "data-lr-of-gap": state }, icon(right), text));
}

/** @param {HTMLElement} form */
function unmark(form) {
  for (const word of form.querySelectorAll(".lr-mark")) word.remove();
  for (const place of form.querySelectorAll("[data-lr-mark]")) {
    place.removeAttribute("data-lr-mark");
    place.removeAttribute("aria-describedby");
  }
}
