// What this course publishes about itself: its keys, its title, its revocation list.
//
// Nothing is asked of any other host: a certificate must not choose whom this page calls.

import { readJson } from "./json.js";
import { ed25519Key } from "./multibase.js";

/** @typedef {Record<string, unknown>} Json */

/**
 * The issuer that this site speaks for.
 *
 * @typedef {object} SiteIssuer
 * @property {string} did
 * @property {Map<string, Uint8Array>} keys Its Ed25519 keys, retired ones too, by method id.
 */

/**
 * The files of a course's site, each null where it is out of reach or not what it should be.
 *
 * @typedef {object} Site
 * @property {() => Promise<SiteIssuer | null>} issuer
 * @property {() => Promise<Json | null>} course
 * @property {(number: string) => Promise<Json | null>} statusList
 * @property {() => Late} late
 */

/** @typedef {{keys: boolean, list: boolean}} Late Whether a file was waited for in vain. */

/** How long a file of the site is waited for, in seconds. */
export const PATIENCE = 8;

/**
 * Return the files of the site at a root.
 *
 * @param {URL} root
 * @param {typeof fetch} [fetcher]
 * @param {number} [patience] In seconds.
 * @returns {Site}
 */
export function siteAt(root, fetcher = (...call) => fetch(...call), patience = PATIENCE) {
  /** @type {string[]} */
  const late = [];
  /** @param {string} path @returns {Promise<Json | null>} */
  const get = async (path) => {
    const signal = AbortSignal.timeout(patience * 1000);
    try {
      const response = await fetcher(new URL(path, root), { cache: "no-cache", signal });
      const value = response.ok ? readJson(await response.text()) : null;
      return isObject(value) ? value : null;
    } catch {
      if (signal.aborted) late.push(path);
      return null;
    }
  };
  return {
    issuer: async () => siteIssuer(await get("did.json")),
    course: () => get("lessonry/course.json"),
    statusList: (number) => get(`status/${number}.json`),
    late: () => ({
      keys: late.includes("did.json"),
      list: late.some((path) => path.startsWith("status/")),
    }),
  };
}

/**
 * Return the keys that a DID document lets sign credentials.
 *
 * @param {Json | null} document
 * @returns {SiteIssuer | null}
 */
export function siteIssuer(document) {
  if (!document || typeof document.id !== "string") return null;
  const allowed = list(document.assertionMethod);
  const keys = new Map();
  for (const method of list(document.verificationMethod)) {
    if (!isObject(method) || method.controller !== document.id) continue;
    const key = ed25519Key(method.publicKeyMultibase);
    if (key && allowed.includes(method.id)) keys.set(method.id, key);
  }
  return { did: document.id, keys };
}

/**
 * Return the host that a did:web names, or null.
 *
 * @param {string} did
 */
export function webHost(did) {
  const host = /^did:web:([\w.%-]{1,253})(:|$)/.exec(did)?.[1];
  return host ? host.replace(/%3A/i, ":") : null;
}

/** @param {unknown} value @returns {value is Json} */
export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @param {unknown} value @returns {unknown[]} A JSON-LD value: one or several. */
export function list(value) {
  return value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
}
