"""A course folder on disk and learners' records for it, for the commands."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from lessonry.cli.program import program
from lessonry.credentials import did
from lessonry.domain.concealment import conceal
from lessonry.domain.course import Course
from lessonry.domain.identity import fingerprint
from lessonry.project import load_course
from tests.credentials.academy import seal
from tests.responses import right

FILES = {
    "mkdocs.yml": (
        "site_name: Delight\nsite_url: https://academy.example.org/delight/\n"
        "plugins:\n  - lessonry:\n      course: delight\n"
    ),
    "docs/index.md": "# Delight\n",
    "docs/details.md": (
        "---\ntitle: Details\nobjectives:\n  - Give what nobody asked for\n---\n\n# Details\n\nText.\n"
    ),
    "docs/exam.md": "---\ntitle: Exam\n---\n\n/// quiz | final\n///\n",
    "quizzes/final.md": (
        "---\ntitle: Final\nmode: exam\npass_mark: 60%\nachievement: delight\n---\n\n"
        "## Which gift? { #gift objective=details-1 }\n\n- (x) Unasked\n- ( ) Due\n\n"
        "!!! explanation\n    The unasked one.\n\n"
        "## Which tone? { #tone }\n\n- [x] Warm\n- [x] Plain\n- [ ] Cold\n\n"
        "!!! explanation\n    Both.\n\n"
        "## One word { #word }\n\nSay [[thanks]].\n\n!!! explanation\n    Always.\n"
    ),
    "certificates/issuer.yml": "name: Delight Academy\nsigned_by: Marge Sorensen\n",
    "certificates/achievements/delight.yml": (
        "name: Beyond Expectations\ndescription: Knows how.\ncriteria: Pass the exam.\n"
    ),
}


@dataclass(frozen=True, kw_only=True)
class CourseFolder:
    folder: Path
    keys: Path

    @property
    def course(self) -> Course:
        return load_course(self.folder)[0]

    def run(self, *arguments: str | Path, **environment: str) -> Result:
        """Run a command in this process; what it raises is in the result."""
        known = {"LESSONRY_KEYS": str(self.keys), "LESSONRY_PASSPHRASE": "geheim"}
        runner = CliRunner()
        return runner.invoke(program, [str(a) for a in arguments], env=known | environment)

    def must(self, *arguments: str | Path, **environment: str) -> str:
        result = self.run(*arguments, **environment)
        assert result.exit_code == 0, (result.output, result.exception)
        return result.output

    def record(self, name: str = "Anna Lind", *, passes: bool = True, **changes: Any) -> bytes:
        course = self.course
        items = []
        for item in course.exams[0].items:
            response = list(right(item)) if passes else ["nothing"]
            print_ = fingerprint(conceal(item))
            items.append({"id": item.identifier, "fingerprint": print_, "response": response})
        payload = {
            "type": "CompletionRecord",
            "version": 1,
            "course": course.identifier,
            "edition": course.edition,
            "quiz": "final",
            "attempt": {
                "id": str(uuid.uuid4()),
                "number": 1,
                "started": "2026-11-22T09:00:00Z",
                "ended": "2026-11-22T09:30:00Z",
            },
            "learner": {"name": name, "email": None},
            "items": items,
        }
        document = did.read((self.folder / "certificates/did.json").read_bytes())
        return seal(payload | changes, next(iter(document.openers.values())))

    def hand_in(self, file: str, *arguments: Any, **changes: Any) -> Path:
        path = self.folder / "records" / file
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(self.record(*arguments, **changes))
        return path


def write_course(home: Path) -> CourseFolder:
    folder = home / "course"
    for name, text in FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return CourseFolder(folder=folder, keys=home / "keys")


def as_json(text: str) -> Any:
    return json.loads(text)
