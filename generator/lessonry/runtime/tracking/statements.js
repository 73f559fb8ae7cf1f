/**
 * What the tracker says as xAPI statements, for cmi5 and for a plain record store alike.
 *
 * @import { Answer, Score } from "./adapter.js"
 * @import { TrackedCourse } from "./course.js"
 * @import { Statement } from "./lrs.js"
 */

import { plain } from "./adapter.js";
import { duration, written } from "./scorm-2004.js";

const ADL = "http://adlnet.gov/expapi";
const INTERACTION = `${ADL}/activities/cmi.interaction`;
/** @typedef {"initialized" | "terminated" | "completed" | "passed" | "failed" | "answered"} Verb */

export class Statements {
  /**
   * @param {TrackedCourse} course
   * @param {object} actor
   * @param {string} activity  Of the course, as the LMS calls it.
   * @param {Record<string, any>} context  What every statement has.
   * @param {object} [definition]  What the store is to know of the course, where no LMS has told it.
   */
  constructor(course, actor, activity, context, definition) {
    this.definition = definition;
    this.course = course;
    this.actor = actor;
    this.activity = activity;
    this.context = context;
    this.started = Date.now();
  }

  /**
   * Returns a statement about the course itself.
   * @param {Verb} verb
   * @param {{ result?: Record<string, any>, categories?: string[], extensions?: Record<string, any> }} [more]
   * @returns {Statement}
   */
  about(verb, { result, categories = [], extensions } = {}) {
    const context = structuredClone(this.context);
    if (categories.length) {
      context.contextActivities ??= {};
      const known = context.contextActivities.category ?? [];
      context.contextActivities.category = [...known, ...categories.map((id) => ({ id }))];
    }
    if (extensions) context.extensions = { ...context.extensions, ...extensions };
    const { definition } = this;
    const object = { objectType: "Activity", id: this.activity, ...(definition && { definition }) };
    return this.made(verb, object, context, result);
  }

  /**
   * Returns a statement about an item.
   * @param {Answer} answer
   * @returns {Statement}
   */
  answered({ item, response, result, at }) {
    const { language } = this.course;
    const { type, text, right } = written(item, response, language);
    const context = structuredClone(this.context);
    context.contextActivities ??= {};
    const parents = context.contextActivities.parent ?? [];
    context.contextActivities.parent = [...parents, { id: this.activity }];
    const object = {
      objectType: "Activity",
      id: within(this.activity, item.id),
      definition: {
        type: INTERACTION,
        interactionType: type,
        ...(item.text ? { description: { [language]: item.text } } : {}),
        ...(right ? { correctResponsesPattern: [right] } : {}),
      },
    };
    /** @type {Record<string, any>} */
    const said = { response: text };
    if (result === "right" || result === "wrong") said.success = result === "right";
    if (typeof result === "number") {
      said.success = false;
      said.score = { scaled: Number(plain(result, 4)) };
    }
    return { ...this.made("answered", object, context, said), timestamp: at.toISOString() };
  }

  /** Returns how long the session has lasted so far. */
  duration() {
    return duration(Date.now() - this.started);
  }

  /**
   * @param {Verb} verb
   * @param {object} object
   * @param {object} context
   * @param {Record<string, any>} [result]
   * @returns {Statement}
   */
  made(verb, object, context, result) {
    return {
      id: uuid(),
      actor: this.actor,
      verb: { id: `${ADL}/verbs/${verb}`, display: { en: verb, "en-US": verb } },
      object,
      ...(result ? { result } : {}),
      context,
      timestamp: new Date().toISOString(),
    };
  }
}

/**
 * Returns a score as xAPI has it.
 * @param {Score} score
 */
export const scaled = ({ share }) => ({ scaled: Number(plain(share, 4)) });

/**
 * Returns the name of an item's activity: below the course's, whatever that looks like.
 * @param {string} activity
 * @param {string} item
 */
const within = (activity, item) =>
  /^https?:/.test(activity)
    ? `${activity.replace(/[/#]+$/, "")}${activity.includes("#") ? "/" : "#"}${item}`
    : `${activity}:${item}`;

/** Returns a version 4 UUID; `crypto.randomUUID` is there on secure hosts alone. */
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
