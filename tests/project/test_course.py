"""Loading a course: its lessons in order, its pages, its edition."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lessonry.domain.course import Course
from lessonry.errors import UsageError
from lessonry.project import load_course
from tests.cases import CONFIG, LESSON, QUIZ, write

EXAM = (
    "---\nmode: exam\npass_mark: 60%\nachievement: done\n---\n\n## What? { #what }\n\n"
    "- (x) This\n    > Yes.\n- ( ) That\n    > No.\n\n!!! explanation\n    So it is.\n"
)
FILES = {
    "docs/index.md": "# Home\n\n/// course\n///\n",
    "docs/a/one.md": LESSON,
    "docs/b/two.md": "# Two *words* { #two }\n\nText.\n",
    "docs/exam.md": "# Exam\n\n/// quiz | exam\n///\n",
    "quizzes/one.md": QUIZ,
    "quizzes/exam.md": EXAM,
    "certificates/issuer.yml": "name: A\n",
    "certificates/achievements/done.yml": "name: D\ndescription: D.\ncriteria: C.\n",
}


def load(folder: Path, files: dict[str, str] | None = None) -> Course:
    return load_course(write(folder, FILES if files is None else files))[0]


def lessons(course: Course) -> list[tuple[str | None, list[str]]]:
    return [(m.title, [lesson.identifier for lesson in m.lessons]) for m in course.modules]


def test_without_nav_folders_are_modules(tmp_path: Path) -> None:
    course = load(tmp_path)
    assert lessons(course) == [("A", ["one"]), ("B", ["two"])]
    assert [lesson.title for lesson in course.lessons] == ["One", "Two words"]
    assert [page.path for page in course.pages] == ["exam.md"], "An exam's page is no lesson."


def test_nav_says_which_pages_are_lessons_and_in_which_order(tmp_path: Path) -> None:
    nav = (
        "nav:\n  - index.md\n  - Second: [b/two.md, {Deep: [a/one.md]}]\n  - Exam: exam.md\n"
        "  - Again: [b/two.md, missing.md]\n  - https://example.org\n"
    )
    course = load(tmp_path, {**FILES, "mkdocs.yml": CONFIG + nav, "docs/loose.md": "# Loose\n"})
    assert lessons(course) == [("Second", ["two", "one"])], "Each lesson counts once."
    assert course.page_of("exam")


def test_modules_that_are_called_alike_are_told_apart(tmp_path: Path) -> None:
    nav = "nav:\n- Part: [a/one.md]\n- Part: [b/two.md]\n"
    course = load(tmp_path, {**FILES, "mkdocs.yml": CONFIG + nav})
    assert [(m.identifier, m.title) for m in course.modules] == [
        ("part", "Part"),
        ("part-2", "Part"),
    ]


def test_the_configuration_is_inherited_and_may_go_in_circles(tmp_path: Path) -> None:
    files = {
        **FILES,
        "base.yml": "INHERIT: mkdocs.yml\nsite_name: Parent\nsite_url: https://example.org/c\n",
        "mkdocs.yml": "INHERIT: base.yml\nsite_name: Child\nplugins: [lessonry]\n",
    }
    course, diagnostics = load_course(write(tmp_path, files))
    assert (course.title, course.url) == ("Child", "https://example.org/c/")
    assert {d.code for d in diagnostics} == {"LR302", "LR408"}


def test_tags_that_only_mkdocs_understands_do_not_disturb(tmp_path: Path) -> None:
    config = (
        "site_name: !ENV [NAME, Case]\nmarkdown_extensions:\n  - pymdownx.emoji:\n"
        "      emoji_index: !!python/name:material.extensions.emoji.twemoji\n"
        "plugins:\n  search: {}\n  lessonry: {course: my course}\nextra: &e {a: 1}\nmore: *e\n"
    )
    course, diagnostics = load_course(write(tmp_path, {**FILES, "mkdocs.yml": config}))
    assert course.identifier == "my-course"
    assert {d.code for d in diagnostics} == {"LR302", "LR408"}


@pytest.mark.parametrize(
    "config",
    [
        "",
        "site_name:\n",
        "- a\n",
        "site_name: [\n",
        "nav: {a: b}\n",
        "plugins: [{lessonry: [a]}]\n",
    ],
)
def test_a_poor_configuration_is_a_course_all_the_same(tmp_path: Path, config: str) -> None:
    course = load(tmp_path, {**FILES, "mkdocs.yml": config})
    assert course.title == tmp_path.name and len(course.lessons) == 2


def test_lessons_of_one_name_keep_their_folder(tmp_path: Path) -> None:
    files = {f"docs/{name}/start.md": f"# {name}\n" for name in "ab"}
    assert lessons(load(tmp_path, files)) == [("A", ["a/start"]), ("B", ["b/start"])]


def test_an_index_is_a_lesson_only_where_its_module_has_no_other(tmp_path: Path) -> None:
    files = {
        "docs/index.md": "# Home\n",
        "docs/a/index.md": "# A\n",
        "docs/b/README.md": "# B\n",
        "docs/b/two.md": "# Two\n",
    }
    assert lessons(load(tmp_path, files)) == [("A", ["a"]), ("B", ["two"])]


def test_reference_pages_are_no_lessons(tmp_path: Path) -> None:
    files = dict.fromkeys(("docs/a.md", "docs/reference/b.md", "docs/faq/c.md"), "# A page\n")
    assert [x.identifier for x in load(tmp_path, files).lessons] == ["a", "c"]
    config = CONFIG.rstrip() + ":\n      not_lessons: [faq/, a.md]\n"
    course = load(tmp_path, {**files, "mkdocs.yml": config})
    assert [x.identifier for x in course.lessons] == ["b"]


def test_links_to_folders_are_followed_and_circles_are_not(tmp_path: Path) -> None:
    course = write(tmp_path / "course", {"docs/a/one.md": LESSON, "quizzes/one.md": QUIZ})
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "two.md").write_text("# Two\n", "utf-8")
    (course / "docs" / "b").symlink_to(elsewhere)
    (elsewhere / "again").symlink_to(course / "docs")
    assert lessons(load_course(course)[0]) == [("A", ["one"]), ("B", ["two"])]


def test_what_editors_leave_behind_is_no_quiz(tmp_path: Path) -> None:
    folder = write(tmp_path, FILES)
    (folder / "quizzes" / ".#one.md").symlink_to("somebody@nowhere.1234")
    (folder / "quizzes" / "._one.md").write_bytes(b"\x00\x05")
    (folder / "docs" / ".draft.md").write_bytes(b"\xff")
    course, diagnostics = load_course(folder)
    assert [quiz.identifier for quiz in course.quizzes] == ["exam", "one"]
    assert {d.code for d in diagnostics} == {"LR302", "LR408"}


def test_a_folder_without_a_course_is_a_wrong_call(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(UsageError, match=r"no mkdocs\.yml"):
            load_course(folder)


def test_a_course_without_docs_has_no_lessons_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(CONFIG, "utf-8")
    course, diagnostics = load_course(tmp_path)
    assert course.lessons == () and [d.code for d in diagnostics] == ["LR210"]


def test_one_bad_file_does_not_keep_the_others_from_being_told(tmp_path: Path) -> None:
    folder = write(tmp_path, {**FILES, "quizzes/two.md": "## A\n"})
    (folder / "quizzes" / "bad.md").write_bytes(b"\xff")
    (folder / "docs" / "a" / "bad.md").write_bytes(b"Gr\xf6\xdfe")
    _, diagnostics = load_course(folder)
    told = {(d.place.source.path, d.code) for d in diagnostics}
    assert told >= {
        ("docs/a/bad.md", "LR001"),
        ("quizzes/bad.md", "LR001"),
        ("quizzes/two.md", "LR111"),
    }


Change = Callable[[dict[str, str]], dict[str, str]]


def changed(name: str, old: str, new: str) -> Change:
    def change(files: dict[str, str]) -> dict[str, str]:
        assert old in files[name]
        return {**files, name: files[name].replace(old, new)}

    return change


INLINE = {**FILES, "docs/exam.md": f"# Exam\n\n/// quiz | inline\n{EXAM}///\n"}
del INLINE["quizzes/exam.md"]


@pytest.mark.parametrize(
    ("files", "change", "same"),
    [
        (FILES, changed("docs/b/two.md", "Text.", "Other text."), False),
        (FILES, changed("quizzes/exam.md", "What?", "Which?"), False),
        (FILES, changed("quizzes/exam.md", "( ) That", "( ) There"), False),
        (FILES, changed("quizzes/exam.md", "60%", "70%"), False),
        (FILES, changed("quizzes/one.md", "(x) This\n    > Yes.", "(x) This\n    > Sure."), False),
        (FILES, changed("quizzes/exam.md", "> Yes.", "> Sure."), True),
        (FILES, changed("quizzes/exam.md", "So it is.", "So it is not."), True),
        (
            FILES,
            changed("quizzes/exam.md", "(x) This\n    > Yes.\n- ( )", "( ) This\n- (x)"),
            True,
        ),
        (INLINE, changed("docs/exam.md", "> Yes.", "> Sure."), True),
        (
            INLINE,
            changed("docs/exam.md", "(x) This\n    > Yes.\n- ( )", "( ) This\n- (x)"),
            True,
        ),
        (FILES, changed("docs/exam.md", "# Exam", "# The exam"), True),
        (FILES, changed("docs/b/two.md", "\n", "\r\n"), True),
        (FILES, changed("docs/b/two.md", "# Two", "\ufeff# Two"), True),
        (FILES, changed("certificates/issuer.yml", "A", "B"), True),
    ],
)
def test_the_edition_is_what_learners_see_of_the_course(
    tmp_path: Path, files: dict[str, str], change: Change, same: bool
) -> None:
    before, after = load(tmp_path / "a", files), load(tmp_path / "b", change(files))
    assert len(before.edition) == 16
    assert (before.edition == after.edition) is same


def test_a_missing_logo_is_told_where_it_is_named(tmp_path: Path) -> None:
    folder = write(tmp_path, {**FILES, "certificates/issuer.yml": "name: A\nlogo: a.svg\n"})
    assert "LR303" in {d.code for d in load_course(folder)[1]}
    (folder / "certificates" / "a.svg").write_text("<svg/>", "utf-8")
    assert "LR303" not in {d.code for d in load_course(folder)[1]}
