"""Questions as elements of QTI 1.2, in Canvas's dialect or in that of Common Cartridge.

Canvas knows a kind by its metadata `question_type`; a cartridge by its `cc_profile`, with `varequal`s
that say `case="Yes"`, without which Moodle scores a choice of several as nothing. Sources: the
information models of QTI 1.2.1 and of Common Cartridge 1.1, and what both importers read.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final, assert_never
from xml.etree.ElementTree import Element, SubElement

from lessonry.exporters.qti_1.question import (
    BlanksQuestion,
    Bounds,
    ChoiceQuestion,
    EssayQuestion,
    MatchQuestion,
    NumberQuestion,
    Option,
    Question,
    TextQuestion,
)
from lessonry.exporters.qti_1.questions import MOST_POINTS

RESPONSE: Final = "response1"
WHOLE: Final = "100"


def canvas_item(question: Question) -> Element:
    """Return the question as Canvas's classic quizzes read it."""
    item = _item(question)
    add_fields(
        SubElement(item, "itemmetadata"),
        {
            "question_type": _canvas_type(question),
            "points_possible": _decimal(question.points),
            "original_answer_ids": ",".join(_answer_ids(question)),
            "assessment_question_identifierref": f"{question.identifier}_ref",
        },
    )
    _fill(item, question, is_cartridge=False)
    return item


def cartridge_item(question: Question) -> Element:
    """Return the question as a Common Cartridge has it."""
    item = _item(question)
    fields = {"cc_profile": _profile(question)}
    weight = question.points
    if weight.denominator == 1 and 0 <= weight <= MOST_POINTS:
        fields["cc_weighting"] = str(weight)
    if isinstance(question, EssayQuestion):
        fields |= {"qmd_scoringpermitted": "Yes", "qmd_computerscored": "No"}
    add_fields(SubElement(item, "itemmetadata"), fields)
    _fill(item, question, is_cartridge=True)
    return item


def _item(question: Question) -> Element:
    return Element("item", ident=question.identifier, title=question.title)


def _canvas_type(question: Question) -> str:
    match question:
        case ChoiceQuestion():
            return "multiple_answers_question" if question.multiple else "multiple_choice_question"
        case TextQuestion():
            return "short_answer_question"
        case NumberQuestion():
            return "numerical_question"
        case BlanksQuestion():
            is_typed = question.is_typed
            return "fill_in_multiple_blanks_question" if is_typed else "multiple_dropdowns_question"
        case MatchQuestion():
            return "matching_question"
        case EssayQuestion():
            return "essay_question"
        case _:
            assert_never(question)


def _profile(question: Question) -> str:
    match question:
        case ChoiceQuestion():
            kind = "multiple_response" if question.multiple else "multiple_choice"
        case TextQuestion():
            kind = "fib"
        case EssayQuestion():
            kind = "essay"
        case _:
            raise ValueError(f"a cartridge has no {type(question).__name__}")
    return f"cc.{kind}.v0p1"


def _answer_ids(question: Question) -> list[str]:
    match question:
        case ChoiceQuestion():
            return [option.identifier for option in question.options]
        case BlanksQuestion():
            return [option.identifier for blank in question.blanks for option in blank.options]
        case MatchQuestion():
            return [identifier for identifier, _, _ in question.lefts]
        case TextQuestion() | NumberQuestion():
            return [f"{question.identifier}_{n}" for n in range(len(question.answers))]
        case _:
            return []


def add_fields(holder: Element, fields: dict[str, str]) -> None:
    """Write metadata as labels with entries, in a `qtimetadata` of their own."""
    metadata = SubElement(holder, "qtimetadata")
    for label, entry in fields.items():
        one = SubElement(metadata, "qtimetadatafield")
        SubElement(one, "fieldlabel").text = label
        SubElement(one, "fieldentry").text = entry


def _fill(item: Element, question: Question, *, is_cartridge: bool) -> None:
    presentation = SubElement(item, "presentation")
    _material(presentation, f"<div>{question.stem}</div>")
    processing = Element("resprocessing")
    outcomes = SubElement(processing, "outcomes")
    SubElement(outcomes, "decvar", maxvalue=WHOLE, minvalue="0", varname="SCORE", vartype="Decimal")
    if question.explanation:
        told = _condition(processing, goes_on=True)
        SubElement(told, "other")
        _shows(processing[-1], "general_fb")
    feedback = _answered(presentation, processing, question, is_cartridge=is_cartridge)
    item.append(processing)
    if question.explanation:
        feedback = {"general_fb": question.explanation, **feedback}
    for name, html in feedback.items():
        flow = SubElement(SubElement(item, "itemfeedback", ident=name), "flow_mat")
        _material(flow, html)
    if isinstance(question, EssayQuestion) and is_cartridge and question.model_answer:
        solution = SubElement(item, "itemfeedback", ident="solution")
        holder = SubElement(SubElement(solution, "solution"), "solutionmaterial")
        _material(SubElement(holder, "flow_mat"), question.model_answer)


def _answered(
    presentation: Element, processing: Element, question: Question, *, is_cartridge: bool
) -> dict[str, str]:
    """Write how a question is answered and scored; return what it tells, by name."""
    match question:
        case ChoiceQuestion():
            return _choice(presentation, processing, question, is_cartridge=is_cartridge)
        case TextQuestion():
            _field(presentation, None)
            wanted = _condition(processing)
            for answer in question.answers:
                equal = SubElement(wanted, "varequal", respident=RESPONSE)
                equal.text = answer
                if is_cartridge:
                    equal.set("case", "Yes" if question.case_sensitive else "No")
            _sets(processing[-1])
        case NumberQuestion():
            _field(presentation, "Decimal")
            for bounds in question.answers:
                _number(_condition(processing), bounds)
                _sets(processing[-1])
        case BlanksQuestion():
            _blanks(presentation, processing, question)
        case MatchQuestion():
            _match(presentation, processing, question)
        case EssayQuestion():
            _field(presentation, None)
            SubElement(_condition(processing), "other")
        case _:
            assert_never(question)
    return {}


def _choice(
    presentation: Element, processing: Element, question: ChoiceQuestion, *, is_cartridge: bool
) -> dict[str, str]:
    cardinality = "Multiple" if question.multiple else "Single"
    _offer(presentation, RESPONSE, question.options, cardinality=cardinality)
    told = {f"{o.identifier}_fb": o.feedback for o in question.options if o.feedback}
    for option in question.options:
        if option.feedback:
            _equal(_condition(processing, goes_on=True), option.identifier, is_cartridge)
            _shows(processing[-1], f"{option.identifier}_fb")
    wanted = _condition(processing)
    if question.multiple:
        both = SubElement(wanted, "and")
        for option in question.options:
            _equal(
                both if option.is_key else SubElement(both, "not"), option.identifier, is_cartridge
            )
    else:
        for option in question.options:
            if option.is_key:
                _equal(wanted, option.identifier, is_cartridge)
    _sets(processing[-1])
    return told


def _blanks(presentation: Element, processing: Element, question: BlanksQuestion) -> None:
    share = _decimal(Fraction(100, len(question.blanks)), places=2)
    for blank in question.blanks:
        name = f"response_{blank.name}"
        _offer(presentation, name, blank.options, label=blank.name)
        right = next((option for option in blank.options if option.is_key), None)
        if right is not None:
            _adds(processing, name, right.identifier, share)


def _match(presentation: Element, processing: Element, question: MatchQuestion) -> None:
    share = _decimal(Fraction(100, len(question.lefts)), places=2)
    for identifier, text, right in question.lefts:
        name = f"response_{identifier}"
        response = SubElement(presentation, "response_lid", ident=name)
        _material(response, text)
        render = SubElement(response, "render_choice")
        for offered, words in question.rights:
            label = SubElement(render, "response_label", ident=offered)
            SubElement(SubElement(label, "material"), "mattext", texttype="text/plain").text = words
        _adds(processing, name, right, share)


def _offer(
    presentation: Element,
    name: str,
    options: tuple[Option, ...],
    *,
    cardinality: str | None = None,
    label: str | None = None,
) -> None:
    response = SubElement(presentation, "response_lid", ident=name)
    if cardinality:
        response.set("rcardinality", cardinality)
    if label:
        SubElement(SubElement(response, "material"), "mattext").text = label
    render = SubElement(response, "render_choice")
    for option in options:
        _material(SubElement(render, "response_label", ident=option.identifier), option.html)


def _field(presentation: Element, kind: str | None) -> None:
    response = SubElement(presentation, "response_str", ident=RESPONSE, rcardinality="Single")
    render = SubElement(response, "render_fib")
    if kind:
        render.set("fibtype", kind)
    SubElement(render, "response_label", ident="answer1", rshuffle="No")


def _number(condition: Element, bounds: Bounds) -> None:
    if bounds.exact is None:
        _between(condition, bounds)
        return
    either = SubElement(condition, "or")
    SubElement(either, "varequal", respident=RESPONSE).text = _decimal(bounds.exact)
    _between(SubElement(either, "and"), bounds)


def _between(holder: Element, bounds: Bounds) -> None:
    SubElement(holder, "vargte", respident=RESPONSE).text = _decimal(bounds.low)
    SubElement(holder, "varlte", respident=RESPONSE).text = _decimal(bounds.high)


def _condition(processing: Element, *, goes_on: bool = False) -> Element:
    """Begin a rule, and return where it says what must be given."""
    rule = SubElement(processing, "respcondition", {"continue": "Yes" if goes_on else "No"})
    return SubElement(rule, "conditionvar")


def _adds(processing: Element, response: str, value: str, share: str) -> None:
    rule = SubElement(processing, "respcondition")
    SubElement(SubElement(rule, "conditionvar"), "varequal", respident=response).text = value
    SubElement(rule, "setvar", varname="SCORE", action="Add").text = share


def _equal(holder: Element, value: str, is_cartridge: bool) -> None:
    equal = SubElement(holder, "varequal", respident=RESPONSE)
    equal.text = value
    if is_cartridge:
        equal.set("case", "Yes")


def _sets(rule: Element) -> None:
    SubElement(rule, "setvar", action="Set", varname="SCORE").text = WHOLE


def _shows(rule: Element, name: str) -> None:
    SubElement(rule, "displayfeedback", feedbacktype="Response", linkrefid=name)


def _material(holder: Element, html: str) -> None:
    SubElement(SubElement(holder, "material"), "mattext", texttype="text/html").text = html


def _decimal(value: Fraction, *, places: int = 10) -> str:
    """Return a number with a stop, at most so many decimals, and no exponent."""
    scaled = round(value * 10**places)
    digits = str(abs(scaled)).rjust(places + 1, "0")
    sign = "-" if scaled < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip(".")
