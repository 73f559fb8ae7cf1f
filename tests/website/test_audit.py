"""The audit finds what an exam hides, however it is wrapped, and cries no wolf."""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import shutil
import time
import urllib.parse
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from lessonry.domain.items import GapItem
from lessonry.domain.items.frame import gap_mark
from lessonry.domain.items.gap import shown_answer
from lessonry.website import readings
from lessonry.website.audit import exam_audit
from lessonry.website.build import build_site
from lessonry.website.site import load_site
from lessonry.website.site_files import searched
from tests.cases import write
from tests.website.conftest import EXAM, FILES, Small

FEEDBACK = "Exactly: a plain apology & a plain new plate, without any discussion."
EXPLANATION = "Repairing comes first; the reasons can wait until the guest has eaten."
PAGE = FILES["docs/exam.md"]
ANSWER = "indemnification"


def leaks(folder: Path) -> list[str]:
    site = load_site(folder)
    exams = exam_audit(site.course, public=site.public_texts())
    return [str(leak) for leak in searched(folder / "site", exams)]


def zipped(text: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", text)
    return buffer.getvalue()


def in_base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def escaped(text: str) -> str:
    return "".join(f"\\u{ord(c):04x}" for c in text)


def split(text: str) -> str:
    return "<p>" + text.replace(" ", " <b></b>").replace("ai", "a<i>i</i>") + "</p>"


WRAPPINGS: dict[str, tuple[str, Callable[[str], str | bytes]]] = {
    "HTML": ("page.html", lambda t: f"<p>{t}</p>"),
    "HTML, escaped": ("page.html", lambda t: html.escape(t).replace("t ", "&#116; ")),
    "HTML, escaped twice": ("page.html", lambda t: html.escape(html.escape(f"<b>{t}</b>"))),
    "HTML, in an attribute": ("page.html", lambda t: f'<p title="{html.escape(t)}"></p>'),
    "HTML, in a comment": ("page.html", lambda t: f"<!-- {t} -->"),
    "HTML, split by tags": ("page.html", split),
    "HTML, over lines": ("page.html", lambda t: t.replace(" ", "\n        ")),
    "HTML, with invisible hyphens": ("page.html", lambda t: t.replace("ai", "a&shy;i")),
    "in capitals": ("page.html", str.upper),
    "search index": (
        "search/search_index.json",
        lambda t: json.dumps({"docs": [{"location": "exam/", "title": "Exam", "text": t}]}),
    ),
    "JSON, escaped": ("data.json", lambda t: f'{{"a": "{escaped(t)}"}}'),
    "JavaScript": ("extra.js", lambda t: f'const a = "{t}";'),
    "JavaScript, hexadecimal": ("extra.js", lambda t: "".join(f"\\x{ord(c):02x}" for c in t)),
    "source map": ("extra.js.map", lambda t: json.dumps({"sourcesContent": [t]})),
    "style": ("extra.css", lambda t: f'a::after {{ content: "{t}" }}'),
    "picture": ("picture.svg", lambda t: f"<svg><desc>{t}</desc></svg>"),
    "text": ("a.txt", str),
    "no suffix": ("a", str),
    "Markdown": ("quizzes/exam.md", lambda t: f"- (x) This\n    > {t}\n"),
    "gzip": ("a.gz", lambda t: gzip.compress(t.encode())),
    "zlib": ("a.bin", lambda t: zlib.compress(t.encode())),
    "zip": ("a.zip", zipped),
    "base64": ("a.txt", lambda t: base64.b64encode(t.encode())),
    "base64, for URLs": ("a.html", lambda t: base64.urlsafe_b64encode(t.encode()).rstrip(b"=")),
    "base64 of gzip": ("a.txt", lambda t: base64.b64encode(gzip.compress(t.encode() * 2))),
    "base64 of base64": ("a.txt", lambda t: base64.b64encode(b"x " + base64.b64encode(t.encode()))),
    "data URL": ("a.html", lambda t: f"<a href='data:text/html;base64,{in_base64(t)}'>"),
    "per cent": ("a.html", lambda t: urllib.parse.quote(f"<p>{t}</p>")),
    "per cent, with plus": ("a.html", urllib.parse.quote_plus),
    "UTF-16": ("a.txt", lambda t: t.encode("utf-16")),
}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write(tmp_path_factory.mktemp("audit") / "course", FILES)
    assert build_site(folder, quiet=True)
    return folder


@pytest.fixture
def course(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "course")


def plant(folder: Path, name: str, content: str | bytes) -> None:
    file = folder / "site" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())


@pytest.mark.parametrize("secret", [FEEDBACK, EXPLANATION], ids=["feedback", "explanation"])
@pytest.mark.parametrize("wrapping", WRAPPINGS)
def test_a_planted_sentence_is_found(course: Path, wrapping: str, secret: str) -> None:
    assert leaks(course) == []
    name, wrap = WRAPPINGS[wrapping]
    plant(course, name, wrap(secret))
    (found,) = leaks(course)
    assert found.startswith(f"{name} tells of the exam `exam`: ") and "quizzes/exam.md:" in found


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", f'{{"word": ["{ANSWER}"]}}'),
        ("a.txt", f"{ANSWER}\n"),
        ("a.txt", base64.b64encode(f"the word is {ANSWER}".encode())),
        ("a.csv.gz", gzip.compress(ANSWER.upper().encode(), mtime=0)),
        ("one/index.html", f"<!-- {ANSWER} -->"),
        ("search/search_index.json", json.dumps({"docs": [{"title": "", "text": ANSWER}]})),
        ("lessonry/a.html", f"After a failure, an extra is first of all an {ANSWER}, and never."),
        ("a.md", "- (x) That you are sorry, and bring a new plate"),
        ("extra.js", "[x] That you are sorry, and bring a new plate"),
    ],
)
def test_a_planted_key_is_found(course: Path, name: str, content: str | bytes) -> None:
    plant(course, name, content)
    if name == "lessonry/a.html":
        plant(course, name, str(content) + " a gift.")
    assert leaks(course) != []


@pytest.mark.parametrize(
    "mark",
    [
        "data-lr-key='[\"b\"]'",
        "data-lr-answer",
        'data-lr-right="true"',
        'data-lr-feedback-of="b"',
        "data-lr-explanation",
        f'data-note="{ANSWER}"',
        f'title="{ANSWER}"',
        f'placeholder="{ANSWER}"',
    ],
)
def test_a_mark_of_the_key_in_the_exam_is_found(course: Path, mark: str) -> None:
    page = course / "site" / "exam" / "index.html"
    text = page.read_text("utf-8")
    page.write_text(text.replace("<form ", f"<form {mark} ", 1), "utf-8")
    (found,) = leaks(course)
    assert found.startswith("exam/index.html tells of the exam `exam`: ")


def test_a_chosen_input_in_the_exam_is_found(course: Path) -> None:
    page = course / "site" / "exam" / "index.html"
    text = page.read_text("utf-8")
    page.write_text(text.replace('<input type="radio"', '<input type="radio" checked', 1), "utf-8")
    assert "checked" in leaks(course)[0]


WORDS_OF_PAGES = (
    "class", "content", "label", "title", "name", "en", "search", "exam", "Question", "time",
    "one", "text", "true", "mail", "javascript", "Hint", "Your answer", "docs", "location", "div",
    "The exam", "Small", "plates", "Done", "Home", "https", "urlset", "404", "script", "A",
)  # fmt: skip


@pytest.mark.parametrize("theme", ["small", "material"])
def test_a_word_that_pages_hold_by_right_may_be_an_answer(small: Small, theme: str) -> None:
    """Build all of them at once, as answers and as feedback, in a bare theme and in a rich one."""
    items = "".join(
        f"## Fill in number {n} {{ #w{n} }}\n\nIt is [[{word}]].\n\n!!! explanation\n    {word}.\n\n"
        f"## Choose number {n} {{ #c{n} }}\n\n- (x) Left\n    > {word}!\n- ( ) Right\n\n"
        for n, word in enumerate(WORDS_OF_PAGES)
    )
    config = FILES["mkdocs.yml"]
    if theme == "material":
        config = (
            "site_name: Small\nsite_url: https://example.org/\n"
            "theme:\n  name: material\n  font: false\nplugins: [search, lessonry]\n"
        )
    folder = small({"quizzes/exam.md": EXAM.split("## What")[0] + items, "mkdocs.yml": config})
    assert build_site(folder, quiet=True)


def test_a_sentence_of_a_lesson_may_be_an_exams_gap(small: Small) -> None:
    lesson = FILES["docs/one.md"].replace(
        "A lesson on plates.",
        f"After a failure, an extra is first of all an *{ANSWER}*, and never a gift.",
    )
    assert build_site(small({"docs/one.md": lesson}), quiet=True)


def test_a_list_that_begins_with_its_key_tells_nothing(small: Small) -> None:
    """Every exam shows the lists' lines behind the sentence, in the order of the alphabet."""
    item = (
        "## Give it a score { #scores }\n\nSomebody says that it was always so. [[ (1) | 3 | 5 ]]\n\n"
        "!!! explanation\n    There is no event in what she tells us.\n\n"
    )
    assert build_site(small({"quizzes/exam.md": EXAM + "\n" + item}), quiet=True)


@pytest.mark.parametrize(
    "shown",
    [
        "these <strong>reasons</strong> of <a href=x>ours</a>:",
        "the first of the four reasons",
        "<li>the <em>second</em> of the four</li>",
    ],
)
def test_markup_in_a_secret_does_not_hide_it(small: Small, shown: str) -> None:
    feedback = (
        "See ![a plate](../docs/p.png){ width=9 } these **reasons** of\n"
        '    > [ours](x.md#y "T"):\n    >\n'
        "    > 1. the first of the four reasons\n    > 2. the <em>second</em> of the four\n"
    )
    told = "He knows whose hair it is not, and has stopped listening by now.\n"
    folder = small({"quizzes/exam.md": EXAM.replace(told, feedback)})
    plant(folder, "a.html", f"<p>{shown}</p>")
    assert len(leaks(folder)) == 1


def test_an_exam_written_in_a_page_is_hidden_as_well(small: Small) -> None:
    exam = EXAM.replace("title: The exam\n", "")
    page = f"# Exam\n\n/// quiz | inline\n{exam}///\n"
    folder = small({"docs/exam.md": page, "quizzes/exam.md": FILES["quizzes/one.md"]})
    assert build_site(folder, quiet=True)
    assert (folder / "site/exam/index.html").read_text("utf-8").count("<form") == 2


@pytest.mark.parametrize(
    "files",
    [
        {"docs/exam.md": f"{PAGE}\n<!--\n{EXAM}\n-->\n"},
        {"docs/exam.md": f"{PAGE}\n- (x) That you are sorry, and bring a new plate\n"},
        {
            "docs/quizzes/exam.md": EXAM,
            "docs/quizzes/one.md": FILES["quizzes/one.md"],
            "mkdocs.yml": f"{FILES['mkdocs.yml'].rstrip()}:\n      quizzes: docs/quizzes\n",
        },
    ],
    ids=["in a comment", "key lines alone", "quizzes among the pages"],
)  # fmt: skip
def test_a_course_that_publishes_its_exam_is_not_built(
    small: Small, files: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = small(files)
    assert not build_site(folder, quiet=True)
    assert "tells of the exam" in capsys.readouterr().err
    assert not (folder / "site").exists()


def test_bombs_and_noise_are_read_in_no_time(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "LARGEST", 1_000_000)
    for pack in (gzip.compress, zlib.compress):
        assert len(readings.unfolded(pack(b"x" * 10_000_000))) == 1_000_000
    packed = zipped("x" * 10_000_000)
    assert readings.unfolded(packed) == packed
    plant(course, "bomb.gz", gzip.compress(b"x" * 10_000_000))
    plant(course, "noise.html", "<" * 300_000 + "&" * 300_000 + "\\u" * 100_000 + "%" * 300_000)
    plant(course, "broken.gz", b"\x1f\x8b\x08nonsense")
    plant(course, "broken.zip", b"PK\x03\x04nonsense")
    plant(course, "broken.json", "{")
    plant(course, "search/search_index.json", "[]")
    begin = time.process_time()
    assert leaks(course) == []
    assert time.process_time() - begin < 20


def test_the_demonstration_and_the_starter_tell_nothing(demonstration: Path, starter: Path) -> None:
    for folder in (demonstration, starter):
        site = load_site(folder)
        (exam,) = site.course.exams
        feedback = next(
            c.feedback for i in exam.items for c in getattr(i, "choices", ()) if c.feedback
        )
        plant(folder, "planted.txt", feedback.markdown)
        try:
            (found,) = leaks(folder)
            assert found.startswith("planted.txt ")
        finally:
            (folder / "site" / "planted.txt").unlink()


LISTS = """
## In which order? { #order }

1. Spread the cloth
2. Place the plates
3. Fold the napkins

!!! explanation
    The cloth is below everything else on the table.

## What belongs where? { #match }

- Fork => Left side
- Knife => Right side

!!! explanation
    A right hand holds what cuts the meat.
"""


@pytest.mark.parametrize(
    "planted",
    [
        "1. Spread the cloth\n2. Place the plates\n3. Fold the napkins\n",
        "<ol><li>Spread the cloth<li>Place the plates<li>Fold the napkins</ol>",
        "- Fork => Left side\n- Knife => Right side\n",
        "<li>Fork: left side<li>Knife: right side",
    ],
)
def test_a_list_in_its_right_order_and_pairs_are_found(small: Small, planted: str) -> None:
    folder = small({"quizzes/exam.md": EXAM + LISTS})
    assert build_site(folder, quiet=True)
    assert leaks(folder) == []
    plant(folder, "a.txt", planted)
    (leak,) = leaks(folder)
    assert leak.startswith("a.txt tells of the exam `exam`: the key of `")


def test_an_exam_may_show_a_list_whose_right_order_is_that_of_the_alphabet(small: Small) -> None:
    item = (
        "\n## Sort them { #sort }\n\n1. Apples there\n2. Bread here\n\n!!! explanation\n    A, b.\n"
    )
    folder = small({"quizzes/exam.md": EXAM + item})
    assert build_site(folder, quiet=True)
    assert leaks(folder) == []


TABLE_AND_PICTURE = """
## What is each? { #table }

| | owed by us | a gift |
| --- | --- | --- |
| The clean napkin at noon | (x) | ( ) |
| The second coffee at noon | ( ) | (x) |

!!! explanation
    Somebody would be cross about a dirty napkin at lunch.

## Where is it? { #picture }

![A hall](../docs/hall.svg)

- ( ) rect(5,30,25,45) The desk
- (x) circle(50,62.5,8) The door
    > Through it the guest comes in, with her umbrella.
"""


@pytest.mark.parametrize(
    "planted",
    [
        "| The clean napkin at noon | (x) | ( ) |\n",
        "<td>The second coffee at noon</td><td>( )</td><td>(x)</td>",
        "- (x) circle(50,62.5,8) The door\n",
        "<p>Through it the guest comes in, with her umbrella.</p>",
    ],
)
def test_a_ticked_cell_and_a_ticked_area_are_found(small: Small, planted: str) -> None:
    folder = small({"quizzes/exam.md": EXAM + TABLE_AND_PICTURE, "docs/hall.svg": "<svg/>"})
    assert build_site(folder, quiet=True)
    assert leaks(folder) == []
    plant(folder, "a.html", planted)
    assert {leak.partition(" tells ")[0] for leak in leaks(folder)} == {"a.html"}


def test_a_value_that_another_variant_shows_tells_nothing(small: Small) -> None:
    item = (
        "\n## What is one more? { #more }\n\n```vars\nn = randint(10000, 10008)\n```\n\n"
        "To {{ n }} people you add yourself: [[= {{ n + 1 }}]].\n\n!!! explanation\n    One more.\n"
    )
    folder = small({"quizzes/exam.md": EXAM + item})
    assert build_site(folder, quiet=True)
    last = load_site(folder).course.exams[0].items[-1].variants[-1]
    assert isinstance(last, GapItem) and last.body
    plant(folder, "a.txt", last.body.markdown.replace(gap_mark(0), shown_answer(last.gaps[0])))
    assert any("the key of `more`" in leak for leak in leaks(folder))
