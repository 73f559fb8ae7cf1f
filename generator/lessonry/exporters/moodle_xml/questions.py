"""Writes items as Moodle's questions, and says what Moodle cannot hold of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from typing import Final, assert_never, cast

from lessonry.domain.gaps import NumericEntryGap, TextEntryGap
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
from lessonry.domain.partial_credit import PartialCredit
from lessonry.domain.prose import Prose
from lessonry.domain.quiz import decimal as rounded_decimal
from lessonry.exporters.moodle_xml import cloze
from lessonry.exporters.moodle_xml.areas import background, drops
from lessonry.exporters.moodle_xml.parts import NotHeld, Parts
from lessonry.exporters.moodle_xml.texts import text
from lessonry.exporters.plain import one_line

GRADINGS: Final = {
    PartialCredit.ALL_OR_NOTHING: "ALL_OR_NOTHING",
    PartialCredit.PER_PART: "ABSOLUTE_POSITION",
    PartialCredit.RIGHT_MINUS_WRONG: "ABSOLUTE_POSITION",
    PartialCredit.ADJACENT_PAIRS: "RELATIVE_NEXT_EXCLUDE_LAST",
}
"""Of `qtype_ordering`: by places, or by neighbours."""
OBJECTIVE: Final = "objective:"
"""Begins the tag that says which objective a question tests: Moodle has no other place for it."""
FEWEST_PAIRS: Final = 3
FEW_PAIRS: Final = (
    "Moodle's import ends at a question of fewer than three pairs: it became a text with lists."
)
FEWEST_CHOICES: Final = 2
NO_CHOICE: Final = "It has fewer than three pairs, all with the same partner: Moodle has no such."
LONGEST_NAME: Final = 100
LAST_GAP = re.compile("\\s*<p>\\s*\ue000gap0\ue001\\s*</p>\\s*$")
FIELD: Final = "_____"
"""Where Moodle puts the field of a question with one answer to type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What is particular to a kind of question."""

    kind: str
    xml: str
    html: str | None = None
    """Its text, where that is not the item's own."""


class Writer(Parts):
    """Writes the items of one file."""

    def questions(self, item: Item) -> list[str]:
        """Return the questions that an item becomes; `notes` are of this item then.

        Raises:
            NotHeld: Moodle has nothing like it.
        """
        self.notes = []
        made = []
        every = variants(item)
        for number, one in enumerate(every, start=1):
            suffix = f"-{number}" if number > 1 else ""
            body = self._body(one)
            made.append(self._question(one, item.identifier + suffix, body))
        if len(every) > 1:
            self.notes.append(
                f"Moodle has no random values here: each of its {len(every)} variants is a question."
            )
        self._note_frame(item)
        self.notes = list(dict.fromkeys([*self.notes, *self.texts.notes()]))
        return made

    def _body(self, item: Item) -> Body:
        match item:
            case ChoiceItem():
                return self._choice(item)
            case OrderItem():
                return self._order(item)
            case MatchItem():
                return self._match(item)
            case MatrixItem():
                return self._matrix(item)
            case GapItem():
                return self._gaps(item)
            case ExtendedTextItem():
                return self._extended_text(item)
            case HotspotItem():
                return self._hotspot(item)
            case ScenarioItem():
                raise NotHeld("Moodle's questions have no conversation that branches.")
            case _:
                assert_never(item)

    def _choice(self, item: ChoiceItem) -> Body:
        texts = [choice.text.markdown for choice in item.choices]
        if not item.multiple and texts == ["True", "False"] and len(item.key) == 1:
            made = (
                self.answer(one.text.markdown.lower(), "100" if one.is_key else "0", one.feedback)
                for one in item.choices
            )
            return Body(kind="truefalse", xml="".join(made))
        lines = [(one.text, one.is_key, one.feedback) for one in item.choices]
        return Body(kind="multichoice", xml=self.answers(item, lines, multiple=item.multiple))

    def _order(self, item: OrderItem) -> Body:
        if item.partial_credit is PartialCredit.RIGHT_MINUS_WRONG:
            self.notes.append("In Moodle an entry in a wrong place costs nothing.")
        head = (
            "    <layouttype>VERTICAL</layouttype>\n    <selecttype>ALL</selecttype>\n"
            f"    <selectcount>{len(item.entries)}</selectcount>\n"
            f"    <gradingtype>{GRADINGS[item.partial_credit]}</gradingtype>\n"
            "    <showgrading>SHOW</showgrading>\n    <numberingstyle>none</numberingstyle>\n"
            "    <shownumcorrect>1</shownumcorrect>\n"
        )
        entries = [
            self.answer(self.texts.fragment(one.text), str(number), None, is_html=True)
            for number, one in enumerate(item.in_order, start=1)
        ]
        return Body(kind="ordering", xml=head + self.combined() + "".join(entries))

    def _match(self, item: MatchItem) -> Body:
        rights = {right.identifier: self.right(right.text) for right in item.rights}
        pairs = [
            (self.texts.fragment(left.text), rights[key])
            for left, key in zip(item.lefts, item.key, strict=True)
        ]
        pairs += [("", said) for key, said in rights.items() if key not in item.key]
        self.note_parts(item, len(item.lefts))
        if len(pairs) < FEWEST_PAIRS:
            if len({said for _, said in pairs}) < FEWEST_CHOICES:
                raise NotHeld(NO_CHOICE)
            self.notes.append(FEW_PAIRS)
            rows = [
                (left.text, [(said, one == key) for one, said in rights.items()])
                for left, key in zip(item.lefts, item.key, strict=True)
            ]
            return self._table(item, "MCS" if item.shuffle else "MC", rows)
        return Body(kind="matching", xml=self.pairs(item, pairs))

    def _matrix(self, item: MatrixItem) -> Body:
        if item.survey:
            raise NotHeld("It is a survey, and every question of Moodle's has a right answer.")
        self.note_parts(item, len(item.rows))
        columns = {column.identifier: self.right(column.text) for column in item.columns}
        rows = [
            (row.text, [(said, name in row.key) for name, said in columns.items()])
            for row in item.rows
        ]
        if item.multiple:
            note = "Moodle has no table of judgements: it became a text with boxes to tick."
            self.notes.append(note)
            return self._table(item, "MRH", rows)
        pairs = [(self.texts.fragment(row.text), columns[min(row.key)]) for row in item.rows]
        used = {min(row.key) for row in item.rows}
        pairs += [("", said) for key, said in columns.items() if key not in used]
        if len(pairs) < FEWEST_PAIRS:
            self.notes.append(FEW_PAIRS)
            return self._table(item, "MCH", rows)
        self.notes.append("Moodle has no table of judgements: it became a question of pairs.")
        return Body(kind="matching", xml=self.pairs(item, pairs))

    def _table(
        self, item: Item, kind: str, rows: Sequence[tuple[Prose, Sequence[tuple[str, bool]]]]
    ) -> Body:
        """Return a text with a table, in each row of which something is chosen.

        Our own import knows the table by its shape: two cells a row, the same words in each.
        """
        weight = self.weight(item, len(rows))
        made = []
        for prose, lines in rows:
            said = cloze.beside(self.texts.prose.inline(prose))
            made.append(f"<tr><td>{said}</td><td>{cloze.choices(kind, lines, weight)}</td></tr>")
        html = cloze.beside(self.stem(item)) + f"<table><tbody>{''.join(made)}</tbody></table>"
        return Body(kind="cloze", xml="", html=html)

    def _gaps(self, item: GapItem) -> Body:
        gap = item.gaps[0]
        if len(item.gaps) == 1 and isinstance(gap, TextEntryGap):
            return self._shortanswer(item, gap)
        if len(item.gaps) == 1 and isinstance(gap, NumericEntryGap):
            return self._numerical(item, gap)
        if len(item.gaps) > 1:
            self.note_parts(item, len(item.gaps))
        weight = self.weight(item, len(item.gaps))
        marks = [cloze.mark(one, weight, self.notes) for one in item.gaps]
        if not all(marks):
            raise NotHeld("A gap of it has nothing that Moodle could compare an answer with.")
        stem = cloze.beside(self.stem(item))
        html = GAP_MARK.sub(lambda found: marks[_index(found)] or "", stem)
        return Body(kind="cloze", xml="", html=html)

    def _shortanswer(self, item: GapItem, gap: TextEntryGap) -> Body:
        made, is_strict = cloze.words(gap, self.notes)
        if not made:
            raise NotHeld("Its gap takes patterns alone, which Moodle has not.")
        answers = "".join(self.answer(one, "100", None) for one in made)
        usecase = f"    <usecase>{1 if is_strict else 0}</usecase>\n"
        return Body(kind="shortanswer", xml=usecase + answers, html=self._with_field(item))

    def _numerical(self, item: GapItem, gap: NumericEntryGap) -> Body:
        made = cloze.numbers(gap, self.notes)
        if not made:
            raise NotHeld("Its gap has no number.")
        answers = [
            self.answer(value, "100", None, inside=f"      <tolerance>{off}</tolerance>\n")
            for value, off in made
        ]
        units = "    <unitgradingtype>0</unitgradingtype>\n    <showunits>3</showunits>\n"
        if gap.unit:
            self.notes.append(
                f"Moodle takes its unit as it is written, `{gap.unit}`, and no other."
            )
            units = (
                "    <units>\n      <unit>\n        <multiplier>1</multiplier>\n        <unit_name>"
                f"{escape(gap.unit, quote=False)}</unit_name>\n      </unit>\n    </units>\n"
                "    <unitgradingtype>1</unitgradingtype>\n    <unitpenalty>1.0000000</unitpenalty>\n"
                "    <showunits>0</showunits>\n    <unitsleft>0</unitsleft>\n"
            )
        return Body(kind="numerical", xml="".join(answers) + units, html=self._with_field(item))

    def _with_field(self, item: GapItem) -> str:
        """Return the text with Moodle's field where the gap is, unless that is its end."""
        html = self.stem(item)
        if html == (without := LAST_GAP.sub("", html)) or not without:
            return html.replace(gap_mark(0), FIELD)
        return without

    def _extended_text(self, item: ExtendedTextItem) -> Body:
        rows = []
        for line in item.rubric:
            weight = f" (×{rounded_decimal(line.points)})" if line.points != 1 else ""
            rows.append(f"<li>{self.texts.fragment(line.text)}{weight}</li>")
        told = f"<ul>{''.join(rows)}</ul>" if rows else ""
        if item.model_answer is not None:
            told += self.texts.prose.block(item.model_answer)
        if rows:
            self.notes.append("In Moodle a person grades the text, who is shown its rubric.")
        elif item.points:
            self.notes.append("It has no rubric: in Moodle a person grades the text.")
        return Body(
            kind="essay",
            xml=(
                "    <responseformat>editor</responseformat>\n"
                "    <responserequired>1</responserequired>\n"
                "    <responsefieldlines>15</responsefieldlines>\n    <attachments>0</attachments>\n"
                "    <attachmentsrequired>0</attachmentsrequired>\n"
                + self.texts.element("graderinfo", told)
                + self.texts.element("responsetemplate", "")
            ),
        )

    def _hotspot(self, item: HotspotItem) -> Body:
        found = background(self.texts, item.image)
        if found is None:
            self.notes.append(
                "Moodle cannot have areas in this picture: their words became choices below it."
            )
            lines = [(area.text, area.is_key, area.feedback) for area in item.areas]
            html = self.stem(item) + self.texts.prose.block(item.image)
            made = self.answers(item, lines, multiple=item.multiple)
            return Body(kind="multichoice", xml=made, html=html)
        name, size = found
        if len(item.key) > 1:
            self.note_parts(item, len(item.key))
        self.notes.append(
            "In Moodle a marker is dragged into the picture: its wrong areas are anywhere else, and"
            " what is said to each is left out."
        )
        file = self.texts.file(name)
        words = [self.texts.plain(area.text)[0] for area in item.areas]
        areas = drops(item, words, size)
        drag = (
            "    <drag>\n      <no>1</no>\n      <text>✓</text>\n      <noofdrags>"
            f"{len(item.key)}</noofdrags>\n    </drag>\n"
        )
        return Body(kind="ddmarker", xml=f"{self.combined()}    {file}\n{drag}{areas}")

    def _note_frame(self, item: Item) -> None:
        if item.use is not None:
            self.notes.append("Moodle cannot say whether it is for practice or for exams.")
        if isinstance(item, GapItem) and not item.shuffle:
            self.notes.append("That its lists keep their order is not told to Moodle.")

    def _question(self, item: Item, identifier: str, body: Body) -> str:
        prose = item.heading or item.body
        name = one_line(prose) if prose else ""
        html = body.html if body.html is not None else self.stem(item)
        made = [
            f'  <question type="{body.kind}">\n    <name>\n      ',
            text(_xml(name[:LONGEST_NAME] or identifier)),
            "\n    </name>\n",
            self.texts.element("questiontext", html),
            self.texts.element("generalfeedback", self.texts.fragment(item.explanation)),
        ]
        if body.kind != "cloze":
            made.append(f"    <defaultgrade>{_grade(item.points)}</defaultgrade>\n")
        made += [
            "    <penalty>0.3333333</penalty>\n    <hidden>0</hidden>\n",
            f"    <idnumber>{escape(identifier, quote=False)}</idnumber>\n",
            body.xml,
        ]
        if item.hint is not None:
            made.append(self.texts.element("hint", self.texts.fragment(item.hint)))
        own = item.tags if item.objective is None else (*item.tags, f"{OBJECTIVE}{item.objective}")
        if own:
            tags = "".join(f"      <tag>{text(_xml(tag))}</tag>\n" for tag in own)
            made.append(f"    <tags>\n{tags}    </tags>\n")
        return "".join([*made, "  </question>\n"])


def _index(found: re.Match[str]) -> int:
    return int(cast("re.Match[str]", re.search("[0-9]+", found[0]))[0])


def _grade(points: Fraction) -> str:
    return f"{float(points):.7f}"


def _xml(said: str) -> str:
    """Return words without signs that no XML can hold."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff\ue000-\ue0ff]", "", said)
