"""What finishing a site of Zensical's adds to it, and what it refuses."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.journey.conftest import Trainer
from tests.journey.zensical_course import zensical, zensical_course

ES = "# Examen\n\n/// quiz | written\n///\n"
BUILD_ANEW = "zensical build --clean && lessonry finish"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Trainer:
    """A course as Zensical leaves it, with a translation that it knows nothing of."""
    configured = "plugins: [search, lessonry: {languages: {es: {site_name: Pequeño}}}]"
    made = zensical_course(tmp_path_factory.mktemp("zensical"), {"docs/es/exam.md": ES})
    config = made.folder / "mkdocs.yml"
    text = config.read_text("utf-8").replace("plugins: [search, lessonry]", configured)
    config.write_text(text, "utf-8")
    zensical(made)
    return made


@pytest.fixture
def trainer(built: Trainer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Trainer:
    """A copy of it, to finish or to spoil, locked from the keys that it was built with."""
    monkeypatch.delenv("LESSONRY_LOCK")
    folder = tmp_path / "course"
    shutil.copytree(built.folder, folder, ignore=shutil.ignore_patterns(".cache"))
    return Trainer(folder=folder, keys=built.keys)


def page(trainer: Trainer, path: str) -> str:
    return (trainer.folder / "site" / path).read_text("utf-8")


def test_a_finished_site_is_whole_and_is_finished_once(trainer: Trainer) -> None:
    done = trainer.run("finish")
    assert done.returncode == 0, done.stderr
    said = done.stderr
    assert "docs/es/ is left out: only MkDocs builds translations." in said
    site = trainer.folder / "site"
    assert not (site / "es").exists()
    for file in sorted({*site.rglob("*.html")} - {*(site / "lessonry").rglob("*.html")}):
        text = file.read_text("utf-8")
        assert "lessonry-site:" not in text
        article = text[text.find("<article") : text.find("</article>")]
        links = re.findall(r'(?:href|src|data-lr-lock|data-lr-kit)="([^"#:]+)"', article)
        links += re.findall(r'(?:href|src)="([^"#:]*lessonry/[^"#:]+)"', text)
        assert links or file.name == "404.html"
        for link in links:
            there = (file.parent / link).resolve() if not link.startswith("/") else None
            if there:
                assert (there / "index.html" if there.is_dir() else there).is_file(), (file, link)
    for name in ("did.json", "sw.js", "lessonry/outline.js", "self-service/did.json", ".nojekyll"):
        assert (site / name).is_file()
    lost = page(trainer, "404.html")
    assert '<link rel="stylesheet" href="/small/lessonry/lessonry.css">' in lost
    whole = page(trainer, "module/bread/index.html")
    assert whole.index("assets/stylesheets/") < whole.index("lessonry/lessonry.css")
    assert "lessonry/style/quiz.css" in whole
    assert "lessonry/style/exam.css" not in whole

    # Zensical's search finds no question, and nothing of the translation.
    found = json.loads(page(trainer, "search.json"))["items"]
    assert {"module/bread/", "exam/"} <= {entry["location"] for entry in found}
    assert not [entry for entry in found if "#lr-" in entry["location"]]
    assert not [entry for entry in found if entry["location"].startswith("es/")]
    assert "What of bread" not in json.dumps(found)

    again = trainer.run("finish")
    assert again.returncode == 2
    assert "was finished before" in again.stderr
    assert page(trainer, "module/bread/index.html") == whole


def test_a_site_that_tells_an_answer_is_removed(trainer: Trainer) -> None:
    site = trainer.folder / "site"
    (site / "notes.txt").write_text("Twenty districts, in a spiral.\n", "utf-8")
    done = trainer.run("finish")
    assert done.returncode == 1
    assert "notes.txt tells of the exam `final`" in done.stderr
    assert not site.exists()


def test_a_site_is_finished_only_as_the_course_is_now(trainer: Trainer) -> None:
    site = trainer.folder / "site"
    quiz = trainer.folder / "quizzes" / "bread.md"
    text = quiz.read_text("utf-8")
    quiz.write_text(text.replace("So it is.", "So it was."), "utf-8")
    done = trainer.run("finish")
    assert done.returncode == 2
    assert "was changed after the site" in done.stderr
    assert BUILD_ANEW in done.stderr
    assert "lessonry-site:" in page(trainer, "index.html")

    quiz.write_text(text, "utf-8")
    lesson = site / "module" / "bread" / "index.html"
    lesson.rename(site / "bread.txt")
    assert "does not have the page module/bread.md" in trainer.run("finish").stderr


def test_who_lacks_something_is_told_what(trainer: Trainer) -> None:
    (trainer.folder / "docs" / "progress.md").unlink()
    done = trainer.run("finish")
    assert done.returncode == 1
    assert "There is no docs/progress.md" in done.stderr
    assert "/// progress\n///" in done.stderr

    (trainer.folder / "docs" / "progress.md").write_text("# My progress\n", "utf-8")
    (trainer.folder / "quizzes" / "bread.md").write_text("## No choices?\n", "utf-8")
    done = trainer.run("finish")
    assert done.returncode == 1
    assert "error[" in done.stderr


def test_a_site_without_the_extension_or_none_is_refused(trainer: Trainer) -> None:
    empty = trainer.folder / "empty"
    assert "There is no site in" in trainer.run("finish", "--site-dir", empty).stderr
    empty.mkdir()
    (empty / "index.html").write_text("<p>Somebody's own</p>", "utf-8")
    done = trainer.run("finish", "--site-dir", empty)
    assert done.returncode == 2
    assert "Write `- lessonry` under `markdown_extensions:` in mkdocs.yml" in done.stderr


def test_an_exam_that_was_locked_elsewhere_is_refused(trainer: Trainer, tmp_path: Path) -> None:
    other = Trainer(folder=trainer.folder, keys=tmp_path / "others")
    shutil.copytree(trainer.keys, other.keys)
    done = other.run("finish", environment={"LESSONRY_LOCK": "A" * 43})
    assert done.returncode == 2, done.stderr
    assert "was locked with another secret" in done.stderr
