/**
 * What keeps a learner's progress while a course runs in an LMS: this browser's storage, or this page.
 *
 * It stands in for `localStorage` in the pages of the course. Where the browser keeps nothing for a frame,
 * it keeps as long as this page is there, which is as long as the course is open. It hears of every change.
 *
 * @import { Keeps } from "../store/learner.js"
 */

/** @implements {Keeps} */
export class Keeper {
  /**
   * @param {(key: string) => void} heard  Called after each change.
   * @param {boolean} isFleeting  Whether nothing is to stay, since the LMS shows the course only.
   */
  constructor(heard, isFleeting) {
    this.heard = heard;
    this.isFleeting = isFleeting;
    /** @type {Map<string, string | null>} */
    this.memory = new Map();
  }

  /** @param {string} key */
  getItem(key) {
    const kept = this.memory.get(key);
    if (kept !== undefined) return kept;
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }

  /**
   * @param {string} key
   * @param {string} value
   */
  setItem(key, value) {
    this.keep(key, value);
    this.heard(key);
  }

  /** @param {string} key */
  removeItem(key) {
    this.keep(key, null);
    this.heard(key);
  }

  /**
   * @param {string} key
   * @param {string | null} value
   */
  keep(key, value) {
    this.memory.set(key, value);
    if (this.isFleeting) return;
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
      this.memory.delete(key);
    } catch {
      // Blocked or full: this page has it, and the LMS the gist of it.
    }
  }
}

/**
 * Returns a short name for a learner that tells nothing of who it is: FNV-1a in 64 bits.
 * @param {string} id  As the LMS has it.
 */
export function named(id) {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(id)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(36);
}
