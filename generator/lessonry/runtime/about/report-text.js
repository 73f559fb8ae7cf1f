/**
 * What a report says, and the address that takes it along; `rendering/about.py` writes the same ones
 * for browsers without scripts.
 *
 * @typedef {{ way: "github" | "gitlab" | "mail" | "webhook", address: string, labels: string[],
 *   course: string, title: string, lesson: string, lessonTitle: string, page: string | null,
 *   edition: string, number: string | null }} Reports  Where reports go, and of which lesson they are.
 * @typedef {{ kind: string, heading: string, passage: string, item: string, words: string,
 *   page: string, language: string }} Report
 */

import { say } from "../words.js";

/** Characters of an address that hosts and mail programs take. */
export const LONGEST = 7500;

/** @returns {Record<string, string>} What a report can be about, in words. */
export const kinds = () => ({
  typo: say("A slip of the pen"),
  fact: say("A fact that is wrong"),
  link: say("A link that does not work"),
  answer: say("An answer that is wrong"),
  other: say("Something else"),
});

/**
 * Returns the report's lines: each thing that is sent, with its name.
 * @param {Reports} reports
 * @param {Report} report
 * @returns {[string, string][]}
 */
export function parts(reports, report) {
  const number = reports.number ? `${reports.number} (${reports.edition})` : reports.edition;
  /** @type {[string, string][]} */
  const all = [
    [say("What it is"), kinds()[report.kind] ?? report.kind],
    [say("Page"), report.page],
    [say("Edition"), number],
    [say("Part"), report.heading],
    [say("Question"), report.item],
    [say("Passage"), report.passage],
    [say("Language of the browser"), report.language],
    [say("In your words"), report.words],
  ];
  return all.filter(([, text]) => text);
}

/**
 * Returns the report as a text.
 * @param {Reports} reports
 * @param {Report} report
 */
export const bodyOf = (reports, report) =>
  parts(reports, report)
    .map(([name, text]) => (text.includes("\n") ? `${name}:\n${text}` : `${name}: ${text}`))
    .join("\n\n");

/**
 * Returns the address that opens an issue or a mail with the report in it; without its text, where that
 * makes the address too long.
 * @param {Reports} reports
 * @param {Report} report
 * @returns {{ url: string, isWhole: boolean }}
 */
export function addressOf(reports, report) {
  const title = `${reports.lessonTitle}: ${kinds()[report.kind] ?? report.kind}`;
  const whole = opening(reports, title, bodyOf(reports, report));
  if (whole.length <= LONGEST) return { url: whole, isWhole: true };
  return { url: opening(reports, title, ""), isWhole: false };
}

/**
 * @param {Reports} reports
 * @param {string} title
 * @param {string} body
 */
function opening({ way, address, labels }, title, body) {
  const [said, text] = [encodeURIComponent(title), encodeURIComponent(body)];
  if (way === "mail") return `mailto:${address}?subject=${said}&body=${text}`;
  if (way === "gitlab") {
    const quick = labels.map((label) => `\n/label ~"${label}"`).join("");
    const more = encodeURIComponent(quick);
    return `${address}/-/issues/new?issue[title]=${said}&issue[description]=${text}${more}`;
  }
  const more = labels.length ? `&labels=${encodeURIComponent(labels.join(","))}` : "";
  return `${address}/issues/new?title=${said}&body=${text}${more}`;
}

/**
 * Returns what a webhook is sent.
 * @param {Reports} reports
 * @param {Report} report
 */
export const posted = (reports, report) => ({
  type: "lessonry-feedback",
  version: 1,
  course: reports.course,
  edition: reports.edition,
  lesson: reports.lesson,
  ...report,
});
