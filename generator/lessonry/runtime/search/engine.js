/**
 * What is asked: Pagefind's index, or the titles where it does not run.
 *
 * @import { Entry, Found, Section } from "./titles.js"
 * @typedef {{ total: number, isWhole: boolean, next: (count: number) => Promise<Found[]> }} Answer
 *   `isWhole`: whether texts were searched, and not titles and headings alone.
 * @typedef {{ url: string, meta: Record<string, string>, excerpt: string,
 *   sub_results: { url: string, title: string, excerpt: string }[] }} Fragment
 * @typedef {{ search(query: string): Promise<{ results: { data(): Promise<Fragment> }[] }>,
 *   init(): Promise<void> }} Pagefind
 */

import { LANGUAGE } from "../words.js";
import { search } from "./titles.js";

/** The site's root. */
export const ROOT = new URL("../../", import.meta.url);
const INDEX = new URL("../pagefind/", import.meta.url);

/** @type {Promise<Pagefind | null> | undefined} */
let index;
/** @type {Promise<Entry[]> | undefined} */
let titles;

/** Fetches what every search needs, once; the first use of the search is the time for it. */
export function prepare() {
  index ??= startIndex().catch((fault) => {
    console.info("The search goes by titles and headings:", fault);
    return null;
  });
  return index;
}

/** @returns {Promise<Pagefind | null>} */
async function startIndex() {
  // Browsers fetch nothing for a page that was opened from a folder.
  if (location.protocol === "file:") return null;
  // A policy that refuses WebAssembly is told here, and not by an index that never answers.
  await WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
  const { createInstance } = await import(new URL("pagefind.js", INDEX).href);
  const made = createInstance({
    basePath: INDEX.pathname,
    baseUrl: ROOT.pathname,
    excerptLength: 24,
    noWorker: true,
  });
  await made.init();
  return made;
}

/** @returns {Promise<Entry[]>} */
async function readTitles() {
  const page = document.documentElement.lang.toLowerCase() || LANGUAGE;
  for (const language of [page, page.split("-")[0], LANGUAGE]) {
    try {
      return (await import(`./titles/${language}.js`)).default;
    } catch {}
  }
  return [];
}

/**
 * Returns what is found for some words.
 * @param {string} query
 * @returns {Promise<Answer>}
 */
export async function find(query) {
  const pagefind = await prepare();
  if (pagefind) {
    try {
      const { results } = await pagefind.search(query);
      return {
        total: results.length,
        isWhole: true,
        next: async (count) =>
          Promise.all(results.splice(0, count).map(async (one) => foundIn(await one.data()))),
      };
    } catch (fault) {
      console.info("The search goes by titles and headings:", fault);
    }
  }
  titles ??= readTitles();
  const pages = search(await titles, query);
  return { total: pages.length, isWhole: false, next: async (count) => pages.splice(0, count) };
}

/**
 * @param {Fragment} fragment
 * @returns {Found}
 */
function foundIn({ url, meta, excerpt, sub_results }) {
  const within = ({ hash = "", pathname = "" }) => `${pathname.slice(ROOT.pathname.length)}${hash}`;
  const at = (/** @type {string} */ link) => within(new URL(link, ROOT));
  const title = meta.title ?? "";
  // What stands under the page's own title belongs to the page.
  const isPage = (/** @type {Section} */ section) => section.title === title;
  const own = sub_results.find(isPage);
  const sections = sub_results
    .filter((section) => section.url.includes("#") && !isPage(section))
    .map((section) => ({ ...section, url: at(section.url) }));
  const text = sections.length ? (own?.excerpt ?? "") : excerpt;
  return { url: at(url), title, module: meta.module ?? "", excerpt: text, sections };
}
