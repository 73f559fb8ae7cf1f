import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateSync } from "node:zlib";
import {
  credentialInPng,
  credentialInSvg,
  isPng,
  isSvg,
} from "../../../generator/lessonry/runtime/verify/badge.js";
import { verifyFile } from "../../../generator/lessonry/runtime/verify/intake.js";
import { Unreadable } from "../../../generator/lessonry/runtime/verify/unreadable.js";
import { fixture, fixtureSite, NOW, text } from "./issuer.js";

const site = await fixtureSite();
const png = await fixture("badge.png");
const svg = await text("badge.svg");
/** @param {BlobPart[]} parts */
const found = async (parts) => verifyFile(new Blob(parts), site, NOW);

test("a badge verifies as the certificate that it was made of", async () => {
  for (const badge of [png, svg]) {
    const { answers, claims } = await found([badge]);
    assert.equal(answers.intact, "yes");
    assert.equal(answers.issuer, "this-course");
    assert.equal(answers.sheet, "not-given");
    assert.equal(claims.learner, "Anna Lind");
  }
});

test("a name changed in a badge is a changed credential", async () => {
  assert.equal((await found([svg.replace("Anna Lind", "Anne Lind")])).answers.intact, "changed");
});

/** @param {string} kind @param {Uint8Array} content */
function chunk(kind, content) {
  const head = new Uint8Array(8);
  new DataView(head.buffer).setUint32(0, content.length);
  head.set(new TextEncoder().encode(kind), 4);
  return [...head, ...content, 0, 0, 0, 0];
}

/** @param {number[][]} bodies Of text chunks, behind their keyword. */
const withText = (...bodies) =>
  Uint8Array.from([
    ...png.subarray(0, 8),
    ...bodies.flatMap((body) =>
      chunk(
        "iTXt",
        Uint8Array.from([...new TextEncoder().encode("openbadgecredential\0"), ...body]),
      ),
    ),
    ...chunk("IEND", new Uint8Array()),
  ]);
const plain = [0, 0, 0, 0];
const braces = [...new TextEncoder().encode("{}")];

test("a compressed text is read, a bomb is not", async () => {
  const packed = [...deflateSync(Buffer.from("{}"))];
  assert.equal(await credentialInPng(withText([1, 0, 0, 0, ...packed])), "{}");
  const bomb = [...deflateSync(Buffer.alloc(5_000_000))];
  await assert.rejects(credentialInPng(withText([1, 0, 0, 0, ...bomb])), /unpacked/);
});

test("pictures without a credential, or with two, are told so", async () => {
  /** @type {[Uint8Array, RegExp][]} */
  const cases = [
    [png.subarray(0, 8), /only a picture/],
    [png.subarray(0, 200), /only a picture/],
    [withText(), /only a picture/],
    [withText([]), /only a picture/],
    [withText([0, 0, 0]), /only a picture/],
    [withText(plain), /only a picture/],
    [withText([...plain, 0xff, 0xfe]), /only a picture/],
    [withText([1, 0, 0, 0, 1, 2, 3]), /unpacked/],
    [withText([...plain, ...braces], [...plain, ...braces]), /more than one/],
  ];
  for (const [picture, sentence] of cases) {
    await assert.rejects(found([/** @type {BlobPart} */ (picture)]), (error) => {
      assert.ok(error instanceof Unreadable, String(error));
      assert.match(error.message, sentence);
      return true;
    });
  }
  const element = /<openbadges:credential.*<\/openbadges:credential>/s.exec(svg)?.[0] ?? "";
  assert.throws(() => credentialInSvg(svg.replace(element, "")), /only a picture/);
  assert.throws(() => credentialInSvg(svg.replace(element, element + element)), /more than one/);
  assert.throws(
    () => credentialInSvg("<svg xmlns:a='https://purl.imsglobal.org/ob/v3p0'><a:credential"),
    /only a picture/,
  );
});

test("every prefix and every way of writing text is read", () => {
  const at = 'xmlns:b="https://purl.imsglobal.org/ob/v3p0"';
  for (const [inner, outer] of [
    ["{&quot;a&quot;:&quot;&lt;&amp;&gt;&quot;}", '{"a":"<&>"}'],
    ["<![CDATA[{]]><![CDATA[}]]>", "{}"],
    [' {"a":<![CDATA["]]]]><![CDATA[>"]]>} ', '{"a":"]]>"}'],
  ]) {
    assert.equal(credentialInSvg(`<svg ${at}><b:credential>${inner}</b:credential></svg>`), outer);
  }
  const jwt = "aaa.bbb.ccc";
  assert.equal(credentialInSvg(`<svg ${at}><b:credential verify="${jwt}"/></svg>`), jwt);
});

test("a large hostile picture comes to an end", async () => {
  const at = 'xmlns:b="https://purl.imsglobal.org/ob/v3p0"';
  const many = `<svg ${at}>${"<b:credential>".repeat(200_000)}</b:credential>`;
  const began = process.cpuUsage();
  assert.throws(() => credentialInSvg(many));
  assert.ok(process.cpuUsage(began).user < 10_000_000);
  assert.equal(isSvg(`<${" ".repeat(1_000_000)}`), false);
  assert.equal(isPng(new Uint8Array()), false);
});
