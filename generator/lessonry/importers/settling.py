"""Makes the text of an imported quiz, and holds it against what was read: nothing gets lost unsaid."""

from __future__ import annotations

import html
import json
import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from lessonry.checks.items import check_item
from lessonry.diagnostics import Diagnostic, Diagnostics, Source
from lessonry.domain.fidelity import Carried, Fidelity
from lessonry.domain.gaps import InlineChoiceGap
from lessonry.domain.identity import fingerprint
from lessonry.domain.items import (
    ChoiceItem,
    ExtendedTextItem,
    GapItem,
    HotspotItem,
    Item,
    MatchItem,
    MatrixItem,
    OrderItem,
    ScenarioItem,
    choice,
    extended_text,
    gap,
    hotspot,
    match,
    matrix,
    order,
    scenario,
)
from lessonry.domain.quiz import Quiz, Section
from lessonry.importers.imported import Attachment, ImportedQuiz
from lessonry.readers.quiz import read_quiz
from lessonry.writers.quiz import write_quiz

ALTERED: Final = (
    "Written down and read again, it is not quite the same: compare it with the original."
)
REGRADED: Final = "Written down and read again, it would ask for other answers."
BOXED: Final = "A list or a quotation in it stands in a box: under a question, that is an answer's."
PATTERN: Final = (
    "An answer that holds signs of ours is written as a pattern, `/…/`; it accepts the same."
)
QUOTED: Final = "A quotation stands in a box, since one by itself would be feedback here."
UNQUOTED: Final = (
    "A quotation in an answer lost its mark: with us it would be what is said of the answer."
)
QUOTE: Final = re.compile(r'!!!quote""|>')
NOT_READ: Final = "No question of ours could be made of it."
THE_ONE: Final = re.compile(r"the (?:one|item|choice) in line \d+")
LIST_OF_LINES: Final = re.compile(r": lines \d[\d, and]*\d(?=\.)| in line \d+")
LONGEST_ORIGINAL: Final = 4_000
"""Characters of a question that is left which the comment at the end of the file keeps."""
ROUNDS: Final = 4
"""How often what is left is looked at as a whole again."""
BOX: Final = re.compile(r'!!!(?:quote|note)""|[>n]')
"""What a list or a quotation has, written the one way or the other; `n` was a line's end."""
CODE_TAGS: Final = re.compile(r"</?(?:code|pre)>|`+|~{3,}|[\\\n]|&#8203;")


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledQuiz:
    """A quiz that is ready to be written."""

    path: str
    """Relative to the folder of the quizzes."""
    text: str
    items: int
    report: tuple[Fidelity, ...]
    attachments: tuple[Attachment, ...]
    notes: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    """What a check would say of it: warnings, since what is an error has been left out."""


def settle(imported: ImportedQuiz) -> SettledQuiz:
    """Return the quiz as a file.

    What our own reader refuses, such as a choice without a key, is left out of the items, told in
    the report with the reader's own words, and kept in a comment at the end.
    """
    settling = _Settling(quiz=imported.quiz)
    found = settling.sift()
    report = [settling.told(one) for one in imported.report]
    text = settling.text + _kept(report)
    used = tuple(a for a in imported.attachments if a.path in text or _quoted(a.path) in text)
    return SettledQuiz(
        path=settling.path,
        text=text,
        items=len(settling.quiz.items),
        report=tuple(report),
        attachments=used,
        notes=imported.notes,
        diagnostics=tuple(found) if settling.quiz.items else (),
    )


@dataclass(slots=True, kw_only=True)
class _Settling:
    """One quiz, while what our reader refuses is taken out of it."""

    quiz: Quiz
    text: str = ""
    refused: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By identifier, in the reader's words."""
    altered: dict[str, str] = field(default_factory=dict)
    """By identifier, how."""

    @property
    def path(self) -> str:
        """Return the name of its file."""
        return f"{self.quiz.identifier}.md"

    def sift(self) -> Diagnostics:
        """Take out what is refused until the rest reads well; return what is said of that.

        A quiz is read as a whole, and only what looks wrong in it once more by itself: so ten
        thousand questions take as long as a check of them does.
        """
        for _ in range(ROUNDS):
            if not self.quiz.items:
                break
            self.text = write_quiz(self.quiz)
            again, found = self._read(self.text)
            suspects = self._suspects(again, found)
            if not suspects:
                return found
            wrong = self._refuse(suspects) or suspects
            self.refused |= wrong
            self.quiz = _without(self.quiz, wrong.keys())
        self.text = write_quiz(self.quiz)
        return self._read(self.text)[1] if self.quiz.items else Diagnostics()

    def _read(self, text: str) -> tuple[Quiz, Diagnostics]:
        found = Diagnostics()
        source = Source(path=self.path, text=text)
        read = read_quiz(source, found, identifier=self.quiz.identifier)
        for item in read.items:
            found.extend(check_item(item))
        return read, found

    def _suspects(self, again: Quiz, found: Diagnostics) -> dict[str, tuple[str, ...]]:
        """Return the items of which anything is wrong, with what is said of them."""
        suspects: dict[str, list[str]] = {}
        self.altered = {}
        items = list(again.items)
        lines = [item.place.span.line for item in items]
        for fault in found.errors:
            at = bisect_right(lines, fault.place.span.line) - 1
            name = items[at].identifier if at >= 0 else self.quiz.items[0].identifier
            suspects.setdefault(name, []).append(_words(fault))
        after = {item.identifier: item for item in items}
        for item in self.quiz.items:
            other = after.get(item.identifier)
            if other is None:
                suspects.setdefault(item.identifier, [])
            elif is_regraded(item, other):
                suspects.setdefault(item.identifier, []).append(REGRADED)
            elif how := difference(item, other):
                self.altered[item.identifier] = how
        known = {item.identifier for item in self.quiz.items}
        return {name: tuple(said) for name, said in suspects.items() if name in known}

    def _refuse(self, suspects: Collection[str]) -> dict[str, tuple[str, ...]]:
        """Return the items that are refused by themselves, with the reader's words."""
        wrong = {}
        for item in self.quiz.items:
            if item.identifier not in suspects:
                continue
            alone = replace(self.quiz, draw=None, sections=(Section(items=(item,)),))
            read, found = self._read(write_quiz(alone))
            said = tuple(dict.fromkeys(map(_words, found.errors)))
            if not said and read.items and is_regraded(item, read.items[0]):
                said = (REGRADED,)
            if said or not read.items:
                wrong[item.identifier] = said or (NOT_READ,)
        return wrong

    def told(self, one: Fidelity) -> Fidelity:
        """Return what became of a question, now that it was written and read."""
        if one.item in self.refused:
            notes = (*(self.refused[one.item] or (NOT_READ,)), *one.notes)
            return replace(one, carried=Carried.LEFT, notes=notes, item=None)
        if one.item in self.altered:
            notes = (*one.notes, self.altered[one.item])
            return replace(one, carried=Carried.CHANGED, notes=notes)
        return one


def is_regraded(before: Item, after: Item) -> bool:
    """Return whether an item asks for something else since it was written: no such item may stay."""
    return _asked(before) != _asked(after)


def _asked(item: Item) -> list[object]:
    """Return how an item is answered, whatever its texts are."""
    asked: list[object] = [item.kind]
    match item:
        case ChoiceItem():
            asked += [item.multiple, *(one.is_key for one in item.choices)]
        case GapItem():
            for one in item.gaps:
                right = len(one.key) if isinstance(one, InlineChoiceGap) else 0
                asked += [one.kind, right]
        case MatrixItem():
            asked += [item.multiple, *(sorted(row.key) for row in item.rows)]
        case OrderItem():
            asked.append(len(item.entries))
        case MatchItem():
            asked += [len(item.lefts), len(item.rights)]
        case _:
            pass
    return asked


def difference(before: Item, after: Item) -> str:
    """Return what is another in an item since it was written; nothing where a page shows the same."""
    if fingerprint(before) == fingerprint(after) and before.points == after.points:
        return ""
    if _said(before) == _said(after) and before.points == after.points:
        return ""
    if QUOTE.sub("", _said(before)) == QUOTE.sub("", _said(after)):
        return QUOTED if '!!!quote""' in _said(after) else UNQUOTED
    if isinstance(before, GapItem) and isinstance(after, GapItem) and _are_patterns(before, after):
        return PATTERN
    if before.points == after.points and _unboxed(before) == _unboxed(after):
        return BOXED
    return ALTERED


def _are_patterns(before: GapItem, after: GapItem) -> bool:
    """Return whether two items ask the same but for answers that became patterns."""
    if len(before.gaps) != len(after.gaps):
        return False
    if _said(replace(before, gaps=())) != _said(replace(after, gaps=())):
        return False
    return all(
        one == other or (one.kind == other.kind == "text-entry" and _count(one) == _count(other))
        for one, other in zip(before.gaps, after.gaps, strict=True)
    )


def _count(one: object) -> int:
    return len(getattr(one, "answers", ()))


def _said(item: Item) -> str:
    """Return what a page shows of an item, whatever signs keep its texts from being more than texts."""
    content = dict(_content(item))
    stem = f"{content.pop('heading')} {content.pop('body')}"
    plain = html.unescape(CODE_TAGS.sub("", json.dumps([stem, content], ensure_ascii=False)))
    return "".join(plain.split())


def _unboxed(item: Item) -> str:
    """Return what a page shows of an item, without what makes a quotation and the lines of it."""
    return BOX.sub("", _said(item))


def _content(item: Item) -> Mapping[str, object]:
    kinds = {
        ChoiceItem: choice,
        OrderItem: order,
        MatchItem: match,
        MatrixItem: matrix,
        GapItem: gap,
        ExtendedTextItem: extended_text,
        HotspotItem: hotspot,
        ScenarioItem: scenario,
    }
    content: Mapping[str, object] = kinds[type(item)].content(item)
    return content


def _words(fault: Diagnostic) -> str:
    """Return what is wrong, without lines: they are the draft's, which nobody has."""
    return f"{LIST_OF_LINES.sub('', THE_ONE.sub('another one', fault.message))} ({fault.code})"


def _without(quiz: Quiz, names: Collection[str]) -> Quiz:
    """Return the quiz without some of its items, and without the sections that these leave empty."""
    sections: list[Section] = []
    for section in quiz.sections:
        items: tuple[Item, ...] = tuple(i for i in section.items if i.identifier not in names)
        if items or not section.items:
            sections.append(replace(section, items=items))
    return replace(quiz, sections=tuple(sections))


def _kept(report: Iterable[Fidelity]) -> str:
    """Return a comment with what is not carried, so that nobody has to look for it."""
    left = [one for one in report if one.carried is Carried.LEFT]
    if not left:
        return ""
    lines = ["", "<!-- Not carried over:", ""]
    for one in left:
        lines.append(f"{one.name} ({one.kind}): {' '.join(one.notes)}")
        lines += [f"    {line}".rstrip() for line in one.original[:LONGEST_ORIGINAL].split("\n")]
        lines.append("")
    return "\n".join(line.replace("-->", "-- >") for line in lines) + "-->\n"


def _quoted(path: str) -> str:
    return path.replace(" ", "%20")
