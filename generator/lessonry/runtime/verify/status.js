// Was it revoked or suspended? The course's lists tell (W3C vc-bitstring-status-list).

import { inflated } from "./inflate.js";
import { fromBase64url } from "./multibase.js";
import { checkProofs } from "./proof.js";
import { counts, isObject, LISTS, list } from "./site.js";

/** @typedef {"not-revoked" | "revoked" | "suspended" | "unknown"} Status */
/** @typedef {{index: number, purpose: string, url: string | null}} StatusEntry */
/** @typedef {{status: Status, day: Date | null}} Found The answer, and of when the list is. */

const LARGEST_LIST = 4 << 20;
/** 131,072 places: fewer would tell who is who (vc-bitstring-status-list §2.1). */
const SMALLEST_LIST = 1 << 14;
/** @type {Found} */
const UNKNOWN = { status: "unknown", day: null };

/**
 * Look a credential up in the course's status lists; the worst of its entries counts.
 *
 * @param {StatusEntry[]} entries
 * @param {import("./site.js").Site} site
 * @param {import("./site.js").SiteIssuer} issuer
 * @param {Date} now
 * @returns {Promise<Found>}
 */
export async function statusOf(entries, site, issuer, now) {
  const found = await Promise.all(entries.map((entry) => lookedUp(entry, site, issuer, now)));
  /** @type {Status[]} */
  const worst = ["revoked", "suspended", "unknown"];
  for (const status of worst) {
    const first = found.find((one) => one.status === status);
    if (first) return first;
  }
  return found[0] ?? { status: "unknown", day: null };
}

/**
 * Return the entries for a code, which tells a place and no lists; the worst of them counts.
 *
 * @param {number} index
 * @param {import("./site.js").Site} site
 * @param {import("./site.js").SiteIssuer} issuer
 * @param {Date} now
 * @returns {Promise<Found>}
 */
export async function statusOfCode(index, site, issuer, now) {
  const entries = LISTS.map(([purpose]) => ({ index, purpose, url: null }));
  const revoked = await statusOf(entries.slice(0, 1), site, issuer, now);
  if (revoked.status !== "not-revoked") return revoked;
  const suspended = await statusOf(entries.slice(1), site, issuer, now);
  // Sites of before there was a list of suspended certificates have none.
  return suspended.status === "unknown" && site.hasNoList("2") ? revoked : suspended;
}

/**
 * @param {StatusEntry} entry
 * @param {import("./site.js").Site} site
 * @param {import("./site.js").SiteIssuer} issuer
 * @param {Date} now
 * @returns {Promise<Found>}
 */
async function lookedUp({ index, purpose, url }, site, issuer, now) {
  // Read from this site whatever host the entry names, so that a preview works too; the list's
  // signed id must be what the entry names.
  const own = LISTS.find(([name]) => name === purpose)?.[1] ?? null;
  const number = url === null ? own : /[/:]status\/(\d{1,6})\.json$/.exec(url)?.[1];
  const document = number ? await site.statusList(number) : null;
  if (!document || (url !== null && document.id !== url)) return UNKNOWN;
  const signer = isObject(document.issuer) ? document.issuer.id : document.issuer;
  const subject = document.credentialSubject;
  if (signer !== issuer.did || !isObject(subject)) return UNKNOWN;
  if (!own || !list(subject.statusPurpose).includes(purpose)) return UNKNOWN;
  if (typeof subject.encodedList !== "string" || subject.encodedList[0] !== "u") return UNKNOWN;
  const until = document.validUntil;
  if (until !== undefined && !(Date.parse(String(until)) > now.getTime())) return UNKNOWN;
  try {
    const { intact } = await checkProofs(document, (method) => issuer.keys.get(method) ?? null);
    const held = list(document.proof).filter(isObject);
    if (!held.every((one) => counts(issuer, `${one.verificationMethod}`, one.created))) {
      return UNKNOWN;
    }
    const packed = fromBase64url(subject.encodedList.slice(1));
    if (intact !== "yes" || !packed) return UNKNOWN;
    const bits = await inflated(packed, "gzip", LARGEST_LIST);
    if (bits.length < SMALLEST_LIST || index >= bits.length * 8) return UNKNOWN;
    // Index 0 is the leftmost bit.
    const set = (bits[index >> 3] >> (7 - (index & 7))) & 1;
    const day = new Date(`${document.validFrom}`);
    return {
      status: !set ? "not-revoked" : purpose === "suspension" ? "suspended" : "revoked",
      day: Number.isNaN(day.getTime()) ? null : day,
    };
  } catch {
    return UNKNOWN;
  }
}
