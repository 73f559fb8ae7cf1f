/**
 * The completion record: what the learner did, sealed so that only the trainer opens it.
 *
 * A compact JWE (RFC 7516) by ECDH-ES on P-256 with A256GCM: all of it is in the WebCrypto of every
 * browser of the last two years.
 *
 * @typedef {{ kty: string, crv: string, x: string, y: string }} PublicKey
 */

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const ENCRYPTION = "A256GCM";

/**
 * Returns `payload` sealed to `recipient`, as one line.
 * @param {unknown} payload
 * @param {PublicKey} recipient
 */
export async function seal(payload, recipient) {
  const { kty, crv, x, y } = recipient;
  const theirs = await crypto.subtle.importKey("jwk", { kty, crv, x, y }, CURVE, false, []);
  const ours = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
  const epk = await crypto.subtle.exportKey("jwk", ours.publicKey);
  const header = base64url(
    utf8(
      JSON.stringify({
        alg: "ECDH-ES",
        enc: ENCRYPTION,
        typ: "lessonry-record+jwe",
        kid: await thumbprint(recipient),
        epk: { kty: epk.kty, crv: epk.crv, x: epk.x, y: epk.y },
      }),
    ),
  );
  const agreed = await crypto.subtle.deriveBits(
    { name: "ECDH", public: theirs },
    ours.privateKey,
    256,
  );
  const key = await crypto.subtle.importKey("raw", await concatKdf(agreed), "AES-GCM", false, [
    "encrypt",
  ]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const how = { name: "AES-GCM", iv, additionalData: utf8(header), tagLength: 128 };
  const sealed = new Uint8Array(
    await crypto.subtle.encrypt(how, key, utf8(JSON.stringify(payload))),
  );
  // Direct key agreement has no encrypted key: the second part is empty (RFC 7518 §4.6).
  return [
    header,
    "",
    base64url(iv),
    base64url(sealed.slice(0, -16)),
    base64url(sealed.slice(-16)),
  ].join(".");
}

/**
 * Returns the key's name: its thumbprint (RFC 7638).
 * @param {PublicKey} key
 */
export async function thumbprint({ crv, kty, x, y }) {
  return base64url(new Uint8Array(await sha256(utf8(JSON.stringify({ crv, kty, x, y })))));
}

/**
 * Returns the AES key that the agreed secret gives (RFC 7518 §4.6.2): one round of SHA-256.
 * @param {ArrayBuffer} agreed
 */
function concatKdf(agreed) {
  const algorithm = utf8(ENCRYPTION);
  const none = number32(0);
  return sha256(
    joined(
      number32(1),
      new Uint8Array(agreed),
      number32(algorithm.length),
      algorithm,
      none,
      none,
      number32(256),
    ),
  );
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
const sha256 = (bytes) => crypto.subtle.digest("SHA-256", bytes);

/** @param {string} text */
const utf8 = (text) => new TextEncoder().encode(text);

/** @param {number} value */
const number32 = (value) => Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);

/** @param {Uint8Array[]} parts */
const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));

/** @param {Uint8Array} bytes */
const base64url = (bytes) =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

/**
 * Returns the name of a record's file.
 * @param {string} course
 * @param {string} quiz
 * @param {string} learner
 */
export function fileName(course, quiz, learner) {
  const slug = learner
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  return `${[course, quiz, slug].filter(Boolean).join("-")}.jwe`;
}
