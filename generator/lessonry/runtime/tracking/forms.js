/**
 * Lets forms be handed in where the host forbids it: a frame without `allow-forms` (Kolibri's) tells nobody
 * that a button was pressed, and every question of the course is such a form.
 *
 * What is handed in goes to the page's own scripts, and nowhere else, as it does everywhere.
 */

/**
 * Readies the forms of a page, where that is needed.
 * @param {Window & typeof globalThis} page
 */
export function freeForms({ document, HTMLFormElement: Form }) {
  if (hearsForms(document)) return;
  Form.prototype.requestSubmit = function (submitter) {
    handIn(this, submitter ?? null);
  };
  document.addEventListener("click", (event) => {
    const { target, defaultPrevented } = event;
    const pressed = /** @type {Element | null} */ (target)?.closest?.("button, input");
    const button = /** @type {HTMLButtonElement} */ (pressed);
    if (!button?.form || button.type !== "submit" || defaultPrevented) return;
    event.preventDefault();
    handIn(button.form, button);
  });
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter
 */
function handIn(form, submitter) {
  if (!form.noValidate && !form.reportValidity()) return;
  form.dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true, submitter }));
}

/**
 * Returns whether scripts hear of a form that is handed in: one is, which nobody sees. Where they do not,
 * the page stands in a frame that is confined in other ways, too.
 * @param {Document} page
 */
export function hearsForms(page) {
  let isHeard = false;
  const form = page.createElement("form");
  form.hidden = true;
  form.addEventListener("submit", (event) => {
    isHeard = true;
    event.preventDefault();
    event.stopPropagation();
  });
  page.body.append(form);
  form.requestSubmit();
  form.remove();
  return isHeard;
}
