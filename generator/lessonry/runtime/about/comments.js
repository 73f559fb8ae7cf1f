/**
 * Comments of a service that the trainer chose. Nothing of it is loaded before the learner says so; what
 * was allowed for good is a note, `consent/<host>`, that My progress lists, too.
 */

import { button, el } from "../dom.js";
import { allow, isAllowed, onConsent } from "../media/consent.js";
import { LANGUAGE, say } from "../words.js";
import { addressOfPage } from "./share.js";

/** @typedef {{ url: string, settings: Record<string, string>, page: string, path: string,
 *   title: string, thread: HTMLElement }} Loading */

/** @type {Record<string, { load(how: Loading): void, tint(thread: HTMLElement): void }>} */
const SERVICES = {
  giscus: {
    load: ({ url, settings, path, thread }) => {
      const said = {
        repo: settings.repo,
        "repo-id": settings["repo-id"],
        category: settings.category,
        "category-id": settings["category-id"],
        mapping: "specific",
        term: path,
        strict: "1",
        "reactions-enabled": "1",
        "emit-metadata": "0",
        "input-position": "top",
        theme: theme(),
        lang: LANGUAGE,
      };
      thread.append(el("div", { class: "giscus" }));
      thread.append(script(`${url}/client.js`, data(said)));
    },
    tint: (thread) => {
      const frame = thread.querySelector("iframe");
      const message = { giscus: { setConfig: { theme: theme() } } };
      if (frame) frame.contentWindow?.postMessage(message, new URL(frame.src).origin);
    },
  },
  isso: {
    load: ({ url, path, title, thread }) => {
      const where = { id: "isso-thread", "data-isso-id": path, "data-title": title };
      thread.append(el("section", where));
      const said = { isso: `${url}/`, "isso-lang": LANGUAGE, "isso-default-lang": "en" };
      thread.append(script(`${url}/js/embed.min.js`, data(said)));
    },
    // It takes the page's own colours.
    tint: () => {},
  },
  remark42: {
    load: ({ url, settings, page, thread }) => {
      const page_title = document.title;
      Object.assign(globalThis, {
        remark_config: {
          host: url,
          site_id: settings.site,
          url: page,
          page_title,
          components: ["embed"],
          theme: theme(),
          locale: LANGUAGE,
        },
      });
      thread.append(el("div", { id: "remark42" }));
      thread.append(script(`${url}/web/embed.mjs`, { type: "module" }));
    },
    tint: () => {
      const { REMARK42 } = /** @type {{ REMARK42?: { changeTheme(theme: string): void } }} */ (
        globalThis
      );
      REMARK42?.changeTheme(theme());
    },
  },
};

/**
 * Offers the comments of a lesson.
 * @param {HTMLElement} place
 */
export function mount(place) {
  const { lrCourse: course = "", lrHost: host = "", lrComments: name = "" } = place.dataset;
  const service = SERVICES[name];
  const ask = place.querySelector("[data-lr-consent]");
  const thread = /** @type {HTMLElement | null} */ (place.querySelector("[data-lr-thread]"));
  if (!service || !ask || !thread) return;
  place.hidden = false;
  let [isOnce, isLoaded, shown] = [false, false, ""];
  const load = () => {
    isLoaded = true;
    const page = addressOfPage(place.dataset.lrAddress);
    service.load({
      url: place.dataset.lrUrl ?? "",
      settings: JSON.parse(place.dataset.lrSettings ?? "{}"),
      page,
      path: pathOf(page),
      title: place.dataset.lrTitle ?? "",
      thread,
    });
  };
  const show = () => {
    const isAlways = isAllowed(course, host);
    if (shown === `${isAlways} ${isOnce}`) return;
    const hadFocus = ask.contains(document.activeElement);
    shown = `${isAlways} ${isOnce}`;
    // What a service has begun on a page, only a new page is without.
    if (isLoaded && !isAlways && !isOnce) return location.reload();
    if ((isAlways || isOnce) && !isLoaded) load();
    const once = button(say("Show the comments this once"), () => {
      isOnce = true;
      show();
    });
    const always = button(
      say("Always allow {host}", { host }),
      () => allow(course, host, true),
      "quiet",
    );
    const again = button(
      say("Ask me again"),
      async () => {
        isOnce = false;
        await allow(course, host, false);
        show();
      },
      "plain",
    );
    const words = isAlways
      ? say("You always allow {host} on this course.", { host })
      : isOnce
        ? say("You allowed {host} this once.", { host })
        : say(
            "The comments lie at {host}. If you load them, {host} gets your internet address, runs its own program on this page, and may set cookies. Until then nothing is asked of it.",
            { host },
          );
    const choices = isAlways || isOnce ? [again] : [once, always];
    ask.replaceChildren(
      el("p", { class: "lr-small" }, words),
      el("div", { class: "lr-actions" }, ...choices),
    );
    if (hadFocus) ask.querySelector("button")?.focus();
  };
  onConsent(course, show);
  show();
  const light = new MutationObserver(() => isLoaded && service.tint(thread));
  light.observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
}

/** Returns the name that all three services have for the page's light or dark. */
const theme = () => (document.body.dataset.mdColorScheme === "slate" ? "dark" : "light");

/**
 * Returns what comments are kept under: the page's path, whichever host it is read at.
 * @param {string} page
 */
const pathOf = (page) => new URL(page).pathname.replace(/(?:index)?(?:\.html)?$/, "");

/** @param {Record<string, string>} said */
const data = (said) =>
  Object.fromEntries(Object.entries(said).map(([name, text]) => [`data-${name}`, text]));

/**
 * @param {string} src
 * @param {Record<string, string>} attributes
 */
const script = (src, attributes) => el("script", { src, async: true, ...attributes });
