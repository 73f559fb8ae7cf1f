/** Opens a lock beside the page, which stays alive. */

import { open } from "./open.js";

/** Milliseconds between two reports. */
const PAUSE = 100;

const port = /** @type {{ postMessage(message: unknown): void, onmessage: unknown }} */ (
  /** @type {unknown} */ (globalThis)
);

port.onmessage = async (/** @type {MessageEvent} */ { data: { lock, form, responses } }) => {
  let told = -Infinity;
  const progress = (/** @type {number} */ share) => {
    if (performance.now() - told < PAUSE) return;
    told = performance.now();
    port.postMessage({ progress: share });
  };
  progress(0);
  try {
    port.postMessage({ opened: await open(lock, form, responses, { progress }) });
  } catch (fault) {
    port.postMessage({ fault: String(fault) });
  }
};
