"""Finished pages stay from build to build, and only where each would be made as it was."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.structure.pages import Page

from lessonry.domain.course import Lesson
from lessonry.website.build import build_site
from lessonry.website.built import CACHE, PAGES_RECORD
from lessonry.website.ingredients import told
from lessonry.website.kept import PAGES
from tests.website.conftest import FILES, Small, contents

COURSE = {
    "mkdocs.yml": FILES["mkdocs.yml"].replace("  - search\n", ""),
    "docs/two.md": "# Two\n\nOn spoons, see [one](one.md#one).\n\n/// quiz | two\n///\n",
    "docs/about.md": "# About\n\nA page about something else.\n",
    "quizzes/two.md": FILES["quizzes/one.md"].replace(" objective=one-1", ""),
    "docs/plate.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
}
KEPT = {"about.md", "one.md", "two.md"}
"""Of its pages, those that are made of nothing but their texts and quizzes."""
Rendered = Callable[[], set[str]]


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> Rendered:
    """Return what gives the pages that were rendered since it was last asked."""
    seen: set[str] = set()
    theirs = Page.render

    def render(self: Page, *arguments: object) -> None:
        seen.add(self.file.src_uri)
        theirs(self, *arguments)  # type: ignore[arg-type]

    def ask() -> set[str]:
        asked = seen & KEPT
        seen.clear()
        return asked

    monkeypatch.setattr(Page, "render", render)
    return ask


@pytest.fixture
def course(small: Small, rendered: Rendered) -> Path:
    """Give a course that was built."""
    folder = small(COURSE)
    assert build_site(folder, quiet=True)
    assert rendered() == KEPT
    return folder


def replaced(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def as_if_new(folder: Path, **options: bool) -> bool:
    """Build, and return whether the site is that of a build which keeps nothing."""
    assert build_site(folder, quiet=True, **options)  # type: ignore[arg-type]
    elsewhere = folder.parent / "clean"
    assert build_site(folder, site_dir=elsewhere, quiet=True, cache=False)
    return contents(folder / "site") == contents(elsewhere)


@pytest.mark.parametrize(
    ("file", "old", "new", "again"),
    [
        ("docs/one.md", "A lesson on plates.", "A lesson on bowls.", {"one.md"}),
        ("docs/about.md", "something", "nothing", {"about.md"}),
        ("quizzes/two.md", "Which?", "Whose?", {"two.md"}),
        ("quizzes/exam.md", "a hair", "a fly", set()),
        ("docs/one.md", "# One", "# First", KEPT),
        ("docs/one.md", "[See]", "[Look]", KEPT),
        ("docs/about.md", "# About", "# Above", KEPT),
        ("mkdocs.yml", "Small", "Large", KEPT),
        ("docs/plate.svg", "'/>", "' width='9'/>", KEPT),
        ("theme/main.html", "<main>", "<main class=wide>", KEPT),
        ("certificates/issuer.yml", "A", "B", KEPT),
    ],
)
def test_a_change_makes_again_what_shows_it_and_nothing_else(
    course: Path, rendered: Rendered, file: str, old: str, new: str, again: set[str]
) -> None:
    replaced(course / file, old, new)
    assert build_site(course, quiet=True)
    assert rendered() == again
    assert as_if_new(course)


def test_a_page_that_comes_or_goes_makes_all_again(course: Path, rendered: Rendered) -> None:
    (course / "docs" / "three.md").write_text("# Three\n\nOn forks.\n", "utf-8")
    assert build_site(course, quiet=True)
    assert rendered() == KEPT
    (course / "docs" / "three.md").unlink()
    assert build_site(course, quiet=True)
    assert rendered() == KEPT
    assert as_if_new(course)


def test_a_site_that_is_gone_or_elsewhere_comes_of_what_is_kept(
    course: Path, rendered: Rendered, tmp_path: Path
) -> None:
    before = contents(course / "site")
    assert build_site(course, site_dir=tmp_path / "other", quiet=True)
    assert rendered() == set()
    assert contents(tmp_path / "other") == before


def test_what_was_damaged_is_made_again(course: Path, rendered: Rendered) -> None:
    replaced(course / "site" / "one" / "index.html", "plates", "PLATES")
    assert build_site(course, quiet=True)
    assert rendered() == {"one.md"}
    assert as_if_new(course)


@pytest.mark.parametrize(
    "harm",
    [
        lambda text: "",
        lambda text: text[: len(text) // 2],
        lambda text: text.replace("one.md", "two.md"),
        lambda text: "0" + text,
        lambda text: "[]\n" + text.partition("\n")[2],
    ],
)
def test_a_record_that_is_not_what_was_written_counts_for_nothing(
    course: Path, rendered: Rendered, harm: Callable[[str], str]
) -> None:
    record = course / CACHE / PAGES_RECORD
    record.write_text(harm(record.read_text("utf-8")), "utf-8")
    assert build_site(course, quiet=True)
    assert rendered() == KEPT
    assert as_if_new(course)


def test_pages_that_are_no_more_kept_are_made_again(course: Path, rendered: Rendered) -> None:
    pages = sorted((course / CACHE / PAGES).iterdir())
    assert len(pages) == len(KEPT)
    pages[0].unlink()
    assert build_site(course, quiet=True)
    assert len(rendered()) == 1
    assert as_if_new(course)


def test_nothing_is_taken_where_nothing_shall_be(course: Path, rendered: Rendered) -> None:
    assert build_site(course, quiet=True, cache=False)
    assert rendered() == KEPT


def test_what_is_amiss_in_a_page_is_said_each_time(
    small: Small, caplog: pytest.LogCaptureFixture
) -> None:
    """A page with a bad link, and one with a link to an anchor that goes away later."""
    folder = small({**COURSE, "docs/about.md": "# About\n\n[Gone](gone.md)\n"})
    replaced(folder / "mkdocs.yml", "plugins:", "validation: {anchors: warn}\nplugins:")

    def said() -> list[str]:
        caplog.clear()
        config = load_config(str(folder / "mkdocs.yml"))
        config.plugins.on_startup(command="build", dirty=False)
        with caplog.at_level(logging.INFO, "mkdocs"):
            build(config)
        messages = [record.getMessage() for record in caplog.records]
        return sorted(one for one in messages if "contains a link" in one)

    first = said()
    assert len(first) == 1 and "gone.md" in first[0]
    assert said() == first
    replaced(folder / "docs" / "one.md", "# One", "# One { #other }")
    replaced(folder / "mkdocs.yml", "plugins:", "markdown_extensions: [attr_list]\nplugins:")
    assert len(said()) == 3
    assert len(said()) == 3


def test_quiet_builds_leave_nothing_unsaid_for_others(
    small: Small, rendered: Rendered, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = small({**COURSE, "docs/about.md": "# About\n\n[Away](/away)\n"})
    assert build_site(folder, quiet=True)
    capsys.readouterr()
    assert build_site(folder)
    assert "/away" in capsys.readouterr().err
    assert build_site(folder)
    assert "/away" in capsys.readouterr().err


@pytest.mark.parametrize("plugin", ["search", "search: {lang: en}"])
def test_a_plugin_that_reads_each_page_is_given_each(
    small: Small, rendered: Rendered, plugin: str
) -> None:
    folder = small(
        {
            **COURSE,
            "mkdocs.yml": COURSE["mkdocs.yml"].replace("plugins:", f"plugins:\n  - {plugin}"),
        }
    )
    for _ in range(2):
        assert build_site(folder, quiet=True)
        assert rendered() == KEPT


@pytest.mark.parametrize(
    "shown",
    [
        "{{ build_date_utc }}",
        "{{ page.next_page.content }}",
        "{% set p = page.next_page %}{{ p.content }}",
        "{{ nav.homepage['content'] }}",
        "{{ nav.pages|map(attribute='content')|join }}",
        "{% for p in pages %}{{ p.url }}{% endfor %}",
    ],
)
def test_a_template_that_shows_more_than_a_page_makes_each(
    small: Small, rendered: Rendered, shown: str
) -> None:
    folder = small({**COURSE, "theme/main.html": FILES["theme/main.html"] + shown})
    for _ in range(2):
        assert build_site(folder, quiet=True)
        assert rendered() == KEPT


def test_mkdocs_by_itself_takes_what_is_kept(course: Path, rendered: Rendered) -> None:
    before = contents(course / "site")
    config = load_config(str(course / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    assert rendered() == set()
    assert contents(course / "site") == before


def test_print_pages_and_translations_are_made_of_what_is_kept(
    small: Small, rendered: Rendered
) -> None:
    config = COURSE["mkdocs.yml"].replace(
        "- lessonry", "- lessonry: {print: true, languages: {de: {}}}"
    )
    folder = small(
        {
            **COURSE,
            "mkdocs.yml": config,
            "docs/de/one.md": "# Eins\n\nÜber Teller.\n\n/// quiz | one\n///\n",
        }
    )
    assert build_site(folder, quiet=True)
    rendered()
    replaced(folder / "docs" / "two.md", "spoons", "ladles")
    assert build_site(folder, quiet=True)
    assert rendered() == {"two.md"}
    assert as_if_new(folder)
    replaced(folder / "docs" / "de" / "one.md", "Teller", "Löffel")
    assert as_if_new(folder)
    replaced(folder / "docs" / "one.md", "# One", "# One\n\n## Another")
    assert as_if_new(folder)


def test_what_a_course_tells_is_told_whole_or_not_at_all() -> None:
    lesson = Lesson(path="a.md", title="A", identifier="a", digest="1", text_digest="2")
    assert "A" in told(lesson) and "1" not in told(lesson) and "2" not in told(lesson)
    with pytest.raises(TypeError):
        told(object())
