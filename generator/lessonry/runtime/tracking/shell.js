/**
 * The page around a course in a package: it speaks with the LMS, and shows the course in a frame.
 *
 * Where there is no LMS, or it does not answer, the course is a plain one on the web, and the page says so.
 *
 * @import { Adapter } from "./adapter.js"
 * @import { TrackedCourse } from "./course.js"
 */

import { keyAt, own, presence } from "../store/learner.js";
import { described } from "./course.js";
import { freeForms, hearsForms } from "./forms.js";
import { Keeper } from "./keeper.js";
import { arrived, stateOf, sweep } from "./restoring.js";
import { Tracker } from "./tracker.js";

/** @type {Record<string, () => Promise<{ adapter: (course: TrackedCourse) => Adapter }>>} */
const STANDARDS = {
  "scorm-1.2": () => import("./scorm-12.js"),
  "scorm-2004": () => import("./scorm-2004.js"),
  cmi5: () => import("./cmi5.js"),
  xapi: () => import("./xapi.js"),
};
/** How often it is looked at which page is shown, in milliseconds: some hosts swap pages without a load. */
const LOOK = 1000;

const frame = /** @type {HTMLIFrameElement & { lessonry?: unknown }} */ (
  document.querySelector("iframe")
);
const { standard = "", course: address = "", site = "" } = frame.dataset;
const root = new URL(site, document.baseURI);

/** @type {Tracker | null} */
let tracker = null;

/** Begins: with the LMS, or without. */
async function begin() {
  await shown();
  let page = "";
  try {
    page = await withLms();
  } catch (fault) {
    console.error(fault);
  }
  if (!tracker) {
    const notice = /** @type {HTMLElement} */ (document.querySelector("[data-alone]"));
    notice.hidden = false;
    notice.querySelector("button")?.addEventListener("click", () => notice.remove());
  }
  frame.addEventListener("load", look);
  frame.src = new URL(page || frame.dataset.home || "index.html", root).href;
}

/**
 * Waits until there is something to see: an LMS that opens the course in a window of its own may have it in
 * a hidden frame as well (Open edX), and both would speak for one attempt.
 */
async function shown() {
  while (!innerWidth && !innerHeight) await new Promise((done) => setTimeout(done, LOOK));
}

/** Readies the tracker where an LMS answers; returns the page to go on with. */
async function withLms() {
  const [course, { adapter }] = await Promise.all([described(address), STANDARDS[standard]()]);
  const lms = adapter(course);
  const begun = await lms.begin();
  if (!begun) return "";
  const end = () => (tracker ?? lms).end();
  addEventListener("pagehide", end);
  if (begun.exit) leaving(begun.exit, end);
  const { head, learner, change } = await arrived(course, begun);
  const isFleeting = begun.mode !== "normal";
  const key = own(keyAt(course.course, root.pathname), learner);
  let isHeard = false;
  const hear = (/** @type {string | null} */ changed) => {
    if ((changed !== key && changed !== null) || isHeard) return;
    isHeard = true;
    // A page that writes goes on first; it may write again.
    setTimeout(() => {
      isHeard = false;
      tracker?.update(stateOf(keeper, key));
    });
  };
  const keeper = new Keeper(hear, isFleeting);
  const state = stateOf(keeper, key, change);
  keeper.keep(key, JSON.stringify(state));
  if (!isFleeting) {
    if (begun.isNew) sweep(keyAt(course.course, root.pathname), learner);
    keeper.keep(presence(root.pathname), learner);
  }
  addEventListener("storage", (event) => hear(event.key));
  addEventListener("pagehide", () => !isFleeting && keeper.keep(presence(root.pathname), null));
  frame.lessonry = { learner, storage: keeper, isConfined: !hearsForms(document) };
  tracker = new Tracker(lms, course, begun, head, state);
  await tracker.start();
  return head.page;
}

/**
 * Offers the way back that the LMS has named.
 * @param {string} exit
 * @param {() => void} end
 */
function leaving(exit, end) {
  const offer = /** @type {HTMLElement} */ (document.querySelector("[data-leave]"));
  offer.hidden = false;
  offer.querySelector("button")?.addEventListener("click", () => {
    end();
    location.assign(exit);
  });
}

/** Readies a page that the frame has loaded. */
function look() {
  const inside = frame.contentWindow;
  try {
    inside?.document.addEventListener("click", lead, { capture: true });
    if (inside) freeForms(/** @type {Window & typeof globalThis} */ (inside));
  } catch {
    // A page of another host, which the learner was led to in the frame.
  }
  note();
}

/** Notes which page is shown. */
function note() {
  try {
    const { pathname } = frame.contentWindow?.location ?? location;
    const title = frame.contentDocument?.title;
    if (title) document.title = title;
    if (!pathname.startsWith(root.pathname)) return;
    const page = decodeURIComponent(pathname.slice(root.pathname.length));
    if (tracker?.course.pages.includes(page)) tracker.page(page);
  } catch {
    // As above.
  }
}

/**
 * Leads a link where it works: within the course into the frame, elsewhere into a tab of its own, since
 * few pages let themselves be framed.
 * @param {MouseEvent} event
 */
function lead({ target }) {
  const link = /** @type {Element | null} */ (target)?.closest?.("a[href]");
  const { href = "", protocol, origin, pathname } = /** @type {HTMLAnchorElement} */ (link ?? {});
  if (!link || !/^https?:/.test(protocol) || link.hasAttribute("download")) return;
  const isInside = origin === root.origin && pathname.startsWith(root.pathname);
  if (isInside && !/\.(pdf|zip)$/i.test(href)) link.removeAttribute("target");
  if (!isInside) {
    link.setAttribute("target", "_blank");
    link.setAttribute("rel", "noopener noreferrer");
  }
}

setInterval(note, LOOK);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") tracker?.tell();
});
// A page that the browser has gone back to has ended its session.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) location.reload();
});
begin();
