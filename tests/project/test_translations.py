"""Translations laid over their original: one identity in two languages, and what tells them apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessonry.domain.concealment import conceal
from lessonry.domain.course import Course
from lessonry.domain.identity import fingerprint
from lessonry.domain.items import GapItem, variants
from lessonry.domain.response import Response
from lessonry.domain.scoring import score
from lessonry.project import load_course
from tests.cases import write
from tests.journey.translated_course import translated_files
from tests.responses import right

BEGIN, TALK, EXAM = (f"quizzes/es/{name}.md" for name in ("begin", "talk", "final"))


def loaded(
    home: Path, changes: dict[str, tuple[str, str]] | None = None
) -> tuple[Course, list[str]]:
    """Return the course in two languages, and its errors; `changes` are of single files."""
    files = translated_files()
    for path, (old, new) in (changes or {}).items():
        assert old in files[path]
        files[path] = files[path].replace(old, new, 1)
    course, diagnostics = load_course(write(home / "course", files))
    return course, [one.code for one in diagnostics.errors]


def test_a_response_means_the_same_in_both_languages(tmp_path: Path) -> None:
    course, errors = loaded(tmp_path)
    assert errors == []
    spanish = course.in_language("es")
    assert spanish.edition == course.edition and spanish.identifier == course.identifier
    kinds = set()
    for quiz, said in zip(course.quizzes, spanish.quizzes, strict=True):
        assert said.title != quiz.title and said.pass_mark == quiz.pass_mark
        for item, other in zip(quiz.items, said.items, strict=True):
            kinds.add(item.kind)
            assert fingerprint(other) == fingerprint(item)
            assert fingerprint(conceal(other)) == fingerprint(conceal(item))
            for one, translated in zip(variants(item), variants(other), strict=True):
                assert translated.place.source.path.startswith("quizzes/es/")
                is_typed = isinstance(item, GapItem) and not item.variants
                answer = right(translated if is_typed else one)
                assert score(translated, Response(values=answer)).is_right
    assert len(kinds) == 8, "All but the scenario's are those of one file."


def test_what_is_typed_is_right_in_its_own_language(tmp_path: Path) -> None:
    course = loaded(tmp_path)[0]
    english, spanish = (each.quiz("begin") for each in (course, course.in_language("es")))
    assert english and spanish
    one, other = english.items[1], spanish.items[1]
    assert score(other, Response(values=("verde", "7"))).is_right
    assert not score(one, Response(values=("verde", "7"))).is_right
    assert not score(other, Response(values=("green", "7"))).is_right


def test_a_language_that_is_not_there_is_the_original(tmp_path: Path) -> None:
    course = loaded(tmp_path)[0]
    assert course.in_language("fr") is course.in_language(None) is course


@pytest.mark.parametrize(
    ("path", "old", "new", "code"),
    [
        (BEGIN, "- (x) Lunes", "- ( ) Lunes\n- (x) Miércoles", "LR645"),
        (BEGIN, "- ( ) Martes", "- [x] Martes", "LR645"),
        (BEGIN, "{ #first }", "{ #first points=3 }", "LR646"),
        (BEGIN, "    Las semanas empiezan en lunes.", "", "LR645"),
        (BEGIN, "[[= 7]]", "[[siete]]", "LR645"),
        (BEGIN, "    - Dice algo", "    - Dice mucho\n    - Dice algo", "LR645"),
        (TALK, "](#bien)", "](#mal)", "LR646"),
        (TALK, "points=2", "points=1", "LR646"),
        (TALK, "- [No decir nada](#mal)\n", "", "LR645"),
        (EXAM, "3. Atardecer", "3. Atardecer\n4. Noche", "LR645"),
        (EXAM, "- Camarero => La sopa", "- Camarero => Un paquete", "LR645"),
        (EXAM, "| Té | (x) | ( ) |", "| Té | ( ) | (x) |", "LR646"),
        (EXAM, "| Té | (x) | ( ) |\n", "", "LR645"),
        (EXAM, "- (x) circle(50,62,8)", "- (x) circle(50,62,8) Algo\n- ( ) circle(10,9,2)", "LR645"),
        (EXAM, "(muchas) | pocas", "muchas | (pocas)", "LR646"),
        (EXAM, "randint(2, 90)", "randint(2, 91)", "LR650"),
        (EXAM, "# Todas\n", "", "LR644"),
        (EXAM, "{ #day }", "{ #slow }", "LR113"),
    ],
)  # fmt: skip
def test_what_differs_in_more_than_words_is_told(
    path: str, old: str, new: str, code: str, tmp_path: Path
) -> None:
    assert code in loaded(tmp_path, {path: (old, new)})[1]


def test_a_fault_of_the_original_is_told_there_alone(tmp_path: Path) -> None:
    change = {"quizzes/begin.md": ("- (x) Monday", "- ( ) Monday")}
    assert loaded(tmp_path / "one", change)[1] == ["LR120"]
    change[BEGIN] = ("[[= 7]]", "[[siete]]")
    assert loaded(tmp_path / "two", change)[1] == ["LR120", "LR645"]


def test_a_preview_ends_in_both_languages(tmp_path: Path) -> None:
    title = "# Begin\n"
    change = (title, f"{title}\nBefore.\n\n<!-- more -->\n")
    files = translated_files()
    files["docs/module/begin.md"] = (
        files["docs/module/begin.md"].replace(*change).replace("---\n", "---\naccess: full\n", 1)
    )
    course, diagnostics = load_course(write(tmp_path / "course", files))
    told = [(one.code, one.place.source.path) for one in diagnostics.errors]
    assert told == [("LR647", f"docs/{code}/module/begin.md") for code in ("ar", "es")]
    assert course.in_language("es").lessons[0].access.is_full


def test_what_waits_for_its_translation_says_its_language(tmp_path: Path) -> None:
    files = translated_files()
    for path in ("docs/es/module/final.md", BEGIN):
        del files[path]
    course, _ = load_course(write(tmp_path / "course", files))
    spanish = course.in_language("es")
    assert [lesson.language for lesson in spanish.lessons] == [None, "en"]
    assert {quiz.identifier: quiz.language for quiz in spanish.quizzes} == {
        "begin": "en", "final": None, "talk": None,
    }  # fmt: skip
