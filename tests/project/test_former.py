"""What reading a file gave is the same when it comes from the last build."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from lessonry.diagnostics import Diagnostic, Diagnostics
from lessonry.domain.course import Course
from lessonry.domain.glimpse import Glimpse
from lessonry.domain.identity import in_edition, prints
from lessonry.domain.items import Item
from lessonry.domain.quiz import Quiz, Section
from lessonry.domain.unread import UnreadQuiz
from lessonry.project import find_layout, read_course
from lessonry.project.former import told, untold
from lessonry.project.reading import ReadFile
from tests.cases import write
from tests.machine import ROOT

DAMAGE: tuple[Any, ...] = (None, 0, -1, 99, "", "x", [], [0], [5, 99], {}, True)


class Remembering:
    """Remembers what one run read, as JSON gives it back, for the next."""

    def __init__(self) -> None:
        self.is_empty = True
        self.said: dict[str, str] = {}
        self.recalled: list[str] = []
        self.read: list[str] = []

    def recall(self, key: str, source: Any) -> ReadFile | None:
        if key not in self.said:
            return None
        self.recalled.append(source.path)
        return untold(json.loads(self.said[key]), source)

    def note(self, key: str, read: ReadFile) -> None:
        assert read.source is not None
        said = told(read, read.source)
        self.read.append(read.source.path)
        if said is not None:
            self.said[key] = json.dumps(said)
        self.is_empty = False


def loaded(folder: Path, former: Remembering | None = None) -> tuple[Course, list[Diagnostic]]:
    found = Diagnostics()
    layout = find_layout(folder, found)
    if folder == ROOT:  # where there are translations, all quizzes are read
        layout = replace(layout, translations=())
    course = read_course(layout, found, processes=1, former=former)
    return course, list(found)


def plainly(value: Any) -> str:
    """Return a value with all that is in it, places by where they are."""
    return repr(value) + repr([str(place) for place in getattr(value, "require_places", ())])


def seen(found: list[Diagnostic]) -> list[tuple[str, str, str, str | None]]:
    return [(one.code, one.message, str(one.place), one.help) for one in found]


def test_a_course_that_was_read_before_is_the_same_course() -> None:
    former = Remembering()
    first, noted = loaded(ROOT, former)
    assert len(former.said) > 10, "most files can be told"
    former.read.clear()
    again, noted_again = loaded(ROOT, former)
    assert seen(noted) == seen(noted_again)
    assert again.edition == first.edition
    assert [plainly(one) for one in first.lessons] == [plainly(one) for one in again.lessons]
    assert not set(former.read) & set(former.recalled)
    assert any(type(quiz) is UnreadQuiz for quiz in again.quizzes)
    for one, other in zip(first.quizzes, again.quizzes, strict=True):
        assert one.asked == other.asked and in_edition(one) == in_edition(other)
        assert one.is_taking == other.is_taking
        assert [*map(from_afar, one.glimpses)] == [*map(from_afar, other.glimpses)]
        assert {name: str(at) for name, at in one.field_places.items()} == {
            name: str(at) for name, at in other.field_places.items()
        }
        # Only now are the items read, of those that were known from afar.
        assert one.sections == other.sections and repr(one)[4:] == repr(other).removeprefix(
            type(other).__name__
        )
        assert one.own_items == other.own_items


def from_afar(item: Item | Glimpse) -> tuple[object, ...]:
    known = (item.identifier, item.kind, item.objective, item.points, prints(item))
    return (*known, str(item.place), item.place.span.length)


FILES = {
    "mkdocs.yml": "site_name: A\nplugins: [lessonry]\n",
    "docs/index.md": "# Home\n",
    "docs/one.md": "# One\n\n/// quiz | one\n///\n",
    "docs/inline.md": (
        "# In a page\n\n/// quiz | here\n## So? { #so }\n\n- (x) Yes\n- ( ) No\n///\n"
    ),
    "quizzes/one.md": "---\nunknown: 1\n---\n## Which? { #a }\n\n- (x) This\n- ( ) That\n",
}


def test_faults_are_told_again_and_a_changed_file_is_read_again(tmp_path: Path) -> None:
    folder, former = write(tmp_path, FILES), Remembering()
    _, noted = loaded(folder, former)
    assert "LR010" in {one.code for one in noted}
    former.read.clear()
    _, again = loaded(folder, former)
    assert seen(again) == seen(noted)
    assert former.read == ["docs/inline.md"], "a quiz that is written in a page is read with it"
    changed = FILES["quizzes/one.md"].replace("That", "What")
    (folder / "quizzes" / "one.md").write_text(changed, "utf-8")
    former.read.clear()
    course, _ = loaded(folder, former)
    assert set(former.read) == {"docs/inline.md", "quizzes/one.md"}
    assert course.edition == loaded(folder)[0].edition
    former.read.clear()
    german = FILES["mkdocs.yml"] + "theme: {name: material, language: de}\n"
    (folder / "mkdocs.yml").write_text(german, "utf-8")
    loaded(folder, former)
    assert len(former.read) == len(FILES) - 1, "other words are looked for in another language"


def test_where_there_are_translations_all_quizzes_are_read() -> None:
    former = Remembering()
    for _ in range(2):
        former.read.clear()
        found = Diagnostics()
        course = read_course(find_layout(ROOT, found), found, processes=1, former=former)
        assert not [quiz for quiz in course.quizzes if type(quiz) is UnreadQuiz]
    assert not [path for path in former.recalled if path.startswith("quizzes/")]


def test_a_copy_with_other_sections_has_those() -> None:
    former = Remembering()
    loaded(ROOT, former)
    quiz = next(one for one in loaded(ROOT, former)[0].quizzes if type(one) is UnreadQuiz)
    assert isinstance(quiz, Quiz) and quiz.glimpses
    bare = replace(quiz, sections=(Section(title="None"),))
    assert bare.glimpses == () and bare.asked == 0 and not bare.is_taking
    assert bare.glimpsed == bare.sections
    with pytest.raises(AttributeError):
        quiz.no_such_thing  # noqa: B018


def test_what_was_told_otherwise_is_refused_and_nothing_worse(tmp_path: Path) -> None:
    former = Remembering()
    loaded(write(tmp_path, FILES), former)
    chance = Random(1)
    source = find_layout(tmp_path, Diagnostics()).place.source
    for said in map(json.loads, former.said.values()):
        for _ in range(300):
            damaged = copy.deepcopy(said)
            at = damaged
            while isinstance(at, list) and at:
                place = chance.randrange(len(at))
                if not isinstance(at[place], list) or chance.random() < 0.3:
                    at[place] = chance.choice(DAMAGE)
                    break
                at = at[place]
            try:
                untold(damaged, source)
            except (TypeError, ValueError, LookupError, AttributeError, ZeroDivisionError):
                continue
