/** Where the pages of the outline lie, whichever page this is. */

import outline from "../outline.js";

/**
 * Material says where its site begins, which of a translation is the folder that its home is in;
 * elsewhere it begins above the runtime.
 */
const ROOT = (() => {
  try {
    const said = document.getElementById("__config")?.textContent ?? "";
    const up = outline.home.replace(/^\.\//, "").split("/").slice(1);
    const above = up.map(() => "../").join("");
    return new URL(`${JSON.parse(said).base}/${above}`, location.href);
  } catch {
    return new URL("../../", import.meta.url);
  }
})();

/**
 * Returns the address of a page.
 * @param {string} url  As the outline has it.
 */
export const addressOf = (url) => new URL(url, ROOT).href;

/**
 * Returns what two links to the same page have in common, however each is written.
 * @param {string} href
 */
export const pageOf = (href) => new URL(href).pathname.replace(/\/index\.html$/, "/");
