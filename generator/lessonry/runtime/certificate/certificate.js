// The certificate made in the browser: a PDF file like the one that `lessonry issue` makes, at level 1.
//
// The build drew the sheet and left places (credentials/sheets/sheet_kit.py); here the name, the line of
// facts, the identifier and the QR code are set into them, the credential is signed over the digest
// of the file around it, and both lie in one file. Nothing leaves the browser.

import { joined, sha256 } from "../verify/ed25519.js";
import { toBase58 } from "../verify/multibase.js";
import { say } from "../words.js";
import { draft, roomFor, sign, tokenOf } from "./credential.js";
import { factsLine } from "./facts.js";
import { Fonts } from "./fonts.js";
import { addText } from "./form.js";
import { Objects, written } from "./pdf.js";
import { typeset } from "./typeset.js";
import { Unmade } from "./unmade.js";

/** @typedef {import("./pdf.js").SheetKit} SheetKit */
/** @typedef {{credential: import("./credential.js").CredentialKit, sheet: SheetKit}} Kit */

const VERSION = 1;
const encoder = new TextEncoder();

/**
 * Return the certificate of a passed attempt as a PDF file. The same arguments give the same bytes.
 *
 * @param {object} certificate
 * @param {string} certificate.kitUrl Of the exam's kit, as `data-lr-kit` has it, resolved.
 * @param {Uint8Array} certificate.seed Of the exam's Ed25519 key, 32 bytes.
 * @param {{id: string, ended: string}} certificate.attempt `ended` is an ISO 8601 time.
 * @param {string} certificate.name The learner's.
 * @param {number} certificate.percent The score, a whole number.
 * @param {string} certificate.record The sealed completion record, one line.
 * @returns {Promise<{bytes: Uint8Array, name: string}>} The file and what to call it.
 * @throws {Unmade} With a sentence for the learner.
 */
export async function makeCertificate({ kitUrl, seed, attempt, name, percent, record }) {
  const url = new URL(kitUrl, globalThis.location?.href);
  const kit = await readKit(url);
  const { sheet } = kit;
  const given = { attempt: attempt.id, ended: attempt.ended, name, percent };
  const values = await draft(kit.credential, given).catch((error) => {
    throw error instanceof RangeError ? new Unmade(error.message) : error;
  });
  const harfbuzz = await shaping();
  const fonts = new Fonts(sheet.fonts, new URL("../fonts/", url), harfbuzz, fetched);
  const token = await tokenOf(kit.credential, values, seed);
  const texts = textsOf(sheet, values, token);
  const objects = new Objects(Math.max(...Object.values(sheet.slots).map((s) => s.object)) + 1);
  for (const [slot, place] of Object.entries(sheet.slots)) {
    if (slot === "qr") {
      const { addQr } = await import("./qr.js");
      addQr(objects, place, texts.qr);
      continue;
    }
    const { language } = sheet;
    /** @type {"ltr" | "rtl" | undefined} */
    const direction = slot === "facts" ? (sheet.facts.rtl ? "rtl" : "ltr") : undefined;
    const set = await typeset(texts[`slot-${slot}`], place, fonts, { language, direction });
    addText(objects, place, set);
  }
  Object.assign(texts, await identifiers(values));
  const credential = new Uint8Array(await roomFor(kit.credential, values, seed));
  const { bytes, start } = written(sheet, objects, texts, {
    credential,
    record: encoder.encode(record),
  });
  const signed = encoder.encode(await sign(kit.credential, values, seed, await digestOf(bytes)));
  bytes.fill(0x20, start, start + credential.length).set(signed, start);
  return { bytes, name: fileName(texts.title) };
}

/**
 * Return what stands on the sheet and in what the file says of itself.
 *
 * @param {SheetKit} sheet
 * @param {import("./credential.js").Values} values
 * @param {string} token
 * @returns {Record<string, string>}
 */
export function textsOf(sheet, values, token) {
  const named = (/** @type {string} */ text) => text.replace("\u0001name\u0001", () => values.name);
  const day = values.from.slice(0, 10);
  const identifier = `urn:uuid:${values.uuid}`;
  return {
    name: values.name,
    title: named(sheet.title),
    summary: named(sheet.summary),
    "pdf-date": `D:${day.replaceAll("-", "")}000000Z`,
    "xml-date": `${day}T00:00:00Z`,
    qr: sheet.verify ? `${sheet.verify}#t=${token}` : "",
    "slot-learner": values.name,
    "slot-facts": factsLine(sheet.facts, values),
    "slot-id": identifier,
    "slot-qr": sheet.slots.qr?.alt ?? "",
  };
}

/**
 * @param {URL} url
 * @returns {Promise<Kit>}
 */
export async function readKit(url) {
  let kit;
  try {
    kit = JSON.parse(new TextDecoder().decode(await fetched(url)));
  } catch (error) {
    throw error instanceof Unmade ? error : damaged();
  }
  if (kit?.sheet?.version !== VERSION || !kit.credential) throw damaged();
  return kit;
}

const damaged = () =>
  new Unmade(
    say(
      "What the certificate is made from does not fit this page. Load the page again; if that does not help, tell the course's author.",
    ),
  );

/** @returns {Promise<typeof import("./vendor/harfbuzz-api.js")>} */
async function shaping() {
  try {
    return await import("./vendor/harfbuzz-api.js");
  } catch {
    throw new Unmade(
      say(
        "This browser or this site does not let the page put letters together (WebAssembly), or a file could not be loaded. Print the certificate instead, or try again with a connection.",
      ),
    );
  }
}

/** What was loaded stays, so that a second certificate needs no connection. @type {Map<string, Promise<Uint8Array>>} */
const kept = new Map();

/**
 * @param {URL} url
 * @returns {Promise<Uint8Array>}
 * @throws {Unmade} It cannot be had.
 */
function fetched(url) {
  const known = kept.get(url.href);
  if (known) return known;
  const loading = load(url);
  kept.set(url.href, loading);
  loading.catch(() => kept.delete(url.href));
  return loading;
}

/** @param {URL} url */
async function load(url) {
  try {
    const response = await fetch(url);
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
  } catch {
    // As if it were not there.
  }
  throw new Unmade(
    say(
      "A part of the certificate could not be loaded ({file}). Look at your connection and try again; nothing is lost.",
      { file: url.pathname.split("/").at(-1) ?? "" },
    ),
  );
}

/** @param {Uint8Array} bytes @returns {Promise<string>} 0x12 0x20: multihash sha2-256 of 32 bytes. */
const digestOf = async (bytes) =>
  `z${toBase58(joined(Uint8Array.of(0x12, 0x20), await sha256(bytes)))}`;

/**
 * Return what tells this file from all others: of the credential, and of it with its name.
 *
 * @param {import("./credential.js").Values} values
 */
async function identifiers(values) {
  const [document, instance] = await Promise.all(
    [values.uuid, JSON.stringify(values)].map(async (text) =>
      btoa(String.fromCharCode(...(await sha256(encoder.encode(text))).subarray(0, 16))),
    ),
  );
  return { document, instance };
}

/** @param {string} title @returns {string} No system refuses it, and none reads a folder in it. */
const fileName = (title) =>
  `${title
    .replace(/[\p{Cc}\p{Cf}\\/:*?"<>|.]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim()}.pdf`;
