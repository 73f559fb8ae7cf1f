/**
 * Makes pieces of the page of what a code opened.
 *
 * It is HTML of our own build: what was changed on its way does not decrypt (AES-GCM), so this is no
 * place where anybody else's text becomes markup. Scripts in it do not run.
 *
 * @typedef {{ createHTML(html: string): string }} Policy
 */

import { el } from "../dom.js";

const ROOT = new URL("../../", import.meta.url);
/** Milliseconds that a style may take: the text is worth more than its clothes. */
const PATIENCE = 3000;

/** @type {Policy | undefined} */
let policy;

/**
 * Returns HTML of ours as nodes, where a page asks for it as a Trusted Type.
 * @param {string} html
 */
export function parsed(html) {
  const { trustedTypes } = /** @type {any} */ (globalThis);
  const same = (/** @type {string} */ text) => text;
  policy ??= trustedTypes?.createPolicy("lessonry-access", { createHTML: same });
  const text = policy ? policy.createHTML(html) : html;
  const made = new DOMParser().parseFromString(text, "text/html");
  const all = document.createDocumentFragment();
  all.append(...made.body.childNodes);
  if (document.querySelector(".md-content")) inBoxes(all);
  return document.adoptNode(all);
}

/**
 * Puts tables into the boxes in which they scroll, as Material did with those that stood there before.
 * @param {DocumentFragment} part
 */
function inBoxes(part) {
  for (const table of part.querySelectorAll("table:not([class])")) {
    const inner = el("div", { class: "md-typeset__table" });
    table.replaceWith(el("div", { class: "md-typeset__scrollwrap" }, inner));
    inner.append(table);
  }
}

/**
 * Links the styles that the page does not have yet, and waits for them.
 * @param {string[]} paths  Relative to the site's root.
 */
export async function withStyles(paths) {
  /** @type {NodeListOf<HTMLLinkElement>} */
  const present = document.querySelectorAll('link[rel="stylesheet"]');
  const linked = new Set([...present].map(({ href }) => href));
  const wanted = paths.map((path) => new URL(path, ROOT).href).filter((url) => !linked.has(url));
  const coming = wanted.map((url) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = url;
    const come = new Promise((done) => {
      link.onload = link.onerror = done;
      setTimeout(done, PATIENCE);
    });
    document.head.append(link);
    return come;
  });
  await Promise.all(coming);
}
