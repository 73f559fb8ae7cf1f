"""A small course that has something of everything, for builds that must agree to the last byte."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from tests.website.conftest import EXAM

PIXEL = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">'
    '<rect width="100" height="50" fill="{color}"/></svg>\n'
)
LESSON = """---
objectives: [Say {n}]
duration: 5
{front}---

# {name}

On {name}, with a [link](../first/plates.md#a-part), one [without](../about.md), and more.

## A part

![A table](../assets/table.svg)

!!! note "Note {n}"
    Some `code` and a [part](#a-part) here.

{more}/// quiz | {n}
///
"""
BROKEN = "One [that is nowhere](../nowhere.md#{n}), and one part [that is none](#no-part-{n}).\n\n"
INCLUDED = '--8<-- "shared.md"\n\n'
QUIZ = """---
title: Quiz on {n}
---

## Which of the {n} is it? {{ #which-{n} objective={n}-1 }}

- (x) This one, see [the lesson](../docs/{path}.md#a-part)
    > Yes.
- ( ) That one
    > No.

## Fill in {{ #fill-{n} {more}}}

A {n} is a [[thing]], of which there are [[= 3]].

!!! explanation
    Since *so*.

## Where is the red of {n}? {{ #where-{n} }}

![A picture](../docs/assets/table.svg)

- (x) rect(0,0,40,40) The left
- ( ) circle(80,30,10) The right

!!! explanation
    To the left.
"""
POOL = """---
mode: pool
exam_share: 50%
---

## Pooled one { #pooled-one for=exam tags=phone objective=plates-1 }

- (x) A bell that rings in the hall
- ( ) A bell that hangs in the yard

!!! explanation
    It is heard in the hall alone.

## Pooled two { #pooled-two for=practice tags=phone objective=forks-1 }

- (x) An apron of linen
- ( ) An apron of wool

!!! explanation
    Linen washes well.

## Pooled three { #pooled-three for=practice tags=desk }

- (x) A drawer with a lock
- ( ) A drawer with a hole

!!! explanation
    What is locked stays.
"""
DRAWN = """---
title: A review
shuffle: true
---

# From the pool { from=pool tag=phone,desk draw=1 }

# Own ones { draw=1 }

## The first of its own? { #own-one }

- (x) A tray
- ( ) A trap

!!! explanation
    Trays are carried.

## The second of its own? { #own-two }

- (x) A lamp
- ( ) A lamb

!!! explanation
    Lamps are lit.
"""
CONFIG: dict[str, Any] = {
    "site_name": "Rich",
    "site_url": "https://example.org/rich/",
    "theme": {"name": None, "custom_dir": "theme", "static_templates": ["404.html"]},
    "nav": [
        {"Course": "index.md"},
        {
            "First steps": [
                "first/index.md",
                "first/plates.md",
                "first/bowls.md",
                {"Spoons!": "first/spoons.md"},
            ]
        },
        {
            "Second steps": [
                "second/forks.md",
                "second/cups.md",
                "second/knives.md",
                "second/closed.md",
            ]
        },
        {"The exam": "exam.md"},
        {"About": "about.md"},
    ],
    "plugins": [
        {
            "lessonry": {
                "course": "rich",
                "not_lessons": ["about.md"],
                "search": False,
                "offline": False,
                "print": False,
            }
        }
    ],
    "markdown_extensions": [
        "admonition",
        "attr_list",
        {"toc": {"permalink": True}},
        {"pymdownx.snippets": {"base_path": ["texts"], "check_paths": True}},
        "pymdownx.details",
    ],
    "extra_css": ["assets/own.css"],
    "validation": {"links": {"anchors": "warn", "not_found": "warn"}},
}
THEME = """<!doctype html><html lang="{{ config.theme.locale or 'en' }}"><title>{{ page.title }}</title>
{% for path in config.extra_css %}<link rel=stylesheet href={{ path|url }}>{% endfor %}
{% for script in config.extra_javascript %}{{ script|script_tag }}{% endfor %}
<meta name=description content="{{ page.meta.description or config.site_description }}">
{% macro menu(items) %}<ul>{% for item in items %}<li{% if item.active %} class=on{% endif %}>
{%- if item.children %}{{ item.title }}{{ menu(item.children) }}
{%- else %}<a href="{{ item.url|url }}">{{ item.title }}</a>{% endif %}</li>{% endfor %}</ul>
{% endmacro %}
<nav>{{ menu(nav) }}</nav>
{% for beside in [page.previous_page, page.next_page] if beside %}
<a href="{{ beside.url|url }}">{{ beside.title }}</a>{% endfor %}
<aside>{% for one in page.toc %}{{ one.title }}
{%- for two in one.children %}, {{ two.title }}{% endfor %}{% endfor %}</aside>
<main>{{ page.content }}</main>
<footer>{{ config.copyright }} {% include "part.html" %}</footer>
"""


def lesson(n: str, name: str, front: str = "", more: str = "") -> str:
    return LESSON.format(n=n, name=name, front=front, more=more.replace("{n}", n))


FILES: dict[str, str] = {
    "theme/main.html": THEME,
    "theme/part.html": "A part of the theme\n",
    "theme/404.html": "<!doctype html><title>Not found</title>\n",
    "texts/shared.md": 'A text that *several* lessons share.\n\n--8<-- "deeper.md"\n',
    "texts/deeper.md": "And one below it, on [plates](plates.md).\n",
    "docs/index.md": "# Home\n\nWelcome.\n\n/// course\n///\n",
    "docs/first/index.md": "---\ntitle: First\ndescription: What comes first.\n---\n\nOf plates.\n",
    "docs/first/plates.md": lesson(
        "plates",
        "Plates",
        "downloads:\n  - file: ../assets/card.txt\n    title: A card\nrelated: [forks]\n"
        "audio: ../assets/talk.mp3\n",
    ),
    "docs/first/bowls.md": lesson("bowls", "Bowls", "related: [plates]\n"),
    "docs/second/cups.md": lesson("cups", "Cups", "requires: [bowls]\n"),
    "docs/first/spoons.md": lesson("spoons", "Spoons", "requires: [plates]\n", INCLUDED),
    "docs/second/forks.md": lesson(
        "forks", "Forks", "weight: 2\nrelated: [spoons]\n", BROKEN + INCLUDED
    )
    + "\n/// quiz | here\n## Now? { #now objective=plates-1 }\n\n"
    + "- (x) Yes\n    > Yes.\n- ( ) No\n    > No.\n///\n",
    "docs/second/knives.md": (
        "---\ndone: read\nobjectives: {cut: Cut well}\nsources: [A book]\n---\n\n# Knives\n\n"
        "On knives, see [forks][f].\n\n/// quiz | drawn\n///\n\n[f]: forks.md#a-part\n"
    ),
    "docs/second/closed.md": (
        "---\naccess: full\ndescription: Behind a code.\n---\n\n# Closed\n\nFree of charge.\n\n"
        "<!-- more -->\n\nThe rest that nobody gets for nothing.\n"
    ),
    "docs/exam.md": "# Exam\n\nNow it counts.\n\n/// quiz | exam\n///\n",
    "docs/progress.md": "# My progress\n\nHow far you are.\n\n/// progress\n///\n",
    "docs/about.md": "# About\n\nA page that says nothing of the [course](index.md).\n",
    "docs/changes.yml": (
        "1:\n  date: 2026-01-01\n  changes:\n    - text: The first.\n      lessons: [plates]\n"
    ),
    "docs/assets/table.svg": PIXEL.format(color="red"),
    "docs/assets/own.css": "main { color: teal }\n",
    "docs/assets/card.txt": "A card to take along.\n",
    "docs/assets/talk.mp3": "no sound",
    "docs/assets/talk.en.vtt": "WEBVTT\n\n00:00.000 --> 00:02.000\nWelcome to the plates.\n",
    "quizzes/plates.md": QUIZ.format(n="plates", path="first/plates", more=""),
    "quizzes/spoons.md": QUIZ.format(n="spoons", path="first/spoons", more="objective=plates-1 "),
    "quizzes/forks.md": QUIZ.format(n="forks", path="second/forks", more="points=2 "),
    "quizzes/bowls.md": QUIZ.format(n="bowls", path="first/bowls", more=""),
    "quizzes/cups.md": QUIZ.format(n="cups", path="second/cups", more="objective=bowls-1 "),
    "quizzes/drawn.md": DRAWN.replace("#own-one", "#own-one objective=cut"),
    "quizzes/pool.md": POOL,
    "quizzes/exam.md": EXAM.replace(
        "achievement: done\n", "achievement: done\nlock: true\nlock_weak: accept\n"
    )
    + "\n# Drawn { from=pool tag=phone }\n",
    "certificates/issuer.yml": "name: A\n",
    "certificates/achievements/done.yml": "name: Done\ndescription: D.\ncriteria: C.\n",
}
GERMAN: dict[str, str] = {
    "docs/de/index.md": "# Start\n\nWillkommen.\n\n/// course\n///\n",
    "docs/de/first/plates.md": lesson("plates", "Teller").replace("Say plates", "Teller sagen"),
    "docs/de/first/bowls.md": lesson("bowls", "Schalen").replace("Say bowls", "Schalen sagen"),
    "quizzes/de/plates.md": QUIZ.format(n="plates", path="first/plates", more="").replace(
        "Which of the", "Welcher der"
    ),
}
"""A part of the course in a second language."""


def dumped(config: dict[str, Any]) -> str:
    """Return a configuration as it is written; `=NAME=` becomes a variable's value."""
    text = yaml.safe_dump(config, sort_keys=False, allow_unicode=True)
    return text.replace("=LESSON_WORDS=", "!ENV [LESSON_WORDS, none]")


def make(folder: Path) -> Path:
    """Write the course."""
    for name, text in {"mkdocs.yml": dumped(CONFIG), **FILES}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="")
    return folder
