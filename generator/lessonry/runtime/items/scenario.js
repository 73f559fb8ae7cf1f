/**
 * Scenario: a conversation that branches. The response is the turns taken, one after the other.
 *
 * What was said stays above as a transcript; the scene that it led to stands below with its turns.
 * Coming to an outcome hands the response in, so there is nothing to press but what one says.
 *
 * @import { Rational } from "../rational.js"
 * @typedef {Record<string, Record<string, { to: string, points?: string }>>} Turns
 * @typedef {{ start: string, scenes: Turns }} Graph
 * @typedef {Graph & { best: string }} Key
 * @typedef {{ scene: string, turn: string, to: string, points: string }} Step
 * @typedef {{ steps: Step[], end: string }} Way
 * @typedef {{ graph: Graph, key: Key | null, path: string[], scenes: Map<string, HTMLElement>,
 *   story: HTMLElement, talk: HTMLElement, tools: HTMLElement, told: HTMLElement,
 *   said: HTMLElement | null, practice: boolean }} Play
 */

import { button, el } from "../dom.js";
import { debrief, endings, score as scoreLine, toneSign } from "../quiz/scenario-debrief.js";
import { add, compare, ONE, over, parse, ZERO } from "../rational.js";
import { say } from "../words.js";

/** Turns of one way; `domain/items/scenario.py` has the same limit. */
const MOST_STEPS = 200;

/** Half-way conversations are kept: a reload goes on where one was. */
export const drafts = true;

/** @type {WeakMap<HTMLFormElement, Play>} */
const plays = new WeakMap();

/**
 * @template T
 * @param {Record<string, T> | undefined} record
 * @param {string} name
 */
const own = (record, name) => (record && Object.hasOwn(record, name) ? record[name] : undefined);

/**
 * Returns the scenes passed and where they lead; null where a turn is none of its scene.
 * @param {Graph} graph
 * @param {string[]} values
 * @returns {Way | null}
 */
export function walk(graph, values) {
  /** @type {Step[]} */
  const steps = [];
  let scene = graph.start;
  for (const turn of values.slice(0, MOST_STEPS + 1)) {
    const found = own(own(graph.scenes, scene), turn);
    if (!found) return null;
    steps.push({ scene, turn, to: found.to, points: found.points ?? "0" });
    scene = found.to;
  }
  return own(graph.scenes, scene) && steps.length <= MOST_STEPS ? { steps, end: scene } : null;
}

/**
 * Returns whether a way has come to an outcome.
 * @param {Graph} graph
 * @param {Way | null} way
 */
const isOver = (graph, way) =>
  Boolean(way?.steps.length) && !Object.keys(own(graph.scenes, way?.end ?? "") ?? {}).length;

/**
 * Returns what a way is worth: in each scene what was said at the first visit counts.
 * @param {Step[]} steps
 */
export const points = (steps) =>
  steps
    .filter(({ scene }, index) => steps.findIndex((step) => step.scene === scene) === index)
    .reduce((sum, step) => add(sum, parse(step.points)), ZERO);

/**
 * Returns the way's points as a share of the best way's; nothing before an outcome is reached.
 * @param {Key} key
 * @param {string[]} values
 * @returns {Rational}
 */
export function score(key, values) {
  const way = walk(key, values);
  const best = parse(key.best);
  if (!way || !isOver(key, way) || compare(best, ZERO) <= 0) return ZERO;
  const share = over(points(way.steps), best);
  return compare(share, ZERO) < 0 ? ZERO : compare(share, ONE) > 0 ? ONE : share;
}

export const marks = () => [];
export const remark = () => "";

/** @param {HTMLFormElement} form */
export const read = (form) => plays.get(form)?.path ?? [];

/**
 * @param {HTMLFormElement} form
 * @param {string[]} values
 */
export function restore(form, values) {
  const play = plays.get(form);
  if (!play) return;
  play.path = values;
  lay(form, play);
}

/**
 * Returns whether there is no answer yet: a conversation is one when it has come to an end.
 * @param {string[]} values
 * @param {HTMLFormElement} [form]
 */
export function isEmpty(values, form) {
  const play = form && plays.get(form);
  return play ? !isOver(play.graph, walk(play.graph, values)) : !values.length;
}

/**
 * Returns the outcome that was come to.
 * @param {Key} key
 * @param {string[]} values
 */
export const found = (key, values) => (walk(key, values) ?? { end: "" }).end;

/**
 * Lets the turns of each scene change places.
 * @param {HTMLFormElement} form
 * @param {(rows: Element[]) => Element[]} order
 */
export function shuffle(form, order) {
  for (const scene of plays.get(form)?.scenes.values() ?? []) {
    const list = scene.querySelector("[data-lr-turns]");
    const rows = [...(list?.children ?? [])];
    const name = (/** @type {Element} */ row) =>
      /** @type {HTMLElement | null} */ (row.firstElementChild)?.dataset.lrTurn ?? "";
    // From the order written: `a` to `z`, then `aa`.
    rows.sort((a, b) => name(a).length - name(b).length || (name(a) < name(b) ? -1 : 1));
    list?.append(...order(rows));
  }
}

/**
 * Makes a game of the story: buttons of the links, and one scene at a time.
 * @param {HTMLFormElement} form
 */
export function prepare(form) {
  const story = /** @type {HTMLElement} */ (form.querySelector("[data-lr-story]"));
  /** @type {Map<string, HTMLElement>} */
  const scenes = new Map();
  /** @type {Graph} */
  const graph = { start: "", scenes: {} };
  for (const scene of /** @type {NodeListOf<HTMLElement>} */ (
    story.querySelectorAll("[data-lr-scene]")
  )) {
    const name = scene.dataset.lrScene ?? "";
    if (!scenes.size) graph.start = name;
    scenes.set(name, scene);
    graph.scenes[name] = {};
    scene.querySelector(".lr-scene-number")?.remove();
    scene.querySelector("[data-lr-turns]")?.setAttribute("aria-label", say("Your turn"));
    for (const link of /** @type {NodeListOf<HTMLElement>} */ (
      scene.querySelectorAll("[data-lr-turn]")
    )) {
      const { lrTurn: turn = "", lrTo: to = "" } = link.dataset;
      graph.scenes[name][turn] = { to };
      const words = link.querySelector(".lr-turn-words");
      const said = el("button", { type: "button", class: "lr-turn", "data-lr-turn": turn }, words);
      link.replaceWith(said);
    }
  }
  const talk = el("div", { class: "lr-talk" });
  const tools = el("div", { class: "lr-actions lr-scenario-tools" });
  const told = el("div", { class: "lr-told" });
  /** @type {HTMLElement | null} */
  const answer = form.querySelector("[data-lr-key]");
  const practice = form.closest("[data-lr-mode]")?.getAttribute("data-lr-mode") === "practice";
  const key = JSON.parse(answer?.dataset.lrKey ?? "null");
  /** @type {HTMLElement | null} */
  const said = form.querySelector("[data-lr-said]");
  const play = { graph, key, path: [], scenes, story, talk, tools, told, said, practice };
  plays.set(form, play);
  story.hidden = true;
  story.before(talk, tools);
  form.querySelector("[data-lr-feedback]")?.after(told);
  form.querySelector("[data-lr-scenario]")?.setAttribute("data-lr-live", "");
  talk.addEventListener("click", ({ target }) => {
    const turn = target instanceof Element ? target.closest("[data-lr-turn]") : null;
    if (turn) utter(form, play, turn);
  });
  form.addEventListener("reset", () => {
    play.path = [];
    lay(form, play);
  });
  lay(form, play);
}

/**
 * Says what stands on a button, and goes on to what it leads to.
 * @param {HTMLFormElement} form
 * @param {Play} play
 * @param {Element} turn
 */
function utter(form, play, turn) {
  go(form, play, [...play.path, turn.getAttribute("data-lr-turn") ?? ""]);
  if (play.said)
    play.said.textContent = say("You: {words}", { words: turn.textContent?.trim() ?? "" });
  if (play.practice && !isEmpty(play.path, form)) form.requestSubmit();
}

/**
 * Goes to where a path leads, and tells whoever keeps it.
 * @param {HTMLFormElement} form
 * @param {Play} play
 * @param {string[]} path
 */
function go(form, play, path) {
  play.path = path;
  const scene = lay(form, play);
  scene.classList.add("lr-scene--new");
  form.dispatchEvent(new Event("input", { bubbles: true }));
  form.dispatchEvent(new Event("change", { bubbles: true }));
  turnTo(scene);
}

/**
 * Lays out what was said so far, and returns the scene that it led to.
 * @param {HTMLFormElement} form
 * @param {Play} play
 */
function lay(form, play) {
  const { graph, scenes, story, talk, told, tools } = play;
  const way = walk(graph, play.path) ?? { steps: [], end: graph.start };
  play.path = way.steps.map(({ turn }) => turn);
  story.append(...scenes.values());
  /** @type {Set<string>} */
  const seen = new Set();
  const shown = (/** @type {string} */ name) => {
    const scene = /** @type {HTMLElement} */ (scenes.get(name));
    const one = seen.has(name) ? copied(scene) : scene;
    seen.add(name);
    one.classList.remove("lr-scene--new");
    one.toggleAttribute("data-lr-passed", true);
    return one;
  };
  const parts = way.steps.flatMap(({ scene, turn }) => {
    const one = shown(scene);
    const words = one.querySelector(`[data-lr-turn="${CSS.escape(turn)}"] .lr-turn-words`);
    const you = el("span", { class: "lr-hidden" }, say("You:"), " ");
    const bubble = el(
      "div",
      { class: "lr-said" },
      you,
      ...(words?.cloneNode(true).childNodes ?? []),
    );
    return [one, bubble];
  });
  const current = shown(way.end);
  current.toggleAttribute("data-lr-passed", false);
  talk.replaceChildren(...parts, current);
  told.replaceChildren();
  const over = isOver(graph, way);
  delete form.dataset.lrEnding;
  if (over) form.dataset.lrEnding = sign(play, current);
  const restart = () => {
    form.reset();
    if (play.said) play.said.textContent = say("From the beginning.");
    go(form, play, []);
  };
  const back = () => {
    if (play.said) play.said.textContent = say("One step back.");
    go(form, play, play.path.slice(0, -1));
  };
  const weight = over ? "" : "plain";
  const again = button(
    over && play.practice ? say("Try another way") : say("Start over"),
    restart,
    weight,
  );
  const undo = button(say("Step back"), back, over ? "quiet" : "plain");
  if (over && !play.practice) again.classList.add("lr-button--quiet");
  const buttons = play.practice ? (over ? [again, undo] : [undo, again]) : [again];
  tools.replaceChildren(...(way.steps.length ? buttons : []));
  talk.after(tools);
  return current;
}

/**
 * Signs an outcome by its tone: as the author says, or else as the points tell; an exam has neither.
 * @param {Play} play
 * @param {HTMLElement} scene
 */
function sign({ key, path }, scene) {
  const share = key ? score(key, path) : ZERO;
  const thirds = key && parse(key.best).n > 0n ? Number((share.n * 3n) / share.d) : -1;
  const byPoints = ["poor", "mixed", "good", "good"][thirds] ?? "";
  const tone = scene.dataset.lrTone ?? byPoints;
  scene.dataset.lrEnding = tone;
  scene.querySelector(".lr-scene-end")?.replaceChildren(...toneSign(tone));
  return tone;
}

/**
 * Returns what is told at an outcome, in a line; below it the debrief is laid out.
 * @param {HTMLFormElement} form
 * @param {Key} key
 * @param {import("../store/store.js").ItemState} state
 */
export function tell(form, key, state) {
  const play = /** @type {Play} */ (plays.get(form));
  const way = walk(key, play.path) ?? { steps: [], end: key.start };
  const whole = /** @type {HTMLElement} */ (form.querySelector("[data-lr-debrief]"));
  const came = isOver(key, way);
  const outcomes = [...play.scenes].filter(([name]) => !Object.keys(key.scenes[name]).length);
  const known = new Set([...(state.found ?? []), ...(came ? [way.end] : [])]);
  const title = /** @type {HTMLElement} */ (play.scenes.get(key.start)).firstElementChild;
  play.told.replaceChildren(
    endings(outcomes, known, came ? way.end : ""),
    ...(came ? [play.tools] : []),
    debrief(way, key, whole, title?.tagName ?? "H4"),
  );
  return [scoreLine(points(way.steps), parse(key.best), came)];
}

/**
 * Returns a copy of a scene that is passed again, without the ids that are there already.
 * @param {HTMLElement} scene
 */
function copied(scene) {
  const copy = /** @type {HTMLElement} */ (scene.cloneNode(true));
  for (const place of [copy, ...copy.querySelectorAll("[id]")]) place.removeAttribute("id");
  return copy;
}

/**
 * Moves the focus to a scene's heading, and what was said before it to the top of the screen.
 * @param {HTMLElement} scene
 */
function turnTo(scene) {
  const heading = /** @type {HTMLElement} */ (scene.firstElementChild);
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const top = scene.previousElementSibling ?? scene;
  top.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
}
