"""A built site is read once for all who look in it, and what a theme ships is not looked at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lessonry.website.access_audit import ClosedAudit
from lessonry.website.readings import words
from lessonry.website.site_files import SiteFile, letter_by_letter, searched
from tests.cases import write


class Seeing:
    """Looks for nothing, and remembers which files it saw."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def leaks_in(self, file: SiteFile) -> Iterator[object]:
        self.names.append(file.name)
        yield from [file.name] if "secret" in file.vocabulary else []


def test_each_file_is_read_once_for_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.html").write_text("<p>A <b>sec</b>ret.</p>", "utf-8")
    (tmp_path / "b.txt").write_text("Nothing.", "utf-8")
    read: list[str] = []
    once = Path.read_bytes

    def noted(path: Path) -> bytes:
        read.append(path.name)
        return once(path)

    monkeypatch.setattr(Path, "read_bytes", noted)
    first, second = Seeing(), Seeing()
    assert searched(tmp_path, first, None, second) == ["a.html", "a.html"]
    assert first.names == second.names == read == ["a.html", "b.txt"]
    read.clear()
    assert searched(tmp_path, None) == [] and read == []


def test_what_a_theme_ships_is_left_out_unless_it_was_changed(tmp_path: Path) -> None:
    theme = write(tmp_path / "theme", {"a.js": "secret", "b.js": "secret"})
    site = write(tmp_path / "site", {"a.js": "secret", "b.js": "the secret"})
    assert searched(site, Seeing(), shipped=[theme]) == ["b.js"]


def test_words_are_the_same_over_lines_as_on_one() -> None:
    text = "One\u00ad\n two,THREE\n\n_four_ 5\n"
    assert words(text) == words(text.replace("\n", " ")) == " one two three four 5 "
    assert letter_by_letter(" ab東京cd \n ef ") == " ab 東 京 cd \n ef "


def test_an_excerpt_without_blanks_is_found() -> None:
    run = tuple("最後の一分は覚え")
    audit = ClosedAudit(spaced={}, unspaced={run[0]: [(run, "T")]}, held=())
    told = SiteFile(name="a.html", raw="<p>客は最後の<b>一分</b>は覚えている。</p>".encode())
    free = SiteFile(name="a.html", raw="<p>客は最後の二分は覚えている。</p>".encode())
    assert [str(leak) for leak in audit.leaks_in(told)]
    assert not [*audit.leaks_in(free)]
