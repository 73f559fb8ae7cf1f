/**
 * Hosts a package and a strict record store beside it: `node strict_lrs_server.js FOLDER '{"mastery": 0.8}'`.
 *
 * It prints its port. `/launch` opens the package as an LMS does, in a frame of a page that stays, a new
 * session each time; `/report` says what was taken and what was refused.
 */

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { StrictLrs, verbOf } from "./strict_lrs.js";

const [, , folder, set = "{}"] = process.argv;
const lrs = new StrictLrs(JSON.parse(set));
/** @type {Record<string, string>} */
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

const server = createServer(async (request, response) => {
  const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString();
  const method = request.method ?? "GET";
  if (/^\/(lrs|fetch)\//.test(url.pathname)) {
    const headers = /** @type {Record<string, string>} */ (request.headers);
    const made = lrs.answer(method, url, headers, body);
    response.writeHead(made.status, { "Content-Type": "application/json" });
    response.end(made.body);
  } else if (url.pathname === "/report") {
    const { refused, statements } = lrs;
    response.end(JSON.stringify({ refused, statements, taken: statements.map(verbOf) }));
  } else if (url.pathname === "/launch") {
    if (lrs.isFetched || lrs.set.isPlain) lrs.launch();
    response.writeHead(200, { "Content-Type": TYPES[".html"] });
    const address = `/index.html?${lrs.address(url.origin)}`.replaceAll("&", "&amp;");
    response.end(
      `<!doctype html><title>LMS</title><iframe src="${address}" style="width:100%;height:95vh"></iframe>`,
    );
  } else {
    await file(url.pathname, response);
  }
});

/**
 * @param {string} path
 * @param {import("node:http").ServerResponse} response
 */
async function file(path, response) {
  try {
    const name = normalize(decodeURIComponent(path.endsWith("/") ? `${path}index.html` : path));
    const data = await readFile(join(folder, name));
    response.writeHead(200, { "Content-Type": TYPES[extname(name)] ?? "application/octet-stream" });
    response.end(data);
  } catch {
    response.writeHead(404);
    response.end();
  }
}

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address && typeof address === "object") console.log(address.port);
});
