/**
 * Has a lock opened: by a worker where the browser lets one run, else on the page in slices.
 *
 * @import { Lock } from "./file.js"
 * @import { Opened } from "./open.js"
 * @typedef {{ progress?(share: number): unknown, signal?: AbortSignal }} Watch
 */

/** Milliseconds that a worker has to say its first word. */
const PATIENCE = 8000;
/** Milliseconds between two reports. */
const RHYTHM = 100;
/** Milliseconds for which the page is busy at a time. */
const SLICE = 10;

/** What says that no worker runs here. */
class NoWorkerError extends Error {}

/**
 * Returns what a form of a lock holds; nothing where too few responses are right.
 * @param {Lock} lock
 * @param {number} form
 * @param {Record<string, string | null>} responses  Canonical texts by item.
 * @param {Watch} [watch]
 * @returns {Promise<Opened | null>}
 */
export async function opened(lock, form, responses, watch = {}) {
  // The answers are for later; a worker need not be sent them.
  const slim = { ...lock, answers: {} };
  let told = -Infinity;
  const progress = (/** @type {number} */ share) => {
    if (performance.now() - told < RHYTHM) return;
    told = performance.now();
    watch.progress?.(share);
  };
  try {
    return await byWorker(slim, form, responses, { ...watch, progress });
  } catch (fault) {
    if (!(fault instanceof NoWorkerError)) throw fault;
    return onPage(slim, form, responses, { ...watch, progress });
  }
}

/** @type {typeof opened} */
function byWorker(lock, form, responses, { progress, signal } = {}) {
  return new Promise((resolve, reject) => {
    /** @type {Worker} */
    let worker;
    try {
      worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    } catch {
      return reject(new NoWorkerError());
    }
    const end = (/** @type {() => void} */ settle) => {
      clearTimeout(clock);
      worker.terminate();
      settle();
    };
    const none = () => end(() => reject(new NoWorkerError()));
    const clock = setTimeout(none, PATIENCE);
    signal?.addEventListener("abort", () => end(() => reject(signal.reason)));
    worker.onerror = none;
    worker.onmessage = ({ data }) => {
      clearTimeout(clock);
      if (data.fault !== undefined) end(() => reject(new Error(data.fault)));
      else if (data.opened !== undefined) end(() => resolve(data.opened));
      else progress?.(data.progress);
    };
    worker.postMessage({ lock, form, responses });
  });
}

/** @type {typeof opened} */
async function onPage(lock, form, responses, { progress, signal } = {}) {
  const { open } = await import("./open.js");
  let since = performance.now();
  const pause = async () => {
    signal?.throwIfAborted();
    if (performance.now() - since < SLICE) return;
    await new Promise((resolve) => setTimeout(resolve));
    since = performance.now();
  };
  return open(lock, form, responses, { progress, pause });
}
