// What the answers mean, in plain words: the headline, a sentence an answer, the fields.

import { PATIENCE, webHost } from "./site.js";
import { CHANGED } from "./verification.js";

/** @typedef {import("./verification.js").Verification} Verification */
/** @typedef {import("./verification.js").Answers} Answers */
/** @typedef {"good" | "care" | "bad" | "open"} Tone */
/** @typedef {{title: string, tone: Tone, word: string, sentence: string}} Told */

/** The levels' names and meanings, as the sheet prints them (lessonry.domain.credential.Level). */
export const LEVELS = {
  1: ["unlocked", "Whoever made this certificate knew enough answers of this exam."],
  2: ["countersigned", "The issuer graded the responses against the key and vouches for the name."],
  3: [
    "supervised",
    "A server drew the items, timed and graded the attempt, and confirmed who the learner is.",
  ],
};

/**
 * Return the one line that says it: the worst of the answers.
 *
 * @param {Verification} verification
 * @returns {{tone: Tone, text: string}}
 */
export function headline({ answers, claims, speaker, kind, forged }) {
  const last = day(claims.until, kind === "token");
  const issuer = named(claims.issuerName || speaker);
  const { intact, time, status, level, sheet } = answers;
  if (intact === "changed") return { tone: "bad", text: CHANGED };
  if (answers.issuer === "another") {
    return {
      tone: "bad",
      text: forged ? "A forgery: do not rely on it" : "Signed by somebody else",
    };
  }
  if (answers.issuer === "revoked-key") {
    return { tone: "bad", text: "Signed with a stolen key: do not rely on it" };
  }
  if (answers.issuer === "unknown") return { tone: "open", text: "It cannot be checked right now" };
  if (intact === "unreadable")
    return { tone: "open", text: "Its signature cannot be checked here" };
  if (status === "revoked") return { tone: "bad", text: `Revoked by ${issuer}` };
  if (status === "suspended") return { tone: "bad", text: `Suspended by ${issuer}` };
  if (sheet === "changed") {
    return { tone: "bad", text: "The sheet was changed or re-saved: go by the words below" };
  }
  if (time === "expired") return { tone: "care", text: `Expired on ${last}` };
  if (time === "not-yet") return { tone: "care", text: `Not valid before ${moment(claims.from)}` };
  if (status === "unknown") {
    return { tone: "care", text: "Real, but whether it was revoked cannot be told now" };
  }
  if (level === "unknown") {
    return { tone: "care", text: "Real, but it does not say how strongly it was checked" };
  }
  if (level === "1") {
    return { tone: "care", text: "Real, but only unlocked: nobody has checked the name" };
  }
  const text = `Real, and ${LEVELS[level][0]} by ${issuer}`;
  return { tone: "good", text: kind === "token" ? `${text}: now compare the sheet` : text };
}

/**
 * Return every question with its answer in words.
 *
 * @param {Verification} verification
 * @returns {Told[]}
 */
export function told(verification) {
  const { answers, kind, listed, sealed } = verification;
  const ofDay = listed ? ` of ${day(listed)}` : "";
  const rows = [
    row("Is it as it was signed?", answers.intact, {
      yes: ["good", "Yes", "Not one letter was changed since it was signed."],
      changed: [
        "bad",
        "No",
        "The signature does not fit what it says. Whatever was changed, nobody vouches for it any more.",
      ],
      unreadable: [
        "open",
        "Cannot tell",
        kind === "token"
          ? "Only the signer's key could tell, and this site does not have it."
          : "The key that it was signed with is not to be had here.",
      ],
    }),
    row("Who signed it?", answers.issuer, issuerWords(verification)),
    row("Is it in time?", answers.time, timeWords(verification)),
    row("Was it revoked?", answers.status, {
      "not-revoked": [
        "good",
        "No",
        `The issuer's list${ofDay}, read just now, takes it back neither for good nor for a time.`,
      ],
      revoked: [
        "bad",
        "Revoked",
        `The issuer has taken it back for good, as its list${ofDay} says.`,
      ],
      suspended: [
        "bad",
        "Suspended",
        `The issuer has taken it back for the time being, as its list${ofDay} says. It may hold again later: ask the issuer.`,
      ],
      unknown: [
        "open",
        "Cannot tell",
        `The issuer's list of revoked certificates ${absent(verification.late.list)}, so nobody can tell from here whether the certificate was taken back since it was signed. All other answers stand without it. ${again()}`,
      ],
    }),
    levelRow(verification),
    row("Is the sheet as it was issued?", answers.sheet, {
      "as-issued": [
        answers.issuer === "self-service" ? "open" : "good",
        "Yes",
        `${answers.issuer === "self-service" ? OWN_SHEET : "What the PDF shows is what the issuer drew."}${sealed ? " It bears a seal, too: your PDF reader judges that, this page does not." : ""}`,
      ],
      changed: [
        "bad",
        "No",
        "The PDF was edited, or opened and saved by another program, after it was issued. Go by the words below, not by the sheet.",
      ],
      "not-given": [
        "open",
        "Not checked",
        kind === "token"
          ? "A scan shows what the issuer signed. The sheet in your hand should say the same."
          : "No sheet was given with it, only the credential.",
      ],
    }),
  ];
  if (isVouched(answers)) return rows;
  return [
    ...rows.slice(0, 2),
    {
      title: "Its dates, its level, its sheet, whether it was revoked?",
      tone: "open",
      word: "Not asked",
      sentence: "They mean something only under a signature that holds and is this course's.",
    },
  ];
}

/** Whoever has an exam's key can draw any sheet, and sign its digest. */
const OWN_SHEET =
  "The PDF was not changed since it was made. But it was drawn by whoever passed the exam, who can draw anything: go by the words below, not by the sheet.";

/**
 * Tell whether the site's issuer or its self-service desk stands behind what is said.
 *
 * @param {Answers} answers
 */
export const isVouched = ({ intact, issuer }) =>
  intact === "yes" && (issuer === "this-course" || issuer === "self-service");

/** @param {Verification} verification @returns {Record<string, [Tone, string, string]>} */
function issuerWords(verification) {
  const { answers, claims, kind, atDesk, forged, speaker, host, late, stolen } = verification;
  const claimed = named(claims.issuerName || claims.issuerId);
  const elsewhere = webHost(claims.issuerId);
  const here = globalThis.location?.host;
  const copy =
    host && here && host !== here
      ? ` You are reading a copy of that page, on ${here}: go by it only if you trust the copy.`
      : "";
  return {
    "this-course": [
      "good",
      "This course",
      `${named(claims.issuerName || speaker)} signed it, with a key published ${host ? `on ${host}` : "by this site"}.${copy}`,
    ],
    "self-service": [
      "good",
      "This course's self-service desk",
      `It was signed with a key that opens to whoever passes the exam, and that ${named(speaker)} has published ${host ? `on ${host}` : "by this site"} for level 1 only.${copy}`,
    ],
    "revoked-key": [
      "bad",
      "A stolen key",
      `It is signed with a key that was stolen from ${named(claims.issuerName || speaker)}. What that key signed on ${day(stolen)} or later counts for nothing, whoever signed it. If it is yours, ask the issuer for a new one.`,
    ],
    another: [
      "bad",
      "Somebody else",
      forged
        ? forgedWords(verification)
        : kind === "token"
          ? `None of the keys of ${named(speaker)} is the one it names. It is another course's, or no one's.`
          : `It names ${claimed} (${named(claims.issuerId)}). This page speaks for ${named(speaker)} and cannot vouch for others.${elsewhere ? ` Ask on ${elsewhere}.` : ""}`,
    ],
    unknown: [
      "open",
      "Cannot tell",
      answers.intact === "changed"
        ? kind === "token"
          ? "A changed code proves nothing about its signer."
          : `It names ${claimed}, but a changed statement proves nothing about them.`
        : `The keys of this course (${atDesk ? "self-service/keys.json" : "did.json"}) ${absent(late.keys)}. ${again()}`,
    ],
  };
}

/** @param {Verification} verification @returns {string} What gives a forgery away. */
function forgedWords({ claims, forged, atDesk, speaker }) {
  const issuer = named(speaker);
  if (forged === "exam") {
    return `It is signed with the key of an exam of ${issuer}, and says what that key may not say. Whoever passes the exam has the key: it is a forgery.`;
  }
  if (forged === "level") {
    return claims.level === 1
      ? `It says level 1, which ${issuer} leaves to exams and never signs: it is a forgery.`
      : `It is signed with the key of an exam of ${issuer}, which opens to whoever passes and signs level 1 only: it is a forgery.`;
  }
  return atDesk
    ? `It says that the self-service desk of ${issuer} signed it, but that desk has no such key.`
    : `It says that ${named(claims.issuerName || claims.issuerId)} signed it, but the key is not theirs.`;
}

const again = () =>
  globalThis.navigator?.onLine === false
    ? "This device is offline: try again when it is not."
    : "Try again later.";

/** @param {boolean} late */
const absent = (late) =>
  late ? `did not come within ${PATIENCE} seconds` : "cannot be read at the moment";

/** @param {Verification} verification @returns {Record<string, [Tone, string, string]>} */
function timeWords({ kind, claims: { from, until } }) {
  const last = day(until, kind === "token");
  return {
    "in-time": [
      "good",
      "Yes",
      until
        ? `It holds until ${last}. Today is what this device's clock says.`
        : "It does not expire.",
    ],
    "not-yet": [
      "care",
      "Not yet",
      `It holds from ${moment(from)} on. Is the clock of this device right?`,
    ],
    expired: ["care", "Expired", `It held until ${last}. Today is what this device's clock says.`],
    unknown: [
      "open",
      "Cannot tell",
      "Its dates are worth nothing unless they are as they were signed.",
    ],
  };
}

/** @param {Verification} verification @returns {Told} */
function levelRow({ answers: { level } }) {
  const title = "How strongly was it checked?";
  if (level === "unknown") {
    return { title, tone: "care", word: "Not said", sentence: "It does not state a level." };
  }
  const [name, sentence] = LEVELS[level];
  return {
    title,
    tone: level === "1" ? "open" : "good",
    word: `Level ${level}: ${name}`,
    sentence,
  };
}

/**
 * @param {string} title
 * @param {string} answer
 * @param {Record<string, [Tone, string, string]>} words
 * @returns {Told}
 */
function row(title, answer, words) {
  const [tone, word, sentence] = words[answer];
  return { title, tone, word, sentence };
}

/** @typedef {{label: string, text: string, large?: boolean, code?: boolean}} Field */

/**
 * Return every field that the signature covers, the ones to compare first.
 *
 * @param {Verification} verification
 * @returns {Field[]}
 */
export function fields({ claims, kind }) {
  const { level, score, passMark } = claims;
  /** @type {Field[]} */
  const all = [
    { label: "Name", text: claims.learner || "Nobody is named", large: true },
    { label: "Achievement", text: claims.achievement, large: true },
    { label: "Issuer", text: claims.issuerName },
    { label: "Date", text: day(claims.from) },
    { label: "Expires", text: claims.until ? day(claims.until, kind === "token") : "Never" },
    { label: "Score", text: passMark ? `${score} (${passMark} needed to pass)` : score },
    { label: "Level", text: level ? `${level}: ${LEVELS[level][0]}` : "Not stated" },
    { label: "What it is", text: claims.description },
    { label: "How it is earned", text: claims.criteria },
    { label: "E-mail", text: claims.email },
    { label: "Edition of the course", text: claims.edition, code: true },
    { label: "Course and achievement", text: claims.achievementId, code: true },
    { label: "Signer", text: claims.issuerId, code: true },
    { label: "Issuer's e-mail", text: claims.issuerEmail, code: true },
    { label: "Issuer's page", text: claims.issuerUrl, code: true },
    { label: "Number of the credential", text: claims.id, code: true },
  ];
  return all.filter(({ text }) => text).map((field) => ({ ...field, text: readable(field.text) }));
}

/** @param {Date | null} date @param {boolean} [before] The day before: a token's last one. */
function day(date, before = false) {
  const shown = new Date((date?.getTime() ?? 0) - (before ? 1 : 0));
  return shown.toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" });
}

/** @param {Date} date @returns {string} To the minute: on the day itself the day says too little. */
const moment = (date) => `${day(date)}, ${date.toISOString().slice(11, 16)} UTC`;

/** @param {string} name @returns {string} In its own direction, whatever stands around it. */
const named = (name) => `\u2068${readable(name).slice(0, 200)}\u2069`;

/** @param {string} text @returns {string} Without what would hide or turn round its neighbours. */
export function readable(text) {
  return text.replace(/[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]/gu, "\ufffd").slice(0, 4000);
}
