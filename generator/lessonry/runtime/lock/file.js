/**
 * The lock file of an exam, as the site has it.
 *
 * @typedef {{ items: [string, number][], values: string, tag: number, box: string }} Form
 * @typedef {{ course: string, quiz: string, digest: string, salt: string, iterations: number,
 *   needed: number, shares: Record<string, number>, grids?: Record<string, (string | null)[]>,
 *   forms: Form[], answers: Record<string, string[]> }} Lock
 */

import { say } from "../words.js";

/** What a file that is no lock, or another one's, is met with; the message is a clause for the learner. */
export class LockError extends Error {}

/**
 * Returns the lock at `url`.
 * @param {string} url
 * @param {string} digest  Of the lock that the page belongs to.
 * @returns {Promise<Lock>}
 */
export async function fetchLock(url, digest) {
  const answer = await fetch(url);
  if (!answer.ok) throw new LockError(say("the site answered {status}", { status: answer.status }));
  let lock;
  try {
    lock = JSON.parse(await answer.text());
  } catch {
    throw new LockError(say("it is not whole"));
  }
  if (!isLock(lock)) throw new LockError(say("it is not a lock of a kind that this page knows"));
  if (lock.digest !== digest) {
    throw new LockError(say("it belongs to another version of this exam"));
  }
  return lock;
}

/** @param {any} lock @returns {lock is Lock} */
const isLock = (lock) =>
  lock?.type === "AnswerLock" &&
  lock.version === 1 &&
  ["course", "quiz", "digest", "salt"].every((name) => typeof lock[name] === "string") &&
  [lock.iterations, lock.needed].every((value) => Number.isInteger(value) && value > 0) &&
  typeof lock.shares === "object" &&
  typeof lock.answers === "object" &&
  Array.isArray(lock.forms) &&
  lock.forms.length > 0 &&
  lock.forms.every(
    (/** @type {any} */ form) =>
      Array.isArray(form?.items) &&
      [form.values, form.box].every((value) => typeof value === "string") &&
      Number.isInteger(form.tag),
  );
