"""Takes one question of a GIFT file apart: its name, its text, the braces, and its kind."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from lessonry.importers.gift.blocks import BLANKS, Block

FIRST_MARK: Final = 0xE010
MOST_COMMANDS: Final = 5
ESCAPED: Final = (":", "#", "=", "{", "}", "~", "\n")
MARKS: Final = {sign: chr(FIRST_MARK + place) for place, sign in enumerate(("\\", *ESCAPED))}
"""What stands for an escaped sign while the rest is read; the file cannot hold them itself."""
PRIVATE = re.compile("[\ue000-\ue0ff]")
ESCAPE = re.compile(r"\\([\\:#={}~n])")
SIGNS: Final = {mark: sign for sign, mark in MARKS.items()}
MARK = re.compile(f"[{''.join(SIGNS)}]")
FORMAT = re.compile(r"\[(html|moodle|plain|markdown)\]")
ORDERING = re.compile(
    r">\s*(?P<count>\d+)\s*(?P<select>ALL|EXACT|RANDOM|REL|CONTIGUOUS|CONTIG)?\s*"
    r"(?:HORIZONTAL|HORI|H|1|VERTICAL|VERT|V|0)?\s*"
    r"(?P<grading>ALL_OR_NOTHING|ABSOLUTE_POSITION|ABSOLUTE|ABS|RELATIVE_NEXT_EXCLUDE_LAST"
    r"|RELATIVE_NEXT_INCLUDE_LAST|RELATIVE_ONE_PREVIOUS_AND_NEXT"
    r"|RELATIVE_ALL_PREVIOUS_AND_NEXT|RELATIVE_TO_CORRECT|RELATIVE|REL"
    r"|LONGEST_ORDERED_SUBSET|LONGEST_CONTIGUOUS_SUBSET)?\s*"
    r"(?:SHOW|TRUE|YES|1|HIDE|FALSE|NO|0)?\s*(?:none|123|abc|ABCD|iii|IIII)?\s*(?P<entries>.*)",
    re.DOTALL,
)
"""The kind `ordering`, which has been a part of Moodle since 4.4, and a plugin before."""
MORE_BRACES: Final = (
    "More braces follow the first ones: Moodle takes only the first pair for the answers, and so does"
    " this. Questions are parted by a blank line, and a brace in a text has a backslash before it."
)
GAP = re.compile(
    r"[0-9]*:(?:MULTI|SHORT|NUM|MC|MR|SA|MW|NM)[A-Z_]*:",
)
CLOZE: Final = (
    "Its braces are those of a cloze, which in Moodle are no GIFT: it takes all that stands in them for"
    " the answer, and so does this. Import the cloze as Moodle XML."
)
TEX = re.compile(
    r"(?P<opens>\\\\?[(\[])|(?P<closes>\\\\?[)\]])|(?P<turns>\$\$)|\\\\"
    r"|(?P<broken>\\n(?:eq?|eg|abla|u|ot(?:in)?|i|mid|exists|[ew]arrow|[lg]eq|su[bp]seteq|atural"
    r"|parallel|sim|cong)(?![a-zA-Z]))"
)
"""Where formulas begin and end, and a command in one whose first letter ends the line."""
TRUE: Final = ("T", "TRUE")
FALSE: Final = ("F", "FALSE")


class GiftError(ValueError):
    """A question that Moodle refuses; the message says why, as a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text with its format; escaped signs are themselves again."""

    source: str
    format: str
    """`moodle`, `html`, `plain` or `markdown`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question before its answers are read."""

    block: Block
    kind: str
    """As Moodle calls it."""
    name: str
    """What the author calls it; empty where it has no name."""
    before: str
    """Its text up to the braces; all of it where there are none."""
    after: str
    """Its text behind them: where there is any, the answer stands in the sentence."""
    answers: str
    """What stands in the braces, without the general feedback; escaped signs are still marks."""
    feedback: Text
    notes: tuple[str, ...] = ()

    @property
    def format(self) -> str:
        """Return the format of its text, which that of its answers follows."""
        return text_in(self.before, "moodle").format

    @property
    def is_in_sentence(self) -> bool:
        """Return whether the answer stands in the middle of the text: Moodle looks at its end only."""
        return bool(self.after) and not self.after.endswith("}")

    def text(self, blank: str) -> Text:
        """Return its text, with `blank` where the braces stood."""
        return text_in(self.before + blank + self.after, "moodle")


def question_in(block: Block) -> Question:
    """Return the question that a block is.

    Raises:
        GiftError: Moodle refuses it.
    """
    text = marked(block.text).strip(BLANKS)
    name, text = _named(text)
    begin, end = text.find("{"), text.find("}")
    if begin < 0 and end < 0:
        empty = Text(source="", format="moodle")
        return Question(
            block=block, kind="description", name=name, before=text, after="", answers="",
            feedback=empty,
        )  # fmt: skip
    if begin < 0 or end < 0:
        raise GiftError(
            "One of the braces around the answers is missing: Moodle refuses such a question."
            " A brace in the text itself is written with a backslash before it."
        )
    if end < begin:
        raise GiftError(
            "A closing brace stands before the opening one: Moodle cannot read such a question."
            " A brace in the text itself is written with a backslash before it."
        )
    answers, before, after = text[begin + 1 : end].strip(BLANKS), text[:begin], text[end + 1 :]
    answers, _, told = answers.rpartition("####") if "####" in answers else (answers, "", "")
    question = Question(
        block=block,
        kind="",
        name=name,
        before=before,
        after=after,
        answers=answers.strip(BLANKS),
        feedback=Text(source="", format="moodle"),
        notes=(
            *_more_braces(after),
            *([CLOZE] if GAP.match(answers) else []),
            *_broken_tex(block.text),
        ),
    )
    feedback = text_in(told.strip(BLANKS), question.format)
    return replace(question, kind=_kind(question.answers), feedback=feedback)


def marked(text: str) -> str:
    """Return text with a private mark for each escaped sign."""
    text = PRIVATE.sub("\ufffd", text)
    return ESCAPE.sub(lambda one: MARKS["\n" if one[1] == "n" else one[1]], text)


def unmarked(text: str) -> str:
    """Return text in which each escaped sign is itself."""
    return MARK.sub(lambda mark: SIGNS[mark[0]], text)


def text_in(written: str, default: str) -> Text:
    """Return a text without the name of its format."""
    written = written.strip(BLANKS)
    found = FORMAT.match(written)
    if found:
        return Text(source=unmarked(written[found.end() :]).strip(BLANKS), format=found[1])
    return Text(source=unmarked(written).strip(BLANKS), format=default)


def _named(text: str) -> tuple[str, str]:
    """Return the name in front of a question, and the rest."""
    if not text.startswith("::"):
        return "", text
    name, closing, rest = text[2:].partition("::")
    if not closing:
        return "", text[2:]
    return " ".join(unmarked(name).split()), rest.strip(BLANKS)


def _more_braces(after: str) -> tuple[str, ...]:
    if "{" not in after and "}" not in after:
        return ()
    return (MORE_BRACES,)


def _broken_tex(text: str) -> tuple[str, ...]:
    """Return what is to be said of commands such as `\\neq`, of which a line break is made."""
    is_formula, broken = False, list[str]()
    for found in TEX.finditer(text):
        if found["broken"] and is_formula:
            broken.append(f"`{found[0]}`")
        elif found["turns"]:
            is_formula = not is_formula
        elif found["opens"] or found["closes"]:
            is_formula = bool(found["opens"])
    if not broken:
        return ()
    said = ", ".join(list(dict.fromkeys(broken))[:MOST_COMMANDS])
    note = (
        f"Moodle makes a line break of the `\\n` in {said}, and so does this: in a formula a backslash"
        " is written twice."
    )
    return (note,)


def _kind(answers: str) -> str:
    """Return what the answers make of a question, in the order in which Moodle looks."""
    if not answers:
        return "essay"
    if ORDERING.fullmatch(answers):
        return "ordering"
    if answers.startswith("#"):
        return "numerical"
    if "~" in answers:
        return "multichoice"
    if "=" in answers and "->" in answers:
        return "match"
    said = answers.partition("#")[0].strip(BLANKS)
    return "truefalse" if said in (*TRUE, *FALSE) else "shortanswer"
