"""A course with a free lesson and two full ones, for the tests of access codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.cases import write
from tests.journey.conftest import Trainer
from tests.journey.small_course import CONFIGURATION

SECRET = "guests remember the last minute that they spent with us best of all"
BARE_SECRET = "everything but its title and its description is sealed until somebody has a code"
QUIZ = "what do guests remember of an evening in a house like ours"
FILES = {
    "mkdocs.yml": CONFIGURATION.replace("tables]", "tables, toc]"),
    "docs/index.md": "# Small course\n\n/// course\n///\n",
    "docs/module/free.md": (
        "---\ntitle: Free lesson\n---\n\n# Free lesson\n\n"
        "## The point\n\nA lesson that everybody reads, with a picture of its own.\n\n"
        "![A plate](plate.svg)\n"
    ),
    "docs/module/full.md": (
        "---\ntitle: Full lesson\nduration: 12\nobjectives: [Say goodbye well]\naccess: full\n---\n\n"
        "# Full lesson\n\n## What you will learn\n\nA promise that everybody reads before the rest.\n\n"
        "![A plate](plate.svg)\n\n<!-- more -->\n\n## The secret goodbye\n\n"
        f"Nobody outside hears that {SECRET}.\n\n![The way to the door](door.svg)\n"
        "![A plate](plate.svg)\n\n[The worksheet](sheet.txt)\n\n"
        f"|{' Goodbyes-of-ours |' * 5}\n|{' --- |' * 5}\n|{' By-the-very-door |' * 5}\n\n"
        "/// quiz | full\n///\n\n"
        "### The very end\n\nAnd a last paragraph that stands below the quiz of this lesson.\n"
    ),
    "docs/module/bare.md": (
        "---\ntitle: Bare lesson\ndescription: What it says of itself without a preview.\n"
        f"access: full\n---\n\n# Bare lesson\n\nWe say that {BARE_SECRET}.\n"
    ),
    "docs/module/plate.svg": (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20">'
        '<circle cx="30" cy="10" r="9"/></svg>'
    ),
    "docs/module/door.svg": (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20">'
        '<path d="M25 2h10v18H25z"/></svg>'
    ),
    "docs/module/sheet.txt": (
        "Say goodbye at the door three times a day, and write down what they say.\n"
    ),
    "quizzes/full.md": (
        f"## Tell me, {QUIZ}? {{ #last objective=full-1 }}\n\n"
        "- (x) The door\n    > Yes, the end weighs more than all that came before it.\n"
        "- ( ) The menu\n    > No.\n\n"
        "!!! explanation\n    The end weighs more than everything that came before it on that evening.\n"
    ),
    "certificates/issuer.yml": "name: A\nemail: a@example.org\n",
}


def full_course(home: Path, files: dict[str, str] | None = None) -> Trainer:
    """Write the course; nothing is made or built."""
    return Trainer(folder=write(home / "course", {**FILES, **(files or {})}), keys=home / "keys")


def new_codes(trainer: Trainer, label: str, *options: str) -> list[dict[str, Any]]:
    """Make codes, and return them as the command lists them."""
    made: list[dict[str, Any]] = json.loads(
        trainer.must("access", "new", "--label", label, "--json", *options)
    )
    return made
