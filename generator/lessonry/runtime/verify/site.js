// What this course publishes about itself: its keys, its title, what it has taken back.
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
 * @property {Map<string, number>} revoked Method id → from when on its key counts no more, in ms.
 * @property {string | null} desk The DID of its self-service desk, which signs level 1.
 */

/**
 * The files of a course's site, each null where it is out of reach or not what it should be.
 *
 * @typedef {object} Site
 * @property {() => Promise<SiteIssuer | null>} issuer
 * @property {() => Promise<Json | null>} course
 * @property {(number: string) => Promise<Json | null>} statusList
 * @property {(number: string) => boolean} hasNoList Whether it was told that there is none.
 * @property {() => {keys: () => Promise<Json | null>, lists: Site}} desk What its self-service desk
 *     publishes: the keys that it has certified, and status lists of its own.
 * @property {() => Late} late
 */

/** @typedef {{keys: boolean, list: boolean}} Late Whether a file was waited for in vain. */

/** The lists by what they say: `status/1.json` revokes, `status/2.json` suspends. */
export const LISTS = Object.entries({ revocation: "1", suspension: "2" });

/** Bytes of a file of the site that is read at all. */
const LARGEST = 4_000_000;

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
  /** @type {string[]} */
  const gone = [];
  /** @param {string} path @returns {Promise<Json | null>} */
  const get = async (path) => {
    const signal = AbortSignal.timeout(patience * 1000);
    try {
      const response = await fetcher(new URL(path, root), { cache: "no-cache", signal });
      if (response.status === 404) gone.push(path);
      const value = response.ok ? readJson(await textOf(response)) : null;
      return isObject(value) ? value : null;
    } catch {
      if (signal.aborted) late.push(path);
      return null;
    }
  };
  /** @param {string} folder Where the status lists are. @returns {Site} */
  const from = (folder) => ({
    issuer: async () => siteIssuer(await get("did.json")),
    course: () => get("lessonry/course.json"),
    statusList: (number) => get(`${folder}status/${number}.json`),
    hasNoList: (number) => gone.includes(`${folder}status/${number}.json`),
    desk: () => ({ keys: () => get(`${DESK}keys.json`), lists: from(DESK) }),
    late: () => ({
      keys: late.includes("did.json") || late.includes(`${DESK}keys.json`),
      list: late.some((path) => path.includes("status/")),
    }),
  });
  return from("");
}

/**
 * @param {Response} response
 * @returns {Promise<string>} Its text; a RangeError where it is larger than any file of a course's.
 */
async function textOf(response) {
  const reader = response.body?.getReader();
  const parts = [];
  let length = 0;
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done || !value) return new Blob(parts).text();
    length += value.length;
    if (length > LARGEST) {
      await reader?.cancel();
      throw new RangeError("too large");
    }
    parts.push(value);
  }
}

/** The folder of the self-service desk's files. */
const DESK = "self-service/";

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
  const revoked = new Map();
  for (const method of list(document.verificationMethod)) {
    if (!isObject(method) || method.controller !== document.id) continue;
    if (method.type !== "Multikey") continue;
    const key = ed25519Key(method.publicKeyMultibase);
    if (!key || !allowed.includes(method.id)) continue;
    keys.set(method.id, key);
    // A date that cannot be read is no reason to trust a key that was taken back.
    if (method.revoked !== undefined) revoked.set(method.id, Date.parse(`${method.revoked}`) || 0);
  }
  const desk = list(document.service).find(
    (one) => isObject(one) && one.type === "SelfServiceDesk" && isDid(one.serviceEndpoint),
  );
  return {
    did: document.id,
    keys,
    revoked,
    desk: isObject(desk) ? `${desk.serviceEndpoint}` : null,
  };
}

/** @param {unknown} value */
const isDid = (value) => typeof value === "string" && value.startsWith("did:");

/**
 * Tell whether a key's signature of some moments counts: none does once the key was stolen.
 *
 * @param {SiteIssuer} issuer
 * @param {string} method
 * @param {unknown[]} moments Dates, or as a proof writes them.
 */
export function counts({ revoked }, method, ...moments) {
  const since = revoked.get(method);
  const before = (/** @type {unknown} */ moment) =>
    (moment instanceof Date ? moment.getTime() : Date.parse(`${moment}`)) < Number(since);
  return since === undefined || moments.every(before);
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
