"""The kinds of a Moodle question bank: who reads each, and why others are not carried."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from lessonry.domain.items import Item
from lessonry.importers.moodle_xml import (
    areas,
    blanks,
    choices,
    cloze,
    entries,
    essays,
    lists,
    plugins,
)
from lessonry.importers.moodle_xml.question import Left, Question

Reader = Callable[[Question], Item]
READERS: Final[dict[str, Reader]] = {
    "multichoice": choices.multichoice,
    "multichoiceset": choices.multichoiceset,
    "oumultiresponse": choices.oumultiresponse,
    "truefalse": choices.truefalse,
    "shortanswer": entries.shortanswer,
    "numerical": entries.numerical,
    "matching": lists.matching,
    "match": lists.matching,
    "ddmatch": lists.matching,
    "ordering": lists.ordering,
    "essay": essays.essay,
    "essayautograde": essays.essay,
    "cloze": cloze.cloze,
    "multianswer": cloze.cloze,
    "gapselect": blanks.gapselect,
    "ddwtos": blanks.ddwtos,
    "ddmarker": areas.ddmarker,
    "kprime": plugins.judgements,
    "mtf": plugins.judgements,
    "gapfill": plugins.gapfill,
}
DRAWN: Final = (
    "Its numbers are drawn anew for each learner by Moodle's own formulas. Write it again with"
    " random values: a block with the word `vars`."
)
PROGRAM: Final = "A program on Moodle's server grades it, and nothing here can."
RECORDED: Final = (
    "Learners record themselves in it, and somebody listens; there is no such item here."
)
REASONS: Final = {
    "description": (
        "It asks nothing: put its text into a lesson, or above the question that it belongs to."
    ),
    "calculated": DRAWN,
    "calculatedsimple": DRAWN,
    "calculatedmulti": DRAWN,
    "formulas": DRAWN,
    "algebra": DRAWN,
    "varnumeric": DRAWN,
    "varnumericset": DRAWN,
    "varnumunit": DRAWN,
    "stack": "A computer algebra system grades it (STACK), and nothing here can.",
    "coderunner": "It runs the learner's program on a server (CodeRunner), and nothing here can.",
    "vplquestion": "It runs the learner's program on a server (VPL), and nothing here can.",
    "random": (
        "It stands for any question of a category. Write a section with `draw` instead, which asks"
        " some of its items."
    ),
    "randomsamatch": (
        "It makes pairs of other questions, drawn by Moodle. Write the pairs into a match item."
    ),
    "ddimageortext": (
        "Words or pictures are dragged onto places of a picture; with us a place in a picture is"
        " right or wrong. Write pairs, or a hotspot for each place."
    ),
    "missingtype": "Moodle itself did not know its kind any more.",
    "pmatch": PROGRAM,
    "regexp": "Its answers are expressions of its own kind (`qtype_regexp`), which are not read here.",
    "jme": PROGRAM,
    "opaque": PROGRAM,
    "geogebra": PROGRAM,
    "recordrtc": RECORDED,
    "poodllrecording": RECORDED,
    "cloudpoodll": RECORDED,
    "fileresponse": "Learners hand in a file, and somebody grades it; there is no such item here.",
    "matrix": "Moodle's plugin for it is not read here. Write a matrix.",
    "wordselect": "Words of a text are clicked on in it; there is no such item here.",
    "crossword": "It is a crossword; there is no such item here.",
}


UNTYPED: Final = "It has no `type`, so nothing says what kind of question it is."


def item_of(question: Question) -> Item:
    """Return the item that a question is.

    Raises:
        Left: It is not carried.
    """
    kind = question.kind.lower()
    reader = READERS.get(kind)
    if reader is None and kind.endswith("wiris"):
        reader = _wiris(question, kind)
    if reader is None:
        unknown = f"Its kind, `{kind[:40]}`, is not known here." if kind else UNTYPED
        raise Left(REASONS.get(kind, unknown))
    return reader(question)


def _wiris(question: Question, kind: str) -> Reader | None:
    """Return who reads a question of Wiris; one with numbers drawn by it is not carried."""
    if "#" in question.source:
        raise Left("Its numbers are drawn by Wiris, and nothing here can. " + DRAWN.split(". ")[1])
    reader = READERS.get(kind.removesuffix("wiris"))
    if reader is not None:
        question.notes.append(
            "Wiris graded it in Moodle; here its answers are compared as written."
        )
    return reader
