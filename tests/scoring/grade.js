/**
 * Scores cases in the browser's way: a line of JSON in, a line out.
 *
 * A line is a vector (`{ item, response }`), or a number to write (`{ decimal: "7/3" }`).
 */

import { createInterface } from "node:readline";
import { decimal, format, parse } from "../../generator/lessonry/runtime/rational.js";

const RUNTIME = "../../generator/lessonry/runtime/";
const GAPS = ["text-entry", "numeric-entry", "inline-choice"];
/** @type {Map<string, any>} */
const kinds = new Map();

/** @param {string} name */
async function kindOf(name) {
  if (!kinds.has(name)) {
    const kind = await import(`${RUNTIME}items/${name}.js`);
    await kind.load?.(GAPS);
    kinds.set(name, kind);
  }
  return kinds.get(name);
}

/** @param {any} given */
async function answer(given) {
  if (given.decimal !== undefined) return decimal(parse(given.decimal));
  const { item, response } = given;
  const kind = await kindOf(item.kind);
  try {
    return format(kind.score(item.key, response, item.partial));
  } catch (problem) {
    return `fails: ${problem}`;
  }
}

let out = "";
for await (const line of createInterface({ input: process.stdin })) {
  out += `${JSON.stringify(await answer(JSON.parse(line)))}\n`;
}
process.stdout.write(out);
