/**
 * A learning record store: statements in their order, and one document of ours about a registration.
 *
 * Source: xAPI 1.0.3, parts 2 and 3. A statement that is refused (400 and on) is not sent again; one that
 * did not arrive waits for the next time.
 *
 * @typedef {Record<string, any>} Statement
 * @typedef {{ endpoint: string, auth: string, actor: object, activity: string, registration: string }} Place
 */

const VERSION = "1.0.3";
/** Bytes that a request may have which outlives its page: browsers take 64 KiB for all of them. */
const KEPT_ALIVE = 60_000;

export class Lrs {
  /** @param {Place} place */
  constructor({ endpoint, auth, actor, activity, registration }) {
    this.endpoint = endpoint.endsWith("/") ? endpoint : `${endpoint}/`;
    this.auth = auth;
    this.actor = actor;
    this.activity = activity;
    this.registration = registration;
    /** @type {Statement[]} */
    this.waiting = [];
    /** @type {Statement | null} */
    this.underway = null;
    this.sending = Promise.resolve();
    this.isOver = false;
  }

  /**
   * Puts a statement behind those that wait.
   * @param {Statement} statement
   */
  queue(statement) {
    if (!this.isOver) this.waiting.push(statement);
  }

  /** Sends what waits, one by one, behind what is on its way. */
  flush() {
    this.sending = this.sending.then(async () => {
      while (this.waiting.length && !this.isOver) {
        const [statement] = this.waiting;
        this.underway = statement;
        const answer = await this.say(statement);
        this.underway = null;
        if (!answer || answer.status >= 500) return;
        if (this.waiting[0] === statement) this.waiting.shift();
        if (!answer.ok) console.warn(`${answer.status}: ${await answer.text()}`, statement);
      }
    });
    return this.sending;
  }

  /** Sends all that waits at once, as the page goes away; nothing is sent after it. */
  close() {
    if (this.isOver) return;
    this.isOver = true;
    // What is under way arrives by itself; said twice, the store would refuse all of it.
    const left = this.waiting.splice(0).filter((statement) => statement !== this.underway);
    // Several in one request, so that they keep their order.
    if (left.length > 1) this.ask("POST", "statements", {}, left);
    else if (left.length) this.say(left[0]);
  }

  /**
   * Puts one statement under its own name, which every store takes, and some as the only way (Open edX).
   * @param {Statement} statement
   */
  say(statement) {
    return this.ask("PUT", "statements", { statementId: statement.id }, statement);
  }

  /**
   * Returns a document about this registration as it was put; nothing where there is none. Throws where the
   * store does not say: one that is there would be written over.
   * @param {string} name
   * @returns {Promise<any>}
   */
  async document(name) {
    const answer = await this.ask("GET", "activities/state", this.about(name));
    if (!answer || answer.status >= 500)
      throw new Error(`the store does not say whether ${name} is there`);
    return this.json(answer);
  }

  /**
   * Puts a document about this registration.
   * @param {string} name
   * @param {unknown} value
   */
  put(name, value) {
    return this.ask("PUT", "activities/state", this.about(name), value);
  }

  /**
   * Returns a document about the learner; nothing where there is none.
   * @param {string} name
   * @returns {Promise<any>}
   */
  async profile(name) {
    const asked = { agent: JSON.stringify(this.actor), profileId: name };
    return this.json(await this.ask("GET", "agents/profile", asked));
  }

  /** @param {string} name */
  about(name) {
    const about = { activityId: this.activity, agent: JSON.stringify(this.actor), stateId: name };
    return this.registration ? { ...about, registration: this.registration } : about;
  }

  /** @param {Response | null} answer */
  async json(answer) {
    if (!answer?.ok) return null;
    try {
      return await answer.json();
    } catch {
      return null;
    }
  }

  /**
   * Asks, and returns the answer; nothing where none came.
   * @param {"GET" | "PUT" | "POST"} method
   * @param {string} path
   * @param {Record<string, string>} query
   * @param {unknown} [value]
   * @returns {Promise<Response | null>}
   */
  async ask(method, path, query, value) {
    const address = new URL(path, this.endpoint);
    for (const [name, said] of Object.entries(query)) address.searchParams.set(name, said);
    /** @type {Record<string, string>} */
    const headers = { Authorization: this.auth, "X-Experience-API-Version": VERSION };
    const body = value === undefined ? undefined : JSON.stringify(value);
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const keepalive = body !== undefined && new TextEncoder().encode(body).length < KEPT_ALIVE;
    try {
      return await fetch(address, { method, headers, body, keepalive, cache: "no-store" });
    } catch (fault) {
      console.warn(fault);
      return null;
    }
  }
}

/**
 * Returns the learner as xAPI has it; older launches have lists and other names.
 * @param {string | null} written
 * @returns {Record<string, any> | null}
 */
export function actorOf(written) {
  try {
    const said = JSON.parse(written ?? "");
    const isPlain = !Object.values(said).some(Array.isArray) && !said.account?.accountName;
    // As it came: an LMS compares.
    if (isPlain && (said.account || said.mbox || said.mbox_sha1sum || said.openid)) return said;
    const one = (/** @type {unknown} */ value) => (Array.isArray(value) ? value[0] : value);
    /** @type {Record<string, any>} */
    const actor = { objectType: "Agent" };
    for (const name of ["name", "mbox", "mbox_sha1sum", "openid"]) {
      if (one(said[name])) actor[name] = one(said[name]);
    }
    const account = one(said.account);
    if (account) {
      actor.account = {
        homePage: account.homePage ?? account.accountServiceHomePage,
        name: account.name ?? account.accountName,
      };
    }
    return actor.account || actor.mbox || actor.mbox_sha1sum || actor.openid ? actor : null;
  } catch {
    return null;
  }
}

/**
 * Returns what tells a learner from others at the same store.
 * @param {Record<string, any>} actor
 */
export function learnerOf({ name = "", mbox, mbox_sha1sum, openid, account }) {
  const id = account ? `${account.homePage}\n${account.name}` : (mbox ?? mbox_sha1sum ?? openid);
  return { id: String(id), name: String(name) };
}
