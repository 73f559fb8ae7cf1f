// The QR code of a certificate made in the browser, as rectangles: what ornament.qr draws.

import { form } from "./form.js";
import { number } from "./pdf.js";
import { correction, generate } from "./vendor/lean-qr.js";

/** Modules of the zone around it that stays white. */
export const QUIET = 4;
/** A content of more characters is corrected less. */
const LONG = 400;

/** @type {(content: string, options: object) => {size: number, get: (x: number, y: number) => boolean}} */
const made = /** @type {any} */ (generate);

/**
 * Return a code's squares.
 *
 * @param {string} content
 */
export function qrOf(content) {
  const level = content.length <= LONG ? correction.M : correction.L;
  return made(content, { minCorrectionLevel: level, maxCorrectionLevel: level });
}

/**
 * Return the rows of dark squares, from left to right and from the top.
 *
 * @param {ReturnType<typeof qrOf>} code
 */
export function* rowsOf(code) {
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) {
      const start = x;
      while (x < code.size && code.get(x, y)) x++;
      if (x > start) yield { x: start, y, length: x - start };
    }
  }
}

/**
 * Add the code to a file.
 *
 * @param {import("./pdf.js").Objects} objects
 * @param {import("./fit.js").Slot} slot
 * @param {string} content
 */
export function addQr(objects, slot, content) {
  const code = qrOf(content);
  const side = code.size + 2 * QUIET;
  const scale = Math.min(slot.width, slot.height) / side;
  const [left, bottom] = [slot.width - scale * side, slot.height - scale * side].map((n) => n / 2);
  let drawn = `1 g 0 0 ${number(slot.width)} ${number(slot.height)} re f 0 g\n`;
  drawn += `${scale.toFixed(6)} 0 0 ${scale.toFixed(6)} ${number(left)} ${number(bottom)} cm\n`;
  for (const { x, y, length } of rowsOf(code)) {
    drawn += `${x + QUIET} ${side - QUIET - y - 1} ${length} 1 re\n`;
  }
  objects.set(slot.object, form(slot.width, slot.height, ""), `${drawn}f`);
}
