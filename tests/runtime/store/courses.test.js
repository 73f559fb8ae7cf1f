import assert from "node:assert/strict";
import test from "node:test";

import {
  dropCourse,
  noteCourse,
  otherCourses,
} from "../../../generator/lessonry/runtime/store/courses.js";
import {
  forget,
  keyOf,
  read,
  save,
  trouble,
} from "../../../generator/lessonry/runtime/store/store.js";

/** @param {import("node:test").TestContext} t @param {number} [room] */
function storage(t, room = Number.POSITIVE_INFINITY) {
  const kept = new Map();
  const place = {
    room,
    kept,
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    removeItem: (/** @type {string} */ key) => kept.delete(key),
    setItem(/** @type {string} */ key, /** @type {string} */ value) {
      if (value.length > place.room) throw new DOMException("full", "QuotaExceededError");
      kept.set(key, value);
    },
  };
  Object.defineProperty(globalThis, "localStorage", { value: place, configurable: true });
  t.after(() => Reflect.deleteProperty(globalThis, "localStorage"));
  return place;
}
const begun = { title: "Other", path: "/other/progress/", done: 1, of: 9 };
const lesson = { answered: 1, of: 2, at: "2026-11-22T10:00:00.000Z" };

test("a course finds the others of its origin, the latest first, and never itself", (t) => {
  storage(t);
  noteCourse("ours", begun, "2026-11-01");
  noteCourse("b", { ...begun, title: "B" }, "2026-11-02");
  noteCourse("a", { ...begun, title: "A" }, "2026-11-03");
  assert.deepEqual(
    otherCourses("ours").map(({ title }) => title),
    ["A", "B"],
  );
  dropCourse(keyOf("a"));
  assert.deepEqual(
    otherCourses("ours").map(({ title }) => title),
    ["B"],
  );
});

test("an entry that leads away from this origin, or does not fit, is no course", (t) => {
  const { kept } = storage(t);
  const key = keyOf("x");
  for (const [name, odd] of /** @type {[string, any][]} */ ([
    [key, { ...begun, at: "", path: "//evil.example/" }],
    [key, { ...begun, at: "", path: "/\\evil.example/" }],
    [key, { ...begun, at: "", path: "javascript:alert(1)" }],
    [key, { ...begun, at: "", title: "x".repeat(201) }],
    [key, { ...begun, at: "", done: "1" }],
    [key, null],
    ["theirs", { ...begun, at: "" }],
  ])) {
    kept.set("lessonry/courses", JSON.stringify({ [name]: odd }));
    assert.deepEqual(otherCourses("ours"), []);
  }
  kept.set("lessonry/courses", "[[");
  assert.deepEqual(otherCourses("ours"), []);
});

test("what is deleted is gone, and nothing that is not a course's state is ever deleted", async (t) => {
  const { kept } = storage(t);
  await save("ours", { lessons: { l: lesson } });
  await save("b", { lessons: { l: lesson } });
  kept.set("theirs", "1");
  dropCourse("theirs", true);
  dropCourse(keyOf("b"), true);
  assert.deepEqual(read("b").lessons, {});
  assert.equal(kept.get("theirs"), "1");
  await forget("ours");
  assert.equal(kept.has(keyOf("ours")), false);
  assert.deepEqual(read("ours").lessons, {});
});

test("where there is no room it goes on in memory, and is kept once there is room", async (t) => {
  const place = storage(t, 150);
  const page = {
    createElement: () => ({ setAttribute() {}, append() {} }),
    querySelector: () => null,
  };
  Object.defineProperty(globalThis, "document", { value: page, configurable: true });
  t.mock.timers.enable({ apis: ["setTimeout"] });
  t.after(() => Reflect.deleteProperty(globalThis, "document"));
  await save("large", { lessons: { one: lesson } });
  assert.equal(trouble(), "");
  await save("large", { lessons: { two: lesson } });
  assert.equal(trouble(), "full");
  assert.deepEqual(Object.keys(read("large").lessons), ["one", "two"]);
  // Another tab, meanwhile.
  const stored = JSON.parse(place.kept.get(keyOf("large")));
  stored.lessons.three = lesson;
  place.kept.set(keyOf("large"), JSON.stringify(stored));
  place.room = 999;
  await save("large", { lessons: { four: lesson } });
  assert.equal(trouble(), "");
  const { lessons } = JSON.parse(place.kept.get(keyOf("large")));
  assert.deepEqual(Object.keys(lessons).sort(), ["four", "one", "three", "two"]);
});
