"""The course on paper: all of it, each module, each quiz as a worksheet, and the answers of practice.

Their text is that of the lessons' own pages, taken while these are built: no quiz is rendered twice, and
what a page does not show (an exam's answers, what only a code opens) cannot come onto paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import Markup
from mkdocs.structure.pages import Page

from lessonry.website.print_kept import KeptPaper, KeptPart
from lessonry.website.print_parts import Noted, Part, Pieces
from lessonry.website.print_sheets import FOLDER, HOME, SHEET, Paper
from lessonry.website.site import Site

__all__ = ["FEW", "FOLDER", "PrintPages"]
FEW = 200
"""So many lessons, and the pages are made only where they are asked for: they double a site."""
TEMPLATES = "templates"
"""The course's own."""


@dataclass(slots=True, kw_only=True)
class PrintPages:
    """The print pages of one build, in each of its languages."""

    is_on: bool = False
    parts: dict[str, Part] = field(default_factory=dict)
    """By the folders of the languages."""
    kept: KeptPaper = field(default_factory=lambda: KeptPaper(None))
    around: dict[str, str] = field(default_factory=dict)
    """By the folders of the languages, a hash of what all their pages are made of."""

    def begin(self, site: Site, *, wanted: bool | None) -> None:
        """Forget what was, and say whether a course has print pages."""
        self.parts.clear()
        self.around.clear()
        self.kept = KeptPaper(None)
        self.is_on = len(site.course.lessons) < FEW if wanted is None else wanted
        self.is_on = self.is_on and bool(site.course.lessons)
        site.print_page = HOME if self.is_on else None

    def keep(self, site: Site, home: Path | None, around: str | None) -> None:
        """Take what earlier builds have left of the pages of one language.

        Args:
            site: Of that language.
            home: The folder of what the course keeps; nothing where nothing is kept.
            around: A hash of what all pages are made of; nothing where that is not known.
        """
        if home is not None and self.kept.home is None:
            self.kept = KeptPaper(home)
        if around is not None:
            self.around[site.folder] = around

    def note(self, site: Site, html: str, front: str, page: Page) -> None:
        """Keep what a lesson shows to everybody."""
        lesson = site.course.lesson_at(page.file.src_uri)
        if not self.is_on or lesson is None:
            return
        head, title_end, rest = html.partition("</h1>")
        whole = head + title_end + front + rest if title_end else front + html
        shown = "" if lesson.access.is_full else whole
        part = self.parts.setdefault(site.folder, Part())
        part.lessons[lesson.path] = Noted(url=page.url, html=shown)

    def wants_styles(self, site: Site) -> bool:
        """Return whether no page has shown its styles yet."""
        part = self.parts.get(site.folder)
        return part is not None and part.sheets is None

    def note_styles(self, site: Site, output: str, page: Page) -> None:
        """Keep the styles of a lesson's page: those of its theme clothe the print pages, too."""
        part = self.parts.get(site.folder)
        if part and self.wants_styles(site) and page.file.src_uri in part.lessons:
            part.sheets = "".join(SHEET.findall(output)), page.url

    def write(self, folder: Path, sites: Iterable[Site]) -> Iterator[str]:
        """Write the pages into a built site; yield what the trainer should know."""
        for site in sites:
            part = self.parts.get(site.folder)
            if part is None:
                continue
            place = folder / site.folder
            if (place / FOLDER).exists():
                yield (
                    f"docs/{FOLDER}/ is a folder of the course's own, so lessonry makes no print pages."
                )
                continue
            said = site.words.say("The exam is taken on the course's own page.")
            exam = str(Markup('<p class="lr-notice">{}</p>').format(said))
            paper = Paper(site=site, part=part, kept=self._kept_of(site), exam=exam)
            for sheet in paper.sheets():
                file = place / sheet.file
                file.parent.mkdir(parents=True, exist_ok=True)
                file.unlink(missing_ok=True)  # it may be one file with another's
                if paper.kept.lay(sheet.path, sheet.key, file):
                    continue
                pieces = Pieces(former=paper.kept.pieces(sheet.path))
                text = sheet.make(pieces)
                file.write_text(text, encoding="utf-8", newline="\n")
                paper.kept.keep(sheet.path, sheet.key, file, text, pieces.made)

    def remember(self) -> None:
        """Leave what was made to later builds."""
        self.kept.write()

    def _kept_of(self, site: Site) -> KeptPart:
        """Return what is kept; nothing where the course's own templates may show more than is known."""
        is_ours = not any((site.layout.folder / TEMPLATES).glob("print*"))
        return self.kept.part(site.folder, self.around.get(site.folder) if is_ours else None)
