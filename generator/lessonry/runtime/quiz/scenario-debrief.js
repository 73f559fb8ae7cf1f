/**
 * The debrief of a scenario: the way taken, scene by scene, and the endings found so far.
 *
 * The page has all of it, for those without scripts; what belongs to the way is copied from there.
 *
 * @import { Rational } from "../rational.js"
 * @import { Key, Way } from "../items/scenario.js"
 */

import { el, icon } from "../dom.js";
import { points, pointsOf, pointsReached } from "../figures.js";
import { compare, parse, ZERO } from "../rational.js";
import { counted, say } from "../words.js";

/** @type {Record<string, [() => string, string]>} Of each tone its name and its drawing. */
const TONES = {
  good: [() => say("A good ending"), "M5 12.5l4.5 4.5L19 7.5"],
  mixed: [() => say("A mixed ending"), "M4 13.5c2.5-4.5 5-4.5 8-1.5s5.5 3 8-1.5"],
  poor: [() => say("A poor ending"), "M7 7l10 10M17 7L7 17"],
  "": [() => say("The end"), "M7 20V5h10l-2.5 3.5L17 12H7"],
};

/**
 * Returns a tone's icon and words.
 * @param {string} tone
 */
export function toneSign(tone) {
  const [name, path] = TONES[tone] ?? TONES[""];
  return [drawn(path), el("span", {}, name())];
}

/** @param {string} path */
function drawn(path) {
  const drawing = icon(true);
  drawing.firstElementChild?.setAttribute("d", path);
  return drawing;
}

/**
 * Returns the score of a way in a line.
 * @param {Rational} reached
 * @param {Rational} best
 * @param {boolean} came  Whether it came to an outcome.
 */
export function score(reached, best, came) {
  const line = (/** @type {(Node | string)[]} */ ...said) =>
    el("p", { class: "lr-verdict" }, ...said);
  if (!came) return line(say("This conversation has not come to an end."));
  // Of a scenario that is not graded there is nothing to say in numbers.
  if (compare(best, ZERO) <= 0) return line(say("You came to an end."));
  const isBest = compare(reached, best) >= 0;
  const more = isBest ? say("No way earns more.") : say("Another way earns more.");
  return line(el("strong", {}, pointsReached(reached, best)), ` ${more}`);
}

/**
 * Returns the map of endings: those that were found by name, the others as places to find.
 * @param {[string, HTMLElement][]} outcomes
 * @param {Set<string>} known
 * @param {string} here
 */
export function endings(outcomes, known, here) {
  const found = outcomes.filter(([name]) => known.has(name)).length;
  const all = outcomes.length;
  const text =
    found === all && all > 1
      ? say("You have found all {n} endings.", { n: all })
      : counted(all, "{found} of {n} ending found.", "{found} of {n} endings found.", { found });
  const rows = outcomes.map(([name, scene]) => {
    if (!known.has(name)) return el("li", { class: "lr-ending" }, say("Not found yet"));
    const { lrTone, lrEnding } = scene.dataset;
    const tone = lrTone ?? lrEnding ?? "";
    const [sort, path] = TONES[tone] ?? TONES[""];
    const told = el("span", { class: "lr-hidden" }, say("{ending}:", { ending: sort() }), " ");
    return el(
      "li",
      { class: "lr-ending", "data-lr-ending": tone, "aria-current": name === here && "true" },
      drawn(path),
      told,
      el("span", {}, ...copies(scene.firstElementChild)),
    );
  });
  const list = el("ul", { class: "lr-endings" }, ...rows);
  return el("div", { class: "lr-found" }, el("p", {}, text), list);
}

/**
 * Returns the debrief of a way.
 * @param {Way} way
 * @param {Key} key
 * @param {HTMLElement} whole  The debrief of all scenes.
 * @param {string} tag  Of its heading.
 */
export function debrief({ steps, end }, key, whole, tag) {
  const heading = document.createElement(tag);
  heading.className = "lr-debrief-heading";
  heading.textContent = say("The debrief");
  const of = (/** @type {string} */ scene) =>
    whole.querySelector(`:scope > [data-lr-debrief-of="${CSS.escape(scene)}"]`);
  const rows = steps.map(({ scene, turn }, index) => {
    const again = steps.slice(0, index).some((step) => step.scene === scene);
    return passed(of(scene), turn, key.scenes[scene], again);
  });
  const last = steps.some(({ scene }) => scene === end) ? null : outcome(of(end));
  const list = el("ol", { class: "lr-debrief" }, ...rows, last);
  return el("section", { class: "lr-debriefing" }, heading, list);
}

/**
 * Returns what is told of a scene that was passed.
 * @param {Element | null} told
 * @param {string} turn
 * @param {Key["scenes"][string]} turns
 * @param {boolean} again
 */
function passed(told, turn, turns, again) {
  const reasons = [...(told?.querySelectorAll("[data-lr-reason-of]") ?? [])];
  const mine = reasons.find((reason) => reason.getAttribute("data-lr-reason-of") === turn);
  const others = reasons.filter((reason) => reason !== mine);
  const why = copyOf(mine?.querySelector(".lr-reason-why"));
  const rest = others.length
    ? el(
        "details",
        { class: "lr-hint" },
        el("summary", {}, say("What else could have been said")),
        el("ul", { class: "lr-reasons" }, ...others.map((reason) => copyOf(reason))),
      )
    : null;
  return el(
    "li",
    { class: "lr-passed" },
    copyOf(told?.querySelector(".lr-debrief-title")),
    el("div", { class: "lr-said" }, ...copies(mine?.querySelector(".lr-reason-said"))),
    worth(turn, turns, again),
    why,
    // What a scene was about is told once.
    again ? null : copyOf(told?.querySelector(":scope > .lr-debrief-why")),
    rest,
  );
}

/** @param {Element | null} told */
function outcome(told) {
  const why = told?.querySelector(":scope > .lr-debrief-why");
  if (!told || !why) return null;
  const title = copyOf(told.querySelector(".lr-debrief-title"));
  return el("li", { class: "lr-passed" }, title, copyOf(why));
}

/**
 * Returns what a turn was worth, beside the most that its scene had to give.
 * @param {string} turn
 * @param {Key["scenes"][string]} turns
 * @param {boolean} again
 */
function worth(turn, turns, again) {
  const all = Object.values(turns).map(({ points }) => parse(points ?? "0"));
  const most = all.reduce((a, b) => (compare(a, b) < 0 ? b : a));
  if (all.every((one) => compare(one, ZERO) === 0)) return null;
  if (again) return el("p", { class: "lr-worth" }, say("Counted at the first visit."));
  const mine = parse(turns[turn].points ?? "0");
  const side = compare(mine, most) === 0 ? "most" : compare(mine, ZERO) > 0 ? "some" : "none";
  const sign = side === "most" ? TONES.good : side === "some" ? TONES.mixed : TONES.poor;
  const text = compare(most, ZERO) > 0 ? pointsOf(mine, most) : points(mine);
  return el("p", { class: "lr-worth", "data-lr-worth": side }, drawn(sign[1]), text);
}

/**
 * Returns a copy without ids, which would be there twice.
 * @param {Element | null | undefined} place
 */
function copyOf(place) {
  if (!place) return null;
  const copy = /** @type {Element} */ (place.cloneNode(true));
  for (const one of [copy, ...copy.querySelectorAll("[id]")]) one.removeAttribute("id");
  return copy;
}

/**
 * Returns copies of what stands in a place, without what it was worth.
 * @param {Element | null | undefined} place
 */
function copies(place) {
  const copy = copyOf(place);
  copy?.querySelector(".lr-worth")?.remove();
  return [...(copy?.childNodes ?? [])];
}
