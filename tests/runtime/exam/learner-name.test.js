import assert from "node:assert/strict";
import test from "node:test";
import { refusal, tidy } from "../../../generator/lessonry/runtime/exam/learner-name.js";

test("a name is trimmed, composed, and of one line", () => {
  assert.equal(tidy("  Anna\u00a0 Lind \n"), "Anna Lind");
  assert.equal(tidy("A\u030anna"), "Ånna");
  assert.equal(tidy("Anna\u0000\u001bLind"), "Anna Lind");
  assert.equal(tidy(" \t "), "");
  assert.equal(tidy("नेहा शर्मा"), "नेहा शर्मा");
});

test("what is invisible goes, but for the joiners that scripts spell with", () => {
  assert.equal(tidy("An\u200bna \u202eLind\u200d"), "Anna Lind");
  assert.equal(tidy("\u0645\u06cc\u200c\u0646\u0627"), "\u0645\u06cc\u200c\u0646\u0627");
});

test("names of any script are taken, apostrophes too", () => {
  for (const name of [
    "Zoë Åström-Ørsted",
    "अनन्या शर्मा",
    "李小龙",
    "O´Neil",
    "O'Neil",
    "Anna 2nd",
  ]) {
    assert.equal(refusal(name), "", name);
  }
});

test("what `issue` would refuse is refused at the field, with the reason", () => {
  assert.match(refusal(""), /give your name/);
  assert.match(refusal("🙂 Smile"), /cannot bear “🙂”/);
  assert.match(refusal("<b>Bold</b>"), /cannot bear “<”/);
  assert.match(refusal("Anna €"), /cannot bear “€”/);
  assert.match(refusal("Anna ❤\ufe0f"), /cannot bear/);
  assert.match(refusal("12345"), /in letters/);
  assert.match(refusal("a".repeat(101)), /shorten it to 100 characters; there are 101/);
});
