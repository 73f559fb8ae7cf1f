/** The passage that is selected in a lesson, and the part of the lesson that it stands in. */

const MOST = 1000;

/**
 * Returns the selected text of a lesson; nothing where nothing of it is selected.
 * @returns {{ text: string, node: Node, box: DOMRect } | null}
 */
export function selected() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const node = range.startContainer;
  const element = node instanceof Element ? node : node.parentElement;
  const text = selection.toString().trim();
  if (!text || !element?.closest("[data-lr-body]") || element.closest("dialog, input, textarea")) {
    return null;
  }
  const cut = text.length > MOST ? `${text.slice(0, MOST)}…` : text;
  return { text: cut, node, box: range.getBoundingClientRect() };
}

/** @returns {HTMLElement[]} The headings of the lesson's own text. */
export const headings = () => [
  .../** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll("[data-lr-body] :is(h2, h3, h4)[id]")
  ),
];

/**
 * Returns the text of a heading without its link to itself.
 * @param {Element} heading
 */
export function titleOf(heading) {
  const copy = /** @type {Element} */ (heading.cloneNode(true));
  for (const link of copy.querySelectorAll(".headerlink")) link.remove();
  return copy.textContent?.trim() ?? "";
}

/**
 * Returns the heading above a place of the lesson; without one, that above the middle of the screen.
 * @param {Node | null} node
 */
export function headingOf(node) {
  const all = headings();
  const above = (/** @type {HTMLElement} */ heading) =>
    node
      ? Boolean(heading.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING) ||
        heading.contains(node)
      : heading.getBoundingClientRect().top < innerHeight / 2;
  return all.findLast(above) ?? null;
}
