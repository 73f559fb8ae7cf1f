/** The sign of full pages in the navigation: a lock, which is open where this browser has a code. */

import { el } from "../dom.js";
import { listen } from "../store/store.js";
import { say } from "../words.js";
import { CHANGED, isOpen } from "./held.js";

/**
 * Keeps the signs of a navigation true.
 * @param {HTMLElement} navigation
 */
export function mount(navigation) {
  /** @type {HTMLElement | null} */
  const place = document.querySelector("[data-lr-course]");
  const course = place?.dataset.lrCourse;
  if (!course) return;
  const show = () => {
    const opened = isOpen(course);
    const words = opened ? say("open with your access code") : say("opens with an access code");
    /** @type {NodeListOf<HTMLElement>} */
    const signs = navigation.querySelectorAll(".md-status--full");
    for (const sign of signs) {
      sign.classList.toggle("lr-opened", opened);
      sign.title = words;
      sign.replaceChildren(el("span", { class: "lr-hidden" }, words));
    }
  };
  listen(course, show);
  document.addEventListener(CHANGED, show);
  show();
}
