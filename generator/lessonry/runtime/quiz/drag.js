/**
 * Moving things on the page: dragged by pointer, and gliding to where they belong.
 *
 * A mouse drags a thing anywhere on it, a finger or a pen by its grip only, so that the page still
 * scrolls under them. Nothing here is the only way: whoever cannot drag has buttons or a list.
 *
 * @typedef {{ x: number, y: number, dx: number, dy: number }} Spot  Where the pointer is in the
 *   window, and how far from where it began, scrolling included.
 * @typedef {{ start(): void, move(spot: Spot): void, end(dropped: boolean, spot: Spot): void }} Drag
 */

import { el } from "../dom.js";

/** How far a pointer moves, in pixels, before it drags. */
const SLACK = 4;
/** How near to the window's edge the page begins to scroll, and how fast, in pixels. */
const EDGE = 72;
const PACE = 12;
const LENGTH = 200;

/**
 * Lets `thing` be dragged.
 * @param {HTMLElement} thing
 * @param {HTMLElement} grip
 * @param {Drag} on
 */
export function draggable(thing, grip, on) {
  thing.addEventListener("pointerdown", (down) => {
    const target = /** @type {Element} */ (down.target);
    if (down.button || !down.isPrimary || target.closest("a, button, input, select")) return;
    if (down.pointerType !== "mouse" && !grip.contains(target)) return;
    follow(thing, down, on);
  });
  // A picture or a link in it would be dragged by the browser.
  thing.addEventListener("dragstart", (event) => event.preventDefault());
}

/**
 * Follows a pointer that went down until it lets go.
 * @param {HTMLElement} thing
 * @param {PointerEvent} down
 * @param {Drag} on
 */
function follow(thing, down, on) {
  const [left, top] = [scrollX, scrollY];
  const over = new AbortController();
  let last = down;
  let moving = false;
  const spot = () => ({
    x: last.clientX,
    y: last.clientY,
    dx: last.clientX - down.clientX + scrollX - left,
    dy: last.clientY - down.clientY + scrollY - top,
  });
  const finish = (/** @type {boolean} */ dropped) => {
    over.abort();
    if (!moving) return;
    moving = false;
    on.end(dropped, spot());
    // What was dragged was not clicked.
    const swallow = (/** @type {Event} */ event) => event.stopPropagation();
    addEventListener("click", swallow, { capture: true });
    setTimeout(() => removeEventListener("click", swallow, { capture: true }), 0);
  };
  const scroll = () => {
    if (!moving) return;
    const down = last.clientY > innerHeight - EDGE;
    if (down || last.clientY < EDGE) {
      scrollBy(0, down ? PACE : -PACE);
      on.move(spot());
    }
    requestAnimationFrame(scroll);
  };
  const { signal } = over;
  const here = (/** @type {PointerEvent} */ event) => event.pointerId === down.pointerId;
  document.addEventListener(
    "pointermove",
    (event) => {
      if (!here(event)) return;
      last = event;
      const { dx, dy } = spot();
      if (!moving && Math.hypot(dx, dy) < SLACK) return;
      if (!moving) {
        moving = true;
        thing.setPointerCapture(down.pointerId);
        on.start();
        requestAnimationFrame(scroll);
      }
      on.move(spot());
    },
    { signal },
  );
  const up = (/** @type {PointerEvent} */ event) => {
    if (here(event)) finish(event.type === "pointerup");
  };
  document.addEventListener("pointerup", up, { signal });
  document.addEventListener("pointercancel", up, { signal });
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || !moving) return;
      event.stopPropagation();
      finish(false);
    },
    { capture: true, signal },
  );
}

/** Whether things may glide. */
const glides = () => !matchMedia("(prefers-reduced-motion: reduce)").matches;

/**
 * Lets things glide from where they stand to where `change` puts them.
 * @param {HTMLElement[]} things
 * @param {() => void} change
 */
export function glide(things, change) {
  const before = glides() ? things.map((thing) => thing.getBoundingClientRect()) : [];
  change();
  before.forEach(({ left, top }, index) => {
    const now = things[index].getBoundingClientRect();
    settle(things[index], left - now.left, top - now.top);
  });
}

/**
 * Lets a thing that stands `dx`, `dy` off its place glide there.
 * @param {HTMLElement} thing
 * @param {number} dx
 * @param {number} dy
 */
export function settle(thing, dx, dy) {
  if (!glides() || (!dx && !dy)) return;
  const from = { transform: `translate(${dx}px, ${dy}px)` };
  thing.animate([from, { transform: "none" }], { duration: LENGTH, easing: "ease-out" });
}

/** Returns a new grip: what a finger takes hold of; for eyes and pointers only. */
export function newGrip() {
  return el("span", { class: "lr-grip", "aria-hidden": "true" });
}
