/**
 * Extended text: the learner's own sentences, then, beside a good answer, what they have of the rubric.
 *
 * The response is the text, and once it is judged a "1" or "0" for each criterion. The key is the
 * weights of the criteria: `{ criteria: ["1", "2"] }`.
 *
 * @import { Rational } from "../rational.js"
 * @import { ItemState } from "../store/store.js"
 */

import { el, icon } from "../dom.js";
import { pointsReached } from "../figures.js";
import { over, parse, sum, ZERO } from "../rational.js";
import { counted, say } from "../words.js";
import { isBlank } from "./item.js";

const LONGEST = 10_000;
/** Milliseconds of quiet after which what was typed is kept. */
const PAUSE = 700;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*/gu;
/** Scripts that put no blanks between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}\p{Script=Myanmar}]/u;

/** @param {HTMLFormElement} form */
const area = (form) =>
  /** @type {HTMLTextAreaElement} */ (form.querySelector("[data-lr-text] textarea"));

/** @param {HTMLFormElement} form */
const rubric = (form) => /** @type {HTMLElement | null} */ (form.querySelector("[data-lr-rubric]"));

/** @param {HTMLElement} place */
const boxes = (place) =>
  /** @type {NodeListOf<HTMLInputElement>} */ (place.querySelectorAll("[type=checkbox]"));

/**
 * Puts the count of words under the text, and the rubric, still closed, behind it.
 * @param {HTMLFormElement} form
 */
export function prepare(form) {
  const text = area(form);
  const words = el("p", { class: "lr-words", id: `${text.name}-words` });
  const fault = el("p", { class: "lr-words lr-words--fault", role: "status" });
  text.after(words, fault);
  text.setAttribute("aria-describedby", words.id);
  const criteria = form.querySelectorAll("[data-lr-answer] [data-lr-criterion]");
  if (criteria.length) form.querySelector("fieldset")?.append(judging(form, criteria));
  let pause = 0;
  const keep = () => {
    clearTimeout(pause);
    text.dispatchEvent(new Event("change", { bubbles: true }));
  };
  text.addEventListener("input", () => {
    told(form);
    clearTimeout(pause);
    pause = setTimeout(keep, PAUSE);
  });
  addEventListener("pagehide", keep);
  form.querySelector("[type=reset]")?.addEventListener("click", (event) => {
    // Who tries again goes on with the text that is there; only what it was found to have is gone.
    event.preventDefault();
    const kept = text.value;
    form.reset();
    text.value = kept;
    told(form);
  });
  form.addEventListener("reset", () => {
    open(form, false);
    setTimeout(told, 0, form);
  });
  told(form);
}

/**
 * Returns what the text is judged by: a good answer, and a box for each criterion.
 * @param {HTMLFormElement} form
 * @param {NodeListOf<Element>} criteria
 */
function judging(form, criteria) {
  const model = form.querySelector("[data-lr-model]")?.cloneNode(true);
  const title = el(
    "p",
    { class: "lr-rubric-title", tabindex: "-1" },
    say("What does your text have?"),
  );
  title.id = `${form.id}-rubric`;
  const rows = Array.from(criteria, (criterion, index) => {
    const box = el("input", { type: "checkbox", name: `${form.id}-met`, value: String(index) });
    const words = el("span", { class: "lr-choice-text" });
    words.append(...Array.from(criterion.childNodes, (node) => node.cloneNode(true)));
    return el("label", { class: "lr-choice" }, box, words);
  });
  const group = el("div", { role: "group", "aria-labelledby": title.id, class: "lr-choices" });
  group.append(...rows);
  const whole = el("div", { class: "lr-rubric", "data-lr-rubric": "", hidden: true });
  whole.append(...(model ? [model] : []), title, group);
  return whole;
}

/**
 * Opens the rubric or closes it, and lets the button say what it does next.
 * @param {HTMLFormElement} form
 * @param {boolean} isOpen
 */
function open(form, isOpen) {
  const place = rubric(form);
  if (!place) return;
  place.hidden = !isOpen;
  const button = form.querySelector("[data-lr-actions] [type=submit]");
  button?.replaceChildren(isOpen ? say("Save my assessment") : say("Check"));
}

/**
 * Says how long the text is, quietly, and whether it is too long.
 * @param {HTMLFormElement} form
 */
function told(form) {
  const text = area(form);
  const { value } = text;
  const over = value.length - LONGEST;
  const [words, fault] = text.parentElement?.querySelectorAll(".lr-words") ?? [];
  words.textContent = counted(wordsIn(value), "{n} word", "{n} words");
  const said =
    over > 0
      ? counted(
          over,
          "This text is too long by {n} character: {most} are the most.",
          "This text is too long by {n} characters: {most} are the most.",
          { most: LONGEST },
        )
      : "";
  if (fault.textContent !== said) fault.textContent = said;
  if (said) text.setAttribute("aria-invalid", "true");
  else text.removeAttribute("aria-invalid");
  if (CSS.supports("field-sizing", "content")) return;
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight + 2}px`;
}

/**
 * Returns how many words a text has, in any script.
 * @param {string} text
 */
export function wordsIn(text) {
  if (UNSPACED.test(text) && Intl.Segmenter) {
    const parts = new Intl.Segmenter(undefined, { granularity: "word" }).segment(text);
    return [...parts].filter(({ isWordLike }) => isWordLike).length;
  }
  return text.match(WORD)?.length ?? 0;
}

/** @param {HTMLFormElement} form */
export function read(form) {
  const place = rubric(form);
  const met = place && !place.hidden ? [...boxes(place)] : [];
  return [area(form).value, ...met.map(({ checked }) => (checked ? "1" : "0"))];
}

/**
 * @param {HTMLFormElement} form
 * @param {string[]} values
 */
export function restore(form, [text = "", ...met]) {
  area(form).value = text;
  const place = rubric(form);
  const isJudged = place !== null && met.length === boxes(place).length;
  open(form, isJudged);
  if (isJudged) {
    for (const [index, box] of boxes(place).entries()) box.checked = met[index] === "1";
  }
  told(form);
}

/**
 * Takes the step before the score: shows what to judge the text by. A text too long does not get there.
 * @param {HTMLFormElement} form
 */
export function further(form) {
  const place = rubric(form);
  if (area(form).value.length > LONGEST) {
    area(form).focus();
    return true;
  }
  if (!place?.hidden) return false;
  open(form, true);
  const title = /** @type {HTMLElement} */ (place.querySelector(".lr-rubric-title"));
  title.focus();
  form.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

/**
 * Returns the share of the criteria that are met, by their weights.
 * @param {{ criteria: string[] }} key
 * @param {string[]} values
 * @returns {Rational}
 */
export function score({ criteria }, [text = "", ...met]) {
  if (isBlank(text) || !criteria.length || met.length !== criteria.length) return ZERO;
  const found = criteria.filter((_, index) => met[index] === "1");
  return over(sum(found), sum(criteria));
}

/** No place is right or wrong: what was ticked says it. */
export const marks = () => [];

/**
 * @param {{ criteria: string[] }} key
 * @param {string[]} values
 */
export function remark({ criteria }, [, ...met]) {
  if (!criteria.length || met.length !== criteria.length) return "";
  const found = met.filter((value) => value === "1").length;
  return counted(
    criteria.length,
    "You found {found} of {n} point met.",
    "You found {found} of {n} points met.",
    { found },
  );
}

/**
 * Returns the result in words: who judges a text themselves is not told “right” or “wrong”.
 * @param {HTMLFormElement} form
 * @param {{ criteria: string[] }} key
 * @param {ItemState} state
 */
export function tell(form, key, { response, score: got, maxScore: most }) {
  const isWhole = got === most;
  const found = remark(key, response);
  const points = !found || most === "1" ? "" : ` ${pointsReached(parse(got), parse(most))}`;
  const kept = isEmpty(response)
    ? say("No answer.")
    : say("Thank you, your text is kept in this browser.");
  const sign = found ? [icon(isWhole || (got !== "0" && "partly"))] : [];
  form.querySelector("[type=reset]")?.toggleAttribute("hidden", isWhole);
  const shown = found ? ["[data-lr-explanation]"] : ["[data-lr-model]", "[data-lr-explanation]"];
  const parts = shown.flatMap(
    (part) => form.querySelector(`[data-lr-answer] ${part}`)?.cloneNode(true) ?? [],
  );
  return [
    el("p", { class: "lr-verdict" }, ...sign, el("strong", {}, found || kept), points),
    ...parts,
  ];
}

/** What was typed is kept before it is checked. */
export const drafts = true;

/** @param {string[]} values */
export const isEmpty = ([text = ""]) => isBlank(text);

/** Nothing changes places. */
export const shuffle = () => {};
