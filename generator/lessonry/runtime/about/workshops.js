/** Workshops that are over: the page was built before, so only the browser knows. */

/**
 * Hides those whose last day has passed, and their heading with the last of them.
 * @param {HTMLElement} place
 * @param {Date} [now]
 */
export function dropPast(place, now = new Date()) {
  const parts = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  const today = parts.map((part) => String(part).padStart(2, "0")).join("-");
  for (const list of place.querySelectorAll(".lr-workshops")) {
    /** @type {HTMLElement[]} */
    const all = [...list.querySelectorAll("[data-lr-workshop]")].map(
      (one) => /** @type {HTMLElement} */ (one),
    );
    for (const one of all) one.hidden = (one.dataset.lrUntil ?? today) < today;
    /** @type {HTMLElement} */ (list).hidden = all.every((one) => one.hidden);
  }
}
