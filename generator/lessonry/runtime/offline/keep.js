/**
 * “Keep this course”: all of it in this browser, so that it opens without a network.
 *
 * @import { List } from "./worker.js"
 */

import { button, el } from "../dom.js";
import { LANGUAGE, learn, say } from "../words.js";
import { CACHE, installing, ROOT } from "./register.js";

const LIST = new URL("lessonry/offline/files.json", ROOT);
const KEPT = new URL("lessonry/offline/kept", ROOT);
/** Files that are asked for at a time. */
const BATCH = 16;
/** Milliseconds that such a batch may take: somebody may be on a slow line. */
const PATIENCE = 120_000;

/** What the worker's answer means that the browser has no room. */
const NO_ROOM = "QuotaExceededError";

/**
 * Offers it, or says what is kept.
 * @param {HTMLElement} place
 */
export async function mount(place) {
  await learn("offline");
  const body = place.querySelector("[data-lr-keep-body]");
  if (!body) return;
  const status = el("p", { role: "status", class: "lr-small" });
  const view = el("div", {});
  body.replaceChildren(view, status);
  const keeper = new Keeper(view, status);
  place.hidden = !(await keeper.isPossible());
  if (!place.hidden) await keeper.show();
}

/** The offer as it stands. */
class Keeper {
  isStopped = false;

  /**
   * @param {HTMLElement} view
   * @param {HTMLElement} status
   */
  constructor(view, status) {
    this.view = view;
    this.status = status;
    installing.heard.add(() => view.isConnected && !view.querySelector("progress") && this.show());
  }

  /** Tells whether this browser keeps anything, and this course has something to keep. */
  async isPossible() {
    try {
      if (location.protocol === "file:" || !navigator.serviceWorker) return false;
      this.cache = await caches.open(CACHE);
      const kept = await this.cache.match(LIST, { ignoreSearch: true });
      /** @type {List} */
      this.list = await (kept ?? (await fetch(LIST))).json();
      return true;
    } catch {
      return false;
    }
  }

  /** Shows what can be done now. */
  async show() {
    const kept = await this.kept();
    const install = installing.event
      ? button(say("Install as an app"), () => installing.event?.prompt(), "quiet")
      : null;
    this.view.replaceChildren(...(kept ? this.whenKept(kept) : await this.whenNot()));
    this.view.querySelector(".lr-actions")?.append(...(install ? [install] : []));
  }

  /** Returns what the learner wanted kept: `all`, `texts` or nothing. */
  async kept() {
    return (await this.cache?.match(KEPT))?.text();
  }

  /**
   * Returns the files of the course with their sizes.
   * @param {boolean} [isMedia]  Whether only videos and recordings, or all but those.
   */
  files(isMedia) {
    const media = new Set(this.list?.media);
    return Object.entries(this.list?.files ?? {})
      .filter(([path]) => isMedia === undefined || media.has(path) === isMedia)
      .map(([path, [, size]]) => ({ path, size }));
  }

  /** @param {string} what */
  whenKept(what) {
    const size = sizeOf(this.files(what === "all" ? undefined : false));
    return [
      el(
        "p",
        {},
        say("This course is kept on this device ({size}): it opens without a network.", { size }),
      ),
      el(
        "div",
        { class: "lr-actions" },
        button(say("Remove it"), () => this.remove(), "quiet"),
      ),
    ];
  }

  async whenNot() {
    const media = this.files(true);
    const size = sizeOf(this.files(false));
    const withMedia = el("input", { type: "checkbox" });
    const start = () => this.start(withMedia.checked ? "all" : "texts");
    return [
      el(
        "p",
        {},
        say("All pages, quizzes and the search, for a journey or a place without a network."),
      ),
      media.length
        ? el(
            "p",
            {},
            el(
              "label",
              {},
              withMedia,
              " ",
              say("With videos and recordings ({size} more)", { size: sizeOf(media) }),
            ),
          )
        : "",
      el("div", { class: "lr-actions" }, button(say("Keep the course ({size})", { size }), start)),
    ];
  }

  /**
   * Keeps files, a few at a time; what has come stays, so that a second try goes on from there.
   * @param {"all" | "texts"} what
   */
  async start(what) {
    this.isStopped = false;
    const paths = this.files(what === "all" ? undefined : false).map(({ path }) => path);
    const bar = el("progress", {
      max: String(paths.length),
      value: "0",
      "aria-label": say("Kept so far"),
    });
    const cancel = button(
      say("Stop"),
      () => {
        this.isStopped = true;
      },
      "plain",
    );
    this.view.replaceChildren(bar, el("div", { class: "lr-actions" }, cancel));
    cancel.focus();
    this.status.textContent = say("Keeping the course…");
    navigator.storage?.persist?.().catch(() => {});
    let answer = "done";
    for (let at = 0; at < paths.length && answer === "done" && !this.isStopped; at += BATCH) {
      answer = await ask(paths.slice(at, at + BATCH));
      bar.value = Math.min(at + BATCH, paths.length);
    }
    if (answer === "done" && !this.isStopped) {
      await this.cache?.put(KEPT, new Response(what));
      this.status.textContent = say("The course is kept. You can go offline now.");
    } else {
      this.status.textContent = this.isStopped
        ? say("Stopped. What has come is kept, and the next try goes on from there.")
        : answer === NO_ROOM
          ? say("Your browser has no room for all of the course. Make some, then try again.")
          : say(
              "The connection was lost. What has come is kept, and the next try goes on from there.",
            );
    }
    await this.show();
    this.view.querySelector("button")?.focus();
  }

  /** Lets go of what is kept; pages that are read are kept again as they are read. */
  async remove() {
    await this.cache?.delete(KEPT);
    const first = new Set(this.list?.first);
    const gone = ((await this.cache?.keys()) ?? []).filter(({ url }) => {
      const path = decodeURIComponent(new URL(url).pathname.slice(ROOT.pathname.length));
      return !first.has(path) && path !== "lessonry/offline/files.json";
    });
    await Promise.all(gone.map((one) => this.cache?.delete(one)));
    this.status.textContent = say("The course is no longer kept on this device.");
    await this.show();
    this.view.querySelector("button")?.focus();
  }
}

/**
 * Has the worker keep some files.
 * @param {string[]} paths
 * @returns {Promise<string>} `done`, or the name of what went wrong.
 */
async function ask(paths) {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    setTimeout(resolve, PATIENCE, "TimeoutError");
    port1.onmessage = ({ data }) => resolve(data);
    navigator.serviceWorker.ready.then(({ active }) => active?.postMessage(paths, [port2]));
  });
}

/**
 * Returns the size of some files in words: `3.4 MB`.
 * @param {{ size: number }[]} files
 */
function sizeOf(files) {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const megabytes = Math.max(0.1, bytes / 1e6);
  const maximumFractionDigits = megabytes < 10 ? 1 : 0;
  const options = { style: "unit", unit: "megabyte", maximumFractionDigits };
  return new Intl.NumberFormat(LANGUAGE, /** @type {any} */ (options)).format(megabytes);
}
