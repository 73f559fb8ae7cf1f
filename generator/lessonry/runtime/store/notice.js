/** Says once on a page that what is done on it is not kept, and what helps. */

import { button, el } from "../dom.js";
import { learn, say, sayWith } from "../words.js";

/**
 * Says what is wrong with the storage, beside all screens, at the lower edge of what is seen.
 * @param {"full" | "blocked"} wrong
 */
export function tell(wrong) {
  // Put in first, then filled, since a status that comes with its words is not read out.
  const words = el("p", { role: "status" });
  const notice = el("div", { class: "lr-notice lr-notice--low" }, words);
  document.querySelector("article:has([data-lr-course]), [data-lr-course]")?.append(notice);
  setTimeout(async () => {
    await learn("quiz");
    words.append(...(wrong === "full" ? noRoom() : [nothingKept()]));
    notice.append(button(say("Close this notice"), () => notice.remove(), "plain"));
  }, 100);
}

const nothingKept = () =>
  say("Your browser keeps nothing for this page: what you answer is lost when you leave it.");

/** @returns {(Node | string)[]} */
function noRoom() {
  /** @type {HTMLAnchorElement | null} */
  const link = document.querySelector("a[data-lr-progress-link]");
  const full = say(
    "The room that your browser has for this site is full: what you answer from now on is lost when you leave this page.",
  );
  if (!link) return [full];
  const page = el("a", { href: link.href }, say("My progress"));
  return [full, " ", ...sayWith("Save a copy or make room on the page {page}.", { page })];
}
