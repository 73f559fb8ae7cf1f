"""How the pages of a build come about: from earlier builds, in several processes, or by MkDocs alone."""

from __future__ import annotations

import gc
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from lessonry.project.processes import MANY
from lessonry.website import built, forked
from lessonry.website.beside import Beside, place
from lessonry.website.built import Sources
from lessonry.website.ingredients import Ingredients
from lessonry.website.keeping import Keeping, Text, is_quiet, keeping
from lessonry.website.kept import Kept
from lessonry.website.kept_reading import KeptReading
from lessonry.website.outward import shows_more
from lessonry.website.set_aside import SetAside
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
        self.reading: KeptReading | None = None
        self.kept: Kept | None = None
        self.keeping: Keeping | None = None
        self._beside: Beside | None = None
        self._forked: forked.Forked | None = None

    def look(self, folder: Path, config: MkDocsConfig) -> KeptReading | None:
        """Look at what the course in `folder` is now; return what earlier builds have read of it."""
        if self.is_keeping:
            self.sources = self.sources or built.look(folder, {}, Path(config.site_dir).resolve())
            self.reading = KeptReading(self.sources)
        return self.reading

    def open(self, folder: Path) -> None:
        """Look at what earlier builds of the course in `folder` have left."""
        if self.is_keeping:
            self.kept = Kept(folder)

    @property
    def read(self) -> Sources | None:
        """Return what the build reads; nothing where nothing is kept for later ones."""
        return self.sources if self.kept else None

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
        if self._beside is not None and (self.keeping is not None or not shows_more(config)):
            self._beside.texts = SetAside(Path(config.site_dir).parent)
        if self.keeping is not None and self._beside is not None:
            pages = self.keeping.rendered
            self.keeping.texts = self._beside.texts
        if len(pages) >= MANY:
            gc.enable()  # what rendering leaves behind would fill the memory
        self._forked = forked.begin(pages, files, config, site, self.processes)

    @property
    def around(self) -> str | None:
        """Return a hash of what all pages are made of; nothing where none is kept."""
        return self.keeping.ingredients.around if self.keeping else None

    def turn(self, page: Page | None) -> None:
        """Go on to the next page that is rendered; to none after the last."""
        if self._beside is not None and self._beside.texts is not None:
            self._beside.texts.begin(page)

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
        self.turn(None)
        if self._forked is not None:
            self._forked.end()
            self._forked = None

    def left(self, files: Files) -> int:
        """Return how many pages are to be put into their templates, once it is sure which ones stay."""
        if self.keeping is not None:
            self.keeping.settle(self.processes)
        return sum(not self.stays(page) for page in forked.published(files))

    def finish(self, files: Files, env: Environment, site: Site) -> None:
        """Finish pages, those of which there are many elsewhere, too.

        The first lesson is finished here: its styles are those of print pages.

        Args:
            files: The site's.
            env: The templates.
            site: The course.
        """
        beside, keeping = self._beside, self.keeping
        if beside is None:
            return
        pages = [page for page in forked.published(files) if not self.stays(page)]
        first = next((p for p in pages if site.course.lesson_at(p.file.src_uri)), None)
        others = [page for page in pages if page is not first]
        beside.share(others, files, self._nav, env, self.processes)
        beside.share([first] if first else [], files, self._nav, env, 1)
        beside.take_place(env, lambda page: keeping.lay(page, beside) if keeping else None)

    def finished(self, files: Files) -> tuple[dict[str, Path], dict[str, str]]:
        """Return the pages of a site that are made already, and the hashes of those that stay.

        Args:
            files: The site's.

        Returns:
            By their paths in the site, where they lie beside their places, and how hashes begin.
        """
        made: dict[str, Path] = {}
        stays: dict[str, str] = {}
        for page in forked.published(files):
            entry = self.keeping.entry(page) if self.keeping else None
            if entry is not None:
                stays[page.file.dest_uri] = entry.digest
            elif self.is_finished(page):
                made[page.file.dest_uri] = place(page)
        return made, stays

    def is_finished(self, page: Page) -> bool:
        """Return whether a page needs no template any more."""
        return self._beside is not None and self._beside.holds(page)

    def lay(self) -> None:
        """Put finished pages into their places, and remember all of them."""
        if self._beside is not None:
            self._beside.lay()
        if self.keeping is not None:
            self.keeping.take()
        if self._beside is not None and self._beside.texts is not None:
            self._beside.texts.end()

    def write(self) -> None:
        """Leave what was made to later builds."""
        if self.reading is not None:
            self.reading.write()
        if self.kept is not None:
            self.kept.write()

    def end(self) -> None:
        """Stop, whatever was begun."""
        self.rendered()
        if self.keeping is not None:
            self.keeping.end()
