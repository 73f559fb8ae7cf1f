"""`--profile` says where the time of a build went, and the truth."""

from __future__ import annotations

import re
import sys
import threading
import time
from pathlib import Path

import pytest

from lessonry.project import processes
from lessonry.website.build import build_site
from lessonry.website.measured import RUN_EVENT, Measured, measured
from lessonry.website.stages import PAGE, PLACES, QUIZ, SHARED
from lessonry.website.time_report import report
from lessonry.website.timing import Clock, owner_of
from tests.cases import QUIZ as ITEMS
from tests.cases import write
from tests.cli.runs import called
from tests.website.conftest import contents

PAGES = 50
COURSE = {
    "mkdocs.yml": (
        "site_name: Case\ntheme:\n  name:\n  custom_dir: theme\n  static_templates: [404.html]\n"
        "plugins:\n  - search\n  - lessonry\n"
    ),
    "theme/main.html": "{{ page.content }}",
    "theme/404.html": "None",
    **{
        f"docs/page-{number}.md": f"# Page {number}\n\n/// quiz | quiz-{number}\n///\n"
        for number in range(PAGES)
    },
    **{f"quizzes/quiz-{number}.md": ITEMS for number in range(PAGES)},
}
HOOKED = {
    **COURSE,
    "mkdocs.yml": COURSE["mkdocs.yml"] + "hooks: [slow.py]\n",
    "slow.py": (
        "import time\n\ndef on_page_markdown(markdown, page, **more):\n"
        "    if page.file.src_uri == 'page-7.md':\n        time.sleep(0.3)\n"
    ),
}
MADE = PAGES + 1
"""With the page of the learner's progress."""


def built(folder: Path, site: Path, *, processes: int) -> Measured:
    clock = Clock()
    with measured(clock) as found:
        assert build_site(folder, site_dir=site, quiet=True, processes=processes, cache=False)
    return found


def test_there_is_every_function_that_is_a_stage() -> None:
    named = [place.function for place in PLACES]
    named += [f"{SHARED}.{name}" for name in ("_hear", "_fork", "_work")]
    for function in (*named, RUN_EVENT):
        owner, name = owner_of(function)
        assert owner is not None and name in vars(owner), f"{function} is called otherwise now"


def test_the_stages_add_up_and_nothing_of_the_measuring_stays(tmp_path: Path) -> None:
    folder = write(tmp_path / "course", HOOKED)
    owners = {place.function: owner_of(place.function) for place in PLACES}
    functions = {place: vars(owner)[name] for place, (owner, name) in owners.items()}
    clock = Clock()
    with measured(clock) as found:
        assert build_site(folder, site_dir=tmp_path / "a", quiet=True, processes=1, cache=False)
    assert {place: vars(owner)[name] for place, (owner, name) in owners.items()} == functions
    spent = found.own.spent
    assert found.own.seconds == pytest.approx(sum(one.seconds for one in spent.values()))
    assert spent["Markdown"].times == spent["Page templates"].times == MADE
    assert spent["Quizzes"].times == PAGES
    assert found.own.seconds > 0.3
    assert spent["Plugin slow.py: on_page_markdown"].seconds > 0.3
    assert spent["Reading pages"].seconds < 0.3
    # What one file of the course took: the one that the hook was slow with is the slowest.
    pages = found.pieces[PAGE]
    assert max(pages, key=lambda name: pages[name]) == "docs/page-7.md"
    assert pages.keys() == {f"docs/page-{number}.md" for number in range(PAGES)} | {"progress.md"}
    assert found.pieces[QUIZ].keys() == {f"quiz-{number}" for number in range(PAGES)}
    # And the site is the same.
    assert build_site(folder, site_dir=tmp_path / "b", quiet=True, cache=False)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks safely")
def test_other_processes_are_named_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path / "course", COURSE)
    monkeypatch.setattr(processes, "MANY", 2)
    begin = processes.Sharing.begin

    def begun(sharing: processes.Sharing[object], children: int) -> None:
        """Give the others time to begin, so that there is something that only they have made."""
        begin(sharing, children)
        while sharing.children and sharing.taken[sharing.pieces - 1] == processes.FREE:
            time.sleep(0.001)

    monkeypatch.setattr(processes.Sharing, "begin", begun)
    # Threads that other tests have begun are no matter here: they sleep until something comes for them.
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    found = built(folder, tmp_path / "a", processes=2)
    both = [found.own.spent.get("Markdown"), found.others.spent.get("Markdown")]
    made = sum(one.times for one in both if one)
    assert made >= MADE  # one that was begun at the same moment may be made by both
    assert found.others.spent["Quizzes"].times > 0
    assert found.own.spent["Page templates"].times == MADE
    assert not {"Page templates", "Configuration"} & found.others.spent.keys()
    lines = [*report(found)]
    assert any(line.startswith("Meanwhile other processes worked") for line in lines)
    assert found.pieces[QUIZ].keys() == {f"quiz-{number}" for number in range(PAGES)}


def sums(lines: list[str]) -> list[tuple[float, float]]:
    """Return, of each table of a report, the sum of its rows and what it says below them."""
    found, rows = [], 0.0
    for line in lines:
        row = re.match(r" +([\d.]+) +([\d.]+) % .*  (\S.*)$", line)
        if row and row[3] == "Together":
            found.append((rows, float(row[1])))
            rows = 0.0
        elif row:
            rows += float(row[1])
    return found


def test_a_build_is_measured_though_nothing_changed_and_one_that_fails_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LESSONRY_KEYS", str(tmp_path / "keys"))
    monkeypatch.chdir(write(tmp_path / "course", COURSE))
    run = called(capsys)
    assert run("build").code == 0
    assert "Nothing has changed" in run("build").err
    done = run("build", "--profile", "--quiet", "-j", "2")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0].startswith("The build took ")
    assert "The slowest pages, everything counted:" in lines
    assert len(lines[lines.index("The slowest quizzes, everything counted:") + 1 :]) <= 10
    tables = sums(lines)
    assert tables
    for rows, said in tables:
        assert rows == pytest.approx(said, abs=0.005 * 40)  # each row is rounded
    Path("quizzes/quiz-1.md").write_text("## Which?\n", encoding="utf-8")
    done = run("build", "--profile")
    assert (done.code, done.out) == (1, "")
    assert "Nothing is built" in done.err
