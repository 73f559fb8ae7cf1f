"""The course on paper: what its pages show, what they leave out, and when they are made."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from lessonry.website.build import build_site
from lessonry.website.on_paper import for_paper, moved, named_apart, quizzes_in, replaced
from lessonry.website.print_pages import FEW
from tests.website.conftest import Small

MODULES = "nav:\n  - index.md\n  - Plates:\n      - one.md\n      - two.md\n  - exam.md\n"
CONFIG = (
    'site_name: "\\"Plates\\""\nsite_url: https://example.org/small/\nuse_directory_urls: {urls}\n'
    "theme:\n  name:\n  custom_dir: theme\n  static_templates: [404.html]\n"
    "plugins:\n  - lessonry{options}\n" + MODULES
)
QUIZ = """## Which? { #which objective=one-1 }

- (x) This one, see [the lesson](../docs/two.md#deeper)
    > Because of the rim.
- ( ) That one
    > No, it is chipped.

??? hint
    Think of the rim.

## Fill { #fill }

A plate is [[round]].
"""
FILES = {
    "mkdocs.yml": CONFIG.format(urls="true", options=""),
    "docs/one.md": (
        "---\nobjectives: [See]\n---\n\n# One\n\n![A plate](plate.svg)\n\n## Deeper\n\n"
        "/// quiz | one\n///\n\nGo on to [the second](two.md), or [deeper](#deeper).\n"
    ),
    "docs/two.md": "# Two\n\n## Deeper\n\nMore plates.\n",
    "docs/plate.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "docs/exam.md": "# Exam\n\n/// quiz | exam\n///\n",
    "quizzes/one.md": QUIZ,
}
SHEET = "print/worksheets/one/index.html"
KEY = "print/answers/one/index.html"


def built(small: Small, **files: str) -> Path:
    folder = small({**FILES, **files})
    assert build_site(folder, quiet=True)
    return folder / "site"


def broken(site: Path) -> list[str]:
    """Return the links of print pages that lead nowhere."""
    found = []
    for file in site.rglob("print/**/*.html"):
        text = file.read_text("utf-8")
        for link in re.findall(r'\s(?:href|src)="([^"]+)"', text):
            parts = urlsplit(link)
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            target = target / "index.html" if target.is_dir() else target
            there = target.is_file() and target.suffix == ".html" and parts.fragment
            if not parts.scheme and (
                not target.is_file()
                or (there and f'id="{parts.fragment}"' not in target.read_text("utf-8"))
            ):
                found.append(f"{file.relative_to(site)}: {link}")
    return found


@pytest.mark.parametrize("urls", ["true", "false"])
def test_every_page_is_made_and_every_link_leads_somewhere(small: Small, urls: str) -> None:
    site = built(small, **{"mkdocs.yml": CONFIG.format(urls=urls, options="")})
    pages = {file.relative_to(site).as_posix() for file in site.rglob("print/**/*.html")}
    assert pages == {
        "print/index.html",
        "print/modules/plates/index.html",
        SHEET,
        KEY,
        "print/answers/index.html",
    }
    assert not broken(site)
    home = (site / "index.html").read_text("utf-8")
    assert f'href="print/{"" if urls == "true" else "index.html"}"' in home


def test_the_whole_course_stands_on_one_page(small: Small) -> None:
    site = built(small)
    page = (site / "print/index.html").read_text("utf-8")
    assert page.count('class="lr-print-lesson"') == 2
    assert '<html lang="en" dir="ltr"' in page
    assert '<meta name="robots" content="noindex">' in page
    assert 'href="#l2-lesson">the second</a>' in page  # the lesson stands there, too
    assert 'href="#l1-deeper">deeper</a>' in page
    assert 'src="../plate.svg"' in page
    assert len(re.findall(r'\sid="', page)) == len(set(re.findall(r'\sid="([^"]*)"', page)))
    assert "main.js" not in page
    heads = (site / "print/heads.css").read_text("utf-8")
    assert '@top-left { content: "\\22 Plates\\22 "; }' in heads
    assert '@page lr-head-1 { @top-right { content: "Plates"; } }' in heads
    assert "lr-head-1" in page
    assert "/print/" not in (site / "sitemap.xml").read_text("utf-8")


def test_answers_stand_on_pages_of_their_own(small: Small) -> None:
    site = built(small)
    for name in ("print/index.html", "print/modules/plates/index.html", SHEET):
        page = (site / name).read_text("utf-8")
        assert "Which?" in page, name
        assert "This one" in page, name
        for told in ("Because of the rim", "data-lr-key", "Think of the rim", "lr-answer", "round"):
            assert told not in page, (name, told)
    key = (site / KEY).read_text("utf-8")
    assert "Because of the rim" in key
    assert '<mark class="lr-key">round</mark>' in key
    assert 'href="../../../two/#deeper"' in key


def test_no_exam_comes_onto_paper(small: Small) -> None:
    site = built(small)
    for file in site.rglob("print/**/*.html"):
        text = file.read_text("utf-8")
        assert "found a hair" not in text, file
        assert 'data-lr-mode="exam"' not in text, file
    told = '<section class="lr-quiz" data-lr-mode="exam" data-lr-quiz="exam">All of it</section>'
    assert for_paper(f"<p>a</p>{told}<p>b</p>", exam="!", language="en") == "<p>a</p>!<p>b</p>"
    assert quizzes_in(told) == {}
    assert not (site / "print/worksheets/exam").exists()


def test_what_a_code_opens_is_left_out_with_a_line(small: Small) -> None:
    full = FILES["docs/one.md"].replace("---\n", "---\naccess: full\n", 1)
    site = built(small, **{"docs/one.md": full})
    page = (site / "print/index.html").read_text("utf-8")
    assert "opens with an access code" in page
    assert "Which?" not in page
    assert not (site / SHEET).exists()
    assert not (site / KEY).exists()


def test_a_large_course_has_them_where_it_asks_for_them(small: Small) -> None:
    off = built(
        small, **{"mkdocs.yml": CONFIG.format(urls="true", options=":\n      print: false")}
    )
    assert not (off / "print").exists()
    assert "lr-print-way" not in (off / "index.html").read_text("utf-8")
    many = {f"docs/l{n}.md": f"# L{n}\n" for n in range(FEW)}
    config = FILES["mkdocs.yml"].replace(MODULES, "")
    assert not (built(small, **{**many, "mkdocs.yml": config}) / "print").exists()


def test_a_folder_of_the_trainers_own_stays(
    small: Small, capsys: pytest.CaptureFixture[str]
) -> None:
    site = built(small, **{"docs/print/index.md": "# Prints\n\nWe sell prints.\n"})
    assert "We sell prints." in (site / "print/index.html").read_text("utf-8")
    assert not (site / "print/modules").exists()
    assert "lessonry makes no print pages" in capsys.readouterr().err


def test_what_goes_nowhere_else_stays_as_it_is() -> None:
    html = '<a href="https://a.example/b">x</a><a href="#y">y</a><img srcset="p.png 1x, q.png 2x">'
    assert moved(html, "m/one/", "print/") == html.replace("p.png", "../m/one/p.png").replace(
        "q.png", "../m/one/q.png"
    )
    assert 'href="../../assets/a.png"' in moved(
        '<a href="../../../assets/a.png">', "m/one/", "print/"
    )
    assert named_apart('<p id="a" aria-labelledby="b c"><a href="#a">', "k-") == (
        '<p id="k-a" aria-labelledby="k-b k-c"><a href="#k-a">'
    )
    nested = "<b><div class=x><div>1</div></div>2</b>"
    assert replaced(nested, re.compile("<div class=x>")) == "<b>2</b>"


def test_the_map_shows_the_pictures_that_are_there(small: Small) -> None:
    picture = FILES["docs/plate.svg"]
    pictures = {
        "docs/assets/course.svg": picture,
        "docs/assets/modules/plates.png": "",
        "docs/assets/modules/plates.svg": picture,
    }
    home = (built(small, **pictures) / "index.html").read_text("utf-8")
    assert '<img class="lr-hero-picture" src="assets/course.svg" alt=""' in home
    assert '<img class="lr-module-picture" src="assets/modules/plates.svg" alt=""' in home
    assert "lr-module-picture" not in (built(small) / "index.html").read_text("utf-8")
