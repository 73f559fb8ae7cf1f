// A small reader of PDF files: their objects in the order of the file, and what is attached.
//
// It reads bytes, not pages: no cross-reference is followed, so none can lead it in circles. Every
// byte is looked at a bounded number of times, and what comes out of compression is counted.

import { say } from "../words.js";
import { inflated } from "./inflate.js";
import { Unreadable } from "./unreadable.js";

/**
 * @typedef {object} PdfObject
 * @property {number} number
 * @property {number} end Behind its `endobj`.
 * @property {Map<string, string>} dictionary Its own entries, names unescaped; empty where it has none.
 * @property {Uint8Array | null} stream As stored.
 */

/**
 * @typedef {object} Pdf
 * @property {string} text One character a byte.
 * @property {PdfObject[]} objects
 * @property {boolean} isBroken Whether an object was met that cannot be read, and reading ended there.
 * @property {(object: PdfObject) => Promise<Uint8Array>} decoded A stream's bytes, FlateDecode undone.
 */

const LARGEST_INFLATED = 50 << 20;
const MOST_STREAMS = 2000;

const BLANK = "[\\0\\t\\n\\f\\r ]";
const HEADER = new RegExp(`(\\d{1,10})${BLANK}{1,9}\\d{1,5}${BLANK}{1,9}obj(?![a-z])`, "g");
const BLANKS = new RegExp(`${BLANK}*`, "y");
const TOKEN = new RegExp(
  `<<|>>|[[\\]{}]|<[\\da-fA-F\\s]*>|/[^\\0\\t\\n\\f\\r ()<>[\\]{}/%]*|%[^\\r\\n]*|[^\\0\\t\\n\\f\\r ()<>[\\]{}/%]+|${BLANK}+`,
  "y",
);

/**
 * Read the objects of a PDF file.
 *
 * @param {Uint8Array} bytes
 * @returns {Pdf}
 * @throws {Unreadable}
 */
export function readPdf(bytes) {
  const text = new TextDecoder("latin1").decode(bytes);
  /** @type {PdfObject[]} */
  const objects = [];
  let [streams, isBroken] = [0, false];
  HEADER.lastIndex = 0;
  for (let header = HEADER.exec(text); header; header = HEADER.exec(text)) {
    const object = objectAt(bytes, text, header);
    isBroken = !object;
    if (!object) break;
    objects.push(object);
    if (object.stream && ++streams > MOST_STREAMS) {
      throw new Unreadable(
        say("This PDF has more parts than any certificate; it was not looked into."),
      );
    }
    HEADER.lastIndex = object.end;
  }
  let left = LARGEST_INFLATED;
  const decoded = async (/** @type {PdfObject} */ { dictionary, stream }) => {
    const stored = stream ?? new Uint8Array();
    if (!/^\[?\s*\/FlateDecode\s*\]?$/.test(dictionary.get("Filter") ?? "")) return stored;
    const plain = await inflated(stored, "deflate", left);
    left -= plain.length;
    return plain;
  };
  return { text, objects, isBroken, decoded };
}

/**
 * @param {Uint8Array} bytes
 * @param {string} text
 * @param {RegExpExecArray} header
 * @returns {PdfObject | null} Null where the file ends in the middle of it.
 */
function objectAt(bytes, text, header) {
  const start = skipBlanks(text, header.index + header[0].length);
  const read = text.startsWith("<<", start) ? dictionaryAt(text, start) : null;
  if (text.startsWith("<<", start) && !read) return null;
  const { dictionary, behind } = read ?? { dictionary: new Map(), behind: start };
  const keyword = skipBlanks(text, behind);
  let [first, last] = [keyword, keyword];
  if (read && text.startsWith("stream", keyword)) {
    first += text.startsWith("stream\r\n", keyword) ? 8 : /[\r\n]/.test(text[keyword + 6]) ? 7 : 6;
    last = streamEnd(text, first, dictionary.get("Length") ?? "");
    if (last < 0) return null;
  }
  const closing = text.indexOf("endobj", last);
  if (closing < 0) return null;
  return {
    number: Number(header[1]),
    end: closing + "endobj".length,
    dictionary,
    stream: first > keyword ? bytes.subarray(first, last) : null,
  };
}

/**
 * @param {string} text
 * @param {number} first
 * @param {string} length As the dictionary states it: maybe a reference, maybe a lie.
 * @returns {number} Where the stream's bytes end, or -1.
 */
function streamEnd(text, first, length) {
  if (/^\d{1,9}$/.test(length)) {
    const last = first + Number(length);
    if (/^\s{0,2}endstream/.test(text.slice(last, last + 11))) return last;
  }
  const last = text.indexOf("endstream", first);
  if (last < 0) return -1;
  return text.startsWith("\r\n", last - 2)
    ? last - 2
    : /[\r\n]/.test(text[last - 1])
      ? last - 1
      : last;
}

/**
 * @param {string} text
 * @param {number} start Of its `<<`.
 * @returns {{dictionary: Map<string, string>, behind: number} | null} Null where it never closes.
 */
function dictionaryAt(text, start) {
  const dictionary = new Map();
  let at = start;
  let depth = 0;
  /** @type {string | null} */
  let key = null;
  let value = "";
  for (;;) {
    let token;
    if (text[at] === "(") {
      const end = stringEnd(text, at);
      if (end < 0) return null;
      token = text.slice(at, end);
    } else {
      TOKEN.lastIndex = at;
      token = TOKEN.exec(text)?.[0];
      if (!token) return null;
    }
    at += token.length;
    const opens = token === "<<" || token === "[" || token === "{";
    const closes = token === ">>" || token === "]" || token === "}";
    if (closes) depth--;
    const ended = closes && depth === 0;
    const named = depth === 1 && token[0] === "/";
    if (ended || (named && (key === null || value.trim()))) {
      if (key !== null && !dictionary.has(key)) dictionary.set(key, value.trim());
      if (ended) return { dictionary, behind: at };
      key = unescaped(token.slice(1));
      value = "";
    } else if (depth && token[0] !== "%") {
      value += named ? unescaped(token) : token;
    }
    if (opens) depth++;
  }
}

/**
 * @param {string} text
 * @param {number} start Of its opening parenthesis.
 * @returns {number} Behind its closing one, or -1.
 */
function stringEnd(text, start) {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === "(") depth++;
    else if (text[at] === ")" && !--depth) return at + 1;
  }
  return -1;
}

/** @param {string} name */
function unescaped(name) {
  return name.replace(/#([\da-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** @param {string} text @param {number} at */
function skipBlanks(text, at) {
  BLANKS.lastIndex = at;
  BLANKS.exec(text);
  return BLANKS.lastIndex;
}
