/**
 * Asks two verifiers that are not ours about credentials of a self-service desk: Digital Bazaar's
 * `@digitalbazaar/vc` and the DCC's `@digitalcredentials/verifier-core`. Reads `{files, credentials}`
 * from the file named, where `files` is what the web is made of, by address; prints one line of JSON.
 */
import { readFile } from "node:fs/promises";

const { files, credentials } = JSON.parse(await readFile(process.argv[2], "utf-8"));
globalThis.fetch = async (input) => {
  const url = String(input?.url ?? input);
  return url in files ? Response.json(files[url]) : new Response("", { status: 404 });
};
console.error = console.log = () => {};

const { DataIntegrityProof } = await import("@digitalbazaar/data-integrity");
const { cryptosuite } = await import("@digitalbazaar/eddsa-rdfc-2022-cryptosuite");
const vc = await import("@digitalbazaar/vc");
const { checkStatus } = await import("@digitalbazaar/vc-bitstring-status-list");
const { securityLoader } = await import("@digitalcredentials/security-document-loader");
const { verifyCredential } = await import("@digitalcredentials/verifier-core");

const documentLoader = securityLoader({ fetchRemoteContexts: true }).build();
const found = [];
for (const credential of credentials) {
  const suite = new DataIntegrityProof({ cryptosuite });
  const bazaar = await vc.verifyCredential({ credential, suite, documentLoader, checkStatus });
  const core = await verifyCredential({ credential, knownDIDRegistries: [] });
  const steps = Object.fromEntries((core.log ?? []).map(({ id, valid }) => [id, valid ?? null]));
  found.push({
    bazaar: bazaar.verified,
    reason: String(bazaar.error?.errors?.[0]?.message ?? bazaar.error?.message ?? ""),
    revoked: (bazaar.statusResult?.results ?? []).some(({ status }) => status),
    core: steps,
    fatal: (core.errors ?? []).map(({ name, message }) => `${name}: ${message}`),
  });
}
process.stdout.write(`${JSON.stringify(found)}\n`);
