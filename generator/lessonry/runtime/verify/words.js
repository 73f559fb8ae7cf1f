// What was found, in plain words: the headline and the fields, with names, dates and scores as people
// of the page's language write them.

import { LANGUAGE, say } from "../words.js";
import { changed } from "./verification.js";

/** @typedef {import("./verification.js").Verification} Verification */
/** @typedef {"good" | "care" | "bad" | "open"} Tone */

/** Dates in English are the day first, as on the sheet. */
const LOCALE = LANGUAGE === "en" ? "en-GB" : LANGUAGE;
/** As on the sheet, whatever digits the language has besides. */
const DIGITS = { numberingSystem: "latn" };
const MARK =
  new Intl.NumberFormat(LOCALE, DIGITS).formatToParts(0.5).find(({ type }) => type === "decimal")
    ?.value ?? ".";

/**
 * Return a level's name and meaning, as the sheet prints them (lessonry.domain.credential.Level).
 *
 * @param {1 | 2 | 3 | "1" | "2" | "3"} level
 * @returns {[string, string]}
 */
export function levelWords(level) {
  switch (Number(level)) {
    case 1:
      return [
        say("unlocked"),
        say("Whoever made this certificate knew enough answers of this exam."),
      ];
    case 2:
      return [
        say("countersigned"),
        say("The issuer graded the responses against the key and vouches for the name."),
      ];
    default:
      return [
        say("supervised"),
        say(
          "A server drew the items, timed and graded the attempt, and confirmed who the learner is.",
        ),
      ];
  }
}

/**
 * Return the one line that says it: the worst of the answers.
 *
 * @param {Verification} verification
 * @returns {{tone: Tone, text: string}}
 */
export function headline({ answers, claims, speaker, kind, forged }) {
  const issuer = named(claims.issuerName || speaker);
  const { intact, time, status, level, sheet } = answers;
  if (intact === "changed") return { tone: "bad", text: changed() };
  if (answers.issuer === "another") {
    return {
      tone: "bad",
      text: forged ? say("A forgery: do not rely on it") : say("Signed by somebody else"),
    };
  }
  if (answers.issuer === "revoked-key") {
    return { tone: "bad", text: say("Signed with a stolen key: do not rely on it") };
  }
  if (answers.issuer === "unknown") {
    return { tone: "open", text: say("It cannot be checked right now") };
  }
  if (intact === "unreadable") {
    return { tone: "open", text: say("Its signature cannot be checked here") };
  }
  if (status === "revoked") return { tone: "bad", text: say("Revoked by {issuer}", { issuer }) };
  if (status === "suspended") {
    return { tone: "bad", text: say("Suspended by {issuer}", { issuer }) };
  }
  if (sheet === "changed") {
    const text = say("The sheet was changed or re-saved: go by the words below");
    return { tone: "bad", text };
  }
  if (time === "expired") {
    const date = day(claims.until, kind === "token");
    return { tone: "care", text: say("Expired on {date}", { date }) };
  }
  if (time === "not-yet") {
    return { tone: "care", text: say("Not valid before {date}", { date: moment(claims.from) }) };
  }
  if (status === "unknown") {
    return { tone: "care", text: say("Real, but whether it was revoked cannot be told now") };
  }
  if (level === "unknown") {
    return { tone: "care", text: say("Real, but it does not say how strongly it was checked") };
  }
  if (level === "1") {
    return { tone: "care", text: say("Real, but only unlocked: nobody has checked the name") };
  }
  const isScan = kind === "token";
  if (level === "2") {
    const text = isScan
      ? say("Real, and countersigned by {issuer}: now compare the sheet", { issuer })
      : say("Real, and countersigned by {issuer}", { issuer });
    return { tone: "good", text };
  }
  const text = isScan
    ? say("Real, and supervised by {issuer}: now compare the sheet", { issuer })
    : say("Real, and supervised by {issuer}", { issuer });
  return { tone: "good", text };
}

/** @typedef {{label: string, text: string, large?: boolean, code?: boolean}} Field */

/**
 * Return every field that the signature covers, the ones to compare first.
 *
 * @param {Verification} verification
 * @returns {Field[]}
 */
export function fields({ claims, kind }) {
  const { level, until } = claims;
  const [score, mark] = [share(claims.score), share(claims.passMark)];
  /** @type {Field[]} */
  const all = [
    { label: say("Name"), text: claims.learner || say("Nobody is named"), large: true },
    { label: say("Achievement"), text: claims.achievement, large: true },
    { label: say("Issuer"), text: claims.issuerName },
    { label: say("Date"), text: day(claims.from) },
    { label: say("Expires"), text: until ? day(until, kind === "token") : say("Never") },
    {
      label: say("Score"),
      text: mark ? say("{score} ({mark} needed to pass)", { score, mark }) : score,
    },
    {
      label: say("Level"),
      text: level
        ? say("{n}: {name}", { n: level, name: levelWords(level)[0] })
        : say("Not stated"),
    },
    { label: say("What it is"), text: claims.description },
    { label: say("How it is earned"), text: claims.criteria },
    { label: say("E-mail"), text: claims.email },
    { label: say("Edition of the course"), text: claims.edition, code: true },
    { label: say("Course and achievement"), text: claims.achievementId, code: true },
    { label: say("Signer"), text: claims.issuerId, code: true },
    { label: say("Issuer's e-mail"), text: claims.issuerEmail, code: true },
    { label: say("Issuer's page"), text: claims.issuerUrl, code: true },
    { label: say("Number of the credential"), text: claims.id, code: true },
  ];
  return all.filter(({ text }) => text).map((field) => ({ ...field, text: readable(field.text) }));
}

/** @param {string} score As a credential states it: a whole or decimal number, of a share with ` %`. */
function share(score) {
  const [, number] = /^(\d+(?:\.\d+)?) %$/.exec(score) ?? [];
  return number ? say("{n} %", { n: number.replace(".", MARK) }) : score;
}

/** @param {Date | null} date @param {boolean} [before] The day before: a token's last one. */
export function day(date, before = false) {
  const shown = new Date((date?.getTime() ?? 0) - (before ? 1 : 0));
  return shown.toLocaleDateString(LOCALE, { dateStyle: "long", timeZone: "UTC", ...DIGITS });
}

/** @param {Date} date @returns {string} To the minute: on the day itself the day says too little. */
export function moment(date) {
  const time = date.toLocaleTimeString(LOCALE, { timeStyle: "short", timeZone: "UTC", ...DIGITS });
  return say("{date}, {time} UTC", { date: day(date), time });
}

/** @param {string} name @returns {string} In its own direction, whatever stands around it. */
export const named = (name) => `\u2068${readable(name).slice(0, 200)}\u2069`;

/** @param {string} text @returns {string} Without what would hide or turn round its neighbours. */
export function readable(text) {
  return text.replace(/[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]/gu, "\ufffd").slice(0, 4000);
}
