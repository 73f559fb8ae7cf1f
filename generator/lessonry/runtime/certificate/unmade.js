// Why no PDF file could be made.

/** No PDF file can be made here; the message is a sentence for the learner. */
export class Unmade extends Error {
  name = "Unmade";
}
