// Names → glyphs: HarfBuzz shapes each run of one font and one direction, as it must for Arabic,
// Devanagari and Thai; the Unicode bidirectional algorithm puts the runs of a line in order.

import { say } from "../words.js";
import { Unmade } from "./unmade.js";

/** @typedef {import("./fonts.js").LoadedFont} LoadedFont */

/**
 * @typedef {object} Glyph
 * @property {LoadedFont} font
 * @property {number} id
 * @property {number} x From the line's left end, in the size of the letters.
 * @property {number} y From the base line upwards.
 * @property {number} advance
 */

/**
 * Glyphs that stand for some letters together.
 *
 * @typedef {object} Cluster
 * @property {string} text
 * @property {Glyph[]} glyphs
 * @property {boolean} rightToLeft
 */

/**
 * @typedef {object} Line
 * @property {Cluster[]} clusters From left to right.
 * @property {number} width In the size of the letters, as all measures.
 * @property {number} top Of the ink, above the base line.
 * @property {number} bottom Of the ink; below the base line it is less than nought.
 */

/** @typedef {{fontOf: (at: number) => LoadedFont, levels: Uint8Array, text: string}} Prepared */

/**
 * Return a line of a text as glyphs in their order on the sheet.
 *
 * @param {typeof import("./vendor/harfbuzz-api.js")} harfbuzz
 * @param {Prepared} prepared
 * @param {number} start In UTF-16 units, as all places.
 * @param {number} end
 * @param {string} language
 * @returns {Line}
 */
export function shapedLine(harfbuzz, prepared, start, end, language) {
  /** @type {Line} */
  const line = { clusters: [], width: 0, top: -Infinity, bottom: Infinity };
  for (const run of ordered(runs(prepared, start, end))) {
    const rightToLeft = run.level % 2 === 1;
    addRun(harfbuzz, line, prepared.text, { ...run, rightToLeft, language });
  }
  if (line.top < line.bottom) [line.top, line.bottom] = [0, 0];
  return line;
}

/**
 * @param {Prepared} prepared
 * @param {number} start
 * @param {number} end
 * @returns {{start: number, end: number, level: number, font: LoadedFont}[]} In logical order.
 */
function runs({ fontOf, levels, text }, start, end) {
  /** @type {{start: number, end: number, level: number, font: LoadedFont}[]} */
  const found = [];
  for (let at = start, behind = at; at < end; at = behind) {
    const [font, level, last] = [fontOf(at), levels[at], found.at(-1)];
    behind = at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
    if (last && last.font === font && last.level === level) last.end = behind;
    else found.push({ start: at, end: behind, level, font });
  }
  return found;
}

/**
 * Return runs from left to right (UAX 9, rule L2).
 *
 * @template {{level: number}} Run
 * @param {Run[]} logical
 * @returns {Run[]}
 */
export function ordered(logical) {
  const found = [...logical];
  const levels = logical.map(({ level }) => level);
  for (let level = Math.max(...levels, 0); level > 0; level--) {
    for (let first = 0; first < found.length; first++) {
      if (found[first].level < level) continue;
      let behind = first;
      while (behind < found.length && found[behind].level >= level) behind++;
      found.splice(first, behind - first, ...found.slice(first, behind).reverse());
      first = behind;
    }
  }
  return found;
}

/**
 * Add a run's glyphs at the right end of a line.
 *
 * @param {typeof import("./vendor/harfbuzz-api.js")} harfbuzz
 * @param {Line} line
 * @param {string} text
 * @param {{start: number, end: number, font: LoadedFont, rightToLeft: boolean, language: string}} run
 */
function addRun(harfbuzz, line, text, { start, end, font, rightToLeft, language }) {
  const buffer = new harfbuzz.Buffer();
  buffer.addText(text, start, end - start);
  buffer.setDirection(rightToLeft ? harfbuzz.Direction.RTL : harfbuzz.Direction.LTR);
  buffer.setLanguage(language);
  buffer.guessSegmentProperties();
  harfbuzz.shape(font.shaping, buffer, [new harfbuzz.Feature("lnum", 1)]);
  const scale = 1 / font.unitsPerEm;
  /** @type {{codepoint: number, cluster: number, xAdvance?: number, xOffset?: number, yOffset?: number}[]} */
  const glyphs = buffer.getGlyphInfosAndPositions();
  const starts = [...new Set(glyphs.map(({ cluster }) => cluster))].sort((a, b) => a - b);
  let last = -1;
  for (const { codepoint: id, cluster, ...place } of glyphs) {
    if (!id) {
      const letters = text.slice(start, end);
      throw new Unmade(say("There is no letter for “{letters}” in the fonts.", { letters }));
    }
    const { xAdvance = 0, xOffset = 0, yOffset = 0 } = place;
    if (cluster !== last) {
      const behind = starts[starts.indexOf(cluster) + 1] ?? end;
      line.clusters.push({ text: text.slice(cluster, behind), glyphs: [], rightToLeft });
      last = cluster;
    }
    const [x, y] = [line.width + xOffset * scale, yOffset * scale];
    line.clusters.at(-1)?.glyphs.push({ font, id, x, y, advance: xAdvance * scale });
    line.width += xAdvance * scale;
    const ink = font.shaping.glyphExtents(id);
    if (!ink || (!ink.width && !ink.height)) continue;
    line.top = Math.max(line.top, y + ink.yBearing * scale);
    line.bottom = Math.min(line.bottom, y + (ink.yBearing + ink.height) * scale);
  }
}
