/**
 * What is known and what is weak, by objective: of each question the last that was shown of it.
 *
 * @import { State } from "../store/store.js"
 * @import { Questions } from "./questions.js"
 * @import { Placed } from "./schedule.js"
 * @typedef {{ id: string, text: string, lesson: string, of: number, answered: number,
 *   right: number }} Objective
 */

import { memoryOf, noteOf } from "./schedule.js";

/**
 * Returns the objectives that questions test, in the course's order, with how they stand.
 * @param {State} state
 * @param {Questions} questions
 * @param {Record<string, Placed>} places
 * @returns {Objective[]}
 */
export function objectivesOf(state, { objectives, quizzes }, places) {
  const all = objectives.map((objective) => ({ ...objective, of: 0, answered: 0, right: 0 }));
  for (const [quiz, { tests }] of Object.entries(quizzes)) {
    const { asked = 0, prints = "" } = places[quiz] ?? {};
    const known = new Set(prints.match(/.{4}/g));
    /** @type {Map<number, number>} */
    const items = new Map();
    for (const [item, number] of Object.entries(tests)) {
      const objective = all[number];
      if (!objective) continue;
      items.set(number, (items.get(number) ?? 0) + 1);
      const kept = state.quizzes[quiz]?.items[item];
      const isSame = kept !== undefined && known.has(kept.fingerprint.slice(0, 4));
      const memory = isSame ? memoryOf(kept, state.notes[noteOf({ quiz, item })]) : null;
      objective.answered += Number(memory !== null);
      objective.right += Number(memory !== null && !memory.missed);
    }
    // Of a quiz that draws, nobody is asked all.
    for (const [number, count] of items) all[number].of += Math.min(count, asked);
  }
  return all.filter(({ of }) => of > 0);
}

/**
 * Returns how an objective stands: `known` where everything of it was right, `weak` where something
 * was not, `begun` where what was asked was right and more is to come, `new` where nothing was asked.
 * @param {Objective} objective
 */
export function wordOf({ answered, of, right }) {
  if (!answered) return "new";
  if (right < answered) return "weak";
  return answered >= of ? "known" : "begun";
}
