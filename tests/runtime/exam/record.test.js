import assert from "node:assert/strict";
import { createDecipheriv, createECDH, createHash } from "node:crypto";
import test from "node:test";
import { fileName, seal, thumbprint } from "../../../generator/lessonry/runtime/exam/record.js";

const pair = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, [
  "deriveBits",
]);
/** @type {any} */
const recipient = await crypto.subtle.exportKey("jwk", pair.publicKey);
/** @type {any} */
const secret = await crypto.subtle.exportKey("jwk", pair.privateKey);
const payload = { type: "CompletionRecord", learner: { name: "Ånna 李 👍" }, items: [] };

/** @param {string} text */
const bytes = (text) => Buffer.from(text, "base64url");

/**
 * Opens a record with Node's older interface, written from RFC 7516 and 7518 and not from our code.
 * @param {string} record
 * @param {string} [d]
 */
function opened(record, d = secret.d) {
  const [header, key, iv, text, tag] = record.split(".");
  assert.equal(key, "");
  const { epk } = JSON.parse(bytes(header).toString());
  const ecdh = createECDH("prime256v1");
  ecdh.setPrivateKey(bytes(d));
  const agreed = ecdh.computeSecret(Buffer.concat([Buffer.of(4), bytes(epk.x), bytes(epk.y)]));
  const info = Buffer.from("\0\0\0\u0007A256GCM\0\0\0\0\0\0\0\0\0\0\u0001\0", "latin1");
  const kdf = createHash("sha256")
    .update(Buffer.of(0, 0, 0, 1))
    .update(agreed)
    .update(info);
  const decipher = createDecipheriv("aes-256-gcm", kdf.digest(), bytes(iv));
  decipher.setAAD(Buffer.from(header));
  decipher.setAuthTag(bytes(tag));
  return JSON.parse(Buffer.concat([decipher.update(bytes(text)), decipher.final()]).toString());
}

test("the trainer's key opens a record, whatever script it is in", async () => {
  assert.deepEqual(opened(await seal(payload, recipient)), payload);
});

test("the header says how it is sealed, and to whom", async () => {
  const record = await seal(payload, recipient);
  const header = JSON.parse(bytes(record.split(".")[0]).toString());
  assert.deepEqual(Object.keys(header), ["alg", "enc", "typ", "kid", "epk"]);
  assert.equal(header.alg, "ECDH-ES");
  assert.equal(header.enc, "A256GCM");
  assert.equal(header.typ, "lessonry-record+jwe");
  assert.equal(header.kid, await thumbprint(recipient));
  assert.deepEqual(Object.keys(header.epk), ["kty", "crv", "x", "y"]);
});

test("a record is one line of five parts with nothing of the payload to be read", async () => {
  const record = await seal(payload, recipient);
  assert.match(record, /^[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]{22}$/);
  assert.ok(!Buffer.from(record, "base64url").includes("CompletionRecord"));
});

test("two records of the same payload share neither key nor text", async () => {
  const [one, two] = [await seal(payload, recipient), await seal(payload, recipient)];
  for (const part of [0, 2, 3]) assert.notEqual(one.split(".")[part], two.split(".")[part]);
});

test("another key does not open it", async () => {
  const other = createECDH("prime256v1");
  other.generateKeys();
  const record = await seal(payload, recipient);
  assert.throws(() => opened(record, other.getPrivateKey().toString("base64url")));
});

test("a changed header, text or tag does not open", async () => {
  const parts = (await seal(payload, recipient)).split(".");
  for (const part of [0, 3, 4]) {
    const changed = bytes(parts[part]);
    // In the header a letter of the key's name, so that it still reads as JSON.
    const at = part ? 3 : changed.indexOf('"kid":"') + 10;
    changed[at] = part ? changed[at] ^ 1 : changed[at] === 65 ? 66 : 65;
    const record = parts.with(part, changed.toString("base64url")).join(".");
    assert.throws(() => opened(record));
  }
});

test("a thumbprint covers the four members of the key in their order and nothing else", async () => {
  const { crv, kty, x, y } = recipient;
  const text = `{"crv":"${crv}","kty":"${kty}","x":"${x}","y":"${y}"}`;
  const expected = createHash("sha256").update(text).digest("base64url");
  const dressed = { y, x, kty, crv, kid: "other", use: "enc", alg: "ECDH-ES" };
  assert.equal(await thumbprint(dressed), expected);
});

test("a key off the curve is refused", async () => {
  await assert.rejects(seal(payload, { ...recipient, x: recipient.y }));
});

test("a file is named after course, quiz and learner", () => {
  assert.equal(fileName("delight", "final-exam", "Anna Lind"), "delight-final-exam-anna-lind.jwe");
  assert.equal(fileName("delight", "exam", "नेहा शर्मा"), "delight-exam-नेहा-शर्मा.jwe");
  assert.equal(fileName("delight", "exam", "../../etc/passwd"), "delight-exam-etc-passwd.jwe");
  assert.equal(fileName("delight", "exam", "👍"), "delight-exam.jwe");
});
