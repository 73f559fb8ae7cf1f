// Makes level 1 credentials as the exam's page does, for the tests in Python. Reads
// `{kit, seed, digest, given: […]}` from the file named; prints, as one line of JSON, for each that is
// given its values, its canonical N-Quads, the credential and the token.

import { readFile } from "node:fs/promises";
import {
  draft,
  roomFor,
  sign,
  tokenOf,
} from "../../../generator/lessonry/runtime/certificate/credential.js";
import { quadsOf } from "../../../generator/lessonry/runtime/certificate/quads.js";

const { kit, seed, digest, given } = JSON.parse(await readFile(process.argv[2], "utf-8"));
const secret = Uint8Array.from(Buffer.from(seed, "base64url"));
const made = [];
for (const one of given) {
  const values = await draft(kit, one);
  const all = { ...values, digest };
  made.push({
    values,
    quads: quadsOf(kit.quads, kit.marks, all),
    proofQuads: quadsOf(kit.proofQuads, kit.marks, all),
    credential: await sign(kit, values, secret, digest),
    room: await roomFor(kit, values, secret),
    token: await tokenOf(kit, values, secret),
  });
}
console.log(JSON.stringify(made));
