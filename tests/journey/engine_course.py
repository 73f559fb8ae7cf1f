"""A course of its own for the exam engine: a pool, sections, and an exam with a time limit."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from joserfc import jwe
from joserfc.jwk import ECKey

from lessonry.cli.key_folder import published
from lessonry.credentials import keys
from lessonry.diagnostics import Diagnostics
from lessonry.project import find_layout
from tests.browser import Serve
from tests.journey.conftest import Trainer
from tests.journey.small_course import CERTIFICATES


def item(name: str, options: str = "") -> str:
    """Return a question whose key is its first choice."""
    return (
        f"\n## What of {name}? {{ #{name} {options} }}\n\n- (x) The right of {name}\n"
        f"- ( ) The wrong of {name}\n- ( ) The worse of {name}\n\n!!! explanation\n    Because {name}.\n"
    )


FILES = {
    "mkdocs.yml": (
        "site_name: Engine\ntheme:\n  name: material\n  font: false\n  palette:\n    primary: custom\n"
        "plugins:\n  - lessonry:\n      course: engine\n"
    ),
    "docs/index.md": "# Home\n\n/// course\n///\n",
    "docs/lesson.md": (
        "---\ntitle: Lesson\nobjectives:\n  - Know the pool\n---\n\n# Lesson\n\n"
        "/// quiz | practice\n///\n"
    ),
    **{f"docs/{name}.md": f"# {name}\n\n/// quiz | {name}\n///\n" for name in ("exam", "timed")},
    "quizzes/pool.md": "---\nmode: pool\n---\n"
    + "".join(item(f"phone-{n}", "tags=phone for=exam") for n in range(4))
    + "".join(item(f"counter-{n}", "tags=counter for=exam objective=lesson-1") for n in range(4))
    + "".join(item(f"drill-{n}", "for=practice") for n in range(3)),
    "quizzes/practice.md": "# Drill { from=pool draw=2 }\n" + item("own"),
    "quizzes/exam.md": (
        "---\nmode: exam\npass_mark: 75%\nachievement: done\nshuffle: true\nmax_attempts: 3\n---\n\n"
        "# On the phone { from=pool tag=phone draw=2 }\n\n# At the counter { tag=counter draw=2 }\n"
    ),
    "quizzes/timed.md": (
        "---\nmode: exam\npass_mark: 100%\nachievement: done\ntime_limit: 10 min\n---\n"
        + item("first")
        + item("second")
        + item("third")
    ),
    **CERTIFICATES,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Course:
    """A trainer's folder, and where its site is."""

    trainer: Trainer
    url: str

    def opened(self, record: Path) -> dict[str, Any]:
        """Return what a record says, opened with the issuer's key."""
        document = published(find_layout(self.trainer.folder, Diagnostics()))
        assert document is not None
        (folder,) = (file.parent for file in self.trainer.keys.rglob(keys.SIGNING))
        held = keys.load(folder, None)
        key = ECKey.import_key(held.opening)
        found = jwe.decrypt_compact(
            record.read_text().strip(), key, algorithms=["ECDH-ES", "A256GCM"]
        )
        return dict(json.loads(found.plaintext or b""))


def engine_course(home: Path, serve: Serve) -> Course:
    """Build the course in a folder below `home`, with keys beside it, and serve it."""
    folder = home / "course"
    for name, text in FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    trainer = Trainer(folder=folder, keys=home / "keys")
    trainer.must("keys", "new", "--no-passphrase")
    trainer.must("build")
    return Course(trainer=trainer, url=serve(folder / "site", prefix="/engine/"))
