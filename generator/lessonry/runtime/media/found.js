/** Finding words in a transcript: whatever their capitals and accents, and across its lines. */

/**
 * Returns a text with as many characters, in which those that are alike are the same.
 * @param {string} text
 */
export const folded = (text) =>
  Array.from(text, (character) => {
    const plain = character.normalize("NFD")[0].toLowerCase();
    return plain.length === character.length ? plain : character;
  }).join("");

/**
 * Returns where in `text` the words stand, as pairs of beginning and end.
 * @param {string} text
 * @param {string} words
 * @returns {[number, number][]}
 */
export function places(text, words) {
  const [inside, wanted] = [folded(text), folded(words.trim().replace(/\s+/g, " "))];
  /** @type {[number, number][]} */
  const all = [];
  if (!wanted) return all;
  for (let at = inside.indexOf(wanted); at >= 0; at = inside.indexOf(wanted, at + wanted.length)) {
    all.push([at, at + wanted.length]);
  }
  return all;
}

/**
 * Marks the words in the paragraphs of a box, hides those without them, and returns how often they
 * stand there; without words everything is as it was.
 * @param {HTMLElement} box
 * @param {string} words
 */
export function found(box, words) {
  let number = 0;
  const paragraphs = /** @type {NodeListOf<HTMLElement>} */ (
    box.querySelectorAll("[data-lr-paragraph]")
  );
  for (const paragraph of paragraphs) {
    const cues = [...paragraph.querySelectorAll("a[data-lr-to]")];
    for (const cue of cues) cue.textContent = `${cue.textContent}`;
    const texts = cues.map((cue) => cue.textContent ?? "");
    const all = places(texts.join(" "), words);
    if (!paragraph.closest("[lang][hidden]")) number += all.length;
    paragraph.hidden = words !== "" && all.length === 0;
    let begin = 0;
    for (const [index, cue] of cues.entries()) {
      mark(cue, all, begin);
      begin += texts[index].length + 1;
    }
  }
  // A chapter's heading goes with what is said in it.
  for (const heading of box.querySelectorAll(".lr-transcript-chapter")) {
    let next = heading.nextElementSibling;
    while (next?.matches("[data-lr-paragraph][hidden]")) next = next.nextElementSibling;
    heading.toggleAttribute("hidden", !next?.matches("[data-lr-paragraph]"));
  }
  return number;
}

/**
 * Marks what of a line is found.
 * @param {Element} cue
 * @param {[number, number][]} all  In the paragraph.
 * @param {number} begin  Where the line begins in it.
 */
function mark(cue, all, begin) {
  const text = cue.textContent ?? "";
  const pieces = [];
  let done = 0;
  for (const [from, to] of all) {
    const [start, end] = [Math.max(from - begin, 0), Math.min(to - begin, text.length)];
    if (start >= end) continue;
    const marked = document.createElement("mark");
    marked.textContent = text.slice(start, end);
    pieces.push(text.slice(done, start), marked);
    done = end;
  }
  if (pieces.length) cue.replaceChildren(...pieces, text.slice(done));
}
