/** Says quietly that a new edition of the course has come; it takes over when the learner says so. */

import { button, el } from "../dom.js";
import { read } from "../store/store.js";
import { learn, say } from "../words.js";

/**
 * Offers the edition that waits; not while an exam is sat, in this tab or another.
 * @param {ServiceWorker} waiting
 */
export async function tell(waiting) {
  if (isExamRunning() || document.querySelector("[data-lr-edition]")) return;
  await learn("offline");
  const words = el("p", { role: "status" });
  const take = () => {
    if (isExamRunning()) return notice.remove();
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), {
      once: true,
    });
    waiting.postMessage("take over");
  };
  const notice = el(
    "div",
    { class: "lr-notice lr-notice--low lr-edition", "data-lr-edition": "" },
    words,
    el(
      "div",
      { class: "lr-actions" },
      button(say("Reload"), take),
      button(say("Later"), () => notice.remove(), "plain"),
    ),
  );
  document.querySelector("article")?.append(notice);
  // A status that comes with its words is not read out.
  setTimeout(() => {
    words.textContent = say("A new edition of this course is ready. What you did is kept.");
  }, 100);
}

/** Tells whether an exam of this course is under way. */
function isExamRunning() {
  const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-lr-course]"));
  const { exams } = read(place?.dataset.lrCourse ?? "");
  return Object.values(exams).some(({ current }) => current);
}
