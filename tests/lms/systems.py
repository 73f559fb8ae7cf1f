"""The real systems that packages are played in: how each is run, opened, and asked what it has."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Frame, Page, expect

from tests.exporters.lms import MOUNTED, Launch
from tests.lms.environments import python_of

HOSTS: Final = Path(__file__).parent / "hosts"
PATIENCE: Final = 120
LEARNER, SECRET = "ada", "secret"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(Launch):
    """A course that is open in a real LMS, however many frames are around it."""

    depth: int = 1
    """Of the frames around the package's page."""

    @property
    def shell(self) -> Frame:
        frame = self.page.main_frame
        for _ in range(self.depth):
            frame = _inner(frame)
        return frame

    @property
    def course(self) -> Frame:
        inside = _inner(self.shell)
        inside.wait_for_load_state()
        inside.wait_for_function(MOUNTED)
        return inside

    def shows(self, path: str) -> None:
        """Fail unless that page is shown."""
        expect(self.course.locator("body")).to_be_visible()
        end = time.monotonic() + PATIENCE
        while not self.course.url.partition("#")[0].endswith(path):
            assert time.monotonic() < end, self.course.url
            self.page.wait_for_timeout(200)

    def leaves(self) -> None:
        """Go away, as whoever has had enough does."""
        if self.page.context.pages.index(self.page):
            self.page.close()
        else:
            self.page.goto("about:blank")


def _inner(frame: Frame) -> Frame:
    element = frame.wait_for_selector("iframe[src]", state="attached", timeout=60_000)
    assert element is not None
    inner = element.content_frame()
    assert inner is not None
    return inner


@dataclass(frozen=True, slots=True, kw_only=True)
class System(ABC):
    """A system that runs, with a package in it."""

    url: str
    home: Path

    @abstractmethod
    def opens(self, page: Page) -> Opened:
        """Open the course in a browser, as the learner."""

    @abstractmethod
    def told(self) -> dict[str, Any]:
        """Return what the system has of the attempt, by SCORM's names where it keeps those."""

    def tells(self, name: str, value: object) -> dict[str, Any]:
        """Wait until the system has it; return all that it has."""
        end = time.monotonic() + 30
        while (told := self.told()).get(name) != value:
            assert time.monotonic() < end, f"{name} is {told.get(name)!r}: {told}"
            time.sleep(0.2)
        return told

    def asked(self, path: str) -> Any:
        with urlopen(f"{self.url}{path}") as answer:
            return json.load(answer)


class WagtailLms(System):
    """wagtail-lms: SCORM 1.2, each call of the course a request of its own."""

    def opens(self, page: Page) -> Opened:
        page.goto(f"{self.url}/login/")
        if page.locator("#id_username").count():
            page.fill("#id_username", LEARNER)
            page.fill("#id_password", SECRET)
            page.get_by_role("button").click()
            page.wait_for_url("**/ready")
        page.goto(f"{self.url}/lms/scorm-lesson/{(self.home / 'lesson').read_text()}/play/")
        return Opened(page=page)

    def told(self) -> dict[str, Any]:
        return dict(self.asked("/recorded")["told"])


class OpenEdx(System):
    """Open edX's XBlock for SCORM, in its page."""

    def opens(self, page: Page) -> Opened:
        page.context.add_cookies([{"name": "student", "value": LEARNER, "url": self.url}])
        page.goto(f"{self.url}/scenario/course/")
        return Opened(page=page)

    def told(self) -> dict[str, Any]:
        recorded = self.asked("/recorded")
        fields = recorded["fields"].get(LEARNER, {})
        grades = [event[3] for event in recorded["book"] if event[2] == "grade"]
        return {**fields.get("scorm_data", {}), **fields, "grades": grades}


class OpenEdxWindow(OpenEdx):
    """The same, in a window of its own."""

    def opens(self, page: Page) -> Opened:
        super().opens(page)
        with page.context.expect_page() as opened:
            page.locator(".popup-launcher").click()
        return Opened(page=opened.value)


class OpenEdxCmi5(OpenEdx):
    """Open edX's XBlock for cmi5, which is its own record store."""

    def opens(self, page: Page) -> Opened:
        super().opens(page)
        with page.context.expect_page() as opened:
            page.locator("ol a").first.click()
        return Opened(page=opened.value, depth=0)


class ScormHost(System):
    """scormhost: SCORM 1.2 and 2004, all values in one document."""

    def opens(self, page: Page) -> Opened:
        page.goto(f"{self.url}/login")
        page.fill("[name=email]", f"{LEARNER}@example.org")
        page.fill("[name=password]", SECRET * 2)
        page.locator("[type=submit]").click()
        page.wait_for_url(f"{self.url}/")
        page.goto(f"{self.url}/launch/course?launch=index.html")
        return Opened(page=page)

    def told(self) -> dict[str, Any]:
        for file in (self.home / "sessions").rglob("*.json"):
            with suppress(json.JSONDecodeError):  # while it is being written
                told: dict[str, Any] = json.loads(file.read_text())
                return dict(told.get("elements", told))
        return {}


class Kolibri(System):
    """Kolibri: SCORM 1.2 in a frame within a frame of another host, which forbids forms."""

    def opens(self, page: Page) -> Opened:
        if all(cookie["name"] != "is-known" for cookie in page.context.cookies()):
            page.goto(f"{self.url}/en/auth/#/signin")
            page.get_by_label("Username").fill(LEARNER)
            following = page.get_by_role("button", name="Next")
            if following.is_visible():
                following.click()
            page.get_by_label("Password").fill(SECRET)
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url("**/en/device/**")
            # For this test: who is signed in finds no form.
            page.context.add_cookies([{"name": "is-known", "value": "yes", "url": self.url}])
        page.goto(f"{self.url}/en/learn/#/topics/c/{(self.home / 'node').read_text()}")
        return Opened(page=page, depth=2)

    def told(self) -> dict[str, Any]:
        with sqlite3.connect(self.home / "db.sqlite3") as base:
            query = "select progress, extra_fields from logger_contentsummarylog"
            row = base.execute(query).fetchone()
        if row is None:
            return {}
        cmi = json.loads(row[1]).get("contentState", {}).get("SCORM", {}).get("cmi", {})
        return {"progress": row[0], **dict(_flat("cmi", cmi))}


def _flat(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _flat(f"{name}.{key}", part)
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from _flat(f"{name}.{place}", part)
    else:
        yield name, value


def free_port() -> int:
    """Return a port that nobody listens at, and the next one neither."""
    while True:
        with socket.socket() as one, socket.socket() as next_one:
            one.bind(("127.0.0.1", 0))
            port = int(one.getsockname()[1])
            try:
                next_one.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


@contextmanager
def running(
    environment: str, host: str, home: Path, *more: str | Path, ready: str = "/ready", port: int = 0
) -> Iterator[str]:
    """Run a script of `hosts/` in its environment until the end; give its address once it answers."""
    home.mkdir(parents=True, exist_ok=True)
    port = port or free_port()
    url = f"http://127.0.0.1:{port}"
    words = [python_of(environment), HOSTS / host, str(port), home, *more]
    quiet = {**os.environ, "PYTHONWARNINGS": "ignore"}
    quiet.pop("PYTHONPATH", None)
    with (home / "host.log").open("wb") as log:
        process = subprocess.Popen(words, stdout=log, stderr=subprocess.STDOUT, env=quiet)
        try:
            end = time.monotonic() + PATIENCE
            while not _answers(url + ready):
                told = (home / "host.log").read_text("utf-8", "replace")
                assert process.poll() is None and time.monotonic() < end, told
                time.sleep(0.2)
            yield url
        finally:
            process.terminate()
            process.wait(20)


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=5):
            return True
    except (URLError, OSError):
        return False
