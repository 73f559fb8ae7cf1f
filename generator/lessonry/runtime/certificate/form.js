// Shaped lines → PDF: a Form XObject whose letters are a Type 3 font made for it. Every glyph's outline
// is a procedure of the font, so none is a picture: the text can be selected, searched and read aloud.

import { number, utf16 } from "./pdf.js";

/** @typedef {import("./shape.js").Line} Line */
/** @typedef {import("./shape.js").Cluster} Cluster */
/** @typedef {import("./shape.js").Glyph} Glyph */
/** @typedef {import("./fit.js").Slot} Slot */
/** @typedef {import("./pdf.js").Objects} Objects */

const LEADING = 0.3;
/** Units of an em in the fonts made here. */
const EM = 1000;
/** A code is one byte; a font has so many of them. */
const CODES = 250;

/** @typedef {{key: string, code: number, glyph: Glyph, text: string}} Coded */

/**
 * Add a slot's text to a file.
 *
 * @param {Objects} objects
 * @param {Slot} slot
 * @param {{size: number, lines: Line[]}} fitted
 */
export function addText(objects, slot, { size, lines }) {
  const { width, height, align, fill } = slot;
  /** @type {Coded[][]} */
  const fonts = [];
  const ink = lines.reduce((sum, { top, bottom }) => sum + top - bottom, 0);
  let y = (height + (ink + (lines.length - 1) * LEADING) * size) / 2;
  let drawn = "BT\n";
  for (const line of lines) {
    const left = { left: 0, center: 0.5, right: 1 }[align] * (width - line.width * size);
    y -= line.top * size;
    for (const word of wordsOf(line.clusters)) drawn += wordDrawn(word, fonts, { size, left, y });
    y -= (LEADING - line.bottom) * size;
  }
  const names = fonts.map((coded, n) => `/F${n} ${addFont(objects, coded, fill)} 0 R`);
  objects.set(slot.object, form(width, height, `/Font<<${names.join("")}>>`), `${drawn}ET`);
}

/**
 * Return the dictionary of a form, but for its length.
 *
 * @param {number} width
 * @param {number} height
 * @param {string} resources
 */
export const form = (width, height, resources) =>
  `/Type/XObject/Subtype/Form/BBox[0 0 ${number(width)} ${number(height)}]/Resources<<${resources}>>`;

/** @param {string} hex */
export const colour = (hex) =>
  [1, 3, 5].map((at) => number(Number.parseInt(hex.slice(at, at + 2), 16) / 255)).join(" ");

/**
 * @param {Cluster[]} clusters
 * @returns {Cluster[][]} Blanks apart.
 */
function wordsOf(clusters) {
  /** @type {Cluster[][]} */
  const words = [];
  let joins = false;
  for (const cluster of clusters) {
    const blank = !cluster.text.trim() || cluster.rightToLeft;
    if (joins && !blank) words.at(-1)?.push(cluster);
    else words.push([cluster]);
    joins = !blank;
  }
  return words;
}

/**
 * @param {Cluster[]} word
 * @param {Coded[][]} fonts
 * @param {{size: number, left: number, y: number}} place
 */
function wordDrawn(word, fonts, { size, left, y }) {
  let drawn = "";
  for (const { text, glyphs } of word) {
    for (const glyph of glyphs) {
      const { font, code } = coded(fonts, glyph, text);
      const place = `${number(left + glyph.x * size)} ${number(y + glyph.y * size)}`;
      const hex = code.toString(16).padStart(2, "0");
      drawn += `/F${font} ${number(size)} Tf 1 0 0 1 ${place} Tm<${hex}>Tj\n`;
    }
  }
  // Where several glyphs are one letter, the word says what it reads: else each glyph would be read.
  if (word.every(({ glyphs }) => glyphs.length === 1)) return drawn;
  const read = utf16(word.map(({ text }) => text).join(""));
  return `/Span<</ActualText<${read}>>>BDC\n${drawn}EMC\n`;
}

/**
 * @param {Coded[][]} fonts
 * @param {Glyph} glyph
 * @param {string} text
 */
function coded(fonts, glyph, text) {
  const key = `${glyph.font.file} ${glyph.id} ${text}`;
  for (const [font, some] of fonts.entries()) {
    const known = some.find((one) => one.key === key);
    if (known) return { font, code: known.code };
  }
  let last = fonts.at(-1);
  if (!last || last.length >= CODES) {
    last = [];
    fonts.push(last);
  }
  last.push({ key, code: last.length + 1, glyph, text });
  return { font: fonts.length - 1, code: last.length };
}

/**
 * @param {Objects} objects
 * @param {Coded[]} some
 * @param {string} fill
 * @returns {number} The font's object.
 */
function addFont(objects, some, fill) {
  const drawn = some.map(({ glyph }) => outline(glyph));
  // The colour is set in each glyph (d0): without it (d1) readers keep pictures of small letters, and
  // place them by whole pixels.
  const procedures = drawn.map(({ path, advance }, n) => {
    const content = `${number(advance)} 0 d0 ${colour(fill)} rg\n${path}`;
    return `/g${n + 1} ${objects.add("", content)} 0 R`;
  });
  const box = [0, 1, 2, 3].map((side) => {
    const all = drawn.map((one) => one.box[side]);
    return number(side < 2 ? Math.min(...all) : Math.max(...all));
  });
  const unicode = objects.add("", toUnicode(some));
  const name = `LR${objects.next}`;
  const descriptor = objects.add(
    `<</Type/FontDescriptor/FontName/${name}/Flags 4/ItalicAngle 0/FontBBox[${box.join(" ")}]/Ascent ${box[3]}/Descent ${box[1]}/CapHeight ${box[3]}/StemV 80>>`,
  );
  return objects.add(
    `<</Type/Font/Subtype/Type3/Name/${name}/FontBBox[${box.join(" ")}]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<<${procedures.join("")}>>/Encoding<</Type/Encoding/Differences[1${some.map((_, n) => `/g${n + 1}`).join("")}]>>/FirstChar 1/LastChar ${some.length}/Widths[${drawn.map(({ advance }) => number(advance)).join(" ")}]/Resources<<>>/ToUnicode ${unicode} 0 R/FontDescriptor ${descriptor} 0 R>>`,
  );
}

/**
 * Return a glyph's outline as a filled path.
 *
 * @param {Glyph} glyph
 */
function outline({ font, id, advance }) {
  const scale = EM / font.unitsPerEm;
  const box = [0, 0, 0, 0];
  let [x, y] = [0, 0];
  let path = "";
  for (const { type, values } of font.shaping.glyphToJson(id)) {
    const points = values.map((/** @type {number} */ value) => value * scale);
    if (type === "Z") {
      path += "h\n";
      continue;
    }
    const [endX, endY] = points.slice(-2);
    if (type === "Q") {
      const [cx, cy] = points;
      const near = (/** @type {number} */ a, /** @type {number} */ b) => a + ((b - a) * 2) / 3;
      points.splice(0, 2, near(x, cx), near(y, cy), near(endX, cx), near(endY, cy));
    }
    path += `${points.map(number).join(" ")} ${{ M: "m", L: "l", Q: "c", C: "c" }[/** @type {"M"} */ (type)]}\n`;
    for (let at = 0; at < points.length; at += 2) {
      box[0] = Math.min(box[0], points[at]);
      box[1] = Math.min(box[1], points[at + 1]);
      box[2] = Math.max(box[2], points[at]);
      box[3] = Math.max(box[3], points[at + 1]);
    }
    [x, y] = [endX, endY];
  }
  return { path: path && `${path}f`, box, advance: advance * EM };
}

/**
 * Return the map from codes to letters (ISO 32000-1 §9.10.3).
 *
 * @param {Coded[]} some
 */
function toUnicode(some) {
  const lines = some.map(({ code, text }) => {
    const hex = code.toString(16).padStart(2, "0");
    return `<${hex}><${utf16(text).slice(4)}>`;
  });
  let blocks = "";
  for (let at = 0; at < lines.length; at += 100) {
    const block = lines.slice(at, at + 100);
    blocks += `${block.length} beginbfchar\n${block.join("\n")}\nendbfchar\n`;
  }
  return `/CIDInit/ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def
/CMapName/Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<00><ff>
endcodespacerange
${blocks}endcmap
CMapName currentdict/CMap defineresource pop
end
end`;
}
