"""A course of a few quizzes, for what the demonstration course does not need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from playwright.sync_api import Locator

from tests.browser import Serve
from tests.journey.conftest import Trainer

Kind = TypeVar("Kind")
CONFIGURATION = """\
site_name: Small course
site_url: https://example.org/small/
theme:
  name: material
  font: false
  palette:
    - {media: "(prefers-color-scheme: light)", scheme: default, primary: custom}
    - {media: "(prefers-color-scheme: dark)", scheme: slate, primary: custom}
plugins: [search, lessonry]
markdown_extensions:
  [admonition, attr_list, md_in_html, pymdownx.details, pymdownx.superfences, tables]
"""
LESSON = (
    "---\ntitle: {title}\nobjectives: [Tell {name}, Use {name}]\n---\n\n# {title}\n\n## The point\n"
)
CERTIFICATES = {
    "certificates/issuer.yml": "name: A\nemail: a@example.org\n",
    "certificates/achievements/done.yml": "name: D\ndescription: D.\ncriteria: C.\n",
}


def small_course(home: Path, quizzes: Mapping[str, str], *, built: bool = True) -> Trainer:
    """Write a course whose lesson `module/<name>.md` places `quizzes/<name>.md`.

    Objectives are `<name>-1` and `<name>-2`.
    """
    folder = home / "course"
    for place in ("docs/module", "quizzes"):
        (folder / place).mkdir(parents=True, exist_ok=True)
    (folder / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
    (folder / "docs" / "index.md").write_text("# Small course\n", encoding="utf-8")
    for name, text in quizzes.items():
        (folder / "quizzes" / f"{name}.md").write_text(text, encoding="utf-8")
        lesson = LESSON.format(title=name.capitalize(), name=name)
        page = folder / "docs" / "module" / f"{name}.md"
        page.write_text(f"{lesson}\n/// quiz | {name}\n///\n", encoding="utf-8")
    trainer = Trainer(folder=folder, keys=home / "keys")
    if built:
        trainer.must("build")
    return trainer


@dataclass(frozen=True, kw_only=True)
class Built:
    """A small course with the address that its site is served at."""

    trainer: Trainer
    url: str

    def lesson(self, name: str) -> str:
        """Return where the quiz of a name is placed."""
        return f"{self.url}module/{name}/"

    def items(self, name: str, kind: type[Kind]) -> list[Kind]:
        """Return those items of a quiz that are of one kind."""
        quiz = self.trainer.course.quiz(name)
        assert quiz is not None
        return [item for item in quiz.items if isinstance(item, kind)]


def built_course(home: Path, quizzes: Mapping[str, str], serve: Serve) -> Built:
    """Write a course, build it and serve it."""
    trainer = small_course(home, quizzes)
    return Built(trainer=trainer, url=serve(trainer.folder / "site"))


def said(place: Locator) -> Locator:
    """Return where an item tells a screen reader what was moved."""
    return place.locator("[data-lr-said]")


def too_small(things: Locator) -> int:
    """Return how many of these a finger would miss."""
    found: int = things.evaluate_all(
        "(all) => all.filter((one) => one.offsetWidth < 44 || one.offsetHeight < 44).length"
    )
    return found
