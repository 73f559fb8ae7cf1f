/**
 * The course in short. The build writes the whole of it in this file's place; this one is a course of
 * nothing, for a host that builds no outline.
 *
 * Every `url` but the course's own is relative to the site's root.
 *
 * @typedef {{ id: string, title: string, asked: number, prints: string, needed?: string,
 *   optional?: boolean, grading?: "first" | "best" | "last" }} OutlinedQuiz  A practice quiz. `prints`:
 *   the first four digits of the fingerprint of each item, by which an answer is known to be one to it
 *   as it is now; `needed`: the share of its points that makes the lesson done, `"4/5"`; `optional`: the
 *   lesson is done without it.
 * @typedef {{ id: string, title: string, url: string, minutes: number, weight: number,
 *   requires: string[], access: "free" | "full", digest: string,
 *   quizzes: OutlinedQuiz[] }} OutlinedLesson  `digest`: of its text; `weight` nothing: may be left out.
 * @typedef {{ id: string, title: string | null, url?: string, lessons: OutlinedLesson[] }} OutlinedModule
 * @typedef {{ id: string, title: string, url: string, requires: string[] }} OutlinedExam
 * @typedef {{ course: string, title: string, edition: string, language: string, url: string | null,
 *   home: string, progress: string, verify: string | null, exams: OutlinedExam[],
 *   modules: OutlinedModule[], completion: { lessons: string, quizzes: Record<string, string>,
 *   exam: boolean }, open: boolean }} Outline
 */

/** @type {Outline} */
export default {
  course: "",
  title: "",
  edition: "",
  language: "en",
  url: null,
  home: "./",
  progress: "progress/",
  verify: null,
  exams: [],
  modules: [],
  completion: { lessons: "1", quizzes: {}, exam: true },
  open: true,
};
