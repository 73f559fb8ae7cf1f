"""A deck comes into Anki once, changes there what was changed here, and asks each question whole."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import re
import sqlite3
import subprocess
import sys
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from lessonry.domain.course import Course
from lessonry.domain.fidelity import Carried
from lessonry.domain.items import MatrixItem, variants
from lessonry.domain.quiz import Quiz
from lessonry.exporters import anki
from lessonry.exporters.archive import pack
from lessonry.exporters.formats import Request
from tests.cases import write
from tests.exporters import readable
from tests.exporters.golden_trees import same_as_golden
from tests.machine import ROOT
from tests.quizzes import QUIZZES

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of the test tool's own making
    from anki.collection import Collection, ImportAnkiPackageRequest


COUNTED = itertools.count()


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Any]:
    """A learner's collection in Anki, empty."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        opened = Collection(str(tmp_path / "learner.anki2"))
        yield opened
        opened.close()


def come_in(collection: Any, request: Request, target: Path) -> dict[str, int]:
    """Import a deck, and return how many notes became what."""
    pack(anki.export(request).files, target)
    log = collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(target))).log
    return {name: len(getattr(log, name)) for name in ("new", "updated", "duplicate")}


def card_of(collection: Any, text: str) -> tuple[str, str]:
    """Return both sides of the one card that has these words, without its styles."""
    (found,) = collection.find_cards(f'"{text}"')
    card = collection.get_card(found)
    return bare(card.question()), bare(card.answer())


def bare(side: str) -> str:
    return re.sub("<style>.*?</style>", "", side, flags=re.DOTALL)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return readable.rich(tmp_path / "course")


@pytest.fixture
def every(tmp_path: Path) -> Request:
    return readable.request_of(readable.kinds(tmp_path / "every", "ar"))


def test_a_deck_that_comes_again_adds_nothing(
    collection: Any, every: Request, tmp_path: Path
) -> None:
    first = come_in(collection, every, tmp_path / "deck.apkg")
    notes = collection.note_count()
    assert first == {"new": notes, "updated": 0, "duplicate": 0} and notes > 15
    assert collection.card_count() == notes
    again = come_in(collection, every, tmp_path / "deck.apkg")
    assert again == {"new": 0, "updated": 0, "duplicate": notes}
    assert collection.note_count() == notes
    names = {one.name for one in collection.decks.all_names_and_ids()}
    assert {"Μικρό", "Μικρό::Δώρα"} <= names
    assert not collection.media.check().missing


def test_a_question_that_was_mended_changes_its_note(
    collection: Any, course: Path, tmp_path: Path
) -> None:
    come_in(collection, readable.request_of(course), tmp_path / "deck.apkg")
    file = course / "quizzes" / "one.md"
    file.write_text(file.read_text("utf-8").replace("> No.", "> By no means."), "utf-8")
    later = file.stat().st_mtime + 60
    os.utime(file, (later, later))
    again = come_in(collection, readable.request_of(course), tmp_path / "deck.apkg")
    assert again["new"] == 0 and again["updated"] == 2
    assert collection.note_count() == 2
    assert "No." not in card_of(collection, "By no means")[1]


@pytest.mark.parametrize(("seconds", "is_taken"), [(-60, False), (0, False), (1, True)])
def test_anki_takes_a_note_over_where_it_is_newer_and_nowhere_else(
    collection: Any, course: Path, tmp_path: Path, seconds: int, is_taken: bool
) -> None:
    # Why a note's date is no constant and no hash: Anki looks at nothing but the date.
    come_in(collection, readable.request_of(course), tmp_path / "deck.apkg")
    file = course / "quizzes" / "one.md"
    before = int(file.stat().st_mtime)
    file.write_text(file.read_text("utf-8").replace("> No.", "> By no means."), "utf-8")
    os.utime(file, (before + seconds, before + seconds))
    again = come_in(collection, readable.request_of(course), tmp_path / "deck.apkg")
    assert again["updated"] == 2 * is_taken and again["new"] == 0
    assert bool(collection.find_cards("means")) == is_taken


def test_copies_of_a_course_differ_in_dates_alone(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def notes() -> tuple[bytes, list[tuple[Any, ...]]]:
        ((_, data), *_) = anki.export(readable.request_of(course)).files
        assert isinstance(data, bytes)
        database = sqlite3.connect(":memory:")
        database.deserialize(data)
        found = database.execute("SELECT id, guid, tags, flds, sfld, csum FROM notes").fetchall()
        database.close()
        return data, found

    first = notes()
    os.utime(course / "quizzes" / "one.md", (1_600_000_000, 1_600_000_000))
    later = notes()
    assert first[0] != later[0] and first[1] == later[1]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    said = notes()
    os.utime(course / "quizzes" / "one.md", (1_700_000_000, 1_700_000_000))
    assert notes() == said


def test_gaps_are_hidden_all_at_once(collection: Any, course: Path, tmp_path: Path) -> None:
    come_in(collection, readable.request_of(course), tmp_path / "deck.apkg")
    front, back = card_of(collection, "What is")
    assert front.count('class="cloze"') == 2 and "an }" not in front
    assert "[...]" in front and "[that / this]" in front
    # What an author writes is neither a gap nor the end of one.
    assert "c1::it" in front and re.search(r"an (}|&#125;){2} answer(:|&#58;){2}x", back)
    assert ">this</span>" in back
    assert "\\(y\\)" in front
    assert 'href="https://example.org/rich/other/#here"' in back


def test_pictures_come_along(collection: Any, course: Path, tmp_path: Path) -> None:
    come_in(collection, readable.request_of(course), tmp_path / "deck.apkg")
    (name,) = re.findall(r'<img[^>]* src="([^"]+)"', card_of(collection, "What is")[0])
    assert collection.media.have(name)
    assert (Path(collection.media.dir()) / name).read_bytes() == readable.png()


def test_what_anki_would_play_is_text(course: Path) -> None:
    (deck,) = (content for name, content in anki.export(readable.request_of(course)).files[:1])
    assert isinstance(deck, bytes)
    assert b"[sound:x" not in deck and b"&#91;sound:x" in deck


def test_each_kind_has_both_sides(collection: Any, every: Request, tmp_path: Path) -> None:
    come_in(collection, every, tmp_path / "deck.apkg")
    for number in collection.find_cards("deck:Μικρό*"):
        card = collection.get_card(number)
        front, _, back = bare(card.answer()).partition('<hr id="answer">')
        assert front and re.sub(r"<[^>]+>|\s", "", back), card.question()
        assert 'dir="rtl"' in front and 'lang="ar"' in front
        assert "Έτσι" not in card.question()


def test_what_has_no_answer_is_left_and_told(every: Request) -> None:
    exported = anki.export(every)
    left = [one for one in exported.report if one.carried is Carried.LEFT]
    assert {one.kind for one in left} == {"matrix"}
    assert {note for one in left for note in one.notes} == {"A survey has no answer to learn."}
    assert len(exported.report) == sum(len(quiz.items) for quiz in every.quizzes)


def test_random_values_become_a_note_each(collection: Any, tmp_path: Path) -> None:
    text = (
        "## How much? { #sum variants=3 }\n\n```vars\nn = randint(2, 20)\n```\n\n"
        "It is {{ n }} and {{ n }}: [[= {{ n + n }}]].\n"
    )
    folder = write(tmp_path / "random", {"quizzes/one.md": text})
    request = readable.request_of(folder)
    (item,) = request.quizzes[0].items
    made = come_in(collection, request, tmp_path / "deck.apkg")
    assert made["new"] == len(item.variants) + 1 > 1
    (told,) = anki.export(request).report
    assert told.carried is Carried.CHANGED and "a note for each of its" in told.notes[0]


def test_two_courses_have_notes_of_their_own(collection: Any, course: Path, tmp_path: Path) -> None:
    request = readable.request_of(course)
    other = replace(request, course=replace(request.course, identifier="other"))
    come_in(collection, request, tmp_path / "deck.apkg")
    assert come_in(collection, other, tmp_path / "deck.apkg")["new"] == 2


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(quiz=QUIZZES)
def test_whatever_a_quiz_is_anki_has_a_card_of_each_item(
    quiz: Quiz, collection: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "any"
    folder.mkdir(exist_ok=True)
    course = Course(identifier=f"c{next(COUNTED)}", title="Any", quizzes=(quiz,))
    request = Request(course=course, quizzes=(quiz,), folder=folder)
    made = come_in(collection, request, tmp_path / "any.apkg")
    asked = [item for item in quiz.items if not (isinstance(item, MatrixItem) and item.survey)]
    assert made["new"] == sum(len(variants(item)) for item in asked)
    assert come_in(collection, request, tmp_path / "any.apkg")["new"] == 0


def test_the_notes_are_what_they_were(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    files = dict(anki.export(readable.request_of(course)).files)
    database = sqlite3.connect(":memory:")
    data = files.pop("collection.anki2")
    assert isinstance(data, bytes)
    database.deserialize(data)
    notes = database.execute("SELECT id, guid, mid, mod, tags, flds, sfld FROM notes").fetchall()
    cards = database.execute("SELECT id, nid, did, ord, mod, due FROM cards").fetchall()
    database.close()
    told = json.dumps({"notes": notes, "cards": cards}, ensure_ascii=False, indent=1)
    rest = {name: content for name, content in files.items() if isinstance(content, bytes)}
    same_as_golden("anki", {"notes.json": told.encode(), **rest})


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_course_gives_the_same_bytes(course: Path, seed: str, tmp_path: Path) -> None:
    script = (
        "import sys, hashlib; from pathlib import Path; from tests.exporters import readable\n"
        "from lessonry.exporters import anki\n"
        "files = anki.export(readable.request_of(Path(sys.argv[1]))).files\n"
        "print(hashlib.sha256(b''.join(bytes(c) for _, c in files)).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": "1795305600"}
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), str(ROOT / "generator")])
    done = subprocess.run(
        [sys.executable, "-c", script, str(course)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == _digest(course)


def _digest(course: Path) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1795305600")
        files = anki.export(readable.request_of(course)).files
    return hashlib.sha256(b"".join(c for _, c in files if isinstance(c, bytes))).hexdigest() + "\n"
