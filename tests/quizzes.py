"""Strategies of quizzes of every kind, with texts that would be taken for something else if they could.

`QUIZZES` makes quizzes as our own reader gives them, so that what is written and read again, or
exported and imported again, can be held against them.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st

from lessonry.diagnostics import Place, Source
from lessonry.domain.gaps import NumericAnswer, NumericEntryGap, TextAnswer, TextEntryGap
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
    Scene,
    Shape,
    Tone,
    Turn,
)
from lessonry.domain.items.frame import gap_mark
from lessonry.domain.partial_credit import PartialCredit
from lessonry.domain.prose import Prose
from lessonry.domain.quiz import (
    FeedbackTime,
    Grading,
    Layout,
    Mode,
    PassMark,
    Quiz,
    Section,
    TimeLimit,
)
from lessonry.domain.selection import Selection, Sought
from lessonry.domain.ways import best_way
from lessonry.importers.drafts import Draft, inline_gap
from lessonry.readers import units
from lessonry.readers.lists import letter
from lessonry.readers.time_limit import OFFERED
from tests.quiz_texts import LINES, LISTED, PLAIN, TEXTS

HERE: Place = Source(path="quizzes/x.md", text="").at(1)
NAMES = st.from_regex(r"[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,4})?", fullmatch=True)
POINTS = st.sampled_from([Fraction(n, 4) for n in (0, 1, 2, 4, 8, 10, 100)])


@st.composite
def drafts(draw: st.DrawFn, *, stem: str | None = None) -> Draft:
    """Return what an item has whatever its kind."""
    parts = [draw(LINES), draw(st.one_of(st.just(""), TEXTS))] if stem is None else [stem]
    return Draft(
        place=HERE,
        identifier=draw(NAMES),
        stem="\n\n".join(part for part in parts if part),
        hint=draw(st.one_of(st.none(), TEXTS)),
        explanation=draw(st.one_of(st.none(), TEXTS)),
        points=draw(POINTS),
        partial_credit=draw(st.sampled_from(PartialCredit)),
        shuffle=draw(st.booleans()),
        objective=draw(st.one_of(st.none(), NAMES)),
        tags=tuple(draw(st.lists(st.sampled_from(["phone", "two words", "größe"]), unique=True))),
    )


@st.composite
def choices(draw: st.DrawFn) -> ChoiceItem:
    multiple = draw(st.booleans())
    texts = draw(st.lists(LISTED, min_size=2, max_size=5, unique=True))
    key = draw(st.integers(0, len(texts) - 1))
    return draw(drafts()).choice(
        [
            (text, i == key or (multiple and draw(st.booleans())), draw(st.none() | TEXTS))
            for i, text in enumerate(texts)
        ],
        multiple=multiple,
    )


@st.composite
def orders(draw: st.DrawFn) -> OrderItem:
    texts = draw(st.lists(LISTED, min_size=2, max_size=11, unique=True))
    draft = draw(drafts())
    if "1. a" in draft.stem.split("\n"):  # a second numbered list makes another item
        draft = replace(draft, stem="Which?")
    return replace(draft.order(texts), shuffle=True)


@st.composite
def matches(draw: st.DrawFn) -> MatchItem:
    texts = draw(st.lists(LISTED, min_size=2, max_size=5, unique_by=_same))
    lefts = draw(st.lists(LISTED, min_size=2, max_size=5))
    pairs = [(left, draw(st.sampled_from(texts))) for left in lefts]
    return draw(drafts()).match(pairs, texts)


@st.composite
def matrices(draw: st.DrawFn) -> MatrixItem:
    columns = draw(st.lists(LINES, min_size=2, max_size=4))
    multiple, survey = draw(st.booleans()), draw(st.booleans())
    rows = []
    for text in draw(st.lists(LINES, min_size=1, max_size=4)):
        key = draw(st.sets(st.integers(0, len(columns) - 1), min_size=1, max_size=len(columns)))
        rows.append((text, () if survey else tuple(key) if multiple else (min(key),)))
    item = draw(drafts()).matrix(columns, rows, multiple=multiple, survey=survey)
    corner = draw(st.none() | LINES)
    item = replace(item, corner=Prose(markdown=corner, place=HERE) if corner else None)
    return replace(item, points=Fraction(0)) if survey else item


@st.composite
def text_gaps(draw: st.DrawFn, *, ignore_case: bool, typos: int) -> TextEntryGap:
    said = draw(st.lists(st.sampled_from(ANSWERS), min_size=1, max_size=3, unique=True))
    answers = [TextAnswer(text=text, ignore_case=ignore_case, typos=typos) for text in said]
    for pattern in draw(st.lists(st.sampled_from(PATTERNS), max_size=2, unique=True)):
        folded = draw(st.booleans())
        answers.append(TextAnswer(text=pattern, is_pattern=True, ignore_case=folded))
    return TextEntryGap(answers=tuple(answers), place=HERE)


ANSWERS = (
    "sorry",
    "café au lait",
    "a]b",
    "x\\y",
    "5 km",
    "C#",
    "(a) b",
    "a/b",
    "\u05d0",
    "😀",
    "it's",
    "<b>",
)
PATTERNS = ("colou?r", "a|b", "\\(a\\)", "[a-c]{2,5}", "a\\/b", "x\\]\\]", "= 5")
NUMBERS = ("5", "-3", "3.14", "1,5", "0", "1e-5", "1/3", "1000000")


@st.composite
def number_gaps(draw: st.DrawFn) -> NumericEntryGap:
    unit = draw(st.sampled_from([None, "km", "€", "m/s^2", "%"]))
    answers = [draw(_numbers(unit)) for _ in range(draw(st.integers(1, 2)))]
    return NumericEntryGap(
        answers=tuple(answers), unit=unit, units=units.units(unit) if unit else (), place=HERE
    )


@st.composite
def _numbers(draw: st.DrawFn, unit: str | None) -> NumericAnswer:
    shown = draw(st.sampled_from(NUMBERS))
    value = Fraction(shown.replace(",", "."))
    off = draw(st.sampled_from([Fraction(0), Fraction(1, 10), Fraction(2), Fraction(1, 3)]))
    form = draw(st.sampled_from(["absolute", "relative", "range", "figures"]))
    if form == "range":
        said = f"{shown} to 2000000"
        return NumericAnswer(shown=said, low=value, high=Fraction(2000000))
    if form == "figures":
        return NumericAnswer(shown=shown, low=value, high=value, figures=draw(st.integers(1, 9)))
    is_relative = bool(value) and bool(off) and (form == "relative" or unit == "%")
    width = abs(value) * off if is_relative else Fraction(0) if unit == "%" else off
    return NumericAnswer(shown=shown, low=value - width, high=value + width, relative=is_relative)


SHOWN = (
    "is",
    "(a) b",
    ":)",
    "a]]",
    "C:\\",
    "*b*",
    "`c`",
    "[d](e)",
    "<i>",
    "= 5",
    "/x/",
    "$1$",
    "(x)",
    "a (b",
    "]",
)


@st.composite
def gaps(draw: st.DrawFn) -> GapItem:
    ignore_case, typos = draw(st.booleans()), draw(st.integers(0, 3))
    made: list[TextEntryGap | NumericEntryGap | object] = []
    pieces = [draw(TEXTS)]
    for index in range(draw(st.integers(1, 4))):
        kind = draw(st.integers(0, 2))
        if kind == 0:
            made.append(draw(text_gaps(ignore_case=ignore_case, typos=typos)))
        elif kind == 1:
            made.append(draw(number_gaps()))
        else:
            shown = draw(st.lists(st.sampled_from(SHOWN), min_size=2, max_size=5, unique=True))
            key = draw(st.integers(0, len(shown) - 1))
            made.append(inline_gap(HERE, [(text, i == key) for i, text in enumerate(shown)]))
        pieces.append(draw(st.sampled_from(AROUND)).format(gap_mark(index)))
    draft = replace(draw(drafts(stem="\n\n".join(pieces))), shuffle=True)
    return draft.gaps(made)  # type: ignore[arg-type]


AROUND = (
    "It is {}.", "{}", "- one {}\n- two", "| a | b |\n| --- | --- |\n| {} | c |",
    "```\nx = {}\n```",
    "- {} => here", "**{}**", "1. {}\n2. then",
)  # fmt: skip


@st.composite
def extended_texts(draw: st.DrawFn) -> ExtendedTextItem:
    rubric = draw(st.lists(st.tuples(LISTED, st.sampled_from([Fraction(1), Fraction(5, 2)]))))
    return draw(drafts()).extended_text(rubric, draw(st.none() | TEXTS))


@st.composite
def hotspots(draw: st.DrawFn) -> HotspotItem:
    shapes = [
        Shape(name="rect", numbers=tuple(map(Fraction, ("1", "2.5", "30", "40.125")))),
        Shape(name="circle", numbers=tuple(map(Fraction, (50, 50, 8)))),
        Shape(name="poly", numbers=tuple(map(Fraction, (1, 2, 30, 4, 5, 60)))),
    ]
    texts = draw(st.lists(LINES, min_size=2, max_size=4, unique=True))
    key = draw(st.integers(0, len(texts) - 1))
    areas = [
        (draw(st.sampled_from(shapes)), text, i == key, draw(st.none() | TEXTS))
        for i, text in enumerate(texts)
    ]
    draft = draw(drafts())
    if "![a cat]" in draft.stem:  # a second picture makes another item
        draft = replace(draft, stem="Where?")
    return draft.hotspot("![a hall](../docs/hall.png)", areas, multiple=draw(st.booleans()))


@st.composite
def scenarios(draw: st.DrawFn) -> ScenarioItem:
    names = draw(st.lists(NAMES, min_size=2, max_size=5, unique=True))
    scenes = []
    for index, name in enumerate(names):
        targets = names[index + 1 :]
        turns = tuple(
            Turn(
                identifier=letter(at),
                text=_prose(draw(SPOKEN)),
                target=target,
                points=draw(st.sampled_from([Fraction(n, 2) for n in (-2, 0, 1, 4)])),
                feedback=_optional(draw(st.none() | TEXTS)),
                place=HERE,
            )
            for at, target in enumerate(targets)
        )
        scenes.append(
            Scene(
                identifier=name,
                title=_prose(draw(LINES)),
                body=_optional(draw(st.none() | TEXTS)),
                turns=turns,
                debrief=_optional(draw(st.none() | TEXTS)),
                tone=None if turns else draw(st.sampled_from([None, *Tone])),
                place=HERE,
            )
        )
    way = best_way(scenes)
    return ScenarioItem(
        identifier="x",
        heading=_prose(draw(TITLES)),
        body=None,
        points=draw(POINTS),
        tags=tuple(draw(st.lists(st.sampled_from(["a", "b c"]), unique=True))),
        use=draw(st.sampled_from([None, "exam", "practice"])),
        scenes=tuple(scenes),
        best=way.points if way else Fraction(0),
        place=HERE,
    )


SPOKEN = LINES.filter(lambda text: "[" not in text and "]" not in text)
"""The words of a link, whose brackets are another's."""
TITLES = PLAIN.map(lambda text: " ".join(text.split()).strip()).filter(
    lambda text: bool(text) and text.isprintable()
)
ITEMS: st.SearchStrategy[Item] = st.one_of(
    choices(), orders(), matches(), matrices(), gaps(), extended_texts(), hotspots()
)
"""One item of any kind but a scenario, which is a whole quiz."""


@st.composite
def quizzes(draw: st.DrawFn, *, items: st.SearchStrategy[Item] = ITEMS, most: int = 4) -> Quiz:
    """Return a quiz of items, in sections or not, with any rules."""
    made = draw(st.lists(items, min_size=1, max_size=most))
    sections = []
    for index, item in enumerate(made):
        item = replace(
            item,
            identifier=f"{item.identifier}-{index}",
            use=draw(st.sampled_from([None, "exam", "practice"])),
        )
        title = draw(st.none() | LINES) if index == 0 else draw(LINES)
        draws = draw(st.none() | st.integers(1, 9)) if title else None
        selection = draw(st.none() | selections()) if title else None
        sections.append(Section(title=title, items=(item,), draw=draws, selection=selection))
    return replace(draw(rules()), sections=tuple(sections))


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    names = [
        tuple(
            Sought(name=name, place=HERE) for name in draw(st.lists(NAMES, max_size=2, unique=True))
        )
        for _ in range(3)
    ]
    names[0] = names[0] or (Sought(name="pool", place=HERE),)
    return Selection(files=names[0], tags=names[1], objectives=names[2], place=HERE)


@st.composite
def rules(draw: st.DrawFn) -> Quiz:
    """Return a quiz without items."""
    share = st.integers(0, 10_000).map(lambda n: Fraction(n, 10_000))
    limit = st.builds(
        TimeLimit,
        seconds=st.integers(1, 7 * 24 * 3600),
        extra=st.sampled_from([OFFERED, (), (Fraction(1, 8), Fraction(3, 2))]),
    )
    return Quiz(
        identifier="x",
        title=draw(TITLES),
        description=draw(st.none() | TITLES),
        mode=draw(st.sampled_from(Mode)),
        pass_mark=draw(
            st.none()
            | st.builds(PassMark, value=share)
            | st.just(PassMark(value=Fraction(19, 2), in_points=True))
        ),
        draw=draw(st.none() | st.integers(1, 50)),
        shuffle=draw(st.booleans()),
        max_attempts=draw(st.none() | st.integers(1, 9)),
        grading=draw(st.sampled_from(Grading)),
        time_limit=draw(st.none() | limit),
        exam_share=draw(share),
        partial_credit=draw(st.sampled_from(PartialCredit)),
        feedback=draw(st.sampled_from(FeedbackTime)),
        layout=draw(st.sampled_from(Layout)),
        achievement=draw(st.none() | NAMES),
        lock=draw(st.booleans()),
        lock_weak=draw(st.booleans()),
        place=HERE,
    )


QUIZZES = quizzes()


def _prose(markdown: str) -> Prose:
    return Prose(markdown=markdown, place=HERE)


def _optional(markdown: str | None) -> Prose | None:
    return _prose(markdown) if markdown else None


def _same(text: str) -> str:
    return " ".join(text.split()).casefold()
