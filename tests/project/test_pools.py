"""Pools: what sections take from other files, and that no item is on both sides."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from lessonry.diagnostics import Diagnostics, Source
from lessonry.domain.course import Course
from lessonry.domain.quiz import Mode, Quiz
from lessonry.project import load_course
from lessonry.project.pools import join
from lessonry.readers.quiz import read_quiz
from tests.cases import write


def item(name: str, options: str = "") -> str:
    return f"\n## {name} {{ #{name} {options} }}\n\nIt is [[so]].\n\n!!! explanation\n    So.\n"


def joined(**files: str) -> tuple[dict[str, list[list[str]]], list[str]]:
    """Return each quiz's sections as identifiers, and the codes of what is wrong."""
    diagnostics = Diagnostics()
    quizzes: dict[str, Quiz] = {}
    for name, text in files.items():
        source = Source(path=f"quizzes/{name}.md", text=text)
        quizzes[name] = read_quiz(source, diagnostics, identifier=name)
    made, _ = join(quizzes, diagnostics)
    sections = {q.identifier: [[i.identifier for i in s.items] for s in q.sections] for q in made}
    return sections, [diagnostic.code for diagnostic in diagnostics]


POOL = "---\nmode: pool\nexam_share: 0%\n---\n"


def test_a_section_takes_what_fits_behind_its_own() -> None:
    pool = POOL + item("p", "tags=x") + item("q", "tags=x,y objective=o") + item("r", "objective=o")
    quiz = item("own") + "\n# T { tag=x objective=o }\n\n# R { from=pool }\n" + item("mine")
    sections, codes = joined(one=quiz, pool=pool)
    assert sections == {"one": [["own"], ["q"], ["mine", "p", "r"]]}
    assert codes == []


def test_practice_may_repeat_what_practice_quizzes_ask() -> None:
    review = "# Review { from=one,two draw=1 }\n"
    sections, codes = joined(one=item("a"), two=item("b"), review=review)
    assert sections["review"] == [["a", "b"]] and codes == []


def test_an_exam_may_draw_from_an_exam() -> None:
    exam = "---\nmode: exam\n---\n"
    sections, codes = joined(small=exam + item("a"), large=f"{exam}# S {{ from=small }}\n")
    assert sections["large"] == [["a"]] and codes == []


def test_tags_alone_look_into_pools_and_into_no_quiz() -> None:
    quiz = "# T { tag=x }\n"
    sections, codes = joined(one=quiz, two=item("a", "tags=x"), pool=POOL + item("p", "tags=x"))
    assert sections["one"] == [["p"]] and codes == []


names = st.lists(st.from_regex(r"[a-z]{1,6}", fullmatch=True), min_size=1, max_size=30, unique=True)


@given(names, st.integers(0, 100), st.integers(0, 2**60))
@settings(max_examples=60)
def test_no_item_of_a_pool_is_asked_on_both_sides(names: list[str], share: int, uses: int) -> None:
    use = ("", "for=exam", "for=practice")
    options = [use[uses // 3**place % 3] for place in range(len(names))]
    pool = f"---\nmode: pool\nexam_share: {share}%\n---\n" + "".join(map(item, names, options))
    sections, _ = joined(
        practice="# P { from=pool }\n", exam="---\nmode: exam\n---\n# E { from=pool }\n", pool=pool
    )
    practice, exam = sections["practice"][0], sections["exam"][0]
    assert set(practice).isdisjoint(exam)
    assert sorted(practice + exam) == sorted(names)


def load(folder: Path, pool: str, *, draw: int = 1, limit: str = "") -> Course:
    exam = (
        f"---\nmode: exam\npass_mark: 90%\nachievement: a\n{limit}---\n"
        f"# E {{ from=pool draw={draw} }}\n"
    )
    return load_course(write(folder, {"quizzes/exam.md": exam, "quizzes/pool.md": pool}))[0]


def test_a_course_holds_pools_apart_and_its_edition_follows_what_is_drawn(tmp_path: Path) -> None:
    pool = POOL.replace("0%", "100%")
    course = load(tmp_path / "one", pool + item("a") + item("b"))
    assert [pool.identifier for pool in course.pools] == ["pool"]
    assert all(quiz.mode is not Mode.POOL for quiz in course.quizzes)
    same = load(tmp_path / "two", pool + item("a") + item("b") + item("c", "for=practice"))
    assert same.edition == course.edition, "What no exam asks is in no edition."
    whole = pool + item("a") + item("b")
    others = [
        load(tmp_path / "three", pool + item("a")),
        load(tmp_path / "four", whole, draw=2),
        load(tmp_path / "five", whole, limit="time_limit: 45 min\n"),
    ]
    assert len({course.edition, *(other.edition for other in others)}) == 4
