// Verification is a value: every question with an answer of its own, never one "valid".
//
// The same names and answers as credentials/verification.py.

import { say } from "../words.js";
import { mustBeBadge, readClaims } from "./claims.js";
import { readJson } from "./json.js";
import { ed25519Key } from "./multibase.js";
import { checkProofs, otherwise } from "./proof.js";
import { codeSignatory, listsOf, signatoryOf } from "./signatory.js";
import { counts, isObject, list, webHost } from "./site.js";
import { statusOf, statusOfCode } from "./status.js";
import { readToken } from "./token.js";
import { Unreadable } from "./unreadable.js";

/**
 * @typedef {object} Answers
 * @property {"yes" | "changed" | "unreadable"} intact
 * @property {"this-course" | "self-service" | "revoked-key" | "another" | "unknown"} issuer
 * @property {"in-time" | "not-yet" | "expired" | "unknown"} time
 * @property {"not-revoked" | "revoked" | "suspended" | "unknown"} status
 * @property {"1" | "2" | "3" | "unknown"} level
 * @property {"as-issued" | "changed" | "not-given"} sheet
 */

/**
 * @typedef {object} Verification
 * @property {"credential" | "token"} kind
 * @property {Answers} answers
 * @property {import("./claims.js").Claims} claims Only as good as the answers are.
 * @property {string} speaker Whom this site speaks for: a name, a host or "this course".
 * @property {string | null} host Of the site's own did:web.
 * @property {boolean} ownName Whether the credential names this site's issuer.
 * @property {boolean} atDesk Whether it names the issuer's self-service desk.
 * @property {import("./signatory.js").Forged} forged What shows it, where it is a forgery.
 * @property {import("./site.js").Late} late Which of the site's files did not come in time.
 * @property {Date | null} listed Of when the list is that tells whether it was taken back.
 * @property {Date | null} stolen From when on the key that signed it counts no more.
 * @property {boolean} [sealed] Whether the PDF bears a seal, for readers of PDF to judge.
 * @property {string} source The credential as it was given, for those who want to read it.
 */

/** @typedef {{digest: string | null, sealed?: boolean}} Sheet What was read of the PDF. */

/**
 * Check a credential.
 *
 * @param {string} source JSON
 * @param {import("./site.js").Site} site
 * @param {{now?: Date, sheet?: Sheet | null}} [given]
 * @returns {Promise<Verification>}
 * @throws {Unreadable}
 */
export async function verifyCredential(source, site, { now = new Date(), sheet = null } = {}) {
  const document = readJson(source);
  if (!isObject(document))
    throw new Unreadable(say("It is JSON, but not a Verifiable Credential."));
  mustBeBadge(document);
  const [issuer, course] = await Promise.all([site.issuer(), site.course()]);
  const proven = await checkProofs(
    document,
    // The fragment of a stranger's method names its key, as in did:key: enough to tell whether the
    // stranger's words were changed, not who the stranger is.
    (method) => issuer?.keys.get(method) ?? ed25519Key(method.slice(method.lastIndexOf("#") + 1)),
  );
  if (proven.intact === "unreadable") throw new Unreadable(...noKey());
  const claims = readOrChanged(document, proven.intact);
  const signatory = await signatoryOf(document, claims, proven.methods, issuer, site);
  const { answer, party, forged } = signatory;
  // This course signs in pairs: where one is gone, somebody took it away.
  const intact = party && !proven.paired ? "changed" : proven.intact;
  if (intact === "unseen") throw new Unreadable(...otherwise());
  const stolen = party && intact === "yes" ? stolenAt(party, document, claims.from) : null;
  const holds = intact === "yes" && !stolen;
  const found =
    holds && party && issuer
      ? await statusOf(claims.status, ...listsOf(signatory, issuer, site), now)
      : null;
  return {
    kind: "credential",
    answers: {
      intact,
      issuer: intact !== "yes" ? "unknown" : stolen ? "revoked-key" : answer,
      time: holds ? timeOf(claims, now) : "unknown",
      status: found?.status ?? "unknown",
      level: holds && claims.level ? `${claims.level}` : "unknown",
      sheet: holds ? sheetOf(claims.fileDigest, sheet) : "not-given",
    },
    claims,
    ...speakerOf(issuer, course),
    ownName: claims.issuerId === issuer?.did,
    atDesk: !!issuer?.desk && claims.issuerId === issuer.desk,
    forged,
    listed: found?.day ?? null,
    stolen,
    late: site.late(),
    sealed: sheet?.sealed,
    source,
  };
}

/**
 * Check the code of a scanned link.
 *
 * @param {string} source base64url
 * @param {import("./site.js").Site} site
 * @param {{now?: Date}} [given]
 * @returns {Promise<Verification>}
 * @throws {Unreadable}
 */
export async function verifyToken(source, site, { now = new Date() } = {}) {
  const token = readToken(source);
  const [issuer, course] = await Promise.all([site.issuer(), site.course()]);
  const signatory = await codeSignatory(token, issuer, site);
  const { answer, party, forged, method } = signatory;
  const signed = method === null ? null : method !== "";
  const speaking = speakerOf(issuer, course);
  const claims = tokenClaims(token, course, signed ? speaking.speaker : "");
  const stolen =
    party && method && !counts(party, method, claims.from) ? since(party, method) : null;
  const holds = party && !stolen;
  const found =
    holds && issuer
      ? await statusOfCode(token.index, ...listsOf(signatory, issuer, site), now)
      : null;
  return {
    kind: "token",
    answers: {
      intact: signed ? "yes" : signed === false ? "changed" : "unreadable",
      issuer: stolen ? "revoked-key" : answer,
      time: holds ? timeOf(claims, now) : "unknown",
      status: found?.status ?? "unknown",
      level: holds && token.level ? `${token.level}` : "unknown",
      sheet: "not-given",
    },
    claims,
    ...speaking,
    ownName: !!signed,
    atDesk: token.level === 1 && !!issuer?.desk,
    forged,
    listed: found?.day ?? null,
    stolen,
    late: site.late(),
    source,
  };
}

/**
 * Read the claims; where they cannot be read because somebody changed them, that is the answer.
 *
 * @param {import("./claims.js").Json} document
 * @param {import("./proof.js").Proven["intact"]} intact
 */
function readOrChanged(document, intact) {
  try {
    return readClaims(document);
  } catch (error) {
    if (intact !== "changed" || !(error instanceof Unreadable)) throw error;
    const unfit = say("Its signature does not fit, and it can no longer be read in full.");
    throw new Unreadable(`${unfit} ${error.message}`, changed(), "bad");
  }
}

/** @returns {[string, string]} */
const noKey = () => [
  say(
    "The key that it was signed with is elsewhere, or the signature is of a kind that this page does not know. Ask the issuer that it names, or use another verifier of Open Badges 3.0.",
  ),
  say("Its signature cannot be checked here"),
];

/** Returns the headline of what was changed. */
export const changed = () => say("Changed since it was signed: do not rely on it");

/**
 * Return from when on the key that signed a document counts no more, where it was signed later.
 *
 * @param {import("./site.js").SiteIssuer} issuer
 * @param {import("./claims.js").Json} document
 * @param {Date} from
 */
function stolenAt(issuer, document, from) {
  for (const proof of list(document.proof).filter(isObject)) {
    const method = `${proof.verificationMethod}`;
    if (!counts(issuer, method, from, proof.created)) return since(issuer, method);
  }
  return null;
}

/** @param {import("./site.js").SiteIssuer} issuer @param {string} method */
const since = ({ revoked }, method) => new Date(revoked.get(method) ?? 0);

/** @param {import("./claims.js").Claims} claims @param {Date} now @returns {Answers["time"]} */
function timeOf({ from, until }, now) {
  return now < from ? "not-yet" : until && now >= until ? "expired" : "in-time";
}

/** @param {string} issued @param {Sheet | null} sheet @returns {Answers["sheet"]} */
function sheetOf(issued, sheet) {
  if (!sheet) return "not-given";
  return issued && sheet.digest === issued ? "as-issued" : "changed";
}

/**
 * @param {import("./site.js").SiteIssuer | null} issuer
 * @param {import("./claims.js").Json | null} course
 */
function speakerOf(issuer, course) {
  const named = isObject(course?.issuer) ? course.issuer.name : null;
  const host = issuer && webHost(issuer.did);
  return {
    speaker: typeof named === "string" && named ? named : (host ?? say("this course")),
    host,
  };
}

/**
 * @param {import("./token.js").Token} token
 * @param {import("./claims.js").Json | null} course
 * @param {string} issuerName
 * @returns {import("./claims.js").Claims}
 */
function tokenClaims(token, course, issuerName) {
  const known = Array.isArray(course?.achievements) ? course.achievements : [];
  const title = known.find((one) => isObject(one) && one.id === token.achievementId)?.name;
  return {
    id: token.id,
    learner: token.learner,
    email: "",
    achievement: typeof title === "string" && title ? title : token.achievementId,
    achievementId: token.achievementId,
    description: "",
    criteria: "",
    edition: "",
    issuerId: "",
    issuerName,
    issuerEmail: "",
    issuerUrl: "",
    from: token.issued,
    until: token.expires,
    score: token.score === null ? "" : `${token.score} %`,
    passMark: "",
    level: token.level,
    status: [],
    fileDigest: "",
  };
}
