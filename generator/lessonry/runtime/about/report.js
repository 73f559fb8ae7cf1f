/**
 * The dialog of a report: where, what, in which words; and, before anything goes, what goes where.
 *
 * @import { Report, Reports } from "./report-text.js"
 * @typedef {{ passage: string, heading: HTMLElement | null, item?: string, stem?: string }} About
 */

import { button, el } from "../dom.js";
import { say } from "../words.js";
import { headings, titleOf } from "./passage.js";
import { addressOf, bodyOf, kinds, parts, posted } from "./report-text.js";
import { addressOfPage } from "./share.js";

const LONGEST = 4000;
const PATIENCE = 20_000;

/** What was written and not sent, of this page. */
const kept = { words: "" };

/**
 * Opens the dialog; what was written and not sent is still there.
 * @param {Reports} reports
 * @param {About} about
 * @param {HTMLElement} opener  Where the focus goes back to.
 * @param {HTMLElement} said  Where the page says that it was sent.
 */
export function openReport(reports, about, opener, said) {
  const made = form(reports, about);
  const title = el("h2", { id: "lr-report-title" }, say("Is something wrong here?"));
  const dialog = el(
    "dialog",
    { class: "lr-report md-typeset", "aria-labelledby": "lr-report-title" },
    title,
    made.whole,
  );
  const fault = el("div", { role: "alert" });
  const close = button(say("Close"), () => dialog.close(), "quiet");
  const actions = el("div", { class: "lr-actions" });
  dialog.append(fault, actions);
  if (reports.way === "webhook") {
    const send = button(say("Send"), () => post());
    actions.append(send, close);
    const post = async () => {
      if (send.getAttribute("aria-disabled")) return;
      send.setAttribute("aria-disabled", "true");
      fault.replaceChildren();
      try {
        await deliver(reports, made.report());
        kept.words = "";
        dialog.close();
        said.replaceChildren(say("Your report is sent. Thank you."));
      } catch (problem) {
        console.error(problem);
        const words = say(
          "It could not be sent. What you wrote is still here: try again, or copy it from below.",
        );
        fault.replaceChildren(el("p", { class: "lr-notice" }, words));
        made.preview.open = true;
      } finally {
        send.removeAttribute("aria-disabled");
      }
    };
  } else {
    const go = el("a", { class: "lr-button", target: "_blank", rel: "noopener" }, wayOn(reports));
    const lead = () => {
      const { url, isWhole } = addressOf(reports, made.report());
      go.href = url;
      go.dataset.lrWhole = String(isWhole);
    };
    // The address is that of what stands there now, however the link is followed.
    for (const event of ["pointerdown", "focus", "click", "contextmenu"]) {
      go.addEventListener(event, lead);
    }
    lead();
    go.addEventListener("click", () => {
      if (go.dataset.lrWhole === "true") return;
      const text = bodyOf(reports, made.report());
      navigator.clipboard?.writeText(text).catch(() => {});
      made.preview.open = true;
      const words = say(
        "The text is too long for a link. It was copied, and stands below: put it into the new page.",
      );
      fault.replaceChildren(el("p", { class: "lr-notice" }, words));
    });
    actions.append(go, close);
  }
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (opener.isConnected) opener.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  made.first.focus();
}

/**
 * Returns what leads on to where the report is sent.
 * @param {Reports} reports
 */
function wayOn({ way, address }) {
  if (way === "mail") return say("Write it as a mail");
  return say("Go on to {host}", { host: new URL(address).host });
}

/**
 * Returns where the report goes, in a sentence.
 * @param {Reports} reports
 */
function whereTo({ way, address }) {
  if (way === "mail") return say("Your mail program opens with a mail to {address}.", { address });
  const { host, pathname } = new URL(address);
  if (way === "webhook") return say("It is sent to {host}, with no name of yours.", { host });
  return say(
    "{host} opens with the text filled in. There you send it, with your account, and others can read it at {place}.",
    { host, place: `${host}${pathname}` },
  );
}

/**
 * Returns the form, what it says now, and where the focus goes first.
 * @param {Reports} reports
 * @param {About} about
 */
function form(reports, { passage, heading, item = "", stem = "" }) {
  const all = headings();
  const where = el(
    "select",
    {},
    el("option", { value: "" }, say("The lesson as a whole")),
    ...all.map((one) => el("option", { value: titleOf(one) }, titleOf(one))),
  );
  where.value = heading ? titleOf(heading) : "";
  const quoted = el("textarea", { rows: "2", maxlength: "1200", dir: "auto" });
  quoted.value = passage;
  const names = Object.entries(kinds());
  const first = item ? "answer" : "typo";
  const kind = el(
    "fieldset",
    { class: "lr-report-kinds" },
    el("legend", {}, say("What is it?")),
    ...names.map(([value, text]) =>
      el(
        "label",
        {},
        el("input", { type: "radio", name: "lr-report-kind", value, checked: value === first }),
        el("span", {}, text),
      ),
    ),
  );
  const words = el("textarea", { rows: "4", maxlength: String(LONGEST), dir: "auto" });
  words.value = kept.words;
  const list = el("dl", { class: "lr-report-parts" });
  const preview = el(
    "details",
    { class: "lr-sources" },
    el("summary", {}, say("See all that is sent")),
    list,
  );
  /** @returns {Report} */
  const report = () => ({
    kind: /** @type {HTMLInputElement | null} */ (kind.querySelector(":checked"))?.value ?? first,
    heading: where.value,
    passage: quoted.value.trim(),
    item,
    words: words.value.trim(),
    page: addressOfPage(reports.page ?? undefined),
    language: navigator.language,
  });
  const show = () => {
    kept.words = words.value;
    const rows = parts(reports, report());
    list.replaceChildren(
      ...rows.flatMap(([name, text]) => [el("dt", {}, name), el("dd", { dir: "auto" }, text)]),
    );
  };
  show();
  const question = item
    ? el("p", { class: "lr-report-question", dir: "auto" }, stem || item)
    : null;
  const place = labelled(say("In this part"), where);
  const whole = el(
    "div",
    { class: "lr-report-form", input: show },
    question,
    item ? null : place,
    item ? null : labelled(say("The passage, if it is about one"), quoted),
    kind,
    labelled(say("In your words"), words),
    el("p", { class: "lr-small" }, whereTo(reports)),
    preview,
  );
  return { whole, report, preview, first: kind.querySelector("input") ?? words };
}

/**
 * @param {string} text
 * @param {HTMLElement} control
 */
const labelled = (text, control) =>
  el("label", { class: "lr-report-field" }, el("span", {}, text), control);

/**
 * Sends a report to the trainer's webhook; throws where it does not arrive.
 * @param {Reports} reports
 * @param {Report} report
 */
async function deliver(reports, report) {
  const answer = await fetch(reports.address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(posted(reports, report)),
    credentials: "omit",
    referrerPolicy: "no-referrer",
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (!answer.ok) throw new Error(`the webhook answered ${answer.status}`);
}
