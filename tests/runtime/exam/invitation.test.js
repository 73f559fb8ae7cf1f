import assert from "node:assert/strict";
import { test } from "node:test";
import {
  fromHash,
  invitation,
  keepInvitation,
} from "../../../generator/lessonry/runtime/exam/invitation.js";

/** @param {string} hash */
function page(hash) {
  const kept = new Map();
  Object.assign(globalThis, {
    location: { hash, pathname: "/delight/exam/" },
    localStorage: {
      getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
      setItem: (/** @type {string} */ key, /** @type {string} */ value) => kept.set(key, value),
      removeItem: (/** @type {string} */ key) => kept.delete(key),
    },
  });
  keepInvitation("");
}

test("a link's code is read without what no code holds", () => {
  assert.equal(fromHash("#code=7K2QX-9M4TBW"), "7K2QX-9M4TBW");
  assert.equal(fromHash("#code=7K2%3Cb%3E"), "7K2b");
  assert.equal(fromHash("#code=%E0%A4%A"), "");
  assert.equal(fromHash("#question-2"), "");
  assert.equal(fromHash(`#code=${"A".repeat(500)}`).length, 64);
});

test("a code outlives the address that it came with", () => {
  page("#code=7K2QX-9M4TBW");
  assert.equal(invitation(), "7K2QX-9M4TBW");
  location.hash = "";
  assert.equal(invitation(), "7K2QX-9M4TBW");
  location.hash = "#code=7K2QX-9M4TBW";
  keepInvitation("other");
  assert.equal(invitation(), "other");
  keepInvitation("");
  assert.equal(invitation(), "");
});

test("where the browser keeps nothing, a typed code lives as long as the page", () => {
  page("");
  Object.defineProperty(globalThis, "localStorage", {
    configurable: true,
    get() {
      throw new Error("refused");
    },
  });
  keepInvitation(" abc ");
  assert.equal(invitation(), "abc");
  Object.defineProperty(globalThis, "localStorage", {
    configurable: true,
    writable: true,
    value: {},
  });
});
