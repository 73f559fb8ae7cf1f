"""Reads a quiz: front matter, then one item per `##` heading, or a scenario's scenes."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from lessonry.diagnostics import Diagnostics, Place, Source
from lessonry.domain.partial_credit import PartialCredit
from lessonry.domain.prose import Prose
from lessonry.domain.quiz import FeedbackTime, Grading, Layout, Mode, PassMark, Quiz, Section
from lessonry.domain.selection import HALF
from lessonry.readers.fields import Fields, read_front_matter
from lessonry.readers.items.scenario import ScenarioBody, is_scenario, read_frame
from lessonry.readers.quiz_body import QuizBody
from lessonry.readers.time_limit import read_time_limit

PASS_MARK = re.compile(r"(?P<number>\d+(?:[.,]\d+)?)\s*(?P<unit>%|points?)?")


def read_quiz(
    source: Source,
    diagnostics: Diagnostics,
    *,
    identifier: str,
    first: int = 1,
    last: int | None = None,
    title: str | None = None,
) -> Quiz:
    """Return the quiz in lines `first` to `last`, every fault noted; what reads is kept.

    Args:
        source: A quiz file, or the lesson that an inline quiz stands in.
        diagnostics: Where faults go.
        identifier: The name it is placed by.
        first: Its first line, from 1.
        last: Its last line; the file's where nothing is said.
        title: What it is called where its front matter does not say.
    """
    end = len(source.lines) if last is None else last
    fields = read_front_matter(source, diagnostics, first=first, last=end)
    rules = _rules(fields, identifier, title, source.at(first))
    fields.get("translated_from")  # it is a translation's, and read with the original
    if is_scenario(fields):
        return _scenario(source, fields, rules, end)
    fields.close()
    body = QuizBody(
        source=source,
        diagnostics=diagnostics,
        first=fields.body_line,
        last=end,
        partial_credit=rules.partial_credit,
        is_front_matter_open=fields.is_broken and fields.body_line == first,
    )
    return replace(rules, sections=body.sections())


def _scenario(source: Source, fields: Fields, rules: Quiz, last: int) -> Quiz:
    """Return a quiz of one item, a scenario, which takes from the front matter what items have."""
    frame = read_frame(fields, rules)
    fields.close()
    described = fields.get("description")
    description = None
    if rules.description and described:
        description = Prose(markdown=rules.description, place=described.value_place)
    body = ScenarioBody(
        source=source,
        diagnostics=fields.diagnostics,
        first=fields.body_line,
        last=last,
        frame=frame,
        description=description,
    )
    item = body.item()
    if rules.feedback is FeedbackTime.END:
        # The end of a conversation is its outcome, and there it is told anyway.
        rules = replace(rules, feedback=FeedbackTime.IMMEDIATE)
    return replace(rules, sections=(Section(items=(item,)),) if item else ())


def _rules(fields: Fields, identifier: str, title: str | None, place: Place) -> Quiz:
    """Return a quiz without items from its front matter."""
    return Quiz(
        identifier=identifier,
        title=fields.text("title") or title or identifier.replace("-", " ").capitalize(),
        description=fields.text("description"),
        mode=Mode(fields.one_of("mode", [m.value for m in Mode], default="practice")),
        pass_mark=_pass_mark(fields),
        draw=fields.number("draw"),
        shuffle=fields.flag("shuffle", default=False),
        max_attempts=fields.number("max_attempts"),
        grading=Grading(fields.one_of("grading", [g.value for g in Grading], default="best")),
        time_limit=read_time_limit(fields),
        exam_share=_exam_share(fields),
        partial_credit=PartialCredit(
            fields.one_of(
                "partial_credit", [p.value for p in PartialCredit], default="all-or-nothing"
            )
        ),
        feedback=FeedbackTime(
            fields.one_of("feedback", [f.value for f in FeedbackTime], default="immediate")
        ),
        layout=Layout(fields.one_of("layout", [x.value for x in Layout], default="one")),
        achievement=fields.text("achievement"),
        lock=fields.flag("lock", default=False),
        lock_weak=fields.one_of("lock_weak", ["accept"], default="") == "accept",
        place=place,
        field_places={
            name: found.value_place
            for name, found in fields.fields.items()
            if found.value is not None
        },
    )


def _pass_mark(fields: Fields) -> PassMark | None:
    found = fields.get("pass_mark")
    if found is None:
        return None
    written = PASS_MARK.fullmatch(str(found.value).strip())
    if written is None or isinstance(found.value, bool):
        fields.wrong(found, "a share such as `80%`, or points such as `19 points`")
        return None
    number = Fraction(written.group("number").replace(",", "."))
    if (written.group("unit") or "").startswith("point"):
        return PassMark(value=number, in_points=True)
    if written.group("unit") is None and 0 < number <= 1:
        guess = f"{float(number * 100):g}%"
        fields.wrong(found, "a share such as `80%`, or points such as `1 point`", guess)
        return None
    return PassMark(value=number / 100)


def _exam_share(fields: Fields) -> Fraction:
    found = fields.get("exam_share")
    if found is None:
        return HALF
    written = PASS_MARK.fullmatch(str(found.value).strip())
    share = Fraction(written.group("number").replace(",", ".")) / 100 if written else None
    if written is None or written.group("unit") != "%" or share is None or share > 1:
        fields.wrong(found, "a share from `0%` to `100%`")
        return HALF
    return share
