/** The page's contents beside it, in Material: longer by the headings of what was opened. */

import { el } from "../dom.js";

const LIST = ".md-sidebar--secondary .md-nav--secondary > .md-nav__list";
const MARK = "data-lr-access-entry";

/**
 * Adds the headings of a part that was opened, those of the third level below those of the second.
 * @param {HTMLElement} part
 */
export function lengthen(part) {
  const list = document.querySelector(LIST) ?? begun();
  if (!list) return;
  let at = list;
  /** @type {NodeListOf<HTMLElement>} */
  const headings = part.querySelectorAll(":is(h2, h3)[id]:not(section[data-lr-quiz] *)");
  for (const heading of headings) {
    const text = [...heading.childNodes]
      .filter((node) => !(node instanceof Element && node.matches(".headerlink")))
      .map((node) => node.textContent)
      .join("");
    const link = el("a", { href: `#${heading.id}`, class: "md-nav__link" });
    link.append(el("span", { class: "md-ellipsis" }, text));
    const entry = el("li", { class: "md-nav__item", [MARK]: "" }, link);
    (heading.tagName === "H2" ? list : at).append(entry);
    if (heading.tagName === "H2") {
      at = el("ul", { class: "md-nav__list" });
      entry.append(el("nav", { class: "md-nav", "aria-label": text }, at));
    }
  }
  for (const empty of list.querySelectorAll(`[${MARK}] nav`)) {
    if (!empty.querySelector("li")) empty.remove();
  }
}

/** Takes those entries out again. */
export function shorten() {
  for (const entry of document.querySelectorAll(`[${MARK}]`)) entry.remove();
}

/** Returns a list for a page that had no headings, where there is a place for it. */
function begun() {
  const place = document.querySelector(".md-sidebar--secondary .md-nav--secondary");
  const list = el("ul", { class: "md-nav__list", "data-md-component": "toc", [MARK]: "" });
  place?.append(list);
  return place && list;
}
