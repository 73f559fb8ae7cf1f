"""Finds what a page says past the catalogues: a course in Greek, with every message of ours in ⟦ ⟧.

Write the author's part in Greek letters, let `theme.language` be `LANGUAGE`, and build it with
`pseudo_site`: ours is then English in brackets, Material's and the author's is Greek, and whatever is
Latin beside that was never given to a translator. `unsaid(page)` lists it as the page stands; ask again
after each thing that a learner does.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from playwright.sync_api import Page

from lessonry.locales import words
from lessonry.website.build import build_site
from tests import catalogues

LANGUAGE = "el"
OPENED, CLOSED = "⟦", "⟧"
SHEET = "credentials/sheets/words.py"
"""Says what stands on certificates, whose fonts have no such brackets."""
THEIRS = ".md-copyright, .headerlink, script, style, template, noscript, pre, [lang]:not(html)"
"""What others say: Material's own name, permanent links, code."""
LOOK = """([scope, theirs]) => {
  const ATTRIBUTES = ["aria-label", "aria-description", "aria-roledescription", "aria-valuetext",
    "aria-placeholder", "title", "placeholder", "alt", "label", "content"];
  const found = new Set();
  const latin = /\\p{Script=Latin}{2,}/u;
  let depth = 0;
  // Of each text what stands outside of all brackets; those of one may lie in several texts.
  const outside = (text) => {
    let rest = "";
    for (const one of text) {
      if (one === "⟦") depth += 1;
      if (!depth) rest += one;
      if (one === "⟧") depth = Math.max(0, depth - 1);
    }
    return rest;
  };
  const note = (place, text, what) => {
    if (!latin.test(text)) return;
    const name = place.id ? `#${place.id}` : [...place.classList].map((one) => `.${one}`).join("");
    found.add(`${place.localName}${name}${what}: ${text.trim()}`);
  };
  const alone = (place, text, what) => {
    const before = depth;
    depth = 0;
    note(place, outside(text), what);
    depth = before;
  };
  const visit = (place) => {
    if (place.matches(theirs)) return;
    for (const name of ATTRIBUTES) {
      const isTold = name !== "content" || place.matches("meta[name=description]");
      if (isTold && place.hasAttribute(name)) alone(place, place.getAttribute(name), `[${name}]`);
    }
    if (place.matches("input:is([type=button], [type=submit], [type=reset])")) {
      alone(place, place.value, "[value]");
    }
    for (const part of ["::before", "::after", "::marker"]) {
      const { content } = getComputedStyle(place, part);
      for (const [, said] of content.matchAll(/"((?:\\\\.|[^"\\\\])*)"/g)) alone(place, said, part);
    }
    for (const node of place.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) note(place, outside(node.data), "");
      if (node.nodeType === Node.ELEMENT_NODE) visit(node);
    }
    if (place.shadowRoot) for (const one of place.shadowRoot.children) visit(one);
  };
  for (const place of document.querySelectorAll(scope)) {
    depth = 0;
    visit(place);
  }
  alone(document.documentElement, document.title, "[title of the page]");
  return [...found];
}"""


def unsaid(page: Page, scope: str = "body", theirs: str = THEIRS) -> list[str]:
    """Return what stands on a page in Latin letters outside of ⟦ ⟧, hidden or not, a line each.

    Args:
        page: A page of a `pseudo_site`, as it stands now.
        scope: A selector of what to look through.
        theirs: A selector of what somebody else says, and is left out.
    """
    found: list[str] = page.evaluate(LOOK, [scope, theirs])
    return found


def in_brackets(text: str) -> str:
    """Return the translation of a message that the pseudo-language has."""
    return f"{OPENED}{text}{CLOSED}"


@contextmanager
def pseudo_words() -> Iterator[None]:
    """Let `LANGUAGE` have each message of the code in brackets, as it is now, while the block runs."""
    made = Catalog(locale=LANGUAGE)
    for message, place in catalogues.messages():
        if place == SHEET:
            continue
        forms = message if isinstance(message, tuple) else (message,)
        said = tuple(map(in_brackets, forms))
        made.add(message, said if len(said) > 1 else said[0], locations=[(place, 0)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "_read", lambda language: made)
        forget()
        yield
    forget()


def forget() -> None:
    """Let the catalogues be read anew."""
    words.catalogue.cache_clear()
    words.for_browser.cache_clear()


def pseudo_site(folder: Path) -> Path:
    """Build the course in `folder`, whose `theme.language` is `LANGUAGE`; return its site."""
    with pseudo_words():
        assert build_site(folder, quiet=True)
    return folder / "site"
