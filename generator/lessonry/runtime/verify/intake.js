// What was dropped, chosen, pasted or scanned: which of the things this page checks is it?

import { say } from "../words.js";
import { utf8 } from "./json.js";
import { loaded } from "./loaded.js";
import { Unreadable } from "./unreadable.js";
import { verifyCredential, verifyToken } from "./verification.js";

/** @typedef {import("./verification.js").Verification} Verification */
/** @typedef {import("./site.js").Site} Site */

const LARGEST_FILE = 20_000_000;
const LARGEST_TEXT = 1_000_000;
const neither = () =>
  say(
    "It is neither a PDF certificate nor a badge nor a credential. Choose the file as it was issued.",
  );

/**
 * Check a file: a certificate's PDF, or a credential.
 *
 * @param {Blob} file
 * @param {Site} site
 * @param {Date} [now]
 * @returns {Promise<Verification>}
 * @throws {Unreadable}
 */
export async function verifyFile(file, site, now) {
  needsCrypto();
  if (!file.size) throw new Unreadable(say("The file is empty."));
  if (file.size > LARGEST_FILE) {
    throw new Unreadable(say("The file is larger than 20 MB; no certificate is."));
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  // Some mailers put a line before the header; a reader of PDF forgives up to 1024 bytes.
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 1024));
  if (!head.includes("%PDF-")) {
    const text = await textIn(bytes);
    if (text === null) throw new Unreadable(neither());
    return verifyText(text, site, now);
  }
  // A scan or a pasted text never needs the reader of PDF.
  const [{ readPdf }, { attachedCredential, fileDigest, isSealed }] = await loaded(
    Promise.all([import("./pdf.js"), import("./sheet.js")]),
  );
  const pdf = readPdf(bytes);
  const source = await attachedCredential(pdf);
  const sheet = { digest: await fileDigest(bytes, pdf), sealed: isSealed(pdf) };
  return verifyCredential(source, site, { now, sheet });
}

/**
 * Return what a file that is no PDF says: a picture the credential in it, a text itself.
 *
 * @param {Uint8Array} bytes
 * @returns {Promise<string | null>} Null where it is neither.
 */
async function textIn(bytes) {
  const text = utf8(bytes);
  if (bytes[0] !== 0x89 && !text?.trimStart().startsWith("<")) return text;
  const { credentialInPng, credentialInSvg, isPng, isSvg } = await loaded(import("./badge.js"));
  if (isPng(bytes)) return credentialInPng(bytes);
  return text !== null && isSvg(text) ? credentialInSvg(text) : text;
}

/**
 * Check a text: a credential, a link with a code, or the code alone.
 *
 * @param {string} given
 * @param {Site} site
 * @param {Date} [now]
 * @returns {Promise<Verification>}
 * @throws {Unreadable}
 */
export async function verifyText(given, site, now) {
  needsCrypto();
  const text = given.replace(/^\uFEFF/, "").trim();
  if (text.length > LARGEST_TEXT)
    throw new Unreadable(say("It is far larger than any credential."));
  if (text[0] === "{") return verifyCredential(text, site, { now });
  const token = /(?:^|[#&?])t=([^&\s]*)$/.exec(text)?.[1] ?? text;
  if (/^[\w-]{100,}$/.test(token) || token !== text) return verifyToken(token, site, { now });
  if (/^[\w-]+(\.[\w-]*){4}$/.test(text)) {
    throw new Unreadable(
      say(
        "It is a completion record, which only the trainer can open. Send it to the trainer; the certificate comes back.",
      ),
      say("Not a certificate yet"),
    );
  }
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(text)) {
    throw new Unreadable(
      say(
        "It is a credential in the form of a JWT. Choose the certificate that it was made of, or use another verifier of Open Badges 3.0.",
      ),
      say("Signed in a way this page cannot check"),
    );
  }
  if (/^https?:\S+$/.test(text)) {
    throw new Unreadable(
      say(
        "This link carries no certificate code. The link in the QR code on the sheet ends in #t= and a long word.",
      ),
    );
  }
  throw new Unreadable(neither());
}

function needsCrypto() {
  if (globalThis.crypto?.subtle) return;
  throw new Unreadable(
    say("Browsers check signatures only on secure pages. Open this page by https."),
    say("This page cannot check anything here"),
  );
}
