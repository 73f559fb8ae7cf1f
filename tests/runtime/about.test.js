import assert from "node:assert/strict";
import { test } from "node:test";
import { ratings } from "../../generator/lessonry/runtime/about/rated.js";
import {
  addressOf,
  bodyOf,
  LONGEST,
  posted,
} from "../../generator/lessonry/runtime/about/report-text.js";
import { blank } from "../../generator/lessonry/runtime/store/store.js";

/** @import { Report, Reports } from "../../generator/lessonry/runtime/about/report-text.js" */

/** @type {Reports} */
const REPORTS = {
  way: "github",
  address: "https://github.com/owner/name",
  labels: ["feedback", "course"],
  course: "delight",
  title: "Delight",
  lesson: "unasked",
  lessonTitle: "The gesture & more",
  page: "https://example.org/unasked/",
  edition: "0123456789abcdef",
  number: "2",
};
/** @type {Report} */
const REPORT = {
  kind: "typo",
  heading: "Three marks",
  passage: "two\nlines",
  item: "",
  words: "Should be #3 & not 2?",
  page: "https://example.org/unasked/",
  language: "en-GB",
};

test("a report says what it has, and leaves out what it has not", () => {
  const body = bodyOf(REPORTS, REPORT);
  assert.match(body, /Passage:\ntwo\nlines/);
  assert.match(body, /Edition: 2 \(0123456789abcdef\)/);
  assert.doesNotMatch(body, /Question/);
});

test("what is written comes through an address as it was", () => {
  const { url, isWhole } = addressOf(REPORTS, REPORT);
  assert.ok(isWhole);
  const { searchParams } = new URL(url);
  assert.equal(searchParams.get("title"), "The gesture & more: A slip of the pen");
  assert.equal(searchParams.get("body"), bodyOf(REPORTS, REPORT));
  assert.equal(searchParams.get("labels"), "feedback,course");
  const gitlab = {
    ...REPORTS,
    way: /** @type {const} */ ("gitlab"),
    address: "https://g.example/a/b",
  };
  const made = new URL(addressOf(gitlab, REPORT).url);
  assert.equal(made.pathname, "/a/b/-/issues/new");
  assert.match(made.searchParams.get("issue[description]") ?? "", /not 2\?\n\/label ~"feedback"/);
  const mail = { ...REPORTS, way: /** @type {const} */ ("mail"), address: "a@example.org" };
  const sent = new URL(addressOf(mail, REPORT).url);
  assert.equal(sent.pathname, "a@example.org");
  assert.equal(sent.searchParams.get("body"), bodyOf(REPORTS, REPORT));
});

test("an address never grows too long to be followed", () => {
  const { url, isWhole } = addressOf(REPORTS, { ...REPORT, words: "語".repeat(4000) });
  assert.ok(!isWhole && url.length < LONGEST);
});

test("a webhook gets what is shown, and no more", () => {
  const { type, version, course, edition, lesson, ...rest } = posted(REPORTS, REPORT);
  assert.deepEqual(rest, REPORT);
  assert.deepEqual(
    [type, version, course, edition, lesson],
    ["lessonry-feedback", 1, "delight", "0123456789abcdef", "unasked"],
  );
});

test("ratings are the notes of that name that hold a step", () => {
  const at = "2026-11-22T10:00:00Z";
  const notes = {
    "rating/b": { value: "5", at },
    "rating/a": { value: "1", at },
    "rating/taken-back": { value: "", at },
    "rating/odd": { value: "9", at },
    "done/a": { value: "1", at },
  };
  assert.deepEqual(Object.entries(ratings({ ...blank(), notes })), [
    ["a", 1],
    ["b", 5],
  ]);
});
