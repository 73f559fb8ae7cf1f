"""Joins quizzes and pools: what a section takes from other files becomes its items.

It is done once, when every file is read, so that all that comes after reads plain sections.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from lessonry.diagnostics import Diagnostics
from lessonry.diagnostics.spelling import suggestion
from lessonry.domain.items import Item, variants
from lessonry.domain.partial_credit import PartialCredit
from lessonry.domain.quiz import Mode, Quiz, Section
from lessonry.domain.selection import Selection, Sought, is_for_exams


def join(
    quizzes: Mapping[str, Quiz], diagnostics: Diagnostics
) -> tuple[tuple[Quiz, ...], tuple[Quiz, ...]]:
    """Return the quizzes with what they take, and the pools, both by identifier.

    Args:
        quizzes: As they were read, by identifier.
        diagnostics: Where faults go.
    """
    in_order = sorted(quizzes.values(), key=lambda quiz: quiz.identifier)
    joining = _Joining(quizzes=quizzes, diagnostics=diagnostics)
    pools = tuple(quiz for quiz in in_order if quiz.mode is Mode.POOL)
    joined = tuple(
        counted_whole(joining.joined(quiz)) for quiz in in_order if quiz.mode is not Mode.POOL
    )
    for pool in pools:
        joining.note_idle(pool)
    return joined, pools


def counted_whole(quiz: Quiz) -> Quiz:
    """Return a locked exam whose items from other files count whole or not at all, as its own must.

    A pool may give partial credit to those who practise.
    """
    if not quiz.is_locked:
        return quiz
    sections = tuple(
        replace(section, items=tuple(_whole(quiz, item) for item in section.items))
        for section in quiz.sections
    )
    return replace(quiz, sections=sections)


def _whole(quiz: Quiz, item: Item) -> Item:
    if item.place.source is quiz.place.source:
        return item
    further = tuple(_whole(quiz, variant) for variant in variants(item)[1:])
    return replace(item, partial_credit=PartialCredit.ALL_OR_NOTHING, variants=further)


@dataclass(slots=True, kw_only=True)
class _Joining:
    """One run over all quizzes."""

    quizzes: Mapping[str, Quiz]
    diagnostics: Diagnostics
    drawn_from: set[tuple[str, Mode]] = field(default_factory=set)
    """The pools that are drawn from, each with the side that draws."""

    def joined(self, quiz: Quiz) -> Quiz:
        """Return a quiz whose sections hold what they take."""
        if not quiz.is_taking:
            return quiz
        # One place in one file is one item, whatever else says the same.
        had = {id(item) for item in quiz.items}
        names = {item.identifier: item for item in reversed(quiz.items)}
        sections = []
        for section in quiz.sections:
            if section.selection is None:
                sections.append(section)
                continue
            known, found = self._found(quiz, section.selection)
            new = [item for item in found if id(item) not in had]
            had.update(id(item) for item in new)
            if known:
                self._note_few(quiz, section, len(found), len(section.items) + len(new))
            items = (*section.items, *self._named(quiz, new, names, section.selection))
            sections.append(replace(section, items=items))
        return replace(quiz, sections=tuple(sections))

    def _found(self, quiz: Quiz, selection: Selection) -> tuple[bool, list[Item]]:
        """Return whether every file that is named can be drawn from, and the items that fit."""
        files = list(self._files(quiz, selection))
        known = len(files) == len(selection.files) or not selection.files
        if not selection.files:
            pools = [other for other in self.quizzes.values() if other.mode is Mode.POOL]
            pools.sort(key=lambda pool: pool.identifier)
            files = [pool for pool in pools if any(selection.fits(item) for item in pool.items)]
        self.drawn_from.update((file.identifier, quiz.mode) for file in files)
        found = [
            item
            for file in files
            for item in file.items
            if _may_have(quiz, file, item) and selection.fits(item)
        ]
        return known, found

    def _files(self, quiz: Quiz, selection: Selection) -> Iterator[Quiz]:
        for sought in selection.files:
            file = self.quizzes.get(sought.name)
            if file is None:
                guess = suggestion(sought.name, self.quizzes)
                self.diagnostics.add(
                    "LR161",
                    f"There is no pool `{sought.name}`.",
                    sought.place,
                    f"Did you mean `{guess}`?"
                    if guess
                    else f"Write quizzes/{sought.name}.md with `mode: pool`.",
                )
            elif file is quiz:
                message = "A section cannot take items from the quiz it stands in."
                self.diagnostics.add("LR161", message, sought.place, "Name another file.")
            elif Mode.POOL is not file.mode is not quiz.mode:
                self._note_leak(quiz, file, sought)
            else:
                yield file

    def _note_leak(self, quiz: Quiz, file: Quiz, sought: Sought) -> None:
        if quiz.mode is Mode.EXAM:
            message = (
                f"`{file.identifier}` is a practice quiz: its items are published with their key, "
                "and an exam would ask them."
            )
        else:
            message = (
                f"`{file.identifier}` is an exam: practising its items would publish their key."
            )
        help = (
            f"Move the items that both may use into a file with `mode: pool`, and take them from "
            f"there; write `mode: pool` into quizzes/{file.identifier}.md if nobody places it."
        )
        self.diagnostics.add("LR163", message, sought.place, help)

    def _named(
        self, quiz: Quiz, new: list[Item], names: dict[str, Item], selection: Selection
    ) -> Iterator[Item]:
        """Yield the items whose identifiers no other item of the quiz has."""
        for item in new:
            other = names.setdefault(item.identifier, item)
            if other is item:
                yield item
                continue
            self.diagnostics.add(
                "LR166",
                f"The quiz `{quiz.identifier}` has two items called `{item.identifier}`: "
                f"this one, and {other.place}.",
                item.place,
                f"Give one of them another identifier, or take it out of what "
                f"{selection.place} takes.",
            )

    def _note_few(self, quiz: Quiz, section: Section, found: int, there: int) -> None:
        """Note a section that finds nothing, or less than it draws.

        Args:
            quiz: The quiz it stands in.
            section: As it was read.
            found: How many items fit.
            there: How many the section has by now, with its own, and without those of sections
                before it.
        """
        selection = section.selection
        assert selection is not None
        if found and there >= (section.draw or 1):
            return
        place = selection.place
        if not found:
            message = f"This section takes nothing: {_said(selection)} fits no item it may ask."
        elif section.draw is None or not there:
            message = f"What {_said(selection)} fits is all in sections before this one."
        else:
            place = section.draw_place or place
            message = f"`draw` asks for {section.draw} items, and {_said(selection)} finds {found}"
            if section.items:
                message += f" besides the {len(section.items)} written here"
            elif there < found:
                message += f", of which sections before this one have {found - there}"
            message += "."
        self.diagnostics.add("LR162", message, place, self._advice(quiz, selection))

    def _advice(self, quiz: Quiz, selection: Selection) -> str | None:
        """Return what may have gone wrong: a misspelt word, or the pool's other side has them."""
        named = {sought.name for sought in selection.files}
        files = [
            file
            for file in self.quizzes.values()
            if (file.identifier in named if named else file.mode is Mode.POOL)
        ]
        items = [(file, item) for file in files for item in file.items]
        tags = {tag for _, item in items for tag in item.tags}
        objectives = {item.objective for _, item in items if item.objective}
        words = [(tag, tags) for tag in selection.tags]
        words += [(objective, objectives) for objective in selection.objectives]
        for sought, known in words:
            if sought.name not in known and (guess := suggestion(sought.name, known)):
                return f"No item of a pool says `{sought.name}`. Did you mean `{guess}`?"
        other = sum(
            file.mode is Mode.POOL and selection.fits(item) and not _may_have(quiz, file, item)
            for file, item in items
        )
        if not other:
            return None
        is_exam = quiz.mode is Mode.EXAM
        mine, side = ("exam", "practice") if is_exam else ("practice", "exams")
        return (
            f"{other} more would fit and {'is' if other == 1 else 'are'} kept for {side}: "
            f"{'raise' if is_exam else 'lower'} `exam_share` in the pool, "
            f"or write `for={mine}` behind an item."
        )

    def note_idle(self, pool: Quiz) -> None:
        """Note a pool, or a side of it, that no quiz draws from."""
        sides = {mode for name, mode in self.drawn_from if name == pool.identifier}
        if not sides:
            message = f"No quiz draws from the pool `{pool.identifier}`."
            self.diagnostics.add("LR167", message, pool.field_places.get("mode", pool.place))
            return
        for mode, side in ((Mode.EXAM, "exams"), (Mode.PRACTICE, "practice")):
            idle = [
                i for i in pool.items if is_for_exams(i, pool.exam_share) is (mode is Mode.EXAM)
            ]
            if mode in sides or not idle:
                continue
            are = "is" if len(idle) == 1 else "are"
            share = "0%" if mode is Mode.EXAM else "100%"
            message = (
                f"{len(idle)} of the {len(pool.items)} items of this pool {are} kept for {side}, "
                "and no such quiz draws from it."
            )
            place = pool.field_places.get("exam_share", pool.field_places.get("mode", pool.place))
            help = f"Set `exam_share: {share}`."
            if any(item.use for item in idle):
                help = "Take `for=` out of the items that others shall ask, or draw from them."
            self.diagnostics.add("LR167", message, place, help)


def _may_have(quiz: Quiz, file: Quiz, item: Item) -> bool:
    """Return whether a quiz may ask an item of that file: each item of a pool has one side."""
    if file.mode is not Mode.POOL:
        return True
    return is_for_exams(item, file.exam_share) is (quiz.mode is Mode.EXAM)


def _said(selection: Selection) -> str:
    """Return the selection as it is written."""
    parts: Iterable[tuple[str, tuple[Sought, ...]]] = (
        ("from", selection.files),
        ("tag", selection.tags),
        ("objective", selection.objectives),
    )
    written = (f"{name}={','.join(word.name for word in words)}" for name, words in parts if words)
    return f"`{' '.join(written)}`"
