import assert from "node:assert/strict";
import test from "node:test";
import { merge } from "../../../generator/lessonry/runtime/store/merge.js";
import { Tracker } from "../../../generator/lessonry/runtime/tracking/tracker.js";
import { answered, BEGUN, blank, courseOf, HEAD, Noted, tracked } from "./courses.js";

/**
 * @import { Change, HandedIn, Locked } from "../../../generator/lessonry/runtime/store/store.js"
 * @import { TrackedCourse } from "../../../generator/lessonry/runtime/tracking/course.js"
 */

/**
 * A tracker of a course that nobody has begun, and what it tells.
 * @param {TrackedCourse} course
 * @param {Partial<typeof BEGUN>} [begun]
 * @param {Partial<typeof HEAD>} [head]
 */
async function tracking(course, begun = {}, head = {}) {
  const lms = new Noted();
  const tracker = new Tracker(lms, course, { ...BEGUN, ...begun }, { ...HEAD, ...head }, blank());
  await tracker.start();
  return {
    lms,
    tracker,
    add: (/** @type {Change} */ change) => tracker.update(merge(tracker.state, change)),
  };
}

const at = (/** @type {number} */ minute) =>
  new Date(Date.UTC(2026, 10, 22, 12, minute)).toISOString();

/**
 * @param {string} score
 * @param {number} minute
 */
const answer = (score, minute) => ({ i0: answered(["a"], score, at(minute)) });

/**
 * @param {string} id
 * @param {Partial<Locked> | null} [locked]
 * @returns {HandedIn}
 */
const attempt = (id, locked = null) => ({
  id,
  number: 1,
  started: at(0),
  ended: at(5),
  name: "",
  file: "",
  record: "",
  ...(locked
    ? {
        locked: {
          state: "ended",
          digest: "d",
          form: 0,
          seed: "5",
          edition: "e",
          asked: [{ id: "x", fingerprint: "f", response: ["a"] }],
          ...locked,
        },
      }
    : {}),
});

test("each try is told once, with what it was worth; the last one of all brings the score", async () => {
  const { lms, add } = await tracking(courseOf(2, 1));
  await add({ quizzes: { q0: { items: answer("0", 1) } } });
  await add({ lessons: { l1: { answered: 0, of: 1, at: at(2) } } });
  await add({ quizzes: { q0: { items: answer("1/3", 3) } } });
  assert.deepEqual(lms.of("score"), []);
  await add({ quizzes: { q1: { items: answer("1", 4) } } });
  assert.deepEqual(
    lms.of("item").map(({ item, response, result }) => [item.id, response, result]),
    [
      ["q0.i0", ["a"], "wrong"],
      ["q0.i0", ["a"], 0.3333],
      ["q1.i0", ["a"], "right"],
    ],
  );
  // The first try scores.
  assert.deepEqual(lms.of("score"), [{ share: 0.5, reached: 1, most: 2 }]);
  const [first, ...later] = lms.of("status");
  assert.deepEqual([first.isComplete, first.success, first.progress], [false, "unknown", 0]);
  assert.equal(later.at(-1).isComplete, true);
  assert.equal(later.at(-1).success, "unknown");
});

test("while the exam is open, the course is nearly done, and not wholly", async () => {
  const course = courseOf(1, 1, { exams: [{ id: "exam", locked: true }] });
  const { lms, add } = await tracking(course);
  await add({ quizzes: { q0: { items: answer("1", 1) } } });
  assert.deepEqual(
    [lms.of("status").at(-1).isComplete, lms.of("status").at(-1).progress],
    [false, 0.99],
  );
  const passed = { state: /** @type {const} */ ("passed"), score: "3", maxScore: "4" };
  await add({ exams: { exam: { attempts: [attempt("one", passed)] } } });
  assert.equal(lms.of("status").at(-1).progress, 1);
});

test("what a learner starts over stays complete for the LMS", async () => {
  const { lms, add } = await tracking(courseOf(1, 1));
  await add({ quizzes: { q0: { items: answer("1", 1) } } });
  const bare = { ...answered([], "0", at(2)), first: null };
  await add({ quizzes: { q0: { items: { i0: bare } } } });
  assert.equal(lms.of("status").at(-1).isComplete, true);
  assert.equal(lms.of("item").length, 1);
});

test("a rule with a share of points makes a pass, and answering alone does not", async () => {
  const course = courseOf(1, 1);
  course.outline.modules[0].lessons[0].quizzes[0].needed = "4/5";
  const { lms, add } = await tracking(course);
  await add({ quizzes: { q0: { items: answer("1/2", 1) } } });
  assert.equal(lms.of("status").at(-1).success, "unknown");
  course.outline.modules[0].lessons[0].quizzes[0].grading = "best";
  await add({ quizzes: { q0: { items: answer("1", 2) } } });
  assert.equal(lms.of("status").at(-1).success, "passed");
});

test("of a locked exam the answers are told, the failure, and the pass that sticks", async () => {
  const course = courseOf(0, 0, { exams: [{ id: "exam", locked: true, attempts: 3 }] });
  course.items.push(tracked("exam", "x", { exam: true }));
  const { lms, add } = await tracking(course);
  await add({ exams: { exam: { attempts: [attempt("one", {})] } } });
  assert.deepEqual(
    lms.of("item").map(({ result }) => result),
    ["neutral"],
  );
  assert.equal(lms.of("status").at(-1).success, "unknown");
  await add({ exams: { exam: { attempts: [attempt("one", { state: "failed" })] } } });
  assert.deepEqual(lms.of("score"), []);
  const failed = lms.of("status").at(-1);
  assert.deepEqual([failed.success, failed.isLast], ["failed", false]);
  const passed = { state: /** @type {const} */ ("passed"), score: "3", maxScore: "4" };
  await add({ exams: { exam: { attempts: [attempt("two", passed)] } } });
  assert.deepEqual(lms.of("score"), [{ share: 0.75, reached: 3, most: 4 }]);
  assert.equal(lms.of("status").at(-1).success, "passed");
  await add({ exams: { exam: { attempts: [attempt("three", { state: "failed" })] } } });
  assert.equal(lms.of("status").at(-1).success, "passed");
  assert.equal(lms.of("score").length, 1);
  assert.equal(lms.of("item").length, 3);
});

test("an exam without a lock completes the course, without a score and without a pass", async () => {
  const course = courseOf(0, 0, { exams: [{ id: "exam", locked: false }] });
  course.items.push(tracked("exam", "x", { exam: true }));
  const { lms, add } = await tracking(course);
  const responses = { x: { values: ["b"], fingerprint: "f", at: at(1) } };
  const current = {
    id: "one",
    number: 1,
    seed: "5",
    started: at(0),
    items: ["x"],
    responses,
    position: 0,
    at: at(1),
  };
  await add({ exams: { exam: { attempts: [], current } } });
  assert.deepEqual(lms.of("item"), []);
  await add({ exams: { exam: { attempts: [attempt("one")], current: null } } });
  assert.deepEqual(
    lms.of("item").map(({ response }) => response),
    [["b"]],
  );
  const status = lms.of("status").at(-1);
  assert.deepEqual([status.isComplete, status.success], [true, "unknown"]);
  assert.deepEqual(lms.of("score"), []);
});

test("a pass that the LMS knows sticks, and no lower score takes its place", async () => {
  const course = courseOf(1, 1);
  const { lms, add } = await tracking(course, { isPassed: true }, { score: 0.9 });
  assert.equal(lms.of("status").at(-1).success, "passed");
  await add({ quizzes: { q0: { items: answer("1/2", 1) } } });
  assert.deepEqual(lms.of("score"), []);
});

for (const mode of /** @type {const} */ (["browse", "review"])) {
  test(`in the mode ${mode} nothing is told, and the session ends`, async () => {
    const { lms, tracker, add } = await tracking(courseOf(1, 1), { mode });
    await add({ quizzes: { q0: { items: answer("1", 1) } } });
    await tracker.page("l0.html");
    tracker.end();
    assert.deepEqual(lms.told, [["end", null]]);
  });
}

test("pages are told as they change, and everything told is sent", async () => {
  const { lms, tracker } = await tracking(courseOf(2, 1));
  await tracker.page("l0.html");
  await tracker.page("l0.html");
  await tracker.page("l1.html");
  assert.deepEqual(lms.of("page"), ["l0.html", "l1.html"]);
  assert.equal(lms.told.at(-1)?.[0], "commit");
  tracker.end();
  tracker.end();
  await tracker.page("l0.html");
  assert.equal(lms.of("end").length, 1);
  assert.equal(lms.of("page").length, 2);
});

test("drafts wait, and go with the end at the latest", async () => {
  const { lms, tracker, add } = await tracking(courseOf(1, 1));
  const before = lms.told.length;
  for (const minute of [1, 2, 3]) {
    await add({ notes: { [`access/${minute}`]: { value: "x", at: at(minute) } } });
  }
  assert.equal(lms.told.length, before);
  tracker.end();
  assert.deepEqual(
    lms.told.slice(before).map(([name]) => name),
    ["state", "end"],
  );
});

test("what is news is sent at once, also where a draft comes the next moment", async () => {
  const { lms, add } = await tracking(courseOf(1, 1));
  const news = add({ quizzes: { q0: { items: answer("1", 1) } } });
  add({ notes: { "access/x": { value: "x", at: at(2) } } });
  await news;
  assert.equal(lms.told.at(-1)?.[0], "commit");
  assert.equal(lms.of("status").at(-1).isComplete, true);
});

test("of several news at once the last one is sent, with all of them", async () => {
  const { lms, add } = await tracking(courseOf(2, 1));
  const before = lms.of("commit").length;
  await Promise.all([
    add({ quizzes: { q0: { items: answer("1", 1) } } }),
    add({ quizzes: { q1: { items: answer("1", 2) } } }),
  ]);
  assert.equal(lms.of("commit").length, before + 1);
  assert.equal(lms.of("item").length, 2);
});
