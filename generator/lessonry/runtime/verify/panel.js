// The result on the page. Whatever a certificate says is set as text, never as markup.

import { say, sayWith } from "../words.js";
import { isVouched, told } from "./questions.js";
import { fields, headline } from "./words.js";

/** @typedef {import("./verification.js").Verification} Verification */
/** @typedef {import("./words.js").Tone} Tone */

/** Of level 1, which an exam's key signs: what is in the learner's hands. */
const stated = () =>
  say(
    "The name, the score and the date were stated when it was made, and nobody has checked them. All else is as the issuer has fixed it for this exam.",
  );

const SHAPES = {
  good: "M4 12.5l5.2 5.2L20 7",
  bad: "M6 6l12 12M18 6L6 18",
  care: "M12 5v9M12 18.2v.6",
  open: "M6 12h12",
};

/**
 * Return what was found.
 *
 * @param {Verification} verification
 * @param {string} given What was checked, in a few words: a file's name.
 * @returns {{headline: string, heading: HTMLElement, parts: HTMLElement[]}}
 */
export function resultPanel(verification, given) {
  const { tone, text } = headline(verification);
  const { head, heading } = header(tone, text, given);
  const { answers, kind } = verification;
  const proven = isVouched(answers);
  const isOwn = answers.issuer === "self-service";
  const questions = make("ul", "lr-verify-questions");
  for (const { title, tone, word, sentence } of told(verification)) {
    const entry = make("li", `lr-verify-question lr-verify--${tone}`);
    const verdict = make("p", "lr-verify-verdict");
    verdict.append(make("span", "lr-verify-title", title), " ", make("strong", "", word));
    const words = make("div");
    words.append(verdict, make("p", "lr-verify-sentence", sentence));
    entry.append(mark(tone), words);
    questions.append(entry);
  }
  const list = make(
    "dl",
    proven ? "lr-verify-fields" : "lr-verify-fields lr-verify-fields--unproven",
  );
  for (const { label, text, large, code } of fields(verification)) {
    const field = make("div", large ? "lr-verify-field lr-verify-field--large" : "lr-verify-field");
    const value = make("dd", code ? "lr-verify-code" : "");
    value.append(make("bdi", "", text));
    field.append(make("dt", "", label), value);
    list.append(field);
  }
  const vouched = make("section", "lr-verify-vouched");
  vouched.append(
    make("h3", "", proven ? say("What the signature vouches for") : say("What it claims")),
    make(
      "p",
      "",
      !proven
        ? say("Nobody vouches for this. It is shown so that you know what was claimed.")
        : kind === "token"
          ? say(
              "A scan shows what the issuer signed; the sheet should say the same. Compare every line.",
            )
          : say(
              "Compare these with the sheet in your hand. Where they differ, this is right and the sheet is not.",
            ),
    ),
    ...(proven && isOwn ? [make("p", "", stated())] : []),
    list,
    make(
      "p",
      "lr-verify-limit",
      say("One thing nobody can prove from this: who sat the exam. Ask the person."),
    ),
  );
  const parts = [head, questions, vouched];
  if (kind === "credential") parts.push(wording(verification.source));
  return { headline: text, heading, parts };
}

/**
 * Return the refusal of what is no certificate.
 *
 * @param {import("./unreadable.js").Unreadable} refusal
 * @param {string} given
 */
export function refusalPanel({ headline, message, tone }, given) {
  const { head, heading } = header(tone, headline, given);
  return { headline, heading, parts: [head, make("p", "lr-verify-refusal", message)] };
}

/** @param {Tone} tone @param {string} text @param {string} given */
function header(tone, text, given) {
  const head = make("div", `lr-verify-head lr-verify--${tone}`);
  const heading = make("h2", "lr-verify-headline", text);
  heading.tabIndex = -1;
  const words = make("div");
  const checked = make("p", "lr-verify-given");
  checked.append(...sayWith("Checked: {given}", { given: make("bdi", "", given) }));
  words.append(heading, checked);
  head.append(mark(tone), words);
  return { head, heading };
}

/** @param {string} source */
function wording(source) {
  const details = make("details", "lr-verify-wording");
  const text = make("pre");
  text.dir = "ltr";
  text.tabIndex = 0;
  text.setAttribute("role", "region");
  text.setAttribute("aria-label", say("The credential, word for word"));
  text.append(make("code", "", JSON.stringify(JSON.parse(source), null, 2).slice(0, 40_000)));
  details.append(make("summary", "", say("The credential, word for word")), text);
  return details;
}

/** @param {Tone} tone The word beside it says the same: hidden from screen readers. */
function mark(tone) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "lr-verify-mark");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", SHAPES[tone]);
  svg.append(path);
  return svg;
}

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {string} [className]
 * @param {string} [text]
 */
function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}
