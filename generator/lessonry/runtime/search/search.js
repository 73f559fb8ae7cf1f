/** The search's button in the header, and the keys that stand for it; the rest comes when it is used. */

/** The name under which the course remembers that the keys are off. */
export const KEYS = "search/keys";
const TYPING = "input:not([type=radio], [type=checkbox], [type=button]), textarea, select";

/**
 * Lets a page's search be opened.
 * @param {HTMLElement} place
 */
export function mount(place) {
  /** @type {string | null} What is typed while the dialog is on its way. */
  let typed = null;
  const open = async (isAsked = true) => {
    typed = "";
    try {
      if (!isAsked && !(await areKeysOn(place))) return;
      const [dialog, words] = await Promise.all([import("./dialog.js"), import("../words.js")]);
      await words.learn("search");
      dialog.open(place, typed);
    } finally {
      typed = null;
    }
  };
  place.querySelector("button")?.addEventListener("click", () => open());
  const take = (/** @type {KeyboardEvent} */ event) => {
    if (typed === null || event.key.length > 1 || event.ctrlKey || event.metaKey) return;
    // Single letters have another meaning on the page, such as the one before.
    event.preventDefault();
    event.stopImmediatePropagation();
    typed += event.key;
  };
  addEventListener("keydown", take, { capture: true });
  addEventListener("keydown", async (event) => {
    const { key, target } = event;
    const isCombination = (event.ctrlKey || event.metaKey) && key === "k";
    const isKey = (key === "/" || key === "s") && !event.ctrlKey && !event.metaKey && !event.altKey;
    if ((!isCombination && !isKey) || event.defaultPrevented || !place.isConnected) return;
    if (target instanceof HTMLElement && (target.matches(TYPING) || target.isContentEditable))
      return;
    // One dialog at a time, and none over a picture that fills the screen.
    if (document.querySelector("dialog[open]")) return;
    event.preventDefault();
    await open(isCombination);
  });
}

/**
 * Tells whether single keys open the search: who speaks to the computer can switch them off.
 * @param {HTMLElement} place
 */
async function areKeysOn(place) {
  const { read } = await import("../store/store.js");
  return read(place.dataset.lrCourse ?? "").notes[KEYS]?.value !== "off";
}
