// Makes certificates as the exam's page does, for the tests in Python. Reads `{site, seed, given: […]}`
// from the file named: `site` is a folder that stands for the course's host; writes each file where
// `out` says, and prints one line of JSON: what each is called or why there is none, and what was loaded.

import { readFile, writeFile } from "node:fs/promises";
import { makeCertificate } from "../../../generator/lessonry/runtime/certificate/certificate.js";

const { site, seed, given } = JSON.parse(await readFile(process.argv[2], "utf-8"));
/** @type {string[]} */
let loaded = [];
globalThis.fetch = async (/** @type {any} */ url) => {
  const path = new URL(url).pathname;
  loaded.push(path);
  const bytes = await readFile(`${site}${path}`).catch(() => null);
  return new Response(bytes, { status: bytes ? 200 : 404 });
};
const made = [];
for (const { out, kit, attempt, name, percent, record } of given) {
  loaded = [];
  try {
    const file = await makeCertificate({
      kitUrl: `https://academy.example.org/lessonry/kits/${kit}?${made.length}`,
      seed: Uint8Array.from(Buffer.from(seed, "base64url")),
      attempt,
      name,
      percent,
      record,
    });
    await writeFile(out, file.bytes);
    made.push({ name: file.name, loaded });
  } catch (error) {
    const { name: kind, message } = /** @type {Error} */ (error);
    made.push({ refused: message, kind, loaded });
  }
}
console.log(JSON.stringify(made));
