/** Keeps what a learner has read for times without a network, and tells of a new edition. */

/** @typedef {Event & { prompt(): Promise<unknown> }} InstallEvent */

/** The site's root. */
export const ROOT = new URL("../../", import.meta.url);
/** What the cache of this course is called: other courses on the origin have their own. */
export const CACHE = `lessonry ${ROOT.pathname}`;

/** @type {{ event: InstallEvent | null, heard: Set<() => void> }} */
export const installing = { event: null, heard: new Set() };
let isStarted = false;
/** Milliseconds after which a worker that has come and does not wait has taken over. */
const SOON = 1000;

/**
 * Registers the course's service worker, or takes away one that should not be there.
 * @param {HTMLElement} place
 */
export async function mount(place) {
  if (isStarted || location.protocol === "file:") return;
  isStarted = true;
  try {
    const workers = navigator.serviceWorker;
    if (!workers) return;
    if (place.dataset.lrOffline === "off") return await stop(workers);
    watchInstalling();
    const wasThere = Boolean(workers.controller);
    await idle();
    const registration = await workers.register(new URL("sw.js", ROOT), {
      scope: ROOT.pathname,
      updateViaCache: "none",
    });
    await watchEdition(registration, wasThere);
    if (!wasThere) await keepSeen(await workers.ready);
  } catch (fault) {
    // Blocked storage, a frame without rights, a host without the file: reading goes on.
    console.info("Nothing is kept for times without a network:", fault);
  }
}

/**
 * Takes away what a former edition, or a course that was previewed here before, has left.
 * @param {ServiceWorkerContainer} workers
 */
async function stop(workers) {
  for (const registration of await workers.getRegistrations()) {
    if (registration.scope === ROOT.href) await registration.unregister();
  }
  await caches.delete(CACHE);
}

/** Waits until the page is there and has nothing to do: it comes first. */
const idle = () =>
  new Promise((resolve) => {
    const wait = () => (globalThis.requestIdleCallback ?? setTimeout)(resolve);
    if (document.readyState === "complete") wait();
    else addEventListener("load", wait, { once: true });
  });

/**
 * Has the worker keep what this page was made of: it came before the worker did.
 * @param {ServiceWorkerRegistration} registration
 */
async function keepSeen({ active }) {
  const seen = [location.href, ...performance.getEntriesByType("resource").map(({ name }) => name)];
  const ours = seen
    .map((name) => new URL(name))
    .filter(({ origin, pathname }) => origin === ROOT.origin && pathname.startsWith(ROOT.pathname))
    .map(({ pathname }) => decodeURIComponent(pathname.slice(ROOT.pathname.length)));
  active?.postMessage([...new Set(ours.map((path) => path.replace(/(^|\/)index\.html$/, "$1")))]);
}

/**
 * Tells of an edition that has come, now or while the page is open.
 * @param {ServiceWorkerRegistration} registration
 * @param {boolean} wasThere  Whether an older one has made this page.
 */
async function watchEdition(registration, wasThere) {
  const tell = async () => {
    const { waiting } = registration;
    if (waiting && wasThere) (await import("./edition.js")).tell(waiting);
  };
  registration.addEventListener("updatefound", () => {
    const coming = registration.installing;
    // One that only takes away what was kept does not wait, and is not to be asked about.
    coming?.addEventListener("statechange", () => {
      if (coming.state === "installed") setTimeout(tell, SOON);
    });
  });
  await tell();
}

/** Keeps the browser's offer to install the course, which comes once and unasked. */
function watchInstalling() {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    installing.event = /** @type {InstallEvent} */ (event);
    for (const hear of installing.heard) hear();
  });
  addEventListener("appinstalled", () => {
    installing.event = null;
    for (const hear of installing.heard) hear();
  });
}
