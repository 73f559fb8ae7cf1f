/**
 * What a page of a packed course loads in place of the runtime's modules, which browsers refuse to a
 * page that was opened from a disk: a plain script that has them all in it, and makes modules of them.
 *
 * The build puts in what there is. Files that modules fetch lie beside the pages as scripts of
 * their own, each of which hands over its bytes when it is needed.
 */

(() => {
  /** @type {Record<string, string>} The modules' texts by their path from the site's root. */
  const MODULES = {};
  /** @type {Record<string, string>} The media types of files that lie there as scripts, by path. */
  const FILES = {};
  /** In a module's text: the site's root, and a root for those that treat a disk in their own way. */
  const HERE = "lessonry-root:/";
  const ELSEWHERE = "https://lessonry.invalid/";

  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const root = new URL("../", script.src).href;
  /** @type {Record<string, string>} */
  const imports = {};
  for (const [path, text] of Object.entries(MODULES)) {
    const whole = text.replaceAll(HERE, root);
    imports[root + path] = URL.createObjectURL(new Blob([whole], { type: "text/javascript" }));
  }
  const map = document.createElement("script");
  map.type = "importmap";
  map.textContent = JSON.stringify({ imports });
  script.after(map);

  /** @type {Map<string, Promise<Uint8Array<ArrayBuffer>>>} */
  const asked = new Map();
  /** @type {Map<string, (text: string) => void>} */
  const waiting = new Map();
  /** @type {any} */ (globalThis).lessonryFile = (
    /** @type {string} */ path,
    /** @type {string} */ text,
  ) => waiting.get(path)?.(text);

  /**
   * Returns a file's bytes, as its script hands them over.
   * @param {string} path
   */
  const bytes = (path) => {
    const known = asked.get(path);
    if (known) return known;
    /** @type {Promise<Uint8Array<ArrayBuffer>>} */
    const coming = new Promise((resolve, reject) => {
      waiting.set(path, (text) => resolve(Uint8Array.from(atob(text), (c) => c.charCodeAt(0))));
      const bearer = document.createElement("script");
      bearer.src = `${root}${encodeURI(path)}.js`;
      bearer.onload = () => bearer.remove();
      bearer.onerror = () => reject(new TypeError(`${path} is not there`));
      document.head.append(bearer);
    });
    asked.set(path, coming);
    coming.catch(() => asked.delete(path));
    return coming;
  };

  const network = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, document.baseURI);
    const { href } = url;
    const base = [root, ELSEWHERE].find((one) => href.startsWith(one)) ?? "";
    const path = base && decodeURIComponent(href.slice(base.length).split(/[?#]/, 1)[0]);
    if (path in FILES) {
      return new Response(await bytes(path), { headers: { "Content-Type": FILES[path] } });
    }
    // What is not packed cannot be read from a disk; the browser would say so less quietly.
    if (url.protocol === "file:" || base === ELSEWHERE)
      throw new TypeError(`${path} is not packed`);
    return network(input, init);
  };

  import(`${root}lessonry/main.js`).catch((fault) => console.error(fault));
})();
