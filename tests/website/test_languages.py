"""Translations in a site: own pages, the original's files and anchors, and what is not there yet."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from lessonry.cli.keys import command as keys_command
from lessonry.website.build import build_site
from tests.cases import write
from tests.website.conftest import EPOCH, EXAM, Small, contents
from tests.website.conftest import FILES as SMALL

THEME = (
    '<!doctype html><html lang="{{ config.theme.language }}"><head><title>{{ page.title }}</title>\n'
    "{% for other in config.extra.alternate %}"
    '<link rel="alternate" href="{{ other.link|url }}" hreflang="{{ other.lang }}">{% endfor %}\n'
    '{% for path in config.extra_css %}<link rel="stylesheet" href="{{ path|url }}">{% endfor %}\n'
    "</head><main>{{ page.content }}</main>"
    "{% for item in nav %}<p>{{ item.title }}</p>{% endfor %}</html>\n"
)
CONFIG = (
    "site_name: Small\nsite_url: https://example.org/small/\ntheme:\n  name:\n"
    "  custom_dir: theme\n  language: en\n"
    "nav: [{Home: index.md}, {Part: [one.md, two.md]}, exam.md, {Manual: manual.md}]\n"
    "plugins:\n  - lessonry:\n      not_lessons: [manual.md]\n      languages:\n        es:\n"
    "          site_name: Pequeño\n          nav: {Part: Parte}\n"
)
FILES = {
    "mkdocs.yml": CONFIG,
    "theme/main.html": THEME,
    "docs/one.md": (
        "---\ntitle: One\nobjectives: [See]\n---\n\n# One\n\n## On plates\n\n[Two](two.md#more), "
        "[the manual](manual.md), ![a plate](plate.svg)\n\n/// quiz | one\n///\n"
    ),
    "docs/two.md": "# Two\n\n[One](one.md) ![a plate](plate.svg)\n\n## More\n",
    "docs/manual.md": "# Manual\n",
    "docs/plate.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "docs/es/one.md": (
        "---\ntitle: Uno\n---\n\n# Uno\n\n## Sobre platos\n\n[Dos](two.md#more), "
        "[el manual](manual.md), [aquí](#sobre-platos), ![un plato](plate.svg)\n\n/// quiz | one\n///\n"
    ),
    "docs/es/exam.md": "# Examen\n\n/// quiz | exam\n///\n",
    "quizzes/es/one.md": (
        "## ¿Cuál?\n\n- (x) Esto, véase [la lección](../docs/one.md#one)\n"
        "    > Sí.\n- ( ) Eso, véase [la lección](../../docs/es/one.md#one)\n    > No.\n"
    ),
}
EXAM_ES = """---
title: El examen
---

## ¿Qué le dice a un cliente que encontró un pelo? { #hair }

- ( ) Que no es suyo
    > Ya sabe de quién es, y hace rato que dejó de escuchar.
- (x) Que lo siente, y trae otro plato
    > Justo: una disculpa sencilla y un plato nuevo. ![un plato](../docs/plate.svg)

??? hint
    Piense en el plato.

!!! explanation
    Primero se repara; las razones pueden esperar a que haya comido.

## Complete { #word }

Después de un fallo, lo que se da de más es primero una [[indemnización]], y nunca un regalo.

!!! explanation
    Paga una deuda.
"""


def page(folder: Path, path: str) -> str:
    return (folder / "site" / path / "index.html").read_text("utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build one course of which some is translated."""
    folder = write(tmp_path_factory.mktemp("languages") / "course", {**SMALL, **FILES})
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        assert build_site(folder, quiet=True)
    return folder


def test_a_translated_page_has_the_originals_anchors_files_and_pages(built: Path) -> None:
    text = page(built, "es/one")
    assert '<html lang="es">' in text and '<h2 id="on-plates">Sobre platos</h2>' in text
    assert 'href="#on-plates">aquí' in text
    assert 'src="../../plate.svg"' in text and not (built / "site/es/plate.svg").exists()
    assert 'href="../two/#more"' in text and 'href="../../manual/"' in text
    assert not (built / "site/es/manual").exists()
    assert 'href="../../lessonry/lessonry.css"' in text
    lessons = re.findall(r'href="([^"]+)">la lección', text)
    assert len(lessons) >= 2 and {*lessons} == {"./#one"}, "Both ways to write it."
    assert "<p>Parte</p>" in text and "Manual" not in text


def test_what_is_not_translated_is_shown_as_it_was_written(built: Path) -> None:
    text = page(built, "es/two")
    assert text.index('<h1 lang="en" dir="ltr"') < text.index("lr-not-translated")
    assert text.index("lr-not-translated") < text.index('<div lang="en" dir="ltr">\n')
    assert 'href="../one/"' in text and 'src="../../plate.svg"' in text
    exam = page(built, "es/exam")
    assert "<h1" in exam and '<div lang="en" dir="ltr">\n<section class="lr-quiz' in exam
    assert "data-lr-language" not in exam, "Its answers are graded by the original."


def test_pages_name_each_other_and_the_sitemap_names_all(built: Path) -> None:
    home = "https://example.org/small/"
    for path in ("one", "es/one"):
        text = page(built, path)
        assert f'href="{home}one/" hreflang="en"' in text
        assert f'href="{home}es/one/" hreflang="es"' in text
    assert "hreflang" not in page(built, "manual")
    found = (built / "site" / "sitemap.xml").read_text("utf-8")
    named = re.findall(f"<loc>{re.escape(home)}([^<]*)", found)
    assert {"one/", "es/one/", "manual/", "es/exam/"} <= {*named} and len(named) == len({*named})
    assert "es/manual/" not in named


def test_the_browser_is_told_of_the_course_in_the_language_of_its_page(built: Path) -> None:
    home = built / "site" / "lessonry"
    assert 'import("../outline-es.js")' in (home / "course/navigation.js").read_text("utf-8")
    said = (home / "outline-es.js").read_text("utf-8").removeprefix("export default ")
    outline = json.loads(said.strip().removesuffix(";"))
    english = (home / "outline-en.js").read_text("utf-8").removeprefix("export default ")
    former = json.loads(english.strip().removesuffix(";"))
    assert outline["title"] == "Pequeño" and outline["home"] == "es/"
    assert outline["edition"] == former["edition"] and outline["language"] == "es"
    lesson, theirs = (each["modules"][0]["lessons"][0] for each in (outline, former))
    assert (lesson["title"], lesson["url"]) == ("Uno", "es/one/")
    assert lesson["id"] == theirs["id"] and lesson["digest"] == theirs["digest"]
    assert lesson["quizzes"][0]["prints"] == theirs["quizzes"][0]["prints"]


def test_the_same_course_makes_the_same_bytes_and_plain_mkdocs_makes_them_too(small: Small) -> None:
    one, two = small(FILES), small(FILES)
    assert build_site(one, quiet=True)
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q"], cwd=two, check=True, capture_output=True
    )
    assert contents(one / "site") == contents(two / "site")


def test_each_language_has_a_lock_whose_answers_find_their_pictures(
    small: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LESSONRY_KEYS", str(tmp_path / "keys"))
    locked = EXAM.replace(
        "achievement: done\n", "achievement: done\nlock: true\nlock_weak: accept\n"
    )
    folder = small({**FILES, "quizzes/exam.md": locked, "quizzes/es/exam.md": EXAM_ES})
    keys = CliRunner().invoke(keys_command, ["new", "--no-passphrase", str(folder)])
    assert keys.exit_code == 0, keys.output
    assert build_site(folder, quiet=True)
    found = [
        re.search(r'data-lr-lock="([^"]+)" data-lr-lock-digest="(\w+)"', page(folder, path))
        for path in ("exam", "es/exam")
    ]
    english, spanish = (one for one in found if one)
    assert english[1] == f"../lessonry/locks/exam-{english[2]}.json"
    assert spanish[1] == f"../../lessonry/locks/exam-{spanish[2]}.json" != english[1]
    assert 'data-lr-language="es"' in page(folder, "es/exam")
    locks = [json.loads(f.read_text()) for f in (folder / "site/lessonry/locks").iterdir()]
    assert len(locks) == 2 and locks[0]["forms"][0]["items"] == locks[1]["forms"][0]["items"]
    listed = json.loads((folder / "certificates/self-service.json").read_text())["keys"]
    assert {key["digest"] for key in listed} == {english[2], spanish[2]}


def test_an_answer_that_a_translation_tells_stops_the_build(small: Small) -> None:
    told = "Primero se repara; las razones pueden esperar a que haya comido."
    folder = small(
        {**FILES, "quizzes/es/exam.md": EXAM_ES, "docs/two.md": f"# Two\n\n<!-- {told} -->\n"}
    )
    assert not build_site(folder, quiet=True)


def test_a_folder_that_no_language_is_declared_for_is_an_ordinary_one(small: Small) -> None:
    config = CONFIG.partition("      languages:")[0]
    folder = small({**FILES, "mkdocs.yml": config.replace("nav:", "not_in_nav: /es/\nnav:")})
    shutil.rmtree(folder / "quizzes" / "es")
    (folder / "docs" / "es" / "exam.md").unlink()
    assert build_site(folder, quiet=True)
    assert "Sobre platos" in page(folder, "es/one") and '<html lang="en">' in page(folder, "es/one")
    assert not (folder / "site" / "lessonry" / "outline-es.js").exists()


def test_a_language_that_is_declared_and_not_begun_shows_the_original(small: Small) -> None:
    config = re.sub(r"(?s)        es:.*", '        "ar": {}\n', CONFIG)
    folder = small({"mkdocs.yml": config, "theme/main.html": THEME, **{
        name: text for name, text in FILES.items() if "/es/" not in name and name.startswith("docs")
    }})  # fmt: skip
    assert build_site(folder, quiet=True)
    text = page(folder, "ar/one")
    assert '<html lang="ar" dir="rtl">' in text and '<div lang="en" dir="ltr">' in text
