import assert from "node:assert/strict";
import { test } from "node:test";
import { verifyText } from "../../../generator/lessonry/runtime/verify/intake.js";
import { told } from "../../../generator/lessonry/runtime/verify/questions.js";
import { siteAt } from "../../../generator/lessonry/runtime/verify/site.js";
import { json, NOW, text } from "./issuer.js";

const credential = await text("credential.json");

/**
 * Return a site that never answers for some of its files.
 *
 * @param {(path: string) => boolean} hangs
 */
async function hanging(hangs) {
  /** @type {Record<string, unknown>} */
  const files = {
    "did.json": await json("did.json"),
    "lessonry/course.json": await json("course.json"),
    "status/1.json": await json("status-1.json"),
  };
  const root = "https://lessonry.example/delight/";
  return siteAt(
    new URL(root),
    (url, options) => {
      const path = String(url).replace(root, "");
      if (!hangs(path)) return Promise.resolve(Response.json(files[path]));
      return new Promise((_, reject) => {
        // Alive until it is given up, as a connection is.
        const open = setTimeout(() => reject(new Error("never given up")), 5000);
        options?.signal?.addEventListener("abort", () => {
          clearTimeout(open);
          reject(options.signal?.reason);
        });
      });
    },
    0.05,
  );
}

test("a status list that never comes is given up, and the answer says so", async () => {
  const found = await verifyText(
    credential,
    await hanging((path) => path.startsWith("status/")),
    NOW,
  );
  assert.equal(found.answers.issuer, "this-course");
  assert.equal(found.answers.status, "unknown");
  assert.match(told(found)[3].sentence, /list .* did not come within 8 seconds/);
});

test("keys that never come are given up, and the answer says so", async () => {
  const found = await verifyText(credential, await hanging((path) => path === "did.json"), NOW);
  assert.equal(found.answers.issuer, "unknown");
  assert.match(told(found)[1].sentence, /did\.json\) did not come within 8 seconds/);
});

test("what is out of reach at once is not called late", async () => {
  const site = siteAt(
    new URL("https://lessonry.example/"),
    async () => new Response("", { status: 404 }),
  );
  const found = await verifyText(credential, site, NOW);
  assert.match(told(found)[1].sentence, /cannot be read at the moment/);
});

test("a file of the site that says something twice says nothing", async () => {
  const site = siteAt(
    new URL("https://lessonry.example/"),
    async () => new Response('{"id":"did:web:a.example","id":"did:web:b.example"}'),
  );
  assert.equal(await site.issuer(), null);
});

test("a file of the site that is larger than any of them says nothing, and is not read to its end", async () => {
  let sent = 0;
  const part = new TextEncoder().encode(" ".repeat(1 << 20));
  const endless = () =>
    new ReadableStream({
      pull(controller) {
        sent++;
        controller.enqueue(part);
      },
    });
  const site = siteAt(new URL("https://lessonry.example/"), async () => new Response(endless()));
  assert.equal(await site.issuer(), null);
  assert.ok(sent < 9, `${sent} MB`);
});
