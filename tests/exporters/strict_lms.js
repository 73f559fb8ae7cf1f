/**
 * An LMS that takes nothing but what the standard says to the letter: what Moodle refuses in its strict
 * mode and ADL's test suite refuses, each refusal noted with the rule that it breaks.
 *
 * SCORM 1.2: Run-Time Environment 1.2, section 3.4. SCORM 2004: Run-Time Environment 4th edition, 3.1 and 4.2.
 * It keeps one attempt of one learner over as many sessions as are opened.
 *
 * @typedef {Record<string, string>} Values
 * @typedef {(value: string, values: Values, place: string) => boolean} Rule
 */

const DECIMAL = /^-?\d+(\.\d+)?$/;
const REAL = /^-?\d{1,10}(\.\d{1,7})?$/;
const ASCII = /^[\x21-\x7e]{1,255}$/;

/** @param {RegExp} form @returns {Rule} */
const like = (form) => (value) => form.test(value);
/** @param {...string} words @returns {Rule} */
const oneOf =
  (...words) =>
  (value) =>
    words.includes(value);
/** @param {number} most @returns {Rule} */
const upTo = (most) => (value) => value.length <= most;
/** @param {number} low @param {number} high @param {RegExp} form @returns {Rule} */
const within = (low, high, form) => (value) =>
  form.test(value) && Number(value) >= low && Number(value) <= high;

/** @type {Record<string, RegExp>} */
const RESPONSES_12 = {
  "true-false": /^[01tf]$/,
  choice: /^([0-9a-z](,[0-9a-z])*)?$/,
  sequencing: /^([0-9a-z](,[0-9a-z])*)?$/,
  matching: /^([0-9a-z]\.[0-9a-z](,[0-9a-z]\.[0-9a-z])*)?$/,
  likert: /^[0-9a-z]?$/,
  numeric: DECIMAL,
  "fill-in": /^[\s\S]{0,255}$/,
  performance: /^[\s\S]{0,255}$/,
};

/** @type {Rule} */
const response12 = (value, values, place) => {
  const type = values[place.replace(/(student_response|correct_responses\..*)$/, "type")];
  return type !== undefined && value.length <= 255 && RESPONSES_12[type].test(value);
};

/** @type {[RegExp, Rule][]} What SCORM 1.2 lets a course write. */
const WRITES_12 = [
  [/^cmi\.core\.lesson_location$/, upTo(255)],
  [/^cmi\.core\.lesson_status$/, oneOf("passed", "completed", "failed", "incomplete", "browsed")],
  [/^cmi\.core\.exit$/, oneOf("time-out", "suspend", "logout", "")],
  [/^cmi\.core\.session_time$/, like(/^\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?$/)],
  [/^cmi\.core\.score\.(raw|min|max)$/, within(0, 100, DECIMAL)],
  [/^cmi\.suspend_data$/, upTo(4096)],
  [/^cmi\.interactions\.\d+\.id$/, like(ASCII)],
  [/^cmi\.interactions\.\d+\.time$/, like(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?$/)],
  [/^cmi\.interactions\.\d+\.type$/, (value) => value in RESPONSES_12],
  [/^cmi\.interactions\.\d+\.weighting$/, like(DECIMAL)],
  [/^cmi\.interactions\.\d+\.latency$/, like(/^\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?$/)],
  [/^cmi\.interactions\.\d+\.student_response$/, response12],
  [/^cmi\.interactions\.\d+\.correct_responses\.0\.pattern$/, response12],
  [
    /^cmi\.interactions\.\d+\.result$/,
    like(/^(correct|wrong|unanticipated|neutral|-?\d+(\.\d+)?)$/),
  ],
];
const READS_12 =
  /^cmi\.(core\.(_children|student_id|student_name|lesson_location|credit|lesson_status|entry|score\.(raw|min|max)|total_time|lesson_mode)|suspend_data|launch_data|interactions\.(_children|_count))$/;

const SHORT = /^[A-Za-z0-9_.]{1,250}$/;
/** @param {string} text */
const parts = (text) => (text === "" ? [] : text.split("[,]"));
/** @param {string[]} all */
const differ = (all) => new Set(all).size === all.length;
const bare = (/** @type {string} */ text) => text.replace(/^\{lang=[a-zA-Z-]{1,20}\}/, "");
const isPair = (/** @type {string} */ text) =>
  text.split("[.]").length === 2 && text.split("[.]").every((one) => SHORT.test(one));

/** @type {Record<string, (value: string) => boolean>} */
const RESPONSES_2004 = {
  "true-false": (value) => value === "true" || value === "false",
  choice: (value) =>
    parts(value).length <= 36 &&
    parts(value).every((one) => SHORT.test(one)) &&
    differ(parts(value)),
  "fill-in": (value) =>
    value.split("[,]").length <= 10 && value.split("[,]").every((one) => bare(one).length <= 250),
  "long-fill-in": (value) => bare(value).length <= 4000,
  likert: (value) => SHORT.test(value),
  matching: (value) => parts(value).length <= 36 && parts(value).every(isPair),
  sequencing: (value) => parts(value).length <= 36 && parts(value).every((one) => SHORT.test(one)),
  numeric: (value) => REAL.test(value),
  other: (value) => value.length <= 4000,
};

/** @type {Rule} */
const response2004 = (value, values, place) =>
  RESPONSES_2004[values[place.replace("learner_response", "type")]]?.(value) ?? false;

/** @type {Rule} */
const pattern2004 = (value, values, place) => {
  const type = values[place.replace(/correct_responses\..*$/, "type")];
  if (type === "numeric")
    return value.split("[:]").length === 2 && value.split("[:]").every((one) => REAL.test(one));
  return type !== undefined && type !== "likert" && value !== "" && RESPONSES_2004[type](value);
};

/** @type {[RegExp, Rule][]} What SCORM 2004 lets a course write. */
const WRITES_2004 = [
  [/^cmi\.location$/, upTo(1000)],
  [/^cmi\.completion_status$/, oneOf("completed", "incomplete", "not attempted", "unknown")],
  [/^cmi\.success_status$/, oneOf("passed", "failed", "unknown")],
  [/^cmi\.exit$/, oneOf("time-out", "suspend", "logout", "normal", "")],
  [/^cmi\.session_time$/, like(/^PT\d+H\d+M\d+(\.\d{1,2})?S$/)],
  [/^cmi\.progress_measure$/, within(0, 1, REAL)],
  [/^cmi\.score\.scaled$/, within(-1, 1, REAL)],
  [/^cmi\.score\.(raw|min|max)$/, like(REAL)],
  [/^cmi\.suspend_data$/, upTo(64_000)],
  [/^cmi\.interactions\.\d+\.id$/, like(/^(?!\s*$)[\x21-\x7e]{1,4000}$/)],
  [/^cmi\.interactions\.\d+\.type$/, (value) => value in RESPONSES_2004],
  [/^cmi\.interactions\.\d+\.timestamp$/, like(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/)],
  [/^cmi\.interactions\.\d+\.weighting$/, like(REAL)],
  [
    /^cmi\.interactions\.\d+\.description$/,
    (value) => value.length <= 250 && /^\{lang=/.test(value),
  ],
  [/^cmi\.interactions\.\d+\.learner_response$/, response2004],
  [/^cmi\.interactions\.\d+\.correct_responses\.0\.pattern$/, pattern2004],
  [
    /^cmi\.interactions\.\d+\.result$/,
    (value) => /^(correct|incorrect|unanticipated|neutral)$/.test(value) || REAL.test(value),
  ],
];
const READS_2004 =
  /^cmi\.(_version|location|credit|entry|mode|learner_id|learner_name|completion_status|success_status|suspend_data|total_time|launch_data|progress_measure|score\.(raw|min|max|scaled)|interactions\._count)$/;

/** What an LMS has of an attempt. */
export class Attempt {
  /**
   * @param {"1.2" | "2004"} version
   * @param {{ id?: string, name?: string, mode?: string, data?: Values }} [said]
   */
  constructor(version, { id = "u1", name = "Lovelace, Ada", mode = "normal", data = {} } = {}) {
    this.version = version;
    this.learner = { id, name };
    this.mode = mode;
    /** @type {Values} What the LMS would show of it now. */
    this.data = data;
    /** @type {string[]} What it has refused, each with its place. */
    this.refused = [];
    this.commits = 0;
    this.sessions = Number(data.sessions ?? 0);
  }

  /** Returns the object that the course finds, for one more session. */
  open() {
    this.sessions += 1;
    const session = new Session(this);
    const names =
      this.version === "1.2"
        ? [
            "LMSInitialize",
            "LMSFinish",
            "LMSGetValue",
            "LMSSetValue",
            "LMSCommit",
            "LMSGetLastError",
          ]
        : ["Initialize", "Terminate", "GetValue", "SetValue", "Commit", "GetLastError"];
    const calls = [
      session.begin,
      session.end,
      session.get,
      session.set,
      session.commit,
      session.fault,
    ];
    /** @type {any} */
    const api = {};
    names.forEach((name, place) => {
      api[name] = calls[place].bind(session);
    });
    return api;
  }
}

class Session {
  /** @param {Attempt} attempt */
  constructor(attempt) {
    this.attempt = attempt;
    /** @type {"new" | "open" | "over"} */
    this.stage = "new";
    this.error = "0";
    const { data, learner, mode, version } = attempt;
    const isResumed = data.exit === "suspend";
    const entry = isResumed ? "resume" : attempt.sessions > 1 ? "" : "ab-initio";
    /** @type {Values} */
    const empty =
      version === "1.2" ? { "cmi.core.lesson_location": "", "cmi.suspend_data": "" } : {};
    /** @type {Values} */
    const kept = isResumed || mode !== "normal" ? data : {};
    this.isOld = version === "1.2";
    /** @type {Values} */
    this.values = this.isOld
      ? {
          ...empty,
          "cmi.core.lesson_status": "not attempted",
          "cmi.core.credit": "credit",
          ...kept,
          "cmi.core.student_id": learner.id,
          "cmi.core.student_name": learner.name,
          "cmi.core.lesson_mode": mode,
          "cmi.core.entry": entry,
        }
      : {
          "cmi.completion_status": "unknown",
          "cmi.success_status": "unknown",
          "cmi.credit": "credit",
          ...kept,
          "cmi.learner_id": learner.id,
          "cmi.learner_name": learner.name,
          "cmi.mode": mode,
          "cmi.entry": entry,
        };
  }

  /**
   * Notes a refusal.
   * @param {string} code
   * @param {string} why
   */
  refuse(code, why) {
    this.error = code;
    this.attempt.refused.push(`${code}: ${why}`);
    return "false";
  }

  /** @param {unknown} none */
  begin(none) {
    if (none !== "") return this.refuse("201", "initialize takes an empty text");
    if (this.stage !== "new") return this.refuse(this.isOld ? "101" : "103", "initialized twice");
    this.stage = "open";
    this.error = "0";
    return "true";
  }

  /** @param {unknown} none */
  end(none) {
    if (none !== "") return this.refuse("201", "terminate takes an empty text");
    if (this.stage !== "open")
      return this.refuse(this.isOld ? "301" : "112", "ended, and not open");
    const time = this.values[this.isOld ? "cmi.core.session_time" : "cmi.session_time"];
    if (this.attempt.mode === "normal" && !time) this.refuse("-", "no session_time was written");
    this.commit("");
    this.stage = "over";
    return "true";
  }

  /** @param {unknown} none */
  commit(none) {
    if (none !== "") return this.refuse("201", "commit takes an empty text");
    if (this.stage !== "open")
      return this.refuse(this.isOld ? "301" : "142", "commit while not open");
    this.attempt.commits += 1;
    const exit = this.values[this.isOld ? "cmi.core.exit" : "cmi.exit"] ?? "";
    this.attempt.data = { ...this.values, exit, sessions: String(this.attempt.sessions) };
    return "true";
  }

  /** @param {unknown} name */
  get(name) {
    if (this.stage !== "open")
      return this.empty(this.isOld ? "301" : "122", `read ${name} while not open`);
    if (typeof name !== "string") return this.empty("201", "a name that is no text");
    if (!(this.isOld ? READS_12 : READS_2004).test(name))
      return this.empty(this.isOld ? "404" : "405", `${name} is not read`);
    if (name.endsWith("_count")) {
      const all = Object.keys(this.values).filter((one) =>
        /^cmi\.interactions\.\d+\.id$/.test(one),
      );
      return String(all.length);
    }
    this.error = "0";
    const value = this.values[name];
    if (value === undefined && !this.isOld) {
      // An element without a value yet: the standard's own way of saying so, and no fault of the course's
      // unless it knows that the attempt is new.
      this.error = "403";
      if (this.values["cmi.entry"] === "ab-initio") this.refuse("403", `${name} has no value yet`);
    }
    return value ?? "";
  }

  /**
   * @param {string} code
   * @param {string} why
   */
  empty(code, why) {
    this.refuse(code, why);
    return "";
  }

  /**
   * @param {unknown} name
   * @param {unknown} value
   */
  set(name, value) {
    if (this.stage !== "open")
      return this.refuse(this.isOld ? "301" : "132", `wrote ${name} while not open`);
    if (typeof name !== "string" || typeof value !== "string")
      return this.refuse("201", `${name}: no text`);
    if (this.attempt.mode !== "normal")
      return this.refuse("-", `${name} written in mode ${this.attempt.mode}`);
    const rules = this.isOld ? WRITES_12 : WRITES_2004;
    const rule = rules.find(([form]) => form.test(name));
    if (!rule) return this.refuse(this.isOld ? "403" : "404", `${name} is not written`);
    const place = /^cmi\.interactions\.(\d+)\.(.*)$/.exec(name);
    if (place) {
      const there = Object.keys(this.values).filter((one) =>
        /^cmi\.interactions\.\d+\.id$/.test(one),
      ).length;
      const number = Number(place[1]);
      if (number > there || (number === there && place[2] !== "id"))
        return this.refuse("351", `${name} is out of order`);
      if (!this.isOld && number >= 250) return this.refuse("351", `${name} is one too many`);
    }
    if (!rule[1](value, this.values, name))
      return this.refuse(this.isOld ? "405" : "406", `${name} = ${value.slice(0, 300)}`);
    this.values[name] = value;
    this.error = "0";
    return "true";
  }

  fault() {
    return this.error;
  }
}
