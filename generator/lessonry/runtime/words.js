/**
 * What the interface says: messages are English here, and a page in another language loads its own.
 *
 * A message has placeholders, `{title}`; a counted one is two, for one and for many, and has `{n}`.
 * The build names the languages of the site's pages, and lays a file for each group of messages of each
 * of them beside this one.
 *
 * @typedef {string | number} Value
 * @typedef {string | Record<string, string>} Form  Of a counted message, by the CLDR's plurals.
 */

/** The languages of the interface on this site. */
const LANGUAGES = ["en"];
const [tag] = (globalThis.document?.documentElement.lang ?? "").toLowerCase().split(/[-_]/);
/** The language of the interface on this page. */
export const LANGUAGE = LANGUAGES.includes(tag) ? tag : LANGUAGES[0];

/** @type {Record<string, Form>} */
const forms = {};
/** @type {Map<string, Promise<void>>} */
const learnt = new Map();
const plurals = new Intl.PluralRules(LANGUAGE);

/**
 * Loads a group of messages; where it does not come, the page speaks English.
 * @param {string} group
 * @returns {Promise<void>}
 */
export function learn(group) {
  const known = learnt.get(group);
  if (known || LANGUAGE === "en") return known ?? Promise.resolve();
  const learning = import(`./words/${LANGUAGE}/${group}.js`)
    .then(({ default: words }) => void Object.assign(forms, words))
    .catch((fault) => console.error(fault));
  learnt.set(group, learning);
  return learning;
}

/**
 * Returns a message in the page's language.
 * @param {string} text  In English.
 * @param {Record<string, Value>} [values]
 */
export function say(text, values = {}) {
  const form = forms[text];
  return filled(typeof form === "string" ? form : text, values);
}

/**
 * Returns a counted message: `{n}` is the number, unless `values` has another text for it.
 * @param {number} number
 * @param {string} one  In English.
 * @param {string} many  In English.
 * @param {Record<string, Value>} [values]
 */
export function counted(number, one, many, values = {}) {
  const form = forms[one];
  const pattern =
    typeof form === "object"
      ? (form[plurals.select(number)] ?? form.other)
      : number === 1
        ? one
        : many;
  return filled(pattern, { n: number, ...values });
}

/**
 * Returns a message cut at its placeholders, each replaced by its node: for links within a sentence.
 * @param {string} text  In English.
 * @param {Record<string, Node | string>} values
 * @returns {(Node | string)[]}
 */
export function sayWith(text, values) {
  return say(text)
    .split(/\{(\w+)\}/)
    .map((part, place) => (place % 2 ? (values[part] ?? `{${part}}`) : part))
    .filter((part) => part !== "");
}

/**
 * Fills a pattern; what is put in is not looked into again.
 * @param {string} pattern
 * @param {Record<string, Value>} values
 */
const filled = (pattern, values) =>
  pattern.replace(/\{(\w+)\}/g, (hole, name) => (name in values ? String(values[name]) : hole));
