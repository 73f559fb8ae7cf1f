// The self-service desk: the issuer's second DID, whose keys open with an exam and sign level 1 only.

import { sha256 } from "./ed25519.js";
import { ed25519Key } from "./multibase.js";
import { isObject, list } from "./site.js";
import { templateOf } from "./template.js";

/** @typedef {Record<string, unknown>} Json */
/** @typedef {import("./site.js").SiteIssuer} SiteIssuer */

/**
 * A key that the desk has certified (credentials/desk/exam_keys.py).
 *
 * @typedef {object} ExamKey
 * @property {{achievement: unknown, days: number | null, template: unknown}[]} certifies
 */

/** @typedef {SiteIssuer & {exams: Map<string, ExamKey>}} Desk The exams by method id. */

const DAY = 86_400_000;

/**
 * Return the desk of an issuer, or null where its list cannot be read.
 *
 * @param {string} did The desk's.
 * @param {Json | null} listed What the site says of its keys.
 * @returns {Desk | null}
 */
export function deskOf(did, listed) {
  if (!Array.isArray(listed?.keys)) return null;
  /** @type {Desk} */
  const desk = { did, desk: null, keys: new Map(), revoked: new Map(), exams: new Map() };
  for (const entry of listed.keys) {
    const key = isObject(entry) ? ed25519Key(entry.key) : null;
    if (!isObject(entry) || !key) return null;
    const method = `${did}#${entry.key}`;
    desk.keys.set(method, key);
    if (entry.revoked !== undefined) {
      desk.revoked.set(method, Date.parse(`${entry.revoked}`) || 0);
    }
    desk.exams.set(method, {
      certifies: list(entry.certifies)
        .filter(isObject)
        .map(({ achievement, days, template }) => ({
          achievement,
          days: typeof days === "number" ? days : null,
          template,
        })),
    });
  }
  return desk;
}

/**
 * Return who signs the desk's status lists: the issuer itself, under the desk's name.
 *
 * @param {SiteIssuer} issuer
 * @param {string} did The desk's.
 * @returns {SiteIssuer}
 */
export function listSigner({ keys, revoked }, did) {
  /** @param {string} method */
  const renamed = (method) => `${did}${method.slice(method.lastIndexOf("#"))}`;
  return {
    did,
    desk: null,
    keys: new Map([...keys].map(([method, key]) => [renamed(method), key])),
    revoked: new Map([...revoked].map(([method, since]) => [renamed(method), since])),
  };
}

/**
 * Tell whether a credential says what those of its exam say, whoever the learner is.
 *
 * @param {Json} document
 * @param {import("./claims.js").Claims} claims
 * @param {ExamKey} exam
 * @returns {Promise<boolean>}
 */
export async function isLike(document, claims, exam) {
  const index = await indexOf(claims.id);
  const lasts = claims.until && (claims.until.getTime() - claims.from.getTime()) / DAY;
  const template = await templateOf(document);
  return (
    /^(|(100|[1-9]?[0-9]) %)$/.test(claims.score) &&
    claims.status.every((entry) => entry.index === index) &&
    exam.certifies.some((one) => one.template === template && one.days === lasts)
  );
}

/**
 * Tell whether a code says what the exam's credentials say.
 *
 * @param {import("./token.js").Token} token
 * @param {ExamKey} exam
 * @returns {Promise<boolean>}
 */
export async function isLikeCode({ id, index, issued, expires, achievementId }, exam) {
  // A code names its last day, which counts in full.
  const lasts = expires && (expires.getTime() - issued.getTime()) / DAY - 1;
  return (
    index === (await indexOf(id)) &&
    exam.certifies.some((one) => one.achievement === achievementId && one.days === lasts)
  );
}

/** @param {string} id Of a credential. Its place in the desk's list is the first 17 bits of its hash. */
async function indexOf(id) {
  const hash = await sha256(new TextEncoder().encode(id));
  return (hash[0] << 9) | (hash[1] << 1) | (hash[2] >> 7);
}
