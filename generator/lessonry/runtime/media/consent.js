/** Which hosts the learner allows for good: notes `consent/<host>`, and the list of them to take back. */

import { button, el, focusOn } from "../dom.js";
import { listen, read, remember } from "../store/store.js";
import { say } from "../words.js";

const PREFIX = "consent/";
const ALWAYS = "always";
/** What is told on the page when a host is allowed, or no longer. */
const CHANGED = "lr-consent";

/**
 * @param {string} course
 * @param {string} host
 */
export const isAllowed = (course, host) => read(course).notes[`${PREFIX}${host}`]?.value === ALWAYS;

/**
 * Allows a host for good, or takes that back; a place on the page that heeds it hears of it.
 * @param {string} course
 * @param {string} host
 * @param {boolean} always
 */
export async function allow(course, host, always) {
  await remember(course, `${PREFIX}${host}`, always ? ALWAYS : "");
  document.dispatchEvent(new CustomEvent(CHANGED));
}

/**
 * Calls `heard` when a host is allowed or no longer, on this page or in another tab.
 * @param {string} course
 * @param {() => void} heard
 */
export function onConsent(course, heard) {
  document.addEventListener(CHANGED, heard);
  listen(course, heard);
}

/**
 * Lists the hosts that are allowed, each with a button to take it back; of none it says nothing.
 * @param {HTMLElement} place  With `data-lr-allowed` and `data-lr-course`.
 */
export function mount(place) {
  const { lrCourse: course = "" } = place.dataset;
  let shown = "";
  const show = () => {
    const hosts = Object.entries(read(course).notes)
      .filter(([name, { value }]) => name.startsWith(PREFIX) && value === ALWAYS)
      .map(([name]) => name.slice(PREFIX.length));
    if (hosts.join(" ") === shown) return;
    shown = hosts.join(" ");
    const rows = hosts.toSorted().map((host) => {
      const takeBack = button(
        say("Ask me again"),
        async () => {
          await allow(course, host, false);
          // The place itself is gone with its last host.
          focusOn(place.hidden ? /** @type {HTMLElement} */ (place.parentElement) : place);
        },
        "plain",
      );
      takeBack.setAttribute("aria-label", say("Ask me again before {host}", { host }));
      return el("li", {}, el("span", {}, host), " ", takeBack);
    });
    const words = say("These hosts may be loaded here without asking:");
    place.replaceChildren(...(rows.length ? [el("p", {}, words), el("ul", {}, ...rows)] : []));
    place.hidden = !rows.length;
  };
  onConsent(course, show);
  show();
}
