/** Says of a lesson that was done that its text has changed since. */

import { button, el } from "../dom.js";
import { say } from "../words.js";

/**
 * Says it, or no longer.
 * @param {HTMLElement} head
 * @param {boolean} isChanged
 * @param {() => void} finish  Notes that the text as it is now was read.
 */
export function showChange(head, isChanged, finish) {
  const place = head.querySelector("[data-lr-changed]");
  if (!(place instanceof HTMLElement) || place.hidden === !isChanged) return;
  const hadFocus = place.contains(document.activeElement);
  place.hidden = !isChanged;
  if (isChanged) {
    const words = say("This lesson has changed since you finished it. Nothing you did is lost.");
    place.replaceChildren(
      el("p", {}, words),
      button(say("I have read it"), () => finish(), "quiet"),
    );
  } else if (hadFocus) {
    // The button is gone; the ear stays where it was.
    head.tabIndex = -1;
    head.focus({ preventScroll: true });
  }
}
