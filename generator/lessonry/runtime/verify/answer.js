// From what was given to what is shown; whatever happens on the way, there is an answer.

import { say } from "../words.js";
import { verifyFile, verifyText } from "./intake.js";
import { refusalPanel, resultPanel } from "./panel.js";
import { siteAt } from "./site.js";
import { Unreadable } from "./unreadable.js";

/**
 * Check what was given and return what to show of it.
 *
 * @param {Blob | string} given
 * @param {string} called
 */
export async function answer(given, called) {
  const site = siteAt(new URL("../../", import.meta.url));
  try {
    const verification = await (typeof given === "string"
      ? verifyText(given, site)
      : verifyFile(given, site));
    return resultPanel(verification, called);
  } catch (error) {
    const refusal = error instanceof Unreadable ? error : new Unreadable(unexpected());
    // Hostile input is refused by an Unreadable; anything else is a fault of ours, so it is kept.
    if (refusal !== error) console.error(error);
    return refusalPanel(refusal, called);
  }
}

const unexpected = () =>
  say(
    "Something in it is not as this page expects. If it is a certificate as it was issued, tell the issuer.",
  );
