"""What Moodle's questions of several kinds have: texts, answers with weights, pairs, feedback."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from lessonry.domain.items import Item
from lessonry.domain.items.frame import GAP_MARK
from lessonry.domain.partial_credit import PartialCredit
from lessonry.domain.prose import Prose
from lessonry.exporters.moodle_answers import MOST_KEYS, weights
from lessonry.exporters.moodle_xml.texts import Texts, text

IN_PROPORTION: Final = (PartialCredit.PER_PART, PartialCredit.ADJACENT_PAIRS)
PARTS: Final = "Moodle counts each part that is right, whatever the rule for partly right answers."
FIRST_PARAGRAPH = re.compile(r"<p>((?:(?!</p>).)*)</p>", re.DOTALL)
Line = tuple[Prose, bool, Prose | None]
"""A choice: its text, whether it is right, and what is said to it."""


class NotHeld(ValueError):
    """An item that Moodle cannot hold; the message says why."""


class Parts:
    """Makes the parts of one file's questions."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self.notes: list[str] = []
        """What is another in Moodle, of the item at hand."""

    def stem(self, item: Item) -> str:
        """Return the item's text as HTML; gaps stay as their marks."""
        heading, body = item.heading, item.body
        head = f"<p>{self.texts.prose.inline(heading)}</p>" if heading else ""
        rest = self.texts.prose.block(body) if body else ""
        if heading is None and _looks_headed(rest):
            return f'<div class="lessonry-body">{rest}</div>'
        return head + rest

    def right(self, prose: Prose) -> str:
        """Return what is on the right of a pair, where Moodle shows plain text."""
        said, is_lossy = self.texts.plain(prose)
        if is_lossy:
            self.notes.append("What a pair has on its right is plain text in Moodle.")
        return said

    def answer(
        self,
        said: str,
        share: str,
        feedback: Prose | None,
        *,
        is_html: bool = False,
        inside: str = "",
    ) -> str:
        """Return an answer with what it is worth, in per cent, and what is said to it."""
        told = self.texts.element("feedback", self.texts.fragment(feedback)).replace("\n", "\n  ")
        inside += "  " + told[:-2]
        attributes = f' fraction="{share}"'
        if is_html:
            return self.texts.element("answer", said, attributes=attributes, inside=inside)
        return (
            f'    <answer{attributes} format="moodle_auto_format">\n      {text(said)}\n'
            f"{inside}    </answer>\n"
        )

    def combined(self) -> str:
        """Return the feedback that Moodle cannot do without, empty."""
        return "".join(
            self.texts.element(name, "")
            for name in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
        )

    def weight(self, item: Item, count: int) -> int:
        """Return what each part of a text counts: Moodle's points are their sum."""
        each = item.points / count
        if each.denominator == 1 and each > 0:
            return int(each)
        self.notes.append(
            f"In Moodle each of its parts ({count}) is worth a point: set its points in the quiz."
        )
        return 1

    def note_parts(self, item: Item, count: int) -> None:
        """Note where parts count otherwise than the item says."""
        if count > 1 and item.partial_credit not in IN_PROPORTION:
            self.notes.append(PARTS)

    def answers(self, item: Item, lines: Sequence[Line], *, multiple: bool) -> str:
        """Return a list of choices, one or several of which may be chosen."""
        right, wrong = self._weights(item.partial_credit, lines, multiple=multiple)
        made = [
            f"    <single>{'false' if multiple else 'true'}</single>\n",
            f"    <shuffleanswers>{'true' if item.shuffle else 'false'}</shuffleanswers>\n",
            "    <answernumbering>abc</answernumbering>\n",
            "    <showstandardinstruction>0</showstandardinstruction>\n",
            self.combined(),
        ]
        shares = iter(right)
        for prose, is_key, feedback in lines:
            share = next(shares) if is_key else wrong
            made.append(self.answer(self.texts.fragment(prose), share, feedback, is_html=True))
        return "".join(made)

    def _weights(
        self,
        policy: PartialCredit,
        lines: Sequence[Line],
        *,
        multiple: bool,
    ) -> tuple[list[str], str]:
        """Return what each right choice is worth, and each wrong one."""
        keys = sum(is_key for _, is_key, _ in lines)
        if not multiple:
            return ["100"] * keys, "0"
        shares = weights(keys)
        if keys > MOST_KEYS:
            raise NotHeld(f"Moodle has no weights by which {keys} right choices make a whole.")
        if len(set(shares)) > 1:
            self.notes.append(
                f"Moodle has no weight for one of {keys} right choices: some count less."
            )
        if keys == 1:
            return shares, "-100"
        if policy is PartialCredit.RIGHT_MINUS_WRONG:
            return shares, f"-{shares[0]}"
        if policy is PartialCredit.ALL_OR_NOTHING:
            self.notes.append("Moodle counts each right choice for a part; a wrong one takes all.")
            return shares, "-100"
        if keys < len(lines):
            self.notes.append("In Moodle a wrong choice costs nothing, even if all are ticked.")
        return shares, "0"

    def pairs(self, item: Item, pairs: Iterable[tuple[str, str]]) -> str:
        """Return pairs of HTML and plain text; a partner for none has an empty left."""
        made = [
            f"    <shuffleanswers>{'true' if item.shuffle else 'false'}</shuffleanswers>\n",
            self.combined(),
        ]
        for left, right in pairs:
            plain = text(escape(right, quote=False))  # Moodle takes tags away there
            inside = f"      <answer>\n        {plain}\n      </answer>\n"
            made.append(self.texts.element("subquestion", left, inside=inside))
        return "".join(made)


def _looks_headed(html: str) -> bool:
    """Return whether the first paragraph of a body would be taken for a heading."""
    first = FIRST_PARAGRAPH.match(html)
    return first is not None and not GAP_MARK.search(first[1])
