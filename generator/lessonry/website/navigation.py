"""Makes Material's menu once a build instead of once a page, where it is sure to be the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from jinja2 import ChoiceLoader, DictLoader, Environment, pass_context
from jinja2.runtime import Context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url, get_theme_dir
from mkdocs.utils.templates import url_filter

from lessonry.website.compiled import Compiled
from lessonry.website.menu import ITEM, MENU, Menu, Told, rendered

log = get_plugin_logger("lessonry")
NAME: Final = "lessonry_menu"
FEW: Final = 6
"""Menus that are made sooner one by one than once for all: to be sure of that takes as many."""
OFTEN: Final = 3
"""How often a build may change what is in its menu before every page gets one of its own."""


def take_place(env: Environment, config: MkDocsConfig) -> None:
    """Put the menu that is made once into the place of the theme's template for it.

    A theme other than Material, and a trainer's own template of the menu, stay as they are.
    """
    if config.theme.name != "material" or env.loader is None:
        return
    theirs = Path(get_theme_dir("material"))
    for name in (MENU, ITEM):
        _, file, _ = env.loader.get_source(env, name)
        if file is None or theirs not in Path(file).parents:
            log.debug("Every page gets a menu of its own: %s is not Material's.", name)
            return
    env.bytecode_cache = Compiled()  # a new one: by now, other plugins may have changed filters
    whole = env.overlay()
    env.globals[NAME] = MadeOnce(whole).html
    env.loader = ChoiceLoader([DictLoader({MENU: f"{{{{ {NAME}() }}}}"}), env.loader])


class MadeOnce:
    """The menu of a build."""

    def __init__(self, env: Environment) -> None:
        """Begin with the theme's own templates."""
        self._env = env
        self._menu: Menu | None = None
        self._looks: dict[int, object] = {}
        """What items show of their pages, by the pages' identity."""
        self._common: object = None
        self._former: Page | None = None
        self._cuts = 0

    @pass_context
    def html(self, context: Context) -> str:
        """Return the menu on the page that the template is about."""
        told = context.get_all()
        page = told.get("page")
        if not isinstance(page, Page) or self._cuts > OFTEN:
            return self._theirs(told)
        if self._menu is None or self._has_changed(page, told):
            self._menu = self._cut(page, told)
        self._former = page
        return self._menu.html(page, self._item(told)) if self._menu else self._theirs(told)

    def _cut(self, page: Page, told: Told) -> Menu | None:
        """Return the menu, cut, if what it gives some of the pages is what the theme gives them."""
        self._cuts += 1
        if self._cuts > OFTEN:
            log.debug("Every page gets a menu of its own: the menu changes from page to page.")
            return None
        self._common = _common(told)
        try:
            if self._env.filters.get("url") is not url_filter or self._env.autoescape:
                raise ValueError("a plugin changes how templates write addresses")
            menu = Menu(self._env, told)
            self._looks = {id(p): _look(p) for p in menu.nav.pages}
            for sample in _samples(menu, page, told):
                self._compare(menu, page, sample, told)
        except Exception as error:
            # Whatever it is, the theme's own menu is right, or says better what is wrong.
            log.debug("Every page gets a menu of its own: %s.", error)
            self._cuts = OFTEN + 1
            return None
        return menu

    def _compare(self, menu: Menu, page: Page, sample: Page, told: Told) -> None:
        there = {**told, "page": sample, "base_url": get_relative_url(".", sample.url)}
        page.active = False
        sample.active = True
        try:
            if menu.html(sample, self._item(there)) != self._theirs(there):
                raise ValueError(f"that of {sample.file.src_uri} would be another")
        finally:
            sample.active = False
            page.active = True

    def _has_changed(self, page: Page, told: Told) -> bool:
        """Return whether a plugin or hook has changed what the menu shows since it was made.

        It is most likely to do so to the page that it is asked about: this one, and the one before.
        """
        assert self._menu is not None
        if told["nav"] is not self._menu.nav or _common(told) != self._common:
            return True
        ours = (p for p in (page, self._former) if p is not None and id(p) in self._looks)
        return any(_look(p) != self._looks[id(p)] for p in ours)

    def _item(self, told: Told) -> Any:
        template: Any = self._env.get_template(ITEM)
        return template.make_module(told, True).render

    def _theirs(self, told: Told) -> str:
        return "".join(rendered(self._env, MENU, told))


def _common(told: Told) -> object:
    """Return what the theme's templates of the menu ask for besides the items."""
    config, theme = told["config"], told["config"].theme
    return [*told.get("features", ())], theme.get("language"), config.site_name, config.repo_url


def _look(page: Page) -> object:
    """Return what its item in the menu shows of a page."""
    shown = [page.meta.get(name) for name in ("icon", "subtitle", "status")]
    typeset = getattr(page, "typeset", None)
    return (
        *(page.title, page.url, page.parent, *shown),
        *(getattr(page, "encrypted", None), typeset and typeset.title),
    )


def _samples(menu: Menu, page: Page, told: Told) -> list[Page]:
    """Return pages whose menus differ most: the ends, the deepest, an index, one in no menu."""
    pages = menu.nav.pages
    deepest = max(pages, key=lambda page: menu.places[id(page)].level, default=page)
    indexes = (p for p in reversed(pages) if p.is_index and p.parent)
    others = (f.page for f in told["pages"] if f.page and id(f.page) not in menu.places)
    chosen = [page, *pages[:1], *pages[-1:], deepest, *_first(indexes), *_first(others)]
    return [*{id(page): page for page in chosen}.values()]


def _first(pages: Any) -> list[Page]:
    return [page for page, _ in zip(pages, range(1), strict=False)]
