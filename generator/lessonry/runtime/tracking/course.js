/**
 * What a package tells the tracker of its course: `course.json`, written when the package is made.
 *
 * Nothing in it is secret: of an exam's items it has no key.
 *
 * @import { Outline } from "../outline.js"
 * @typedef {"choice" | "sequencing" | "matching" | "fill-in" | "numeric" | "long" | "likert" | "path"}
 *   Form  How an item is answered, in no standard's words; `path`: the turns of a conversation.
 * @typedef {{ quiz: string, item: string, id: string, form: Form, text: string, points: string,
 *   print: string, exam?: boolean, forms?: number, right?: string[],
 *   texts?: (Record<string, string> | null)[] }} TrackedItem  `id`: ASCII, unique in the course;
 *   `print`: the item's fingerprint; `forms`: how many variants it has, where there are several;
 *   `right`: a response that is right, of a practice item; `texts`: of each gap that is a list, what
 *   its choices say.
 * @typedef {{ id: string, locked: boolean, attempts?: number }} TrackedExam  `locked`: whether a pass
 *   is known here; `attempts`: how many there may be, where there is a limit.
 * @typedef {{ course: string, title: string, language: string, edition: string, site: string,
 *   pages: string[], items: TrackedItem[], exams: TrackedExam[], outline: Outline }} TrackedCourse
 *   `site`: the folder of the course's pages; `pages`: theirs, the first of them first, by their
 *   addresses within it.
 */

/**
 * Returns the description of the course that lies beside the shell.
 * @param {string} address
 * @returns {Promise<TrackedCourse>}
 */
export async function described(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}
