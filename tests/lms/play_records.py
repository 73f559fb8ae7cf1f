"""cmi5 in Open edX, and statements in Ralph: read back, and judged by another store's validator."""

from __future__ import annotations

import base64
import json
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect

from lessonry.domain.quiz import Quiz
from tests.browser import Pages, Serve
from tests.exporters.lms import check
from tests.journey.locked_exam import answer, hand_in, has_failed, has_passed, sit
from tests.lms.systems import Opened, System, running
from tests.machine import ROOT, Command
from tests.responses import right, wrong

LESSON, FINAL = "module/one.html", "module/final.html"
REGISTRATION = "6b1c7f8e-3a52-4b1c-9f57-2f1f6f0f9a11"
ALIVE = "/__heartbeat__"
AUTH = "Basic " + base64.b64encode(b"lms:secret").decode()
JUDGE = """
const judge = require("@learninglocker/xapi-validation").default;
const statements = JSON.parse(require("node:fs").readFileSync(0, "utf-8"));
for (const one of statements)
  for (const fault of judge(one, ["statement"])) console.log(fault.name, fault.path.join("."));
"""


@pytest.fixture
def relayed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Run Ralph, and have Open edX send on what it hears; return where the statements are."""
    origin = "http://127.0.0.1"
    with running("ralph", "ralph_store.py", tmp_path / "ralph", origin, ready=ALIVE) as url:
        store = f"{url}/xAPI/statements"
        told = {"LRS_ENDPOINT": store, "LRS_AUTH_KEY": "lms", "LRS_AUTH_SECRET": "secret"}
        monkeypatch.setenv("XBLOCK_SETTINGS", json.dumps(told))
        yield store


@pytest.mark.timeout(300)
@pytest.mark.parametrize("system", [("open-edx cmi5", "cmi5")], indirect=True)
def test_open_edx_grades_a_pass_by_cmi5_and_sends_it_on(
    relayed: str, system: System, open_page: Pages, one: Quiz, final: Quiz, node: Command
) -> None:
    page = open_page(faults=True)
    here = system.opens(page)
    here.goes_to(LESSON)
    check(here, one.items[0], right(one.items[0]))
    here.goes_to(FINAL)
    sit(here.screen, final, mistakes=2)
    has_failed(here.screen)
    here.leaves()
    phone = open_page(viewport=(390, 844), faults=True)
    there = system.opens(phone)
    there.shows(FINAL)
    answer(there.screen, final, start="Start attempt 2")
    hand_in(there.screen)
    has_passed(there.screen)
    system.tells("lesson_status", "passed")
    there.leaves()
    again = system.opens(phone)
    again.shows(FINAL)
    expect(again.course.locator(".lr-records")).to_contain_text("Attempt 2")
    again.leaves()
    told = system.tells("lesson_status", "passed")
    assert told["grades"] == [{"value": 1.0, "max_value": 1.0}]
    assert told["state_data"]["isPassed"] is True
    verbs = _verbs(relayed, last="terminated")
    assert verbs.count("passed") == 1
    # The failure came with the end of its session, of which Open edX hears nothing.
    assert (verbs.count("initialized"), verbs.count("terminated")) == (3, 2)
    assert _faults(relayed, node) == ""


@pytest.fixture
def launch(packages: Path, serve: Serve, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Host the xAPI package beside Ralph; return where it is launched, and where the store is."""
    with zipfile.ZipFile(packages / "xapi.zip") as packed:
        packed.extractall(tmp_path / "package")
    course = serve(tmp_path / "package")
    origin = course.rstrip("/")
    home = tmp_path / "home"
    with running("ralph", "ralph_store.py", home, origin, ready=ALIVE) as url:
        asked = {
            "endpoint": f"{url}/xAPI/",
            "auth": AUTH,
            "actor": json.dumps({"account": {"homePage": "https://lms.example", "name": "ada"}}),
            "activity_id": "https://lms.example/activities/7",
            "registration": REGISTRATION,
        }
        yield f"{course}index.html?{urlencode(asked)}", f"{url}/xAPI/statements"


def _taken(store: str) -> list[dict[str, Any]]:
    """Return what the store has, the oldest first."""
    headers = {"Authorization": AUTH, "X-Experience-API-Version": "1.0.3"}
    with urlopen(Request(f"{store}?limit=100", headers=headers)) as answer:
        statements: list[dict[str, Any]] = json.load(answer)["statements"]
    return sorted(statements, key=lambda one: one["stored"])


def _faults(store: str, node: Command) -> str:
    """Return what Learning Locker's validator finds in what the store has."""
    done = node("--eval", JUDGE, input=json.dumps(_taken(store)), cwd=ROOT)
    return str(done.stdout)


def _verbs(store: str, *, last: str) -> list[str]:
    """Wait until a verb came last; return all of them in their order."""
    end = time.monotonic() + 20
    while True:
        verbs = [str(one["verb"]["id"]).rpartition("/")[2] for one in _taken(store)]
        if verbs and verbs[-1] == last:
            return verbs
        assert time.monotonic() < end, verbs
        time.sleep(0.2)


@pytest.mark.timeout(300)
def test_ralph_takes_every_statement_once(
    launch: tuple[str, str], open_page: Pages, one: Quiz, final: Quiz, node: Command
) -> None:
    address, store = launch
    page = open_page(faults=True)
    page.goto(address)
    here = Opened(page=page, depth=0)
    here.goes_to(LESSON)
    check(here, one.items[0], right(one.items[0]))
    check(here, one.items[1], wrong(one.items[1]))
    page.goto("about:blank")
    assert _verbs(store, last="terminated") == ["initialized", "answered", "answered", "terminated"]
    page.goto(address)
    here.shows(LESSON)  # Ralph keeps no documents, so this browser did
    here.goes_to(FINAL)
    sit(here.screen, final)
    has_passed(here.screen)
    page.goto("about:blank")
    first = _verbs(store, last="terminated")
    assert first.count("passed") == 1
    page.goto(address)
    here.shows(FINAL)
    page.goto("about:blank")
    end = time.monotonic() + 20
    while len(verbs := _verbs(store, last="terminated")) == len(first):
        assert time.monotonic() < end
    assert verbs[len(first) :] == ["initialized", "terminated"]
    assert _faults(store, node) == ""
