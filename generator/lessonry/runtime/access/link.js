/** A link that carries a code behind its `#`: it is taken, tried, and gone from the address bar. */

import { button, el } from "../dom.js";
import { learn, say } from "../words.js";
import { fromHash, read } from "./code.js";
import { refusal, slip } from "./panel.js";
import { about, take } from "./site.js";

/** Takes the code of the page's address, and says on the page what became of it. */
export async function arrive() {
  const code = read(fromHash(location.hash) ?? "");
  history.replaceState(history.state, "", location.pathname + location.search);
  await learn("access");
  const said = notice();
  const fault = slip(code) || (await refusal(code));
  if (fault) {
    said.textContent = fault;
    return;
  }
  said.textContent = say("Your access code works: the whole course is open in this browser.");
  const { course } = await about();
  await take(course, code);
}

/** Returns an empty status at the lower edge of what is seen, into which words come a moment later. */
function notice() {
  document.querySelector("[data-lr-access-arrival]")?.remove();
  const words = el("p", { role: "status" });
  const place =
    document.querySelector("article") ?? document.querySelector("main") ?? document.body;
  const box = el("div", { class: "lr-notice lr-notice--low", "data-lr-access-arrival": "" }, words);
  box.append(button(say("Close this notice"), () => box.remove(), "plain"));
  place.append(box);
  return words;
}
