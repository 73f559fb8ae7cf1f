// The fonts of a certificate made in the browser: each is loaded when a letter needs it.

import { inflated } from "../verify/inflate.js";
import { say } from "../words.js";
import { Unmade } from "./unmade.js";

/** One file of a font. @typedef {{file: string, font: string, face: string, ranges: string}} Listed */
/** @typedef {{file: string, font: string, face: string, has: (letter: string) => boolean}} Described */
/** @typedef {{files: Listed[], more: {file: string, ranges: string}}} Table */

/**
 * @typedef {object} LoadedFont
 * @property {string} file
 * @property {number} unitsPerEm
 * @property {any} shaping HarfBuzz's `Font`.
 */

const LARGEST_FONT = 40 << 20;
/** What is drawn by nothing: controls and joiners; a blank is drawn by any font. */
const SILENT = /^[\p{Cf}\p{Cc}]$/u;

/** Finds and loads the fonts of one sheet. */
export class Fonts {
  /**
   * @param {Table} table
   * @param {URL} folder Where the fonts are.
   * @param {typeof import("./vendor/harfbuzz-api.js")} harfbuzz
   * @param {(url: URL) => Promise<Uint8Array>} fetched
   */
  constructor(table, folder, harfbuzz, fetched) {
    this.folder = folder;
    this.harfbuzz = harfbuzz;
    this.fetched = fetched;
    this.listed = table.files.map(described);
    this.more = { file: table.more.file, has: covering(table.more.ranges) };
    /** @type {Map<string, Promise<LoadedFont>>} */
    this.loaded = new Map();
  }

  /**
   * Load what a text needs, and return which font draws the letter at each place of it.
   *
   * @param {string} text
   * @param {string} face
   * @param {{start: number, end: number}[]} letters Each with the marks on it, all of the text.
   * @returns {Promise<(at: number) => LoadedFont>}
   * @throws {Unmade} No font has one of the letters.
   */
  async forText(text, face, letters) {
    if (this.more && [...text].some((letter) => this.more?.has(letter) && !this.has(letter))) {
      const list = new TextDecoder().decode(
        await this.fetched(new URL(this.more.file, this.folder)),
      );
      this.listed.push(...JSON.parse(list).map(described));
      this.more.has = () => false;
    }
    /** @type {Described[]} */
    const chosen = [];
    for (const run of this.runs(text, face, letters)) {
      const whole = this.choose(text.slice(run.start, run.end), face);
      for (const { start, end } of run.letters) {
        // Files of one font share a run only if one of them has all of it.
        const own = whole?.font === run.font ? whole : this.choose(text.slice(start, end), face);
        for (let at = start; own && at < end; at++) chosen[at] = own;
      }
    }
    const fonts = new Map();
    for (const font of new Set(chosen)) if (font) fonts.set(font, await this.load(font.file));
    return (at) => fonts.get(chosen[at]);
  }

  /**
   * Return the parts of a text that one font draws, whichever of its files.
   *
   * @param {string} text
   * @param {string} face
   * @param {{start: number, end: number}[]} letters
   */
  runs(text, face, letters) {
    /** @type {{font: string, start: number, end: number, letters: {start: number, end: number}[]}[]} */
    const found = [];
    for (const letter of letters) {
      const written = text.slice(letter.start, letter.end);
      const font = this.choose(written, face)?.font;
      if (!font) throw missing(written);
      const last = found.at(-1);
      if (last?.font === font) {
        last.end = letter.end;
        last.letters.push(letter);
      } else {
        found.push({ font, ...letter, letters: [letter] });
      }
    }
    return found;
  }

  /** @param {string} letter */
  has(letter) {
    return this.listed.some((font) => font.has(letter));
  }

  /**
   * @param {string} letters
   * @param {string} face
   */
  choose(letters, face) {
    const all = [...letters].filter((letter) => !SILENT.test(letter));
    const fits = (/** @type {Described} */ font) => all.every(font.has);
    return (
      this.listed.find((font) => font.face === face && fits(font)) ??
      this.listed.find((font) => font.face === "regular" && fits(font))
    );
  }

  /**
   * @param {string} file
   * @returns {Promise<LoadedFont>}
   */
  load(file) {
    const known = this.loaded.get(file);
    if (known) return known;
    if (!("DecompressionStream" in globalThis)) {
      return Promise.reject(
        new Unmade(
          say(
            "This browser is too old to make the file. Print the certificate instead, or try another browser.",
          ),
        ),
      );
    }
    const loading = this.fetched(new URL(encodeURIComponent(file), this.folder)).then(
      async (bytes) => {
        const { Blob, Face, Font } = this.harfbuzz;
        const whole = await inflated(bytes, "deflate", LARGEST_FONT).catch(() => {
          throw new Unmade(
            say(
              "A font of the certificate is damaged ({file}). Load the page again; if that does not help, tell the course's author.",
              { file },
            ),
          );
        });
        const face = new Face(new Blob(whole), 0);
        return { file, unitsPerEm: face.upem, shaping: new Font(face) };
      },
    );
    this.loaded.set(file, loading);
    return loading;
  }
}

/** @param {Listed} listed @returns {Described} */
const described = ({ file, font, face, ranges }) => ({ file, font, face, has: covering(ranges) });

/**
 * Return whether a letter is among code points such as `20-7e a0`.
 *
 * @param {string} ranges
 * @returns {(letter: string) => boolean}
 */
function covering(ranges) {
  const pairs = ranges.split(" ").map((range) => {
    const [first, last = first] = range.split("-").map((code) => Number.parseInt(code, 16));
    return [first, last];
  });
  return (letter) => {
    const code = letter.codePointAt(0) ?? -1;
    return pairs.some(([first, last]) => first <= code && code <= last);
  };
}

/** @param {string} letter */
function missing(letter) {
  const codes = [...letter].map((one) => `U+${one.codePointAt(0)?.toString(16).toUpperCase()}`);
  return new Unmade(
    say(
      "No font of this course has the letter “{letter}” ({codes}), so no PDF file can be made with it. Print the certificate instead: the print has every letter that your browser can show.",
      { letter, codes: codes.join(" ") },
    ),
  );
}
