// The questions that a verifier asks, each with its answer in words: a sentence for every answer.

import { counted, say } from "../words.js";
import { PATIENCE, webHost } from "./site.js";
import { day, levelWords, moment, named } from "./words.js";

/** @typedef {import("./verification.js").Verification} Verification */
/** @typedef {import("./verification.js").Answers} Answers */
/** @typedef {import("./words.js").Tone} Tone */
/** @typedef {[Tone, string, string]} Words How it looks, the answer in a word, and in a sentence. */
/** @typedef {{title: string, tone: Tone, word: string, sentence: string}} Told */

/**
 * Return every question with its answer in words.
 *
 * @param {Verification} verification
 * @returns {Told[]}
 */
export function told(verification) {
  const { answers } = verification;
  const signed = [
    row(say("Is it as it was signed?"), answers.intact, intactWords(verification)),
    row(say("Who signed it?"), answers.issuer, issuerWords(verification)),
  ];
  if (isVouched(answers)) {
    return [
      ...signed,
      row(say("Is it in time?"), answers.time, timeWords(verification)),
      row(say("Was it revoked?"), answers.status, statusWords(verification)),
      levelRow(verification),
      row(say("Is the sheet as it was issued?"), answers.sheet, sheetWords(verification)),
    ];
  }
  return [
    ...signed,
    {
      title: say("Its dates, its level, its sheet, whether it was revoked?"),
      tone: "open",
      word: say("Not asked"),
      sentence: say("They mean something only under a signature that holds and is this course's."),
    },
  ];
}

/**
 * Tell whether the site's issuer or its self-service desk stands behind what is said.
 *
 * @param {Answers} answers
 */
export const isVouched = ({ intact, issuer }) =>
  intact === "yes" && (issuer === "this-course" || issuer === "self-service");

/** @param {Verification} verification @returns {Record<Answers["intact"], Words>} */
const intactWords = ({ kind }) => ({
  yes: ["good", say("Yes"), say("Not one letter was changed since it was signed.")],
  changed: [
    "bad",
    say("No"),
    say(
      "The signature does not fit what it says. Whatever was changed, nobody vouches for it any more.",
    ),
  ],
  unreadable: [
    "open",
    say("Cannot tell"),
    kind === "token"
      ? say("Only the signer's key could tell, and this site does not have it.")
      : say("The key that it was signed with is not to be had here."),
  ],
});

/** @param {Verification} verification @returns {Record<Answers["issuer"], Words>} */
function issuerWords(verification) {
  const { claims, speaker, host, stolen } = verification;
  const issuer = named(claims.issuerName || speaker);
  const desk = named(speaker);
  return {
    "this-course": [
      "good",
      say("This course"),
      sentences(
        host
          ? say("{issuer} signed it, with a key published on {host}.", { issuer, host })
          : say("{issuer} signed it, with a key published by this site.", { issuer }),
        copied(host),
      ),
    ],
    "self-service": [
      "good",
      say("This course's self-service desk"),
      sentences(
        host
          ? say(
              "It was signed with a key that opens to whoever passes the exam, and that {issuer} has published on {host} for level 1 only.",
              { issuer: desk, host },
            )
          : say(
              "It was signed with a key that opens to whoever passes the exam, and that {issuer} has published on this site for level 1 only.",
              { issuer: desk },
            ),
        copied(host),
      ),
    ],
    "revoked-key": [
      "bad",
      say("A stolen key"),
      say(
        "It is signed with a key that was stolen from {issuer}. What that key signed on {date} or later counts for nothing, whoever signed it. If it is yours, ask the issuer for a new one.",
        { issuer, date: day(stolen) },
      ),
    ],
    another: ["bad", say("Somebody else"), anotherWords(verification)],
    unknown: ["open", say("Cannot tell"), unknownWords(verification)],
  };
}

/** @param {string | null} host @returns {string} What is said on a copy of the issuer's own page. */
function copied(host) {
  const here = globalThis.location?.host;
  if (!host || !here || host === here) return "";
  return say(
    "You are reading a copy of that page, on {host}: go by it only if you trust the copy.",
    { host: here },
  );
}

/** @param {Verification} verification @returns {string} Who it was, as far as it can be told. */
function anotherWords(verification) {
  const { claims, forged, kind, speaker } = verification;
  if (forged) return forgedWords(verification);
  const course = named(speaker);
  if (kind === "token") {
    return say(
      "None of the keys of {course} is the one it names. It is another course's, or no one's.",
      { course },
    );
  }
  const [issuer, id] = [named(claims.issuerName || claims.issuerId), named(claims.issuerId)];
  const elsewhere = webHost(claims.issuerId);
  return sentences(
    say("It names {issuer} ({id}). This page speaks for {course} and cannot vouch for others.", {
      issuer,
      id,
      course,
    }),
    elsewhere && say("Ask on {host}.", { host: elsewhere }),
  );
}

/** @param {Verification} verification @returns {string} Why it cannot be told who it was. */
function unknownWords({ answers, claims, kind, atDesk, late }) {
  if (answers.intact === "changed") {
    if (kind === "token") return say("A changed code proves nothing about its signer.");
    const issuer = named(claims.issuerName || claims.issuerId);
    return say("It names {issuer}, but a changed statement proves nothing about them.", {
      issuer,
    });
  }
  const file = atDesk ? "self-service/keys.json" : "did.json";
  return sentences(
    late.keys
      ? counted(
          PATIENCE,
          "The keys of this course ({file}) did not come within {n} second.",
          "The keys of this course ({file}) did not come within {n} seconds.",
          { file },
        )
      : say("The keys of this course ({file}) cannot be read at the moment.", { file }),
    again(),
  );
}

/** @param {Verification} verification @returns {string} What gives a forgery away. */
function forgedWords({ claims, forged, atDesk, speaker }) {
  const issuer = named(speaker);
  if (forged === "exam") {
    return say(
      "It is signed with the key of an exam of {issuer}, and says what that key may not say. Whoever passes the exam has the key: it is a forgery.",
      { issuer },
    );
  }
  if (forged === "level") {
    return claims.level === 1
      ? say("It says level 1, which {issuer} leaves to exams and never signs: it is a forgery.", {
          issuer,
        })
      : say(
          "It is signed with the key of an exam of {issuer}, which opens to whoever passes and signs level 1 only: it is a forgery.",
          { issuer },
        );
  }
  return atDesk
    ? say(
        "It says that the self-service desk of {issuer} signed it, but that desk has no such key.",
        { issuer },
      )
    : say("It says that {issuer} signed it, but the key is not theirs.", {
        issuer: named(claims.issuerName || claims.issuerId),
      });
}

/** @param {Verification} verification @returns {Record<Answers["time"], Words>} */
function timeWords({ kind, claims: { from, until } }) {
  const last = day(until, kind === "token");
  return {
    "in-time": [
      "good",
      say("Yes"),
      until
        ? say("It holds until {date}. Today is what this device's clock says.", { date: last })
        : say("It does not expire."),
    ],
    "not-yet": [
      "care",
      say("Not yet"),
      say("It holds from {date} on. Is the clock of this device right?", { date: moment(from) }),
    ],
    expired: [
      "care",
      say("Expired"),
      say("It held until {date}. Today is what this device's clock says.", { date: last }),
    ],
    unknown: [
      "open",
      say("Cannot tell"),
      say("Its dates are worth nothing unless they are as they were signed."),
    ],
  };
}

/** @param {Verification} verification @returns {Record<Answers["status"], Words>} */
function statusWords({ listed, late }) {
  const date = listed ? day(listed) : "";
  return {
    "not-revoked": [
      "good",
      say("No"),
      date
        ? say(
            "The issuer's list of {date}, read just now, takes it back neither for good nor for a time.",
            { date },
          )
        : say("The issuer's list, read just now, takes it back neither for good nor for a time."),
    ],
    revoked: [
      "bad",
      say("Revoked"),
      date
        ? say("The issuer has taken it back for good, as its list of {date} says.", { date })
        : say("The issuer has taken it back for good, as its list says."),
    ],
    suspended: [
      "bad",
      say("Suspended"),
      date
        ? say(
            "The issuer has taken it back for the time being, as its list of {date} says. It may hold again later: ask the issuer.",
            { date },
          )
        : say(
            "The issuer has taken it back for the time being, as its list says. It may hold again later: ask the issuer.",
          ),
    ],
    unknown: [
      "open",
      say("Cannot tell"),
      sentences(
        late.list
          ? counted(
              PATIENCE,
              "The issuer's list of revoked certificates did not come within {n} second, so nobody can tell from here whether the certificate was taken back since it was signed. All other answers stand without it.",
              "The issuer's list of revoked certificates did not come within {n} seconds, so nobody can tell from here whether the certificate was taken back since it was signed. All other answers stand without it.",
            )
          : say(
              "The issuer's list of revoked certificates cannot be read at the moment, so nobody can tell from here whether the certificate was taken back since it was signed. All other answers stand without it.",
            ),
        again(),
      ),
    ],
  };
}

/** @param {Verification} verification @returns {Told} */
function levelRow({ answers: { level } }) {
  const title = say("How strongly was it checked?");
  if (level === "unknown") {
    const sentence = say("It does not state a level.");
    return { title, tone: "care", word: say("Not said"), sentence };
  }
  const [name, sentence] = levelWords(level);
  const word = say("Level {n}: {name}", { n: level, name });
  return { title, tone: level === "1" ? "open" : "good", word, sentence };
}

/** @param {Verification} verification @returns {Record<Answers["sheet"], Words>} */
function sheetWords({ answers, kind, sealed }) {
  // Whoever has an exam's key can draw any sheet, and sign its digest.
  const isOwn = answers.issuer === "self-service";
  return {
    "as-issued": [
      isOwn ? "open" : "good",
      say("Yes"),
      sentences(
        isOwn
          ? say(
              "The PDF was not changed since it was made. But it was drawn by whoever passed the exam, who can draw anything: go by the words below, not by the sheet.",
            )
          : say("What the PDF shows is what the issuer drew."),
        sealed && say("It bears a seal, too: your PDF reader judges that, this page does not."),
      ),
    ],
    changed: [
      "bad",
      say("No"),
      say(
        "The PDF was edited, or opened and saved by another program, after it was issued. Go by the words below, not by the sheet.",
      ),
    ],
    "not-given": [
      "open",
      say("Not checked"),
      kind === "token"
        ? say("A scan shows what the issuer signed. The sheet in your hand should say the same.")
        : say("No sheet was given with it, only the credential."),
    ],
  };
}

const again = () =>
  globalThis.navigator?.onLine === false
    ? say("This device is offline: try again when it is not.")
    : say("Try again later.");

/** @param {(string | null | undefined | false)[]} all @returns {string} Whole ones, one behind the other. */
const sentences = (...all) => all.filter(Boolean).join(" ");

/**
 * @template {string} T
 * @param {string} title
 * @param {T} answer
 * @param {Record<T, Words>} words
 * @returns {Told}
 */
function row(title, answer, words) {
  const [tone, word, sentence] = words[answer];
  return { title, tone, word, sentence };
}
