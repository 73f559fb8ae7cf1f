// The certificate that a browser prints by its own means: where no PDF file can be made, because a
// letter has no font here or WebAssembly is refused. The browser's fonts draw it; its QR code is signed.

import { el } from "../dom.js";
import { readKit, textsOf } from "./certificate.js";
import { draft, tokenOf } from "./credential.js";
import { QUIET, qrOf, rowsOf } from "./qr.js";

/**
 * @typedef {object} Printed
 * @property {boolean} rtl
 * @property {string} heading
 * @property {string[]} lines The second is the learner's name, the last the line of facts.
 * @property {[string, string][]} signers Names and roles.
 * @property {string} issuer
 * @property {[string, string]} level Its title, and what it means.
 */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Return the sheet, to be put on the page alone and printed.
 *
 * @param {object} certificate As `makeCertificate` takes it.
 * @param {string} certificate.kitUrl
 * @param {Uint8Array} certificate.seed
 * @param {{id: string, ended: string}} certificate.attempt
 * @param {string} certificate.name
 * @param {number} certificate.percent
 * @returns {Promise<HTMLElement>}
 */
export async function printable({ kitUrl, seed, attempt, name, percent }) {
  const { sheet, credential } = await readKit(new URL(kitUrl, globalThis.location?.href));
  const given = { attempt: attempt.id, ended: attempt.ended, name, percent };
  const values = await draft(credential, given);
  const texts = textsOf(sheet, values, await tokenOf(credential, values, seed));
  const { heading, lines, signers, issuer, level, rtl } = sheet.print;
  const [certify, , earned, achievement, passed] = lines;
  const people = signers.map(([who, role]) => el("p", {}, [who, role].filter(Boolean).join(", ")));
  return el(
    "div",
    { class: "lr-print lr-print-sheet", lang: sheet.language, dir: rtl ? "rtl" : "ltr" },
    el("p", { class: "lr-print-issuer" }, issuer),
    el("h1", {}, heading),
    el("p", {}, certify),
    el("p", { class: "lr-print-name" }, el("bdi", {}, values.name)),
    el("p", {}, earned),
    el("p", { class: "lr-print-earned" }, achievement),
    el("p", {}, passed),
    el("p", {}, texts["slot-facts"]),
    ...people,
    el("p", { class: "lr-print-level" }, el("strong", {}, level[0]), ` ${level[1]}`),
    ...(texts.qr ? [picture(texts.qr, texts["slot-qr"]), el("p", {}, sheet.verify ?? "")] : []),
    el("p", { class: "lr-print-id" }, texts["slot-id"]),
  );
}

/**
 * Return a QR code as a picture.
 *
 * @param {string} content
 * @param {string} label
 */
function picture(content, label) {
  const code = qrOf(content);
  const side = code.size + 2 * QUIET;
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({
    viewBox: `0 0 ${side} ${side}`,
    role: "img",
    "aria-label": label,
    "shape-rendering": "crispEdges",
  })) {
    svg.setAttribute(key, value);
  }
  const path = document.createElementNS(SVG, "path");
  const squares = [...rowsOf(code)].map(
    ({ x, y, length }) => `M${x + QUIET} ${y + QUIET}h${length}v1h-${length}z`,
  );
  path.setAttribute("d", squares.join(""));
  svg.append(path);
  return svg;
}
