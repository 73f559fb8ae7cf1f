/**
 * The time of an attempt: how much is left, by clocks that nobody can turn back while the page is
 * open, and how it is said.
 *
 * @import { Current } from "../store/store.js"
 * @typedef {{ deadline: number, left(): number, total: number }} Time  Milliseconds; the deadline
 *   since 1970.
 */

import { counted, LANGUAGE, say } from "../words.js";

const MINUTE = 60_000;

/**
 * Returns the time of an attempt; nothing where it has no limit.
 *
 * The time of day goes on while the page is closed, and can be set back; the page's own clock
 * cannot, and may stand still while the machine sleeps. The one that gives less is believed.
 * @param {Current} current
 * @returns {Time | null}
 */
export function timeOf(current) {
  if (!current.limit) return null;
  const total = Math.round(current.limit * 1000 * (1 + part(current.extra)));
  const deadline = Date.parse(current.started) + total;
  const opened = performance.now();
  // What was written last was written in the past, whatever the time of day says.
  const atOpening = deadline - Math.max(Date.now(), Date.parse(current.at));
  const left = () =>
    Math.min(deadline - Date.now(), atOpening - (performance.now() - opened), total);
  return { deadline, left, total };
}

/**
 * Returns a share such as `1/2` as a number; what cannot be read is none.
 * @param {string | undefined} share
 */
export function part(share) {
  const [, whole = "0", below = "1"] = /^(\d+)(?:\/(\d+))?$/.exec(share ?? "") ?? [];
  const number = Number(whole) / Number(below);
  return Number.isFinite(number) ? number : 0;
}

/**
 * Returns the moments to announce, in milliseconds before the end, the earliest first.
 * @param {number} total
 * @returns {number[]}
 */
export function marks(total) {
  const wanted = [total / 2, 5 * MINUTE, MINUTE].filter((mark) => mark < total && mark >= MINUTE);
  return [...new Set(wanted)].sort((a, b) => b - a);
}

/**
 * Returns a time as a clock shows it: `4:09`, `1:04:09`; a second that has begun counts.
 * @param {number} milliseconds
 */
export function clock(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const start = hours ? `${hours}:${two(minutes)}` : String(minutes);
  return `${start}:${two(seconds % 60)}`;
}

/**
 * Returns a time in words: `45 minutes`, `1 minute 30 seconds`; above ten minutes no seconds.
 * @param {number} milliseconds
 */
export function spoken(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const minutes = Math.floor(seconds / 60);
  const rest = minutes < 10 ? seconds % 60 : 0;
  if (!minutes && !rest) return say("no time");
  const whole = counted(minutes, "{n} minute", "{n} minutes");
  if (!rest) return whole;
  const left = counted(rest, "{n} second", "{n} seconds");
  return minutes ? say("{minutes} {seconds}", { minutes: whole, seconds: left }) : left;
}

/**
 * Returns when an attempt ends, as a learner's clock shows it: `14:05`; past midnight with the day.
 * @param {Time} time
 */
export function until({ deadline }) {
  const end = new Date(deadline);
  const isToday = end.toDateString() === new Date().toDateString();
  return end.toLocaleString(LANGUAGE, {
    ...(isToday ? {} : { dateStyle: "medium" }),
    timeStyle: "short",
    numberingSystem: "latn",
  });
}
