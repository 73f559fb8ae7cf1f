/** Shows the film's drawings as they are at one moment: the same moment always looks the same. */

/** Seconds that a part takes to come, and to go. */
const [COMING, GOING] = [0.7, 0.4];

/** @type {Record<string, number>} When each sentence begins, in seconds. */
let begins = {};

/** @param {number} share */
const eased = (share) => {
  const inside = Math.min(1, Math.max(0, share));
  return inside * inside * (3 - 2 * inside);
};

/**
 * Returns the moment that a mark such as `late+0.5` names.
 * @param {string | undefined} mark
 * @param {number} otherwise
 */
function moment(mark, otherwise) {
  if (!mark) return otherwise;
  const [, name, shift] = /^(\w+)([+-][\d.]+)?$/.exec(mark) ?? [];
  if (!(name in begins)) throw new Error(`No sentence is called ${name}.`);
  return begins[name] + Number(shift ?? 0);
}

/**
 * Shows the film at a moment.
 * @param {number} now  Seconds.
 */
function show(now) {
  const parts = /** @type {NodeListOf<SVGElement>} */ (
    document.querySelectorAll("[data-in], [data-out]")
  );
  for (const part of parts) {
    const { in: comes, out: goes, how } = part.dataset;
    const come = eased((now - moment(comes, -9)) / (how === "drive" ? 1.6 : COMING));
    const gone = eased((now - moment(goes, 1e6)) / GOING);
    part.style.opacity = String((how === "draw" ? Number(come > 0) : come) * (1 - gone));
    if (how === "rise") part.style.translate = `0 ${(1 - come) * 34}px`;
    if (how === "grow") part.style.scale = String(0.05 + 0.95 * come);
    if (how === "drive") part.style.translate = `${(1 - come) * 420 + gone * 420}px 0`;
    if (how === "draw" && part instanceof SVGGeometryElement) {
      const length = part.getTotalLength();
      part.style.strokeDasharray = String(length);
      part.style.strokeDashoffset = String(length * (1 - eased((now - moment(comes, 0)) / 0.9)));
    }
  }
}

Object.assign(globalThis, {
  film: {
    /** @param {Record<string, number>} times */
    async begin(times) {
      begins = times;
      await document.fonts.ready;
      show(0);
    },
    show,
  },
});
