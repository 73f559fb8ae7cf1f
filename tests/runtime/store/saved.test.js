import assert from "node:assert/strict";
import test from "node:test";

import { difference } from "../../../generator/lessonry/runtime/store/difference.js";
import { fileName, opened, written } from "../../../generator/lessonry/runtime/store/saved.js";
import { blank, merge } from "../../../generator/lessonry/runtime/store/store.js";

const AT = "2026-11-22T10:00:00.000Z";
const LATER = "2026-11-23T10:00:00.000Z";
/** @param {string} [at] @returns {any} */
const item = (at = AT) => ({
  fingerprint: "0123456789ab",
  response: ["a"],
  score: "0",
  maxScore: "1",
  first: { response: ["a"], score: "0", at: AT },
  at,
});
const attempt = { id: "one", number: 1, started: "", ended: "", name: "", file: "", record: "" };
/** @returns {any} */
const full = () => ({
  ...blank(),
  quizzes: { q: { seed: "5", seeded: AT, seen: { x: AT }, items: { x: item(), y: item() } } },
  lessons: { l: { answered: 2, of: 2, path: "/l/", hash: "#h", at: AT } },
  exams: { e: { attempts: [attempt], current: null } },
  notes: { "due/q/x": { value: "1 0123456789ab", at: AT } },
});
const of = { course: "delight", title: "Delight", page: "https://example.org/progress/" };
/** @param {any} change @param {string} [course] @returns {any} */
const after = (change, course = "delight") => {
  const file = JSON.parse(written(of, full(), AT));
  change(file);
  return opened(JSON.stringify(file), course);
};

test("a copy that is read again is what was saved, and readable", () => {
  const text = written(of, full(), AT);
  assert.deepEqual(opened(text, "delight"), { state: full(), saved: AT, dropped: 0 });
  assert.deepEqual(/** @type {any} */ (opened(`\ufeff${text}`, "delight")).state, full());
  assert.match(text, /^ {1}"course": "delight",$/m);
});

test("what is no copy, of another course, of a later version or damaged is refused, and named", () => {
  const fault = (/** @type {any} */ found) => found.fault;
  for (const text of ["", "PDF", "[]", "null", "7", '{"a":1}', '{"format":"other"}']) {
    assert.equal(fault(opened(text, "delight")), "foreign", text);
  }
  assert.equal(fault(opened(written(of, full(), AT).slice(0, 300), "delight")), "damaged");
  assert.deepEqual(opened(written(of, full(), AT), "other"), { fault: "other", title: "Delight" });
  assert.equal(fault(after((/** @type {any} */ file) => (file.version = 2))), "newer");
  for (const [name, value] of Object.entries({ version: "x", course: 7, state: [] })) {
    assert.equal(fault(after((/** @type {any} */ file) => (file[name] = value))), "damaged", name);
  }
  assert.equal(fault(after((/** @type {any} */ file) => delete file.state.version)), "damaged");
});

test("entries that do not fit are left out and counted, and the rest is taken", () => {
  const found = after((/** @type {any} */ { state }) => {
    state.quizzes.q.items.x.score = "lots";
    state.lessons.l = 7;
    state.exams.e.attempts.push({ id: 1 });
    state.more = { evil: true };
  });
  assert.equal(found.dropped, 3);
  assert.deepEqual(Object.keys(found.state.quizzes.q.items), ["y"]);
  assert.equal("more" in found.state, false);
});

test("a name that would give an object another prototype is dropped", () => {
  const text = written(of, full(), AT).replace('"due/q/x"', '"__proto__"');
  const { state } = /** @type {any} */ (opened(text, "delight"));
  assert.deepEqual(Object.keys(state.notes), []);
  assert.equal(Object.getPrototypeOf(merge(blank(), state).notes), Object.prototype);
});

test("the file is named after the course and the day", () => {
  assert.equal(fileName("delight", new Date(2026, 0, 5)), "lessonry-delight-2026-01-05.json");
  assert.equal(fileName("a/b: ç", new Date(2026, 0, 5)), "lessonry-a-b-ç-2026-01-05.json");
});

test("the preview counts what comes in, what is newer there, and what is newer here", () => {
  const none = { added: 0, newer: 0, kept: 0 };
  const all = difference(blank(), full());
  assert.deepEqual(all.lessons, { ...none, added: 1 });
  assert.deepEqual(all.answers, { ...none, added: 2 });
  assert.deepEqual([all.attempts.added, all.others.added, all.changes], [1, 1, true]);
  const same = difference(full(), full());
  assert.deepEqual([same.answers, same.attempts, same.changes], [none, none, false]);
  const here = full();
  here.quizzes.q.items.x = item(LATER);
  const there = full();
  there.quizzes.q.items.y = item(LATER);
  there.exams.e.current = null;
  assert.deepEqual(difference(here, there).answers, { added: 0, newer: 1, kept: 1 });
  assert.equal(difference(here, full()).changes, false);
  const saved = full();
  saved.notes["review/saved"] = { value: AT, at: AT };
  assert.deepEqual(difference(full(), saved).others, none, "when a copy was saved is no news");
});

test("an attempt that is over here does not come in again", () => {
  const current = {
    ...{ id: "one", number: 1, seed: "5", started: AT, items: ["x"], responses: {}, position: 0 },
    at: AT,
  };
  const there = { ...full(), exams: { e: { attempts: [], current } } };
  assert.deepEqual(difference(full(), there).attempts, { added: 0, newer: 0, kept: 1 });
  assert.equal(difference(full(), there).changes, false);
});
