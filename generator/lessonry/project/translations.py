"""Loads the translations of a course: the same course in other words, with its own identities.

A translation is read as a course is, from folders of its own, and then laid over the original: words
come from it, everything else from the original, and what it lacks is shown as the original has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TypeVar

from lessonry.checks.translations import check_translation
from lessonry.diagnostics import Diagnostic, Diagnostics, Place, Source
from lessonry.domain.achievement import Achievement
from lessonry.domain.course import Course, Lesson, Module, Objective, Page
from lessonry.domain.identity import digest
from lessonry.domain.items import Item
from lessonry.domain.languages import Translation, known_language
from lessonry.domain.look import Look
from lessonry.domain.quiz import Quiz, Section
from lessonry.domain.translation import UnlikeError, aligned
from lessonry.project.changes import around_in
from lessonry.project.layout import Layout
from lessonry.project.structure import find_own_pages, find_pages
from lessonry.readers.files import read_source
from lessonry.readers.translations import translated_from

Quizzes = Mapping[str, Quiz]
Translate = Callable[[Quizzes], Quizzes]
Read = Callable[[Layout, Translate, Diagnostics], Course]
"""Reads the course of a layout, its quizzes changed before pools are joined."""
SomePage = TypeVar("SomePage", bound=Page)
STRUCTURE = frozenset({
    "identifier", "path", "requires", "require_places", "placements", "minutes", "weight", "goals",
    "access", "digest", "text_digest",
})  # fmt: skip
"""What of a page makes the course, and is the original's in every language."""
DIGEST_LENGTH = 12


def add_translations(
    course: Course,
    quizzes: Quizzes,
    layout: Layout,
    read: Read,
    diagnostics: Diagnostics,
    faults: Sequence[Diagnostic],
) -> Course:
    """Return the course with all of its translations, what is wrong with them noted.

    Args:
        course: As it was written.
        quizzes: All of its files' quizzes, before pools are joined.
        layout: Of the course.
        read: What reads a course.
        diagnostics: Where faults go.
        faults: What the checks of the course said.
    """
    return replace(
        course,
        translations=tuple(
            _Translating(
                original=course,
                quizzes=quizzes,
                language=language,
                layout=layout,
                diagnostics=diagnostics,
                faults=faults,
            ).course(read)
            for language in layout.translations
        ),
    )


def layout_of(layout: Layout, language: Translation) -> Layout:
    """Return where a translation's own files lie."""
    return replace(
        layout,
        name=language.title or layout.name,
        description=language.description or layout.description,
        language=language.code,
        url=layout.url and f"{layout.url}{language.code}/",
        docs=layout.docs / language.code,
        quizzes=layout.quizzes / language.code,
        certificates=layout.certificates / language.code,
        translations=(),
        original=layout,
    )


@dataclass(slots=True, kw_only=True)
class _Translating:
    """One translation of one course."""

    original: Course
    quizzes: Quizzes
    language: Translation
    layout: Layout
    diagnostics: Diagnostics
    faults: Sequence[Diagnostic]
    """What is wrong with the original."""
    translated: dict[str, Quiz] = field(default_factory=dict)
    """The quizzes that have a translation, before pools are joined."""

    def course(self, read: Read) -> Course:
        """Return the course in this language."""
        own = layout_of(self.layout, self.language)
        found = Diagnostics()
        said = read(own, self._aligned, found)
        course = self._laid_over(said, own)
        self.diagnostics.extend(one for one in found if self._is_own(one))
        self.diagnostics.extend(self._missing(own))
        self.diagnostics.extend(check_translation(self.original, course, self.faults, self._is_own))
        self.diagnostics.extend(self._stale(own))
        return course

    def _is_own(self, diagnostic: Diagnostic) -> bool:
        """Return whether a fault stands in a file of this translation."""
        own = layout_of(self.layout, self.language)
        folders = (own.docs, own.quizzes, own.certificates)
        path = diagnostic.place.source.path
        return any(path.startswith(f"{own.label(folder)}/") for folder in folders)

    def _aligned(self, said: Quizzes) -> Quizzes:
        """Return every quiz of the course, translated where it is."""
        made: dict[str, Quiz] = {}
        for name, quiz in self.quizzes.items():
            other = said.get(name)
            if other is None:
                made[name] = replace(quiz, language=self.original.language)
            else:
                made[name] = self.translated[name] = self._quiz(quiz, other)
        for name in sorted(said.keys() - self.quizzes.keys()):
            message = f"The course has no quiz `{name}` that this could translate."
            self.diagnostics.add("LR641", message, said[name].place)
        return made

    def _quiz(self, original: Quiz, said: Quiz) -> Quiz:
        """Return a quiz in this language: its own words, the original's rules and items."""
        if len(original.sections) != len(said.sections):
            message = (
                f"Another number of sections: {len(said.sections)} here, "
                f"{len(original.sections)} in the original."
            )
            self.diagnostics.add("LR644", message, said.place)
            return replace(original, title=said.title, language=self.original.language)
        made = self._items(original, said)
        sections = tuple(
            replace(
                section,
                title=other.title if section.title else None,
                items=tuple(made.get(item.identifier, item) for item in section.items),
            )
            for section, other in zip(original.sections, said.sections, strict=True)
        )
        return replace(
            original,
            title=said.title,
            description=said.description if original.description else None,
            sections=sections,
        )

    def _items(self, original: Quiz, said: Quiz) -> dict[str, Item]:
        """Return the translated items by the original's identifiers."""
        named = {item.identifier: item for item in original.items}
        by_name = {item.identifier for item in said.items} & named.keys()
        made: dict[str, Item] = {}
        for item, first in _paired(original.sections, said.sections, by_name, named):
            if first is None or first.identifier in made:
                message = f"The original has no item `{item.identifier}`, and none at this place."
                self.diagnostics.add("LR644", message, item.place)
                continue
            try:
                made[first.identifier] = aligned(first, item)
            except UnlikeError as error:
                # What is amiss with the original was told there, and may be all that differs.
                if not self._is_faulty(first, original):
                    self.diagnostics.add(
                        error.code, str(error), error.place, f"The original is {first.place}."
                    )
                made[first.identifier] = first
        for name in named.keys() - made.keys():
            message = f"The item `{name}` of the original ({named[name].place}) is missing."
            self.diagnostics.add("LR644", message, said.place)
        return made

    def _is_faulty(self, item: Item, quiz: Quiz) -> bool:
        """Return whether an error was found in an item of the original."""
        path, first = item.place.source.path, item.place.span.line
        after = (i.place.span.line for i in quiz.items if i.place.source.path == path)
        end = min((line for line in after if line > first), default=None)
        return any(
            error.place.source.path == path
            and error.place.span.line >= first
            and (end is None or error.place.span.line < end)
            for error in self.diagnostics.errors
        )

    def _laid_over(self, said: Course, own: Layout) -> Course:
        """Return the original with the words of the translation."""
        original = self.original
        pages = {page.path: page for page in (*said.lessons, *said.pages)}
        modules = {module.path: module for module in said.modules}
        for one in said.achievements:
            if original.achievement(one.identifier) is None:
                message = f"The course has no achievement `{one.identifier}` to translate."
                self.diagnostics.add("LR641", message, one.place)
        return replace(
            original,
            title=own.name,
            description=own.description,
            language=self.language.code,
            verify_url=own.verify_url,
            modules=tuple(
                self._module(module, modules.get(module.path) if module.path else None, pages)
                for module in original.modules
            ),
            pages=tuple(self._page(page, pages.get(page.path)) for page in original.pages),
            around=around_in(
                original.around, said.around.editions, self.language, self.diagnostics
            ),
            quizzes=said.quizzes,
            pools=said.pools,
            achievements=tuple(
                self._achievement(one, said.achievement(one.identifier))
                for one in original.achievements
            ),
            translations=(),
        )

    def _module(self, original: Module, said: Module | None, pages: Mapping[str, Page]) -> Module:
        title = self.language.titles.get(original.title or "")
        return replace(
            original,
            title=title or (said and said.title) or original.title,
            description=(said and said.description) or original.description,
            objectives=(said and said.objectives) or original.objectives,
            lessons=tuple(self._page(one, pages.get(one.path)) for one in original.lessons),
        )

    def _page(self, original: SomePage, said: Page | None) -> SomePage:
        """Return a page in this language; the original where it is not translated."""
        if said is None:
            return replace(original, language=self.original.language)
        own = layout_of(self.layout, self.language)
        if [p.quiz for p in original.placements] != [p.quiz for p in said.placements]:
            wanted = ", ".join(f"`{p.quiz}`" for p in original.placements) or "none"
            message = f"The original places other quizzes: {wanted}."
            place = said.placements[0].place if said.placements else self._top(own.docs / said.path)
            self.diagnostics.add("LR647", message, place)
        if original.access.is_full and original.access.mark and not said.access.mark:
            message = "The original ends its preview at `<!-- more -->`, which is missing here."
            self.diagnostics.add("LR647", message, self._top(own.docs / said.path))
        changed = {
            one.name: value
            for one in fields(original)
            if one.name not in STRUCTURE and (value := getattr(said, one.name, None))
        }
        if isinstance(original, Lesson) and isinstance(said, Lesson):
            changed["objectives"] = self._objectives(original, said)
        return replace(original, **changed)

    def _objectives(self, original: Lesson, said: Lesson) -> tuple[Objective, ...]:
        """Return the original's objectives in the words of the translation."""
        if not said.objectives:
            return original.objectives
        if len(original.objectives) != len(said.objectives):
            message = (
                f"Another number of objectives: {len(said.objectives)} here, "
                f"{len(original.objectives)} in the original."
            )
            self.diagnostics.add("LR647", message, said.objectives[0].place)
            return original.objectives
        named = {one.identifier: one for one in said.objectives}
        if not all(one.identifier in named for one in original.objectives):
            named = {
                here.identifier: there
                for here, there in zip(original.objectives, said.objectives, strict=True)
            }
        return tuple(
            replace(one, text=named[one.identifier].text, place=named[one.identifier].place)
            for one in original.objectives
        )

    def _achievement(self, original: Achievement, said: Achievement | None) -> Achievement:
        """Return what is earned, and on whose sheet's language it stands unless one is fixed."""
        issuer = self.original.issuer
        fixed = issuer.look.language if issuer and "language" in issuer.field_places else None
        look = original.look.over(Look(language=fixed or known_language(self.language.code)))
        made = said or original
        return replace(
            original,
            name=made.name,
            description=made.description,
            criteria=made.criteria,
            look=look,
            language=self.language.code if said else None,
            place=made.place,
        )

    def _missing(self, own: Layout) -> Iterator[Diagnostic]:
        """Yield a warning for each page that this translation lacks, or has for itself alone."""
        there = set(find_pages(own.docs))
        known = set(find_own_pages(self.layout))
        for path in sorted(there - known - {"verify.md", "progress.md"}):
            message = f"The course has no page `{path}` that this could translate."
            yield Diagnostic(code="LR641", message=message, place=self._top(own.docs / path))
        for page in pages_of(self.original):
            if page.path in known - there:
                message = f"“{page.title}” is not translated into `{self.language.code}`."
                place = self._top(self.layout.docs / page.path)
                yield Diagnostic(code="LR642", message=message, place=place)

    def _top(self, file: Path) -> Place:
        return Source(path=self.layout.label(file), text="").at(1)

    def _stale(self, own: Layout) -> Iterator[Diagnostic]:
        """Yield a warning for each file that says it was translated from a former original."""
        pairs = ((own.docs, self.layout.docs), (own.quizzes, self.layout.quizzes))
        for folder, originals in pairs:
            for file in sorted(folder.rglob("*.md")) if folder.is_dir() else ():
                first = originals / file.relative_to(folder)
                source, wanted = self._read(file), self._read(first)
                said = translated_from(source) if source else None
                now = digest(wanted.text)[:DIGEST_LENGTH] if wanted else None
                if said is None or now is None or said[0] == now:
                    continue
                name = self.layout.label(first)
                verb = "is" if not said[0] else "has changed since, and is now"
                message = f"The digest of {name} {verb} `{now}`."
                help = f"Bring this up to date, then write `translated_from: {now}`."
                yield Diagnostic(code="LR649", message=message, place=said[1], help=help)

    def _read(self, file: Path) -> Source | None:
        return read_source(file, self.layout.label(file), Diagnostics()) if file.is_file() else None


def pages_of(course: Course) -> tuple[Page, ...]:
    """Return what must be there in every language: the lessons, and the pages that exams stand on."""
    exams = (course.page_of(exam.identifier) for exam in course.exams)
    pages = (*course.lessons, *(page for page in exams if page))
    return tuple({page.path: page for page in pages}.values())


def _paired(
    originals: tuple[Section, ...],
    translated: tuple[Section, ...],
    by_name: set[str],
    named: Mapping[str, Item],
) -> Iterator[tuple[Item, Item | None]]:
    """Yield each translated item with its original: that of its name, else that of its place."""
    for section, other in zip(originals, translated, strict=True):
        for place, item in enumerate(other.items):
            if item.identifier in by_name:
                yield item, named[item.identifier]
                continue
            there = section.items[place] if place < len(section.items) else None
            yield item, None if there is None or there.identifier in by_name else there
