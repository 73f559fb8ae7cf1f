/**
 * Whose progress a page keeps, and where: in an LMS, the page around the course says so.
 *
 * There, several learners may sit at one computer, and each has a part of the storage. What that page
 * lays on the frame is its keeper (`tracking/keeper.js`); a page of the course that stands in a tab of
 * its own keeps for the learner who is there now. Anywhere else there is neither.
 *
 * @typedef {{ getItem(key: string): string | null, setItem(key: string, value: string): void,
 *   removeItem(key: string): void }} Keeps
 * @typedef {{ learner: string, storage: Keeps, isConfined: boolean }} Host
 */

const HOST = hostOf();

/** Whether this page stands in an LMS, which is told of what is done on it. */
export const IS_HOSTED = HOST !== null;

/** Returns whether the LMS's frame may let no file out: no page is told when a download is refused. */
export const mayHoldFiles = () => HOST?.isConfined ?? false;

/** Returns where things are kept; throws where nobody may look. */
export const storage = () => HOST?.storage ?? localStorage;

/**
 * Returns the name of a part of the storage that is the learner's own.
 * @param {string} name
 * @param {string} learner
 */
export const own = (name, learner) => (learner ? `${name}#${learner}` : name);

/**
 * Returns the name of a course's state, everybody's.
 * @param {string} course
 * @param {string} root  The path of the course's pages on their host.
 */
export const keyAt = (course, root) => `lessonry/1/${course}/${root}`;

/**
 * Returns under what it is kept who is there now.
 * @param {string} root
 */
export const presence = (root) => `lessonry/learner/${root}`;

/**
 * Returns the learner whose part this page has; nothing where there is one for all.
 * @param {string} root
 */
export function learnerAt(root) {
  if (HOST) return HOST.learner;
  try {
    return localStorage.getItem(presence(root)) ?? "";
  } catch {
    return "";
  }
}

/** @returns {Host | null} */
function hostOf() {
  try {
    return /** @type {any} */ (globalThis.frameElement)?.lessonry ?? null;
  } catch {
    return null;
  }
}
