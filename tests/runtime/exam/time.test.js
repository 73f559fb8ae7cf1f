import assert from "node:assert/strict";
import test from "node:test";
import {
  clock,
  marks,
  part,
  spoken,
  timeOf,
} from "../../../generator/lessonry/runtime/exam/time.js";

const START = Date.parse("2026-11-22T10:00:00Z");
const MINUTE = 60_000;
/** @type {any} */
const current = {
  started: "2026-11-22T10:00:00Z",
  at: "2026-11-22T10:00:00Z",
  limit: 2700,
  extra: "0",
};

/**
 * @param {import("node:test").TestContext} t
 * @param {number} now
 */
function clocks(t, now) {
  const set = { day: now, page: 1000 };
  t.mock.method(Date, "now", () => set.day);
  t.mock.method(performance, "now", () => set.page);
  return set;
}

test("an attempt without a limit has no time", () => {
  assert.equal(timeOf({ ...current, limit: undefined }), null);
});

test("time is counted from the start of the attempt, whenever the page is opened", (t) => {
  const set = clocks(t, START + 10 * MINUTE);
  const time = timeOf(current);
  assert.equal(time?.left(), 35 * MINUTE);
  set.day += 5 * MINUTE;
  set.page += 5 * MINUTE;
  assert.equal(time?.left(), 30 * MINUTE);
  assert.equal(timeOf(current)?.left(), 30 * MINUTE);
  assert.equal(time?.deadline, START + 45 * MINUTE);
});

test("extra time is a share of the limit", (t) => {
  clocks(t, START);
  assert.equal(timeOf({ ...current, extra: "1/2" })?.left(), 67.5 * MINUTE);
  assert.equal(timeOf({ ...current, extra: "1" })?.total, 90 * MINUTE);
  assert.deepEqual(["1/4", "2", "", undefined, "x", "1/0"].map(part), [0.25, 2, 0, 0, 0, 0]);
});

test("a clock that is set back gives no more time", (t) => {
  const set = clocks(t, START + 10 * MINUTE);
  const time = timeOf({ ...current, at: "2026-11-22T10:10:00Z" });
  set.page += 20 * MINUTE;
  set.day -= 8 * MINUTE;
  assert.equal(time?.left(), 15 * MINUTE, "The page's own clock has gone on.");
  const again = timeOf({ ...current, at: "2026-11-22T10:30:00Z" });
  assert.equal(again?.left(), 15 * MINUTE, "After a reload, what was written last is the past.");
});

test("a clock that is set far back before the start gives no more than the whole", (t) => {
  clocks(t, START - 60 * MINUTE);
  assert.equal(timeOf(current)?.left(), 45 * MINUTE);
});

test("a machine that slept has lost the time", (t) => {
  const set = clocks(t, START);
  const time = timeOf(current);
  set.day += 50 * MINUTE;
  assert.ok((time?.left() ?? 1) < 0);
});

test("half time, five minutes and one are said, each where it makes sense", () => {
  assert.deepEqual(marks(45 * MINUTE), [22.5 * MINUTE, 5 * MINUTE, MINUTE]);
  assert.deepEqual(marks(10 * MINUTE), [5 * MINUTE, MINUTE]);
  assert.deepEqual(marks(4 * MINUTE), [2 * MINUTE, MINUTE]);
  assert.deepEqual(marks(MINUTE), []);
});

test("a time reads as on a clock, and in words", () => {
  assert.equal(clock(45 * MINUTE), "45:00");
  assert.equal(clock(4 * MINUTE + 8_001), "4:09");
  assert.equal(clock(64 * MINUTE + 9_000), "1:04:09");
  assert.equal(clock(-5), "0:00");
  assert.equal(spoken(22.5 * MINUTE), "22 minutes");
  assert.equal(spoken(90_000), "1 minute 30 seconds");
  assert.equal(spoken(MINUTE), "1 minute");
  assert.equal(spoken(0), "no time");
});
