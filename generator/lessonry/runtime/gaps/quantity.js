/**
 * Numbers as people type them, read exactly; `domain/numbers.py` reads in the same way.
 *
 * @import { Rational } from "../rational.js"
 */

import { rational } from "../rational.js";
import { INVISIBLE, SPACES } from "./text-entry.js";

const LONGEST_NUMBER = 100;
const LARGEST_EXPONENT = 300;
/** Where ten digits of other scripts begin: Arabic, Persian, Devanagari, Bengali, Thai. */
const DIGIT_ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50];
/** @type {Map<string, string>} */
const SIGNS = new Map([
  ..."−–‐".split("").map((c) => /** @type {[string, string]} */ ([c, "-"])),
  ..."×·⋅∙".split("").map((c) => /** @type {[string, string]} */ ([c, "*"])),
  ..."’ʼ".split("").map((c) => /** @type {[string, string]} */ ([c, "'"])),
  ["٫", "."],
  ["٬", ","],
  ["٪", "%"],
  ["⁄", "/"],
  ["∕", "/"],
]);
for (const zero of DIGIT_ZEROS) {
  for (let digit = 0; digit < 10; digit++) {
    SIGNS.set(String.fromCodePoint(zero + digit), String(digit));
  }
}
const SIGN = new RegExp(`[${[...SIGNS.keys()].join("")}]`, "gu");
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺";
const RAISED = new RegExp(`\\^?[${SUPERSCRIPTS}]+`, "gu");
const HALVES = /[¼-¾⅐-⅞]/gu;
const MONEY = /^([+-]?) ?([$€£¥₹]) ?(.*)$/u;
const TEN = /^([+-]? ?)10 ?(?:\^|\*\*)/u;
const SHARE =
  /^(?<sign>[+-]?) ?(?:(?<whole>[0-9]+) )?(?<over>[1-9][0-9]*) ?\/ ?(?<under>[1-9][0-9]*)(?![0-9.,^])(?<rest>.*)$/u;
const NUMBER =
  /^(?<sign>[+-]?) ?(?<digits>[0-9][0-9.,' ]*|[.,][0-9]+)(?:[eE](?<e>[+-]?[0-9]{1,4})(?![0-9.,])| ?[xX*] ?10 ?(?:\^|\*\*) ?\(?(?<ten>[+-]?[0-9]{1,4})\)?(?![0-9.,]))?(?<rest>.*)$/u;
/** Thousands, or lakhs and crores. */
const GROUPS =
  /^(?:[1-9][0-9]{0,2}(?<mark>[.,' ])[0-9]{3}(?:\k<mark>[0-9]{3})*|[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3})$/u;
const WHOLE = /^[0-9]*$/u;
const DECIMALS = /^(?:[0-9]*|[0-9]{3}(?: [0-9]{3})* [0-9]{1,3})$/u;

/**
 * Returns a text with one spelling for each sign, digit and blank; raised digits behind a `^`.
 * @param {string} text
 */
export function plain(text) {
  const raised = text.replace(
    RAISED,
    (part) =>
      `^${[...part.replace(/^\^/u, "")].map((c) => "0123456789-+"[SUPERSCRIPTS.indexOf(c)]).join("")}`,
  );
  // NFKC makes `11/2` of `1½`, and `52` of `5²`.
  const apart = raised.replace(/[º˚]/gu, "°").replaceAll("\ufeff", " ").replace(HALVES, " $&");
  const signs = apart.normalize("NFKC").replace(SIGN, (c) => SIGNS.get(c) ?? c);
  return signs.replace(INVISIBLE, "").split(SPACES).filter(Boolean).join(" ");
}

/**
 * Returns each reading of what was typed: a number, and the unit behind it as `foldUnit` has it.
 * @param {string} entry
 * @returns {[Rational, string][]}
 */
export function readQuantity(entry) {
  if ([...entry].length > LONGEST_NUMBER) return [];
  const text = plain(entry).replace(MONEY, "$1$3 $2");
  const share = SHARE.exec(text)?.groups;
  if (share) {
    const [over, under] = [BigInt(share.over), BigInt(share.under)];
    if (share.whole === undefined || over < under) {
      const value = BigInt(share.whole ?? "0") * under + over;
      return [[rational(signed(share, value), under), foldUnit(share.rest)]];
    }
  }
  const found = NUMBER.exec(text.replace(TEN, "$11*10^"))?.groups;
  if (!found) return [];
  const exponent = Number(found.e ?? found.ten ?? 0);
  if (Math.abs(exponent) > LARGEST_EXPONENT) return [];
  const unit = foldUnit(found.rest);
  const power = 10n ** BigInt(Math.abs(exponent));
  return values(found.digits.replace(/ +$/u, "")).map(([n, d]) => [
    exponent < 0 ? rational(signed(found, n), d * power) : rational(signed(found, n) * power, d),
    unit,
  ]);
}

/** @param {Record<string, string>} found @param {bigint} value */
const signed = (found, value) => (found.sign === "-" ? -value : value);

/**
 * Returns the values that digits with marks between them may have, as numerators and denominators.
 * @param {string} digits
 */
function values(digits) {
  /** @type {[bigint, bigint][]} */
  const found = [];
  for (const mark of ".,") {
    const at = digits.indexOf(mark);
    const [whole, part] = at < 0 ? [digits, ""] : [digits.slice(0, at), digits.slice(at + 1)];
    if (!DECIMALS.test(part) || !(WHOLE.test(whole) || GROUPS.test(whole))) continue;
    const n = BigInt((whole + part).replace(/[.,' ]/gu, "") || "0");
    const d = 10n ** BigInt(part.replaceAll(" ", "").length);
    if (!found.some(([a, b]) => a * d === n * b)) found.push([n, d]);
  }
  return found;
}

/**
 * Returns a unit as it is compared: one spelling for powers and products, no blanks, no full stop.
 * @param {string} text
 */
export function foldUnit(text) {
  const folded = plain(text)
    .replace(/(?: |^)per /gu, "/")
    .replaceAll("**", "^")
    .replace(/[.,;:!? ]+$/u, "")
    .replace(/ ?([/^*]) ?/gu, "$1");
  return folded.replaceAll(" ", "*").replace(/^\*+|\*+$/gu, "");
}

/**
 * Returns a number at so many significant figures, a half away from nothing.
 * @param {Rational} number
 * @param {number} figures
 * @returns {Rational}
 */
export function rounded({ n, d }, figures) {
  if (!n) return { n, d };
  const size = n < 0n ? -n : n;
  let exponent = 0;
  let [top, bottom] = [size, d];
  for (; top >= bottom * 10n; exponent++) bottom *= 10n;
  for (; top < bottom; exponent--) top *= 10n;
  const places = exponent - figures + 1;
  const power = 10n ** BigInt(Math.abs(places));
  const [a, b] = places < 0 ? [size * power, d] : [size, d * power];
  const whole = ((2n * a + b) / (2n * b)) * (n < 0n ? -1n : 1n);
  return places < 0 ? rational(whole, power) : rational(whole * power);
}
