// What a credential claims: an Open Badges 3.0 document read strictly, whoever signed it.

import { say } from "../words.js";
import { isObject, list } from "./site.js";
import { Unreadable } from "./unreadable.js";

/** @typedef {Record<string, unknown>} Json */

/**
 * @typedef {object} Claims
 * @property {string} id
 * @property {string} learner "" where nobody is named.
 * @property {string} email "" where none is stated.
 * @property {string} achievement
 * @property {string} achievementId
 * @property {string} description
 * @property {string} criteria
 * @property {string} edition
 * @property {string} issuerId
 * @property {string} issuerName
 * @property {string} issuerEmail
 * @property {string} issuerUrl
 * @property {Date} from
 * @property {Date | null} until
 * @property {string} score
 * @property {string} passMark
 * @property {1 | 2 | 3 | null} level
 * @property {import("./status.js").StatusEntry[]} status
 * @property {string} fileDigest "" where no file was issued with it.
 */

const LEVEL = /^https:\/\/lessonry\.example\/levels#([123])$/;
/** The certificate file but for the attached credential: not a byte of it may change. */
const FILE = "urn:lessonry:file:";
const MOST_ENTRIES = 16;
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/**
 * Read what a document claims.
 *
 * @param {Json} document
 * @returns {Claims}
 * @throws {Unreadable} A field is missing or of the wrong type; the sentence names it.
 */
export function readClaims(document) {
  if (!list(document.type).includes("VerifiableCredential")) wrong("type");
  const issuer = isObject(document.issuer) ? document.issuer : { id: document.issuer };
  const subject = object(document.credentialSubject, "credentialSubject");
  const achievement = object(subject.achievement, "credentialSubject.achievement");
  const identifiers = several(subject.identifier, "credentialSubject.identifier");
  const results = several(subject.result, "credentialSubject.result");
  const rules = several(achievement.resultDescription, "achievement.resultDescription");
  const result = results[0] ?? {};
  const rule = rules.find(({ id }) => id === result.resultDescription) ?? {};
  const file = several(document.relatedResource, "relatedResource").find(
    ({ id }) => typeof id === "string" && id.startsWith(FILE),
  );
  return {
    id: text(document.id, "id"),
    learner: identities(identifiers, "name"),
    email: identities(identifiers, "emailAddress"),
    achievement: text(achievement.name, "achievement.name"),
    achievementId: text(achievement.id, "achievement.id"),
    description: optional(achievement.description, "achievement.description"),
    criteria: optional(
      optionalObject(achievement.criteria, "achievement.criteria").narrative,
      "achievement.criteria.narrative",
    ),
    edition: optional(achievement.version, "achievement.version"),
    issuerId: text(issuer.id, "issuer.id"),
    issuerName: optional(issuer.name, "issuer.name"),
    issuerEmail: optional(issuer.email, "issuer.email"),
    issuerUrl: optional(issuer.url, "issuer.url"),
    from: date(document.validFrom, "validFrom"),
    until: document.validUntil === undefined ? null : date(document.validUntil, "validUntil"),
    score: percent(result.value, rule, "result.value"),
    passMark: percent(rule.requiredValue, rule, "resultDescription.requiredValue"),
    level: levelOf(several(document.evidence, "evidence")),
    status: several(document.credentialStatus, "credentialStatus")
      .filter(({ type }) => type === "BitstringStatusListEntry")
      .map(statusEntry),
    fileDigest: file ? text(file.digestMultibase, "relatedResource.digestMultibase") : "",
  };
}

/**
 * Refuse what does not call itself an Open Badges credential, whatever it is signed with.
 *
 * @param {Json} document
 * @throws {Unreadable}
 */
export function mustBeBadge(document) {
  const types = list(document.type);
  if (types.includes("OpenBadgeCredential")) return;
  throw new Unreadable(
    types.includes("VerifiableCredential")
      ? say("It is a Verifiable Credential, but not an Open Badge of version 3.")
      : say("It is JSON, but not a Verifiable Credential."),
  );
}

/** @param {Json[]} identifiers @param {string} type */
function identities(identifiers, type) {
  return identifiers
    .filter((identity) => identity.identityType === type)
    .map(({ hashed, identityHash }) =>
      hashed === true
        ? say("Stated only as a hash")
        : text(identityHash, "identifier.identityHash"),
    )
    .join(", ");
}

/** @param {Json[]} evidence @returns {Claims["level"]} Two levels are none. */
function levelOf(evidence) {
  const levels = new Set(
    evidence
      .flatMap(({ genre }) => list(genre).map((name) => LEVEL.exec(String(name))?.[1] ?? []))
      .flat(),
  );
  const [level] = levels;
  return levels.size === 1 ? /** @type {1 | 2 | 3} */ (Number(level)) : null;
}

/** @param {Json} entry */
function statusEntry(entry) {
  const place = text(entry.statusListIndex, "credentialStatus.statusListIndex");
  const index = /^\d{1,9}$/.test(place) ? Number(place) : wrong("credentialStatus.statusListIndex");
  return {
    index,
    purpose: text(entry.statusPurpose, "credentialStatus.statusPurpose"),
    url: text(entry.statusListCredential, "credentialStatus.statusListCredential"),
  };
}

/** @param {unknown} value @param {Json} rule @param {string} field */
function percent(value, rule, field) {
  const said = optional(value, field);
  return said && rule.resultType === "Percent" ? `${said} %` : said;
}

/** @param {string} field @returns {never} */
function wrong(field) {
  throw new Unreadable(
    say("The field “{field}” of the credential is missing or not what it should be.", { field }),
  );
}

/** @param {unknown} value @param {string} field */
function text(value, field) {
  return typeof value === "string" && value ? value : wrong(field);
}

/** @param {unknown} value @param {string} field */
function optional(value, field) {
  return value === undefined ? "" : text(value, field);
}

/** @param {unknown} value @param {string} field */
function object(value, field) {
  return isObject(value) ? value : wrong(field);
}

/** @param {unknown} value @param {string} field */
function optionalObject(value, field) {
  return value === undefined ? {} : object(value, field);
}

/** @param {unknown} value @param {string} field */
function several(value, field) {
  const values = list(value);
  if (values.length > MOST_ENTRIES) wrong(field);
  return values.map((entry) => object(entry, field));
}

/** @param {unknown} value @param {string} field */
function date(value, field) {
  const said = text(value, field);
  const moment = new Date(said);
  // Some browsers take 30 February for 2 March, and 24:00 for the next day.
  const day = new Date(`${said.slice(0, 10)}T00:00:00Z`);
  const isDay = !Number.isNaN(day.getTime()) && said.startsWith(day.toISOString().slice(0, 10));
  const isTime = DATE_TIME.test(said) && !said.startsWith("24", 11);
  return isDay && isTime && !Number.isNaN(moment.getTime()) ? moment : wrong(field);
}
