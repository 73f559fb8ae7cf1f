"""An item as questions of QTI 1.2; what these cannot hold is noted."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import assert_never

from lessonry.domain.gaps import Gap, InlineChoiceGap, NumericEntryGap, TextEntryGap
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
)
from lessonry.domain.partial_credit import PartialCredit
from lessonry.exporters.qti_1.question import (
    Blank,
    BlanksQuestion,
    Bounds,
    ChoiceQuestion,
    EssayQuestion,
    Made,
    MatchQuestion,
    NumberQuestion,
    Option,
    Question,
    Said,
    TextQuestion,
    rounded,
)
from lessonry.exporters.qti_1.texts import Texts, identifier

SEVERAL = "Canvas scores every choice of several by right ones less wrong ones."
MOST_POINTS = 99
LIKE_HTML = re.compile(r"<[a-zA-Z!/]|&#?\w+;")
LINE = re.compile("_{3,}")
PARTS = "Each right part gives its share of the points there."


@dataclass(slots=True, kw_only=True)
class Questions:
    """Makes the questions of one item."""

    item: Item
    name: str
    """What its identifiers are made of: the quiz's, the item's and the variant's names."""
    texts: Texts
    is_cartridge: bool
    """Whether only the few kinds of Common Cartridge are to be had."""
    made: Made = field(default_factory=Made)

    def make(self) -> Made:
        """Return the questions and what is noted of them."""
        item = self.item
        if item.hint is not None:
            self._note("The hint has no place there.")
        if item.tags:
            self._note("Its tags have no place there.")
        if self.is_cartridge and not (item.points.denominator == 1 and item.points <= MOST_POINTS):
            self._note("Points are whole numbers up to 99 there, and it counts as one point.")
        match item:
            case ChoiceItem():
                self._choice(item)
            case MatchItem():
                self._match(item)
            case OrderItem():
                self._order(item)
            case MatrixItem():
                self._matrix(item)
            case GapItem():
                self._gaps(item)
            case ExtendedTextItem():
                self._essay(item)
            case HotspotItem():
                self._hotspot(item)
            case ScenarioItem():
                self._note("A conversation that branches has no place there.")
            case _:
                assert_never(item)
        return self.made

    def _choice(self, item: ChoiceItem) -> None:
        if item.multiple and not self.is_cartridge:
            if item.partial_credit is not PartialCredit.RIGHT_MINUS_WRONG:
                self._note(SEVERAL)
        elif item.multiple and item.partial_credit is not PartialCredit.ALL_OR_NOTHING:
            self._note("All or nothing is scored there.")
        if not item.shuffle:
            self._note("That the choices of one question keep their order cannot be said there.")
        options = tuple(
            Option(
                identifier=self._id("choice", choice.identifier),
                html=self.texts.inline(choice.text),
                is_key=choice.is_key,
                feedback=self.texts.block(choice.feedback),
            )
            for choice in item.choices
        )
        self._add(ChoiceQuestion(**self._asked(), options=options, multiple=item.multiple))

    def _hotspot(self, item: HotspotItem) -> None:
        self._note("The areas of the picture are choices in words.")
        options = tuple(
            Option(
                identifier=self._id("area", area.identifier),
                html=self.texts.inline(area.text),
                is_key=area.is_key,
                feedback=self.texts.block(area.feedback),
            )
            for area in item.areas
        )
        stem = self.texts.block(item.heading, item.body, item.image)
        self._add(ChoiceQuestion(**self._asked(stem), options=options, multiple=item.multiple))

    def _match(self, item: MatchItem) -> None:
        rights = {right.identifier: right.text for right in item.rights}
        if self.is_cartridge:
            self._singly(
                [
                    (self.texts.inline(left.text), key)
                    for left, key in zip(item.lefts, item.key, strict=True)
                ],
                {name: self.texts.inline(text) for name, text in rights.items()},
            )
            return
        self._note_parts(len(item.lefts))
        self._pairs(
            [
                (self.texts.inline(left.text), key)
                for left, key in zip(item.lefts, item.key, strict=True)
            ],
            {name: self.texts.plain(text) for name, text in rights.items()},
        )

    def _order(self, item: OrderItem) -> None:
        places = {str(number): str(number) for number in range(1, len(item.entries) + 1)}
        number_of = {name: str(place) for place, name in enumerate(item.key, start=1)}
        lefts = [(self.texts.inline(e.text), number_of[e.identifier]) for e in item.entries]
        self._note("The order is asked for as a number for each line.")
        if self.is_cartridge:
            self._singly(lefts, places)
        else:
            self._note_parts(len(lefts))
            self._pairs(lefts, places)

    def _matrix(self, item: MatrixItem) -> None:
        if item.survey:
            self._note("A question in which nothing is right has no place there.")
            return
        columns = {column.identifier: column.text for column in item.columns}
        if item.multiple:
            self._note("Each row is a question of its own.")
            share = self._share(len(item.rows))
            for number, row in enumerate(item.rows, start=1):
                options = tuple(
                    Option(
                        identifier=self._id("row", str(number), name),
                        html=self.texts.inline(text),
                        is_key=name in row.key,
                    )
                    for name, text in columns.items()
                )
                stem = f"{self._stem()}<p>{self.texts.inline(row.text)}</p>"
                asked = self._asked(stem, number=number, points=share)
                self._add(ChoiceQuestion(**asked, options=options, multiple=True))
            return
        lefts = [(self.texts.inline(row.text), min(row.key, default="")) for row in item.rows]
        self._note("The table is a match of its rows with its columns.")
        if self.is_cartridge:
            self._singly(lefts, {name: self.texts.inline(text) for name, text in columns.items()})
        else:
            self._note_parts(len(lefts))
            self._pairs(lefts, {name: self.texts.plain(text) for name, text in columns.items()})

    def _essay(self, item: ExtendedTextItem) -> None:
        rubric = "".join(f"<li>{self.texts.inline(one.text)}</li>" for one in item.rubric)
        if rubric:
            self._note("A person grades it there; the rubric stands in what is told afterwards.")
        model = self.texts.block(item.model_answer)
        if model and not self.is_cartridge:
            self._note("The model answer stands in what is told afterwards.")
        asked = self._asked()
        asked["explanation"] = "".join(
            (
                f"<ul>{rubric}</ul>" if rubric else "",
                "" if self.is_cartridge else model,
                asked["explanation"],
            )
        )
        self._add(EssayQuestion(**asked, model_answer=model))

    def _gaps(self, item: GapItem) -> None:
        if (
            len(item.gaps) == 1
            and isinstance(item.gaps[0], NumericEntryGap)
            and not self.is_cartridge
        ):
            self._number(item, item.gaps[0])
            return
        if len(item.gaps) == 1 and isinstance(item.gaps[0], TextEntryGap):
            self._word(item, item.gaps[0])
            return
        if self.is_cartridge:
            self._one_by_one(item)
            return
        self._note_parts(len(item.gaps))
        is_typed = not all(isinstance(gap, InlineChoiceGap) for gap in item.gaps)
        blanks = tuple(self._blank(index, gap, is_typed) for index, gap in enumerate(item.gaps))
        if any(not blank.options for blank in blanks):
            self._note("A pattern cannot be said there, and a gap has nothing else.")
            return
        stem = self.texts.block(item.heading) + self.texts.block(
            item.body, fill=lambda index: self._shown_blank(item.gaps, index, is_typed)
        )
        self._add(BlanksQuestion(**self._asked(stem), blanks=blanks, is_typed=is_typed))

    def _shown_blank(self, gaps: tuple[Gap, ...], index: int, is_typed: bool) -> str:
        gap = gaps[index]
        choices = ""
        if is_typed and isinstance(gap, InlineChoiceGap):
            choices = f" ({' / '.join(html.escape(choice.text) for choice in gap.choices)})"
        unit = f" {html.escape(gap.unit)}" if isinstance(gap, NumericEntryGap) and gap.unit else ""
        return f"[gap{index + 1}]{unit}{choices}"

    def _blank(self, index: int, gap: Gap, is_typed: bool) -> Blank:
        texts: list[tuple[str, bool]]
        match gap:
            case InlineChoiceGap():
                if is_typed:
                    self._note("A list that drops down beside gaps to type in is typed there.")
                texts = [
                    (choice.text, choice.identifier in gap.key)
                    for choice in gap.choices
                    if choice.identifier in gap.key or not is_typed
                ]
            case NumericEntryGap():
                self._note("The number is accepted there only as it is written here.")
                texts = [
                    (answer.shown, True) for answer in gap.answers if " to " not in answer.shown
                ]
            case TextEntryGap():
                texts = [(text, True) for text in self._accepted(gap)]
            case _:
                assert_never(gap)
        options = tuple(
            Option(
                identifier=self._id("gap", str(index), str(place)),
                html=html.escape(text, quote=False),
                is_key=is_key,
            )
            for place, (text, is_key) in enumerate(texts)
        )
        return Blank(name=f"gap{index + 1}", options=options)

    def _word(self, item: GapItem, gap: TextEntryGap) -> None:
        answers = self._accepted(gap)
        if not answers:
            self._note("A pattern cannot be said there, and the gap has nothing else.")
            return
        case = any(not answer.ignore_case for answer in gap.answers)
        if case and not self.is_cartridge:
            self._note("Capitals do not matter there.")
        self._add(
            TextQuestion(
                **self._asked(self._with_lines(item)), answers=answers, case_sensitive=case
            )
        )

    def _number(self, item: GapItem, gap: NumericEntryGap) -> None:
        if gap.unit:
            self._note("The unit is not asked for there; it stands behind the gap.")
        if any(answer.figures is not None for answer in gap.answers):
            self._note("Significant figures are not counted there: all numbers that agree count.")
        if any((10**10 * end) % 1 for answer in gap.answers for end in (answer.low, answer.high)):
            self._note("A number without an end is cut after ten decimals there.")
        answers = tuple(
            Bounds(
                low=answer.low,
                high=answer.high,
                exact=(answer.low + answer.high) / 2 if " to " not in answer.shown else None,
            )
            if answer.figures is None
            else rounded(answer.low, answer.figures)
            for answer in gap.answers
        )
        self._add(NumberQuestion(**self._asked(self._with_lines(item)), answers=answers))

    def _with_lines(self, item: GapItem) -> str:
        """Return the stem of an item of one gap, which stands at the end there."""
        gap = item.gaps[0]
        unit = f" {html.escape(gap.unit)}" if isinstance(gap, NumericEntryGap) and gap.unit else ""
        said = self.texts.block(item.heading) + self.texts.block(
            item.body, fill=lambda _: f"______{unit}"
        )
        if len(LINE.findall(said)) > 1:
            self._note("Its text has other lines: the gap stands below it there.")
        return said.replace("<p>______</p>", "")

    def _one_by_one(self, item: GapItem) -> None:
        """Ask each gap by itself, the others shown as lines."""
        share = self._share(len(item.gaps))
        if len(item.gaps) > 1:
            self._note("Each gap is a question of its own.")
        for index, gap in enumerate(item.gaps):
            blank = self._blank(index, gap, is_typed=False)
            lines = ["____"] * len(item.gaps)
            lines[index] = "<b>______</b>"
            stem = self.texts.block(item.heading) + self.texts.block(
                item.body, fill=lines.__getitem__
            )
            number = index + 1 if len(item.gaps) > 1 else None
            asked = self._asked(stem, number=number, points=share)
            if isinstance(gap, InlineChoiceGap):
                self._note("A list that drops down is a choice below the text there.")
                multiple = len(gap.key) > 1
                self._add(ChoiceQuestion(**asked, options=blank.options, multiple=multiple))
            elif blank.options:
                answers = tuple(html.unescape(option.html) for option in blank.options)
                self._add(TextQuestion(**asked, answers=answers))
            else:
                self._note("A gap whose answer is a pattern or a range has no place there.")

    def _accepted(self, gap: TextEntryGap) -> tuple[str, ...]:
        if any(not answer.ignore_case for answer in gap.answers if not answer.is_pattern):
            self._note("Capitals do not matter there.")
        if any(answer.is_pattern for answer in gap.answers):
            self._note("Patterns cannot be said there and were left out.")
        if any(answer.typos for answer in gap.answers):
            self._note("Slips of the keyboard are not forgiven there.")
        if any(answer.ignore_accents for answer in gap.answers):
            self._note("Accents matter there.")
        return tuple(answer.text for answer in gap.answers if not answer.is_pattern)

    def _pairs(self, lefts: list[tuple[str, str]], rights: dict[str, str]) -> None:
        if any(LIKE_HTML.search(text) for text in rights.values()):
            self._note("Signs such as `<b>` in what is chosen may be taken for HTML there.")
        self._add(
            MatchQuestion(
                **self._asked(),
                lefts=tuple(
                    (self._id("left", str(place)), text, self._id("right", key))
                    for place, (text, key) in enumerate(lefts)
                ),
                rights=tuple((self._id("right", name), text) for name, text in rights.items()),
            )
        )

    def _singly(self, lefts: list[tuple[str, str]], rights: dict[str, str]) -> None:
        """Ask each pair as a choice of one."""
        self._note("Each line is a question of its own.")
        share = self._share(len(lefts))
        for number, (text, key) in enumerate(lefts, start=1):
            options = tuple(
                Option(
                    identifier=self._id("right", str(number), name), html=shown, is_key=name == key
                )
                for name, shown in rights.items()
            )
            asked = self._asked(f"{self._stem()}<p>{text}</p>", number=number, points=share)
            self._add(ChoiceQuestion(**asked, options=options, multiple=False))

    def _asked(
        self, stem: str | None = None, *, number: int | None = None, points: Fraction | None = None
    ) -> Said:
        title = self.texts.title(self.item)
        return Said(
            identifier=self._id("question", str(number or "")),
            title=f"{title} ({number})" if number else title,
            stem=self._stem() if stem is None else stem,
            points=self.item.points if points is None else points,
            explanation=self.texts.block(self.item.explanation),
        )

    def _stem(self) -> str:
        return self.texts.block(self.item.heading, self.item.body)

    def _share(self, count: int) -> Fraction:
        return self.item.points / max(1, count)

    def _note_parts(self, count: int) -> None:
        if count > 1 and self.item.partial_credit is not PartialCredit.PER_PART:
            self._note(PARTS)

    def _note(self, sentence: str) -> None:
        if sentence not in self.made.notes:
            self.made.notes.append(sentence)

    def _add(self, question: Question) -> None:
        self.made.questions.append(question)

    def _id(self, *parts: str) -> str:
        return identifier(self.name, *parts)
