"""A cmi5 package and a plain xAPI one, played against a record store that refuses by requirement."""

from __future__ import annotations

import json
import subprocess
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from lxml import etree

from lessonry.domain.concealment import published
from lessonry.domain.quiz import Quiz
from lessonry.exporters import xapi
from lessonry.exporters.archive import pack
from lessonry.exporters.formats import Request
from tests import machine
from tests.browser import Pages
from tests.exporters.lms import Launch, check
from tests.journey.conftest import Trainer
from tests.journey.locked_exam import answer, hand_in, has_failed, has_passed, sit
from tests.responses import right, wrong

SERVER = Path(__file__).parents[1] / "strict_lrs_server.js"
LESSON, FINAL = "module/one.html", "module/final.html"
PATIENCE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """A record store with a package beside it."""

    url: str

    def report(self) -> dict[str, Any]:
        with urlopen(f"{self.url}/report") as answer:
            told: dict[str, Any] = json.load(answer)
        return told

    def takes(self, *verbs: str) -> list[dict[str, Any]]:
        """Wait until these verbs came last, and nothing was refused; return their statements."""
        end = time.monotonic() + PATIENCE
        while True:
            told = self.report()
            assert told["refused"] == []
            if tuple(told["taken"][-len(verbs) :]) == verbs:
                statements: list[dict[str, Any]] = told["statements"][-len(verbs) :]
                return statements
            assert time.monotonic() < end, told["taken"]
            time.sleep(0.05)

    def launches(self, open_page: Pages) -> Launch:
        # A document that is not there yet is an error to the browser, and not to anybody else.
        return Launch(page=open_page(f"{self.url}/launch", faults=True))


@pytest.fixture(scope="module")
def packages(trainer: Trainer, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the folders of both packages, of one site."""
    home = tmp_path_factory.mktemp("cmi5")
    trainer.must("export", "cmi5", "--out", home / "cmi5.zip", "--quiet")
    with zipfile.ZipFile(home / "cmi5.zip") as packed:
        packed.extractall(home / "cmi5")
    course = trainer.course
    request = Request(
        course=course,
        quizzes=tuple(map(published, course.taught)),
        folder=trainer.folder,
        site=home / "cmi5" / "course",
    )
    pack(xapi.export(request).files, home / "xapi.zip")
    with zipfile.ZipFile(home / "xapi.zip") as packed:
        packed.extractall(home / "xapi")
    return {"cmi5": home / "cmi5", "xapi": home / "xapi"}


@pytest.fixture
def store(request: pytest.FixtureRequest, packages: dict[str, Path]) -> Iterator[Store]:
    name, settings = request.param
    command = [str(machine.node()), str(SERVER), str(packages[name]), json.dumps(settings)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        port = running.stdout.readline().strip()
        yield Store(url=f"http://127.0.0.1:{port}")
        running.terminate()


def leave(launched: Launch) -> None:
    """Take the course away, as an LMS does."""
    launched.page.evaluate("document.querySelector('iframe').remove()")


def test_the_course_structure_is_what_the_specification_says(packages: dict[str, Path]) -> None:
    root = etree.parse(packages["cmi5"] / "cmi5.xml").getroot()
    space = "{https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd}"
    assert root.tag == f"{space}courseStructure"
    assert [child.tag for child in root] == [f"{space}course", f"{space}au"]
    course, unit = root
    assert [child.tag for child in course] == [f"{space}title", f"{space}description"]
    assert [child.tag for child in unit] == [f"{space}title", f"{space}description", f"{space}url"]
    assert unit.get("moveOn") == "CompletedAndPassed"
    assert float(unit.get("masteryScore") or 0) == 0.75
    assert course.get("id") != unit.get("id")
    assert all(str(one.get("id")).startswith("urn:uuid:") for one in (course, unit))
    assert (packages["cmi5"] / (unit.findtext(f"{space}url") or "")).is_file()


@pytest.mark.parametrize("store", [("cmi5", {"mastery": 0.75})], indirect=True)
def test_cmi5_is_played_to_a_pass_and_gone_on_with(
    store: Store,
    open_page: Pages,
    one: Quiz,
    final: Quiz,
) -> None:
    here = store.launches(open_page)
    here.goes_to(LESSON)
    which, order, *_ = one.items
    check(here, which, right(which))
    check(here, order, wrong(order))
    first, second = store.takes("initialized", "answered", "answered")[1:]
    assert first["result"] == {"response": "a", "success": True}
    assert second["result"]["success"] is False
    assert first["object"]["definition"]["interactionType"] == "choice"
    here.goes_to(FINAL)
    sit(here.screen, final, mistakes=2)
    has_failed(here.screen)
    leave(here)
    told = store.takes("failed", "terminated")
    assert "score" not in told[0]["result"]

    there = store.launches(open_page)
    there.shows(FINAL)
    answer(there.screen, final, mistakes=0, start="Start attempt 2")
    hand_in(there.screen)
    has_passed(there.screen)
    passed = next(one for one in _until(store, "passed") if _verb(one) == "passed")
    assert passed["result"]["score"] == {"scaled": 1}
    leave(there)
    store.takes("terminated")

    again = store.launches(open_page)
    again.goes_to(LESSON)
    leave(again)
    store.takes("initialized", "terminated")


@pytest.mark.parametrize("store", [("xapi", {"isPlain": True})], indirect=True)
def test_plain_xapi_tells_the_same(
    store: Store,
    open_page: Pages,
    one: Quiz,
) -> None:
    here = store.launches(open_page)
    here.goes_to(LESSON)
    check(here, one.items[0], right(one.items[0]))
    store.takes("initialized", "answered")
    leave(here)
    store.takes("terminated")
    there = store.launches(open_page)
    there.shows(LESSON)


@pytest.mark.parametrize("store", [("cmi5", {"mode": "Review", "exit": "/report"})], indirect=True)
def test_a_review_says_nothing_and_leads_back(store: Store, open_page: Pages, one: Quiz) -> None:
    here = store.launches(open_page)
    here.goes_to(LESSON)
    check(here, one.items[0], right(one.items[0]))
    here.shell.get_by_role("button", name="Leave the course").click()
    store.takes("initialized", "terminated")
    here.page.wait_for_function("frames[0].location.pathname === '/report'")


def _verb(statement: dict[str, Any]) -> str:
    return str(statement["verb"]["id"]).rpartition("/")[2]


def _until(store: Store, verb: str) -> list[dict[str, Any]]:
    end = time.monotonic() + PATIENCE
    while verb not in (told := store.report())["taken"]:
        assert told["refused"] == []
        assert time.monotonic() < end, told["taken"]
        time.sleep(0.05)
    statements: list[dict[str, Any]] = told["statements"]
    return statements
