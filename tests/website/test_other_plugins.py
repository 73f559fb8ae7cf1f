"""Other people's plugins and hooks do their work beside lessonry, and nothing shows a former state."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.commands.build import build as stock
from mkdocs.config import load_config
from mkdocs.config.config_options import Hooks
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from lessonry.website import built
from lessonry.website.build import build_site
from lessonry.website.known import is_known, reads_its_folder_alone
from tests.cases import QUIZ, write
from tests.website.conftest import contents
from tests.website.plugged import CASES, CONFIG, COURSE, MATERIAL, ONE, THREE, TWO, Case, before
from tests.website.test_saves import differing, fresh, served

pytestmark = [
    # What other people's packages do with Python is theirs to mend.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::PendingDeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
Make = Callable[[Case], Path]


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    monkeypatch.setenv("LESSONRY_KEYS", str(tmp_path / "keys"))

    def made(case: Case) -> Path:
        config = CONFIG.format(plugins=case.plugins, more=case.more, theme=case.theme)
        folder = write(tmp_path / "course", {**COURSE, "mkdocs.yml": config, **case.files})
        monkeypatch.chdir(folder)
        return folder

    return made


def begin_anew() -> None:
    """Let MkDocs forget the plugins and hooks that it keeps as long as a process."""
    dict(MkDocsConfig._schema)["plugins"].plugin_cache.clear()  # type: ignore[attr-defined]
    Hooks._load_hook.cache_clear()


def config_of(folder: Path, **options: str) -> MkDocsConfig:
    begin_anew()
    return load_config(str(folder / "mkdocs.yml"), **options)


def build(folder: Path) -> bool:
    """Build as `lessonry build` does; return whether there was anything to build."""
    if built.standing(folder, built.asked(None, strict=False)):
        return False
    begin_anew()
    assert build_site(folder, quiet=True)
    return True


def clean(folder: Path) -> dict[str, bytes]:
    """Return what stock MkDocs makes of a course that was never built before."""
    copy = folder.parent / "clean" / folder.name
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("site", ".cache"))
    before = Path.cwd()
    os.chdir(copy)
    try:
        config = config_of(copy)
        config.plugins.on_startup(command="build", dirty=False)
        stock(config)
        config.plugins.on_shutdown()
    finally:
        os.chdir(before)
    return contents(copy / "site")


def told(folder: Path, shown: dict[str, str]) -> dict[str, str]:
    return {path: text for path, text in shown.items() if text in text_of(folder, path)}


def text_of(folder: Path, path: str) -> str:
    return (folder / "site" / path).read_text("utf-8")


@pytest.mark.parametrize("name", CASES)
def test_a_plugin_does_its_work_beside_quizzes_and_each_build_is_as_a_clean_one(
    make: Make, name: str
) -> None:
    case = CASES[name]
    folder = make(case)
    assert build(folder)
    assert told(folder, case.shown) == case.shown
    for path in (ONE, TWO, THREE):
        assert "data-lr-item" in text_of(folder, path)
    assert build(folder) is not case.is_known
    own = ("docs/a/one.md", "On plates", "On spoons"), ("quizzes/one.md", "Which", "Which now")
    for path, old, new in (*own, *case.edits):
        file = folder / path
        assert old in file.read_text("utf-8")
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
        assert build(folder), path
    assert differing(contents(folder / "site"), clean(folder)) == []
    assert told(folder, case.then) == case.then


@pytest.mark.parametrize("name", CASES)
def test_what_is_sent_after_a_save_is_what_a_fresh_preview_sends(
    make: Make, tmp_path: Path, name: str
) -> None:
    case = CASES[name]
    folder = make(case)
    with served(folder, tmp_path / "site") as one:
        for path, old, new in (("docs/a/one.md", "On plates", "On spoons"), *case.edits):
            file = folder / path
            file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
            one.preview.save({str(file)})
        got = one.all()
    found = differing(got, fresh(folder, tmp_path / "fresh"))
    # In a preview the feed grows with each build, which is the plugin's own doing.
    assert [path for path in found if not path.startswith("feed_")] == []


def test_a_picture_in_a_quiz_stays_a_choice_unless_its_author_wants_it_bigger(make: Make) -> None:
    folder = make(CASES["glightbox"])
    build(folder)
    quiz = text_of(folder, THREE)
    choices = re.findall(r'<span class="lr-choice-text">(.*?)</span>', quiz, re.DOTALL)
    assert [("<a" in one, "off-glb" in one) for one in choices] == [
        (False, True), (False, True), (True, False),
    ]  # fmt: skip
    assert 'class="off-glb small"' in choices[1]
    assert '<a class="glightbox"' in text_of(folder, ONE)


@pytest.mark.parametrize("name", ["minify", "redirects"])
def test_what_others_write_last_is_kept_for_offline_too(make: Make, name: str) -> None:
    case = CASES[name]
    folder = make(case)
    build(folder)
    listed = json.loads(text_of(folder, "lessonry/offline/files.json"))["files"]
    assert {path.removesuffix("index.html") for path in case.shown} <= listed.keys()
    there = {path.removesuffix("index.html") for path in contents(folder / "site")}
    assert listed.keys() <= {re.sub(r"(^|/)index\.html$", r"\1", path) for path in there}


def test_what_another_plugin_writes_last_is_searched_for_answers(
    make: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    exam = (
        "---\nmode: exam\npass_mark: 60%\n---\n\n## What do you say? { #say }\n\n- (x) Sorry\n"
        "    > Exactly, since nobody else says it so plainly at the counter.\n- ( ) Nothing\n"
    )
    hook = (
        "from pathlib import Path\n\ndef on_post_build(config):\n"
        "    quiz = Path(config.docs_dir).parent / 'quizzes' / 'exam.md'\n"
        "    Path(config.site_dir, 'all.txt').write_text(quiz.read_text())\n"
    )
    folder = make(
        Case(
            plugins="  - lessonry",
            more="hooks: [hook.py]\n",
            files={
                "hook.py": hook,
                "quizzes/exam.md": exam,
                "docs/exam.md": "# Exam\n\n/// quiz | exam\n///\n",
            },
        )
    )
    assert not build_site(folder, quiet=True)
    assert "all.txt tells of the exam `exam`" in capsys.readouterr().err
    assert not (folder / "site").exists()


def test_dates_are_those_of_the_courses_history(make: Make) -> None:
    option = "git-revision-date-localized: {type: iso_date, enable_parallel_processing: false}"
    said = "\n{{ git_revision_date_localized }}\n"
    folder = make(
        Case(
            plugins=before(option),
            files={
                ".gitignore": "site\n.cache\n",
                "docs/a/one.md": COURSE["docs/a/one.md"] + said,
            },
        )
    )

    def git(*arguments: str, day: str = "2026-01-01") -> None:
        names = {
            f"GIT_{who}_{what}": "a@b.example"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        }
        days = {f"GIT_{who}_DATE": f"{day}T12:00:00+0000" for who in ("AUTHOR", "COMMITTER")}
        done = subprocess.run(
            ["git", *arguments], cwd=folder, env={**os.environ, **names, **days}, check=False
        )
        assert done.returncode == 0

    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "-m", "1")
    build(folder)
    assert "2026-01-01" in text_of(folder, ONE)
    assert "2026" not in text_of(folder, "progress/index.html")
    with (folder / "docs/a/one.md").open("a", encoding="utf-8") as file:
        file.write("\nMore.\n")
    build(folder)
    git("commit", "--quiet", "-am", "2", day="2026-02-03")
    assert build(folder), "nothing of the course has changed but its history"
    assert "2026-02-03" in text_of(folder, ONE)
    assert differing(contents(folder / "site"), clean(folder)) == []


def test_an_own_translation_is_not_built_a_second_time(
    make: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    option = "i18n: {languages: [{locale: en, name: English, default: true}]}"
    folder = make(Case(plugins=before(option)))
    assert not build_site(folder, quiet=True)
    assert "LR006" in capsys.readouterr().err
    config = config_of(folder)
    config.plugins.on_startup(command="serve", dirty=False)
    with pytest.raises(PluginError, match="languages:"):
        config.plugins.on_config(config)


def test_macros_stay_out_of_quizzes_and_that_is_told(
    make: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    inline = COURSE["docs/a/two.md"].replace("Now?", "Now, {{ who }}?") + "\nDear {{ who }}.\n"
    folder = make(
        Case(
            plugins=before("macros"),
            more="extra: {who: guest}\n",
            files={
                "docs/a/two.md": inline,
                "quizzes/one.md": QUIZ.replace("Which?", "Which, {{ who }}?"),
            },
        )
    )
    assert build_site(folder)
    said = capsys.readouterr().err
    assert said.count("LR148") == 2
    assert "Which, {{ who }}?" in text_of(folder, ONE)
    assert "Now, {{ who }}?" in text_of(folder, TWO) and "Dear guest." in text_of(folder, TWO)


def test_what_a_configuration_takes_from_elsewhere_is_not_known(make: Make) -> None:
    def known(extensions: str) -> tuple[bool, bool]:
        folder = make(Case(plugins="  - lessonry"))
        file = folder / "mkdocs.yml"
        text = re.sub(r"markdown_extensions: .*", lambda _: extensions, file.read_text("utf-8"))
        file.write_text(text, "utf-8")
        config = config_of(folder)
        return is_known(config), reads_its_folder_alone(config, folder)

    fence = "{name: x, class: x, format: !!python/name:%s }"
    fences = "markdown_extensions: [{pymdownx.superfences: {custom_fences: [" + fence + "]}}]"
    slug = "!!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}"
    assert known(fences % "pymdownx.superfences.fence_code_format") == (True, True)
    assert known(fences % "json.dumps") == (False, False)
    assert known(f"markdown_extensions: [{{toc: {{slugify: {slug} }}}}]") == (True, True)
    snippets = "markdown_extensions: [{pymdownx.snippets: {base_path: [%s]}}]"
    assert known(snippets % "docs, !relative $config_dir") == (True, True)
    assert known(snippets % "/usr/share") == (True, False)
    assert known(snippets % "~/texts") == (True, False)


def test_a_plugin_that_has_the_name_of_a_known_one_is_not_taken_for_it(make: Make) -> None:
    config = config_of(make(Case(plugins="  - lessonry")))
    theirs = config.plugins["search"]
    assert is_known(config)
    config.plugins._items = {}  # type: ignore[attr-defined]
    other = type("SearchPlugin", (type(theirs),), {"__module__": "somebody.else"})()
    config.plugins["search"] = other
    assert not is_known(config)


def test_processes_make_together_what_one_makes_of_it_with_plugins(make: Make) -> None:
    plugins = (
        "  - awesome-nav\n  - material/meta\n  - material/tags\n  - exclude: {glob: [drafts/*]}\n"
        "  - lessonry\n  - glightbox\n  - minify: {minify_html: true}\n"
        "  - redirects: {redirect_maps: {old.md: a/one.md}}"
    )
    text = "---\ntags: [t{n}]\n---\n\n# Page {n}\n\n![A plate](../a/plate.svg)\n"
    pages = {f"docs/c/page-{n:02}.md": text.format(n=n) for n in range(45)}
    listing = {"docs/tags.md": "# Tags\n\n<!-- material/tags -->\n"}
    meta = {"docs/c/.meta.yml": "description: One of many\ntags: [many]\n"}
    folder = make(
        Case(plugins=plugins, theme=MATERIAL, files={**pages, **listing, **meta}),
    )
    assert is_known(config_of(folder))
    begin_anew()
    assert build_site(folder, quiet=True, processes=3)
    made = contents(folder / "site")
    begin_anew()
    assert build_site(folder, quiet=True, processes=1)
    assert differing(made, contents(folder / "site")) == []
    page = made["c/page-07/index.html"].decode()
    assert "One of many" in page and "class=glightbox" in page and "tag:t7" in page


def test_a_processor_may_ask_for_the_headings_of_a_piece_of_a_quiz(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking = (
        "from markdown.extensions import Extension\nfrom markdown.treeprocessors import Treeprocessor\n"
        "class Asks(Treeprocessor):\n    def run(self, root):\n        list(self.md.toc_tokens)\n"
        "class Asking(Extension):\n    def extendMarkdown(self, md):\n"
        "        md.treeprocessors.register(Asks(md), 'asks', 4)\n"
        "def makeExtension(**kwargs):\n    return Asking(**kwargs)\n"
    )
    folder = make(Case(plugins="  - lessonry", files={"asking_for_headings.py": asking}))
    file = folder / "mkdocs.yml"
    file.write_text(file.read_text("utf-8").replace("toc]", "toc, asking_for_headings]"), "utf-8")
    monkeypatch.syspath_prepend(folder)  # as mkdocstrings' does
    assert build(folder)
    assert "data-lr-item" in text_of(folder, ONE)
