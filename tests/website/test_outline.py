"""The outline: what the browser knows of a course, and nothing that an exam keeps."""

from __future__ import annotations

import json

from lessonry.website.outline import outline, outline_file
from lessonry.website.site import load_site
from tests.website.conftest import Small

CONFIG = (
    "site_name: Small\nplugins:\n  - lessonry:\n      lessons: {lessons}\n"
    "      completion:\n        lessons: 80%\n        quizzes: {{one: 50%}}\n        exam: false\n"
)
FILES = {
    "docs/part/index.md": (
        "---\ntitle: A part\ndescription: Of the whole.\nobjectives: [Go on]\n---\n\n# Part\n"
    ),
    "docs/part/two.md": (
        "---\nrequires: [one]\nweight: 2\nduration: 10\ndone: {quizzes: {two: 80%}}\n---\n\n# Two\n\n"
        "/// quiz | two\n///\n\n/// quiz | more\n///\n"
    ),
    "docs/part/three.md": "---\nweight: 0\n---\n\n# Three\n",
    "docs/exam.md": "---\nrequires: [one]\n---\n\n# Exam\n\n/// quiz | exam\n///\n",
    **{
        f"quizzes/{name}.md": "---\ngrading: best\n---\n\n## Which?\n\n- (x) A\n- ( ) B\n"
        for name in ("two", "more")
    },
}


def files(lessons: str = "required") -> dict[str, str]:
    return {**FILES, "mkdocs.yml": CONFIG.format(lessons=lessons)}


def test_it_says_what_each_lesson_takes_and_where_it_is(small: Small) -> None:
    made = outline(load_site(small(files())))
    loose, part = made["modules"]
    assert (loose["title"], part["title"], part["url"]) == (None, "A part", "part/")
    assert [lesson["id"] for lesson in part["lessons"]] == ["three", "two"]
    two = part["lessons"][1]
    assert {name: two[name] for name in ("url", "minutes", "weight", "requires", "access")} == {
        "url": "part/two/",
        "minutes": 10,
        "weight": 2,
        "requires": ("one",),
        "access": "free",
    }
    asked, left = two["quizzes"]
    assert (asked["id"], asked["needed"], asked["grading"], len(asked["prints"])) == (
        "two",
        "4/5",
        "best",
        4,
    )
    assert left["optional"] is True
    assert made["completion"] == {"lessons": "4/5", "quizzes": {"one": "1/2"}, "exam": False}
    assert (made["home"], made["open"], made["verify"]) == ("./", False, "verify/")


def test_an_exam_is_named_and_tells_nothing(small: Small) -> None:
    site = load_site(small(files()))
    (exam,) = outline(site)["exams"]
    assert exam == {"id": "exam", "title": "The exam", "url": "exam/", "requires": ("one",)}
    path, module = outline_file(site)
    assert path == "lessonry/outline.js"
    assert b"hair" not in module
    said = module.decode().removeprefix("export default ").removesuffix(";\n")
    assert json.loads(said)["course"] == "small"


def test_in_order_each_lesson_waits_for_the_one_before_and_the_exam_for_all_that_count(
    small: Small,
) -> None:
    made = outline(load_site(small(files("in-order"))))
    lessons = [lesson for module in made["modules"] for lesson in module["lessons"]]
    assert [lesson["requires"] for lesson in lessons] == [(), ("one",), ("three", "one")]
    assert made["exams"][0]["requires"] == ("one", "two")
    assert outline(load_site(small(files("open"))))["open"] is True


def test_a_text_is_another_when_its_words_are_and_not_when_its_front_matter_or_its_quiz_is(
    small: Small,
) -> None:
    def digest(page: str) -> str:
        course = load_site(small({"docs/one.md": page})).course
        return course.lessons[0].text_digest

    text = "# One\n\nA lesson on\nplates.\n\n/// quiz | one\n///\n"
    first = digest(text)
    assert len(first) == 8
    assert (
        digest("---\nduration: 5\n---\n\n# One\n\nA lesson on plates.\n\n/// quiz | one\n///\n")
        == first
    )
    assert digest(text.replace("plates", "cups")) != first
