/**
 * Plain xAPI: the tracker's words as statements for any record store, launched as `tincan.xml` is.
 *
 * @import { Adapter } from "./adapter.js"
 * @import { TrackedCourse } from "./course.js"
 * @import { Session } from "./recorded.js"
 */

import { actorOf, Lrs, learnerOf } from "./lrs.js";
import { Recorded } from "./recorded.js";
import { Statements } from "./statements.js";

const COURSE = "http://adlnet.gov/expapi/activities/course";

/**
 * Returns the adapter for a course.
 * @param {TrackedCourse} course
 * @returns {Adapter}
 */
export const adapter = (course) =>
  new Recorded(async () => launched(course, new URL(location.href).searchParams));

/**
 * Readies a session; returns nothing where nobody has launched this page.
 * @param {TrackedCourse} course
 * @param {URLSearchParams} query
 * @returns {Session | null}
 */
function launched(course, query) {
  const {
    endpoint,
    auth = "",
    actor: written = "",
    registration = "",
    ...more
  } = Object.fromEntries(query);
  const actor = actorOf(written);
  const activity = more.activity_id ?? more.activityId;
  if (!endpoint || !actor || !activity) return null;
  const lrs = new Lrs({ endpoint, auth, actor, activity, registration });
  const context = { ...(registration ? { registration } : {}), language: course.language };
  // Whoever reads the store's reports sees its name there, and not an address alone.
  const definition = { type: COURSE, name: { [course.language]: course.title } };
  return {
    lrs,
    statements: new Statements(course, actor, activity, context, definition),
    mode: "normal",
    mastery: null,
    exit: "",
    learner: learnerOf(actor),
  };
}
