// What all level 1 credentials of an exam say alike, as a hash: credentials/desk/templates.py in the browser.

import { sha256 } from "./ed25519.js";
import { canonical } from "./jcs.js";
import { isObject } from "./site.js";

/** @typedef {Record<string, unknown>} Json */

const NAME = /^urn:uuid:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
/**
 * Stands for the credential's own name. Were it merely taken out, a name could hold any words, and
 * these words stand anywhere else without a trace.
 */
const PLACE_OF_NAME = "{id}";

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
  const uuid = NAME.exec(String(bare.id))?.[1];
  if (!people || !results || !entries || !files || !uuid) return null;
  for (const entry of entries) {
    const [place, index] = [`${entry.id}`, `#${entry.statusListIndex}`];
    entry.id = place.endsWith(index) ? place.slice(0, -index.length) : place;
  }
  /** @type {[Json[], string][]} What learners differ in. */
  const differing = [
    [[bare], "validFrom"],
    ["validUntil" in bare ? [bare] : [], "validUntil"],
    [people, "identityHash"],
    [results, "value"],
    [entries, "statusListIndex"],
    [files, "digestMultibase"],
  ];
  for (const [holders, name] of differing) {
    for (const holder of holders) {
      if (typeof holder[name] !== "string") return null;
      holder[name] = "";
    }
  }
  const hash = await sha256(new TextEncoder().encode(canonical(without(bare, uuid))));
  return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * @param {unknown} value
 * @param {string} uuid
 * @returns {unknown} The value with a mark for the credential's own name in all its texts.
 */
function without(value, uuid) {
  if (typeof value === "string") return value.replaceAll(uuid, PLACE_OF_NAME);
  if (Array.isArray(value)) return value.map((entry) => without(entry, uuid));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, entry]) => [name, without(entry, uuid)]);
  return Object.fromEntries(entries);
}
