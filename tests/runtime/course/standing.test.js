import assert from "node:assert/strict";
import test from "node:test";
import { ahead, standingOf } from "../../../generator/lessonry/runtime/course/standing.js";
import { blank } from "../../../generator/lessonry/runtime/store/store.js";

/**
 * @import { State } from "../../../generator/lessonry/runtime/store/store.js"
 * @import { Outline, OutlinedLesson, OutlinedQuiz } from "../../../generator/lessonry/runtime/outline.js"
 */

/**
 * @param {string} id
 * @param {Partial<OutlinedLesson>} [said]
 * @returns {OutlinedLesson}
 */
const lesson = (id, said = {}) => ({
  id,
  title: id.toUpperCase(),
  url: `${id}/`,
  minutes: 10,
  weight: 1,
  requires: [],
  access: "free",
  digest: "0000aaaa",
  quizzes: [quiz(id)],
  ...said,
});

/**
 * A quiz of two items, `x` and `y`, with the fingerprints `1111…` and `2222…`.
 * @param {string} id
 * @param {Partial<OutlinedQuiz>} [said]
 * @returns {OutlinedQuiz}
 */
const quiz = (id, said = {}) => ({ id, title: id, asked: 2, prints: "11112222", ...said });

/**
 * @param {OutlinedLesson[][]} modules
 * @param {Partial<Outline>} [said]
 * @returns {Outline}
 */
const course = (modules, said = {}) => ({
  course: "c",
  title: "C",
  edition: "e",
  language: "en",
  url: null,
  home: "./",
  progress: "progress/",
  verify: null,
  exams: [],
  modules: modules.map((lessons, place) => ({ id: `m${place}`, title: `M${place}`, lessons })),
  completion: { lessons: "1", quizzes: {}, exam: true },
  open: false,
  ...said,
});

const at = "2026-11-22T10:00:00.000Z";
/**
 * @param {string} print
 * @param {string} score
 */
const item = (print, score = "1") => ({
  fingerprint: `${print}00000000`,
  response: ["a"],
  score,
  maxScore: "1",
  first: { response: ["a"], score, at },
  at,
});

/**
 * @param {Record<string, Record<string, any>>} answers  By quiz, then by item.
 * @param {object} [more]
 * @returns {State}
 */
const state = (answers, more = {}) => ({
  ...blank(),
  quizzes: Object.fromEntries(Object.entries(answers).map(([id, items]) => [id, { items }])),
  ...more,
});
const both = { x: item("1111"), y: item("2222") };
/** @param {...string} ids */
const read = (...ids) => ({
  notes: Object.fromEntries(ids.map((id) => [`done/${id}`, { value: "0000aaaa", at }])),
});
const bare = (/** @type {string} */ id, said = {}) => lesson(id, { quizzes: [], ...said });

test("a lesson is new, then begun, then done when each of its questions has an answer", () => {
  const outline = course([[lesson("a"), lesson("b")]]);
  assert.equal(standingOf(outline, blank()).lessons.a.state, "new");
  const half = standingOf(outline, state({ a: { x: item("1111") } }));
  assert.deepEqual(
    [half.lessons.a.state, half.lessons.a.answered, half.lessons.a.of],
    ["begun", 1, 2],
  );
  const whole = standingOf(outline, state({ a: both }));
  assert.equal(whole.lessons.a.state, "done");
  assert.deepEqual([whole.done, whole.of, whole.share, whole.minutesLeft], [1, 2, 0.5, 10]);
});

test("an answer to an item that has changed since is none, and neither is an emptied one", () => {
  const outline = course([[lesson("a")]]);
  assert.equal(
    standingOf(outline, state({ a: { ...both, y: item("3333") } })).lessons.a.answered,
    1,
  );
  const emptied = { ...item("2222"), first: null };
  assert.equal(standingOf(outline, state({ a: { ...both, y: emptied } })).lessons.a.answered, 1);
});

test("what was drawn before counts no further than what is asked", () => {
  const outline = course([[lesson("a", { quizzes: [quiz("a", { asked: 1 })] })]]);
  assert.deepEqual(standingOf(outline, state({ a: both })).lessons.a.answered, 1);
});

test("a share of the points that is asked for is reached by the try that the quiz counts", () => {
  const missed = { ...item("2222", "0"), score: "1", best: "1" };
  const answers = state({ a: { x: item("1111"), y: missed } });
  const asking = (/** @type {Partial<OutlinedQuiz>} */ said) =>
    standingOf(course([[lesson("a", { quizzes: [quiz("a", said)] })]]), answers).lessons.a.state;
  assert.equal(asking({ needed: "1/2" }), "done");
  assert.equal(asking({ needed: "4/5" }), "begun");
  assert.equal(asking({ needed: "4/5", grading: "best" }), "done");
  assert.equal(asking({ needed: "4/5", grading: "last" }), "done");
});

test("a lesson without checks is done when its reader said so, and never because it was opened", () => {
  const outline = course([[bare("a"), lesson("b", { quizzes: [quiz("b", { optional: true })] })]]);
  const visited = { lessons: { a: { answered: 0, of: 0, at } } };
  assert.equal(standingOf(outline, state({}, visited)).lessons.a.state, "begun");
  assert.ok(standingOf(outline, blank()).lessons.a.byReading);
  const said = standingOf(outline, state({}, read("a", "b")));
  assert.deepEqual([said.lessons.a.state, said.lessons.b.state], ["done", "done"]);
  assert.ok(!said.lessons.a.isChanged);
});

test("a text that has changed since it was done is told, and nothing is lost by it", () => {
  const outline = course([[lesson("a", { digest: "0000bbbb" })]]);
  const { a } = standingOf(outline, state({ a: both }, read("a"))).lessons;
  assert.deepEqual([a.state, a.isChanged], ["done", true]);
});

test("a lesson is closed until what it requires is done, and not closed again by a new edition", () => {
  const outline = course([[lesson("a"), lesson("b", { requires: ["a"] })]]);
  const closed = standingOf(outline, blank());
  assert.deepEqual([closed.lessons.b.state, closed.lessons.b.waits], ["closed", ["a"]]);
  assert.equal(closed.next?.id, "a");
  assert.equal(standingOf(outline, state({ a: both })).lessons.b.state, "new");
  const changed = state({ a: { x: item("3333"), y: item("4444") } }, read("a"));
  assert.equal(standingOf(outline, changed).lessons.b.state, "new");
  const open = standingOf({ ...outline, open: true }, blank());
  assert.deepEqual([open.lessons.b.state, open.lessons.b.waits], ["new", ["a"]]);
});

test("an exam is closed until its lessons are done, but never once it was begun", () => {
  const exams = [{ id: "e", title: "E", url: "e/", requires: ["a"] }];
  const outline = course([[lesson("a")]], { exams });
  assert.equal(standingOf(outline, blank()).exams.e.state, "closed");
  const begun = { exams: { e: { attempts: [], current: /** @type {any} */ ({ id: "1" }) } } };
  assert.equal(standingOf(outline, state({}, begun)).exams.e.state, "begun");
  const after = standingOf(outline, state({ a: both }));
  assert.deepEqual([after.exams.e.state, after.next?.isExam], ["new", true]);
  const passed = {
    exams: { e: { attempts: [{ id: "1", locked: { state: "passed" } }], current: null } },
  };
  const all = standingOf(outline, state({ a: both }, passed));
  assert.deepEqual([all.exams.e.state, all.next, all.isComplete], ["passed", null, true]);
});

test("one goes on where one was, at the heading, then with the next, then with what was left out", () => {
  const outline = course([[lesson("a"), lesson("b")], [lesson("c")]]);
  const here = { lessons: { b: { answered: 1, of: 2, hash: "#why", at } } };
  const begun = standingOf(outline, state({ b: { x: item("1111") } }, here));
  assert.deepEqual([begun.last, begun.next?.url, begun.next?.hash], ["b", "b/", "#why"]);
  const done = standingOf(outline, state({ b: both }, here));
  assert.deepEqual([done.next?.id, done.next?.hash], ["c", ""]);
  const left = standingOf(outline, state({ b: both, c: both }, here));
  assert.equal(left.next?.id, "a");
  assert.equal(ahead(outline, left, "c")?.id, "a");
});

test("weights count in the share, and what weighs nothing may be left out", () => {
  const outline = course([[lesson("a", { weight: 3 }), lesson("b"), lesson("c", { weight: 0 })]], {
    completion: { lessons: "3/4", quizzes: {}, exam: true },
  });
  const standing = standingOf(outline, state({ a: both }));
  assert.deepEqual([standing.share, standing.minutesLeft, standing.isComplete], [0.75, 10, true]);
  const count = { id: "m0", done: 1, of: 2, share: 0.75, minutesLeft: 10 };
  assert.deepEqual(standing.modules, [count]);
  const more = standingOf(outline, state({ a: both, c: both }));
  assert.deepEqual([more.done, more.of, more.share], [1, 2, 0.75], "neither done nor to do");
});

test("where no lesson weighs anything, each counts as one", () => {
  const outline = course([[lesson("a", { weight: 0 }), lesson("b", { weight: 0 })]]);
  assert.ok(!standingOf(outline, blank()).isComplete);
  const half = standingOf(outline, state({ a: both }));
  assert.deepEqual([half.done, half.of, half.share, half.minutesLeft], [1, 2, 0.5, 10]);
  assert.ok(standingOf(outline, state({ a: both, b: both })).isComplete);
});

test("a course is finished when its own rule says so: lessons, shares of quizzes, the exam", () => {
  const exams = [{ id: "e", title: "E", url: "e/", requires: [] }];
  const completion = { lessons: "1", quizzes: { a: "1" }, exam: false };
  const outline = course([[lesson("a")]], { exams, completion });
  const half = { x: item("1111"), y: item("2222", "0") };
  assert.ok(!standingOf(outline, state({ a: half })).isComplete);
  assert.ok(standingOf(outline, state({ a: both })).isComplete);
  const strict = { ...outline, completion: { ...completion, exam: true } };
  assert.ok(!standingOf(strict, state({ a: both })).isComplete);
  assert.ok(!standingOf(course([]), blank()).isComplete);
});

test("a thousand lessons are reckoned in a moment", () => {
  const many = Array.from({ length: 1000 }, (_, n) =>
    lesson(`l${n}`, { requires: n ? [`l${n - 1}`] : [] }),
  );
  const answers = Object.fromEntries(many.slice(0, 500).map(({ id }) => [id, both]));
  const start = performance.now();
  const standing = standingOf(course([many]), state(answers));
  assert.ok(performance.now() - start < 200);
  assert.deepEqual([standing.done, standing.next?.id], [500, "l500"]);
});
