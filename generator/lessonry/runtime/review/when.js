/** Days as people say them: today, yesterday, in 3 days, on 22 November. */

import { LANGUAGE } from "../words.js";
import { dayOf } from "./schedule.js";

const FAR = 14;
/** With Western digits, as every number of the interface has them. */
const TAG = `${LANGUAGE}-u-nu-latn`;

/**
 * Returns the day of a moment, beside a time of today where it is near.
 * @param {string | number} moment
 * @param {string | number} now
 */
export function dayWords(moment, now) {
  const days = dayOf(moment) - dayOf(now);
  return Math.abs(days) <= FAR ? inDays(days) : date(moment);
}

/**
 * Returns so many days from today, in words.
 * @param {number} days
 */
export const inDays = (days) =>
  new Intl.RelativeTimeFormat(TAG, { numeric: "auto" }).format(days, "day");

/** @param {string | number} moment */
const date = (moment) =>
  new Intl.DateTimeFormat(TAG, { dateStyle: "long" }).format(new Date(moment));
