"""A course of a few quizzes, for what the demonstration course does not need."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.journey.conftest import Trainer

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
