"""What is kept of the search serves as long as pages stay, and never when it is damaged."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from lessonry.website import sealed, search_kept
from lessonry.website.digests import Digests
from lessonry.website.search import Search
from lessonry.website.search_index import Indexing
from lessonry.website.search_kept import INDEX, PAGES, TEXTS
from tests.website.conftest import contents

PAGE = (
    '<html lang="en"><body><nav>{nav}</nav><article class="md-content__inner md-typeset" '
    'data-pagefind-body><h1>{name}</h1><p>{text}</p><section class="lr-quiz" data-lr-quiz="q" '
    'data-lr-mode="practice"><p>{quiz}</p></section></article></body></html>'
)


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many pages the engine was given each time that it ran."""
    seen: list[int] = []
    begin = Indexing.begin

    def counted(index: Indexing) -> str | None:
        seen.append(len(index.laid))
        return begin(index)

    monkeypatch.setattr(Indexing, "begin", counted)
    return seen


def built(
    site: Path, cache: Path | None, *, quiz: str = "Is it so?", **texts: str
) -> dict[str, bytes]:
    """Write a site and search it; return what lies in it for the search."""
    for name in ("one", "two", "three"):
        file = site / name / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        text = PAGE.format(nav="menu", name=name, text=texts.get(name, "soup"), quiz=quiz)
        file.write_text(text, encoding="utf-8")
    search = Search()
    search.is_on, search.cache = True, cache
    with search.on_built(site) as told:
        pass
    assert told == []
    return {
        name: content for name, content in contents(site).items() if name.startswith("lessonry")
    }


def test_the_engine_runs_only_for_what_it_would_see(tmp_path: Path, runs: list[int]) -> None:
    cache = tmp_path / "cache"
    first = built(tmp_path / "a", cache)
    assert built(tmp_path / "b", cache) == first and runs == [3]
    assert built(tmp_path / "c", cache, quiz="Another?") == first and runs == [3]
    other = built(tmp_path / "d", cache, two="salad")
    assert runs == [3, 3] and other == built(tmp_path / "e", None, two="salad") != first
    built(tmp_path / "f", cache, two="salad")
    assert len(runs) == 3


@pytest.mark.parametrize("name", [INDEX, TEXTS, PAGES])
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, runs: list[int], name: str) -> None:
    cache = tmp_path / "cache"
    first = built(tmp_path / "a", cache)
    file = cache / name
    whole = file.read_bytes()
    for number, damaged in enumerate((whole[:-1], whole[:40], b"", whole[:-9] + b"x" + whole[-8:])):
        file.write_bytes(damaged)
        assert built(tmp_path / f"b{number}", cache) == first
        changed = built(tmp_path / f"c{number}", cache, two=f"salad {number}")
        assert changed == built(tmp_path / f"d{number}", None, two=f"salad {number}")
        assert sealed.read(file) is not None
        first = built(tmp_path / f"e{number}", cache)


def test_a_folder_that_takes_nothing_is_done_without(tmp_path: Path, runs: list[int]) -> None:
    cache = tmp_path / "cache"
    cache.write_text("No folder.", encoding="utf-8")
    assert built(tmp_path / "a", cache) == built(tmp_path / "b", None)
    assert cache.read_text("utf-8") == "No folder."


def test_another_version_keeps_nothing_of_this_one(
    tmp_path: Path, runs: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    first = built(tmp_path / "a", cache)
    (cache / ".texts-999999999").write_bytes(b"of a build that was killed")
    monkeypatch.setattr(search_kept, "MADE_BY", ("search_text.py",))
    assert built(tmp_path / "b", cache) == first and len(runs) == 2
    assert sorted(file.name for file in cache.iterdir()) == [".gitignore", INDEX, PAGES, TEXTS]


def test_a_file_is_read_once_unless_it_was_just_written(tmp_path: Path) -> None:
    file, home = tmp_path / "a.html", tmp_path / "cache"
    file.write_text("one", encoding="utf-8")
    digests = Digests()
    digests.begin(home)
    just = digests.look("a.html", str(file))
    assert just[2] == b"one"
    assert digests.look("a.html", str(file))[2] is not None, "it may change within one tick"
    long_ago = time.time_ns() - 10_000_000_000
    os.utime(file, ns=(long_ago, long_ago))
    assert digests.look("a.html", str(file))[2] is not None
    assert digests.look("a.html", str(file)) == (*just[:2], None)
    digests.write()
    other = Digests()
    other.begin(home)
    assert other.look("a.html", str(file)) == (*just[:2], None)
    file.write_text("two", encoding="utf-8")
    assert other.of("a.html", str(file))[0] != just[0]
    other.begin(None)
    assert other.look("a.html", str(file))[2] == b"two"
