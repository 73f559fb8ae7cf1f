"""An LMS that a test plays a package in: a strict one, and scorm-again."""

from __future__ import annotations

import json
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from playwright.sync_api import Frame, Page, expect

from lessonry.domain.items import Item
from tests.browser import Pages
from tests.journey.learner import give
from tests.machine import ROOT

HERE = Path(__file__).parent
AGAIN = ROOT / "node_modules" / "scorm-again" / "dist"
STATE_LIMIT = 4096
MOUNTED = """() => document.readyState === "complete"
  && ![...document.querySelectorAll("section[data-lr-mode]")]
    .some((quiz) => !["done", "failed"].includes(quiz.dataset.lrMounted))"""


def unpacked(package: Path, home: Path) -> Path:
    """Lay a package beside the pages of the LMS; return the folder to be hosted."""
    with zipfile.ZipFile(package) as packed:
        packed.extractall(home / "package")
    for name in ("lms.html", "again.html", "both.html", "strict_lms.js"):
        shutil.copy(HERE / name, home)
    for name in ("scorm12.min.js", "scorm2004.min.js"):
        shutil.copy(AGAIN / name, home)
    return home


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """A course that is open in an LMS."""

    page: Page

    @property
    def shell(self) -> Frame:
        """Return the package's page."""
        return _frame(self.page.main_frame)

    @property
    def course(self) -> Frame:
        """Return the course within it, once its scripts have come."""
        inside = _frame(self.shell)
        inside.wait_for_load_state()
        inside.wait_for_function(MOUNTED)
        return inside

    @property
    def screen(self) -> Page:
        """Return the course as what helpers of other tests take: they ask for what a frame has too."""
        return cast("Page", self.course)

    def goes_to(self, path: str) -> None:
        """Open another page of the course, as a link of it does."""
        before = self.course
        with before.expect_navigation():
            before.evaluate(
                "(path) => location.assign(new URL(`course/${path}`, parent.location.href))",
                path,
            )

    def shows(self, path: str) -> None:
        """Fail unless that page is shown."""
        self.page.wait_for_function(
            "(path) => frames[0].frames[0]?.location.pathname.endsWith(path)", arg=path
        )

    def told(self) -> dict[str, str]:
        """Return what the strict LMS has now."""
        return cast("dict[str, str]", self.page.evaluate("attempt.data"))

    def tells(self, name: str, value: str) -> None:
        """Wait until the LMS has it."""
        self.page.wait_for_function(
            "([name, value]) => attempt.data[name] === value", arg=[name, value]
        )

    def closes(self) -> dict[str, str]:
        """Take the course away, as an LMS does; return what it has then, having refused nothing."""
        self.page.evaluate("document.querySelector('iframe').remove()")
        data = self.told()
        assert self.page.evaluate("attempt.refused") == []
        assert len(data.get("cmi.suspend_data", "")) <= STATE_LIMIT
        return data


def _frame(outer: Frame) -> Frame:
    """Return the frame in a frame, once it has an address."""
    element = outer.wait_for_selector("iframe[src]", state="attached")
    assert element is not None
    inner = element.content_frame()
    assert inner is not None
    return inner


def launch(
    open_page: Pages,
    url: str,
    *,
    given: dict[str, Any] | None = None,
    tab: Page | None = None,
    host: str = "lms.html",
    **asked: str,
) -> Launch:
    """Open the course in the LMS.

    Args:
        open_page: The fixture.
        url: Of the folder that is hosted.
        given: What the LMS has of the attempt.
        tab: A page of a browser that was here before; a new browser where nothing is given.
        host: Which LMS.
        asked: The version, and what else the LMS's page is asked.
    """
    page = open_page() if tab is None else tab.context.new_page()
    page.add_init_script(f"if (window === top) window.given = {json.dumps(given or {})};")
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    page.goto(f"{url}{host}?{query}")
    made = Launch(page=page)
    expect(made.screen.locator("article, main").first).to_be_visible()
    return made


def check(launched: Launch, item: Item, values: tuple[str, ...]) -> None:
    """Answer an item and check it."""
    give(launched.screen, item, values)
    form = launched.course.locator(f'form[data-lr-item="{item.identifier}"]')
    form.get_by_role("button", name="Check").click()
    expect(form.locator(".lr-verdict")).to_be_visible()
