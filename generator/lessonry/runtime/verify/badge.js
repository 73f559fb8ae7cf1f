// A badge: the credential in a picture, as credentials/badges/baking.py puts it there.
//
// The picture itself is shown nowhere and parsed by nothing but this: what comes out is a text, and
// believed only when it verifies.

import { say } from "../words.js";
import { inflated } from "./inflate.js";
import { utf8 } from "./json.js";
import { Unreadable } from "./unreadable.js";

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const KEYWORD = "openbadgecredential\0";
const LARGEST_CREDENTIAL = 1_000_000;
const MOST_CHUNKS = 10_000;
const MOST_PREFIXES = 4;
const DECLARED = /\sxmlns:([\w.-]{1,40})\s*=\s*["']https:\/\/purl\.imsglobal\.org\/ob\/v3p0["']/g;
const ENTITIES = /** @type {Record<string, string>} */ ({
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&apos;": "'",
  "&amp;": "&",
});

/** @param {Uint8Array} bytes */
export const isPng = (bytes) => PNG.every((byte, at) => bytes[at] === byte);

/** @param {string} text */
export const isSvg = (text) => /^\s*</.test(text) && /<svg[\s>]/.test(text.slice(0, 20_000));

/**
 * Return the credential in a PNG picture.
 *
 * @param {Uint8Array} bytes
 * @throws {Unreadable} There is none, or more than one, or the picture is damaged.
 */
export async function credentialInPng(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = [];
  let at = PNG.length;
  for (let chunk = 0; chunk < MOST_CHUNKS && at + 12 <= bytes.length; chunk++) {
    const length = view.getUint32(at);
    const kind = latin1(bytes.subarray(at + 4, at + 8));
    const content = bytes.subarray(at + 8, at + 8 + length);
    if (content.length < length || kind === "IEND") break;
    if (kind === "iTXt" && latin1(content.subarray(0, KEYWORD.length)) === KEYWORD) {
      found.push(await textOf(content.subarray(KEYWORD.length)));
    }
    at += 12 + length;
  }
  return only(found);
}

/**
 * Return the text of a chunk, behind its keyword: whether and how it is compressed, its language.
 *
 * @param {Uint8Array} content
 */
async function textOf(content) {
  const language = content.indexOf(0, 2);
  const translated = language < 0 ? -1 : content.indexOf(0, language + 1);
  if (translated < 0) return "";
  let text = content.subarray(translated + 1);
  if (content[0] === 1) {
    try {
      text = await inflated(text, "deflate", LARGEST_CREDENTIAL);
    } catch {
      throw new Unreadable(say("What the picture carries cannot be unpacked."));
    }
  }
  return utf8(text) ?? "";
}

/**
 * Return the credential in an SVG picture.
 *
 * @param {string} text
 * @throws {Unreadable} There is none, or more than one.
 */
export function credentialInSvg(text) {
  const found = [];
  const prefixes = [...new Set([...text.matchAll(DECLARED)].map(([, name]) => name))];
  for (const prefix of prefixes.slice(0, MOST_PREFIXES)) {
    const name = `${prefix}:credential`;
    for (
      let at = text.indexOf(`<${name}`);
      // Two are one too many.
      at >= 0 && found.length < 2;
      at = text.indexOf(`<${name}`, at + 1)
    ) {
      const opened = text.indexOf(">", at);
      const closed = text.indexOf(`</${name}`, opened);
      const jwt = /\sverify\s*=\s*["']([^"'<]*)["']/.exec(text.slice(at, opened))?.[1];
      if (opened < 0 || (closed < 0 && !jwt)) break;
      found.push(jwt ?? plain(text.slice(opened + 1, closed)));
    }
  }
  return only(found);
}

/** @param {string} content Of an element: sections as they are, entities resolved elsewhere. */
function plain(content) {
  return content
    .split(/(<!\[CDATA\[[\s\S]*?\]\]>)/)
    .map((part) =>
      part.startsWith("<![CDATA[")
        ? part.slice(9, -3)
        : part.replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => ENTITIES[entity]),
    )
    .join("");
}

/** @param {string[]} found */
function only(found) {
  if (found.length > 1) throw new Unreadable(say("The picture carries more than one credential."));
  const [text = ""] = found;
  if (!text.trim()) {
    throw new Unreadable(
      say(
        "There is no credential inside: it is only a picture of a badge, and anybody can draw one. Ask for the file as it was issued, not a screenshot.",
      ),
      say("Nothing here can be checked"),
    );
  }
  if (text.length > LARGEST_CREDENTIAL) {
    throw new Unreadable(say("What the picture carries is larger than any credential."));
  }
  return text.trim();
}

/** @param {Uint8Array} bytes */
const latin1 = (bytes) => String.fromCharCode(...bytes);
