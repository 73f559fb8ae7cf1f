/** Finds what of lessonry stands on a page, and loads the module that brings it to life. */

/** @type {[string, () => Promise<{ mount: (place: HTMLElement) => unknown }>][]} */
const PARTS = [
  ['section[data-lr-mode="practice"]', () => import("./quiz.js")],
  ['section[data-lr-mode="exam"]', () => import("./exam.js")],
  ["[data-lr-verify]", () => import("./verify/main.js")],
  ["[data-lr-lesson-page]", () => import("./progress.js")],
  ["[data-lr-course-map]", () => import("./course-map.js")],
];

/** Mounts each part once, however often the page says that it is new. */
async function mount() {
  for (const [selector, load] of PARTS) {
    const places = document.querySelectorAll(`:is(${selector}):not([data-lr-mounted])`);
    for (const place of /** @type {NodeListOf<HTMLElement>} */ (places)) {
      place.dataset.lrMounted = "";
      (await load()).mount(place);
    }
  }
  // Material's scrolling tables are out of a keyboard's reach.
  for (const table of /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll(".md-typeset__scrollwrap")
  )) {
    if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
  }
}

// Material swaps pages without a load and tells `document$`; elsewhere one page is one load.
const pages = /** @type {{ document$?: { subscribe(f: () => void): void } }} */ (globalThis);
if (pages.document$) pages.document$.subscribe(mount);
else mount();
