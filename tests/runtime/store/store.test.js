import assert from "node:assert/strict";
import test from "node:test";
import {
  blank,
  merge,
  now,
  read,
  remember,
  save,
  stamp,
} from "../../../generator/lessonry/runtime/store/store.js";

/**
 * @param {string} at
 * @param {object} [other]
 */
const item = (at, other = {}) => ({
  fingerprint: "0123456789ab",
  response: ["a"],
  score: "0",
  maxScore: "1",
  first: { response: ["a"], score: "0", at },
  at,
  ...other,
});
/** @param {Record<string, any>} items */
const quiz = (items) => ({ quizzes: { unasked: { items } } });
/**
 * @param {string} at
 * @param {object} [other]
 */
const current = (at, other = {}) => ({
  id: "one",
  number: 1,
  seed: "5eed",
  started: "2026-11-22T10:00:00Z",
  items: ["x", "y"],
  responses: {},
  position: 0,
  at,
  ...other,
});
/** @param {any} exam */
const exam = (exam) => ({ exams: { final: exam } });
const attempt = { id: "one", number: 1, started: "", ended: "", name: "", file: "", record: "" };

test("merging into nothing gives what came in", () => {
  const state = merge(blank(), quiz({ x: item("2026-11-22T10:00:00Z") }));
  assert.equal(state.version, 1);
  assert.deepEqual(state.quizzes.unasked.items.x, item("2026-11-22T10:00:00Z"));
});

test("of two states of an item the later one wins, whichever comes in", () => {
  const early = item("2026-11-22T10:00:00Z", { first: null });
  const late = item("2026-11-22T10:00:01Z", { response: ["b"], first: null });
  for (const order of [
    [early, late],
    [late, early],
  ]) {
    const state = order.reduce((state, x) => merge(state, quiz({ x })), blank());
    assert.deepEqual(state.quizzes.unasked.items.x.response, ["b"]);
  }
});

test("of two states of the same second the one that comes in wins", () => {
  const at = "2026-11-22T10:00:00Z";
  const state = merge(merge(blank(), quiz({ x: item(at) })), quiz({ x: item(at, { score: "1" }) }));
  assert.equal(state.quizzes.unasked.items.x.score, "1");
});

test("the first try stays the first, even where a tab did not know of it", () => {
  const first = item("2026-11-22T10:00:00Z");
  const later = item("2026-11-22T10:05:00Z", { score: "1" });
  later.first.score = "1";
  const state = merge(merge(blank(), quiz({ x: first })), quiz({ x: later }));
  assert.equal(state.quizzes.unasked.items.x.score, "1");
  assert.equal(state.quizzes.unasked.items.x.first?.score, "0");
});

test("a first try at an item that has changed since is not kept for the new one", () => {
  const old = item("2026-11-22T10:00:00Z", { fingerprint: "000000000000" });
  const state = merge(merge(blank(), quiz({ x: old })), quiz({ x: item("2026-11-22T11:00:00Z") }));
  assert.equal(state.quizzes.unasked.items.x.first?.at, "2026-11-22T11:00:00Z");
});

test("starting over forgets the first try", () => {
  const over = item("2026-11-22T11:00:00Z", { response: [], first: null });
  const state = merge(merge(blank(), quiz({ x: item("2026-11-22T10:00:00Z") })), quiz({ x: over }));
  assert.equal(state.quizzes.unasked.items.x.first, null);
});

test("what one tab did leaves what another did to other items, quizzes and lessons", () => {
  const at = "2026-11-22T10:00:00Z";
  let state = merge(blank(), quiz({ x: item(at) }));
  state = merge(state, quiz({ y: item(at) }));
  state = merge(state, { quizzes: { other: { items: { x: item(at) } } } });
  state = merge(state, { lessons: { unasked: { answered: 1, of: 8, at } } });
  assert.deepEqual(Object.keys(state.quizzes.unasked.items), ["x", "y"]);
  assert.deepEqual(Object.keys(state.quizzes), ["unasked", "other"]);
  assert.equal(state.lessons.unasked.answered, 1);
});

test("of two seeds the later one wins, and items without a seed leave it", () => {
  const seeds = [
    { seed: "b", seeded: "2026-11-22T11:00:00Z" },
    { seed: "a", seeded: "2026-11-22T10:00:00Z" },
    { items: { x: item("2026-11-22T12:00:00Z") } },
  ];
  const state = seeds.reduce((state, part) => merge(state, { quizzes: { q: part } }), blank());
  assert.equal(state.quizzes.q.seed, "b");
  assert.ok(state.quizzes.q.items.x);
});

test("two tabs of one attempt keep each other's responses, of each the later", () => {
  const given = (/** @type {string} */ value, /** @type {string} */ at) => ({
    values: [value],
    fingerprint: "0123456789ab",
    at,
  });
  const one = current("2026-11-22T10:00:05Z", {
    position: 1,
    responses: { x: given("a", "2026-11-22T10:00:01Z"), y: given("late", "2026-11-22T10:00:05Z") },
  });
  const two = current("2026-11-22T10:00:03Z", {
    responses: { x: given("b", "2026-11-22T10:00:03Z"), y: given("early", "2026-11-22T10:00:02Z") },
  });
  for (const order of [
    [one, two],
    [two, one],
  ]) {
    const state = order.reduce((state, current) => merge(state, exam({ current })), blank());
    const { responses, position } = /** @type {any} */ (state.exams.final.current);
    assert.deepEqual([responses.x.values, responses.y.values], [["b"], ["late"]]);
    assert.equal(position, 1);
  }
});

test("an attempt that was handed in is over, however late another tab writes to it", () => {
  let state = merge(blank(), exam({ current: current("2026-11-22T10:00:00Z") }));
  state = merge(state, exam({ attempts: [attempt] }));
  assert.equal(state.exams.final.current, null);
  state = merge(state, exam({ current: current("2026-11-22T23:00:00Z") }));
  assert.equal(state.exams.final.current, null);
  assert.equal(merge(state, exam({ attempts: [attempt] })).exams.final.attempts.length, 1);
});

test("a new attempt takes the place of none that is older than it", () => {
  const state = merge(
    merge(blank(), exam({ attempts: [attempt] })),
    exam({ current: current("2026-11-22T10:00:00Z", { id: "two" }) }),
  );
  assert.equal(state.exams.final.current?.id, "two");
  const older = exam({ current: current("2026-11-22T09:00:00Z", { id: "three" }) });
  assert.equal(merge(state, older).exams.final.current?.id, "two");
});

test("the responses of one attempt are none of another", () => {
  const given = { values: ["a"], fingerprint: "0123456789ab", at: "2026-11-22T10:00:00Z" };
  const one = current("2026-11-22T10:00:00Z", { responses: { x: given } });
  const two = current("2026-11-22T11:00:00Z", { id: "two", responses: { y: given } });
  const state = merge(merge(blank(), exam({ current: one })), exam({ current: two }));
  assert.deepEqual(Object.keys(state.exams.final.current?.responses ?? {}), ["y"]);
});

test("merging twice is merging once", () => {
  const change = {
    ...quiz({ x: item("2026-11-22T10:00:00Z") }),
    ...exam({ attempts: [attempt], current: current("2026-11-22T10:00:00Z", { id: "two" }) }),
  };
  const once = merge(blank(), change);
  assert.deepEqual(merge(once, change), once);
});

test("what is saved is read again, under a key that names course and place", async (t) => {
  const kept = new Map();
  const storage = {
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => kept.set(key, value),
  };
  Object.defineProperty(globalThis, "localStorage", { value: storage, configurable: true });
  t.after(() => Reflect.deleteProperty(globalThis, "localStorage"));
  await save("delight", quiz({ x: item("2026-11-22T10:00:00Z") }));
  assert.equal(read("delight").quizzes.unasked.items.x.at, "2026-11-22T10:00:00Z");
  assert.deepEqual(read("another"), blank());
  const [key] = kept.keys();
  assert.match(key, /^lessonry\/1\/delight\/.*\/generator\/lessonry\/$/);

  kept.set(key, "{not JSON");
  assert.deepEqual(read("delight"), blank());
  kept.set(key, '{"version":1,"lessons":null,"exams":{"final-exam":{}}}');
  assert.deepEqual(read("delight").lessons, {});
  assert.deepEqual(read("delight").exams["final-exam"], { attempts: [], current: null });
  kept.set(key, '{"version":2}');
  assert.deepEqual(read("delight"), blank());
});

test("where storage throws, the page goes on in memory and says so once", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const element = () => ({
    /** @type {any[]} */ children: [],
    textContent: "",
    setAttribute() {},
    addEventListener() {},
    append(/** @type {any[]} */ ...added) {
      this.children.push(...added);
    },
  });
  const place = element();
  const page = { createElement: element, querySelector: () => place };
  Object.defineProperty(globalThis, "document", { value: page, configurable: true });
  Object.defineProperty(globalThis, "localStorage", {
    get() {
      throw new Error("SecurityError");
    },
    configurable: true,
  });
  t.after(() => {
    Reflect.deleteProperty(globalThis, "localStorage");
    Reflect.deleteProperty(globalThis, "document");
  });
  assert.deepEqual(read("blocked"), blank());
  await save("blocked", quiz({ x: item("2026-11-22T10:00:00Z") }));
  await save("blocked", quiz({ y: item("2026-11-22T10:00:00Z") }));
  assert.deepEqual(Object.keys(read("blocked").quizzes.unasked.items), ["x", "y"]);
  assert.deepEqual(read("blocked too"), blank());
  const [notice, ...more] = place.children;
  assert.equal(more.length, 0);
  const [words] = notice.children;
  assert.deepEqual(words.children, [], "a status is read out when it changes, not when it comes");
  t.mock.timers.tick(1000);
  await new Promise((resolve) => setImmediate(resolve));
  assert.match(words.children.join(""), /keeps nothing/);
});

test("a moment is written in UTC with whole seconds", () => {
  assert.match(now(), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
});

test("of two changes in one second, or after the clock was set back, the second is the later", () => {
  const first = stamp();
  const second = stamp(first);
  assert.ok(second > first && second.length === first.length);
  assert.equal(stamp("2999-01-01T00:00:00.000Z"), "2999-01-01T00:00:00.001Z");
});

test("of when an item was asked the later moment is kept, and nothing of another seed is lost", () => {
  const early = { seed: "a", seeded: "1", seen: { x: "1", y: "1" } };
  const late = { seed: "b", seeded: "2", seen: { x: "2", z: "2" } };
  for (const order of [
    [early, late],
    [late, early],
  ]) {
    const state = order.reduce((state, part) => merge(state, { quizzes: { q: part } }), blank());
    assert.deepEqual(state.quizzes.q.seen, { x: "2", y: "1", z: "2" });
    assert.equal(state.quizzes.q.seed, "b");
  }
});

test("whether the clock is shown is kept beside the attempts", () => {
  let state = merge(blank(), exam({ clock: "hidden" }));
  state = merge(state, exam({ current: current("2026-11-22T10:00:00Z") }));
  assert.equal(state.exams.final.clock, "hidden");
  assert.equal(merge(state, exam({ clock: "shown" })).exams.final.clock, "shown");
});

test("of two notes of one name the later holds, and an empty one forgets", async () => {
  const first = { "rating/unasked": { value: "4", at: "2026-11-22T10:00:00Z" } };
  const later = { "rating/unasked": { value: "", at: "2026-11-22T11:00:00Z" } };
  for (const [one, other] of [
    [first, later],
    [later, first],
  ]) {
    const state = merge(merge(blank(), { notes: one }), { notes: other });
    assert.equal(state.notes["rating/unasked"].value, "");
  }
  await remember("noted", "rating/unasked", "3");
  assert.equal(read("noted").notes["rating/unasked"].value, "3");
});
