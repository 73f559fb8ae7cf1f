/** The number of questions that are due, beside the link to My progress on the course's home. */

import { listen, read } from "../store/store.js";
import { counted } from "../words.js";

/**
 * Shows the number, and keeps it right; who has not begun needs nothing for it.
 * @param {HTMLElement} place
 */
export async function mount(place) {
  const course = place.dataset.lrCourse ?? "";
  const show = async () => {
    const { exams, lessons, quizzes } = read(course);
    const isBegun = [exams, lessons, quizzes].some((kept) => Object.keys(kept).length);
    const number = isBegun && (await (await import("./due.js")).dueIn(course));
    place.textContent = number
      ? counted(number, "{n} question to review", "{n} questions to review")
      : "";
  };
  listen(course, () => place.isConnected && show());
  await show();
}
