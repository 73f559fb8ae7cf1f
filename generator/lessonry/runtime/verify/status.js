// Has it been revoked? The course's Bitstring Status List (W3C vc-bitstring-status-list) tells.

import { inflated } from "./inflate.js";
import { fromBase64url } from "./multibase.js";
import { checkProofs } from "./proof.js";
import { isObject, list } from "./site.js";

/** @typedef {"not-revoked" | "revoked" | "suspended" | "unknown"} Status */
/** @typedef {{index: number, purpose: string, url: string | null}} StatusEntry */

const LARGEST_LIST = 4 << 20;

/**
 * Look a credential up in the course's status lists; the worst of its entries counts.
 *
 * @param {StatusEntry[]} entries
 * @param {import("./site.js").Site} site
 * @param {import("./site.js").SiteIssuer} issuer
 * @param {Date} now
 * @returns {Promise<Status>}
 */
export async function statusOf(entries, site, issuer, now) {
  const found = await Promise.all(entries.map((entry) => lookedUp(entry, site, issuer, now)));
  /** @type {Status[]} */
  const worst = ["revoked", "suspended", "unknown"];
  return (
    worst.find((status) => found.includes(status)) ?? (found.length ? "not-revoked" : "unknown")
  );
}

/**
 * @param {StatusEntry} entry
 * @param {import("./site.js").Site} site
 * @param {import("./site.js").SiteIssuer} issuer
 * @param {Date} now
 * @returns {Promise<Status>}
 */
async function lookedUp({ index, purpose, url }, site, issuer, now) {
  // Read from this site whatever host the entry names, so that a preview works too; the list's
  // signed id must be what the entry names.
  const number = url === null ? "1" : /[/:]status\/(\d{1,6})\.json$/.exec(url)?.[1];
  const document = number ? await site.statusList(number) : null;
  if (!document || (url !== null && document.id !== url)) return "unknown";
  const signer = isObject(document.issuer) ? document.issuer.id : document.issuer;
  const subject = document.credentialSubject;
  if (signer !== issuer.did || !isObject(subject)) return "unknown";
  if (!list(subject.statusPurpose).includes(purpose)) return "unknown";
  if (typeof subject.encodedList !== "string" || subject.encodedList[0] !== "u") return "unknown";
  const until = document.validUntil;
  if (until !== undefined && !(Date.parse(String(until)) > now.getTime())) return "unknown";
  try {
    const { intact } = await checkProofs(document, (method) => issuer.keys.get(method) ?? null);
    const packed = fromBase64url(subject.encodedList.slice(1));
    if (intact !== "yes" || !packed) return "unknown";
    const bits = await inflated(packed, "gzip", LARGEST_LIST);
    if (index >= bits.length * 8) return "unknown";
    // Index 0 is the leftmost bit.
    const set = (bits[index >> 3] >> (7 - (index & 7))) & 1;
    return !set ? "not-revoked" : purpose === "suspension" ? "suspended" : "revoked";
  } catch {
    return "unknown";
  }
}
