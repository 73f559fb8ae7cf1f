// What cannot be read as a certificate is refused with a headline and one sentence, never a stack.

/** A refusal: what was given is no certificate that this page can check. */
export class Unreadable extends Error {
  /**
   * @param {string} sentence What is wrong with it, and what to do.
   * @param {string} [headline] Where "cannot read" would not be the truth.
   */
  constructor(sentence, headline = "This page cannot read that") {
    super(sentence);
    this.headline = headline;
  }
}
