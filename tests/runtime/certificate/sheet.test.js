import assert from "node:assert/strict";
import { test } from "node:test";

import { factsLine } from "../../../generator/lessonry/runtime/certificate/facts.js";
import { fitted, parts } from "../../../generator/lessonry/runtime/certificate/fit.js";
import { filled, number, utf16 } from "../../../generator/lessonry/runtime/certificate/pdf.js";
import { qrOf, rowsOf } from "../../../generator/lessonry/runtime/certificate/qr.js";
import { ordered } from "../../../generator/lessonry/runtime/certificate/shape.js";
import { lettersOf } from "../../../generator/lessonry/runtime/certificate/typeset.js";

const SLOT = { width: 600, height: 60, size: 46, smallest: 9, lines: 2 };

/** @param {string} text Every letter is half as wide as it is large. */
const halfWide = (text) => (/** @type {number} */ start, /** @type {number} */ end) => ({
  clusters: [{ text: text.slice(start, end), glyphs: [], rightToLeft: false }],
  width: (end - start) / 2,
  top: 0.7,
  bottom: -0.2,
});

/** @param {string} text @param {Partial<typeof SLOT>} [other] */
const set = (text, other) => fitted(text, lettersOf(text), { ...SLOT, ...other }, halfWide(text));
/** @param {{lines: {clusters: {text: string}[]}[]}} found */
const texts = ({ lines }) => lines.map(({ clusters }) => clusters.map(({ text }) => text).join(""));

test("runs stand as the bidirectional algorithm orders them", () => {
  const runs = (/** @type {number[]} */ ...levels) => levels.map((level, n) => ({ level, n }));
  const order = (/** @type {number[]} */ ...levels) => ordered(runs(...levels)).map(({ n }) => n);
  assert.deepEqual(order(0), [0]);
  assert.deepEqual(order(0, 1, 0), [0, 1, 2]);
  assert.deepEqual(order(1, 2, 1), [2, 1, 0]);
  assert.deepEqual(order(1, 2, 2, 1), [3, 1, 2, 0]);
  assert.deepEqual(order(0, 1, 2, 1, 0), [0, 3, 2, 1, 4]);
  assert.deepEqual(ordered([]), []);
});

test("lines end behind blanks and hyphens, and between ideographs", () => {
  const split = (/** @type {string} */ text) =>
    parts(text, lettersOf(text)).map(({ start, end }) => text.slice(start, end));
  assert.deepEqual(split("Anne-Marie d’Arc"), ["Anne-", "Marie", "d’Arc"]);
  assert.deepEqual(split("山田・太郎"), ["山", "田・", "太", "郎"]);
  assert.deepEqual(split("김철수 Kim"), ["김", "철", "수", "Kim"]);
  assert.deepEqual(split("शर्मा"), ["शर्मा"]);
  assert.deepEqual(split(""), []);
});

test("a short name is as large as it may be, on one line", () => {
  const found = set("Ada Lovelace");
  assert.equal(found.size, 46);
  assert.deepEqual(texts(found), ["Ada Lovelace"]);
});

test("a longer one is smaller, then takes lines of about the same length", () => {
  const found = set("Anna Berta Carla Dora Emma Frida Gerda Hanna Irma Julia");
  assert.ok(found.size < 46 && found.size >= 20, String(found.size));
  assert.equal(found.lines.length, 2);
  const [one, two] = found.lines.map(({ width }) => width);
  assert.ok(Math.abs(one - two) < one / 2, `${one} ${two}`);
});

test("a word too wide for the smallest letters breaks anywhere, and nothing is lost", () => {
  const word = "A".repeat(200);
  const found = set(word);
  assert.ok(found.size >= 9);
  assert.equal(texts(found).join(""), word);
  for (const { width } of found.lines) assert.ok(width * found.size <= SLOT.width);
});

test("what has no room is refused with what to do", () => {
  assert.throws(() => set("A ".repeat(2000)), { name: "Unmade", message: /[Pp]rint/ });
  assert.throws(() => set("A".repeat(200), { lines: 1 }), { name: "Unmade" });
});

test("a slot of one line does not break", () => {
  const found = set("a score of 87 %, on 22 November 2026 and more of it", { lines: 1, size: 40 });
  assert.equal(found.lines.length, 1);
  assert.ok(found.lines[0].width * found.size <= SLOT.width);
});

test("marks stay on their letters", () => {
  const text = "e\u0301शि👍";
  assert.deepEqual(
    lettersOf(text).map(({ start, end }) => text.slice(start, end)),
    ["e\u0301", "शि", "👍"],
  );
});

test("holes are filled as what they stand in asks", () => {
  const values = { title: "A & <B>", "pdf-date": "D:2026", "xml-date": "2026-11" };
  const hole = (/** @type {string} */ name) => `[\u0001${name}\u0001]`;
  assert.equal(filled(hole("xml:title"), values), "[A &amp; &lt;B&gt;]");
  assert.equal(filled(hole("pdf:date") + hole("xml:date"), values), "[D:2026][2026-11]");
  assert.equal(filled(hole("text:title"), values).length, 2 + 2 + 4 + 7 * 4);
  assert.equal(filled("nothing $& to fill", values), "nothing $& to fill");
  assert.equal(filled(hole("xml:title"), { title: "$&$1" }), "[$&amp;$1]");
  assert.throws(() => filled(hole("other"), values), /other/);
});

test("numbers and texts are as PDF writes them", () => {
  assert.deepEqual([0, -0.0001, 1.23456, 1e-9, 300].map(number), ["0", "0", "1.235", "0", "300"]);
  assert.equal(utf16("é𐌰"), "FEFF00E9D800DF30");
});

test("the line of facts speaks the sheet's language", () => {
  const kit = {
    language: "fa",
    rtl: true,
    pattern: "{score} / {date} / {expires}",
    date: "{day} {month} {year}",
    months: "abcdefghijkl".split(""),
    percent: "%{number}",
    digits: "۰۱۲۳۴۵۶۷۸۹",
  };
  const values = { percent: "87", from: "2026-11-02T09:40:00Z", until: "2027-12-31T00:00:00Z" };
  assert.equal(factsLine(kit, values), "%۸۷ / ۲ k ۲۰۲۶ / ۳۱ l ۲۰۲۷");
  const plain = { ...kit, pattern: "on {date}", digits: "0123456789" };
  assert.equal(factsLine(plain, { ...values, until: "" }), "on 2 k 2026");
});

test("the rows of a code are its squares", () => {
  const code = qrOf("https://academy.example.org/verify/#t=AAAA");
  const drawn = new Set();
  for (const { x, y, length } of rowsOf(code)) {
    for (let at = x; at < x + length; at++) drawn.add(`${at} ${y}`);
  }
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) assert.equal(drawn.has(`${x} ${y}`), !!code.get(x, y));
  }
});
