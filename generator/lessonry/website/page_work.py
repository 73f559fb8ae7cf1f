"""How the pages of a build come about: from earlier builds, in several processes, or by MkDocs alone."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from lessonry.website import built, forked
from lessonry.website.beside import Beside
from lessonry.website.built import Sources
from lessonry.website.ingredients import Ingredients
from lessonry.website.keeping import Keeping, Text, is_quiet, keeping
from lessonry.website.kept import Kept
from lessonry.website.site import Site
from lessonry.website.translated import Translated


class PageWork:
    """The pages of one build, those of one language."""

    def __init__(self) -> None:
        """Begin with no build."""
        self.processes: int | None = None
        """How many render a build's pages; as many as there are cores where nothing is said."""
        self.is_keeping = True
        """Whether finished pages may be taken from earlier builds, and left for later ones."""
        self.sources: Sources | None = None
        """What the build reads, where that is known already."""
        self.kept: Kept | None = None
        self.keeping: Keeping | None = None
        self._beside: Beside | None = None
        self._forked: forked.Forked | None = None

    def open(self, folder: Path, config: MkDocsConfig) -> None:
        """Look at what earlier builds of the course in `folder` have left."""
        if self.is_keeping:
            self.sources = self.sources or built.look(folder, {}, Path(config.site_dir).resolve())
            self.kept = Kept(folder)

    def of_translation(self) -> PageWork:
        """Return the work on a translation's pages, which is part of the same build."""
        other = PageWork()
        other.processes, other.sources, other.kept = self.processes, self.sources, self.kept
        return other

    def begin(
        self,
        config: MkDocsConfig,
        files: Files,
        nav: Navigation,
        site: Site,
        translated: Translated | None,
        *,
        is_hosted: bool,
        is_quoted: bool,
    ) -> None:
        """Choose the pages that stay as they are, and let children begin to render the others.

        Args:
            config: The host's.
            files: The site's.
            nav: The menu.
            site: The course.
            translated: What the build is of, where it is a translation's.
            is_hosted: Whether the pages are for a host.
            is_quoted: Whether more than the pages themselves is made of their texts.
        """
        pages = forked.published(files)
        self._nav = nav
        self._beside = Beside(config) if is_quiet(config) else None
        if self.kept is not None and self.sources is not None and self._beside is not None:
            made = Ingredients(
                site=site,
                config=config,
                files=files,
                sources=self.sources,
                is_hosted=is_hosted,
                translated=translated,
            )
            self.keeping = keeping(self.kept, made, nav, is_quoted=is_quoted)
        if self.keeping is not None:
            pages = self.keeping.rendered
        self._forked = forked.begin(pages, files, config, site, self.processes)

    def stays(self, page: Page) -> bool:
        """Return whether a page is as an earlier build left it."""
        return self.keeping is not None and self.keeping.entry(page) is not None

    def quoted(self, page: Page) -> Text | None:
        """Return the own text of a page that stays, where more is made of it."""
        return self.keeping.text(page) if self.keeping else None

    def whole(self, page: Page) -> str | None:
        """Return a page that stays, where more is made of it."""
        return self.keeping.whole(page) if self.keeping else None

    def note(self, page: Page, content: str, cuts: tuple[int, ...]) -> None:
        """Remember what a page that was rendered shows, as `Keeping.note` has it."""
        if self.keeping is not None:
            self.keeping.note(page, content, cuts)

    def rendered(self) -> None:
        """Let go of who rendered pages."""
        if self._forked is not None:
            self._forked.end()
            self._forked = None

    def finish(self, files: Files, env: Environment, site: Site) -> None:
        """Let pages be finished elsewhere, but the first lesson: its styles are those of print pages.

        Args:
            files: The site's.
            env: The templates.
            site: The course.
        """
        beside, keeping = self._beside, self.keeping
        if beside is None:
            return
        if keeping is not None:
            keeping.settle(self.processes)
        pages = [page for page in forked.published(files) if not self.stays(page)]
        first = next((p for p in pages if site.course.lesson_at(p.file.src_uri)), None)
        others = [page for page in pages if page is not first]
        beside.share(others, files, self._nav, env, self.processes)
        beside.take_place(env, lambda page: keeping.lay(page, beside) if keeping else None)

    def is_finished(self, page: Page) -> bool:
        """Return whether a page needs no template any more."""
        return self._beside is not None and self._beside.holds(page)

    def lay(self) -> None:
        """Put finished pages into their places, and remember all of them."""
        if self._beside is not None:
            self._beside.lay()
        if self.keeping is not None:
            self.keeping.take()

    def write(self) -> None:
        """Leave what was made to later builds."""
        if self.kept is not None:
            self.kept.write()

    def end(self) -> None:
        """Stop, whatever was begun."""
        self.rendered()
        if self.keeping is not None:
            self.keeping.end()
