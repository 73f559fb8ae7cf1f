import assert from "node:assert/strict";
import test from "node:test";

import { sound } from "../../../generator/lessonry/runtime/store/shape.js";
import { blank, merge } from "../../../generator/lessonry/runtime/store/store.js";

const asked = [{ id: "x", fingerprint: "0123456789ab", variant: 1, response: ["a"] }];
const locked = { state: "ended", digest: "d", form: 0, seed: "5eed", edition: "1", asked };
const attempt = { id: "one", number: 1, started: "", ended: "", name: "", file: "", record: "" };
/** @param {any[]} attempts @returns {any} */
const exam = (...attempts) => ({ exams: { final: { attempts } } });
/** @param {object} more @param {object} [other] */
const at = (more, other = {}) => ({ ...attempt, ...other, locked: { ...locked, ...more } });
/** @param {any[]} changes */
const after = (...changes) => changes.reduce(merge, blank()).exams.final.attempts;

test("what a lock told of an attempt stays, whichever tab is later", () => {
  const passed = at({ state: "passed", secret: "s", score: "1", maxScore: "1" });
  for (const order of [
    [at({}), passed],
    [passed, at({})],
    [at({}), passed, at({}), at({ state: "failed" })],
  ]) {
    assert.deepEqual(after(...order.map((one) => exam(one))), [passed]);
  }
});

test("the record that was made last stays, and none takes one away", () => {
  const made = { name: "Zoë", file: "z.jwe", record: "sealed" };
  const again = { name: "Zoë Ø", file: "zo.jwe", record: "sealed again" };
  const [kept] = after(exam(at({})), exam(at({}, made)), exam(at({ state: "failed" })));
  assert.deepEqual([kept.name, kept.record, kept.locked.state], ["Zoë", "sealed", "failed"]);
  assert.equal(after(exam(at({}, made)), exam(at({}, again)))[0].name, "Zoë Ø");
});

test("an attempt without a lock is what it was first, as ever", () => {
  const other = { ...attempt, name: "Other", record: "other" };
  assert.deepEqual(after(exam(attempt), exam(other)), [attempt]);
});

test("of what is stored of a lock, what does not fit is dropped", () => {
  const state = { ...blank(), ...exam(at({ state: "passed", secret: "s", score: "1/2" })) };
  assert.deepEqual(sound(state).exams.final.attempts, state.exams.final.attempts);
  for (const odd of [
    { state: "won" },
    { form: -1 },
    { asked: "x" },
    { asked: [{ id: "x" }] },
    { score: "much" },
    { secret: 7 },
  ]) {
    assert.deepEqual(sound(exam(at(odd))).exams.final.attempts, []);
  }
});
