// The parts of this page that are fetched only when they are needed, and may then be out of reach.

import { say } from "../words.js";
import { Unreadable } from "./unreadable.js";

/**
 * Return a module that was asked for.
 *
 * @template T
 * @param {Promise<T>} module
 * @returns {Promise<T>}
 * @throws {Unreadable} It did not come.
 */
export async function loaded(module) {
  try {
    return await module;
  } catch {
    throw new Unreadable(
      say(
        "It could not be loaded: check your connection and try again. If that does not help, load the page anew.",
      ),
      say("A part of this page is missing"),
    );
  }
}
