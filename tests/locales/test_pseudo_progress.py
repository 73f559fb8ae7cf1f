"""Nothing that My progress and a review say is said past the catalogues, or against a strict policy."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from lessonry.domain.course import Course
from lessonry.domain.items import ChoiceItem, ExtendedTextItem, Item
from lessonry.project import load_course
from tests.browser import Pages, Serve
from tests.journey.learner import form, give
from tests.locales.every_kind import every_kind
from tests.locales.pseudo import THEIRS, pseudo_site
from tests.locales.pseudo import unsaid as unsaid_on
from tests.responses import right, wrong

START = datetime(2026, 11, 2, 12, tzinfo=UTC)
POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'"
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
"""Scripts of Material, which a strict policy allows by their digests."""
ELSEWHERE = """() => {
  const list = JSON.parse(localStorage.getItem("lessonry/courses"));
  list["lessonry/1/other//other/"] = { title: "Άλλο", path: "/other/progress/", done: 2, of: 9,
    at: "2026-01-01T10:00:00Z" };
  localStorage.setItem("lessonry/courses", JSON.stringify(list));
}"""
MUCH = """() => {
  const key = Object.keys(localStorage).find((one) => one.startsWith("lessonry/1/"));
  const state = JSON.parse(localStorage.getItem(key));
  const one = { ...Object.values(state.quizzes.kinds.items)[0], at: "2026-11-03T12:00:00.000Z" };
  state.quizzes.more = { items: Object.fromEntries(
    Array.from({ length: 20 }, (_, number) => [`i${number}`, one])) };
  localStorage.setItem(key, JSON.stringify(state));
}"""
FULL = """() => {
  for (let size = 1 << 20; size; ) {
    try { localStorage.setItem("fill" + size + Math.random(), "x".repeat(size)); }
    catch { size >>= 1; }
  }
}"""


def unsaid(page: Page) -> list[str]:
    """Return what the page says past the catalogues, less the keys of questions."""
    return unsaid_on(page, "main", f"{THEIRS}, .lr-key")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = every_kind(tmp_path_factory.mktemp("pseudo-progress"))
    (folder / "docs/index.md").write_text("# Αρχή\n\n/// course\n///\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def url(folder: Path, serve: Serve) -> str:
    site = pseudo_site(folder)
    pages = [site / page / "index.html" for page in (".", "kinds", "progress")]
    inline = {script for page in pages for script in INLINE.findall(page.read_text("utf-8"))}
    digests = (base64.b64encode(hashlib.sha256(one.encode()).digest()) for one in inline)
    policy = " ".join([POLICY, *(f"'sha256-{one.decode()}'" for one in digests)])
    return serve(site, headers={"Content-Security-Policy": policy})


@pytest.fixture(scope="module")
def course(folder: Path) -> Course:
    return load_course(folder)[0]


def progress(page: Page, url: str) -> None:
    page.goto(f"{url}progress/")
    expect(page.locator('[data-lr-progress][data-lr-mounted="done"]')).to_be_attached()


def items(course: Course) -> dict[str, Item]:
    quiz = course.quiz("kinds")
    assert quiz is not None
    return {item.identifier: item for item in quiz.items}


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def test_nothing_is_unsaid_while_every_kind_is_reviewed(
    url: str, course: Course, open_page: Pages
) -> None:
    page = open_page(timezone_id="UTC")
    page.clock.install(time=START)
    progress(page, url)
    assert unsaid(page) == []
    page.goto(f"{url}kinds/")
    for item in items(course).values():
        give(page, item, right(item))
        form(page, item).locator("[data-lr-actions] [type=submit]").click()
    progress(page, url)
    assert unsaid(page) == []

    page.clock.set_system_time(START + timedelta(days=1))
    page.goto(url)
    expect(page.locator("[data-lr-due]")).not_to_be_empty()
    assert unsaid(page) == []
    progress(page, url)
    assert unsaid(page) == []
    page.locator(".lr-progress-review button").click()
    reviewed: set[str] = set()
    one = page.locator(".lr-review form")
    asked = page.locator(".lr-review form fieldset:not([disabled]), .lr-review-end")
    asked.wait_for()
    while one.count():
        expect(one.locator("legend")).to_be_focused()
        item = items(course)[str(one.get_attribute("data-lr-item"))]
        reviewed.add(item.kind)
        one.locator("[type=submit]").click()
        assert unsaid(page) == [], f"{item.identifier} left empty"
        give(page, item, wrong(item) if isinstance(item, ChoiceItem) else right(item))
        one.locator("[type=submit]").click()
        said = "Not quite" if isinstance(item, ChoiceItem) else "Right"
        expect(one.locator("[data-lr-feedback]")).to_contain_text(said)
        assert unsaid(page) == [], f"{item.identifier} answered"
        page.clock.run_for(1000)
        one.locator("[type=submit]").click()
        asked.wait_for()
    due = {one.kind for one in items(course).values() if not isinstance(one, ExtendedTextItem)}
    assert reviewed == due, "each kind works in a review as it does in its lesson"
    assert unsaid(page) == []
    page.locator(".lr-review-end button").last.click()
    assert unsaid(page) == []

    kept = page.context.storage_state()
    away = open_page(faults=True, timezone_id="UTC", storage_state=kept)
    away.clock.install(time=START + timedelta(days=3))
    away.route("**/kinds/", lambda route: route.abort())
    progress(away, url)
    away.locator(".lr-progress-review button").click()
    expect(away.locator(".lr-review-end li a")).to_have_count(1)
    assert unsaid(away) == []


def test_nothing_is_unsaid_while_copies_are_saved_and_brought_back(
    url: str, course: Course, open_page: Pages, tmp_path: Path
) -> None:
    page = open_page(faults=True, timezone_id="UTC")  # full
    page.clock.install(time=START)
    page.goto(f"{url}kinds/")
    for item in items(course).values():
        if isinstance(item, ChoiceItem):
            give(page, item, right(item))
            form(page, item).locator("[data-lr-actions] [type=submit]").click()
    progress(page, url)
    with page.expect_download() as saving:
        press(page, "Save a copy")
    copy = json.loads(saving.value.path().read_text("utf-8"))
    assert unsaid(page) == []
    press(page, "Delete my progress")
    assert unsaid(page) == []
    press(page, "Delete it for good")
    expect(page.get_by_role("status").first).to_contain_text("is deleted")
    assert unsaid(page) == []

    broken = copy | {"state": copy["state"] | {"lessons": {"odd": 7}}}
    files: tuple[dict[str, Any], ...] = (
        {},
        copy | {"version": 2},
        copy | {"course": "other", "title": "Άλλο"},
        copy | {"course": "other", "title": None},
        copy | {"state": 7},
        broken,
    )
    for file in files:
        path = tmp_path / "copy.json"
        path.write_text(json.dumps(file), "utf-8")
        page.locator("[data-lr-copy]").set_input_files(path)
        expect(page.locator(".lr-progress-panel :is(h3, .lr-progress-why)")).to_be_focused()
        assert unsaid(page) == []
        press(page, "Bring it back" if file is broken else "Close")
    expect(page.get_by_role("status").first).to_contain_text("is back")
    assert unsaid(page) == []

    page.evaluate(MUCH)
    page.clock.set_system_time(START + timedelta(days=20))
    page.evaluate(ELSEWHERE)
    progress(page, url)
    expect(page.locator(".lr-progress-nudge")).to_have_count(1)
    assert unsaid(page) == []
    page.evaluate(FULL)
    press(page, "Not now")
    press(page, "Delete its progress")
    expect(page.locator(".lr-notice--low button")).to_be_visible()
    assert unsaid(page) == []
