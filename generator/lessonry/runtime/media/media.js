/** Brings a video or an audio to life: its own bar, its transcript, and the question before a host. */

import { playOwn } from "./player.js";
import { readAlong } from "./transcript.js";

/**
 * @typedef {{ seek: (seconds: number) => void, onTime: (heard: (seconds: number) => void) => void,
 *   onReady: (heard: (isReady: boolean) => void) => void }} Playback  What can be done with what is
 *   played: go to a moment, follow it, and hear when there is a player to go to a moment of.
 */

const MOMENT = /^#t=(\d+(?:\.\d+)?)$/;

/** @param {HTMLElement} place */
export async function mount(place) {
  const player = /** @type {HTMLMediaElement | null} */ (place.querySelector("video, audio"));
  const playback = player
    ? playOwn(place, player)
    : (await import("./hosted.js")).playHosted(place);
  readAlong(place, playback);
  // Of the page's first, moments have an address of their own: the lesson's, with `#t=12`.
  if (!player || place !== document.querySelector("[data-lr-media]")) return;
  for (const link of place.querySelectorAll("a[data-lr-from]")) {
    link.setAttribute("href", `#t=${/** @type {HTMLElement} */ (link).dataset.lrFrom}`);
  }
  const go = () => {
    const moment = place.isConnected && MOMENT.exec(location.hash);
    if (!moment) return;
    player.currentTime = Number(moment[1]);
    place.scrollIntoView({ block: "start" });
  };
  addEventListener("hashchange", go);
  go();
}
