import assert from "node:assert/strict";
import test from "node:test";
import { sound } from "../../../generator/lessonry/runtime/store/shape.js";
import { blank } from "../../../generator/lessonry/runtime/store/store.js";

const at = "2026-11-22T10:00:00Z";
const item = { fingerprint: "f", response: ["a"], score: "1", maxScore: "1", first: null, at };
const lesson = { answered: 1, of: 2, at };
const attempt = {
  id: "1",
  number: 1,
  started: at,
  ended: at,
  name: "A",
  file: "a",
  record: "r",
  items: ["x"],
};
const given = { values: ["a"], fingerprint: "f", at };
const current = {
  id: "2",
  number: 2,
  seed: "s",
  started: at,
  items: ["x"],
  responses: { x: given },
  position: 0,
  at,
};
const whole = {
  version: 1,
  quizzes: { q: { seed: "s", seeded: at, seen: { x: at }, items: { x: item } } },
  lessons: { l: lesson },
  exams: { e: { attempts: [attempt], current, clock: "hidden" } },
  notes: { "rating/unasked": { value: "4", at } },
};

test("what fits stays as it is", () => {
  assert.deepEqual(sound(structuredClone(whole)), whole);
});

for (const odd of [null, [], 7, "text", true]) {
  test(`${JSON.stringify(odd)} in any part takes nothing else with it`, () => {
    for (const part of ["quizzes", "lessons", "exams", "notes"]) {
      assert.deepEqual(sound({ ...whole, [part]: odd }), { ...whole, [part]: {} });
    }
    const of = (/** @type {any} */ change) => sound({ version: 1, ...change });
    assert.deepEqual(of({ lessons: { l: lesson, odd } }).lessons, { l: lesson });
    assert.deepEqual(of({ quizzes: { odd } }), blank());
    assert.deepEqual(of({ notes: { odd } }), blank());
    assert.deepEqual(of({ quizzes: { q: { items: odd } } }).quizzes.q, { items: {} });
    assert.deepEqual(of({ quizzes: { q: { items: { x: item, odd } } } }).quizzes.q.items, {
      x: item,
    });
    assert.deepEqual(of({ exams: { odd } }), blank());
    const exam = of({ exams: { e: { attempts: [attempt, odd], current: odd } } }).exams.e;
    assert.deepEqual(exam, { attempts: [attempt], current: null });
    const responses = { x: given, odd };
    const open = of({ exams: { e: { current: { ...current, responses } } } }).exams.e;
    assert.deepEqual(open, { attempts: [], current });
  });
}

test("an attempt or an item that lacks a part is dropped", () => {
  for (const name of Object.keys(current)) {
    const { exams } = sound({ exams: { e: { current: { ...current, [name]: undefined } } } });
    assert.equal(exams.e.current, null, name);
  }
  const { quizzes } = sound({ quizzes: { q: { items: { x: { ...item, response: "a" } } } } });
  assert.deepEqual(quizzes.q.items, {});
});

test("what was done at no moment is dropped, or nothing would ever be later", () => {
  for (const odd of ["", "zzz", "in 2026"]) {
    const state = {
      ...whole,
      lessons: { l: { ...lesson, at: odd } },
      notes: { n: { value: "", at: odd } },
    };
    assert.deepEqual(sound(state), { ...whole, lessons: {}, notes: {} });
  }
});

test("what was kept before there were limits and memories of draws still fits", () => {
  const { items, ...old } = attempt;
  const state = sound({ exams: { e: { attempts: [old], current, clock: "odd" } } });
  assert.deepEqual(state.exams.e, { attempts: [old], current });
  assert.deepEqual(sound({ quizzes: { q: { seen: [1], items: {} } } }).quizzes.q, { items: {} });
  const timed = { ...current, limit: 60, extra: "1/2" };
  assert.deepEqual(sound({ exams: { e: { current: timed } } }).exams.e.current, timed);
  const odd = { ...current, limit: "60" };
  assert.equal(sound({ exams: { e: { current: odd } } }).exams.e.current, null);
});
