"""Rendering: what a template sees of a quiz, and what a page shows of it."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from jinja2 import TemplateError
from jinja2.exceptions import SecurityError

from lessonry.domain.prose import Prose
from lessonry.domain.quiz import FeedbackTime, Mode, Quiz
from lessonry.rendering.environment import make_environment, template_fault
from lessonry.rendering.keys import key_json
from lessonry.rendering.quiz import Surroundings, render_quiz
from tests.cases import read

TEXT = (
    "## Which <one>? { #which points=0.5 }\n\nBody.\n\n- [x] First & best\n    > Why first.\n"
    '- [ ] "Second"\n\n??? hint\n    Look.\n\n!!! explanation\n    Because.\n\n'
    "## Fill { #fill }\n\nIt is [[so|thus]] and [[/no[tn]/i]].\n\n!!! explanation\n    Indeed.\n"
)
SECRETS = ("Why first.", "Because.", "Indeed.", "thus", "no[tn]", "data-lr-key")


@dataclass(frozen=True)
class Escaping:
    """Stands for the site's Markdown: what is written, escaped, in a paragraph."""

    def block(self, prose: Prose) -> str:
        """Return a paragraph."""
        escaped = prose.markdown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return f"<p>{escaped}</p>"


def render(quiz: Quiz, own: Path | None = None, surroundings: Surroundings | None = None) -> str:
    where = surroundings or Surroundings(course_id="c", edition="0" * 16)
    return render_quiz(quiz, make_environment(own), Escaping(), where)


@pytest.fixture
def quiz() -> Quiz:
    return read(TEXT)[0]


def test_a_practice_quiz_carries_its_key_for_the_runtime(quiz: Quiz) -> None:
    page = render(quiz)
    assert all(secret in page for secret in SECRETS)
    keys = [json.loads(html.unescape(key)) for key in re.findall(r'data-lr-key="([^"]*)"', page)]
    assert keys == [json.loads(key_json(item)) for item in quiz.items]
    assert keys[0] == ["a"]
    (answer,) = keys[1][1]["answers"]
    assert keys[1][1]["kind"] == "text-entry"
    assert {"text": "no[tn]", "pattern": True, "ignoreCase": True}.items() <= answer.items()


def test_an_exam_carries_nothing_of_it(quiz: Quiz) -> None:
    page = render(replace(quiz, mode=Mode.EXAM))
    assert [secret for secret in SECRETS if secret in page] == []
    assert "Look." in page and "First &amp; best" in page
    assert page.count("<form") == 2 and page.count('type="checkbox"') == 2


def test_quizzes_of_one_page_share_no_ids_or_names(quiz: Quiz) -> None:
    both = [
        render(quiz, surroundings=Surroundings(course_id="c", edition="", prefix=f"lr-{n}"))
        for n in (1, 2)
    ]
    ids = [found for page in both for found in re.findall(r'\sid="([^"]*)"', page)]
    assert ids and len(ids) == len(set(ids))
    names = [set(re.findall(r'<input[^>]*name="([^"]*)"', page)) for page in both]
    assert names[0] and not names[0] & names[1]


@pytest.mark.parametrize("time", list(FeedbackTime))
def test_every_time_of_feedback_renders(quiz: Quiz, time: FeedbackTime) -> None:
    page = render(replace(quiz, feedback=time))
    assert ("data-lr-key" in page) is (time is not FeedbackTime.NEVER)


def test_what_an_author_writes_is_escaped_in_attributes() -> None:
    hostile = '"><script>alert(1)</script>'
    quiz, _ = read(f"---\ntitle: '{hostile}'\ndescription: '{hostile}'\n---\n{TEXT}")
    where = Surroundings(
        course_id=hostile,
        edition=hostile,
        lesson_id=hostile,
        recipient_json=hostile,
        send_to=hostile,
    )
    for mode in Mode:
        assert "<script>" not in render(replace(quiz, mode=mode), surroundings=where)


def test_a_trainer_overrides_one_block_of_one_kind(quiz: Quiz, tmp_path: Path) -> None:
    own = tmp_path / "items"
    own.mkdir()
    (own / "choice.html.jinja").write_text(
        '{% extends "lessonry/items/choice.html.jinja" %}'
        "{% block hint %}<b>mine: {{ item.identifier }}</b>{% endblock %}",
        "utf-8",
    )
    page = render(quiz, tmp_path)
    assert page.count("<b>mine: which</b>") == 1 and "data-lr-hint" not in page
    assert page.count("<form") == 2 and 'type="checkbox"' in page


@pytest.mark.parametrize(
    "text",
    [
        "{{ nothing }}",
        "{% if %}",
        "{% include 'none.html' %}",
        "{{ ''.__class__.__mro__ }}",
        "{{ entries.append(1) }}{{ entry.item.__class__.__init__.__globals__ }}",
    ],
)
def test_a_trainers_fault_is_told_with_its_template(quiz: Quiz, tmp_path: Path, text: str) -> None:
    (tmp_path / "quiz.html.jinja").write_text(f"\n\n{text}", "utf-8")
    with pytest.raises(TemplateError) as caught:
        render(quiz, tmp_path)
    said = template_fault(caught.value)
    assert said.startswith("The template ") and said.endswith(".") and "\n" not in said
    assert isinstance(caught.value, SecurityError) or "line 3" in said
    assert "quiz.html.jinja" in said


def test_a_trainers_template_has_no_key_of_an_exam_at_hand(quiz: Quiz, tmp_path: Path) -> None:
    (tmp_path / "exam.html.jinja").write_text(
        "{{ quiz }}{{ entries }}{% for e in entries %}{{ e.item }}{% endfor %}", "utf-8"
    )
    page = render(replace(quiz, mode=Mode.EXAM), tmp_path)
    assert "GapItem" in page
    assert [secret for secret in SECRETS if secret in page] == []
    assert "is_key=True" not in page


SECTIONS = (
    "---\nmode: exam\npass_mark: 90%\nachievement: a\n{}---\n\n# First & best {{ draw=1 }}\n\n"
    "## A {{ #a }}\n\nIt is [[so]].\n\n## B {{ #b }}\n\nIt is [[so]].\n\n# Second {{ draw=1 }}\n\n"
    "## C {{ #c }}\n\nIt is [[so]].\n"
)


def test_a_section_has_its_title_and_its_own_draw() -> None:
    page = render(read(SECTIONS.format(""))[0])
    places = re.findall(r'<div class="lr-section" data-lr-section([^>]*)>', page)
    assert places == [' data-lr-draw="1"', ""], "Of one item, one is no draw."
    titles = re.findall(r"data-lr-section-title>([^<]*)<", page)
    assert titles == ["First &amp; best", "Second"]
    assert "2, drawn from 3" in page
    assert not re.search(r"<section[^>]*data-lr-draw", page)


def test_a_draw_of_the_whole_is_said_of_the_whole() -> None:
    page = render(read(SECTIONS.replace(" {{ draw=1 }}", "").format("draw: 2\n"))[0])
    assert re.search(r'<section[^>]*data-lr-draw="2"', page)
    assert "data-lr-section data-lr-draw" not in page


def test_a_time_limit_stands_on_the_start_card_with_what_can_be_added() -> None:
    page = render(read(SECTIONS.format("time_limit: 45 min\nextra_time: [50%, 25%]\n"))[0])
    assert 'data-lr-time-limit="2700"' in page
    assert "45 minutes" in page and "up to 67 minutes, if you need more" in page
    values = re.findall(r'type="radio" name="lr-extra" value="([^"]*)"', page)
    assert values == ["0", "1/4", "1/2"]
    assert "25 % more, 56 minutes" in page
    bare = render(read(SECTIONS.format("time_limit: 90 s\nextra_time: false\n"))[0])
    assert "1 minute 30 seconds" in bare and "data-lr-extra" not in bare
    assert "no limit" in render(read(SECTIONS.format(""))[0])


def test_each_variant_is_a_form_of_its_own_and_the_first_is_there_without_scripts() -> None:
    quiz, _ = read("## A { #a }\n\nIt is [[so]].\n\n## B { #b }\n\nIt is [[so]].\n")
    first, second = quiz.items
    other = replace(first, heading=Prose(markdown="Another A", place=first.place))
    section = replace(quiz.sections[0], items=(replace(first, variants=(other,)), second))
    page = render(replace(quiz, sections=(section,)))
    forms = re.findall(r'<form[^>]*id="([^"]*)" data-lr-item="(\w)"[^>]*>', page)
    assert forms == [("lr-1-0", "a"), ("lr-1-1", "a"), ("lr-2", "b")]
    assert re.findall(r'data-lr-variant="(\d)"', page) == ["0", "1"]
    assert [" hidden" in form for form in re.findall("<form[^>]*>", page)] == [False, True, False]
    assert page.count("of 2</span>") == 3
    prints = re.findall(r'data-lr-fingerprint="([^"]*)"', page)
    assert len(set(prints)) == 3
