// What all level 1 credentials of an exam say alike, as a hash: credentials/templates.py in the browser.

import { sha256 } from "./ed25519.js";
import { canonical } from "./jcs.js";
import { isObject } from "./site.js";

/** @typedef {Record<string, unknown>} Json */

/**
 * Return the hash of a credential without its proofs and without what learners differ in, or null
 * where it is not of the shape that lessonry writes.
 *
 * @param {Json} credential
 * @returns {Promise<string | null>}
 */
export async function templateOf(credential) {
  const { proof: _, ...bare } = /** @type {Json} */ (structuredClone(credential));
  const subject = isObject(bare.credentialSubject) ? bare.credentialSubject : {};
  const [people, results, entries, files] = [
    subject.identifier,
    subject.result ?? [],
    bare.credentialStatus,
    bare.relatedResource,
  ].map((value) => (Array.isArray(value) && value.every(isObject) ? value : null));
  if (!people || !results || !entries || !files || typeof bare.id !== "string") return null;
  bare.validFrom = "";
  if ("validUntil" in bare) bare.validUntil = "";
  for (const person of people) person.identityHash = "";
  for (const result of results) result.value = "";
  for (const entry of entries) {
    const [place, index] = [`${entry.id}`, `#${entry.statusListIndex}`];
    entry.id = place.endsWith(index) ? place.slice(0, -index.length) : place;
    entry.statusListIndex = "";
  }
  for (const file of files) file.digestMultibase = "";
  const uuid = bare.id.replace(/^urn:uuid:/, "");
  const text = canonical(uuid ? without(bare, uuid) : bare);
  const hash = await sha256(new TextEncoder().encode(text));
  return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * @param {unknown} value
 * @param {string} uuid
 * @returns {unknown} The value with the credential's own name taken out of all its texts.
 */
function without(value, uuid) {
  if (typeof value === "string") return value.replaceAll(uuid, "");
  if (Array.isArray(value)) return value.map((entry) => without(entry, uuid));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, entry]) => [name, without(entry, uuid)]);
  return Object.fromEntries(entries);
}
