"""Pages that wait for their templates wait on the disk, and come back as they were."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from lessonry.website.build import build_site
from lessonry.website.page_work import PageWork
from lessonry.website.set_aside import SetAside
from tests.website.conftest import FILES, Small
from tests.website.test_kept import COURSE, as_if_new

TEXTS = ("<p>é \ud800 あ</p>", "", "<h1>Two</h1>" * 9)


def test_texts_come_back_as_they_were() -> None:
    texts = SetAside()
    pages: list[Any] = [SimpleNamespace(content=text) for text in TEXTS]
    for page in (*pages, None):
        texts.begin(page)
    assert [page.content for page in pages] == ["", "", ""]
    assert [texts.text(page) for page in pages] == [*TEXTS]
    texts.back(pages[2])
    assert pages[2].content == TEXTS[2]
    texts.let_go(pages[2])
    assert (pages[2].content, texts.text(pages[2])) == ("", TEXTS[2])


def test_what_is_rendered_again_counts() -> None:
    texts, page = SetAside(), SimpleNamespace(content="former")
    for one in (page, None, page):
        texts.begin(one)  # type: ignore[arg-type]
    page.content = "new"
    texts.back(page)  # type: ignore[arg-type]
    assert page.content == "new"


def test_another_process_sets_nothing_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    texts, page = SetAside(), SimpleNamespace(content="text")
    monkeypatch.setattr("lessonry.website.set_aside.os.getpid", lambda: -1)
    for one in (page, None):
        texts.begin(one)  # type: ignore[arg-type]
    assert page.content == "text"


def test_a_build_holds_no_text_while_templates_are_filled(
    small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[int] = []
    theirs = PageWork.finish

    def finish(self: PageWork, files: Any, *more: Any) -> None:
        held.append(sum(len(file.page.content or "") for file in files.documentation_pages()))
        theirs(self, files, *more)

    monkeypatch.setattr(PageWork, "finish", finish)
    folder = small(COURSE)
    assert build_site(folder, quiet=True, cache=False)
    assert held == [0]
    assert as_if_new(folder)


def test_texts_stay_where_a_template_shows_those_of_other_pages(small: Small) -> None:
    shown = "{% if page.previous_page %}<aside>{{ page.previous_page.content }}</aside>{% endif %}"
    folder = small({**COURSE, "theme/main.html": FILES["theme/main.html"] + shown})
    assert build_site(folder, quiet=True)
    asides = [
        file.read_text("utf-8").partition("<aside>")[2]
        for file in (folder / "site").glob("*/index.html")
    ]
    assert len([aside for aside in asides if "<h1" in aside]) == len([*filter(None, asides)]) > 2
