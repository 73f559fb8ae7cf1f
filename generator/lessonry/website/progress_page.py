"""My progress in a site: the page that is made where the trainer wrote none, and its data."""

from __future__ import annotations

import json

from lessonry.rendering.progress import questions_module, render_progress
from lessonry.website.assets import FOLDER, QUESTIONS
from lessonry.website.site import Site

PAGE = "progress.md"
"""Its path in `docs/`, whoever writes it."""


def questions_file(site: Site) -> tuple[str, bytes]:
    """Return the module that tells the page what the questions test, by its path in the site."""
    return f"{FOLDER}/{QUESTIONS}", questions_module(site.course).encode()


def made_page(site: Site) -> str:
    """Return the page as a trainer would write it."""
    title = site.words.say("My progress")
    quoted = json.dumps(title, ensure_ascii=False)
    return f"---\ntitle: {quoted}\nhide: [toc]\n---\n\n# {title}\n\n/// progress\n///\n"


def progress_html(site: Site) -> str:
    """Return what `/// progress` shows."""
    return render_progress(site.course, site.environment, site.url_of)
