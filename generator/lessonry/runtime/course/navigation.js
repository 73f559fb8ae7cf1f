/**
 * The navigation with what the learner has done: a sign before each lesson, with a word for the ear, and
 * a line under each module. Both stand where nothing else does, so that nothing moves.
 *
 * @import { ModuleStanding, Standing } from "./standing.js"
 */

import { el, icon } from "../dom.js";
import outline from "../outline.js";
import { read } from "../store/store.js";
import { counted, say } from "../words.js";
import { follow } from "./follow.js";
import { addressOf, pageOf } from "./places.js";
import { standingOf } from "./standing.js";
import { lessons } from "./titles.js";

/** @type {Record<string, string>} What an exam has in common with a lesson. */
const EXAM_SIGNS = { passed: "done", "handed-in": "done", closed: "closed", begun: "begun" };

/** An exam may have the name of a lesson. @param {{ id: string }} exam */
const examOf = ({ id }) => `exam ${id}`;

/**
 * Brings the navigation to life.
 * @param {HTMLElement} nav
 */
export function mount(nav) {
  const links = linksOf(nav);
  if (!links.size) return;
  const show = () => mark(links, standingOf(outline, read(outline.course)));
  show();
  follow(outline.course, nav, show);
}

/**
 * Returns the links to lessons and exams, by their identifier.
 * @param {HTMLElement} nav
 */
function linksOf(nav) {
  const page = (/** @type {{ url: string }} */ { url }) => pageOf(addressOf(url));
  const ids = new Map([
    ...outline.exams.map((exam) => /** @type {const} */ ([page(exam), examOf(exam)])),
    ...lessons().map((lesson) => /** @type {const} */ ([page(lesson), lesson.id])),
  ]);
  /** @type {Map<string, HTMLAnchorElement>} */
  const links = new Map();
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const all = nav.querySelectorAll("a.md-nav__link[href]");
  for (const link of all) {
    const id = ids.get(pageOf(link.href));
    // The page that is shown has links to its own headings, too.
    if (id && !link.hash && !link.closest(".md-nav--secondary")) links.set(id, link);
  }
  return links;
}

/**
 * @param {Map<string, HTMLAnchorElement>} links
 * @param {Standing} standing
 */
function mark(links, standing) {
  /** @type {Set<Element>} */
  const shown = new Set();
  for (const exam of outline.exams) {
    const link = links.get(examOf(exam));
    if (link) sign(link, EXAM_SIGNS[standing.exams[exam.id].state] ?? "new");
  }
  for (const [place, module] of outline.modules.entries()) {
    for (const { id } of module.lessons) {
      const link = links.get(id);
      if (!link) continue;
      sign(link, standing.lessons[id].state);
      const head = link
        .closest("ul")
        ?.closest(".md-nav__item--nested")
        ?.querySelector(":scope > .md-nav__link, :scope > .md-nav__container > .md-nav__link");
      // One list of pages may hold more than one module, and a line tells of one.
      if (head && !shown.has(head)) {
        shown.add(head);
        line(head, standing.modules[place]);
      }
    }
  }
}

/**
 * @param {HTMLAnchorElement} link
 * @param {string} state
 */
function sign(link, state) {
  if ((link.dataset.lrState ?? "new") === state) return;
  link.dataset.lrState = state;
  link.querySelector(".lr-nav-sign")?.remove();
  if (state === "new") return;
  const word = { done: say("done"), begun: say("begun"), closed: say("not open yet") }[state] ?? "";
  const picture = state === "begun" ? el("i", {}) : icon(state === "done" ? true : "closed");
  // The comma keeps the word from running into the title where both are read.
  const heard = el("span", { class: "lr-hidden" }, `, ${word}`);
  link.append(el("span", { class: "lr-nav-sign" }, picture, heard));
}

/**
 * @param {Element} place
 * @param {ModuleStanding} module
 */
function line(place, { done, of, share }) {
  let found = place.querySelector(".lr-nav-share");
  const text = done
    ? counted(of, ", {done} of {n} lesson done", ", {done} of {n} lessons done", { done })
    : "";
  if ((found?.textContent ?? "") === text) return;
  if (!found) {
    found = el("span", { class: "lr-nav-share" }, el("span", { class: "lr-hidden" }));
    place.append(found);
  }
  /** @type {HTMLElement} */ (found).style.setProperty("--lr-share", `${share * 100}%`);
  found.firstElementChild?.replaceChildren(text);
}
