import assert from "node:assert/strict";
import test from "node:test";
import { merge } from "../../../generator/lessonry/runtime/store/merge.js";
import { sound } from "../../../generator/lessonry/runtime/store/shape.js";
import {
  detailsOf,
  opened,
  outlineOf,
} from "../../../generator/lessonry/runtime/tracking/state.js";
import { answered, blank, courseOf, HEAD } from "./courses.js";

/**
 * @import { State } from "../../../generator/lessonry/runtime/store/store.js"
 * @import { TrackedCourse } from "../../../generator/lessonry/runtime/tracking/course.js"
 */

const NOW = new Date("2026-11-22T12:00:00Z");
const ROOM = 4096;
const LETTERS = /^[A-Za-z0-9._-]*$/;

/**
 * @param {TrackedCourse} course
 * @param {State} state
 * @param {Partial<typeof HEAD>} [head]
 */
async function written(course, state, head = {}) {
  const outline = outlineOf(course, { ...HEAD, ...head }, state, ROOM, NOW);
  const details = await detailsOf(course, state, ROOM - outline.length - 1, NOW);
  return `${outline}.${details}`;
}

/**
 * A state in which every item has an answer, every third a wrong one.
 * @param {TrackedCourse} course
 */
function done(course) {
  const state = blank();
  course.items.forEach(({ quiz, item }, number) => {
    state.quizzes[quiz] ??= { items: {} };
    const at = new Date(NOW.getTime() - number * 60_000).toISOString();
    const words = `answer ${number} of many ${Math.sin(number)}`;
    state.quizzes[quiz].items[item] = answered([words], number % 3 ? "1" : "0", at);
  });
  for (const lesson of course.outline.modules[0].lessons) {
    state.lessons[lesson.id] = { answered: 1, of: 1, at: NOW.toISOString() };
  }
  return state;
}

/** @param {State} state */
const outcomes = (state) =>
  Object.entries(state.quizzes).flatMap(([quiz, { items }]) =>
    Object.entries(items).map(([id, { first }]) => `${quiz} ${id} ${first?.score}`),
  );

test("a small course comes back whole", async () => {
  const course = courseOf(3, 4);
  const state = done(course);
  state.notes["done/l1"] = { value: "00aa11bb", at: NOW.toISOString() };
  state.notes["access/x"] = { value: "key", at: NOW.toISOString() };
  state.quizzes.q0.seed = "ab";
  state.quizzes.q0.seeded = NOW.toISOString();
  const text = await written(course, state, { page: "l2.html", isPassed: true, score: 0.8125 });
  assert.match(text, LETTERS);
  const read = await opened(course, text);
  assert.ok(read);
  assert.deepEqual(read.head, { ...HEAD, page: "l2.html", isPassed: true, score: 0.8125 });
  const back = sound(merge(blank(), read.change));
  for (const [quiz, { items }] of Object.entries(state.quizzes)) {
    for (const [id, { response, score, first }] of Object.entries(items)) {
      const came = back.quizzes[quiz].items[id];
      assert.deepEqual([came.response, came.score], [response, score]);
      assert.equal(came.first?.score, first?.score);
    }
  }
  assert.equal(back.quizzes.q0.seed, "ab");
  assert.equal(back.notes["done/l1"].value, "00aa11bb");
  assert.equal(back.notes["access/x"].value, "key");
  assert.equal(back.notes["done/l0"], undefined);
  assert.ok(back.lessons.l0);
});

for (const [lessons, items] of [
  [1000, 2],
  [50, 40],
  [5000, 1],
]) {
  test(`${lessons * items} items fit, and each comes back as right or wrong`, async () => {
    const course = courseOf(lessons, items);
    const state = done(course);
    const text = await written(course, state);
    assert.ok(text.length <= ROOM, `${text.length}`);
    const read = await opened(course, text);
    const back = sound(merge(blank(), read?.change ?? {}));
    assert.deepEqual(outcomes(back), outcomes(state));
    // What room is left has answers, the latest first.
    if (lessons < 5000)
      assert.deepEqual(back.quizzes.q0.items.i0.response, state.quizzes.q0.items.i0.response);
  });
}

for (const count of [15_000, 60_000, 300_000]) {
  test(`of ${count} items something comes back, and the text still fits`, async () => {
    const course = courseOf(1, 1);
    const [item] = course.items;
    course.items = Array.from({ length: count }, (_, number) => ({ ...item, item: `i${number}` }));
    const state = blank();
    const items = course.items.map(({ item }) => [item, answered(["a"], "1", NOW.toISOString())]);
    state.quizzes.q0 = { items: Object.fromEntries(items) };
    state.notes["done/l0"] = { value: "00aa11bb", at: NOW.toISOString() };
    const text = await written(course, state, { page: "l0.html" });
    assert.ok(text.length <= ROOM, `${text.length}`);
    const read = await opened(course, text);
    assert.equal(read?.head.page, "l0.html");
    assert.ok(read?.change.lessons?.l0);
    const back = Object.keys(read?.change.quizzes?.q0?.items ?? {}).length;
    assert.equal(back >= count, count === 15_000);
  });
}

test("a passed exam comes before answers, and one that goes on comes with its drafts", async () => {
  const course = courseOf(1000, 2, { exams: [{ id: "exam", locked: true }] });
  const state = done(course);
  const locked = {
    state: /** @type {const} */ ("passed"),
    digest: "d".repeat(64),
    form: 1,
    seed: "5eed",
    edition: "e",
    asked: [{ id: "x", fingerprint: "f", response: ["a"] }],
    secret: "s3cret",
    score: "3",
    maxScore: "4",
  };
  const attempt = {
    id: "one",
    number: 1,
    started: "s",
    ended: "e",
    name: "",
    file: "",
    record: "",
    locked,
  };
  const current = {
    id: "two",
    number: 2,
    seed: "5eed",
    started: "s",
    items: ["x"],
    responses: { x: { values: ["b"], fingerprint: "f", at: NOW.toISOString() } },
    position: 0,
    at: NOW.toISOString(),
  };
  state.exams.exam = { attempts: [attempt], current };
  const text = await written(course, state);
  assert.ok(text.length <= ROOM);
  const back = sound(merge(blank(), (await opened(course, text))?.change ?? {}));
  assert.deepEqual(back.exams.exam, state.exams.exam);
});

test("what is no text of ours gives nothing, and one cut short gives its head", async (context) => {
  context.mock.method(console, "warn", () => {});
  const course = courseOf(3, 4);
  for (const text of ["", "hello", "2.x.y", "1.2.3.4.5.6.7.8.9", "<script>", "........."]) {
    assert.equal(await opened(course, text), null, text);
  }
  const text = await written(course, done(course), { page: "l1.html" });
  for (let length = 0; length < text.length; length += 7) {
    const read = await opened(course, text.slice(0, length));
    if (read) assert.equal(read.head.page, "l1.html");
  }
});

test("another edition takes the head alone, since its items have other numbers", async () => {
  const course = courseOf(3, 4);
  const text = await written(course, done(course), { page: "l1.html", isPassed: true, score: 0.9 });
  const read = await opened({ ...course, edition: "fedcba9876543210" }, text);
  assert.deepEqual(read, { head: { ...HEAD, isPassed: true, score: 0.9 }, change: {} });
});
