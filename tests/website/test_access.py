"""What a build makes of full lessons: a preview, nothing else to read, and planted leaks found."""

from __future__ import annotations

import base64
import gzip
import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from mkdocs.structure.toc import AnchorLink

from lessonry.access import book, codes, place, sealing
from lessonry.access.book import Book
from lessonry.project import load_course
from lessonry.website import enclosing
from lessonry.website.access import CODES, INDEX, check_codes
from lessonry.website.access_audit import closed_audit
from lessonry.website.build import build_site
from lessonry.website.preview import cut, headings_in
from lessonry.website.site import load_site
from lessonry.website.site_files import searched
from tests.cases import write
from tests.journey.full_course import BARE_SECRET, FILES, QUIZ, SECRET
from tests.website.conftest import contents

DAY = date(2026, 11, 22)
COURSE = "small-course"
BARE = {
    "mkdocs.yml": (
        "site_name: Small course\nsite_url: https://example.org/small/\ntheme:\n  name:\n"
        "  custom_dir: theme\n  static_templates: [404.html]\nplugins:\n  - search\n  - lessonry\n"
    ),
    "theme/main.html": "<!doctype html><title>{{ page.title }}</title><main>{{ page.content }}</main>\n",
    "theme/404.html": "<!doctype html><title>Not found</title>\n",
}
"""What the same course is in a theme of two lines."""


def held_book() -> Book:
    made, _ = book.Book(course=COURSE, secret=bytes(32)).with_cohort("Ada", 2, DAY, None)
    return made


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Book:
    """Give the build two codes, as a server has them."""
    made = held_book()
    monkeypatch.setenv(place.VARIABLE, book.packed(made, DAY))
    return made


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Book]:
    """Build the course once, for what only looks at it."""
    made = held_book()
    folder = write(tmp_path_factory.mktemp("full") / "course", FILES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1795305600")
        patch.setenv(place.VARIABLE, book.packed(made, DAY))
        assert build_site(folder, quiet=True)
    return folder, made


def opened(site: Path, name: str, code: str) -> str:
    """Return what a code opens of a built site, as the page does."""
    said = json.loads((site / CODES / INDEX).read_text("utf-8"))
    home = site / CODES / said["folder"]
    shards = [(home / "keys" / f"{number}.bin").read_bytes() for number in range(1 << said["bits"])]
    key = sealing.unwrapped(code, said["course"], bytes.fromhex(said["salt"]), shards)
    assert key is not None
    sealed = (home / "parts" / f"{name}.bin").read_bytes()
    return str(json.loads(sealing.opened(key, name, sealed))["html"])


def test_what_is_full_is_nowhere_and_a_code_opens_all_of_it(built: tuple[Path, Book]) -> None:
    folder, made = built
    site = folder / "site"
    page = (site / "module/full/index.html").read_text("utf-8")
    assert "A promise that everybody reads" in page
    assert "What you will learn" in page
    hidden = (SECRET, QUIZ, "secret goodbye", "secret-goodbye", "way to the door", "very-end")
    for file, content in contents(site).items():
        assert [secret for secret in hidden if secret.encode() in content] == [], file
    assert "What it says of itself" in (site / "module/bare/index.html").read_text("utf-8")
    for code in made.held(DAY):
        html = opened(site, "module/full", code)
        for text in (SECRET, QUIZ, "The secret goodbye", "And a last paragraph"):
            assert text in html


def test_files_of_full_lessons_alone_travel_inside(built: tuple[Path, Book]) -> None:
    folder, made = built
    site = folder / "site"
    assert not (site / "module/door.svg").exists()
    assert not (site / "module/sheet.txt").exists()
    assert (site / "module/plate.svg").is_file()
    html = opened(site, "module/full", made.held(DAY)[0])
    assert 'src="data:image/svg+xml;base64,' in html
    assert 'src="../plate.svg"' in html
    assert 'href="data:text/plain;base64,' in html and 'download="sheet.txt"' in html


def test_the_same_course_and_codes_make_the_same_bytes(
    tmp_path: Path, built: tuple[Path, Book], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, made = built
    monkeypatch.setenv(place.VARIABLE, book.packed(made, DAY))
    again = write(tmp_path / "again", FILES)
    assert build_site(again, quiet=True)
    first, second = contents(folder / "site"), contents(again / "site")
    ours = [name for name in first if name.startswith((CODES, "module/"))]
    assert [name for name in ours if first[name] != second[name]] == []


def test_a_large_file_stays_public_and_that_is_said(
    tmp_path: Path,
    held: Book,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(enclosing, "LARGEST", 50)
    folder = write(tmp_path / "course", FILES)
    assert build_site(folder, quiet=True)
    assert "[LR624]: module/door.svg is too large" in capsys.readouterr().err
    assert (folder / "site/module/door.svg").is_file()


def test_without_codes_what_is_full_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LESSONRY_KEYS", str(tmp_path / "keys"))
    folder = write(tmp_path / "course", FILES)
    assert [found.code for found in check_codes(load_course(folder)[0])] == ["LR622"]
    assert build_site(folder, quiet=True)
    assert "LR622" in capsys.readouterr().err
    page = (folder / "site/module/full/index.html").read_text("utf-8")
    assert "It is not in this copy of the course." in page
    assert "data-lr-access-form" not in page
    assert not (folder / "site" / CODES).exists()
    assert all(SECRET.encode() not in text for text in contents(folder / "site").values())


def test_codes_that_have_expired_open_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, _ = held_book().with_cohort("Old", 5, date(2026, 1, 1), date(2026, 11, 21))
    monkeypatch.setenv(place.VARIABLE, book.packed(made, date(2026, 11, 1)))
    folder = write(tmp_path / "course", FILES)
    assert build_site(folder, quiet=True)
    gone = list(made.entries())[-1].code
    with pytest.raises(AssertionError):
        opened(folder / "site", "module/full", gone)


PLANTS: dict[str, Callable[[str], bytes]] = {
    "a text": lambda text: text.encode(),
    "an excerpt": lambda text: " ".join(text.split()[2:11]).encode(),
    "a comment": lambda text: f"<!-- {text} -->".encode(),
    "markup": lambda text: text.replace(" ", " <b></b>").encode(),
    "JSON": lambda text: json.dumps({"text": text}).encode(),
    "escapes": lambda text: "".join(f"\\u{ord(letter):04x}" for letter in text).encode(),
    "base64": lambda text: base64.b64encode(text.encode()),
    "gzip": lambda text: gzip.compress(text.encode()),
}


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], list[str]]:
    """Build the course in a theme of two lines; return the audit of a copy of its site."""
    folder = write(tmp_path_factory.mktemp("bare") / "course", FILES | BARE)
    made = held_book()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1795305600")
        patch.setenv(place.VARIABLE, book.packed(made, DAY))
        assert build_site(folder, quiet=True)
    held = made.held(DAY)
    site = load_site(folder)
    parts = [
        (title, opened(folder / "site", name, held[0]))
        for title, name in (("Full lesson", "module/full"), ("Bare lesson", "module/bare"))
    ]

    def audited(copy: Path) -> list[str]:
        shutil.copytree(folder / "site", copy, dirs_exist_ok=True)
        closed = closed_audit(site.course, site.layout, parts, held)
        return [str(leak) for leak in searched(copy, closed)]

    return audited


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS.keys())
@pytest.mark.parametrize("text", [SECRET, QUIZ, BARE_SECRET])
def test_the_audit_finds_a_planted_sentence(
    tmp_path: Path,
    bare: Callable[[Path], list[str]],
    plant: Callable[[str], bytes],
    text: str,
) -> None:
    (tmp_path / "planted.bin").write_bytes(plant(text))
    (found,) = bare(tmp_path)
    assert found.startswith("planted.bin tells of the full page")


def test_the_audit_cries_no_wolf(tmp_path: Path, bare: Callable[[Path], list[str]]) -> None:
    assert bare(tmp_path) == []


def test_a_build_that_tells_is_not_kept(
    tmp_path: Path, held: Book, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path / "course", FILES | BARE)
    (folder / "docs" / "notes.txt").write_text(f"Nobody knows that {SECRET}.", "utf-8")
    assert not build_site(folder, quiet=True)
    assert "notes.txt tells of the full page “Full lesson”" in capsys.readouterr().err
    assert not (folder / "site").exists()


def test_the_audit_finds_a_code(
    tmp_path: Path, held: Book, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path / "course", FILES | BARE)
    code = codes.shown(held.held(DAY)[0])
    (folder / "docs" / "welcome.csv").write_text(f"Ada,{code}\n", "utf-8")
    assert not build_site(folder, quiet=True)
    assert "welcome.csv names an access code" in capsys.readouterr().err


def test_the_audit_lets_pass_what_a_free_page_says_too(
    tmp_path: Path, held: Book, capsys: pytest.CaptureFixture[str]
) -> None:
    free = f"# Free\n\nNobody outside hears that [guests](../index.md) {SECRET[7:]}.\n"
    files = FILES | BARE | {"docs/module/free.md": free}
    assert build_site(write(tmp_path / "course", files), quiet=True), capsys.readouterr().err


SECRETO = "los clientes recuerdan sobre todo el último minuto que pasaron con nosotros"
TRANSLATED = {
    "mkdocs.yml": BARE["mkdocs.yml"].replace(
        "  - lessonry\n",
        "  - lessonry:\n      languages:\n        es:\n          site_name: Curso\n",
    ),
    "docs/es/module/full.md": (
        "---\ntitle: Completa\nobjectives: [Decir adiós]\n---\n\n# Completa\n\nUna promesa.\n\n"
        f"<!-- more -->\n\nNadie de fuera oye que {SECRETO}.\n\n/// quiz | full\n///\n"
    ),
}


def test_a_translation_is_as_full_as_the_original(
    tmp_path: Path, held: Book, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path / "course", FILES | BARE | TRANSLATED)
    assert build_site(folder, quiet=True), capsys.readouterr().err
    site = folder / "site"
    assert "Una promesa" in (site / "es/module/full/index.html").read_text("utf-8")
    for text in (SECRET, SECRETO):
        assert [name for name, file in contents(site).items() if text.encode() in file] == []
    for code in held.held(DAY):
        assert SECRETO in opened(site, "es/module/full", code)
        assert BARE_SECRET in opened(site, "es/module/bare", code)

    (folder / "docs" / "notes.txt").write_text(f"Se sabe que {SECRETO}.", "utf-8")
    assert not build_site(folder, quiet=True)
    assert "notes.txt tells of the full page “Completa”" in capsys.readouterr().err


def test_an_exam_behind_a_code_is_audited_like_any_other(
    tmp_path: Path, held: Book, capsys: pytest.CaptureFixture[str]
) -> None:
    telling = "The plate goes first, since a guest who eats is a guest who listens."
    exam = (
        "---\nmode: exam\npass_mark: 50%\n---\n\n## Which? { #which }\n\n- (x) The plate\n"
        f"    > {telling}\n- ( ) The bill\n    > No.\n"
    )
    page = (
        "---\naccess: full\n---\n\n# Exam\n\nAbout it.\n\n<!-- more -->\n\n"
        f"{telling}\n\n/// quiz | exam\n///\n"
    )
    files = FILES | BARE | {"quizzes/exam.md": exam, "docs/exam.md": page}
    assert not build_site(write(tmp_path / "course", files), quiet=True)
    assert "exam/index.html tells of the exam `exam`" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("html", "preview"),
    [
        ("<h1>T</h1>\n<p>a</p>\n<!-- more -->\n<p>b</p>", "<h1>T</h1>\n<p>a</p>\n"),
        ("<h1>T</h1>\n<p>a<br>b <img src='x'></p>\n<!--more--><p>b</p>", None),
        ("<h1>T</h1><div><!-- more --></div><p>b</p>", "<h1>T</h1>"),
        ("<h1>T</h1><p>a<p>b<!-- more --><p>c</p>", "<h1>T</h1>"),
        ("<p>a</p><pre>&lt;!-- more --&gt;</pre>", ""),
    ],
)
def test_a_page_is_cut_only_where_no_element_is_open(html: str, preview: str | None) -> None:
    expected = html[: html.index("<!--more")] if preview is None else preview
    first, rest = cut(html)
    assert first == expected
    assert first + rest == html


def test_contents_keep_the_headings_of_the_preview_alone() -> None:
    title, shown, hidden = (
        AnchorLink(name, name, level) for name, level in (("t", 1), ("a", 2), ("b", 2))
    )
    title.children = [shown, hidden]
    (kept,) = headings_in('<h1 id="t">T</h1><h2 id="a">A</h2>', [title])
    assert [child.id for child in kept.children] == ["a"]
