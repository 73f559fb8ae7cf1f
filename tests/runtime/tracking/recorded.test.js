import assert from "node:assert/strict";
import test, { afterEach } from "node:test";
import { adapter as cmi5 } from "../../../generator/lessonry/runtime/tracking/cmi5.js";
import { actorOf } from "../../../generator/lessonry/runtime/tracking/lrs.js";
import { adapter as xapi } from "../../../generator/lessonry/runtime/tracking/xapi.js";
import { StrictLrs } from "../../exporters/strict_lrs.js";
import { tracked } from "./courses.js";

const ORIGIN = "https://lms.example";
const AT = new Date("2026-11-22T09:05:03.456Z");
const fetchOfNode = globalThis.fetch;
const COURSE = /** @type {any} */ ({ language: "en", title: "A course", items: [] });
const PASSED = /** @type {const} */ ({
  isComplete: true,
  success: "passed",
  isLast: false,
  progress: 1,
});
const FAILED = /** @type {const} */ ({
  isComplete: false,
  success: "failed",
  isLast: false,
  progress: 0.5,
});

/**
 * Launches the course at a store; returns the adapter that speaks with it.
 * @param {StrictLrs} lrs
 * @param {typeof cmi5} [make]
 * @param {Map<string, string>} [kept]  What this browser keeps.
 */
function launched(lrs, make = cmi5, kept = new Map()) {
  const store = new Map();
  Object.assign(globalThis, {
    location: new URL(`${ORIGIN}/index.html?${lrs.address(ORIGIN)}`),
    sessionStorage: {
      getItem: (/** @type {string} */ key) => store.get(key) ?? null,
      setItem: (/** @type {string} */ key, /** @type {string} */ value) => store.set(key, value),
    },
    localStorage: {
      getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
      setItem: (/** @type {string} */ key, /** @type {string} */ value) => kept.set(key, value),
    },
    fetch: async (/** @type {any} */ address, /** @type {any} */ set = {}) => {
      const headers = Object.fromEntries(
        Object.entries(set.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
      );
      const said = /** @type {Record<string, string>} */ (headers);
      const made = lrs.answer(set.method ?? "GET", new URL(String(address)), said, set.body ?? "");
      const isEmpty = made.status === 204;
      return new Response(isEmpty ? null : made.body, { status: made.status });
    },
  });
  return /** @type {any} */ (make(COURSE));
}

/** @param {any} lms */
async function settled(lms) {
  lms.commit();
  await lms.session.lrs.sending;
}

const rest = () => new Promise((done) => setTimeout(done, 5));
const points = (/** @type {number} */ share) => ({ share, reached: share * 10, most: 10 });

afterEach(() => {
  globalThis.fetch = fetchOfNode;
});

test("a session that passes says so once, in the order that cmi5 asks", async () => {
  const lrs = new StrictLrs({ mastery: 0.8, exit: `${ORIGIN}/back` });
  const lms = launched(lrs);
  const begun = await lms.begin();
  assert.deepEqual([begun.isNew, begun.mode, begun.exit], [true, "normal", `${ORIGIN}/back`]);
  const item = tracked("q", "i", { form: "choice", right: ["a"], text: "Who?" });
  lms.item({ item, response: ["a"], result: "right", at: AT });
  lms.score(points(0.9));
  lms.status(PASSED);
  lms.state("kept");
  lms.page("exam.html");
  await settled(lms);
  lms.status(PASSED);
  lms.end();
  await rest();
  assert.deepEqual(lrs.refused, []);
  assert.deepEqual(lrs.taken(), ["initialized", "answered", "completed", "passed", "terminated"]);
  const [, answered, , passed] = lrs.statements;
  assert.deepEqual(passed.result.score, { scaled: 0.9 });
  assert.equal(answered.object.id, `${lrs.activity}#${item.id}`);
  assert.deepEqual(answered.result, { response: "a", success: true });
  assert.equal(answered.timestamp, AT.toISOString());
});

test("another session knows what was kept, and says nothing twice in a registration", async () => {
  const lrs = new StrictLrs({ mastery: 0.8 });
  const lms = launched(lrs);
  await lms.begin();
  lms.score(points(1));
  lms.status(PASSED);
  lms.page("exam.html");
  lms.state("kept");
  await settled(lms);
  lms.end();
  await rest();
  lrs.launch();
  const next = launched(lrs);
  const begun = await next.begin();
  assert.deepEqual(
    [begun.isNew, begun.state, begun.page, begun.isPassed, begun.isComplete],
    [false, "kept", "exam.html", true, true],
  );
  next.status(PASSED);
  next.status(FAILED);
  await settled(next);
  next.end();
  await rest();
  assert.deepEqual(lrs.refused, []);
  assert.deepEqual(lrs.taken().slice(-2), ["initialized", "terminated"]);
});

test("a store without documents is gone on with in the same browser, and told nothing twice", async () => {
  const lrs = new StrictLrs({ mastery: 0.8, isWithoutDocuments: true });
  const kept = new Map();
  const lms = launched(lrs, cmi5, kept);
  assert.ok((await lms.begin()).isNew);
  lms.score(points(1));
  lms.status(PASSED);
  lms.page("exam.html");
  lms.state("kept");
  await settled(lms);
  await rest();
  // A page that goes away waits for no answer.
  globalThis.fetch = () => new Promise(() => {});
  lms.page("two.html");
  lms.end();
  await rest();
  lrs.launch();
  const next = launched(lrs, cmi5, kept);
  const begun = await next.begin();
  assert.deepEqual(
    [begun.isNew, begun.state, begun.page, begun.isPassed],
    [false, "kept", "two.html", true],
  );
  next.status(PASSED);
  next.end();
  await rest();
  assert.deepEqual(lrs.refused, []);
  assert.deepEqual(lrs.taken().slice(-2), ["initialized", "terminated"]);
  // Another learner at the same computer, and another registration, have nothing of it.
  for (const other of [
    { actor: { account: { homePage: "https://lms.example", name: "bob" } } },
    { registration: "6b1c7f8e-3a52-4b1c-9f57-2f1f6f0f9a12" },
  ]) {
    const elsewhere = Object.assign(new StrictLrs({ isWithoutDocuments: true }), other);
    assert.ok((await launched(elsewhere, cmi5, kept).begin()).isNew);
  }
});

test("a store that cannot say what it has is not written over", async () => {
  const lrs = new StrictLrs();
  const lms = launched(lrs);
  const answering = globalThis.fetch;
  globalThis.fetch = async (address, set) =>
    String(address).includes("suspendData")
      ? new Response("", { status: 503 })
      : answering(address, set);
  await assert.rejects(lms.begin(), /does not say/);
  assert.deepEqual(lrs.taken(), []);
});

test("a failure waits for the end of the session, and a pass after it takes its place", async () => {
  for (const [then, verb] of /** @type {const} */ ([
    [null, "failed"],
    [PASSED, "passed"],
  ])) {
    const lrs = new StrictLrs({ mastery: 0.8 });
    const lms = launched(lrs);
    await lms.begin();
    lms.score(points(0.5));
    lms.status(FAILED);
    await settled(lms);
    assert.deepEqual(lrs.taken(), ["initialized"]);
    if (then) {
      lms.score(points(0.8));
      lms.status(then);
    }
    lms.end();
    await rest();
    assert.deepEqual(lrs.refused, []);
    assert.ok(lrs.taken().includes(verb));
    assert.equal(lrs.taken().at(-1), "terminated");
  }
});

test("a pass below what the LMS asks is none", async () => {
  const lrs = new StrictLrs({ mastery: 0.95 });
  const lms = launched(lrs);
  await lms.begin();
  lms.score(points(0.9));
  lms.status(PASSED);
  await settled(lms);
  assert.deepEqual(lrs.taken(), ["initialized", "completed"]);
  assert.deepEqual(lrs.refused, []);
});

for (const mode of ["Browse", "Review"]) {
  test(`${mode} begins and ends, and says no more`, async () => {
    const lrs = new StrictLrs({ mode });
    const lms = launched(lrs);
    assert.equal((await lms.begin()).mode, mode.toLowerCase());
    lms.end();
    await rest();
    assert.deepEqual(lrs.taken(), ["initialized", "terminated"]);
    assert.deepEqual(lrs.refused, []);
  });
}

test("a page that is loaded again keeps its token, and has none once its session is over", async () => {
  const lrs = new StrictLrs();
  const lms = launched(lrs);
  await lms.begin();
  const again = /** @type {any} */ (cmi5(COURSE));
  const token = sessionStorage.getItem(`lessonry cmi5 ${ORIGIN}/fetch/session-1`);
  assert.equal(token, "token-1");
  lms.end();
  await rest();
  assert.equal(await again.begin(), null);
  assert.deepEqual(lrs.refused, []);
});

test("what an LMS refuses is not said again, and what did not arrive is", async () => {
  const lrs = new StrictLrs();
  const lms = launched(lrs);
  await lms.begin();
  const answering = globalThis.fetch;
  globalThis.fetch = async () => {
    throw new TypeError("no network");
  };
  lms.status(PASSED);
  await settled(lms);
  assert.deepEqual(lrs.taken(), ["initialized"]);
  globalThis.fetch = answering;
  await settled(lms);
  assert.deepEqual(lrs.taken(), ["initialized", "completed", "passed"]);
});

test("a page that goes away while something is under way says each thing once", async () => {
  const lrs = new StrictLrs();
  const lms = launched(lrs);
  await lms.begin();
  lms.status(PASSED);
  lms.commit();
  lms.end();
  await rest();
  assert.deepEqual(lrs.refused, []);
  const taken = lrs.taken();
  assert.deepEqual([...taken].sort(), ["completed", "initialized", "passed", "terminated"]);
  assert.equal(taken.at(-1), "terminated");
});

test("without an LMS it begins nothing", async () => {
  launched(new StrictLrs());
  Object.assign(globalThis, { location: new URL(`${ORIGIN}/index.html`) });
  assert.equal(await cmi5(COURSE).begin(), null);
  assert.equal(await xapi(COURSE).begin(), null);
});

test("plain xAPI says the same without the marks of cmi5", async () => {
  const lrs = new StrictLrs({ isPlain: true });
  const lms = launched(lrs, xapi);
  assert.ok((await lms.begin()).isNew);
  lms.score(points(0.7));
  lms.status(PASSED);
  await settled(lms);
  lms.end();
  await rest();
  assert.deepEqual(lrs.refused, []);
  assert.deepEqual(lrs.taken(), ["initialized", "completed", "passed", "terminated"]);
  assert.equal(lrs.statements[2].context.contextActivities, undefined);
  assert.equal(lrs.statements[2].object.definition.name.en, "A course");
});

test("a learner of older launches is read as well", () => {
  const old = {
    name: ["Mira"],
    account: [{ accountServiceHomePage: "https://a", accountName: "m" }],
  };
  assert.deepEqual(actorOf(JSON.stringify(old)), {
    objectType: "Agent",
    name: "Mira",
    account: { homePage: "https://a", name: "m" },
  });
  assert.equal(actorOf("no JSON"), null);
  assert.equal(actorOf("{}"), null);
});
