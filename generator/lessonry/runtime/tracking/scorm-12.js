/**
 * SCORM 1.2: the tracker's words as calls of the object `API` (CAM and RTE 1.2).
 *
 * One status says both whether the course is complete and whether it is passed. A failure is told only
 * when there is no other attempt at the exam: an LMS may open a course that is failed for reading alone,
 * and nobody could pass it any more. A pass is told at once, and taken back by nothing.
 *
 * @import { Adapter, Answer, Begun, LaunchMode, Score, Status } from "./adapter.js"
 */

import { answersIn, called, cut, found, isNumber, numberOf, plain, resultIn } from "./adapter.js";

/** Characters of `cmi.suspend_data`, and of a string such as the location or a response. */
const [ROOM, LONGEST] = [4096, 255];
const TRUE = "true";

/**
 * @typedef {{ LMSInitialize(none: ""): string, LMSFinish(none: ""): string, LMSCommit(none: ""): string,
 *   LMSGetValue(name: string): string, LMSSetValue(name: string, value: string): string,
 *   LMSGetLastError(): string }} Api
 */

/** Returns the adapter; what it says is in no language. */
export const adapter = () => new Scorm12();

/** @implements {Adapter} */
export class Scorm12 {
  room = ROOM;

  /** @param {Api | null} [api]  Looked for around this window where none is given. */
  constructor(api = found("API")) {
    this.api = api;
    this.started = Date.now();
    this.count = 0;
    this.isOpen = false;
    /** Whether the LMS takes answers; one that refuses the first is asked no more. */
    this.isTaking = true;
    this.mode = /** @type {LaunchMode} */ ("normal");
  }

  /** @returns {Begun | null} */
  begin() {
    if (!this.api) return null;
    // One that was begun by a page before, which the browser has gone back from, goes on.
    const answer = called(() => this.api?.LMSInitialize(""));
    if (String(answer) !== TRUE && this.error() !== "101") return null;
    this.isOpen = true;
    this.started = Date.now();
    const mode = this.get("cmi.core.lesson_mode");
    this.mode = mode === "browse" || mode === "review" ? mode : "normal";
    const status = this.get("cmi.core.lesson_status");
    const state = this.get("cmi.suspend_data");
    this.count = answersIn((name) => this.get(name));
    if (this.mode === "normal") {
      // Where something was kept, the attempt goes on: an LMS that does not say its status may know a pass.
      if (!state && /^(not attempted|unknown|)$/.test(status))
        this.set("cmi.core.lesson_status", "incomplete");
      // At once: a computer that dies says nothing any more, and the attempt is to go on.
      this.set("cmi.core.exit", "suspend");
    }
    return {
      state,
      page: this.get("cmi.core.lesson_location"),
      learner: { id: this.get("cmi.core.student_id"), name: this.get("cmi.core.student_name") },
      mode: this.mode,
      // Some say so each time.
      isNew: this.get("cmi.core.entry") === "ab-initio" && !state,
      isPassed: status === "passed",
      isComplete: status === "passed" || status === "completed",
    };
  }

  /** @param {string} address */
  page(address) {
    if (address.length <= LONGEST) this.set("cmi.core.lesson_location", address);
  }

  /** @param {Answer} answer */
  item({ item, response, result, at }) {
    if (!this.isTaking) return;
    const place = `cmi.interactions.${this.count}`;
    this.isTaking = this.set(`${place}.id`, item.id.slice(0, LONGEST));
    if (!this.isTaking) return;
    this.count += 1;
    const { type, text, right } = written(item.form, response, item);
    this.set(`${place}.time`, clock(at));
    this.set(`${place}.type`, type);
    this.set(`${place}.weighting`, plain(numberOf(item.points)));
    if (right) this.set(`${place}.correct_responses.0.pattern`, right);
    this.set(`${place}.student_response`, text);
    this.set(`${place}.result`, resultIn(result, "wrong"));
  }

  /** @param {Score} score */
  score({ share }) {
    this.set("cmi.core.score.min", "0");
    this.set("cmi.core.score.max", "100");
    this.set("cmi.core.score.raw", plain(share * 100));
  }

  /** @param {Status} status */
  status({ isComplete, success, isLast }) {
    const isFailed = success === "failed" && isLast;
    const rest = isFailed ? "failed" : isComplete ? "completed" : "incomplete";
    this.set("cmi.core.lesson_status", success === "passed" ? "passed" : rest);
  }

  /** @param {string} text */
  state(text) {
    this.set("cmi.suspend_data", text.slice(0, ROOM));
  }

  commit() {
    if (!this.isOpen) return;
    this.set("cmi.core.session_time", duration(Date.now() - this.started));
    called(() => this.api?.LMSCommit(""));
  }

  end() {
    if (!this.isOpen) return;
    if (this.mode === "normal") this.commit();
    this.isOpen = false;
    called(() => this.api?.LMSFinish(""));
  }

  /** @param {string} name */
  get(name) {
    return String(called(() => this.api?.LMSGetValue(name)) ?? "");
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  set(name, value) {
    return this.isOpen && String(called(() => this.api?.LMSSetValue(name, value))) === TRUE;
  }

  error() {
    return String(called(() => this.api?.LMSGetLastError()) ?? "");
  }
}

/**
 * Returns a response in the words of SCORM 1.2, with a right one where there is one.
 * @param {import("./course.js").Form} form
 * @param {string[]} response
 * @param {import("./course.js").TrackedItem} item
 * @returns {{ type: string, text: string, right: string }}
 */
function written(form, response, { right = [], texts = [] }) {
  const given = response.filter((value) => value !== "");
  const isShort = [...response, ...right].every((value) => /^([0-9a-z]( [0-9a-z])*)?$/.test(value));
  const fits = (/** @type {string} */ text) => (text.length <= LONGEST ? text : "");
  switch (form) {
    case "choice":
    case "sequencing":
    case "likert":
      if (!isShort || given.length > 128) break;
      return { type: form, text: fits(given.join(",")), right: fits(right.join(",")) };
    case "matching":
      if (!isShort || response.length > 36) break;
      return { type: form, text: fits(pairs(response)), right: fits(pairs(right)) };
    case "numeric":
      if (!given.every(isNumber)) break;
      return {
        type: form,
        text: given[0] ?? "",
        right: right.every(isNumber) ? (right[0] ?? "") : "",
      };
    case "path":
      return { type: "performance", text: cut(given.join(","), LONGEST), right: "" };
    default:
  }
  const words = (/** @type {string[]} */ values) =>
    cut(values.map((value, place) => texts[place]?.[value] ?? value).join("; "), LONGEST);
  return { type: "fill-in", text: words(response), right: right.length ? words(right) : "" };
}

/**
 * Returns what was given to each of several, which are numbered from 1, then from a: `1.a,2.b`.
 * @param {string[]} values
 */
const pairs = (values) =>
  values
    .flatMap((value, place) =>
      value.split(" ").map((one) => (one ? `${(place + 1).toString(36)}.${one}` : "")),
    )
    .filter(Boolean)
    .join(",");

/**
 * Returns the time of day.
 * @param {Date} at
 */
const clock = (at) => at.toTimeString().slice(0, 8);

/**
 * Returns how long something took, as `HHHH:MM:SS`.
 * @param {number} milliseconds
 */
export function duration(milliseconds) {
  const seconds = Math.min(9999 * 3600, Math.max(0, Math.round(milliseconds / 1000)));
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const hours = String(Math.floor(seconds / 3600)).padStart(4, "0");
  return `${hours}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
