/** Inline choice: a list that drops down; the value is the identifier of what was chosen. */

/**
 * Returns whether the choice is a right one.
 * @param {{ key: string[] }} key
 * @param {string} value
 */
export const accepts = ({ key }, value) => key.includes(value);
