// The PDF file: the objects of the sheet kit with their holes filled, those added here, and the table
// of where each begins.

import { joined } from "../verify/ed25519.js";

/**
 * What credentials/sheets/sheet_kit.py took apart.
 *
 * @typedef {object} SheetKit
 * @property {number} version
 * @property {string} title
 * @property {string} summary
 * @property {string | null} verify The verify page's address.
 * @property {string} language
 * @property {import("./facts.js").FactsKit} facts
 * @property {import("./print.js").Printed} print
 * @property {[number, string, {data?: string, text?: string, hole?: string}?][]} objects
 * @property {Record<string, import("./fit.js").Slot>} slots
 * @property {number} root
 * @property {number} info
 * @property {import("./fonts.js").Table} fonts
 */

/** Stands on both sides of a hole's name. */
const MARK = "\u0001";
/** A hole's kind stands before a colon. */
const HOLE = new RegExp(`${MARK}(?:(\\w+):)?([\\w-]+)${MARK}`, "g");
const encoder = new TextEncoder();

/** @param {string} text @returns {Uint8Array} One byte a character. */
const bytesOf = (text) => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** @param {number} value @returns {string} At most three decimals. */
export const number = (value) => String(Math.round(value * 1000) / 1000 || 0);

/** @param {string} text @returns {string} A text string in hexadecimal (ISO 32000-1 §7.9.2.2). */
export function utf16(text) {
  let hex = "FEFF";
  for (let at = 0; at < text.length; at++) {
    hex += text.charCodeAt(at).toString(16).padStart(4, "0");
  }
  return hex.toUpperCase();
}

/** Collects a file's objects. */
export class Objects {
  /** @param {number} next The first number that is free. */
  constructor(next) {
    this.next = next;
    /** @type {Map<number, Uint8Array[]>} */
    this.written = new Map();
  }

  /**
   * @param {string} dictionary
   * @param {string | Uint8Array} [stream]
   * @returns {number} The object's.
   */
  add(dictionary, stream) {
    this.set(this.next, dictionary, stream);
    return this.next++;
  }

  /**
   * @param {number} object
   * @param {string} dictionary With a stream: what stands in it beside the length.
   * @param {string | Uint8Array} [stream]
   */
  set(object, dictionary, stream) {
    if (stream === undefined) {
      this.written.set(object, [bytesOf(`${object} 0 obj\n${dictionary}\nendobj\n`)]);
      return;
    }
    const data = typeof stream === "string" ? bytesOf(stream) : stream;
    const head = bytesOf(`${object} 0 obj\n<</Length ${data.length}${dictionary}>>\nstream\n`);
    this.written.set(object, [head, data, bytesOf("\nendstream\nendobj\n")]);
  }
}

/**
 * Return the file, and where in it the place for the credential begins.
 *
 * @param {SheetKit} kit
 * @param {Objects} objects Those of the slots.
 * @param {Record<string, string>} texts What fills the holes in dictionaries and texts.
 * @param {Record<string, Uint8Array>} attached
 */
export function written(kit, objects, texts, attached) {
  let hole = -1;
  for (const [object, dictionary, { data, text, hole: name } = {}] of kit.objects) {
    const holes = name ? { ...texts, size: String(attached[name].length) } : texts;
    const stream =
      data === undefined
        ? text === undefined
          ? name && attached[name]
          : encoder.encode(filled(text, holes))
        : bytesOf(atob(data));
    objects.set(object, filled(dictionary, holes), stream || undefined);
    if (name === "credential") hole = object;
  }
  const head = bytesOf("%PDF-1.7\n%\x80\x80\x80\x80\n\n");
  /** @type {Uint8Array[]} */
  const parts = [head];
  let at = head.length;
  let start = 0;
  const numbers = [...objects.written.keys()].sort((a, b) => a - b);
  let table = `xref\n0 ${numbers.length + 1}\n0000000000 65535 f\r\n`;
  for (const object of numbers) {
    const pieces = objects.written.get(object) ?? [];
    table += `${String(at).padStart(10, "0")} 00000 n\r\n`;
    if (object === hole) start = at + pieces[0].length;
    for (const piece of pieces) at += piece.length;
    parts.push(...pieces);
  }
  const identifiers = [texts.document, texts.instance].map((id) => `<${hexOf(id)}>`).join("");
  const trailer = `trailer\n<</Size ${numbers.length + 1}/Root ${kit.root} 0 R/Info ${kit.info} 0 R/ID[${identifiers}]>>\nstartxref\n${at}\n%%EOF\n`;
  return { bytes: joined(...parts, bytesOf(table + trailer)), start };
}

/** @param {string} text */
const hexOf = (text) => [...bytesOf(text)].map((b) => b.toString(16).padStart(2, "0")).join("");

/**
 * Return a text with its holes filled: as a PDF string, in XML, or as it is.
 *
 * @param {string} text
 * @param {Record<string, string>} values
 */
export function filled(text, values) {
  return text.replace(HOLE, (_, kind, name) => {
    const value =
      values[kind === "pdf" || kind === "xml" ? `${kind}-${name}` : name] ?? values[name];
    if (value === undefined) throw new Error(`The kit has a hole that nothing fills: ${name}.`);
    if (kind === "text") return `<${utf16(value)}>`;
    return kind === "xml" ? escaped(value) : value;
  });
}

/** @param {string} text */
const escaped = (text) =>
  text.replace(/[&<>"]/g, (sign) => `&${{ "&": "amp", "<": "lt", ">": "gt", '"': "quot" }[sign]};`);
