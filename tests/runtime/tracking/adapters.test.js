import assert from "node:assert/strict";
import test from "node:test";
import {
  answersIn,
  cut,
  found,
  plain,
} from "../../../generator/lessonry/runtime/tracking/adapter.js";
import {
  duration as long12,
  Scorm12,
} from "../../../generator/lessonry/runtime/tracking/scorm-12.js";
import {
  duration as long2004,
  moment,
  Scorm2004,
} from "../../../generator/lessonry/runtime/tracking/scorm-2004.js";
import { LooseLms } from "../../exporters/loose_lms.js";
import { Attempt } from "../../exporters/strict_lms.js";
import { tracked } from "./courses.js";

/**
 * @import { Form } from "../../../generator/lessonry/runtime/tracking/course.js"
 * @import { Result } from "../../../generator/lessonry/runtime/tracking/adapter.js"
 */

const AT = new Date(2026, 10, 22, 9, 5, 3, 456);
const VERSIONS = /** @type {const} */ (["1.2", "2004"]);
const STATUS = {
  isComplete: false,
  success: /** @type {const} */ ("unknown"),
  isLast: false,
  progress: 0,
};

/**
 * @param {Attempt} attempt
 */
const adapterOf = (attempt) =>
  attempt.version === "1.2" ? new Scorm12(attempt.open()) : new Scorm2004("en", attempt.open());

/** @type {[string, Form, string[], string[], string, string][]} How each kind of answer is written. */
const ANSWERS = [
  ["one choice", "choice", ["b"], ["a"], "b", "b"],
  ["several choices", "choice", ["a", "c"], ["a", "c"], "a,c", "a[,]c"],
  ["an order", "sequencing", ["b", "a", "c"], ["a", "b", "c"], "b,a,c", "b[,]a[,]c"],
  ["pairs", "matching", ["b", "", "a"], ["b", "a", "a"], "1.b,3.a", "1[.]b[,]3[.]a"],
  ["a matrix", "matching", ["a b", "c"], ["a", "c"], "1.a,1.b,2.c", "1[.]a[,]1[.]b[,]2[.]c"],
  ["a scale", "likert", ["d"], [], "d", "d"],
  ["a word", "fill-in", ["Zürich"], ["Zürich"], "Zürich", "Zürich"],
  ["words", "fill-in", ["one", "two[,]three"], ["1", "2"], "one; two[,]three", "one[,]two(,)three"],
  ["a number", "numeric", ["-3.5"], ["3"], "-3.5", "-3.5"],
  ["a number with a unit", "numeric", ["3,5 km"], ["3 km"], "3,5 km", "3,5 km"],
  ["a conversation", "path", ["scene-a/b", "c"], [], "scene-a/b,c", "scene-a/b,c"],
  ["an essay", "long", ["x".repeat(5000), "1"], [], `${"x".repeat(254)}…`, `${"x".repeat(3999)}…`],
  ["a name with a hyphen", "choice", ["a-1"], [], "a-1", "a-1"],
  ["more names than letters", "choice", ["aa", "b"], [], "aa; b", "aa[,]b"],
  [
    "many gaps",
    "fill-in",
    Array(12).fill("w"),
    [],
    Array(12).fill("w").join("; "),
    Array(12).fill("w").join("; "),
  ],
  ["marks of the LMS", "fill-in", ["{lang=de}ja"], [], "{lang=de}ja", "(lang=de}ja"],
];

for (const version of VERSIONS) {
  test(`SCORM ${version}: each kind of answer passes a strict LMS, with its own marks`, () => {
    const attempt = new Attempt(version);
    const lms = adapterOf(attempt);
    assert.ok(lms.begin());
    for (const [, form, response, right] of ANSWERS) {
      const item = tracked("q", "i", { form, right, points: "2/3", text: "Wörter ".repeat(60) });
      lms.item({ item, response, result: "right", at: AT });
    }
    lms.commit();
    assert.deepEqual(attempt.refused, []);
    const name = version === "1.2" ? "student_response" : "learner_response";
    ANSWERS.forEach(([what, , , , old, young], place) => {
      const value = attempt.data[`cmi.interactions.${place}.${name}`];
      assert.equal(value, version === "1.2" ? old : young, what);
    });
  });

  test(`SCORM ${version}: results, status and score in its own words`, () => {
    const attempt = new Attempt(version);
    const lms = adapterOf(attempt);
    lms.begin();
    /** @type {Result[]} */
    const results = ["right", "wrong", "neutral", 1 / 3];
    for (const result of results)
      lms.item({ item: tracked("q", "i"), response: ["a"], result, at: AT });
    lms.score({ share: 2 / 3, reached: 2, most: 3 });
    lms.page("a page.html");
    lms.state("x".repeat(5000));
    lms.status({ ...STATUS, progress: 1 / 3 });
    lms.commit();
    const { data } = attempt;
    const wrong = version === "1.2" ? "wrong" : "incorrect";
    assert.deepEqual(
      results.map((_, place) => data[`cmi.interactions.${place}.result`]),
      ["correct", wrong, "neutral", "0.33"],
    );
    assert.equal(data["cmi.suspend_data"].length, 4096);
    if (version === "1.2") {
      assert.equal(data["cmi.core.score.raw"], "66.67");
      assert.equal(data["cmi.core.lesson_status"], "incomplete");
    } else {
      assert.equal(data["cmi.score.scaled"], "0.6667");
      assert.equal(data["cmi.progress_measure"], "0.3333");
      assert.equal(data["cmi.interactions.0.timestamp"], "2026-11-22T09:05:03");
    }
    assert.deepEqual(attempt.refused, []);
  });

  for (const set of [{ isAlwaysNew: true }, { isSilent: true }]) {
    const [trait] = Object.keys(set);
    test(`SCORM ${version}: a lenient LMS (${trait}) loses nothing from session to session`, () => {
      const lms = new LooseLms(set);
      const opened = () =>
        version === "1.2" ? new Scorm12(lms.open(version)) : new Scorm2004("en", lms.open(version));
      const ids = () =>
        Object.keys(lms.data).filter((name) => /^cmi\.interactions\.\d+\.id$/.test(name));
      for (let session = 0; session < 4; session += 1) {
        const course = opened();
        const begun = course.begin();
        assert.equal(ids().length, session * 3);
        assert.equal(begun?.state, session ? `kept ${session - 1}` : "");
        assert.equal(begun?.page, session ? "two.html" : "");
        assert.equal(begun?.isNew, session === 0 && "isAlwaysNew" in set);
        for (const name of ["i", "j", "k"]) {
          const item = tracked("q", `${name}${session}`);
          course.item({ item, response: ["a"], result: "right", at: AT });
        }
        course.page("two.html");
        course.status({ ...STATUS, success: "passed", isComplete: true });
        course.state(`kept ${session}`);
        course.end();
      }
      assert.equal(ids().length, 12);
      assert.equal(lms.data["cmi.interactions.11.id"], "q.k3");
      // A pass is not taken back, not for a moment.
      const status = version === "1.2" ? "cmi.core.lesson_status" : "cmi.completion_status";
      const told = lms.told.filter(([name]) => name === status).map(([, value]) => value);
      assert.equal(told.lastIndexOf("incomplete"), 0);
    });
  }

  test(`SCORM ${version}: what was kept is there in the next session, and the attempt goes on`, () => {
    const attempt = new Attempt(version);
    const first = adapterOf(attempt);
    assert.deepEqual(first.begin(), {
      state: "",
      page: "",
      learner: { id: "u1", name: "Lovelace, Ada" },
      mode: "normal",
      isNew: true,
      isPassed: false,
      isComplete: false,
    });
    first.item({ item: tracked("q", "i"), response: ["a"], result: "right", at: AT });
    first.state("kept");
    first.page("two.html");
    first.status({ ...STATUS, success: "passed", isComplete: true });
    first.end();
    first.end();
    const second = adapterOf(attempt);
    const begun = second.begin();
    assert.equal(begun?.state, "kept");
    assert.equal(begun?.page, "two.html");
    assert.deepEqual([begun?.isNew, begun?.isPassed, begun?.isComplete], [false, true, true]);
    second.item({ item: tracked("q", "j"), response: ["a"], result: "right", at: AT });
    second.end();
    assert.equal(attempt.data["cmi.interactions.1.id"], "q.j");
    assert.deepEqual(attempt.refused, []);
  });

  test(`SCORM ${version}: who only looks writes nothing`, () => {
    const attempt = new Attempt(version, { mode: "review" });
    const lms = adapterOf(attempt);
    assert.equal(lms.begin()?.mode, "review");
    lms.end();
    assert.deepEqual(attempt.refused, []);
  });

  test(`SCORM ${version}: an LMS that throws, or answers nothing, keeps nobody from the course`, (context) => {
    context.mock.method(console, "warn", () => {});
    const broken = new Proxy(
      {},
      {
        get: () => () => {
          throw new Error("gone");
        },
      },
    );
    const of = (/** @type {any} */ api) =>
      version === "1.2" ? new Scorm12(api) : new Scorm2004("en", api);
    assert.equal(of(broken).begin(), null);
    assert.equal(of(null).begin(), null);
    // One that begins and then fails.
    const attempt = new Attempt(version);
    const api = attempt.open();
    const lms = of(api);
    lms.begin();
    for (const name of Object.keys(api)) {
      api[name] = () => {
        throw new Error("gone");
      };
    }
    lms.item({ item: tracked("q", "i"), response: ["a"], result: "right", at: AT });
    lms.score({ share: 1, reached: 1, most: 1 });
    lms.commit();
    lms.end();
  });
}

test("SCORM 1.2: a failure is told when there is no other attempt, and a pass at once", () => {
  const attempt = new Attempt("1.2");
  const lms = adapterOf(attempt);
  lms.begin();
  const told = (
    /** @type {Partial<import("../../../generator/lessonry/runtime/tracking/adapter.js").Status>} */ status,
  ) => {
    lms.status({ ...STATUS, ...status });
    lms.commit();
    return attempt.data["cmi.core.lesson_status"];
  };
  assert.equal(told({ success: "failed" }), "incomplete");
  assert.equal(told({ success: "failed", isLast: true }), "failed");
  assert.equal(told({ isComplete: true }), "completed");
  assert.equal(told({ success: "passed" }), "passed");
});

test("an object is found above this window or beside the one that opened it, past windows that throw", () => {
  const closed = (/** @type {any} */ parent) =>
    new Proxy(
      {},
      {
        get(_, name) {
          if (name === "parent") return parent;
          throw new Error("another host");
        },
      },
    );
  const lms = { API: "here" };
  /** @type {any} */
  const top = { ...lms };
  top.parent = top;
  /** @type {any} */
  const frame = { parent: closed(top), opener: null };
  assert.equal(found("API", frame), "here");
  /** @type {any} */
  const alone = { opener: { parent: top } };
  alone.parent = alone;
  alone.top = alone;
  assert.equal(found("API", alone), "here");
  /** @type {any} */
  const inPopup = { parent: null, opener: null };
  inPopup.parent = { parent: null, opener: top };
  inPopup.parent.parent = inPopup.parent;
  inPopup.top = inPopup.parent;
  assert.equal(found("API", inPopup), "here");
  assert.equal(found("API_1484_11", alone), null);
});

test("numbers have no exponents, texts are cut between letters, times have their forms", () => {
  assert.deepEqual([1e-9, 1e21, 100, 0.1 + 0.2, 2.5].map((one) => plain(one)).slice(0, 1), ["0"]);
  assert.deepEqual(
    [100, 0.1 + 0.2, 2.5, 10].map((one) => plain(one)),
    ["100", "0.3", "2.5", "10"],
  );
  assert.equal(cut("ab😀cd", 4), "ab…");
  assert.equal(cut("abcd", 4), "abcd");
  assert.deepEqual([0, 3_723_400, 1e12].map(long12), ["0000:00:00", "0001:02:03", "9999:00:00"]);
  assert.deepEqual([0, 3_723_456].map(long2004), ["PT0H0M0S", "PT1H2M3.46S"]);
  assert.equal(moment(AT), "2026-11-22T09:05:03");
});

test("answers are counted as the LMS counts them, or by asking for their names", () => {
  const names = (/** @type {number} */ count) => (/** @type {string} */ name) =>
    Number(name.split(".")[2]) < count ? "a.name" : "";
  for (const count of [0, 1, 2, 3, 7, 8, 100, 251]) assert.equal(answersIn(names(count)), count);
  for (const lost of ["cmi.interactions.0.id", "cmi.interactions.3.id"]) {
    const rest = (/** @type {string} */ name) => (name === lost ? "" : names(4)(name));
    assert.equal(answersIn(rest), 4, lost);
  }
  const asked = /** @type {string[]} */ ([]);
  const counting = (/** @type {string} */ name) => {
    asked.push(name);
    return "12";
  };
  assert.equal(answersIn(counting), 12);
  assert.deepEqual(asked, ["cmi.interactions._count"]);
  // One that says something to everything says nothing.
  assert.equal(
    answersIn(() => "?"),
    0,
  );
});

test("SCORM 2004: a success that nobody knows is not told, and one that is taken back is", () => {
  const lms = new LooseLms();
  const course = new Scorm2004("en", lms.open("2004"));
  course.begin();
  course.status(STATUS);
  assert.deepEqual(lms.grades, []);
  course.status({ ...STATUS, success: "failed" });
  course.status(STATUS);
  assert.equal(lms.data["cmi.success_status"], "unknown");
});
