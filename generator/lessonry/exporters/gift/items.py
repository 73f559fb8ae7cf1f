"""Writes items as GIFT questions, and says what GIFT cannot hold of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, assert_never

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
    variants,
)
from lessonry.domain.items.frame import GAP_MARK, gap_mark
from lessonry.domain.moodle_grades import exact, nearest
from lessonry.domain.partial_credit import PartialCredit
from lessonry.domain.prose import Prose
from lessonry.exporters.gift import gaps
from lessonry.exporters.gift.texts import Texts, entry, escaped, html_text, without_last_gap

GRADINGS: Final = {
    PartialCredit.ALL_OR_NOTHING: "ALL_OR_NOTHING",
    PartialCredit.PER_PART: "ABSOLUTE_POSITION",
    PartialCredit.RIGHT_MINUS_WRONG: "ABSOLUTE_POSITION",
    PartialCredit.ADJACENT_PAIRS: "RELATIVE_NEXT_EXCLUDE_LAST",
}
PAIRS: Final = "Moodle counts each pair that is right, whatever the rule for partly right answers."
FEWEST_PAIRS: Final = 3
FEW_PAIRS: Final = (
    "Moodle's import ends at a question of fewer than three pairs: each of them became a question."
)
FEWEST_CHOICES: Final = 2
NO_CHOICE: Final = "It has fewer than three pairs, all with the same partner: Moodle has no such."
Line = tuple[Prose, bool, Prose | None]
"""A choice: its text, whether it is right, and what is said to it."""
ORDERING: Final = (
    "Moodle reads an order from version 4.4 on; an older one needs its plug-in `ordering`."
)


class NotHeld(ValueError):
    """An item that GIFT cannot hold; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One question."""

    suffix: str
    """What is added to the item's identifier, where it became several."""
    html: str
    """The question; `gap_mark(0)` stands where the answer belongs, if that is not at the end."""
    answers: str
    """What stands in the braces, escaped."""


class Writer:
    """Writes the items of one file."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self.notes: list[str] = []
        self.has_orders = False

    def questions(self, item: Item) -> list[str]:
        """Return the questions that an item becomes, as text; `notes` are of this item then.

        Raises:
            NotHeld: GIFT has nothing like it.
        """
        self.notes = []
        every = variants(item)
        made: list[str] = []
        for number, variant in enumerate(every, start=1):
            suffix = f"-{number}" if len(every) > 1 else ""
            for one in self._written(variant):
                made.append(self._question(item, replace(one, suffix=one.suffix + suffix)))
        if len(every) > 1:
            self.notes.append(
                f"GIFT has no random values: each of its {len(every)} variants became a question."
            )
        self._note_frame(item)
        self.notes += self.texts.notes()
        self.notes = list(dict.fromkeys(self.notes))
        return made

    def _written(self, item: Item) -> list[Written]:
        match item:
            case ChoiceItem():
                return [self._choice(item)]
            case OrderItem():
                return [self._order(item)]
            case MatchItem():
                return self._match(item)
            case MatrixItem():
                return self._matrix(item)
            case GapItem():
                return self._gaps(item)
            case ExtendedTextItem():
                return [self._extended_text(item)]
            case HotspotItem():
                return [self._hotspot(item)]
            case ScenarioItem():
                raise NotHeld("GIFT has no conversation that branches.")
            case _:
                assert_never(item)

    def _choice(self, item: ChoiceItem) -> Written:
        texts = [choice.text.markdown for choice in item.choices]
        if not item.multiple and texts == ["True", "False"] and len(item.key) == 1:
            return self._plain(item, self._truth(item))
        lines = [(choice.text, choice.is_key, choice.feedback) for choice in item.choices]
        return self._plain(item, self._choices(item, lines, multiple=item.multiple))

    def _truth(self, item: ChoiceItem) -> str:
        told = {c.is_key: self._html(c.feedback) for c in item.choices}
        wrong, right = told.get(False, ""), told.get(True, "")
        answer = "TRUE" if item.choices[0].is_key else "FALSE"
        return answer + (f"#{wrong}" if wrong or right else "") + (f"#{right}" if right else "")

    def _choices(
        self,
        item: Item,
        lines: Iterable[Line],
        *,
        multiple: bool,
    ) -> str:
        lines = list(lines)
        keys = sum(is_key for _, is_key, _ in lines)
        right, wrong = "=", "~"
        if multiple:
            right, wrong = self._weights(item.partial_credit, keys, len(lines) - keys)
        made = []
        for text, is_key, feedback in lines:
            told = self._html(feedback)
            html = html_text(self.texts.fragment(text), is_answer=True)
            made.append(f"\n\t{right if is_key else wrong}{html}" + (f"#{told}" if told else ""))
        return "".join(made)

    def _weights(self, policy: PartialCredit, keys: int, others: int) -> tuple[str, str]:
        """Return what stands before a right and before a wrong choice of several."""
        share = Fraction(1, max(1, keys))
        grade = exact(share)
        if grade is None:
            grade = nearest(share)
            self.notes.append(
                f"Moodle knows no weight for one of {keys} right choices; the nearest is {grade} %."
            )
        right = f"~%{grade}%"
        if keys == 1:
            return right, "~%-100%"
        if policy is PartialCredit.RIGHT_MINUS_WRONG:
            return right, f"~%-{grade}%"
        if policy is PartialCredit.ALL_OR_NOTHING:
            self.notes.append(
                "Moodle counts each right choice for a part; only wrong ones take everything."
            )
            return right, "~%-100%"
        if others:
            self.notes.append("In Moodle a wrong choice costs nothing, even if all are ticked.")
        return right, "~"

    def _order(self, item: OrderItem) -> Written:
        self.has_orders = True
        if item.partial_credit is PartialCredit.RIGHT_MINUS_WRONG:
            self.notes.append("In Moodle an entry in a wrong place costs nothing.")
        head = f">{len(item.entries)} ALL VERTICAL {GRADINGS[item.partial_credit]} SHOW none"
        entries = [entry(self.texts.fragment(one.text)) for one in item.in_order]
        return self._plain(item, "\n".join((head, *entries)))

    def _match(self, item: MatchItem) -> list[Written]:
        rights = {right.identifier: self._right(right.text) for right in item.rights}
        pairs = [
            (html_text(self.texts.fragment(left.text)), rights[key])
            for left, key in zip(item.lefts, item.key, strict=True)
        ]
        pairs += [
            ("", rights[one.identifier]) for one in item.rights if one.identifier not in item.key
        ]
        self._note_pairs(item)
        if len(pairs) >= FEWEST_PAIRS:
            return [self._plain(item, _pairs(pairs))]
        if len({said for _, said in pairs}) < FEWEST_CHOICES:
            raise NotHeld(NO_CHOICE)
        self.notes.append(FEW_PAIRS)
        rows = [
            (left.text, [(right.text, right.identifier == key, None) for right in item.rights])
            for left, key in zip(item.lefts, item.key, strict=True)
        ]
        return self._rows(item, rows, multiple=False)

    def _matrix(self, item: MatrixItem) -> list[Written]:
        if item.survey:
            raise NotHeld("It is a survey, and every question of GIFT has a right answer.")
        rows = [
            (row.text, [(one.text, one.identifier in row.key, None) for one in item.columns])
            for row in item.rows
        ]
        if not item.multiple:
            self._note_pairs(item)
            columns = {column.identifier: self._right(column.text) for column in item.columns}
            pairs = [
                (html_text(self.texts.fragment(row.text)), columns[min(row.key)])
                for row in item.rows
            ]
            used = {min(row.key) for row in item.rows}
            pairs += [("", text) for key, text in columns.items() if key not in used]
            if len(pairs) < FEWEST_PAIRS:
                self.notes.append(FEW_PAIRS)
                return self._rows(item, rows, multiple=False)
            self.notes.append("GIFT has no table of judgements: it became a question of pairs.")
            return [self._plain(item, _pairs(pairs))]
        self.notes.append(
            f"GIFT has no table of judgements: each of its {len(item.rows)} rows became a question."
        )
        return self._rows(item, rows, multiple=True)

    def _rows(
        self, item: Item, rows: Sequence[tuple[Prose, Sequence[Line]]], *, multiple: bool
    ) -> list[Written]:
        """Return a question with choices for each row."""
        made = []
        for number, (prose, lines) in enumerate(rows, start=1):
            answers = self._choices(
                replace(item, partial_credit=PartialCredit.ALL_OR_NOTHING), lines, multiple=multiple
            )
            html = f"{self._stem(item)}<p>{self.texts.prose.inline(prose)}</p>"
            made.append(Written(suffix=f"-{number}", html=html, answers=self._told(item, answers)))
        return made

    def _gaps(self, item: GapItem) -> list[Written]:
        stem = self._stem(item)
        made = []
        for index, gap in enumerate(item.gaps):
            html = _with_one_gap(stem, index)
            html += gaps.behind(gap)
            answers, notes = gaps.answers(gap)
            self.notes += notes
            if answers is None:
                raise NotHeld("A gap of it has nothing that GIFT could compare an answer with.")
            suffix = f"-{index + 1}" if len(item.gaps) > 1 else ""
            made.append(Written(suffix=suffix, html=html, answers=self._told(item, answers)))
        if len(made) > 1:
            self.notes.append(
                f"GIFT has one gap a question: each of its {len(made)} gaps became a question."
            )
        return made

    def _extended_text(self, item: ExtendedTextItem) -> Written:
        told = [self._html(part) for part in (item.model_answer, item.explanation)]
        if item.rubric:
            rows = "".join(f"<li>{self.texts.fragment(line.text)}</li>" for line in item.rubric)
            told.insert(1, html_text(f"<ul>{rows}</ul>"))
            self.notes.append(
                "The rubric stands in the feedback: in Moodle a person grades the text."
            )
        feedback = "\\n".join(filter(None, told))
        return Written(
            suffix="", html=self._stem(item), answers=f"####{feedback}" if feedback else ""
        )

    def _hotspot(self, item: HotspotItem) -> Written:
        self.notes.append(
            "GIFT has no areas of a picture: their words became choices below the picture."
        )
        lines = [(area.text, area.is_key, area.feedback) for area in item.areas]
        html = self._stem(item) + self.texts.prose.block(item.image)
        answers = self._choices(item, lines, multiple=item.multiple)
        return Written(suffix="", html=html, answers=self._told(item, answers))

    def _plain(self, item: Item, answers: str) -> Written:
        return Written(suffix="", html=self._stem(item), answers=self._told(item, answers))

    def _told(self, item: Item, answers: str) -> str:
        """Return the answers with the explanation behind them."""
        told = self._html(item.explanation)
        return f"{answers}\n\t####{told}" if told else answers

    def _stem(self, item: Item) -> str:
        return self.texts.stem(item.heading, item.body)

    def _html(self, prose: Prose | None) -> str:
        return html_text(self.texts.fragment(prose)) if prose else ""

    def _right(self, prose: Prose) -> str:
        """Return what is on the right of a pair, where Moodle shows plain text."""
        text, is_lossy = self.texts.plain(prose)
        if is_lossy:
            self.notes.append("What a pair has on its right is plain text in Moodle.")
        return escaped(text)

    def _note_pairs(self, item: MatchItem | MatrixItem) -> None:
        count = len(item.lefts if isinstance(item, MatchItem) else item.rows)
        if item.partial_credit in (PartialCredit.ALL_OR_NOTHING, PartialCredit.RIGHT_MINUS_WRONG):
            self.notes += [PAIRS] if count > 1 else []

    def _note_frame(self, item: Item) -> None:
        """Note what GIFT has no place for."""
        if item.points != 1:
            self.notes.append("GIFT has no points: give it its points in Moodle's quiz.")
        if item.hint is not None:
            self.notes.append("GIFT has no hints.")
        if item.objective is not None:
            self.notes.append("GIFT has no objectives.")
        if not item.shuffle:
            self.notes.append("GIFT cannot say that the order is to be kept.")
        if item.use is not None:
            self.notes.append("GIFT cannot say whether it is for practice or for exams.")

    def _question(self, item: Item, written: Written) -> str:
        """Return one question as it stands in the file."""
        name = item.identifier + written.suffix
        marks = [f"[id:{_comment(name)}]", *(f"[tag:{_comment(tag)}]" for tag in item.tags)]
        before, mark, after = without_last_gap(written.html)
        if not mark:
            before, after = before.replace(gap_mark(0), ""), ""
        blank = " " if mark and before.endswith((" ", "\n")) else ""
        braces = written.answers
        closing = "\n}" if "\n" in braces else "}"
        return (
            f"// {' '.join(marks)}\n::{escaped(name)}::[html]{html_text(before)}{blank}"
            f"{{{braces}{closing}{escaped(after)}\n"
        )


def _with_one_gap(html: str, index: int) -> str:
    """Return HTML in which that gap is the first and only one."""
    wanted = gap_mark(index)
    return GAP_MARK.sub(lambda mark: gap_mark(0) if mark[0] == wanted else "[…]", html)


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(f"\n\t={left} -> {right}" for left, right in pairs)


def _comment(text: str) -> str:
    return text.replace("]", "\\]").replace("\n", " ")
