/**
 * An LMS as lenient ones in use are: it keeps what it is told under its name, and knows little of the standard.
 *
 * What it does not know was seen in wagtail-lms 0.11, Open edX's XBlock 19.0 and scormhost 0.1: no count of
 * answers; every session called new; a status that is never said; a grade of nought for a success that is
 * told as "unknown"; no `LMSFinish`. All keep an attempt's answers, which a course must not write over.
 */

/** Of statuses, Open edX's asks its server and loses the answer. */
const UNSAID = /(lesson_status|completion_status|success_status|score\.(raw|scaled))$/;

export class LooseLms {
  /** @param {{ isAlwaysNew?: boolean, isSilent?: boolean }} [set] */
  constructor({ isAlwaysNew = false, isSilent = false } = {}) {
    this.isAlwaysNew = isAlwaysNew;
    this.isSilent = isSilent;
    /** @type {Record<string, string>} */
    this.data = {};
    /** @type {[string, string][]} Everything that it was told, in order. */
    this.told = [];
    /** @type {string[]} What went into its grade book. */
    this.grades = [];
  }

  /**
   * Returns the object that the course finds, for one more session.
   * @param {"1.2" | "2004"} version
   * @returns {any}
   */
  open(version) {
    const yes = () => "true";
    const get = (/** @type {string} */ name) => this.get(name);
    const set = (/** @type {string} */ name, /** @type {string} */ value) => this.set(name, value);
    if (version === "1.2") {
      return { LMSInitialize: yes, LMSGetValue: get, LMSSetValue: set, LMSCommit: yes };
    }
    return { Initialize: yes, Terminate: yes, GetValue: get, SetValue: set, Commit: yes };
  }

  /** @param {string} name */
  get(name) {
    if (/^cmi\.(core\.)?entry$/.test(name)) return this.isAlwaysNew ? "ab-initio" : "";
    if (name.endsWith("student_id") || name.endsWith("learner_id")) return "u1";
    if (this.isSilent && UNSAID.test(name)) return "";
    return this.data[name] ?? "";
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  set(name, value) {
    this.data[name] = value;
    this.told.push([name, value]);
    const score = this.data["cmi.score.raw"] ?? "0";
    if (name === "cmi.success_status") this.grades.push(score);
    return "true";
  }
}
