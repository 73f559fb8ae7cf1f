// The verify page: takes a file, a text or a scanned link, and shows what can be said of it.
//
// What checks is loaded only when there is something to check.

import { say } from "../words.js";

/** @type {AbortController | null} The listeners of the page before, where pages swap without a load. */
let before = null;

/**
 * Bring a `<section data-lr-verify>` to life.
 *
 * @param {HTMLElement} section
 * @returns {Promise<void>} Settles when a certificate that came with the link is checked, too.
 */
export async function mount(section) {
  before?.abort();
  before = new AbortController();
  const { signal } = before;
  /** @param {string} hook */
  const part = (hook) =>
    /** @type {HTMLElement} */ (section.querySelector(`[data-lr-verify-${hook}]`));
  const [ask, zone, form, status, result] = ["ask", "zone", "form", "status", "result"].map(part);
  const file = /** @type {HTMLInputElement} */ (part("file"));
  const text = /** @type {HTMLTextAreaElement} */ (part("text"));
  let turn = 0;

  /** @param {Blob | string} given @param {string} called */
  const check = async (given, called) => {
    const mine = ++turn;
    // Emptied first: an answer must never stand beside the next question.
    result.replaceChildren();
    result.hidden = true;
    status.textContent = say("Checking…");
    let module;
    try {
      module = await import("./answer.js");
    } catch {
      if (mine === turn) status.textContent = notLoaded();
      return;
    }
    const { headline, heading, parts } = await module.answer(given, called);
    if (mine !== turn) return;
    result.replaceChildren(...parts);
    result.hidden = false;
    status.textContent = say("Done. {answer}.", { answer: headline });
    heading.focus();
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    heading.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
  };

  /** @param {File} given */
  const checkFile = (given) => {
    forgetLink();
    return check(given, given.name || say("a file"));
  };

  file.addEventListener("change", async () => {
    const [chosen] = file.files ?? [];
    if (chosen) await checkFile(chosen);
    // So that the same file, mended, can be chosen again.
    file.value = "";
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (text.value.trim()) {
      forgetLink();
      check(text.value, say("the pasted text"));
    } else {
      status.textContent = say("There is nothing in the box yet. Paste a credential or a link.");
      text.focus();
    }
  });

  // A file dropped beside the zone must not make the browser leave the page.
  let inside = 0;
  const over = (/** @type {number} */ change) => {
    inside = Math.max(0, change && inside + change);
    zone.classList.toggle("lr-verify-zone--over", inside > 0);
  };
  /** @param {string} type @param {(event: DragEvent) => void} act */
  const onDrag = (type, act) =>
    addEventListener(type, (event) => act(/** @type {DragEvent} */ (event)), { signal });
  onDrag("dragenter", () => over(1));
  onDrag("dragleave", () => over(-1));
  onDrag("dragover", (event) => event.preventDefault());
  onDrag("drop", (event) => {
    event.preventDefault();
    over(0);
    const [dropped] = event.dataTransfer?.files ?? [];
    const words = event.dataTransfer?.getData("text/plain");
    if (dropped) checkFile(dropped);
    else if (words) check(words, say("the dropped text"));
  });

  const arrived = async () => {
    if (!section.isConnected) return;
    if (/^#t=/.test(location.hash)) await check(location.hash, say("the code on the sheet"));
  };
  addEventListener("hashchange", arrived, { signal });

  await styled();
  part("fallback").hidden = true;
  ask.hidden = false;
  await arrived();
}

const notLoaded = () =>
  say(
    "It could not be loaded: check your connection and try again. If that does not help, load the page anew.",
  );

/** Take the scanned code out of the address: it is no longer what the page shows. */
function forgetLink() {
  if (/^#t=/.test(location.hash))
    history.replaceState(history.state, "", location.pathname + location.search);
}

/** Load this page's own styles; without them the page works, so a failure is no obstacle. */
function styled() {
  const href = new URL("./verify.css", import.meta.url).href;
  if (document.querySelector(`link[href="${href}"]`)) return null;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  const loaded = new Promise((settle) => {
    link.onload = link.onerror = settle;
    // What hangs must not keep the tool away.
    setTimeout(settle, 3000);
  });
  document.head.append(link);
  return loaded;
}
