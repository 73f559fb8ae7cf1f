/**
 * The browser's own player, with what it lacks: speeds that are remembered, going on where one
 * stopped, and captions where a browser does not load them.
 *
 * @import { Playback } from "./media.js"
 */

import { button, el } from "../dom.js";
import { listen, read, remember } from "../store/store.js";
import { LANGUAGE, say } from "../words.js";
import { clock } from "./clock.js";

const SPEEDS = [0.75, 1, 1.25, 1.5, 1.75, 2];
const SPEED = "media/speed";
const CAPTIONS = "media/captions";
const OFF = "off";
/** Seconds of playing after which the place is noted again. */
const EVERY = 5;
/** Seconds from either end within which there is nothing to go on with. */
const EDGE = 5;

/**
 * @param {HTMLElement} place
 * @param {HTMLMediaElement} player
 * @returns {Playback}
 */
export function playOwn(place, player) {
  const { lrCourse: course = "" } = place.dataset;
  const bar = /** @type {HTMLElement} */ (place.querySelector("[data-lr-bar]"));
  bar.append(resume(place, player, course), speed(player, course));
  bar.hidden = false;
  rememberCaptions(player, course);
  mendCaptions(place, player);
  sayTrouble(place, player);
  return {
    seek(seconds) {
      player.currentTime = seconds;
      player.play().catch(() => {});
    },
    onTime: (heard) => {
      for (const event of ["timeupdate", "seeking"]) {
        player.addEventListener(event, () => heard(player.currentTime));
      }
    },
    onReady: (heard) => heard(true),
  };
}

/**
 * Returns the choice of a speed, which holds for everything that is played in the course.
 * @param {HTMLMediaElement} player
 * @param {string} course
 */
function speed(player, course) {
  // Kept together: in a line from the right the sign would go to the other side.
  const shown = (/** @type {number} */ rate) => `\u2066${number.format(rate)}×\u2069`;
  const number = new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: 2 });
  const choice = el(
    "select",
    { class: "lr-media-choice", change: () => remember(course, SPEED, choice.value) },
    ...SPEEDS.map((rate) => el("option", { value: String(rate) }, shown(rate))),
  );
  const kept = () => {
    const rate = Number(read(course).notes[SPEED]?.value);
    return SPEEDS.includes(rate) ? rate : 1;
  };
  const take = (/** @type {number} */ rate) => {
    player.defaultPlaybackRate = rate;
    player.playbackRate = rate;
  };
  choice.addEventListener("change", () => take(Number(choice.value)));
  // The player's own menu may have been used; a speed that we do not offer shows as none.
  player.addEventListener("ratechange", () => {
    choice.value = String(player.playbackRate);
  });
  choice.value = String(kept());
  take(kept());
  return el("label", { class: "lr-media-label" }, el("span", {}, say("Speed")), choice);
}

/**
 * Notes how far it was played, and returns the button that goes on there.
 * @param {HTMLElement} place
 * @param {HTMLMediaElement} player
 * @param {string} course
 */
function resume(place, player, course) {
  const name = `media/${place.dataset.lrPage}/${place.dataset.lrMedia}`;
  const kept = () => Number(read(course).notes[name]?.value) || 0;
  let [noted, isOurs] = [0, false];
  const note = (/** @type {number} */ seconds) => {
    noted = seconds;
    const isNear = seconds < EDGE || seconds > player.duration - EDGE;
    const value = isNear ? "" : seconds.toFixed(1);
    if (value || kept()) remember(course, name, value);
  };
  const go = button(
    "",
    () => {
      player.currentTime = kept();
      player.play().catch(() => {});
      player.focus();
    },
    "quiet",
  );
  const show = () => {
    const at = kept();
    go.hidden = isOurs || !at || at > player.duration;
    go.textContent = say("Go on at {time}", { time: clock(at) });
  };
  player.addEventListener("playing", () => {
    isOurs = true;
    show();
  });
  player.addEventListener("timeupdate", () => {
    if (!player.paused && Math.abs(player.currentTime - noted) >= EVERY) note(player.currentTime);
  });
  player.addEventListener("pause", () => isOurs && note(player.currentTime));
  player.addEventListener("loadedmetadata", show);
  addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && !player.paused) note(player.currentTime);
  });
  listen(course, show);
  show();
  return go;
}

/**
 * Shows captions as they were last chosen, on this page or another, and notes what is chosen.
 * @param {HTMLMediaElement} player
 * @param {string} course
 */
function rememberCaptions(player, course) {
  const wanted = read(course).notes[CAPTIONS]?.value;
  const tracks = () => [...player.textTracks].filter(({ kind }) => kind === "captions");
  if (wanted && (wanted === OFF || tracks().some(({ language }) => language === wanted))) {
    for (const track of tracks()) track.mode = track.language === wanted ? "showing" : "disabled";
  }
  // Browsers choose, too: what changes before the learner touched the player is not theirs.
  let isTouched = false;
  for (const event of ["pointerdown", "keydown"]) {
    player.addEventListener(event, () => {
      isTouched = true;
    });
  }
  player.textTracks.addEventListener("change", () => {
    if (!isTouched) return;
    const shown = tracks().find(({ mode }) => mode === "showing")?.language ?? OFF;
    if (shown !== read(course).notes[CAPTIONS]?.value) remember(course, CAPTIONS, shown);
  });
}

/**
 * Makes captions of the transcript where their file does not load, as from a folder of one's disk.
 * @param {HTMLElement} place
 * @param {HTMLMediaElement} player
 */
function mendCaptions(place, player) {
  for (const track of player.querySelectorAll("track")) {
    track.addEventListener("error", () => {
      const said = `[data-lr-said][lang="${CSS.escape(track.srclang)}"] [data-lr-to]`;
      const cues = /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll(said));
      if (track.kind !== "captions" || !cues.length) return;
      const made = player.addTextTrack("captions", track.label, track.srclang);
      for (const { dataset, textContent } of cues) {
        made.addCue(new VTTCue(Number(dataset.lrFrom), Number(dataset.lrTo), textContent ?? ""));
      }
      made.mode = track.track.mode;
      track.remove();
    });
  }
}

/**
 * Says so where none of the files can be played.
 * @param {HTMLElement} place
 * @param {HTMLMediaElement} player
 */
function sayTrouble(place, player) {
  const notice = /** @type {HTMLElement} */ (place.querySelector("[data-lr-trouble]"));
  const transcript = /** @type {HTMLDetailsElement | null} */ (
    place.querySelector("[data-lr-transcript]")
  );
  const tell = () => {
    notice.hidden = false;
    const words = transcript
      ? say("This cannot be played now. Check your connection; what is said in it stands below.")
      : say("This cannot be played now. Check your connection, then reload the page.");
    setTimeout(() => {
      notice.textContent = words;
    }, 100); // A status is read out when its words come after it.
    if (transcript) transcript.open = true;
  };
  player.querySelector("source:last-of-type")?.addEventListener("error", tell);
  player.addEventListener("error", tell);
  if (player.networkState === HTMLMediaElement.NETWORK_NO_SOURCE) tell();
}
