// The certificate's sheet: which credential is attached to it, and is it the one that was issued?
//
// The digest in the credential covers what is drawn: every stream but the attachment and the file's
// own bookkeeping. That alone would let a page be pointed at an uncovered stream, or a form field be
// laid over a name; so the file must also be built as the issuer's typesetter builds it.

import { joined, sha256 } from "./ed25519.js";
import { toBase58 } from "./multibase.js";
import { Unreadable } from "./unreadable.js";

/** @typedef {import("./pdf.js").Pdf} Pdf */
/** @typedef {import("./pdf.js").PdfObject} PdfObject */

const UNCOVERED = ["/XRef", "/ObjStm", "/EmbeddedFile", "/Metadata"];
const LARGEST_CREDENTIAL = 1 << 20;

/**
 * Return the text of the one credential attached to a PDF.
 *
 * @param {Pdf} pdf
 * @throws {Unreadable} There is none, or more than one, or the file is locked.
 */
export async function attachedCredential({ text, objects, decoded }) {
  const found = new Set();
  let damaged = !objects.length;
  for (const object of objects) {
    const { dictionary, stream } = object;
    const attached = dictionary.get("Type") === "/EmbeddedFile";
    if (!stream || !(attached || /json/.test(dictionary.get("Subtype") ?? ""))) continue;
    try {
      const content = new TextDecoder().decode(await decoded(object)).trim();
      const credential = content[0] === "{" && content.includes('"VerifiableCredential"');
      if (credential && content.length <= LARGEST_CREDENTIAL) found.add(content);
    } catch {
      damaged = true;
    }
  }
  if (found.size > 1) {
    throw new Unreadable("This PDF holds more than one credential; a certificate holds one.");
  }
  const [credential] = found;
  if (credential) return /** @type {string} */ (credential);
  if (/\/Encrypt[\s<]/.test(text)) {
    throw new Unreadable(
      "This PDF is locked with a password or against changes, so what is attached cannot be read. Ask for the file as it was issued.",
      "This PDF is locked",
    );
  }
  if (damaged) throw new Unreadable("This PDF is damaged or not complete.");
  throw new Unreadable(
    "There is no credential inside: it is only a picture of a certificate, and anybody can draw one. Ask for the file as it was issued, not a scan or a print.",
    "Nothing here can be checked",
  );
}

/**
 * Return the digest of all that a PDF draws, as multibase; null where a stream is damaged.
 *
 * @param {Pdf} pdf
 */
export async function sheetDigest({ objects, decoded }) {
  const digests = [];
  try {
    for (const object of objects) {
      if (!object.stream || UNCOVERED.includes(object.dictionary.get("Type") ?? "")) continue;
      digests.push(await sha256(await decoded(object)));
    }
  } catch {
    return null;
  }
  digests.sort((a, b) => {
    const i = a.findIndex((byte, at) => byte !== b[at]);
    return i < 0 ? 0 : a[i] - b[i];
  });
  // 0x12 0x20: multihash sha2-256 of 32 bytes.
  return `z${toBase58(joined(Uint8Array.of(0x12, 0x20), await sha256(joined(...digests))))}`;
}

const START = /^%PDF-\d\.\d\s+(%[^\r\n]{1,16}\s+)?$/;
const TAIL =
  /^\s*xref\s+0 \d+\s+((?:\d{10} \d{5} [nf][ \r\n]{1,2})+)trailer\s*<<([^<>]*)>>\s*startxref\s+(\d+)\s+%%EOF\s*$/;
const DRAWN_KINDS =
  /^\/(Link|Type[013]|TrueType|CIDFontType[02]C?|Type1C|OpenType|Image|Form|XML)$/;
const ALIVE = /\/(AcroForm|XFA|FT|OpenAction|AA|JS|OCProperties|AP)(?![\w#])/;
/** Where a stream that the digest leaves out may stand: behind these keys it is never drawn. */
const HARMLESS = new Map([
  ["/EmbeddedFile", /\/U?F\s*$/],
  ["/Metadata", /\/Metadata\s*$/],
]);
const MOST_HARMLESS = 8;

/**
 * Tell whether a PDF is built as it was issued: one revision, nothing between its objects, every
 * object where the table says, no stream in a place its type does not belong, nothing laid over.
 *
 * @param {Pdf} pdf
 */
export function asTypeset({ text, objects }) {
  let before = 0;
  for (const { offset, end } of objects) {
    const between = text.slice(before, offset);
    if (before ? /\S/.test(between) : !START.test(between)) return false;
    before = end;
  }
  const [, table = "", trailer = "", startxref = ""] = TAIL.exec(text.slice(before)) ?? [];
  if (!table || !text.startsWith("xref", Number(startxref))) return false;
  if (/\/(Encrypt|XRefStm|Prev)/.test(trailer)) return false;
  const entries = table.match(/\d{10} \d{5} [nf]/g) ?? [];
  const places = new Map(objects.map(({ number, offset }) => [number, offset]));
  if (places.size !== objects.length) return false;
  const used = entries.filter((entry) => entry.endsWith("n")).length;
  const listed = entries.every((entry, number) => {
    const place = `${String(places.get(number)).padStart(10, "0")} 00000 n`;
    return entry.endsWith("f") || entry === place;
  });
  if (!listed || used !== objects.length) return false;
  const uncovered = objects.filter(({ dictionary }) => HARMLESS.has(dictionary.get("Type") ?? ""));
  if (uncovered.length > MOST_HARMLESS) return false;
  return objects.every((object) => plainlyBuilt(object, uncovered));
}

/**
 * @param {PdfObject} object
 * @param {PdfObject[]} uncovered What the digest leaves out.
 */
function plainlyBuilt({ source, dictionary }, uncovered) {
  const type = dictionary.get("Type") ?? "";
  if (type === "/XRef" || type === "/ObjStm") return false;
  let code = source;
  // Strings, from the innermost parentheses out.
  for (let pass = 0; pass < 4; pass++) code = code.replace(/\((?:\\[\s\S]|[^\\()])*\)/g, " ");
  // An attachment's Subtype is its media type.
  if (type === "/EmbeddedFile") code = code.replace(/\/Subtype\s*\/[\w#.+-]+/, "");
  if (/[#%()]/.test(code) || ALIVE.test(code)) return false;
  if (code.match(/\bobj\b|endobj/g)?.length !== 2) return false;
  const kinds = code.match(/\/Subtype\s*\/?[^\s/<>[\]]*/g) ?? [];
  if (!kinds.every((kind) => DRAWN_KINDS.test(kind.slice(8).trim()))) return false;
  return uncovered.every((other) => {
    const parts = code.split(new RegExp(`(?<!\\d)0*${other.number}\\s+0+\\s+R`));
    const place = HARMLESS.get(other.dictionary.get("Type") ?? "");
    return parts.slice(0, -1).every((part) => place?.test(part));
  });
}
