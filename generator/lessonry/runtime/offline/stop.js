/** The service worker of a course that keeps nothing any more: it takes away what was kept, and itself. */

/** @type {any} What the types of a page do not know of a worker's. */
const worker = self;

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (/** @type {any} */ event) => {
  const { registration } = worker;
  const name = `lessonry ${new URL(registration.scope).pathname}`;
  event.waitUntil(caches.delete(name).then(() => registration.unregister()));
});
