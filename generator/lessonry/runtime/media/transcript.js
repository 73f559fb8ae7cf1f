/**
 * The transcript: each line leads to its moment, the one being spoken is marked, and it can be
 * searched and read in another language.
 *
 * @import { Playback } from "./media.js"
 */

import { el } from "../dom.js";
import { read, remember } from "../store/store.js";
import { counted, LANGUAGE, say } from "../words.js";
import { found } from "./found.js";

const CHOSEN = "media/language";
/** Milliseconds for which the box stays where the learner scrolled it. */
const PATIENCE = 6000;

/**
 * @param {HTMLElement} place
 * @param {Playback} playback
 */
export function readAlong(place, playback) {
  const links = [
    .../** @type {NodeListOf<HTMLAnchorElement>} */ (place.querySelectorAll("a[data-lr-from]")),
  ];
  const hrefs = new Map(links.map((link) => [link, link.getAttribute("href")]));
  for (const link of links) {
    link.addEventListener("click", (event) => {
      if (!link.hasAttribute("href") || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      playback.seek(Number(link.dataset.lrFrom));
    });
  }
  // Without a player there is nothing to lead to.
  playback.onReady((isReady) => {
    const anchor = `#${place.id}`;
    for (const link of links) {
      if (isReady) link.setAttribute("href", hrefs.get(link) ?? anchor);
      else link.removeAttribute("href");
    }
  });
  const chapters = links.filter((link) => link.closest("[data-lr-chapters]"));
  const box = /** @type {HTMLElement | null} */ (place.querySelector("[data-lr-box]"));
  if (box) {
    box.tabIndex = 0;
    place.querySelector("[data-lr-tools]")?.append(...tools(place, box));
    const shown = /** @type {HTMLElement | null} */ (place.querySelector("[data-lr-tools]"));
    if (shown) shown.hidden = false;
  }
  const follow = box ? follower(box) : () => {};
  playback.onTime((seconds) => {
    // Half of a thousandth: a player that was told 2 may stop at 1.9996.
    const now = seconds + 0.0005;
    mark(chapters, now, () => true);
    const cues = links.filter((link) => link.dataset.lrTo && !link.closest("[hidden]"));
    const line = mark(cues, now, ({ dataset }) => now < Number(dataset.lrTo));
    if (line) follow(line);
  });
}

/**
 * Marks the last link that has begun, if it still holds, and returns it where it was not marked yet.
 * @param {HTMLAnchorElement[]} links
 * @param {number} now
 * @param {(link: HTMLAnchorElement) => boolean} holds
 */
function mark(links, now, holds) {
  const last = links.findLast(({ dataset }) => Number(dataset.lrFrom) <= now);
  const current = last && holds(last) ? last : null;
  if (current?.hasAttribute("aria-current")) return null;
  for (const link of links) link.removeAttribute("aria-current");
  current?.setAttribute("aria-current", "true");
  return current;
}

/**
 * Returns what keeps a line in sight within its box, and never moves the page.
 * @param {HTMLElement} box
 * @returns {(line: HTMLElement) => void}
 */
function follower(box) {
  let quietUntil = 0;
  const rest = () => {
    quietUntil = performance.now() + PATIENCE;
  };
  for (const event of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    box.addEventListener(event, rest, { passive: true });
  }
  return (line) => {
    if (performance.now() < quietUntil || box.scrollHeight <= box.clientHeight) return;
    const [outer, inner] = [box.getBoundingClientRect(), line.getBoundingClientRect()];
    const third = outer.height / 3;
    if (inner.top > outer.top && inner.bottom < outer.bottom - third / 2) return;
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const top = box.scrollTop + inner.top - outer.top - third;
    box.scrollTo({ top, behavior: isCalm ? "instant" : "smooth" });
  };
}

/**
 * Returns the search and, where there are several, the choice of a language.
 * @param {HTMLElement} place
 * @param {HTMLElement} box
 */
function tools(place, box) {
  const status = el("span", { class: "lr-small", role: "status" });
  const search = () => {
    const words = field.value.trim();
    const number = found(box, words);
    status.textContent = words
      ? counted(number, "{n} place found", "{n} places found", {
          n: new Intl.NumberFormat(LANGUAGE).format(number),
        })
      : "";
    if (words) box.scrollTop = 0;
  };
  const field = el("input", { type: "search", autocomplete: "off", input: search });
  field.setAttribute("aria-label", say("Search the transcript"));
  field.placeholder = say("Search the transcript");
  const choice = languages(place, search);
  return [...(choice ? [choice] : []), field, status];
}

/**
 * Shows one language, and returns the choice among them.
 * @param {HTMLElement} place
 * @param {() => void} changed
 */
function languages(place, changed) {
  const { lrCourse: course = "" } = place.dataset;
  const parts = /** @type {HTMLElement[]} */ ([...place.querySelectorAll("[data-lr-said]")]);
  if (parts.length < 2) return null;
  const show = (/** @type {string} */ language) => {
    for (const part of parts) part.hidden = part.lang !== language;
    changed();
  };
  const choice = el(
    "select",
    {
      class: "lr-media-choice",
      change: () => {
        show(choice.value);
        remember(course, CHOSEN, choice.value);
      },
    },
    ...parts.map(({ lang, dataset }) => el("option", { value: lang, lang }, dataset.lrSaid ?? "")),
  );
  for (const heading of place.querySelectorAll("[data-lr-language]")) heading.remove();
  const known = [read(course).notes[CHOSEN]?.value, LANGUAGE];
  const first = known.find((language) => parts.some(({ lang }) => lang === language));
  choice.value = first ?? parts[0].lang;
  queueMicrotask(() => show(choice.value));
  return el("label", { class: "lr-media-label" }, el("span", {}, say("Language")), choice);
}
