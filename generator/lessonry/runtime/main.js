/** Finds what of lessonry stands on a page, and loads the module that brings it to life. */

import { IS_HOSTED } from "./store/learner.js";
import { learn, say } from "./words.js";

/** @type {[string, string[], () => Promise<{ mount: (place: HTMLElement) => unknown }>][]} What is
 * brought to life, with the groups of words that it speaks, and its module. */
const PARTS = [
  ['section[data-lr-mode="practice"]', ["quiz"], () => import("./quiz/quiz.js")],
  ['section[data-lr-mode="exam"]', ["quiz", "exam"], () => import("./exam/exam.js")],
  ["[data-lr-media]", ["media"], () => import("./media/media.js")],
  ["[data-lr-allowed]", ["media"], () => import("./media/consent.js")],
  ["[data-lr-verify]", ["verify"], () => import("./verify/main.js")],
  ["[data-lr-lesson-page]", ["course"], () => import("./course/lesson.js")],
  ["[data-lr-exam-page]", ["course"], () => import("./course/exam.js")],
  [".md-nav--primary", ["course"], () => import("./course/navigation.js")],
  ["[data-lr-progress]", ["quiz", "course", "review"], () => import("./review/progress.js")],
  ["[data-lr-due]", ["review"], () => import("./review/badge.js")],
  ["[data-lr-course-map]", ["course"], () => import("./course/map.js")],
  ["[data-lr-around]", ["about"], () => import("./about/lesson.js")],
  ["[data-lr-comments]", ["about"], () => import("./about/comments.js")],
  ["[data-lr-keep]", ["offline"], () => import("./offline/keep.js")],
  ["[data-lr-access]", ["access"], () => import("./access/panel.js")],
  [".md-sidebar--primary:has(.md-status--full)", ["access"], () => import("./access/sign.js")],
  ["[data-lr-search]", [], () => import("./search/search.js")],
  ["a.md-select__link[hreflang]", [], () => import("./about/languages.js")],
  ["[data-lr-offline]", [], () => import("./offline/register.js")],
];

if (IS_HOSTED) {
  PARTS.push(["[data-lr-private]", ["course"], () => import("./course/hosted.js")]);
}

/** Of these what stands far down: it comes when it is nearly seen, or when the page is first touched,
 * since some of it works all over the page. */
const LATE = ["[data-lr-around]", "[data-lr-comments]", "[data-lr-keep]"];
const TOUCHES = ["pointerdown", "keydown", "selectionchange", "beforeprint"];

/** The beginning of an address's last part that carries an access code. */
const ACCESS = "#access=";

/** Takes the access code that a link carries. */
function arrive() {
  if (location.hash.startsWith(ACCESS)) import("./access/link.js").then((link) => link.arrive());
}

/** Mounts each part once, however often the page says that it is new. */
function mount() {
  for (const [selector, words, load] of PARTS) {
    const places = document.querySelectorAll(`:is(${selector}):not([data-lr-mounted])`);
    for (const place of /** @type {NodeListOf<HTMLElement>} */ (places)) {
      const come = () => bring(place, words, load);
      if (LATE.includes(selector)) nearly(place, come);
      else come();
    }
  }
  // Material's scrolling tables are out of a keyboard's reach.
  for (const table of /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll(".md-typeset__scrollwrap")
  )) {
    if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
  }
}

/**
 * Calls once when a place is nearly seen, or the page is touched.
 * @param {HTMLElement} place  What is hidden is seen when what stands before or around it is.
 * @param {() => void} come
 */
function nearly(place, come) {
  place.dataset.lrMounted = "late";
  const over = new AbortController();
  const now = () => {
    over.abort();
    seen.disconnect();
    if (place.isConnected) come();
  };
  const seen = new IntersectionObserver((all) => all.some((one) => one.isIntersecting) && now(), {
    rootMargin: "50% 0px",
  });
  /** @type {Element | null} */
  let mark = place;
  while (mark && !mark.getClientRects().length)
    mark = mark.previousElementSibling ?? mark.parentElement;
  seen.observe(mark ?? place);
  for (const touch of TOUCHES) {
    for (const target of [document, globalThis])
      target.addEventListener(touch, now, { signal: over.signal });
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
    if (place.matches("section")) await learn("quiz").then(() => excuse(place));
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
// What an access code opens comes later.
document.addEventListener("lessonry-appeared", mount);
addEventListener("hashchange", arrive);
arrive();
