"""Quizzes that nobody wrote, whole and broken: the reader ends, and an exam hides its key."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessonry.domain.items import variants
from lessonry.domain.quiz import Mode, Quiz
from lessonry.rendering.environment import make_environment
from lessonry.rendering.quiz import Surroundings, render_quiz
from tests.cases import read
from tests.readers.test_laws import WRITTEN, assert_inside
from tests.rendering.test_quiz import Escaping

SECRET = "qqsecret"
"""Stands in what only who graded may see: reasons, answers of gaps, rubrics."""
ENVIRONMENT = make_environment()
SURROUNDINGS = Surroundings(course_id="c", edition="0" * 16)

STEMS = (
    "Which?",
    "What of {{ a }}?",
    "Fill *in*",
    "`code` and $x^2$",
    "Wo ist's?",
    "あ",
    "",
    "1 + 1 =",
)
BODIES = ("", "A line.", "Two\nlines.", "![A room](room.png)", "> A quotation.",
          "```py\n[[x]] = 1\n```",
          "- a list\n- of two", "| a | b |\n| --- | --- |\n| 1 | 2 |", "1. one\n2. two",
          "<b>html</b>",
          "{{ a }} and {{ b + 1 }}", "$\\frac{{{ a }}}{2}$", "\\[[ and \\{{ a }}")  # fmt: skip
OPTIONS = ("", "", "", "#item-{n}", "points=2", "points=0", "shuffle=false",
           "partial_credit=per-part",
           'tags="a,b"', "objective=a-1")  # fmt: skip
SELDOM = (
    "variants=3",
    "typos=1",
    "accents=ignore",
    "case_sensitive=true",
    "survey=true",
    "for=exam",
)
"""Options that fit some items, and are errors in others."""
RESPONSES = (
    f"- (x) Yes\n    > {SECRET}\n- ( ) No\n    > {SECRET}",
    "- [x] One { .a }\n- [ ] Two\n- [x] None of the above",
    "- (x) {{ a }}\n- ( ) {{ a + 1 }}",
    "1. First\n2. Second\n3. Third",
    "1. First\n\n    more\n2. `Second`",
    "- left => right\n- other => right\n- => distractor",
    "- a => b\n- c => {{ a }}",
    "| | yes | no |\n| --- | --- | --- |\n| a | (x) | ( ) |\n| b | ( ) | (x) |",
    "| | x | y |\n| --- | --- | --- |\n| a | [x] | [x] |\n| b | [ ] | [x] |",
    f"It is [[{SECRET}]] and [[{SECRET}|other]].",
    f"[[/{SECRET}+/i]] or [[ (fine) | bad | worse ]]",
    "[[= 42]] [[= 3.14 ± 0.01]] [[= 5 ± 2% km]] [[= 10..20]]",
    "[[= {{ a }} ± 1%]] and [[ ({{ a }}) | {{ a + 1 }} ]]",
    f"[[...]]\n\n!!! rubric\n    - {SECRET} a\n    - b {{ points=2 }}\n\n!!! model-answer\n    {SECRET}",
    "![A room](room.png)\n\n- ( ) rect(10,20,30,40) door\n- (x) circle(50,50,8) window",
    f"![A](a.png)\n\n- [x] poly(1,1 9,1 5,9) roof\n    > {SECRET}\n- [ ] rect(0,0,5,5) wall",
    "",
)
TOLD = (
    f"!!! explanation\n    {SECRET}",
    "??? hint\n    Look.",
    f"!!! explanation\n    {SECRET} {{{{ a }}}}",
    "",
)
VALUES = ("", *["```vars\na = randint(1, 9)\nb = 2 * a\n```"] * 3, "```vars\na = 1\n```",
          "```vars\nb = 1 / 0\n```")  # fmt: skip
FRONT = (
    "",
    "shuffle: true",
    "partial_credit: per-part",
    "draw: 1",
    "feedback: end",
    "kind: scenario",
)
SCENES = (
    "## Start { #start }\n\nA guest.\n\n- [Smile](#end) { points=2 }\n"
    f"    > {SECRET}\n- [Frown](#start)\n\n!!! explanation\n    {SECRET}\n\n"
    "## End { #end }\n\nThe guest is gone.\n"
)
SPECIALS = (
    "[[", "]]", "{{", "}}", "=>", "- (x)", "- [ ]", "|", "```", "~~~", "```vars", "!!! ", "??? ",
    "    ", "\t",
    "> ", "#", "## ", "{ #", "}",
    "\\", "<!--", "-->", "$", "rect(", "circle(1,1,1)", "± ", "= ", "[...]", "[[...]]",
    "\u202e", "\ufeff", "\u2028", "\x0b", "\x85", "\ud7ff", "\U0001f469\u200d\U0001f467",
    "\ue000gap0\ue001", "(#",
    "e\u0301", "99999999999999999999", "%", "](", "---", "===", "1.", "{ points=2 }", "{{ a }}",
    "[[= ", "[[ (",
)  # fmt: skip


@st.composite
def item(draw: st.DrawFn, number: int) -> str:
    """Return an item assembled from what authors write."""
    some = [draw(st.sampled_from(OPTIONS)), draw(st.sampled_from(("",) * 20 + SELDOM))]
    options = " ".join(option for option in some if option).format(n=number)
    heading = f"## {draw(st.sampled_from(STEMS))} {number}" + (
        f" {{ {options} }}" if options else ""
    )
    parts = [
        draw(st.sampled_from(VALUES)),
        draw(st.sampled_from(BODIES)),
        draw(st.sampled_from(RESPONSES)),
        draw(st.sampled_from(TOLD)),
    ]
    return "\n\n".join([heading, *(part for part in parts if part)])


@st.composite
def assembled(draw: st.DrawFn) -> str:
    """Return a quiz of a few items, or now and then a conversation."""
    front = draw(st.sampled_from(FRONT))
    count = draw(st.integers(1, 2))
    if "scenario" in front:
        body = SCENES
    else:
        body = "\n\n".join(draw(item(number)) for number in range(count))
    return f"---\n{front}\n---\n\n{body}\n" if front else f"{body}\n"


@st.composite
def broken(draw: st.DrawFn) -> str:
    """Return a quiz with lines and characters lost, doubled and swapped, and marks put in."""
    text = draw(st.one_of(assembled(), st.sampled_from(WRITTEN)))
    for _ in range(draw(st.integers(1, 5))):
        lines = text.split("\n")
        line = draw(st.integers(0, len(lines) - 1))
        at = draw(st.integers(0, len(text)))
        match draw(st.integers(0, 6)):
            case 0:
                del lines[line]
                text = "\n".join(lines)
            case 1:
                lines[line:line] = lines[line : line + draw(st.integers(1, 5))]
                text = "\n".join(lines)
            case 2:
                other = draw(st.integers(0, len(lines) - 1))
                lines[line], lines[other] = lines[other], lines[line]
                text = "\n".join(lines)
            case 3:
                text = text[:at] + text[at + draw(st.integers(1, 4)) :]
            case 4:
                text = text[:at] + text[at : at + draw(st.integers(1, 9))] + text[at:]
            case 5:
                text = text[:at] + text[at : at + 2][::-1] + text[at + 2 :]
            case _:
                text = text[:at] + draw(st.sampled_from(SPECIALS)) + text[at:]
    return text


def page(quiz: Quiz) -> str:
    return render_quiz(quiz, ENVIRONMENT, Escaping(), SURROUNDINGS)


def holds(text: str, *, is_whole: bool) -> None:
    """Hold a text to the laws: read without raising, places inside, rendered, concealed.

    Args:
        text: Of a quiz file.
        is_whole: Whether its secrets stand where they belong, so that an exam must hide them.
    """
    quiz, diagnostics = read(text)
    assert_inside(quiz.place.source, diagnostics)
    for one in quiz.items:
        assert len({variant.kind for variant in variants(one)}) == 1
        assert {variant.identifier for variant in variants(one)} == {one.identifier}
    assert "<section" in page(quiz)
    exam = page(replace(quiz, mode=Mode.EXAM))
    assert "data-lr-key" not in exam
    if is_whole and not diagnostics.errors:
        assert SECRET not in exam


FUZZED = settings(max_examples=160, deadline=None, suppress_health_check=list(HealthCheck))


@FUZZED
@given(assembled())
def test_whatever_is_assembled_is_read_rendered_and_concealed(text: str) -> None:
    holds(text, is_whole=True)


@FUZZED
@given(broken())
def test_whatever_is_broken_is_read_and_rendered(text: str) -> None:
    holds(text, is_whole=False)
