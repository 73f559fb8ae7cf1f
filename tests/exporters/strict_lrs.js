/**
 * A learning record store, and an LMS for cmi5 around it, that refuse whatever the specification forbids.
 *
 * Each refusal has the number that the cmi5 working group's list of requirements gives it, or the name of who
 * refuses it: an LMS that hears nothing else, or the validator of a record store in use. It answers calls of `fetch`, in Node or behind `strict_lrs_server.js`.
 */

import { createRequire } from "node:module";

/** What Learning Locker refuses a statement by; its types say other than it exports. */
const judge = createRequire(import.meta.url)("@learninglocker/xapi-validation").default;

const ADL = "http://adlnet.gov/expapi/verbs/";
const CONTEXT = "https://w3id.org/xapi/cmi5/context";
const CMI5 = `${CONTEXT}/categories/cmi5`;
const MOVE_ON = `${CONTEXT}/categories/moveon`;
const MASTERY = `${CONTEXT}/extensions/masteryscore`;
const SESSION = `${CONTEXT}/extensions/sessionid`;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)$/;
const DURATION = /^P(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)$/;
const DEFINED = ["initialized", "completed", "passed", "failed", "terminated"];

export class StrictLrs {
  /**
   * @param {{ mastery?: number, mode?: string, exit?: string, isPlain?: boolean,
   *   isWithoutDocuments?: boolean }} [set]  `isWithoutDocuments`: as Ralph, which keeps statements alone.
   */
  constructor({
    mastery,
    mode = "Normal",
    exit,
    isPlain = false,
    isWithoutDocuments = false,
  } = {}) {
    this.set = { mastery, mode, exit, isPlain, isWithoutDocuments };
    this.actor = {
      objectType: "Agent",
      account: { homePage: "https://lms.example", name: "mira" },
    };
    this.registration = "6b1c7f8e-3a52-4b1c-9f57-2f1f6f0f9a11";
    this.activity = "https://lms.example/activities/7";
    /** @type {Map<string, string>} */
    this.documents = new Map();
    /** @type {any[]} */
    this.statements = [];
    /** @type {{ requirement: string, why: string }[]} */
    this.refused = [];
    this.sessions = 0;
    this.launch();
  }

  /** Begins a session: another token, another name. */
  launch() {
    this.sessions += 1;
    this.session = `session-${this.sessions}`;
    this.token = "";
    this.isFetched = false;
    this.hasLaunchData = false;
    this.hasPreferences = false;
    /** @type {string[]} */
    this.verbs = [];
  }

  /** @param {string} origin */
  address(origin) {
    const said = {
      endpoint: `${origin}/lrs/`,
      fetch: `${origin}/fetch/${this.session}`,
      actor: JSON.stringify(this.actor),
      registration: this.registration,
      activityId: this.activity,
    };
    const plain = {
      endpoint: `${origin}/lrs/`,
      auth: "Basic cGxhaW4=",
      actor: JSON.stringify(this.actor),
      registration: this.registration,
      activity_id: this.activity,
    };
    return new URLSearchParams(this.set.isPlain ? plain : said).toString();
  }

  /**
   * Answers a request.
   * @param {string} method
   * @param {URL} url
   * @param {Record<string, string>} headers  Names in small letters.
   * @param {string} body
   * @returns {{ status: number, body: string }}
   */
  answer(method, url, headers, body) {
    if (url.pathname.startsWith("/fetch/")) return this.fetched(method, url);
    if (!url.pathname.startsWith("/lrs/")) return { status: 404, body: "" };
    const token = this.set.isPlain ? "Basic cGxhaW4=" : `Basic ${this.token}`;
    if ((!this.token && !this.set.isPlain) || headers.authorization !== token) {
      return this.refuse("8.1.2.0-5", "no token, or another", 401);
    }
    if (!/^1\.0\.\d$/.test(headers["x-experience-api-version"] ?? "")) {
      return this.refuse("4.1.0.0-1", "no version of xAPI");
    }
    const path = url.pathname.slice("/lrs/".length);
    if (path === "statements" && method === "PUT") return this.put(url, body);
    if (path === "statements" && method === "POST") return this.posted(body);
    if (path === "activities/state") return this.state(method, url, body);
    if (path === "agents/profile" && method === "GET") return this.profile(url);
    return this.refuse("4.1.0.0-1", `${method} ${path}`);
  }

  /**
   * @param {string} method
   * @param {URL} url
   */
  fetched(method, url) {
    if (method !== "POST") return this.refuse("8.2.1.0-2", "not a POST", 405);
    if (this.isFetched || !url.pathname.endsWith(`/${this.session}`)) {
      this.refuse("8.2.3.0-1", "fetched twice");
      return { status: 200, body: '{"error-code":"1","error-text":"used"}' };
    }
    this.isFetched = true;
    this.token = `token-${this.sessions}`;
    return { status: 200, body: JSON.stringify({ "auth-token": this.token }) };
  }

  /**
   * @param {string} method
   * @param {URL} url
   * @param {string} body
   */
  state(method, url, body) {
    const said = Object.fromEntries(url.searchParams);
    if (said.activityId !== this.activity) return this.refuse("8.1.5.0-6", "another activity");
    if (said.agent !== JSON.stringify(this.actor)) return this.refuse("8.1.3.0-3", "another agent");
    if (said.registration !== this.registration) {
      return this.refuse("8.1.4.0-3", "another registration");
    }
    if (said.stateId === "LMS.LaunchData") {
      if (method !== "GET") return this.refuse("10.2.1.0-4", "launch data changed");
      this.hasLaunchData = true;
      return { status: 200, body: JSON.stringify(this.launchData()) };
    }
    if (this.set.isWithoutDocuments) return { status: 404, body: "" };
    if (said.stateId !== "suspendData")
      return this.refuse("Open edX", `a document ${said.stateId}`);
    if (method === "PUT") {
      if (this.isOver()) return this.refuse("8.1.2.0-2", "after the session");
      JSON.parse(body);
      this.documents.set(said.stateId, body);
      return { status: 204, body: "" };
    }
    const found = this.documents.get(said.stateId);
    return found === undefined ? { status: 404, body: "" } : { status: 200, body: found };
  }

  isOver() {
    return this.verbs.includes("terminated");
  }

  launchData() {
    const { mastery, mode, exit } = this.set;
    return {
      contextTemplate: {
        contextActivities: { grouping: [{ id: "urn:uuid:publisher" }] },
        extensions: { [SESSION]: this.session },
      },
      launchMode: mode,
      moveOn: "CompletedAndPassed",
      ...(mastery === undefined ? {} : { masteryScore: mastery }),
      ...(exit ? { returnURL: exit } : {}),
    };
  }

  /** @param {URL} url */
  profile(url) {
    if (url.searchParams.get("profileId") !== "cmi5LearnerPreferences") {
      return this.refuse("11.0.0.0-3", "another profile");
    }
    this.hasPreferences = true;
    return { status: 404, body: "" };
  }

  /**
   * @param {URL} url
   * @param {string} body
   */
  put(url, body) {
    const statement = JSON.parse(body);
    if (url.searchParams.get("statementId") !== statement.id) {
      return this.refuse("xAPI 3-2.1.1", "put under another name");
    }
    const made = this.taking([statement]);
    return made.status === 200 ? { status: 204, body: "" } : made;
  }

  /** @param {string} body */
  posted(body) {
    const said = JSON.parse(body);
    // One alone it hears only as it is put.
    return Array.isArray(said) ? this.taking(said) : this.refuse("Open edX", "posted alone");
  }

  /** @param {any[]} all */
  taking(all) {
    const before = [...this.verbs];
    for (const statement of all) {
      const fault = this.set.isPlain ? this.plainFault(statement) : this.fault(statement);
      if (fault) {
        this.verbs = before;
        return this.refuse(...fault);
      }
      this.verbs.push(verbOf(statement));
    }
    for (const statement of all) this.statements.push({ session: this.session, ...statement });
    return { status: 200, body: JSON.stringify(all.map(({ id }) => id)) };
  }

  /**
   * @param {any} statement
   * @returns {[string, string] | null}
   */
  plainFault(statement) {
    const { id, actor, verb, object, timestamp, result } = statement;
    const [found] = judge(statement, ["statement"]);
    if (found) return ["Learning Locker", `${found.name} at ${found.path.join(".")}`];
    if (!UUID.test(id ?? "")) return ["xAPI 2.4.1", "no id"];
    // It tells verbs apart by this word.
    if (verb?.display?.en !== verbOf({ verb })) return ["Open edX", "a verb's word in `en`"];
    if (!actor || !/^https?:/.test(verb?.id) || !/^[a-z][a-z0-9+.-]*:/.test(object?.id)) {
      return ["xAPI 2.4", "no actor, verb or object"];
    }
    if (timestamp && !UTC.test(timestamp)) return ["xAPI 4.2.7", timestamp];
    if (result?.duration && !DURATION.test(result.duration)) return ["xAPI 4.6", result.duration];
    const scaled = result?.score?.scaled;
    if (scaled !== undefined && !(scaled >= -1 && scaled <= 1))
      return ["xAPI 2.4.5.1", `${scaled}`];
    return null;
  }

  /**
   * Returns what is wrong with a statement: the requirement's number, and why.
   * @param {any} statement
   * @returns {[string, string] | null}
   */
  fault(statement) {
    const { id, actor, object, context, timestamp, result } = statement;
    const verb = verbOf(statement);
    const plain = this.plainFault(statement);
    if (!UUID.test(id ?? "")) return ["9.1.0.0-1", "no id"];
    if (plain) return plain;
    if (JSON.stringify(actor) !== JSON.stringify(this.actor)) return ["8.1.3.0-3", "another actor"];
    if (!UTC.test(timestamp ?? "")) return ["9.7.0.0-2", `${timestamp}`];
    if (!this.hasLaunchData) return ["10.2.1.0-5", "launch data not read"];
    if (!this.hasPreferences) return ["11.0.0.0-4", "preferences not read"];
    if (this.isOver()) return ["9.3.0.0-5", `${verb} after terminated`];
    if (!this.verbs.length && verb !== "initialized") return ["9.3.0.0-4", `${verb} comes first`];
    if (context?.registration !== this.registration) return ["9.6.1.0-1", "registration"];
    if (context.extensions?.[SESSION] !== this.session) return ["9.6.3.1-4", "session"];
    const grouping = context.contextActivities?.grouping ?? [];
    if (!grouping.some((/** @type {any} */ one) => one.id === "urn:uuid:publisher")) {
      return ["9.6.2.0-1", "the template's grouping"];
    }
    const categories = (context.contextActivities?.category ?? []).map(
      (/** @type {any} */ c) => c.id,
    );
    if (!categories.includes(CMI5)) {
      return categories.includes(MOVE_ON) ? ["9.6.2.2-2", "moveon without cmi5"] : null;
    }
    return this.definedFault(verb, categories, object, context, result);
  }

  /**
   * @param {string} verb
   * @param {string[]} categories
   * @param {any} object
   * @param {any} context
   * @param {any} [result]
   * @returns {[string, string] | null}
   */
  definedFault(verb, categories, object, context, result = {}) {
    const { mastery, mode } = this.set;
    const [isPassed, isFailed] = [verb === "passed", verb === "failed"];
    const hasJudgement = "success" in result || "completion" in result;
    const scaled = result.score?.scaled;
    const before = this.statements.map((one) => (isDefined(one) ? verbOf(one) : ""));
    if (!DEFINED.includes(verb)) return ["9.3.0.0-1", verb];
    if (object.id !== this.activity) return ["8.1.5.0-6", "another object"];
    if (mode !== "Normal" && !["initialized", "terminated"].includes(verb)) {
      return ["10.2.2.0-3", `${verb} in ${mode}`];
    }
    if (this.verbs.includes(verb)) return ["9.3.0.0-2", `${verb} twice in a session`];
    if (isPassed && before.includes("passed")) return ["9.3.0.0-7", "passed twice"];
    if (verb === "completed" && before.includes("completed"))
      return ["9.3.0.0-6", "completed twice"];
    if (isFailed && before.includes("passed")) return ["9.3.0.0-8", "failed after passed"];
    if ((isPassed || isFailed) && this.verbs.some((one) => one === "passed" || one === "failed")) {
      return ["9.3.0.0-3", "passed and failed in a session"];
    }
    if (hasJudgement !== categories.includes(MOVE_ON)) return ["9.6.2.2-1", "moveon"];
    if ((isPassed && result.success !== true) || (isFailed && result.success !== false)) {
      return ["9.5.2.0-1", `success of ${verb}`];
    }
    if ("success" in result && !isPassed && !isFailed) return ["9.5.2.0-3", `success of ${verb}`];
    if ((verb === "completed") !== (result.completion === true)) return ["9.5.3.0-1", verb];
    if (result.score && !isPassed && !isFailed) return ["9.5.1.0-1", `score of ${verb}`];
    if (mastery !== undefined && (isPassed || isFailed)) {
      if (context.extensions[MASTERY] !== mastery) return ["9.6.3.2-2", "masteryscore"];
      if (isPassed && scaled !== undefined && scaled < mastery) return ["9.3.4.0-2", `${scaled}`];
      if (isFailed && scaled !== undefined && scaled >= mastery) return ["9.3.5.0-2", `${scaled}`];
    }
    if (verb !== "initialized" && !DURATION.test(result.duration ?? "")) {
      return ["9.5.4.1-1", `duration of ${verb}`];
    }
    return null;
  }

  /**
   * @param {string} requirement
   * @param {string} why
   * @param {number} [status]
   */
  refuse(requirement, why, status = 400) {
    this.refused.push({ requirement, why });
    return { status, body: `${requirement}: ${why}` };
  }

  /** Returns the verbs of the statements that were taken. */
  taken() {
    return this.statements.map(verbOf);
  }
}

/** @param {any} statement */
export const verbOf = ({ verb }) => String(verb?.id).replace(ADL, "");

/** @param {any} statement */
const isDefined = ({ context }) =>
  (context?.contextActivities?.category ?? []).some((/** @type {any} */ one) => one.id === CMI5);
