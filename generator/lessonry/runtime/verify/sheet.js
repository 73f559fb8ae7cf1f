// The certificate's sheet: which credential is attached to it, and is it the one that was issued?

import { say } from "../words.js";
import { joined, sha256 } from "./ed25519.js";
import { utf8 } from "./json.js";
import { toBase58 } from "./multibase.js";
import { Unreadable } from "./unreadable.js";

/** @typedef {import("./pdf.js").Pdf} Pdf */
/** @typedef {import("./pdf.js").PdfObject} PdfObject */

const LARGEST_CREDENTIAL = 1_000_000;

/**
 * Return the text of the credential attached to a PDF: of its first attachment that is JSON, as
 * `lessonry verify` takes it. That others are attached, the file's digest tells.
 *
 * @param {Pdf} pdf
 * @throws {Unreadable} There is none, or the file is locked or damaged.
 */
export async function attachedCredential({ text, objects, isBroken, decoded }) {
  let damaged = !objects.length || isBroken;
  for (const object of objects) {
    if (!isAttachment(object)) continue;
    let content;
    try {
      content = await decoded(object);
    } catch {
      damaged = true;
      continue;
    }
    if (!new TextDecoder().decode(content.subarray(0, 1024)).trimStart().startsWith("{")) continue;
    const credential = content.length > LARGEST_CREDENTIAL ? null : utf8(content);
    if (credential === null) {
      throw new Unreadable(say("The credential inside is damaged, or larger than any credential."));
    }
    return credential.trim();
  }
  if (/\/Encrypt[\s<]/.test(text)) {
    throw new Unreadable(
      say(
        "This PDF is locked with a password or against changes, so what is attached cannot be read. Ask for the file as it was issued.",
      ),
      say("This PDF is locked"),
    );
  }
  if (damaged) throw new Unreadable(say("This PDF is damaged or not complete."));
  throw new Unreadable(
    say(
      "There is no credential inside: it is only a picture of a certificate, and anybody can draw one. Ask for the file as it was issued, not a scan or a print.",
    ),
    say("Nothing here can be checked"),
  );
}

/**
 * A signature dictionary as `lessonry issue --seal` writes it; of any other form, its bytes count
 * like all others.
 */
const SEAL = new RegExp(
  "\\n\\d{1,10} 0 obj\\n<</Type/Sig/Filter/Adobe\\.PPKLite/SubFilter/ETSI\\.CAdES\\.detached" +
    "[^<>]{0,200}/ByteRange\\[0 (\\d{1,9}) (\\d{1,9}) (\\d{1,9})\\] {0,40}/Contents<([0-9A-Fa-f]+)>",
  "dg",
);

/**
 * Return the digest of a certificate file, the bytes of its first attachment counted as zeros: the
 * credential holds this digest, so it cannot be digested itself. The digits of the file's seal count
 * as zeros, too. Null where nothing is attached.
 *
 * @param {Uint8Array} bytes
 * @param {Pdf} pdf
 */
export async function fileDigest(bytes, { text, objects }) {
  const { stream = null } = objects.find(isAttachment) ?? {};
  if (!stream) return null;
  const rest = bytes.slice();
  const start = stream.byteOffset - bytes.byteOffset;
  rest.fill(0, start, start + stream.length);
  const seal = sealPlace(text);
  if (seal) rest.fill(0, ...seal);
  // 0x12 0x20: multihash sha2-256 of 32 bytes.
  return `z${toBase58(joined(Uint8Array.of(0x12, 0x20), await sha256(rest)))}`;
}

/**
 * Return whether the file has a seal that is filled in; whether it holds, PDF readers judge.
 *
 * @param {Pdf} pdf
 */
export function isSealed({ text }) {
  const seal = sealPlace(text);
  return !!seal && /[^0]/.test(text.slice(...seal));
}

/**
 * Return where the hex digits of the file's one seal lie, if it says the truth about itself: one
 * that does not cover the whole file but for these digits is none, and of two, neither is.
 *
 * @param {string} text One character a byte.
 * @returns {[number, number] | null}
 */
function sealPlace(text) {
  const [found, second] = text.matchAll(SEAL);
  const place = found?.indices?.[4];
  if (!place || second) return null;
  const [before, after, rest] = found.slice(1, 4).map(Number);
  const [start, end] = place;
  const isTrue = before === start - 1 && after === end + 1 && after + rest === text.length;
  return isTrue ? place : null;
}

/** @param {PdfObject} object */
function isAttachment({ dictionary, stream }) {
  return !!stream && dictionary.get("Type") === "/EmbeddedFile";
}
