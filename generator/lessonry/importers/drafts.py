"""Builds items out of what another tool's question says, as our own reader would have read them.

Importers say texts and keys; letters, alphabetical order, headings and identifiers follow here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal
from fractions import Fraction
from typing import Final, TypedDict

from lessonry.diagnostics import Place, Source
from lessonry.domain.gaps import (
    Gap,
    InlineChoice,
    InlineChoiceGap,
    NumericAnswer,
    NumericEntryGap,
    TextAnswer,
    TextEntryGap,
)
from lessonry.domain.identity import slug
from lessonry.domain.items import (
    Area,
    Choice,
    ChoiceItem,
    Column,
    Criterion,
    Entry,
    ExtendedTextItem,
    GapItem,
    HotspotItem,
    Left,
    MatchItem,
    MatrixItem,
    OrderItem,
    Right,
    Row,
    Shape,
)
from lessonry.domain.items.frame import GAP_MARK
from lessonry.domain.numbers import read_quantity
from lessonry.domain.partial_credit import PartialCredit
from lessonry.domain.prose import Prose
from lessonry.readers.headings import IDENTIFIER
from lessonry.readers.lists import alphabetical, letter
from lessonry.writers.decimals import decimal, scientific

LONGEST_IDENTIFIER: Final = 60
LONGEST_NUMBER: Final = 40
"""Characters of a number that is written exactly."""
LONGEST_HEADING: Final = 300
"""Characters; a longer question stands under its heading."""
BLOCK: Final = re.compile(
    r"\s*(?:[-*+>|]\s|\d+[.)]\s|[#>|]|!!!|\?\?\?|```|~~~|<(?!/?(?:a|abbr|b|br|code|em|i|img|kbd|"
    r"small|span|strong|sub|sup|u)\b)|\$\$|!\[|---|===|\[[^\]]+\]:| {4}|\t)"
)
"""What begins a line that is no sentence."""


class Frame(TypedDict):
    """What every item has, for the constructors of the kinds."""

    identifier: str
    heading: Prose | None
    body: Prose | None
    hint: Prose | None
    explanation: Prose | None
    points: Fraction
    partial_credit: PartialCredit
    shuffle: bool
    objective: str | None
    tags: tuple[str, ...]
    place: Place


class Names:
    """Identifiers that were given so far, each to one thing."""

    def __init__(self) -> None:
        self.taken: set[str] = set()
        self.numbers: dict[str, int] = {}
        """Of each name that was wished for, the number that the last one got: a thousand questions
        may all be called the same."""

    def take(self, *wishes: str | None) -> str:
        """Return an identifier made of the first wish that has a letter or digit, not given yet."""
        plain = (slug(GAP_MARK.sub(" ", wish or ""))[:LONGEST_IDENTIFIER] for wish in wishes)
        wanted = next((name for one in plain if (name := one.strip("-"))), "item")
        name, number = wanted, self.numbers.get(wanted, 1)
        while name in self.taken:
            number += 1
            name = f"{wanted[: LONGEST_IDENTIFIER - 6]}-{number}"
        self.taken.add(name)
        self.numbers[wanted] = number
        return name

    def keep(self, wished: str, *others: str | None) -> str:
        """Return an identifier; what could be one in our own files and is free stays as it is."""
        unmarked = "".join(sign for sign in wished if unicodedata.category(sign)[0] != "M")
        if (
            IDENTIFIER.fullmatch(unmarked)
            and len(wished) <= LONGEST_IDENTIFIER
            and wished not in self.taken
        ):
            self.taken.add(wished)
            return wished
        return self.take(wished, *others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A question before its kind: texts are Markdown, gaps in the stem are `gap_mark`s."""

    place: Place
    identifier: str
    stem: str
    hint: str | None = None
    explanation: str | None = None
    points: Fraction = Fraction(1)
    partial_credit: PartialCredit = PartialCredit.ALL_OR_NOTHING
    shuffle: bool = True
    objective: str | None = None
    tags: tuple[str, ...] = field(default=())

    def choice(
        self, choices: Iterable[tuple[str, bool, str | None]], *, multiple: bool
    ) -> ChoiceItem:
        """Return a choice item of texts, each with whether it is a key and its feedback."""
        made = tuple(
            Choice(
                identifier=letter(index),
                text=self._text(text),
                is_key=is_key,
                feedback=self._prose(feedback),
                place=self.place,
            )
            for index, (text, is_key, feedback) in enumerate(choices)
        )
        return ChoiceItem(**self._frame(), choices=made, multiple=multiple)

    def match(self, pairs: Sequence[tuple[str, str]], distractors: Iterable[str] = ()) -> MatchItem:
        """Return a match item of pairs and of partners for none."""
        texts: dict[str, Prose] = {}
        for text in (*(right for _, right in pairs), *distractors):
            prose = self._text(text)
            texts.setdefault(prose.folded, prose)
        rights = {
            prose.folded: Right(identifier=letter(index), text=prose, place=self.place)
            for index, prose in enumerate(sorted(texts.values(), key=alphabetical))
        }
        return MatchItem(
            **self._frame(),
            lefts=tuple(Left(text=self._text(left), place=self.place) for left, _ in pairs),
            rights=tuple(rights.values()),
            key=tuple(rights[self._text(right).folded].identifier for _, right in pairs),
        )

    def order(self, entries: Sequence[str]) -> OrderItem:
        """Return an order item of texts in the right order."""
        numbered = list(enumerate(self._text(text) for text in entries))
        by_text = sorted(numbered, key=lambda one: alphabetical(one[1]))
        letters = {index: letter(place) for place, (index, _) in enumerate(by_text)}
        return OrderItem(
            **self._frame(),
            entries=tuple(
                Entry(identifier=letters[index], text=text, place=self.place)
                for index, text in by_text
            ),
            key=tuple(letters[index] for index, _ in numbered),
        )

    def matrix(
        self,
        columns: Sequence[str],
        rows: Iterable[tuple[str, Iterable[int]]],
        *,
        multiple: bool,
        survey: bool = False,
    ) -> MatrixItem:
        """Return a matrix of rows, each with the indexes of the columns that are right."""
        return MatrixItem(
            **self._frame(),
            columns=tuple(
                Column(identifier=letter(index), text=self._text(text))
                for index, text in enumerate(columns)
            ),
            rows=tuple(
                Row(text=self._text(text), key=frozenset(map(letter, key)), place=self.place)
                for text, key in rows
            ),
            multiple=multiple,
            survey=survey,
        )

    def gaps(self, gaps: Iterable[Gap]) -> GapItem:
        """Return a gap item; its stem has a `gap_mark` for each of them, in order."""
        return GapItem(**self._frame(), gaps=tuple(gaps))

    def extended_text(
        self, rubric: Iterable[tuple[str, Fraction]] = (), model_answer: str | None = None
    ) -> ExtendedTextItem:
        """Return an item for sentences; without a rubric it asks for points that nobody can give."""
        made = tuple(
            Criterion(text=self._text(text), points=points, place=self.place)
            for text, points in rubric
        )
        model = self._prose(model_answer)
        return ExtendedTextItem(**self._frame(), rubric=made, model_answer=model)

    def hotspot(
        self, image: str, areas: Iterable[tuple[Shape, str, bool, str | None]], *, multiple: bool
    ) -> HotspotItem:
        """Return a hotspot: a picture as Markdown, and areas with their words, key and feedback."""
        made = tuple(
            Area(
                identifier=letter(index),
                shape=shape,
                text=self._text(text),
                is_key=is_key,
                feedback=self._prose(feedback),
                place=self.place,
            )
            for index, (shape, text, is_key, feedback) in enumerate(areas)
        )
        return HotspotItem(**self._frame(), image=self._text(image), areas=made, multiple=multiple)

    def _frame(self) -> Frame:
        heading, body = split_stem(self.stem)
        return Frame(
            identifier=self.identifier,
            heading=self._prose(heading),
            body=self._prose(body),
            hint=self._prose(self.hint),
            explanation=self._prose(self.explanation),
            points=self.points,
            partial_credit=self.partial_credit,
            shuffle=self.shuffle,
            objective=self.objective,
            tags=self.tags,
            place=self.place,
        )

    def _prose(self, markdown: str | None) -> Prose | None:
        return self._text(markdown) if markdown and markdown.strip() else None

    def _text(self, markdown: str) -> Prose:
        return Prose(markdown=trimmed(markdown), place=self.place)


def place_of(source: Source | str, line: int = 1) -> Place:
    """Return a place in a foreign file, of which no more than its name may be known."""
    if isinstance(source, str):
        source = Source(path=source, text="")
    return source.at(line)


def labelled(label: str, said: str) -> str:
    """Return a line of a list: what is said, behind what it is said of, or below where it is a block."""
    line = f"{label}:\n\n{said}" if BLOCK.match(said) else f"{label}: {said}"
    return "- " + "\n".join(f"    {one}" if one else "" for one in line.split("\n")).lstrip()


def trimmed(markdown: str) -> str:
    """Return Markdown without the blank lines around it and the blanks at the ends of lines."""
    lines = [line.rstrip() for line in markdown.replace("\r\n", "\n").split("\n")]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(lines)


def split_stem(markdown: str) -> tuple[str | None, str | None]:
    """Return what of a stem is the heading, and what stands under it.

    A first paragraph of one line becomes the heading, as a person would write it; a line with a gap,
    a list, a picture or a table does not.
    """
    text = trimmed(markdown)
    first, _, rest = text.partition("\n")
    is_sentence = (
        0 < len(first) <= LONGEST_HEADING
        and not BLOCK.match(first)
        and not GAP_MARK.search(first)
        and (not rest or rest.startswith("\n"))
    )
    if not is_sentence:
        return None, text or None
    rest = trimmed(rest)
    return first, rest if rest and rest != first else None


def text_gap(
    place: Place,
    answers: Iterable[str],
    *,
    case_sensitive: bool = False,
    patterns: Iterable[str] = (),
) -> TextEntryGap:
    """Return a gap for words: texts and patterns that it accepts, the shown one first."""
    said = [(text, False) for text in dict.fromkeys(answers)]
    said += [(text, True) for text in dict.fromkeys(patterns)]
    return TextEntryGap(
        answers=tuple(
            TextAnswer(text=text, is_pattern=is_pattern, ignore_case=not case_sensitive)
            for text, is_pattern in said
        ),
        place=place,
    )


def number_gap(place: Place, answers: Iterable[tuple[Fraction, Fraction]]) -> NumericEntryGap:
    """Return a gap for a number: each answer with how far off one may be."""
    made = tuple(
        NumericAnswer(shown=decimal_text(value), low=value - off, high=value + off)
        for value, off in answers
    )
    return NumericEntryGap(answers=made, unit=None, units=(), place=place)


def range_gap(place: Place, ranges: Iterable[tuple[Fraction, Fraction]]) -> NumericEntryGap:
    """Return a gap for a number that lies between two others."""
    made = tuple(
        NumericAnswer(shown=f"{decimal_text(low)} to {decimal_text(high)}", low=low, high=high)
        for low, high in ranges
    )
    return NumericEntryGap(answers=made, unit=None, units=(), place=place)


def inline_gap(place: Place, choices: Iterable[tuple[str, bool]]) -> InlineChoiceGap:
    """Return a list that drops down: plain texts, each with whether it is right."""
    texts = [(" ".join(text.split()), is_key) for text, is_key in choices]
    numbers = [read_quantity(text) for text, _ in texts]
    if texts and all(numbers) and len({readings[0][1] for readings in numbers}) == 1:
        pairs = sorted(zip(numbers, texts, strict=True), key=lambda p: (p[0][0][0], p[1][0]))
        texts = [text for _, text in pairs]
    else:
        texts = sorted(texts, key=lambda one: (one[0].casefold(), one[0]))
    made = tuple(
        InlineChoice(identifier=letter(index), text=text, place=place)
        for index, (text, _) in enumerate(texts)
    )
    key = frozenset(letter(index) for index, (_, is_key) in enumerate(texts) if is_key)
    return InlineChoiceGap(choices=made, key=key, place=place)


def decimal_text(value: Fraction) -> str:
    """Return a number as people write it: `0.5`, `1.6e-19`; to 15 places where it has no end."""
    written = scientific(value)
    if written is not None and len(written) <= LONGEST_NUMBER:
        return written
    return decimal(value)


def tidy(value: Fraction) -> Fraction:
    """Return a number without what is left of reckoning in binary: at most 15 digits that count."""
    if value.denominator <= 10**15 and abs(value.numerator) <= 10**15:
        return value
    rounded = Context(prec=15).divide(Decimal(value.numerator), Decimal(value.denominator))
    return Fraction(rounded)


def points_of(value: Fraction) -> Fraction:
    """Return points as our grammar can say them: not below nothing, at most four decimals."""
    return max(Fraction(0), Fraction(round(value * 10_000), 10_000))
