/**
 * The end of a full page's preview: asks for a code, and puts what it opens in its place.
 *
 * @import { Bytes } from "./keys.js"
 */

import { button, el, focusOn } from "../dom.js";
import { listen } from "../store/store.js";
import { counted, say } from "../words.js";
import { isSound, LENGTH, read } from "./code.js";
import { lengthen, shorten } from "./contents.js";
import { CHANGED, remembered } from "./held.js";
import { parsed, withStyles } from "./part.js";
import { forget, key, note, part, take } from "./site.js";

/** Tells `main.js` that something appeared on the page. */
const APPEARED = "lessonry-appeared";

/**
 * Brings a panel to life.
 * @param {HTMLElement} panel
 */
export async function mount(panel) {
  if (!panel.dataset.lrPart) return;
  const form = /** @type {HTMLFormElement} */ (panel.querySelector("[data-lr-access-form]"));
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(panel, form);
  });
  const follow = () => panel.isConnected && settle(panel);
  listen(panel.dataset.lrCourse ?? "", follow);
  document.addEventListener(CHANGED, follow);
  await settle(panel);
}

/**
 * Tries what was typed.
 * @param {HTMLElement} panel
 * @param {HTMLFormElement} form
 */
async function submit(panel, form) {
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("code"));
  const code = read(field.value);
  tell(panel, say("Opening…"));
  const fault = slip(code) || (await refusal(code));
  if (fault) {
    tell(panel, fault, true);
    field.focus();
    return;
  }
  tell(panel, "");
  field.value = "";
  await take(panel.dataset.lrCourse ?? "", code);
  await settle(panel);
  const opened = shown(panel);
  if (opened) focusOn(opened);
}

/**
 * Returns what is wrong with a code as it stands there, in words; nothing where it is well-formed.
 * @param {string} code
 */
export function slip(code) {
  if (!code) return say("Type or paste your access code first.");
  if (code.length !== LENGTH) {
    return counted(
      code.length,
      "A code has 20 letters and digits, and this is {n}.",
      "A code has 20 letters and digits, and these are {n}.",
    );
  }
  if (isSound(code)) return "";
  return say("There is a slip in this code. Compare it letter by letter, or paste it.");
}

/**
 * Returns why a well-formed code does not open anything here, in words; nothing where it does.
 * @param {string} code
 */
export async function refusal(code) {
  if (!globalThis.crypto?.subtle) {
    return say("This browser opens the rest only at an address that begins with https.");
  }
  try {
    if (await key(code)) return "";
  } catch (fault) {
    console.warn(fault);
    return say(
      "What opens with a code could not be fetched. Check your connection, then try again.",
    );
  }
  return say(
    "This code opens nothing in this edition of the course. Ask your trainer for a new one.",
  );
}

/**
 * Opens the page where a remembered code does, and closes it where none does.
 * @param {HTMLElement} panel
 */
async function settle(panel) {
  const { lrCourse = "", lrPart = "" } = panel.dataset;
  const codes = remembered(lrCourse);
  if (shown(panel)) {
    if (!codes.length) close(panel);
    return;
  }
  let why = "";
  for (const code of codes) {
    why = await refusal(code);
    const held = why ? null : await key(code);
    if (!held) continue;
    await note(lrCourse, false);
    if (await open(panel, held, lrPart, code)) return;
  }
  if (!why) return;
  tell(panel, why, true);
  // Nothing is noted where a file of the site did not come.
  const found = await Promise.all(codes.map(key)).catch(() => [codes]);
  if (!found.some(Boolean)) await note(lrCourse, true);
}

/**
 * Puts the part in the panel's place; returns whether it is there.
 * @param {HTMLElement} panel
 * @param {Bytes} held
 * @param {string} name
 * @param {string} code
 */
async function open(panel, held, name, code) {
  let content;
  try {
    content = await part(held, name);
  } catch (fault) {
    console.warn(fault);
    tell(
      panel,
      say("The rest of this page could not be fetched. Reload the page, then try again."),
      true,
    );
    return false;
  }
  await withStyles(content.styles);
  if (shown(panel) || !panel.isConnected) return true;
  const opened = el("div", { class: "lr-access-part", "data-lr-access-part": "" });
  opened.append(parsed(content.html), ending(panel, code));
  panel.hidden = true;
  panel.after(opened);
  lengthen(opened);
  document.dispatchEvent(new Event(APPEARED));
  const target =
    location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && opened.contains(target)) target.scrollIntoView();
  return true;
}

/**
 * Returns the line below what was opened: by which code, and how to forget it.
 * @param {HTMLElement} panel
 * @param {string} code
 */
function ending(panel, code) {
  const words = say("Opened with your access code that ends in {letters}.", {
    letters: code.slice(-4),
  });
  const forgetting = button(
    say("Forget this code"),
    async () => {
      await forget(panel.dataset.lrCourse ?? "");
      close(panel);
      tell(panel, say("The code is forgotten here. It goes on opening the course elsewhere."));
      focusOn(/** @type {HTMLElement} */ (panel.querySelector(".lr-access-title")));
    },
    "plain",
  );
  return el(
    "p",
    { class: "lr-access-end lr-small", "data-search-exclude": "" },
    `${words} `,
    forgetting,
  );
}

/**
 * Takes what was opened off the page.
 * @param {HTMLElement} panel
 */
function close(panel) {
  const opened = shown(panel);
  if (!opened) return;
  shorten();
  opened.remove();
  panel.hidden = false;
}

/** @param {HTMLElement} panel */
const shown = (panel) =>
  /** @type {HTMLElement | null} */ (panel.parentElement?.querySelector("[data-lr-access-part]"));

/**
 * Says something below the field.
 * @param {HTMLElement} panel
 * @param {string} words
 * @param {boolean} [isFault]
 */
function tell(panel, words, isFault = false) {
  const message = /** @type {HTMLElement} */ (panel.querySelector(".lr-access-message"));
  message.textContent = words;
  message.classList.toggle("lr-access-fault", isFault);
  panel.querySelector("input")?.toggleAttribute("aria-invalid", false);
  panel.querySelector("input")?.setAttribute("aria-invalid", String(isFault));
}
