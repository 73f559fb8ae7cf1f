"""Building: whole or not at all, the same bytes each time, and never over somebody's files."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lessonry.errors import UsageError, WorldError
from lessonry.website import build
from lessonry.website.build import build_site
from tests.cases import write
from tests.website.conftest import ACCESS, EXAM, Small, contents


def listed(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_the_demonstration_course_builds_without_a_word(
    demonstration: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LESSONRY_ACCESS", ACCESS)
    assert build_site(demonstration, strict=True, site_dir=demonstration.parent / "strict")
    site = demonstration / "site"
    for name in ("index.html", "exam/index.html", "verify/index.html", "lessonry/main.js",
                 "lessonry/course.json", "lessonry/pagefind/pagefind.js", ".nojekyll"):  # fmt: skip
        assert (site / name).is_file(), name
    sources = {"docs", "quizzes", "certificates", "mkdocs.yml"}
    assert listed(demonstration) - {".cache"} == {*sources, "site"}


def test_the_starter_builds_and_has_what_its_pages_need(starter: Path) -> None:
    home = (starter / "site" / "index.html").read_text("utf-8")
    assert "First aid" in home and "lessonry/main.js" in home and 'type="module"' in home


def test_a_page_links_the_styles_of_what_stands_on_it_alone(demonstration: Path) -> None:
    def styles(page: str) -> list[str]:
        text = (demonstration / "site" / page / "index.html").read_text("utf-8")
        return re.findall(r'<link rel="stylesheet" href="[^"]*/lessonry/([^"]*)">', text)

    assert styles("reference/codes") == ["lessonry.css"]
    assert styles("recovery/fix-then-surprise")[:2] == ["lessonry.css", "style/quiz.css"]
    assert "style/item-scenario.css" in styles("recovery/fix-then-surprise")
    assert "style/item-scenario.css" not in styles("exam")
    assert "style/exam.css" in styles("exam")


def test_the_same_course_makes_the_same_bytes(small: Small) -> None:
    one, two = small(), small()
    for folder in (one, two):
        assert build_site(folder, quiet=True)
    assert contents(one / "site") == contents(two / "site")


def test_without_a_day_to_go_by_no_day_is_written(
    small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = "site_name: A\nsite_url: https://a.org/\ntheme: material\nplugins: [lessonry]\n"
    folder = small({"mkdocs.yml": config})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert build_site(folder, quiet=True)
    assert b"<lastmod>1970-01-01</lastmod>" in contents(folder / "site")["sitemap.xml"]
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert build_site(folder, quiet=True)
    today = contents(folder / "site")
    monkeypatch.setattr("mkdocs.structure.pages.get_build_date", lambda: "2031-05-05")
    assert build_site(folder, quiet=True)
    assert contents(folder / "site") == today
    assert b"<loc>" in today["sitemap.xml"] and b"<lastmod>" not in today["sitemap.xml"]


def test_which_choice_is_the_key_of_an_exam_changes_no_byte(small: Small) -> None:
    other = EXAM.replace("(x)", "(_)").replace("( )", "(x)").replace("(_)", "( )")
    other = other.replace("[[indemnification]]", "[[obligation|/debts?/]]")
    other = other.replace("Exactly:", "Not so:").replace("It pays a debt.", "It does.")
    one, two = small(), small({"quizzes/exam.md": other})
    for folder in (one, two):
        assert build_site(folder, quiet=True)
    assert contents(one / "site") == contents(two / "site")


def test_a_learner_sees_another_page_when_the_stem_changes(small: Small) -> None:
    one, two = small(), small({"quizzes/exam.md": EXAM.replace("a hair", "a stone")})
    for folder in (one, two):
        assert build_site(folder, quiet=True)
    assert contents(one / "site")["exam/index.html"] != contents(two / "site")["exam/index.html"]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("quizzes/one.md", "## Which?\n\n- ( ) A\n- ( ) B\n", "quizzes/one.md:1:4: error[LR120]"),
        ("mkdocs.yml", "site_name: [\n", "mkdocs.yml"),
        ("mkdocs.yml", "site_name: A\nplugins: [lessonry, nothing-known]\n", "nothing-known"),
        ("mkdocs.yml", "site_name: A\nplugins:\n  - lessonry:\n      curse: a\n", "curse"),
        ("templates/quiz.html.jinja", "{{ nope }}", "quiz.html.jinja, line 1"),
        ("templates/items/choice.html.jinja", "{% if %}", "choice.html.jinja, line 1"),
        ("docs/leak.md", EXAM.partition("!!! explanation\n")[2], "tells of the exam `exam`"),
    ],
)
def test_a_fault_leaves_the_former_site_as_it_was(
    small: Small, capsys: pytest.CaptureFixture[str], name: str, text: str, said: str
) -> None:
    folder = small()
    assert build_site(folder, quiet=True)
    before, there = contents(folder / "site"), listed(folder)
    capsys.readouterr()
    write(folder, {"mkdocs.yml": (folder / "mkdocs.yml").read_text("utf-8"), name: text,
                   "docs/one.md": (folder / "docs/one.md").read_text("utf-8")})  # fmt: skip
    assert not build_site(folder, quiet=True)
    assert said in capsys.readouterr().err
    assert contents(folder / "site") == before
    assert listed(folder) == there | {name.partition("/")[0]}


def test_strict_stops_at_a_warning_and_plain_does_not(
    small: Small, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = small({"quizzes/never.md": "## Which?\n\n- (x) A\n    > Yes.\n- ( ) B\n"})
    assert not build_site(folder, strict=True)
    assert not (folder / "site").exists()
    assert "warning[LR201]" in capsys.readouterr().err
    assert build_site(folder)
    assert (folder / "site" / "index.html").is_file()


def test_a_full_disk_leaves_the_former_site_as_it_was(
    small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = small()
    assert build_site(folder, quiet=True)
    before, there = contents(folder / "site"), listed(folder)

    def full(*_: object, **__: object) -> Path:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("mkdocs.utils.write_file", full)
        with pytest.raises(WorldError, match="No space left"):
            build_site(folder, quiet=True)
    with monkeypatch.context() as patch:
        moved = Path.rename

        def rename(here: Path, there: Path) -> Path:
            is_last = there.name == "site" and not here.name.endswith("-former")
            return full() if is_last else moved(here, there)

        patch.setattr(Path, "rename", rename)
        with pytest.raises(WorldError, match="No space left"):
            build_site(folder, quiet=True)
    assert contents(folder / "site") == before and listed(folder) == there


def test_a_folder_that_holds_other_things_is_not_replaced(small: Small, tmp_path: Path) -> None:
    folder = small()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", "utf-8")
    (tmp_path / "file").write_text("dear", "utf-8")
    (tmp_path / "pages" / ".git").mkdir(parents=True)
    (tmp_path / "pages" / "404.html").touch()
    for name in ("mine", "file", "pages"):
        with pytest.raises(UsageError) as caught:
            build_site(folder, site_dir=tmp_path / name)
        assert name in caught.value.message and caught.value.help
    assert (tmp_path / "mine" / "letter.txt").read_text("utf-8") == "dear"
    assert (tmp_path / "file").read_text("utf-8") == "dear"


@pytest.mark.parametrize(
    "name", [".", "..", "/", "docs", "docs/site", "quizzes", "certificates/a/b", "docs/../quizzes"]
)
def test_a_site_is_never_built_over_the_course(small: Small, name: str) -> None:
    folder = small()
    before = contents(folder)
    with pytest.raises(UsageError):
        build_site(folder, site_dir=folder / name)
    assert contents(folder) == before


def test_a_site_goes_where_it_is_wanted(small: Small, tmp_path: Path) -> None:
    folder = small()
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    for name in ("new/deep/site", "link"):
        assert build_site(folder, site_dir=tmp_path / name, quiet=True)
        assert (tmp_path / name / "exam" / "index.html").is_file()
    assert (tmp_path / "link").is_symlink() and not (folder / "site").exists()


def test_mkdocs_alone_builds_the_same_site(small: Small) -> None:
    folder = small()
    assert build_site(folder, quiet=True)
    ours = contents(folder / "site")
    shutil.rmtree(folder / "site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    # The small course's issuer has no keys: one warning, and the strict build stops.
    assert done.returncode == 1 and "LR302" in done.stderr and "Traceback" not in done.stderr
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=folder, check=True)
    assert contents(folder / "site") == ours


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("quizzes/one.md", "## Which?\n", "LR111"),
        ("templates/quiz.html.jinja", "{{ nope }}", "quiz.html.jinja, line 1 does not work"),
    ],
)
def test_mkdocs_alone_stops_at_a_fault_without_a_traceback(
    small: Small, name: str, text: str, said: str
) -> None:
    folder = small({name: text})
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1 and said in done.stderr and "Traceback" not in done.stderr
    assert not (folder / "site" / "one" / "index.html").exists()


@pytest.mark.parametrize(
    "address",
    [":", "8000", "localhost", "localhost:x", "localhost:99999", "nowhere:80", "1.2.3.4:0"],
)
def test_an_address_that_is_none_is_a_wrong_call(small: Small, address: str) -> None:
    with pytest.raises(UsageError, match="no address"):
        build.serve_site(small(), address=address)


def test_messages_are_told_once_and_loggers_are_left_as_they_were(
    small: Small, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = small()
    for _ in range(2):
        assert build_site(folder)
        assert capsys.readouterr().err.count("LR302") == 1
    assert build_site(folder, quiet=True)
    assert "Building" not in capsys.readouterr().err
    assert "NO_MKDOCS_2_WARNING" in os.environ


@pytest.mark.parametrize(
    ("more", "home"),
    [("site_url: https://a.org/deep/\n", "/deep/"), ("", "/")],
    ids=["published in a folder", "nowhere yet"],
)
def test_an_address_that_is_nobodys_leads_back_to_the_course(
    small: Small, more: str, home: str
) -> None:
    theme = "theme: {name: material, language: es}\n"
    folder = small({"mkdocs.yml": f"site_name: A\n{more}{theme}plugins: [lessonry]\n"})
    assert build_site(folder, quiet=True)
    page = contents(folder / "site")["404.html"].decode()
    assert "<h1>Esta página no está aquí</h1>" in page
    assert f'class="lr-button" href="{home}"' in page
    assert "Not found" not in page
