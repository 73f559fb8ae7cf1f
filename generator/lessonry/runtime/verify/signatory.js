// Who signed it, and may they: the issuer levels 2 and 3, its self-service desk level 1.

import { deskOf, isLike, isLikeCode, listSigner } from "./desk.js";
import { tokenSigned } from "./token.js";

/** @typedef {import("./site.js").Site} Site */
/** @typedef {import("./site.js").SiteIssuer} SiteIssuer */

/**
 * @typedef {object} Signatory
 * @property {"this-course" | "self-service" | "another" | "unknown"} answer
 * @property {SiteIssuer | null} party Whose key it is, where that may sign it.
 * @property {Forged} forged
 */

/** @typedef {"" | "key" | "level" | "exam"} Forged What shows that somebody else made it. */

/** @type {Signatory} */
const ANOTHER = { answer: "another", party: null, forged: "" };
/** @type {Signatory} */
const UNKNOWN = { answer: "unknown", party: null, forged: "" };

/**
 * Return who signed a credential, whose proofs were made by some methods and hold.
 *
 * @param {import("./claims.js").Json} document
 * @param {import("./claims.js").Claims} claims
 * @param {string[]} methods
 * @param {SiteIssuer | null} issuer
 * @param {Site} site
 * @returns {Promise<Signatory>}
 */
export async function signatoryOf(document, claims, methods, issuer, site) {
  if (!issuer) return UNKNOWN;
  if (claims.issuerId === issuer.did) {
    if (!methods.every((method) => issuer.keys.has(method))) return { ...ANOTHER, forged: "key" };
    if (claims.level === 1) return { ...ANOTHER, forged: "level" };
    return { answer: "this-course", party: issuer, forged: "" };
  }
  if (!issuer.desk || claims.issuerId !== issuer.desk) return ANOTHER;
  const desk = deskOf(issuer.desk, await site.desk().keys());
  if (!desk) return UNKNOWN;
  const exam = desk.exams.get(methods[0]);
  if (!exam || methods.some((method) => method !== methods[0])) {
    return { ...ANOTHER, forged: "key" };
  }
  if (claims.level !== 1) return { ...ANOTHER, forged: "level" };
  if (!(await isLike(document, claims, exam))) return { ...ANOTHER, forged: "exam" };
  return { answer: "self-service", party: desk, forged: "" };
}

/**
 * Return who signed a code, and with which of their keys.
 *
 * @param {import("./token.js").Token} token
 * @param {SiteIssuer | null} issuer
 * @param {Site} site
 * @returns {Promise<Signatory & {method: string | null}>} `method` is "" where the key that the code
 *     names did not sign it, and null where nobody here has that key.
 */
export async function codeSignatory(token, issuer, site) {
  if (!issuer) return { ...UNKNOWN, method: null };
  const own = await tokenSigned(token, issuer);
  if (own) {
    if (token.level === 1) return { ...ANOTHER, forged: "level", method: own };
    return { answer: "this-course", party: issuer, forged: "", method: own };
  }
  const desk = issuer.desk ? deskOf(issuer.desk, await site.desk().keys()) : null;
  const method = desk && (await tokenSigned(token, desk));
  if (!desk || !method) {
    const named = own ?? method;
    // Level 1 could still be the desk's, whose list did not come.
    const untold = named === null && issuer.desk && !desk && token.level === 1;
    const nobody = named === null && !untold ? ANOTHER : UNKNOWN;
    return { ...nobody, method: named };
  }
  if (token.level !== 1) return { ...ANOTHER, forged: "level", method };
  const exam = desk.exams.get(method);
  if (!exam || !(await isLikeCode(token, exam))) return { ...ANOTHER, forged: "exam", method };
  return { answer: "self-service", party: desk, forged: "", method };
}

/**
 * Return where a signatory's status lists are, and who signs them.
 *
 * @param {Signatory} signatory
 * @param {SiteIssuer} issuer
 * @param {Site} site
 * @returns {[Site, SiteIssuer]}
 */
export function listsOf({ answer, party }, issuer, site) {
  return answer === "self-service" && party
    ? [site.desk().lists, listSigner(issuer, party.did)]
    : [site, issuer];
}
