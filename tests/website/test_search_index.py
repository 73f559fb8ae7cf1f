"""What Pagefind is given of a page: its article alone, unless the trainer marked more."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from lessonry.website.search_index import (
    ENTRY,
    INDEX,
    find_engine,
    indexing,
    pages,
    write_index,
)
from tests.cases import write

ARTICLE = (
    '<article class="md-content__inner md-typeset" data-pagefind-body><h1>{}</h1>Soup</article>'
)
PAGE = '<html lang="{}"><body><nav>{}</nav>{}</body></html>'


def test_the_engine_sees_articles_and_what_a_trainer_marked(tmp_path: Path) -> None:
    own = '<p data-pagefind-filter="kind">Course</p>'
    site = write(
        tmp_path,
        {
            "a.html": PAGE.format("en", "Menu", ARTICLE.format("A")),
            "b.html": PAGE.format("en", own, ARTICLE.format("B")),
            "c.html": PAGE.format("en", "Menu", "<main data-pagefind-body>C</main>"),
            "d.html": PAGE.format("en", "Menu", "<main>D</main>"),
        },
    )
    seen = {page.path: page.searched for page in pages(site)}
    assert seen == {
        "a.html": f'<html lang="en">{ARTICLE.format("A")}',
        "b.html": (site / "b.html").read_text("utf-8"),
        "c.html": (site / "c.html").read_text("utf-8"),
    }


def test_an_index_names_its_languages_in_one_order(tmp_path: Path) -> None:
    engine = find_engine()
    assert engine is not None
    languages = ("fr", "de", "es", "en")
    files = {f"{tag}.html": PAGE.format(tag, "", ARTICLE.format(tag)) for tag in languages}
    site = write(tmp_path, files)
    assert write_index(site, engine) is None
    said = json.loads((site / INDEX / ENTRY).read_text("utf-8"))
    assert list(said["languages"]) == sorted(languages)


def test_an_engine_that_has_ended_is_discarded_with_all_that_it_holds_open(tmp_path: Path) -> None:
    with indexing(tmp_path, Path(sys.executable)) as index:
        assert index.begin() is None
        process = index._process
        assert process is not None and process.stdout is not None
        process.wait()
        index.discard()
        assert process.stdout.closed
