"""What is kept of the search serves as long as pages stay, and never when it is damaged."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from lessonry.website import sealed, search_kept
from lessonry.website.digests import Digests
from lessonry.website.search import Search
from lessonry.website.search_given import RECORD, TEXTS
from lessonry.website.search_index import Indexing, digest_of
from lessonry.website.search_kept import INDEX, PAGES
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
        seen.append(len(index.given.laid))
        return begin(index)

    monkeypatch.setattr(Indexing, "begin", counted)
    return seen


def built(
    site: Path, cache: Path | None, *, quiz: str = "Is it so?", **texts: str
) -> dict[str, bytes]:
    """Write a site and search it; return what lies in it for the search."""
    written(site, quiz=quiz, **texts)
    search = Search()
    search.is_on, search.cache = True, cache
    with search.on_built(site) as told:
        pass
    assert told == []
    return laid(site)


def written(site: Path, *, quiz: str = "Is it so?", **texts: str) -> None:
    for name in ("one", "two", "three"):
        file = site / name / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        text = PAGE.format(nav="menu", name=name, text=texts.get(name, "soup"), quiz=quiz)
        file.write_text(text, encoding="utf-8")


def laid(site: Path) -> dict[str, bytes]:
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


@pytest.mark.parametrize("name", [INDEX, f"{TEXTS}/{RECORD}", PAGES])
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
    names = sorted(file.name for file in cache.iterdir())
    assert [name for name in names if not name.startswith(f"{INDEX}-")] == [
        *(".gitignore", INDEX, PAGES, TEXTS)
    ]
    assert len(names) == 5, "the index of the other version is gone"


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


def foreseen(
    site: Path, cache: Path, *, stays: dict[str, str], late: str | None = None, **texts: str
) -> tuple[dict[str, bytes], bool]:
    """Search a site of which the first page was told before the others; return whether that helped.

    Args:
        site: Where it is written.
        cache: What earlier searches have left.
        stays: Pages that are said to be what they were, with their hashes.
        late: What the first page says in the end, where that is something else.
        texts: What the pages say.
    """
    search = Search()
    search.is_on, search.cache = True, cache
    written(site, **texts)
    told = {"one/index.html": site / "one" / "index.html"}
    search.foresee(site, told, stays)
    was_begun = search._foreseen is not None and bool(search._foreseen.key)
    if late is not None:
        written(site, **{**texts, "one": late})
    with search.on_built(site) as said:
        pass
    assert said == [] and search._foreseen is None
    return laid(site), was_begun


def test_an_index_is_begun_before_the_site_is_there(tmp_path: Path, runs: list[int]) -> None:
    cache = tmp_path / "cache"
    built(tmp_path / "a", cache)
    stays = {
        f"{name}/index.html": digest_of((tmp_path / "a" / name / "index.html").read_bytes())
        for name in ("two", "three")
    }
    made, was_begun = foreseen(tmp_path / "b", cache, stays=stays, one="salad")
    assert was_begun and runs == [3, 3]
    assert made == built(tmp_path / "c", None, one="salad")
    same, was_begun = foreseen(tmp_path / "d", cache, stays=stays, one="salad")
    assert not was_begun and same == made and len(runs) == 3, "that index is kept"


@pytest.mark.parametrize("two", ["soup", "stew"])
def test_an_index_of_what_did_not_come_is_made_again(tmp_path: Path, two: str) -> None:
    cache = tmp_path / "cache"
    built(tmp_path / "a", cache)
    made, was_begun = foreseen(tmp_path / "b", cache, stays={}, one="salad", late="cake", two=two)
    assert was_begun and made == built(tmp_path / "c", None, one="cake", two=two)
    after = built(tmp_path / "d", cache, one="cake", two=two)
    assert after == made


def test_nothing_is_begun_where_a_page_is_not_what_was_known(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    built(tmp_path / "a", cache)
    made, was_begun = foreseen(tmp_path / "b", cache, stays={"two/index.html": "0" * 9}, one="tea")
    assert not was_begun and made == built(tmp_path / "c", None, one="tea")


def test_texts_that_somebody_wrote_into_are_laid_out_again(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    built(tmp_path / "a", cache)
    text = cache / TEXTS / "two" / "index.html"
    text.write_text(text.read_text("utf-8").replace("soup", "worm"), "utf-8")
    (cache / TEXTS / "more.html").write_text(text.read_text("utf-8"), "utf-8")
    after = built(tmp_path / "b", cache, one="pie")
    assert after == built(tmp_path / "c", None, one="pie")


def test_an_index_that_somebody_wrote_into_is_made_again(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = built(tmp_path / "a", cache)
    kept = next(cache.glob("index-*"))
    (kept / "pagefind.js").unlink()
    (kept / "pagefind.js").write_text("alert(1)", "utf-8")
    assert built(tmp_path / "b", cache) == first
    assert built(tmp_path / "c", cache) == first


def test_a_page_that_went_meanwhile_is_in_no_index(tmp_path: Path) -> None:
    cache, site = tmp_path / "cache", tmp_path / "b"
    built(tmp_path / "a", cache)
    search = Search()
    search.is_on, search.cache = True, cache
    written(site, one="salad")
    search.foresee(site, {"one/index.html": site / "one" / "index.html"}, {})
    assert search._foreseen is not None and search._foreseen.key
    (site / "three" / "index.html").unlink()
    with search.on_built(site):
        pass
    written(tmp_path / "c", one="salad")
    (tmp_path / "c" / "three" / "index.html").unlink()
    clean = Search()
    clean.is_on = True
    with clean.on_built(tmp_path / "c"):
        pass
    assert laid(site) == laid(tmp_path / "c")
