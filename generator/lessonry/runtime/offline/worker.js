/**
 * The service worker, `sw.js` at the site's root: keeps files by their content, so that what a new
 * edition leaves as it was is not fetched again, and never mixes what belongs to two editions.
 *
 * The build puts the edition's mark into the first line. Nothing of other origins is touched, and
 * nothing that another course on the same origin keeps: the cache is called after the scope.
 *
 * @typedef {{ version: string, first: string[], media: string[],
 *   files: Record<string, [hash: string, size: number]> }} List
 */

const VERSION = "";
/** @type {any} What the types of a page do not know of a worker's. */
const worker = self;
const SCOPE = new URL(worker.registration.scope).pathname;
const LIST = `${SCOPE}lessonry/offline/files.json`;
const KEPT = `${SCOPE}lessonry/offline/kept`;
/** Bytes of a file that is kept unasked when it is looked at. */
const SMALL = 3e6;

const open = caches.open(`lessonry ${SCOPE}`);
/** @type {Promise<List> | undefined} */
let listed;

/** Returns what belongs to this worker's edition; it was laid down when the worker came. */
const list = () => {
  listed ??= open
    .then((cache) => cache.match(`${LIST}?${VERSION}`))
    .then((found) => found?.json() ?? { version: VERSION, first: [], media: [], files: {} });
  return listed;
};
/** @type {(path: string, hash?: string) => string} Where a file is kept; without a hash, some state of it. */
const keyOf = (path, hash) => `${SCOPE}${path}?${hash ?? ""}`;
const pathOf = (/** @type {string} */ url) =>
  decodeURIComponent(new URL(url).pathname.slice(SCOPE.length)).replace(/(^|\/)index\.html$/, "$1");

/**
 * Keeps a file, by its hash where it is what the list says: a host may still send an older one, and
 * some change what they send.
 * @param {string} path
 * @param {Response} response
 */
async function keep(path, response) {
  const [hash] = (await list()).files[path];
  const copy = response.clone();
  const sum = await crypto.subtle.digest("SHA-256", await response.arrayBuffer());
  const found = Array.from(new Uint8Array(sum, 0, 8), (b) => b.toString(16).padStart(2, "0"));
  await (await open).put(keyOf(path, found.join("") === hash ? hash : undefined), copy);
}

/**
 * Fetches what is not kept yet.
 * @param {string[]} paths
 */
async function fill(paths) {
  const { files } = await list();
  const cache = await open;
  const one = async (/** @type {string} */ path) => {
    if (!files[path] || (await cache.match(keyOf(path, files[path][0])))) return;
    const response = await fetch(SCOPE + encodeURI(path), { cache: "no-cache" });
    if (response.ok && !response.redirected) await keep(path, response);
  };
  for (let at = 0; at < paths.length; at += 8) await Promise.all(paths.slice(at, at + 8).map(one));
}

/** Comes whole or not at all: what was kept of the last edition, and a page for what is not kept. */
async function install() {
  const cache = await open;
  const response = await fetch(LIST, { cache: "no-store" });
  const copy = response.clone();
  /** @type {List} */
  const news = await response.json();
  // A host that is halfway between two editions: the browser asks again.
  if (news.version !== VERSION) throw new Error("another edition");
  await cache.put(`${LIST}?${VERSION}`, copy);
  const kept = await (await cache.match(KEPT))?.text();
  const held = (await cache.keys()).map(({ url }) => pathOf(url));
  const whole = kept ? Object.keys(news.files) : [];
  const wanted = kept === "all" ? whole : whole.filter((path) => !news.media.includes(path));
  await fill(news.first);
  await fill([...new Set([...wanted, ...held])]).catch((fault) => {
    // No room for an edition that has grown is no reason to stay in the old one.
    if (fault.name !== "QuotaExceededError") throw fault;
  });
}

/** Lets go of what only former editions had. */
async function activate() {
  const cache = await open;
  const { files } = await list();
  for (const request of await cache.keys()) {
    const { pathname, search } = new URL(request.url);
    const hash = search.slice(1);
    const isNow =
      pathname === LIST ? hash === VERSION : !hash || files[pathOf(request.url)]?.[0] === hash;
    if (pathname !== KEPT && !isNow) await cache.delete(request);
  }
  await worker.clients.claim();
}

/**
 * Answers from what is kept, else from the network; where there is none, with what there is.
 * @param {any} event
 */
async function answer(event) {
  const { request } = event;
  const path = pathOf(request.url);
  const file = (await list()).files[path];
  const cache = await open;
  const kept = file && (await cache.match(keyOf(path, file[0])));
  const range = request.headers.get("range");
  // What a script wants anew, such as the issuer's keys; a page that is loaded anew stays in its edition.
  const isFresh = !request.destination && ["no-cache", "reload"].includes(request.cache);
  if (kept && !isFresh) return part(kept, range);
  try {
    const response = await fetch(request);
    const isWhole = response.status === 200 && !response.redirected && response.type === "basic";
    if (file && isWhole && file[1] < SMALL) {
      event.waitUntil(keep(path, response.clone()).catch(() => {}));
    }
    return response;
  } catch (fault) {
    const some = kept || (file && (await cache.match(keyOf(path))));
    if (some) return part(some, range);
    if (request.mode !== "navigate") throw fault;
    return Response.redirect(`${SCOPE}lessonry/offline/#${encodeURI(path)}`);
  }
}

/**
 * Returns the part of a file that a player asks for.
 * @param {Response} response
 * @param {string | null} range
 */
async function part(response, range) {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(range ?? "") ?? [];
  if (!from && !to) return response;
  const blob = await response.blob();
  const start = from ? Number(from) : Math.max(0, blob.size - Number(to));
  const end = from && to ? Math.min(Number(to), blob.size - 1) : blob.size - 1;
  const headers = new Headers(response.headers);
  headers.set("Accept-Ranges", "bytes");
  headers.set(
    "Content-Range",
    start > end ? `bytes */${blob.size}` : `bytes ${start}-${end}/${blob.size}`,
  );
  if (start > end) return new Response(null, { status: 416, headers });
  headers.set("Content-Length", `${end - start + 1}`);
  return new Response(blob.slice(start, end + 1), { status: 206, headers });
}

worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(install()));
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(activate()));
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { method, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin || !pathname.startsWith(SCOPE)) return;
  event.respondWith(answer(event));
});
worker.addEventListener("message", (/** @type {any} */ event) => {
  if (event.data === "take over") worker.skipWaiting();
  else if (Array.isArray(event.data)) {
    const [port] = event.ports;
    event.waitUntil(
      fill(event.data).then(
        () => port?.postMessage("done"),
        (/** @type {any} */ fault) => port?.postMessage(fault?.name ?? "Error"),
      ),
    );
  }
});
