"""The menu that is made once is, on every page, what Material makes there."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from jinja2 import ChoiceLoader, DictLoader, Environment
from mkdocs.commands.build import _populate_page, build, get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, get_files
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page

from lessonry.website import navigation
from lessonry.website.menu import ITEM
from tests.cases import write
from tests.website.conftest import Small, contents

LESSON = "# {title}\n\n## One\n\n### In it\n\n## Two & <b>more</b>\n"
PAGES = (
    "index.md", "about.md", "a/index.md", "a/one.md", "a/two.md", "a/b/index.md", "a/b/three.md",
    "a/b/c/four.md", "a/b/c/index.md", "a/b/c/d/five.md", "v1.0/six.md", "ünï/se ven.md", "z/out.md",
)  # fmt: skip
NAVS = {
    "none": "",
    "nested": """
      - index.md
      - Über & <i>us</i>: about.md
      - A:
          - a/index.md
          - a/one.md
          - B:
              - a/b/index.md
              - a/b/three.md
              - C:
                  - a/b/c/four.md
                  - a/b/c/index.md
                  - D: [a/b/c/d/five.md]
          - Elsewhere: https://example.org/a
          - a/two.md
      - Others: [v1.0/six.md, ünï/se ven.md, /rooted, Lost: not/there]
      - https://example.org/
    """,
    "crossed": """
      - First: [a/b/c/d/five.md, about.md, Deep: [Deeper: [a/one.md]]]
      - Second: [Only: [a/b/c/index.md], Empty: [], a/two.md]
      - Third: [ünï/se ven.md]
      - a/b/three.md
      - index.md
    """,
    "one": "[{All: [index.md, about.md, a/one.md, a/index.md]}]",
}
FEATURES = (
    (), ("navigation.sections",), ("navigation.tabs",), ("navigation.tabs", "navigation.sections"),
    ("navigation.indexes",), ("navigation.indexes", "navigation.sections", "navigation.expand"),
    ("navigation.prune",), ("navigation.prune", "navigation.indexes", "navigation.tabs"),
    ("navigation.tabs", "navigation.tabs.sticky", "navigation.sections", "navigation.indexes"),
    ("navigation.path", "toc.integrate", "navigation.expand"), ("navigation.prune", "toc.integrate"),
)  # fmt: skip
TRAINERS = "{% macro render(item, path, level, parent) %}<li>{{ page.title }}</li>{% endmacro %}"
CONFIG = """\
site_name: Small & "large"
site_url: https://example.org/course/
repo_url: https://example.org/repo
theme:
  name: material
  icon: {{logo: material/school}}
{theme}
use_directory_urls: {directories}
extra: {{status: {{new: Just come}}}}
markdown_extensions: [attr_list, toc: {{permalink: true}}]
plugins: []
"""


class Site:
    """A course of a few pages, read as MkDocs reads it, whose pages can be made one by one."""

    def __init__(self, folder: Path) -> None:
        self.config: MkDocsConfig = load_config(str(folder / "mkdocs.yml"), strict=False)
        self.config.plugins.on_startup(command="build", dirty=False)
        self.config = self.config.plugins.on_config(self.config)
        self.files: Files = get_files(self.config)
        self.plain: Environment = self.config.theme.get_env()
        self.files.add_files_from_theme(self.plain, self.config)
        self.nav: Navigation = get_navigation(self.files, self.config)
        self.pages = [file.page for file in self.files.documentation_pages() if file.page]
        for page in self.pages:
            _populate_page(page, self.config, self.files)

        self.env: Environment = self.config.theme.get_env()
        navigation.take_place(self.env, self.config)

    def made(self, env: Environment, page: Page, template: str = "main.html") -> str:
        page.active = True
        context: Any = get_context(self.nav, self.files.documentation_pages(), self.config, page)
        html = env.get_template(template).render(context)
        page.active = False
        return html

    def differing(self) -> list[str]:
        return [
            page.file.src_uri
            for page in self.pages
            if self.made(self.env, page) != self.made(self.plain, page)
        ]


def site(
    folder: Path, nav: str, directories: bool = True, theme: str = "", files: dict | None = None
) -> Site:
    config = CONFIG.format(directories=str(directories).lower(), theme=theme)
    pages = {f"docs/{path}": LESSON.format(title=path.removesuffix(".md")) for path in PAGES}
    pages["docs/a/one.md"] = "---\nicon: material/pencil\nstatus: new\n---\n" + LESSON
    pages["docs/a/two.md"] = (
        "---\nhide: [navigation]\nsubtitle: A sub\nstatus: old\n---\nNo title.\n"
    )
    pages["docs/about.md"] = "---\nhide: [toc, path]\ntitle: '*About* <i>us</i>'\n---\nText.\n"
    pages["docs/a/b/index.md"] = "---\nicon: material/home\n---\n# Index of b\n"
    config += f"nav: {nav}\n" if nav else ""
    return Site(write(folder, {"mkdocs.yml": config, **pages, **(files or {})}))


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level("DEBUG", logger="mkdocs.plugins.lessonry")
    return caplog


@pytest.mark.parametrize(("nav", "directories"), [*itertools.product(NAVS, (True, False))], ids=str)
def test_the_menu_is_materials_on_every_page(
    nav: str,
    directories: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    said: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(navigation, "OFTEN", len(FEATURES))
    small = site(tmp_path, NAVS[nav], directories)
    for features in FEATURES:
        small.config.theme["features"] = [*features]
        assert small.differing() == [], features
        assert "a menu of its own" not in said.text, features


def test_items_are_rendered_once_and_not_once_a_page(tmp_path: Path) -> None:
    small = site(tmp_path, NAVS["nested"])
    small.differing()
    html: Any = small.env.globals[navigation.NAME]
    made = html.__self__
    assert made._menu is not None
    cuts = dict(made._menu._parts)
    assert small.differing() == []
    assert made._menu._parts == cuts and made._cuts == 1


@pytest.mark.parametrize(
    ("nav", "theme", "files", "why"),
    [
        (
            NAVS["nested"],
            "  custom_dir: own",
            {f"own/{ITEM}": TRAINERS},
            f"{ITEM} is not Material's",
        ),
        (
            NAVS["nested"],
            "  custom_dir: own",
            {"own/partials/logo.html": "{{ page.title }}"},
            "an item asks for the page's `title`",
        ),
        (
            NAVS["nested"],
            "  custom_dir: own",
            {"own/partials/logo.html": "<img src={{ base_url }}/logo.svg>"},
            "an item depends on where the page is",
        ),
        ("[index.md, about.md, {Again: [about.md]}]", "", {}, "about.md stands there twice"),
    ],
)
def test_a_menu_that_cannot_be_made_once_is_materials_own(
    nav: str,
    theme: str,
    files: dict[str, str],
    why: str,
    tmp_path: Path,
    said: pytest.LogCaptureFixture,
) -> None:
    small = site(tmp_path, nav, theme=theme, files=files)
    assert small.differing() == []
    assert why in said.text
    assert said.text.count("a menu of its own") == 1


def test_a_theme_that_marks_more_than_the_way_to_a_page_makes_its_own_menu(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: pytest.LogCaptureFixture
) -> None:
    small = site(tmp_path, NAVS["nested"])
    whole: Environment = small.plain.overlay()
    assert small.plain.loader is not None
    source, _, _ = small.plain.loader.get_source(small.plain, ITEM)
    marked = source.replace(
        "{% if nav_item.active %}",
        "{% if nav_item.next_page and nav_item.next_page.active or nav_item.active %}",
    )
    assert marked != source
    small.plain.loader = whole.loader = ChoiceLoader(
        [DictLoader({ITEM: marked}), small.plain.loader]
    )
    monkeypatch.setitem(small.env.globals, navigation.NAME, navigation.MadeOnce(whole).html)
    small.env.loader = ChoiceLoader([DictLoader({ITEM: marked}), small.env.loader])  # type: ignore[list-item]
    assert small.differing() == []
    assert "would be another" in said.text


def test_what_a_hook_changes_while_pages_are_made_shows_as_it_does_without_us(
    tmp_path: Path,
) -> None:
    small = site(tmp_path, NAVS["nested"])
    named = {page.file.src_uri: page for page in small.pages}
    ours: list[str] = []
    theirs: list[str] = []
    for env, made in ((small.env, ours), (small.plain, theirs)):
        for page in small.pages:
            if page.file.src_uri == "a/b/three.md":
                page.meta["status"] = "new"
            if page.file.src_uri == "a/one.md":
                page.title = "Another"
            made.append(small.made(env, page))
        del named["a/b/three.md"].meta["status"]
        del named["a/one.md"].title
    assert ours == theirs


def test_a_build_is_the_same_byte_for_byte(
    small: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole way, with a translation, as `mkdocs build` goes it."""
    files = {
        "mkdocs.yml": (
            "site_name: Small\nsite_url: https://example.org/small/\n"
            "theme: {name: material, font: false, features: [navigation.tabs]}\n"
            "nav: [index.md, {Tables: [one.md, {Deep: [two.md]}]}, exam.md]\n"
            "plugins: [search, {lessonry: {course: small, search: false, offline: false, "
            "languages: {de: {site_name: Klein}}}}]\n"
        ),
        "docs/two.md": "# Two\n\nA lesson.\n",
        "docs/de/one.md": "# Eins\n\nEine Lektion über Teller.\n\n/// quiz | one\n///\n",
    }
    sites = []
    for is_ours in (True, False):
        if not is_ours:
            monkeypatch.setattr(navigation, "take_place", lambda *_: None)
        folder = small(files)
        for theme_file in (folder / "theme").glob("*"):
            theme_file.unlink()
        config = load_config(str(folder / "mkdocs.yml"), site_dir=str(tmp_path / f"s{is_ours}"))
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        sites.append(contents(tmp_path / f"s{is_ours}"))
    assert sites[0].keys() == sites[1].keys()
    assert [name for name in sites[0] if sites[0][name] != sites[1][name]] == []
    assert any(name.startswith("de/") and name.endswith(".html") for name in sites[0])
