/** Sharing a lesson: by the platform's own sheet where there is one, else its address is copied. */

import { el } from "../dom.js";
import { say } from "../words.js";

/**
 * Shows the button and what it does.
 * @param {HTMLElement} place
 */
export function offerShare(place) {
  /** @type {HTMLButtonElement | null} */
  const share = place.querySelector("[data-lr-share]");
  const said = place.querySelector("[data-lr-said-here]");
  if (!share || !said) return;
  share.hidden = false;
  share.addEventListener("click", async () => {
    const { lrTitle: title = "" } = share.dataset;
    const url = addressOfPage(share.dataset.lrAddress);
    said.replaceChildren();
    try {
      if (navigator.share) return await navigator.share({ title, url });
    } catch (fault) {
      // Somebody who closes the sheet wants nothing else either.
      if (fault instanceof Error && fault.name === "AbortError") return;
    }
    try {
      await navigator.clipboard.writeText(url);
      said.replaceChildren(say("The link is copied."));
    } catch {
      const field = el("input", {
        type: "text",
        readonly: true,
        value: url,
        dir: "ltr",
        class: "lr-share-link",
        "aria-label": say("The link, to copy"),
      });
      said.replaceChildren(field);
      field.select();
    }
  });
}

/**
 * Returns where the page is: as published, else as it is open, without what stands behind `#`.
 * @param {string} [published]
 */
export function addressOfPage(published) {
  const url = new URL(published || location.href);
  url.hash = "";
  url.search = "";
  return url.href;
}
