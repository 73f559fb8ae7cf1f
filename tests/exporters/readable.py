"""Courses to make books and cards of: one with every kind of item, one with all that Markdown can do."""

from __future__ import annotations

import base64
import struct
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

from lessonry.diagnostics import Diagnostics
from lessonry.domain.quiz import Quiz
from lessonry.exporters.formats import Request
from lessonry.project import find_layout, read_course
from lessonry.website.build import build_site
from tests.cases import write
from tests.locales.every_kind import every_kind

THEME = {
    "theme/main.html": (
        "<!doctype html><title>{{ page.title }}</title><main>{{ page.content }}</main>\n"
    ),
}
CONFIGURATION = """\
site_name: {title}
site_url: https://example.org/rich/
site_description: All that a page can hold.
theme: {{name: null, custom_dir: theme, language: {language}}}
plugins: [lessonry]
markdown_extensions:
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - pymdownx.arithmatex: {{generic: true}}
  - pymdownx.details
  - pymdownx.highlight: {{linenums: true}}
  - pymdownx.superfences:
      custom_fences:
        - name: math
          class: arithmatex
          format: !!python/object/apply:pymdownx.arithmatex.arithmatex_fenced_format
            kwds: {{mode: generic}}
  - pymdownx.tabbed: {{alternate_style: true}}
  - pymdownx.tasklist
  - pymdownx.tilde
"""


def png(width: int = 40, height: int = 20) -> bytes:
    """Return a grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


EVIL = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="alert(1)"><script>alert(2)'
    '</script><a href="https://evil.example/"><rect width="9" height="9"/></a>'
    '<image href="https://evil.example/x.png" width="9" height="9"/></svg>'
)
RICH = f"""\
---
title: "Rich & <odd> \\"title\\""
objectives: [See it all, 'Say "#it" \\ $so$ @once']
duration: 20 min
sources:
  - {{title: A book, by: A. Writer, date: 1999, url: "https://example.org/a b"}}
---

# Rich & <odd> "title"

#### A heading that skips {chr(0x7B)} #twice {chr(0x7D)}

Signs of typst's: #let x = 1; $a$ @name *bold*, \\[brackets\\] `#raw("x")` ~~gone~~ H~2~O and 🎉
✓ → 中文.

- [ ] open
- [x] done
    1. deeper
        - deepest

Term
:   What it means

=== "First"
    In the first.

    ```python linenums="1"
    print("one")  # *
    ```
=== "Second"
    In the second.

!!! warning "Mind <this>"
    Said.

    ??? note "Inside"
        Deep.

A note[^1] and $x^2$, and

$$
\\int_0^1 x \\, dx
$$

$$
a_1 + a_2 + a_3 + a_4 + a_5 + a_6 + a_7 + a_8 + a_9 + b_1 + b_2 + b_3 + b_4 + b_5 + b_6 = c_1 + c_2
$$

Prices, $5 and $6, are none, $\\ce{{H2O}}$ is not read,
$\\cancel{{x}} = \\boxed{{\\text{{a "\\#b" \\_c}}}}$ is.

```math
\\begin{{align}}
a &= \\begin{{cases}} 1 & x > 0 \\\\ \\vec{{y}} \\textbf{{b}} \\end{{cases}} \\tag{{*}} \\\\
&= \\dfrac12 \\overline{{z}}
\\end{{align}}
```

| Left | Right |
| :--- | ----: |
| a    |     1 |

<table><tr><td colspan="2">wide</td></tr><tr><td rowspan="2">tall</td><td>b</td></tr>
<tr><td>c</td></tr></table>

![A grey box](grey.png) ![Gone](missing.png) ![Far](https://far.example/x.png)

![](grey.png)

![evil](evil.svg)

<img src="data:image/png;base64,{base64.b64encode(png()).decode()}" alt="written out">

<video src="film.mp4" title="A film"></video>
<iframe src="https://player.example/1" title="A player"></iframe>
<script>alert(3)</script>
<p onclick="alert(4)" style="position:fixed" id="twice">Clicked</p>
<math xmlns="http://www.w3.org/1998/Math/MathML"><mi onclick="x">x</mi></math>

[Next](other.md#here) [nowhere](other.md#not-there) [a file](film.mp4)
[mail](mailto:a@example.org) [script](javascript:alert(5)) [self](#twice) [page](about.md)

/// quiz | one
///

[^1]: Below.
"""
OTHER = "# Other\n\n## Here {#here}\n\n[Back](rich.md)\n"
ONE = """\
---
title: One
---

## What is `{{c1::it}}`? { #cloze }

Say [[an }} answer::x]] or [[(this) | that]] with ![grey](../docs/grey.png) and $y$.

!!! explanation
    See [the other](../docs/other.md#here).

## Which? { #which }

- (x) This [sound:x.mp3]
    > Yes.
- ( ) That
    > No.
"""
EXAM = """\
---
title: The exam
mode: exam
pass_mark: 60%
---

## Secret? { #secret }

- (x) Hidden right
    > Hidden why.
- ( ) Hidden wrong
"""


def rich(folder: Path, language: str = "en") -> Path:
    """Write a course with one lesson that has everything."""
    write(
        folder,
        {
            "mkdocs.yml": CONFIGURATION.format(title="Rich & small", language=language),
            "docs/index.md": "# Home\n",
            "docs/about.md": "# About\n",
            "docs/exam.md": "# Exam\n\n/// quiz | exam\n///\n",
            "docs/part/rich.md": RICH.replace("(other.md", "(../other.md").replace(
                "(about.md", "(../about.md"
            ),
            "docs/part/evil.svg": EVIL,
            "docs/other.md": OTHER.replace("(rich.md)", "(part/rich.md)"),
            "quizzes/one.md": ONE,
            "quizzes/exam.md": EXAM,
            **THEME,
        },
    )
    for name in ("docs/grey.png", "docs/part/grey.png"):
        (folder / name).write_bytes(png())
    (folder / "docs/part/film.mp4").write_bytes(b"film")
    return folder


def kinds(folder: Path, language: str = "el") -> Path:
    """Write the course with every kind of item."""
    every_kind(folder, language)
    configuration = CONFIGURATION.format(title="Μικρό", language=language)
    write(folder, {"mkdocs.yml": configuration, **THEME})
    return folder


def request_of(folder: Path, *, site: Path | None = None, **further: Any) -> Request:
    """Return what the command would ask of a course: its practice, and its site if that is built."""
    diagnostics = Diagnostics()
    course = read_course(find_layout(folder, diagnostics), diagnostics)
    assert not diagnostics.errors, [str(one) for one in diagnostics.errors]
    quizzes = tuple(quiz for quiz in course.taught if quiz.mode.value == "practice")
    request = Request(course=course, quizzes=quizzes, folder=folder, site=site)
    return replace(request, **further)


def built(folder: Path) -> Request:
    """Return the same with its site."""
    site = folder.parent / f"{folder.name}-site"
    assert build_site(folder, site_dir=site, quiet=True, for_disk=True)
    return request_of(folder, site=site)


def exam_of(request: Request) -> Quiz:
    """Return its exam, with its key."""
    (exam,) = request.course.exams
    return exam
