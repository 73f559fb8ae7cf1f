/** The switch to another language, which stays at the heading that is read: anchors are alike in all. */

/**
 * Brings one link of the switch to life.
 * @param {HTMLElement} place
 */
export function mount(place) {
  const link = /** @type {HTMLAnchorElement} */ (place);
  // However it is followed: by a click, the keyboard, or into another tab.
  for (const event of ["pointerdown", "focus", "click", "contextmenu"]) {
    link.addEventListener(event, () => {
      link.hash = location.hash;
    });
  }
}
