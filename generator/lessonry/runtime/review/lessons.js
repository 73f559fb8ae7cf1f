/**
 * The questions of a review, each taken from the page of its own lesson: no second copy of them lies
 * in the site, and what a page does not tell is not asked.
 *
 * @import { Task } from "./schedule.js"
 * @typedef {{ form: HTMLFormElement, shuffles: boolean, page: Document }} Found
 */

import { newSeed, numbers } from "../quiz/shuffle.js";

const RUNTIME = new URL("../", import.meta.url).href;
/** How long a question waits for its styles, in milliseconds. */
const PATIENCE = 3000;
/** How long a page may take to come, in milliseconds. */
const LONGEST = 20_000;
/** @type {Map<string, Promise<Document | null>>} */
const pages = new Map();

/**
 * Returns the page at an address of this site; nothing where it does not come.
 * @param {string} url
 * @returns {Promise<Document | null>}
 */
export function pageAt(url) {
  const coming = pages.get(url) ?? load(url);
  pages.set(url, coming);
  // What failed may come at another time.
  coming.then((page) => page ?? pages.delete(url));
  return coming;
}

/** @param {string} url */
async function load(url) {
  // A page from a disk may not read another one, and says so aloud in the console.
  if (location.protocol === "file:") return null;
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(LONGEST) });
    if (!answer.ok || new URL(answer.url).origin !== location.origin) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const base = page.createElement("base");
    base.href = answer.url;
    page.head.prepend(base);
    return page;
  } catch {
    return null;
  }
}

/**
 * Returns a question's form as the lesson has it, of several variants another than the last; "gone"
 * where the lesson asks it no more, or not as it was; nothing where the page does not hold the quiz.
 * @param {Document} page
 * @param {Pick<Task, "quiz" | "item" | "print" | "last">} task
 * @returns {Found | "gone" | null}
 */
export function find(page, { item, last, print, quiz }) {
  /** @type {HTMLElement | null} */
  const section = page.querySelector(
    `section[data-lr-quiz="${CSS.escape(quiz)}"][data-lr-mode="practice"]`,
  );
  if (!section) return null;
  /** @type {NodeListOf<HTMLFormElement>} */
  const all = section.querySelectorAll(`form[data-lr-item="${CSS.escape(item)}"]`);
  const forms = [...all].filter((form) => form.querySelector("[data-lr-answer][data-lr-key]"));
  if (!forms.some(({ dataset }) => dataset.lrFingerprint === print)) return "gone";
  const others = forms.filter(({ dataset }) => dataset.lrFingerprint !== (last || print));
  const choice = others.length ? others : forms;
  const form = choice[Math.floor(numbers(newSeed())() * choice.length)];
  const shuffles = section.dataset.lrShuffle === "true" && form.dataset.lrShuffle === "true";
  return { form: own(form), shuffles, page };
}

/**
 * Returns a copy of a form for this page: its addresses are whole, and it runs nothing.
 * @param {HTMLFormElement} form
 */
function own(form) {
  const copy = /** @type {HTMLFormElement} */ (form.cloneNode(true));
  const base = form.baseURI;
  for (const one of copy.querySelectorAll("script, iframe, object, embed")) one.remove();
  for (const name of ["src", "href", "poster"]) {
    for (const one of copy.querySelectorAll(`[${name}]`)) {
      const address = one.getAttribute(name) ?? "";
      // A drawing names its own parts by `#name`; a link's leads into the lesson.
      if (address.startsWith("#") && one.localName !== "a") continue;
      if (URL.canParse(address, base)) one.setAttribute(name, new URL(address, base).href);
    }
  }
  for (const one of copy.querySelectorAll("[srcset]")) one.removeAttribute("srcset");
  copy.hidden = false;
  return document.adoptNode(copy);
}

/**
 * Brings the styles of ours that a lesson's page has to this one, and waits for them for a while.
 * @param {Document} page
 */
export async function dress(page) {
  const ours = (/** @type {Document} */ place) =>
    [.../** @type {NodeListOf<HTMLLinkElement>} */ (place.querySelectorAll("link[rel=stylesheet]"))]
      .map((link) => ({ link, href: new URL(link.getAttribute("href") ?? "", place.baseURI).href }))
      .filter(({ href }) => href.startsWith(RUNTIME));
  const known = ours(document);
  const worn = new Set(known.map(({ href }) => href));
  const missing = ours(page).filter(({ href }) => !worn.has(href));
  const coming = missing.map(({ href }) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = href;
    const there = new Promise((resolve) => {
      link.addEventListener("load", resolve);
      link.addEventListener("error", resolve);
    });
    // Before what a trainer adds, which weighs more.
    const last = ours(document).at(-1)?.link;
    if (last) last.after(link);
    else document.head.append(link);
    return there;
  });
  const enough = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  if (coming.length) await Promise.race([Promise.all(coming), enough]);
}
