/** An exam's page: closed until the lessons that it requires are done. */

import outline from "../outline.js";
import { read } from "../store/store.js";
import { say } from "../words.js";
import { follow } from "./follow.js";
import { gate } from "./gate.js";
import { standingOf } from "./standing.js";

/**
 * Brings the page of an exam to life.
 * @param {HTMLElement} head
 */
export function mount(head) {
  const { lrCourse: course = "", lrExamPage: exam = "" } = head.dataset;
  let isOpen = false;
  const show = () => {
    const standing = standingOf(outline, read(course));
    const stands = standing.exams[exam];
    isOpen ||= stands?.state !== "closed";
    gate(head, isOpen ? [] : stands.waits, standing, say("The exam is not open yet"));
  };
  show();
  follow(course, head, show);
}
