import assert from "node:assert/strict";
import test from "node:test";

/** @type {Map<string, string>} */
const kept = new Map();
let written = 0;
const storage = {
  getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
  setItem: (/** @type {string} */ key, /** @type {string} */ value) => {
    written += 1;
    kept.set(key, value);
  },
  removeItem: (/** @type {string} */ key) => kept.delete(key),
};
/** @type {((event: { key: string | null, newValue: string | null }) => void)[]} */
const hearing = [];
Object.assign(globalThis, {
  localStorage: storage,
  addEventListener: (/** @type {string} */ name, /** @type {any} */ heard) => {
    if (name === "storage") hearing.push(heard);
  },
});
const { blank, forget, keyOf, listen, merge, read, save } = await import(
  "../../../generator/lessonry/runtime/store/store.js"
);

/** @param {string} id @param {string} [at] */
const lesson = (id, at = "2026-11-22T10:00:00.000Z") => ({
  lessons: { [id]: { answered: 1, of: 2, at } },
});
/** @param {string} course @param {any} state  What another tab writes, which has not seen what was written here. */
function write(course, state) {
  const newValue = state && JSON.stringify(state);
  if (state) kept.set(keyOf(course), newValue);
  else kept.delete(keyOf(course));
  for (const heard of hearing) heard({ key: keyOf(course), newValue });
}

test("what another tab wrote over is written again, with what that tab wrote", async () => {
  await save("one", lesson("here"));
  write("one", merge(blank(), lesson("there")));
  assert.deepEqual(Object.keys(read("one").lessons).sort(), ["here", "there"]);
});

test("what another tab knew already is not written again", async () => {
  await save("two", lesson("here"));
  const before = written;
  write("two", merge(read("two"), lesson("there")));
  assert.equal(written, before);
});

test("what another tab changed later stays changed", async () => {
  await save("three", lesson("here"));
  const later = { here: { answered: 2, of: 2, at: "2026-11-22T11:00:00.000Z" } };
  write("three", merge(blank(), { lessons: later }));
  assert.equal(read("three").lessons.here.answered, 2);
});

test("what was deleted, here or in another tab, does not come back", async () => {
  await save("four", lesson("here"));
  write("four", null);
  write("four", merge(blank(), lesson("there")));
  assert.deepEqual(Object.keys(read("four").lessons), ["there"]);

  await save("five", lesson("here"));
  await forget("five");
  write("five", merge(blank(), lesson("there")));
  assert.deepEqual(Object.keys(read("five").lessons), ["there"]);
});

test("a page whose course was deleted elsewhere begins anew once, and not while it still hears of it", async () => {
  let reloads = 0;
  Object.assign(globalThis, { location: { reload: () => (reloads += 1) } });
  const heard = () => assert.fail("there is nothing to show any more");
  for (let time = 0; time < 3; time += 1) listen("seven", heard);
  write("seven", null);
  assert.equal(reloads, 0);
  await new Promise((done) => setTimeout(done));
  assert.equal(reloads, 1);
});

test("a tab that never learns does not keep this one busy for good", async () => {
  await save("six", lesson("here"));
  const before = written;
  for (let time = 0; time < 50; time += 1) write("six", merge(blank(), lesson("there")));
  assert.ok(written - before < 10);
});
