/**
 * What the practice questions test, and which of them are not for review. The build writes this file
 * for the course; this one is for a host that builds none.
 *
 * @typedef {{ tests: Record<string, number>, apart: string[] }} QuizQuestions  `tests`: the place, in
 *   `objectives`, of what an item tests; `apart`: the items that a review leaves out.
 * @typedef {{ objectives: { id: string, text: string, lesson: string }[],
 *   quizzes: Record<string, QuizQuestions> }} Questions
 */

/** @type {Questions} */
export default { objectives: [], quizzes: {} };
