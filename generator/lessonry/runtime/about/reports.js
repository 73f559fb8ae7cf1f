/**
 * Telling the trainer what is wrong: from the lesson's foot, from a passage that is selected, and from a
 * question that was answered. Nothing is loaded for it before somebody asks.
 *
 * @import { Reports } from "./report-text.js"
 * @import { About } from "./report.js"
 */

import { button, el } from "../dom.js";
import { say } from "../words.js";
import { headingOf, selected } from "./passage.js";

/**
 * Offers reports where the trainer wants them.
 * @param {HTMLElement} place
 */
export function offerReports(place) {
  /** @type {HTMLElement | null} */
  const ways = place.querySelector("[data-lr-reports]");
  const link = place.querySelector("[data-lr-report]");
  if (!ways || !link) return;
  /** @type {Reports} */
  const reports = JSON.parse(ways.dataset.lrReports ?? "{}");
  const said = /** @type {HTMLElement} */ (place.querySelector("[data-lr-said-here]"));
  const ask = async (/** @type {About} */ about, /** @type {HTMLElement} */ opener) => {
    const { openReport } = await import("./report.js");
    openReport(reports, about, opener, said);
  };
  fromFoot(link, ask);
  fromSelection(place, ask);
  const questions = () => fromQuestions(ask);
  questions();
  document.addEventListener("lessonry-appeared", questions);
}

/** @typedef {(about: About, opener: HTMLElement) => void} Ask */

/**
 * @param {Element} link  What does the same without scripts.
 * @param {Ask} ask
 */
function fromFoot(link, ask) {
  /** @type {ReturnType<typeof selected>} */
  let held = null;
  const open = button(
    link.textContent ?? "",
    () => {
      const passage = held ?? selected();
      held = null;
      ask({ passage: passage?.text ?? "", heading: headingOf(passage?.node ?? null) }, open);
    },
    "plain",
  );
  open.setAttribute("aria-haspopup", "dialog");
  open.dataset.lrReport = "";
  // A press takes the selection away in some browsers before it is a click.
  open.addEventListener("pointerdown", () => {
    held = selected();
  });
  link.replaceWith(open);
}

/**
 * Shows a small button beside a passage that is selected.
 * @param {HTMLElement} place
 * @param {Ask} ask
 */
function fromSelection(place, ask) {
  /** @type {ReturnType<typeof selected>} */
  let passage = null;
  const open = button(
    say("Report this passage"),
    () => {
      const about = { passage: passage?.text ?? "", heading: headingOf(passage?.node ?? null) };
      bubble.hidden = true;
      ask(about, /** @type {HTMLElement} */ (place.querySelector("[data-lr-report]")));
    },
    "quiet",
  );
  open.setAttribute("aria-haspopup", "dialog");
  // Where it would take the selection away, it would hide itself before it is pressed.
  open.addEventListener("pointerdown", (event) => event.preventDefault());
  const bubble = el("div", { class: "lr-passage md-typeset", hidden: true }, open);
  document.body.append(bubble);
  const show = () => {
    if (!place.isConnected) return bubble.remove();
    if (bubble.contains(document.activeElement)) return;
    passage = selected();
    bubble.hidden = !passage;
    if (!passage) return;
    const { box } = passage;
    const half = bubble.offsetWidth / 2;
    const middle = box.left + box.width / 2;
    const { clientWidth, dir } = document.documentElement;
    const x = Math.max(half + 8, Math.min(middle, clientWidth - half - 8)) + scrollX;
    bubble.style.setProperty("--lr-x", `${dir === "rtl" ? clientWidth - x : x}px`);
    bubble.style.setProperty("--lr-y", `${box.bottom + scrollY}px`);
  };
  // While the pointer draws a selection nothing stands in its way.
  let isDrawing = false;
  const lesson = document.querySelector("[data-lr-body]");
  lesson?.addEventListener("pointerdown", () => {
    isDrawing = true;
  });
  addEventListener("pointerup", () => {
    isDrawing = false;
    setTimeout(show);
  });
  document.addEventListener("selectionchange", () => {
    if (!isDrawing) show();
  });
  bubble.addEventListener("focusout", () => setTimeout(show));
}

/**
 * Puts a quiet button below each question of practice; it shows once there is a verdict.
 * @param {Ask} ask
 */
function fromQuestions(ask) {
  /** @type {NodeListOf<HTMLFormElement>} */
  const items = document.querySelectorAll(
    'section[data-lr-mode="practice"] form[data-lr-item]:not(:has(.lr-item-report))',
  );
  for (const form of items) {
    const stem = form.querySelector(".lr-stem");
    const open = button(
      say("Something wrong with this question?"),
      () =>
        ask(
          {
            passage: "",
            heading: headingOf(form),
            item: form.dataset.lrItem ?? "",
            stem: stem?.textContent?.trim() ?? "",
          },
          open,
        ),
      "plain",
    );
    open.setAttribute("aria-haspopup", "dialog");
    form.append(el("p", { class: "lr-item-report" }, open));
  }
}
