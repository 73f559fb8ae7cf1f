"""A small course whose lessons open one after the other, in English or in Greek letters."""

from __future__ import annotations

from pathlib import Path

from tests.cases import write

CONFIGURATION = """\
site_name: {title}
site_url: https://example.org/path/
theme:
  name: material
  language: {language}
  font: false
  features: [navigation.sections{features}]
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
      primary: custom
      toggle: {{icon: material/weather-night, name: {dark}}}
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      primary: custom
      toggle: {{icon: material/weather-sunny, name: {light}}}
plugins:
  - lessonry:
      course: path
      completion: {{lessons: 60%, quizzes: {{alpha: 100%}}, exam: false}}
markdown_extensions: [attr_list, toc: {{permalink: true}}]
"""
GREEK_NAV = """\
nav:
  - index.md
  - Τα βασικά: [basics/index.md, basics/alpha.md, basics/beta.md]
  - Τα άλλα: [more/delta.md, more/gamma.md]
  - zexam.md
"""
"""In English the folders make the modules."""
ITEM = """\
## {stem} {number}? {{ #{name} objective={quiz}-{number} }}

- (x) {right}
    > {right}.
- ( ) {wrong}
    > {wrong}.

!!! explanation
    {right}.

"""
LESSON = """\
---
title: {title}
description: {text}.
duration: 30
{more}---

# {title}

## {text}

{text}.

"""
PLACED = "/// quiz | {name}\n///\n"
ENGLISH = {
    "title": "The path",
    "text": "The point",
    "right": "Right",
    "wrong": "Wrong",
    "stem": "Which",
    "module": "The basics",
    "dark": "Dark",
    "light": "Light",
}
GREEK = {
    "title": "Το μονοπάτι",
    "text": "Το νόημα",
    "right": "Σωστό",
    "wrong": "Λάθος",
    "stem": "Ποιο",
    "module": "Τα βασικά",
    "dark": "Σκοτεινά",
    "light": "Φωτεινά",
}
TITLES = {"alpha": "Άλφα", "beta": "Βήτα", "gamma": "Γάμα", "delta": "Δέλτα"}
"""In English by their identifiers."""


def path_course(folder: Path, *, language: str = "en", features: str = "") -> Path:
    """Write a course of four lessons and an exam.

    `alpha` asks two questions. `beta` requires it and asks none. `gamma` requires that and all right
    answers. `delta` may be left out, and asks nothing that counts. The exam requires the first three.
    """
    said = ENGLISH if language == "en" else GREEK

    def title(name: str) -> str:
        return name.capitalize() if language == "en" else TITLES[name]

    def lesson(name: str, more: str, places: bool = True) -> str:
        page = LESSON.format(title=title(name), text=said["text"], more=more)
        return page + (PLACED.format(name=name) if places else "")

    def quiz(name: str) -> str:
        items = [
            ITEM.format(name=item, quiz=name, number=number, **said)
            for number, item in enumerate(("first", "second"), start=1)
        ]
        return f"---\ntitle: {title(name)}\n---\n\n" + "".join(items)

    objectives = f"objectives: [{said['right']}, {said['text']}]\n"
    exam = quiz("gamma").replace(f"## {said['stem']}", f"## {said['module']}")
    exam = exam.replace("---\n", "---\nmode: exam\npass_mark: 50%\nachievement: done\n", 1)
    files = {
        "mkdocs.yml": CONFIGURATION.format(language=language, features=features, **said)
        + ("" if language == "en" else GREEK_NAV),
        "docs/index.md": (
            f"---\ntitle: {said['title']}\nhide: [navigation, toc]\n---\n\n/// course\n///\n"
        ),
        "docs/basics/index.md": (
            f"---\ntitle: {said['module']}\ndescription: {said['text']}.\n"
            f"objectives: [{said['right']}]\n---\n\n# {said['module']}\n"
        ),
        "docs/basics/alpha.md": lesson("alpha", objectives),
        "docs/basics/beta.md": lesson("beta", "requires: [alpha]\n", places=False),
        "docs/more/delta.md": lesson("delta", f"{objectives}weight: 0\ndone: read\n"),
        "docs/more/gamma.md": lesson(
            "gamma", f"{objectives}requires: [beta]\ndone: {{quizzes: {{gamma: 100%}}}}\n"
        ),
        "docs/zexam.md": (
            f"---\ntitle: {said['stem']}\nrequires: [alpha, beta, gamma]\n---\n\n# {said['stem']}\n\n"
            f"{said['text']}.\n\n" + PLACED.format(name="exam")
        ),
        **{f"quizzes/{name}.md": quiz(name) for name in ("alpha", "gamma", "delta")},
        "quizzes/exam.md": exam,
        "certificates/issuer.yml": f"name: {said['right']}\n",
        "certificates/achievements/done.yml": (
            f"name: {said['right']}\ndescription: {said['text']}.\ncriteria: {said['text']}.\n"
        ),
    }
    return write(folder, files)
