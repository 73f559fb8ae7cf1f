/** The search's dialog: a field, and under it what is found, as links. */

import { button, el } from "../dom.js";
import { read, remember } from "../store/store.js";
import { counted, say, sayWith } from "../words.js";
import { find, prepare, ROOT } from "./engine.js";
import { KEYS } from "./search.js";

/** @import { Answer } from "./engine.js" */
/** @import { Found } from "./titles.js" */

/** How many pages are listed at a time, each with at most so many sections. */
const PAGES = 5;
const SECTIONS = 3;
/** Milliseconds without a key after which the field's words are looked for. */
const PAUSE = 150;

/** @type {Dialog | undefined} */
let made;

/**
 * Opens the dialog, as it was left.
 * @param {HTMLElement} place
 * @param {string} [typed]  What was typed for it before it came.
 */
export function open(place, typed = "") {
  if (made?.place !== place) made?.box.remove();
  if (!made?.box.isConnected) made = new Dialog(place);
  made.show(typed);
}

/** One page's dialog. */
class Dialog {
  /** @param {HTMLElement} place */
  constructor(place) {
    this.place = place;
    this.query = "";
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.clock = undefined;
    this.field = el("input", {
      type: "search",
      id: "lr-search-field",
      class: "lr-search-field",
      placeholder: say("Words to look for"),
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      enterkeyhint: "search",
      input: () => this.wait(),
    });
    this.status = el("p", { class: "lr-search-status", role: "status" });
    this.list = el("ol", { class: "lr-search-results" });
    this.more = button(say("Show more"), () => this.add(true), "quiet");
    this.more.hidden = true;
    const label = say("Search the course");
    /** @type {HTMLDialogElement} */
    this.box = el(
      "dialog",
      {
        class: "lr-search-dialog md-typeset",
        "aria-label": label,
        keydown: (event) => this.move(/** @type {KeyboardEvent} */ (event)),
        click: (event) => event.target === this.box && this.box.close(),
      },
      el(
        "form",
        { class: "lr-search-form", role: "search", submit: (event) => this.go(event) },
        el("label", { class: "lr-hidden", for: "lr-search-field" }, label),
        this.field,
        button(say("Close"), () => this.box.close(), "plain"),
      ),
      el("div", { class: "lr-search-found" }, this.status, this.list, this.more),
      this.foot(),
    );
    document.body.append(this.box);
  }

  /**
   * Shows the dialog; its look comes with its first use, too.
   * @param {string} typed
   */
  show(typed) {
    const href = new URL("./dialog.css", import.meta.url).href;
    if (!document.querySelector(`link[href="${href}"]`)) {
      document.head.append(el("link", { rel: "stylesheet", href }));
    }
    this.box.showModal();
    this.field.select();
    prepare();
    if (!typed) return;
    this.field.value = typed;
    this.field.setSelectionRange(typed.length, typed.length);
    this.wait();
  }

  /** Returns what stands below: how it goes by keys, and a switch for those that open it. */
  foot() {
    const course = this.place.dataset.lrCourse ?? "";
    const box = el("input", {
      type: "checkbox",
      change: () => remember(course, KEYS, box.checked ? "" : "off"),
    });
    box.checked = read(course).notes[KEYS]?.value !== "off";
    return el(
      "div",
      { class: "lr-search-foot" },
      el("p", {}, say("Arrow keys go through what is found, Enter opens it, Escape closes.")),
      el(
        "label",
        {},
        box,
        el(
          "span",
          {},
          ...sayWith("Open the search with {slash} or {s}", {
            slash: el("kbd", {}, "/"),
            s: el("kbd", {}, "s"),
          }),
        ),
      ),
    );
  }

  /** Looks once nobody types. */
  wait() {
    clearTimeout(this.clock);
    this.clock = setTimeout(() => this.look(), PAUSE);
  }

  /** Looks for what is in the field. */
  async look() {
    clearTimeout(this.clock);
    const query = this.field.value.trim();
    if (query === this.query) return;
    this.query = query;
    if (!query) return this.clear("");
    const late = setTimeout(() => query === this.query && this.clear(say("Searching…")), 400);
    const answer = await find(query);
    clearTimeout(late);
    if (query !== this.query) return; // somebody went on typing
    this.clear(answer.total ? "" : say("Nothing is found for “{query}”.", { query }));
    this.answer = answer;
    if (!answer.total) this.list.before(this.hint());
    else await this.add(false);
    if (query === this.query && answer.total) this.status.textContent = this.count(answer);
  }

  /** @param {string} words */
  clear(words) {
    this.answer = undefined;
    this.status.textContent = words;
    this.list.replaceChildren();
    this.more.hidden = true;
    for (const old of this.box.querySelectorAll(".lr-search-hint")) old.remove();
  }

  /** @param {Answer} answer */
  count({ total, isWhole }) {
    return isWhole
      ? counted(total, "{n} page found", "{n} pages found")
      : counted(
          total,
          "{n} page found. Only titles and headings could be searched.",
          "{n} pages found. Only titles and headings could be searched.",
        );
  }

  /** Returns what to do where nothing is found. */
  hint() {
    const home = el("a", { href: this.place.dataset.lrHome ?? "" }, say("the course’s home"));
    return el(
      "p",
      { class: "lr-search-hint" },
      ...sayWith("Try fewer words or others, or go through the lessons on {home}.", { home }),
    );
  }

  /**
   * Lists some more of what is found.
   * @param {boolean} isAsked  Whether somebody asked for them, and has the focus moved there.
   */
  async add(isAsked) {
    const { answer, list } = this;
    if (!answer) return;
    const pages = await answer.next(PAGES);
    if (answer !== this.answer) return;
    const before = list.childElementCount;
    list.append(...pages.map((page) => this.entry(page)));
    this.more.hidden = list.childElementCount >= answer.total;
    if (isAsked) list.children[before]?.querySelector("a")?.focus();
  }

  /** @param {Found} page */
  entry(page) {
    const link = (/** @type {string} */ url, /** @type {string} */ text) =>
      el("a", { href: new URL(url, ROOT).href, click: () => this.box.close() }, text);
    const sections = page.sections
      .slice(0, SECTIONS)
      .map((section) =>
        el("li", {}, link(section.url, section.title), excerpt(section.excerpt ?? "")),
      );
    return el(
      "li",
      { class: "lr-search-page" },
      page.module ? el("p", { class: "lr-kicker" }, page.module) : null,
      el("p", { class: "lr-search-title" }, link(page.url, page.title)),
      excerpt(page.excerpt),
      sections.length ? el("ul", {}, ...sections) : null,
    );
  }

  /**
   * Opens the first that is found.
   * @param {Event} event
   */
  async go(event) {
    event.preventDefault();
    await this.look();
    /** @type {HTMLElement | null} */ (this.list.querySelector("a"))?.click();
  }

  /**
   * Moves the focus through field and links.
   * @param {KeyboardEvent} event
   */
  move(event) {
    // What a letter means on the page, it does not mean here.
    event.stopPropagation();
    if (event.key === "Escape") {
      // In a field for searches, browsers would only empty it.
      event.preventDefault();
      this.box.close();
      this.field.blur(); // a field that nobody sees keeps the keys until the page is drawn again
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
    const links = /** @type {NodeListOf<HTMLElement>} */ (this.list.querySelectorAll("a"));
    const stops = [this.field, ...links];
    const from = stops.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    if (from < 0) return;
    event.preventDefault();
    stops[(from + step + stops.length) % stops.length].focus();
  }
}

/**
 * Returns a piece of a page with what was looked for marked; its other tags are not ours to make.
 * @param {string} html
 */
function excerpt(html) {
  if (!html) return null;
  const { body } = new DOMParser().parseFromString(html, "text/html");
  const parts = [...body.childNodes].map((node) =>
    node.nodeName === "MARK" ? el("mark", {}, node.textContent ?? "") : (node.textContent ?? ""),
  );
  return el("p", { class: "lr-search-excerpt" }, ...parts);
}
