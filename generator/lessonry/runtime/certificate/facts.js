// The line that tells score and dates, in the sheet's language (credentials/sheets/words.py).

/**
 * @typedef {object} FactsKit
 * @property {string} language
 * @property {boolean} rtl
 * @property {string} pattern With {score}, {date} and {expires} where they are told.
 * @property {string} date With {day}, {month} and {year}.
 * @property {string[]} months
 * @property {string} percent With {number}.
 * @property {string} digits From nought to nine.
 */

/**
 * Return the line.
 *
 * @param {FactsKit} kit
 * @param {{percent: string, from: string, until: string}} values Times as credentials write them.
 */
export function factsLine(kit, { percent, from, until }) {
  const digits = (/** @type {string} */ text) =>
    text.replace(/\d/g, (digit) => [...kit.digits][Number(digit)]);
  const day = (/** @type {string} */ time) =>
    put(kit.date, {
      day: digits(String(Number(time.slice(8, 10)))),
      month: kit.months[Number(time.slice(5, 7)) - 1],
      year: digits(time.slice(0, 4)),
    });
  return put(kit.pattern, {
    score: put(kit.percent, { number: digits(percent) }),
    date: day(from),
    expires: until && day(until),
  });
}

/**
 * @param {string} pattern
 * @param {Record<string, string>} values
 */
const put = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
