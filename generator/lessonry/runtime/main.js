/** Finds what of lessonry stands on a page, and loads the module that brings it to life. */

import { learn, say } from "./words.js";

/** @type {[string, string[], () => Promise<{ mount: (place: HTMLElement) => unknown }>][]} What is
 * brought to life, with the groups of words that it speaks, and its module. */
const PARTS = [
  ['section[data-lr-mode="practice"]', ["quiz"], () => import("./quiz/quiz.js")],
  ['section[data-lr-mode="exam"]', ["quiz", "exam"], () => import("./exam/exam.js")],
  ["[data-lr-verify]", ["verify"], () => import("./verify/main.js")],
  ["[data-lr-lesson-page]", ["course"], () => import("./course/progress.js")],
  ["[data-lr-course-map]", ["course"], () => import("./course/map.js")],
];

/** Mounts each part once, however often the page says that it is new. */
function mount() {
  for (const [selector, words, load] of PARTS) {
    const places = document.querySelectorAll(`:is(${selector}):not([data-lr-mounted])`);
    for (const place of /** @type {NodeListOf<HTMLElement>} */ (places)) bring(place, words, load);
  }
  // Material's scrolling tables are out of a keyboard's reach.
  for (const table of /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll(".md-typeset__scrollwrap")
  )) {
    if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
  }
}

/**
 * Brings one part to life; where that fails, the page says so in its place.
 * @param {HTMLElement} place
 * @param {string[]} words
 * @param {(typeof PARTS)[number][2]} load
 */
async function bring(place, words, load) {
  place.dataset.lrMounted = "";
  try {
    const [part] = await Promise.all([load(), ...words.map(learn)]);
    await part.mount(place);
    place.dataset.lrMounted = "done";
  } catch (fault) {
    console.error(fault);
    place.dataset.lrMounted = "failed";
    // Lesson and home read as well without what they would show of one's progress.
    if (place.matches("section")) excuse(place);
  }
}

/**
 * Says in its place that a part did not come, and what to do.
 * @param {HTMLElement} place
 */
function excuse(place) {
  const notice = document.createElement("div");
  const words = document.createElement("p");
  const again = document.createElement("button");
  notice.className = "lr-notice";
  notice.setAttribute("role", "alert");
  words.textContent = say(
    "This part of the page could not be started. Nothing you answered is lost. Check your connection, then reload the page.",
  );
  again.className = "lr-button";
  again.textContent = say("Reload the page");
  again.addEventListener("click", () => location.reload());
  notice.append(words, again);
  const start = place.querySelector("[data-lr-start]");
  if (start) start.replaceChildren(notice);
  else (place.querySelector("header") ?? place.firstElementChild)?.after(notice);
}

// Material swaps pages without a load and tells `document$`; elsewhere one page is one load.
const pages = /** @type {{ document$?: { subscribe(f: () => void): void } }} */ (globalThis);
if (pages.document$) pages.document$.subscribe(mount);
else mount();
