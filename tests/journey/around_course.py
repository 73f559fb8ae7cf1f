"""A small course with everything around its lessons, in English or in Greek letters."""

from __future__ import annotations

from pathlib import Path

from tests.cases import write

CONFIGURATION = """\
site_name: {title}
site_url: https://example.org/around/
theme:
  name: material
  language: {language}
  font: false
  palette:
    - {{media: "(prefers-color-scheme: light)", scheme: default, primary: custom}}
    - {{media: "(prefers-color-scheme: dark)", scheme: slate, primary: custom}}
plugins:
  - lessonry:
      course: around
      workshops:
        - {{title: {title}, name: later, url: "https://example.org/", when: 2099-03-14, where: {title}}}
        - {{title: {title}, name: over, when: 2020-01-01}}
      feedback: {feedback}
      comments: {{giscus: {{repo: o/n, repo-id: R_1, category: L, category-id: C_1}}}}
markdown_extensions: [attr_list, toc: {{permalink: true}}]
"""
GITHUB = "{github: owner/name, labels: [feedback]}"
LESSON = """\
---
title: {title}
duration: 15
{more}---

# {title}

## {part} {{ #first }}

{text}.

## {part} {{ #second }}

{text}.

"""
ALPHA = """\
related:
  - beta
  - {{title: {title}, url: "https://www.example.com/"}}
downloads:
  - {{file: sheet.pdf, title: {title}}}
workshops: [later, over]
"""
ITEM = "## {part} {{ #which }}\n\n- (x) {right}\n    > {right}.\n- ( ) {wrong}\n    > {wrong}.\n"
CHANGES = """\
3:
  date: 2026-11-04
  changes:
    - {{text: {text}, lessons: [alpha]}}
2:
  date: 2026-09-01
  changes: [{text}]
"""
ENGLISH = {
    "title": "Around",
    "part": "A part",
    "text": "Flowers in every parcel would be packaging",
    "right": "Right",
    "wrong": "Wrong",
}
GREEK = {"title": "Γύρω", "part": "Μέρος", "text": "Λουλούδια", "right": "Ναι", "wrong": "Όχι"}


def around_course(folder: Path, *, language: str = "en", feedback: str = GITHUB) -> Path:
    """Write a course of two lessons; `alpha` has all that a lesson can have around it."""
    said = ENGLISH if language == "en" else GREEK
    configuration = CONFIGURATION.format(language=language, feedback=feedback, **said)
    alpha = LESSON.format(more=ALPHA.format(**said), **said)
    return write(
        folder,
        {
            "mkdocs.yml": configuration,
            "docs/index.md": f"# {said['title']}\n\n/// course\n///\n",
            "docs/m/alpha.md": f"{alpha}/// quiz | alpha\n///\n",
            "docs/m/beta.md": LESSON.format(more="", **said),
            "docs/m/sheet.pdf": "x" * 120_400,
            "docs/changes.yml": CHANGES.format(**said),
            "quizzes/alpha.md": ITEM.format(**said),
        },
    )
