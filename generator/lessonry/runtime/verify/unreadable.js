// What cannot be read as a certificate is refused with a headline and one sentence, never a stack.

import { say } from "../words.js";

/** A refusal: what was given is no certificate that this page can check. */
export class Unreadable extends Error {
  /**
   * @param {string} sentence What is wrong with it, and what to do.
   * @param {string} [headline] Where "cannot read" would not be the truth.
   * @param {"open" | "bad"} [tone] Whether it is merely not to be read, or to be distrusted.
   */
  constructor(sentence, headline = say("This page cannot read that"), tone = "open") {
    super(sentence);
    this.headline = headline;
    this.tone = tone;
  }
}
