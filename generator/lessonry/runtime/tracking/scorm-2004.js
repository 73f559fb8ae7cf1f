/**
 * SCORM 2004 4th edition: the tracker's words as calls of the object `API_1484_11` (RTE 4th edition).
 *
 * Completion and success are told apart. What an LMS holds to the letter is kept: the type of an answer
 * before the answer, moments without parts of seconds and without a zone, numbers without exponents.
 *
 * @import { Adapter, Answer, Begun, LaunchMode, Score, Status } from "./adapter.js"
 * @import { TrackedCourse, TrackedItem } from "./course.js"
 */

import { answersIn, called, cut, found, isNumber, numberOf, plain, resultIn } from "./adapter.js";

/** Characters of `cmi.suspend_data`, held to what SCORM 1.2 gives; of a location, a short and a long answer. */
const [ROOM, LOCATION, SHORT, LONG] = [4096, 1000, 250, 4000];
/** Answers that every LMS keeps, by the standard's smallest permitted maximum. */
const MOST = 250;
const TRUE = "true";
/** Between the parts of an answer, and between the two of a pair. */
const [COMMA, DOT] = ["[,]", "[.]"];
const NAME = /^[A-Za-z0-9_.]+$/;

/**
 * @typedef {{ Initialize(none: ""): string, Terminate(none: ""): string, Commit(none: ""): string,
 *   GetValue(name: string): string, SetValue(name: string, value: string): string,
 *   GetLastError(): string }} Api
 */

/**
 * Returns the adapter for a course.
 * @param {TrackedCourse} course
 */
export const adapter = ({ language }) => new Scorm2004(language);

/** @implements {Adapter} */
export class Scorm2004 {
  room = ROOM;

  /**
   * @param {string} language  Of the course's texts.
   * @param {Api | null} [api]  Looked for around this window where none is given.
   */
  constructor(language, api = found("API_1484_11")) {
    this.language = language;
    this.api = api;
    this.started = Date.now();
    this.count = 0;
    this.isOpen = false;
    this.isTaking = true;
    /** What the LMS knows of it. */
    this.success = "";
    this.mode = /** @type {LaunchMode} */ ("normal");
  }

  /** @returns {Begun | null} */
  begin() {
    if (!this.api) return null;
    const answer = called(() => this.api?.Initialize(""));
    // 103: a page before this one, which the browser has gone back from, has begun already.
    if (String(answer) !== TRUE && this.error() !== "103") return null;
    this.isOpen = true;
    this.started = Date.now();
    const mode = this.get("cmi.mode");
    this.mode = mode === "browse" || mode === "review" ? mode : "normal";
    this.count = answersIn((name) => this.get(name));
    const completion = this.get("cmi.completion_status");
    this.success = this.get("cmi.success_status");
    // In a new attempt they have no value yet, which to ask for is a fault (403). Some LMSs call each
    // session new; a course that was begun is not.
    const isResumed =
      this.get("cmi.entry") !== "ab-initio" || /^(incomplete|completed)$/.test(completion);
    const state = isResumed ? this.get("cmi.suspend_data") : "";
    if (this.mode === "normal") {
      // Where something was kept, the attempt goes on: an LMS that does not say its status may know better.
      if (!state && /^(not attempted|unknown|)$/.test(completion)) {
        this.set("cmi.completion_status", "incomplete");
      }
      // At once: a computer that dies says nothing any more, and the attempt is to go on.
      this.set("cmi.exit", "suspend");
    }
    return {
      state,
      page: isResumed ? this.get("cmi.location") : "",
      learner: { id: this.get("cmi.learner_id"), name: this.get("cmi.learner_name") },
      mode: this.mode,
      isNew: !isResumed,
      isPassed: this.success === "passed",
      isComplete: completion === "completed",
    };
  }

  /** @param {string} address */
  page(address) {
    if (address.length <= LOCATION) this.set("cmi.location", address);
  }

  /** @param {Answer} answer */
  item({ item, response, result, at }) {
    if (!this.isTaking || this.count >= MOST) return;
    const place = `cmi.interactions.${this.count}`;
    this.isTaking = this.set(`${place}.id`, item.id);
    if (!this.isTaking) return;
    this.count += 1;
    const { type, text, right } = written(item, response, this.language);
    this.set(`${place}.type`, type);
    this.set(`${place}.timestamp`, moment(at));
    this.set(`${place}.weighting`, plain(numberOf(item.points)));
    if (item.text) {
      const tag = `{lang=${this.language}}`;
      this.set(`${place}.description`, tag + cut(item.text, SHORT - tag.length));
    }
    if (right) this.set(`${place}.correct_responses.0.pattern`, right);
    this.set(`${place}.learner_response`, text);
    this.set(`${place}.result`, resultIn(result, "incorrect"));
  }

  /** @param {Score} score */
  score({ share }) {
    this.set("cmi.score.min", "0");
    this.set("cmi.score.max", "100");
    this.set("cmi.score.raw", plain(share * 100));
    this.set("cmi.score.scaled", plain(share, 4));
  }

  /** @param {Status} status */
  status({ isComplete, success, progress }) {
    this.set("cmi.progress_measure", plain(progress, 4));
    this.set("cmi.completion_status", isComplete ? "completed" : "incomplete");
    // Open edX makes a grade of nought of an "unknown" that it is told.
    if (success === "unknown" && /^(unknown|)$/.test(this.success)) return;
    this.success = success;
    this.set("cmi.success_status", success);
  }

  /** @param {string} text */
  state(text) {
    this.set("cmi.suspend_data", text.slice(0, ROOM));
  }

  commit() {
    if (!this.isOpen) return;
    this.set("cmi.session_time", duration(Date.now() - this.started));
    called(() => this.api?.Commit(""));
  }

  end() {
    if (!this.isOpen) return;
    if (this.mode === "normal") this.commit();
    this.isOpen = false;
    called(() => this.api?.Terminate(""));
  }

  /** @param {string} name */
  get(name) {
    return String(called(() => this.api?.GetValue(name)) ?? "");
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  set(name, value) {
    return this.isOpen && String(called(() => this.api?.SetValue(name, value))) === TRUE;
  }

  error() {
    return String(called(() => this.api?.GetLastError()) ?? "");
  }
}

/**
 * Returns a response in the words of SCORM 2004, with a right one where there is one.
 * @param {TrackedItem} item
 * @param {string[]} response
 * @param {string} language
 * @returns {{ type: string, text: string, right: string }}
 */
export function written({ form, right = [], texts = [] }, response, language) {
  const given = response.filter((value) => value !== "");
  const areNames = [...given, ...right].every((value) =>
    value.split(" ").every((one) => NAME.test(one)),
  );
  switch (form) {
    case "choice":
    case "sequencing":
      if (!areNames || given.length > 36) break;
      return { type: form, text: given.join(COMMA), right: right.join(COMMA) };
    case "likert":
      if (!areNames || given.length > 1) break;
      return { type: form, text: given[0] ?? "", right: "" };
    case "matching":
      if (!areNames || pairs(response).length > 36) break;
      return { type: form, text: pairs(response).join(COMMA), right: pairs(right).join(COMMA) };
    case "numeric": {
      if (!given.every(isNumber)) break;
      const key = right[0] ?? "";
      return { type: form, text: given[0] ?? "", right: isNumber(key) ? `${key}[:]${key}` : "" };
    }
    case "long":
      return { type: "long-fill-in", text: cut(safe(response[0] ?? ""), LONG), right: "" };
    case "path":
      return { type: "other", text: cut(given.join(","), LONG), right: "" };
    default:
  }
  const words = (/** @type {string[]} */ values) =>
    values.map((value, place) => cut(safe(texts[place]?.[value] ?? value), SHORT));
  if (response.length > 10) {
    return { type: "long-fill-in", text: cut(words(response).join("; "), LONG), right: "" };
  }
  const tag = `{lang=${language}}`;
  const key = right.length ? words(right).map((value) => tag + cut(value, SHORT - tag.length)) : [];
  return { type: "fill-in", text: words(response).join(COMMA), right: key.join(COMMA) };
}

/**
 * Returns what was given to each of several, which are numbered from 1: `1[.]a`.
 * @param {string[]} values
 */
const pairs = (values) =>
  values.flatMap((value, place) =>
    value.split(" ").flatMap((one) => (one ? [`${place + 1}${DOT}${one}`] : [])),
  );

/**
 * Returns a text that no LMS takes for the marks of an answer: it may hold `[,]`, or begin with `{lang=`.
 * @param {string} text
 */
const safe = (text) =>
  text.replace(/\[([,.:])\]/g, "($1)").replace(/^\{(?=(lang|case_matters|order_matters)=)/, "(");

/**
 * Returns a moment by the clock on the wall.
 * @param {Date} at
 */
export function moment(at) {
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/**
 * Returns how long something took: `PT1H2M3.5S`.
 * @param {number} milliseconds
 */
export function duration(milliseconds) {
  const seconds = Math.max(0, milliseconds) / 1000;
  const hours = Math.floor(seconds / 3600);
  return `PT${hours}H${Math.floor(seconds / 60) % 60}M${plain(seconds % 60)}S`;
}
