/** Related lessons: each says whether it is done, begun or closed, as the map does. */

import { follow } from "../course/follow.js";
import { standingOf } from "../course/standing.js";
import outline from "../outline.js";
import { read } from "../store/store.js";
import { say } from "../words.js";

/**
 * Marks them, and goes on doing so.
 * @param {HTMLElement} place
 */
export function followRelated(place) {
  /** @type {NodeListOf<HTMLElement>} */
  const cards = place.querySelectorAll("[data-lr-related]");
  if (!cards.length) return;
  const show = () => {
    const { lessons } = standingOf(outline, read(outline.course));
    for (const card of cards) {
      const state = lessons[card.dataset.lrRelated ?? ""]?.state ?? "new";
      if (card.dataset.lrState === state) continue;
      card.dataset.lrState = state;
      card.querySelector("[data-lr-state-words]")?.replaceChildren(wordOf(state));
    }
  };
  show();
  follow(outline.course, place, show);
}

/** @param {string} state */
function wordOf(state) {
  if (state === "done") return say("Done");
  if (state === "begun") return say("Begun");
  return state === "closed" ? say("Not open yet") : "";
}
