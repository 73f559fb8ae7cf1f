/**
 * A video that lies at a host: nothing of the host's is loaded before the learner says so.
 *
 * @import { Playback } from "./media.js"
 */

import { button, el } from "../dom.js";
import { say } from "../words.js";
import { allow, isAllowed, onConsent } from "./consent.js";

/**
 * Returns the address of a host's player at a moment, which plays at once where it is asked to.
 * @param {string} embed
 * @param {string} service
 * @param {number} seconds
 * @param {boolean} isAsked
 */
export function playerAt(embed, service, seconds, isAsked) {
  const url = new URL(embed);
  const whole = Math.floor(seconds);
  if (isAsked) url.searchParams.set("autoplay", "1");
  if (whole && service === "YouTube") url.searchParams.set("start", String(whole));
  if (whole && service === "PeerTube") url.searchParams.set("start", `${whole}s`);
  if (whole && service === "Vimeo") url.hash = `t=${whole}s`;
  return url.href;
}

/**
 * @param {HTMLElement} place
 * @returns {Playback}
 */
export function playHosted(place) {
  const { lrCourse: course = "" } = place.dataset;
  const box = /** @type {HTMLElement} */ (place.querySelector("[data-lr-hosted]"));
  const { lrHost: host = "", lrService: service = "", lrEmbed: embed = "" } = box.dataset;
  const ask = /** @type {HTMLElement} */ (place.querySelector("[data-lr-ask]"));
  const choices = /** @type {HTMLElement} */ (place.querySelector("[data-lr-consent]"));
  const words = /** @type {HTMLElement} */ (ask.querySelector("p"));
  const before = [...box.childNodes];
  const question = words.textContent ?? "";
  /** @type {((isReady: boolean) => void)[]} */
  const heard = [];
  let [isOnce, frame] = [false, /** @type {HTMLIFrameElement | null} */ (null)];
  let [shown, isAsked] = ["", false];

  const play = (/** @type {number} */ seconds, /** @type {boolean} */ isAsked) => {
    frame = el("iframe", {
      src: playerAt(embed, service, seconds, isAsked),
      title: say("Player of {service}: {title}", { service, title: box.dataset.lrTitle ?? "" }),
      allow: "autoplay; encrypted-media; fullscreen; picture-in-picture",
      allowfullscreen: true,
      loading: "lazy",
      // YouTube and Vimeo refuse to play where they are not told the site; the page they need not know.
      referrerpolicy: "strict-origin",
      sandbox: "allow-scripts allow-same-origin allow-presentation allow-popups",
    });
    box.replaceChildren(frame);
    for (const tell of heard) tell(true);
  };
  const show = () => {
    const isAlways = isAllowed(course, host);
    // Whatever else is noted, in another tab too, the button under the focus stays.
    if (shown === `${isAlways} ${isOnce}`) return;
    shown = `${isAlways} ${isOnce}`;
    if ((isAlways || isOnce) && !frame) play(0, isOnce || isAsked);
    isAsked = false;
    if (!isAlways && !isOnce && frame) {
      frame = null;
      box.replaceChildren(...before);
      for (const tell of heard) tell(false);
    }
    const once = button(say("Play this once"), () => {
      isOnce = true;
      show();
      frame?.focus();
    });
    const always = button(
      say("Always allow {host}", { host }),
      async () => {
        isAsked = true; // So it begins.
        await allow(course, host, true);
        frame?.focus();
      },
      "quiet",
    );
    const again = button(
      say("Ask me again"),
      async () => {
        isOnce = false;
        await allow(course, host, false);
        choices.querySelector("button")?.focus();
      },
      "plain",
    );
    words.textContent = isAlways
      ? say("You always allow {host} on this course.", { host })
      : isOnce
        ? say("You allowed {host} this once.", { host })
        : question;
    choices.replaceChildren(...(isAlways ? [again] : isOnce ? [] : [once, always]));
    choices.hidden = !choices.childElementCount;
  };
  onConsent(course, show);
  queueMicrotask(show); // After those who want to hear of it.
  return {
    seek: (seconds) => play(seconds, true),
    onTime: () => {},
    onReady: (tell) => {
      heard.push(tell);
      tell(frame !== null);
    },
  };
}
