/**
 * cmi5 (first edition, “Quartz”): the tracker's words as statements that an LMS judges a course by.
 *
 * @import { Adapter } from "./adapter.js"
 * @import { TrackedCourse } from "./course.js"
 * @import { Session } from "./recorded.js"
 * @import { Verb } from "./statements.js"
 */

import { actorOf, Lrs, learnerOf } from "./lrs.js";
import { Recorded } from "./recorded.js";
import { Statements } from "./statements.js";

const CMI5 = "https://w3id.org/xapi/cmi5/context";
const CATEGORY = `${CMI5}/categories/cmi5`;
const MOVE_ON = `${CMI5}/categories/moveon`;
const MASTERY = `${CMI5}/extensions/masteryscore`;
const LAUNCH = "LMS.LaunchData";
const PREFERENCES = "cmi5LearnerPreferences";
/** @type {Record<string, "normal" | "browse" | "review">} */
const MODES = { Normal: "normal", Browse: "browse", Review: "review" };
/** Where this tab keeps its token, which can be fetched once alone. */
const TOKEN = "lessonry cmi5 ";

/**
 * Returns the adapter for a course.
 * @param {TrackedCourse} course
 * @returns {Adapter}
 */
export const adapter = (course) => new Cmi5(course, new URL(location.href).searchParams);

class Cmi5 extends Recorded {
  /**
   * @param {TrackedCourse} course
   * @param {URLSearchParams} query  Of the address that the LMS has opened.
   */
  constructor(course, query) {
    super(() => launched(course, query));
    this.fetched = query.get("fetch") ?? "";
  }

  /**
   * @param {Verb} verb
   * @param {Record<string, any>} [result]
   */
  said(verb, result) {
    const { statements, mastery } = this.opened();
    const isJudgement = verb === "passed" || verb === "failed";
    const categories = verb === "completed" || isJudgement ? [CATEGORY, MOVE_ON] : [CATEGORY];
    const extensions = isJudgement && mastery !== null ? { [MASTERY]: mastery } : undefined;
    return statements.about(verb, { result, categories, extensions });
  }

  end() {
    if (this.session) forget(this.fetched);
    super.end();
  }
}

/**
 * Readies a session; returns nothing where no LMS has launched this page, or its session is over.
 * @param {TrackedCourse} course
 * @param {URLSearchParams} query
 * @returns {Promise<Session | null>}
 */
async function launched(course, query) {
  const said = Object.fromEntries(query);
  const actor = actorOf(said.actor);
  if (!actor || !said.endpoint || !said.fetch || !said.activityId || !said.registration)
    return null;
  const token = await fetched(said.fetch);
  if (!token) return null;
  const { endpoint, activityId: activity, registration } = said;
  const lrs = new Lrs({ endpoint, auth: `Basic ${token}`, actor, activity, registration });
  const launch = await lrs.document(LAUNCH);
  if (!launch) return null;
  await lrs.profile(PREFERENCES);
  const context = { ...launch.contextTemplate, registration };
  const mastery = typeof launch.masteryScore === "number" ? launch.masteryScore : null;
  return {
    lrs,
    statements: new Statements(course, actor, activity, context),
    mode: MODES[launch.launchMode] ?? "normal",
    mastery,
    exit: typeof launch.returnURL === "string" ? launch.returnURL : "",
    learner: learnerOf(actor),
  };
}

/**
 * Returns the token: of the LMS, once, and then of this tab, where the page was loaded again.
 * @param {string} address
 */
async function fetched(address) {
  const known = remembered(address);
  if (known !== null) return known;
  try {
    const answer = await fetch(address, { method: "POST" });
    const token = (await answer.json())["auth-token"];
    if (typeof token !== "string" || !token) return null;
    remember(address, token);
    return token;
  } catch (fault) {
    console.warn(fault);
    return null;
  }
}

/** @param {string} address */
function remembered(address) {
  try {
    return sessionStorage.getItem(TOKEN + address);
  } catch {
    return null;
  }
}

/**
 * @param {string} address
 * @param {string} token
 */
function remember(address, token) {
  try {
    sessionStorage.setItem(TOKEN + address, token);
  } catch {
    // Then a page that is loaded again goes on without the LMS.
  }
}

/**
 * Marks a session as over: nothing may be said in it any more.
 * @param {string} address
 */
const forget = (address) => remember(address, "");
