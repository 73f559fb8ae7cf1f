/**
 * What the site holds behind codes, and what is remembered of it.
 *
 * @import { Bytes, Index } from "./keys.js"
 */

import { remember, read as stored } from "../store/store.js";
import { CHANGED, NOTE, REFUSED, remembered } from "./held.js";
import { keyOf, opened } from "./keys.js";

const HOME = new URL("../access-codes/", import.meta.url);
/** Letters of a code that its note is called by. */
const NAME = 8;

/** @type {Promise<Index> | null} */
let index = null;
/** @type {Map<string, Promise<Bytes | null>>} */
const keys = new Map();

/**
 * Loads a file; one that failed is asked for anew, past what the browser remembers of it.
 * @param {string} path
 */
async function load(path) {
  const { href } = new URL(path.split("/").map(encodeURIComponent).join("/"), HOME);
  let answer = await fetch(href).catch(() => null);
  if (!answer?.ok) answer = await fetch(href, { cache: "reload" });
  if (!answer.ok) throw new Error(`${href}: ${answer.status}`);
  return answer;
}

/** @param {string} path */
const bytes = async (path) => new Uint8Array(await (await load(path)).arrayBuffer());

/** Returns what this build says of its keys. */
export function about() {
  index ??= load("index.json")
    .then((answer) => answer.json())
    .catch((fault) => {
      index = null;
      throw fault;
    });
  return index;
}

/**
 * Returns the key that a code opens; nothing where it opens nothing in this edition.
 * @param {string} code
 * @returns {Promise<Bytes | null>}
 * @throws Something of the site did not come.
 */
export function key(code) {
  let found = keys.get(code);
  if (!found) {
    found = about().then((said) =>
      keyOf(code, said, (shard) => bytes(`${said.folder}/keys/${shard}.bin`)),
    );
    found.catch(() => keys.delete(code));
    keys.set(code, found);
  }
  return found;
}

/**
 * Returns the sealed part of that name.
 * @param {Bytes} held
 * @param {string} name
 */
export async function part(held, name) {
  const { folder } = await about();
  return opened(held, name, await bytes(`${folder}/parts/${name}.bin`));
}

/**
 * Notes whether the codes that are remembered open this build.
 * @param {string} course
 * @param {boolean} isRefused
 */
export async function note(course, isRefused) {
  const value = isRefused ? (await about()).folder : "";
  if ((stored(course).notes[REFUSED]?.value ?? "") === value) return;
  await remember(course, REFUSED, value);
  document.dispatchEvent(new Event(CHANGED));
}

/**
 * Remembers a code, and tells the page.
 * @param {string} course
 * @param {string} code
 */
export async function take(course, code) {
  await remember(course, NOTE + code.slice(0, NAME), code);
  document.dispatchEvent(new Event(CHANGED));
}

/**
 * Forgets all codes of a course, and tells the page.
 * @param {string} course
 */
export async function forget(course) {
  for (const code of remembered(course)) await remember(course, NOTE + code.slice(0, NAME), "");
  document.dispatchEvent(new Event(CHANGED));
}
