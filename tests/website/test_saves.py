"""Whatever is saved while a course is served, what is sent is what a fresh preview of it would send.

The short way from a save to its page is compared with a whole build after each of many edits.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from lessonry.website import saves, watching
from lessonry.website.second_look import look
from tests.website.conftest import FILES, Small

LESSON = (
    "---\nobjectives: [Say {n}]\n---\n\n# Lesson {n}\n\nOn plates.\n\n## Part\n\n"
    "On [one](one.md#one).\n\n/// quiz | q{n}\n///\n"
)
QUIZ = (
    "---\ntitle: Quiz {n}\n---\n\n## Which, {n}? {{ #a{n} }}\n\n- (x) This\n- ( ) That\n\n"
    "## And which? {{ #b{n} }}\n\n- (x) This one\n- ( ) That one\n\n!!! explanation\n    Since *so*.\n"
)
COURSE = {
    "mkdocs.yml": FILES["mkdocs.yml"].replace("  - search\n", "")
    + "markdown_extensions: [admonition, pymdownx.details]\n",
    **{f"docs/lesson-{n}.md": LESSON.format(n=n) for n in range(1, 5)},
    **{f"quizzes/q{n}.md": QUIZ.format(n=n) for n in range(1, 5)},
    "docs/inline.md": "# Inline\n\n/// quiz | here\n## Now? { #now }\n\n- (x) Yes\n- ( ) No\n///\n",
    "docs/about.md": "# About\n\nA page that says nothing of the course.\n",
    "docs/closed.md": "---\naccess: full\n---\n\n# Closed\n\nFree.\n\n<!-- more -->\n\nNot free.\n",
    "docs/notes.txt": "A file.\n",
}


class Served:
    """A preview without a network: the server of MkDocs, which nobody starts."""

    def __init__(self, folder: Path, site: Path) -> None:
        self.folder = folder
        self.site = site
        site.mkdir()
        self.plugins: dict[str, Any] = {}
        config = self._config()
        self.plugin: Any = config.plugins["lessonry"]
        config.plugins.on_startup(command="serve", dirty=False)
        self.config = config
        build(config, serve_url="http://localhost/")
        self.builds = 0
        self.server: Any = LiveReloadServer(self._build, "127.0.0.1", 0, str(site))
        self.server.watch(config.docs_dir)
        self.server.watch(config.config_file_path)
        config.plugins.on_serve(self.server, config=config, builder=self._build)
        self.preview: saves.Preview = self.plugin.preview
        self.preview.prepare()

    def _config(self) -> Any:
        # MkDocs keeps such a plugin for all builds of a process.
        kept = dict(MkDocsConfig._schema)["plugins"].plugin_cache  # type: ignore[attr-defined]
        kept.clear()
        kept.update(self.plugins)
        file = str(self.folder / "mkdocs.yml")
        config = load_config(file, site_dir=str(self.site), site_url="http://localhost/")
        self.plugins = dict(kept)
        return config

    def _build(self) -> None:
        self.builds += 1
        build(self._config(), serve_url="http://localhost/")

    def sent(self, path: str) -> bytes:
        """Return what is sent for a path of the site, without what makes browsers load it again."""
        told: list[str] = []
        environ = {"PATH_INFO": f"/{path}", "REQUEST_METHOD": "GET", "wsgi.input": BytesIO()}
        sent = self.server.get_app()(environ, lambda status, *_: told.append(status))
        body = b"".join(sent)
        if hasattr(sent, "close"):
            sent.close()
        if told != ["200 OK"]:
            return told[0].encode()
        start, _, rest = body.partition(b"<script>\nvar livereload")
        return start + rest.partition(b"</script>")[2]

    def all(self) -> dict[str, bytes]:
        """Return all that is sent."""
        root = Path(self.server.root)
        # What is asked for first may make what is asked for later.
        self.sent("print/"), self.sent("lessonry/search/titles/en.js")
        files = (
            file.relative_to(root).as_posix() for file in sorted(root.rglob("*")) if file.is_file()
        )
        return {path: self.sent(path) for path in files}

    def end(self) -> None:
        self.server.observer.stop()
        self.plugin.on_shutdown()
        self.server.server_close()


@contextmanager
def served(folder: Path, site: Path) -> Iterator[Served]:
    one = Served(folder, site)
    try:
        yield one
    finally:
        one.end()


def fresh(folder: Path, site: Path) -> dict[str, bytes]:
    """Return what a preview sends that begins now."""
    with served(folder, site) as one:
        return one.all()


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in {*one, *other} if one.get(path) != other.get(path))


Edit = Callable[[Path, random.Random], set[Path]]


def in_file(path: str, old: str, new: str) -> Edit:
    def edit(folder: Path, chance: random.Random) -> set[Path]:
        for n in chance.sample(range(1, 5), 4):
            file = folder / path.format(n=n)
            if file.exists() and old in (text := file.read_text("utf-8")):
                file.write_text(text.replace(old, new, 1), "utf-8")
                return {file}
        return set()

    return edit


def renamed(folder: Path, chance: random.Random) -> set[Path]:
    file, other = folder / "docs" / "about.md", folder / "docs" / "other.md"
    former, new = (file, other) if file.exists() else (other, file)
    former.rename(new)
    return {former, new}


def two_at_once(folder: Path, chance: random.Random) -> set[Path]:
    n = chance.randint(1, 4)
    body = in_file(f"docs/lesson-{n}.md", "plates", "plates and forks")
    return body(folder, chance) | in_file(f"quizzes/q{n}.md", "This", "Thisandthat")(folder, chance)


def quiz_gone(folder: Path, chance: random.Random) -> set[Path]:
    file = folder / "quizzes" / "q4.md"
    if file.exists():
        file.unlink()
    else:
        file.write_text(QUIZ.format(n=4), "utf-8")
    return {file}


def template(folder: Path, chance: random.Random) -> set[Path]:
    file = folder / "templates" / "items" / "choice.html.jinja"
    file.parent.mkdir(parents=True, exist_ok=True)
    said = '{% extends "lessonry/items/choice.html.jinja" %}{% block hint %}MINE{% endblock %}'
    file.unlink() if file.exists() else file.write_text(said, "utf-8")
    return {file}


SHORT: dict[str, Edit] = {
    "body": in_file("docs/lesson-{n}.md", "plates", "plates, spoons"),
    "link": in_file("docs/lesson-{n}.md", "one.md#one", "about.md"),
    "heading": in_file("docs/lesson-{n}.md", "## Part", "## Another part\n\nText.\n\n## Part"),
    "stem": in_file("quizzes/q{n}.md", "Which,", "Which now,"),
    "choice": in_file("quizzes/q{n}.md", "- ( ) That\n", "- ( ) That\n- ( ) Neither\n"),
    "identifier": in_file("quizzes/q{n}.md", "#b", "#bb"),
    "item": in_file(
        "quizzes/q{n}.md", "## And", "## More? { #more }\n\n- (x) A\n- ( ) B\n\n## And"
    ),
    "fault": in_file("quizzes/q{n}.md", "(x) This\n", "( ) This\n"),
    "mended": in_file("quizzes/q{n}.md", "( ) This\n", "(x) This\n"),
    "inline": in_file("docs/inline.md", "Now?", "Now or later?"),
    "plain": in_file("docs/about.md", "nothing", "nothing at all"),
    "two": two_at_once,
    "home": in_file("docs/index.md", "# Home\n", "# Home\n\nWelcome.\n"),
}
WHOLE: dict[str, Edit] = {
    "full": in_file("docs/closed.md", "Free", "Still free"),
    "title": in_file("docs/lesson-{n}.md", "# Lesson", "# The lesson"),
    "objective": in_file("docs/lesson-{n}.md", "Say", "Say again"),
    "front": in_file("docs/lesson-{n}.md", "---\n\n", "requires: [one]\n---\n\n"),
    "quiz title": in_file("quizzes/q{n}.md", "title: Quiz", "title: A quiz"),
    "quiz gone": quiz_gone,
    "quiz back": quiz_gone,
    "exam": in_file("quizzes/exam.md", "found a hair", "found hair"),
    "renamed": renamed,
    "file": in_file("docs/notes.txt", "A file", "The file"),
    "template": template,
    "theme": in_file("theme/main.html", "<main>", "<main class=lr-a>"),
    "configuration": in_file("mkdocs.yml", "site_name: S", "site_name: Very s"),
}


def saved(one: Served, paths: set[Path]) -> None:
    """Let the preview show what was saved, and look at the whole course as it does afterwards."""
    one.preview.save({str(path) for path in paths})
    one.preview._leave_look()
    one.preview._put(look(one.plugin.site.layout.config))


def changed(one: Served, patience: float = 2) -> set[str]:
    """Return what the watcher saw in the course; the package itself is watched, too."""
    paths = one.preview._watcher.changed(patience)
    return {path for path in paths if path.startswith(str(one.folder))}


def test_after_each_save_all_that_is_sent_is_as_a_fresh_preview_sends_it(
    small: Small, tmp_path: Path
) -> None:
    folder, chance = small(COURSE), random.Random(6)
    edits = [*SHORT.items(), *SHORT.items(), *chance.sample(sorted(WHOLE.items()), len(WHOLE))]
    chance.shuffle(edits)
    with served(folder, tmp_path / "site") as one:
        for number, (name, edit) in enumerate(edits):
            built = one.builds
            paths = edit(folder, chance)
            if not paths:
                continue
            saved(one, paths)
            expected = fresh(folder, tmp_path / f"fresh{number}")
            shutil.rmtree(tmp_path / f"fresh{number}", ignore_errors=True)
            ways = f"{number} {name}, {'whole' if one.builds > built else 'short'}"
            assert differing(one.all(), expected) == [], ways


@pytest.mark.parametrize("name", sorted(SHORT))
def test_a_save_of_text_alone_needs_no_build(small: Small, tmp_path: Path, name: str) -> None:
    folder, chance = small(COURSE), random.Random(1)
    with served(folder, tmp_path / "site") as one:
        saved(one, SHORT[name](folder, chance))
        assert one.builds == 0


def test_a_course_in_materials_clothes_is_as_fresh(small: Small, tmp_path: Path) -> None:
    theme = "theme:\n  name: material\nplugins:\n  - search\n  - lessonry\n"
    folder = small(
        {**COURSE, "mkdocs.yml": f"site_name: Small\n{theme}markdown_extensions: [admonition]\n"}
    )
    chance = random.Random(3)
    with served(folder, tmp_path / "site") as one:
        for name in ("body", "heading", "stem", "item"):
            saved(one, SHORT[name](folder, chance))
        assert one.builds == 0
        got = one.all()
    assert differing(got, fresh(folder, tmp_path / "fresh")) == []


def test_what_is_written_during_a_whole_build_is_shown_after_it_and_nobody_waits(
    small: Small, tmp_path: Path
) -> None:
    folder = small(COURSE)
    with served(folder, tmp_path / "site") as one:
        build = one.server.builder

        def building() -> None:
            assert b"plates" in one.sent("lesson-1/index.html")
            build()
            in_file("docs/lesson-1.md", "plates", "glasses")(folder, random.Random(1))

        one.server.builder = building
        paths = in_file("docs/lesson-1.md", "# Lesson", "# The lesson")(folder, random.Random(1))
        one.preview.save({str(path) for path in paths})
        assert b"The lesson" in one.sent("lesson-1/index.html")
        one.preview.save(changed(one))
        assert one.builds == 1 and b"glasses" in one.sent("lesson-1/index.html")


def test_editors_may_save_by_renames_and_files_beside(small: Small, tmp_path: Path) -> None:
    folder = small(COURSE)
    lesson = folder / "docs" / "lesson-1.md"
    with served(folder, tmp_path / "site") as one:
        (folder / "docs" / "4913").touch()
        (folder / "docs" / ".lesson-1.md.swp").write_text("x", "utf-8")
        assert changed(one, 0.3) == set()
        (folder / "docs" / "4913").unlink()
        beside = folder / "docs" / "lesson-1.md~"
        lesson.rename(beside)
        lesson.write_text(beside.read_text("utf-8").replace("plates", "vases"), "utf-8")
        beside.unlink()
        assert changed(one) == {str(lesson)}
        passing = folder / "docs" / "sedAbC12"
        passing.write_text(lesson.read_text("utf-8").replace("vases", "jars"), "utf-8")
        passing.rename(lesson)
        one.preview.save(changed(one))
        assert one.builds == 0 and b"jars" in one.sent("lesson-1/index.html")
        passing.write_text("gone", "utf-8")
        passing.unlink()
        one.preview.save(changed(one))
        assert one.builds == 0


def test_without_events_of_the_system_a_save_is_seen_by_looking(
    small: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Exhausted(watching.Observer):  # type: ignore[name-defined,misc]
        def start(self) -> None:
            raise OSError("inotify watch limit reached")

    monkeypatch.setattr(watching, "Observer", Exhausted)
    folder = small(COURSE)
    with served(folder, tmp_path / "site") as one:
        lesson = folder / "docs" / "lesson-1.md"
        lesson.write_text(lesson.read_text("utf-8").replace("plates", "vases"), "utf-8")
        one.preview.save(changed(one, 5))
        assert one.builds == 0 and b"vases" in one.sent("lesson-1/index.html")


def test_a_page_that_cannot_be_made_leaves_the_one_that_was_there(
    small: Small, tmp_path: Path
) -> None:
    folder = small(COURSE)
    with served(folder, tmp_path / "site") as one:
        broken = (
            "{% extends 'lessonry/items/choice.html.jinja' %}"
            "{% block hint %}{{ nothing.here }}{% endblock %}"
        )
        file = folder / "templates" / "items" / "choice.html.jinja"
        file.parent.mkdir(parents=True)
        file.write_text(broken, "utf-8")
        one.preview.save({str(file)})
        assert b"cannot be shown" in one.sent("one/") and b"A lesson" not in one.sent("one/")
        assert one.sent("lessonry/main.js")
        file.unlink()
        one.preview.save({str(file)})
        assert b"plates" in one.sent("one/index.html")


def test_who_builds_after_a_preview_in_one_process_gets_the_site_where_it_is_wanted(
    small: Small, tmp_path: Path
) -> None:
    folder = small(COURSE)
    with served(folder, tmp_path / "site") as one:
        one.preview.build()
        assert one.builds == 1
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(tmp_path / "built"))
    assert config.plugins["lessonry"] is one.plugin  # MkDocs keeps it
    build(config)
    page = (tmp_path / "built" / "lesson-1" / "index.html").read_text("utf-8")
    assert "lr-faults" not in page
