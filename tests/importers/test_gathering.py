"""Names and files of several imports: nothing overwrites another, and nothing leaves the folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from lessonry.domain.fidelity import Carried, Fidelity
from lessonry.domain.quiz import Quiz, Section
from lessonry.importers.drafts import Draft
from lessonry.importers.foreign import ForeignFile
from lessonry.importers.formats import Importer, ImportFormat
from lessonry.importers.gathering import Gathering, is_below
from lessonry.importers.imported import Attachment, ImportedQuiz
from tests.quizzes import HERE


@dataclass(frozen=True, slots=True)
class _Pictures:
    """An importer of quizzes with one picture: the file's bytes, at the path in its first line."""

    def matches(self, file: ForeignFile) -> bool:
        return True

    def read(self, file: ForeignFile) -> tuple[ImportedQuiz, ...]:
        path, _, data = file.data.partition(b"\n")
        if path == b"deep":
            raise RecursionError
        name = path.decode()
        item = Draft(place=HERE, identifier="a", stem=f"![it]({name})").choice(
            [("one", True, None), ("two", False, None)], multiple=False
        )
        quiz = Quiz(identifier="old", title="Old", sections=(Section(items=(item,)),), place=HERE)
        told = Fidelity(name="a", kind="mc", carried=Carried.WHOLE, item="a")
        picture = Attachment(path=name, data=data)
        return (ImportedQuiz(quiz=quiz, report=(told,), attachments=(picture,)),)


class PictureFormat(ImportFormat):
    """Their format."""

    @property
    def importer(self) -> Importer:
        return _Pictures()


PICTURES = PictureFormat(name="pictures", title="Pictures")


def gathered(folder: Path, *files: str) -> Gathering:
    paths = []
    for number, text in enumerate(files):
        paths.append(folder / f"{number}.x")
        paths[-1].write_text(text, "utf-8")
    gathering = Gathering(folder / "quizzes")
    gathering.add(paths, PICTURES)
    return gathering


def written(gathering: Gathering) -> dict[str, bytes]:
    into = gathering.into
    return {path.relative_to(into).as_posix(): data for path, data in gathering.writes.items()}


def test_pictures_of_one_name_that_are_not_the_same_get_names_of_their_own(tmp_path: Path) -> None:
    made = written(gathered(tmp_path, "old/A.png\n1", "old/a.png\n2", "old/A.png\n1"))
    assert set(made) == {"old.md", "old-2.md", "old-3.md", "old/A.png", "old/a-2.png"}
    assert made["old/A.png"] == b"1" and made["old/a-2.png"] == b"2"
    assert b"![it](old/a-2.png)" in made["old-2.md"]
    assert b"![it](old/A.png)" in made["old-3.md"]


def test_a_picture_may_not_take_a_quiz_s_place(tmp_path: Path) -> None:
    made = written(gathered(tmp_path, "other.md\n1", "old-2.md\n2"))
    assert set(made) == {"old.md", "other.md", "old-2.md", "old-2-2.md"}
    assert made["old-2.md"].startswith(b"---\ntitle: Old\n") and made["old-2-2.md"] == b"2"


@pytest.mark.parametrize(
    "path", ["../evil.png", "/etc/evil", "a/../../evil", "..\\evil", "C:evil", "a/\x01"]
)
def test_a_file_that_would_leave_the_folder_is_not_written(tmp_path: Path, path: str) -> None:
    assert not is_below(path)
    gathering = gathered(tmp_path, f"{path}\n1")
    assert set(written(gathering)) == {"old.md"}
    (quiz,) = gathering.read[0].quizzes
    assert not quiz.attachments
    assert not quiz.notes or "would leave the folder" in quiz.notes[0]


def test_what_is_nested_too_deeply_is_a_message(tmp_path: Path) -> None:
    gathering = gathered(tmp_path, "deep", "fine.png\n1")
    (error,) = gathering.failed
    assert "nested too deeply" in error.message and error.exit_code == 2
