"""A small course with a locked exam, as packages that LMSs of the tests host."""

from __future__ import annotations

import pytest

from lessonry.domain.concealment import published
from lessonry.domain.quiz import Quiz
from lessonry.exporters import scorm_2004
from lessonry.exporters.archive import pack
from lessonry.exporters.formats import Request
from tests.browser import Serve
from tests.exporters.lms import unpacked
from tests.journey.conftest import Trainer
from tests.journey.locked_exam import FILES, RULES
from tests.journey.small_course import small_course

EXAM = """
## Which of these is quickest? { #quick }

- ( ) A letter
- (x) A call
- ( ) A visit

!!! explanation
    A call arrives at once.

## Put the day in order { #day }

1. Morning
2. Noon
3. Evening

!!! explanation
    The sun says so.

## Which of these two are spoken? { #spoken }

- [ ] A letter
- [x] A call
- [x] A visit

!!! explanation
    Both need a voice.

## Who brings what? { #who }

- Postman => Parcel
- Waiter => Soup
- => Hammer

!!! explanation
    It is their work.
"""
PRACTICE = """
## Which one? { #which }

- (x) This
- ( ) That

## In order { #order }

1. First
2. Second
3. Third

## Fill in { #fill }

Paris is the capital of [[France]], and has [[= 20 ± 1]] districts.

## Say of each whether it is warm { #warm }

| | Yes | No |
| --- | --- | --- |
| Ice | ( ) | (x) |
| Tea | (x) | ( ) |
"""
VERSIONS = ("1.2", "2004")


@pytest.fixture(scope="session")
def trainer(tmp_path_factory: pytest.TempPathFactory) -> Trainer:
    home = tmp_path_factory.mktemp("scorm")
    quizzes = {"one": PRACTICE, "final": RULES.format(more="") + EXAM}
    trainer = small_course(home, quizzes, built=False)
    for path, text in FILES.items():
        file = trainer.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    trainer.must("keys", "new", "--no-passphrase")
    return trainer


@pytest.fixture(scope="session")
def urls(
    trainer: Trainer, serve: Serve, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """Export and host both packages, the second of the first one's site; return where."""
    old, young = (tmp_path_factory.mktemp("lms") for _ in VERSIONS)
    trainer.must("export", "scorm-1.2", "--out", old / "course.zip", "--quiet")
    unpacked(old / "course.zip", old)
    course = trainer.course
    request = Request(
        course=course,
        quizzes=tuple(map(published, course.taught)),
        folder=trainer.folder,
        site=old / "package" / "course",
    )
    pack(scorm_2004.export(request).files, young / "course.zip")
    return {"1.2": serve(old), "2004": serve(unpacked(young / "course.zip", young))}


@pytest.fixture(scope="session")
def one(trainer: Trainer) -> Quiz:
    return _quiz(trainer, "one")


@pytest.fixture(scope="session")
def final(trainer: Trainer) -> Quiz:
    return _quiz(trainer, "final")


def _quiz(trainer: Trainer, name: str) -> Quiz:
    quiz = trainer.course.quiz(name)
    assert quiz is not None
    return quiz
