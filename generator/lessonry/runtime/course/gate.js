/**
 * A page that is closed until others are done: what has to be done first stands in its place.
 *
 * It guides, and hides nothing from who wants to see it: the text is in the page.
 *
 * @import { Standing } from "./standing.js"
 */

import { el, icon } from "../dom.js";
import { counted, say } from "../words.js";
import { addressOf } from "./places.js";
import { isolated, lessons } from "./titles.js";

/**
 * Closes the page below `head`, or opens it.
 * @param {HTMLElement} head
 * @param {string[]} waits  The lessons that it waits for; none for an open page.
 * @param {Standing} standing
 * @param {string} title  What is said of a closed page.
 */
export function gate(head, waits, standing, title) {
  const body = head.parentElement?.querySelector("[data-lr-body]");
  const place = head.querySelector("[data-lr-gate]");
  const said = head.querySelector("[data-lr-gate-said]");
  if (!(body instanceof HTMLElement) || !(place instanceof HTMLElement)) return;
  const wasClosed = head.hasAttribute("data-lr-closed");
  const isClosed = waits.length > 0;
  head.toggleAttribute("data-lr-closed", isClosed);
  body.hidden = isClosed;
  body.dataset.lrOpen = String(!isClosed);
  place.hidden = !isClosed;
  if (isClosed) place.replaceChildren(...panel(waits, standing, title));
  // What was closed before one's eyes and is open now is told; what was open all the time is not.
  if (wasClosed && !isClosed && said) said.textContent = say("This page is open now.");
}

/**
 * @param {string[]} waits
 * @param {Standing} standing
 * @param {string} title
 */
function panel(waits, standing, title) {
  const rows = lessons().filter(({ id }) => waits.includes(id));
  const links = rows.map(({ id, title: name, url }) => {
    const { answered, of, state } = standing.lessons[id];
    const words =
      state === "closed"
        ? say("not open yet")
        : answered
          ? counted(of, "{answered} of {n} answered", "{answered} of {n} answered", { answered })
          : "";
    return el(
      "li",
      {},
      el("a", { href: addressOf(url) }, el("bdi", {}, name)),
      words ? el("span", { class: "lr-small" }, words) : null,
    );
  });
  const first = firstOpen(waits, standing);
  const go = first
    ? el(
        "a",
        { class: "lr-button", href: addressOf(first.url) },
        say("Go to “{lesson}”", { lesson: isolated(first.title) }),
      )
    : null;
  const what = counted(rows.length, "This comes first:", "These come first:");
  return [
    el("p", { class: "lr-gate-title" }, icon("closed"), el("span", {}, title)),
    el("p", {}, what),
    el("ul", { class: "lr-gate-lessons" }, ...links),
    ...(go ? [el("p", { class: "lr-gate-go" }, go)] : []),
  ];
}

/**
 * Returns where to begin: the first open one of some lessons, or of those that they wait for in turn.
 * @param {string[]} waits
 * @param {Standing} standing
 */
function firstOpen(waits, standing) {
  const all = new Set(waits);
  for (const id of all) for (const before of standing.lessons[id]?.waits ?? []) all.add(before);
  const open = lessons().filter(({ id }) => all.has(id) && standing.lessons[id].state !== "closed");
  return open.find(({ id }) => waits.includes(id)) ?? open[0];
}
