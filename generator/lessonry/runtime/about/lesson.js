/** What stands around a lesson, or on the home below its lessons: brought to life part by part. */

import { showRating } from "./rating.js";
import { followRelated } from "./related.js";
import { offerReports } from "./reports.js";
import { offerShare } from "./share.js";
import { dropPast } from "./workshops.js";

/**
 * Brings it to life.
 * @param {HTMLElement} place
 */
export function mount(place) {
  dropPast(place);
  followRelated(place);
  showRating(place);
  offerShare(place);
  offerReports(place);
}
