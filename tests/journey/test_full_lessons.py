"""A full lesson: read as far as its preview, opened by a code or a link, closed again."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lessonry.access import codes
from tests.browser import Axe, Pages, Serve
from tests.journey.conftest import Trainer
from tests.journey.full_course import BARE_SECRET, SECRET, full_course, new_codes


@pytest.fixture(scope="module")
def trainer(tmp_path_factory: pytest.TempPathFactory) -> Trainer:
    """A built course with two codes, of Ada and of Ben."""
    made = full_course(tmp_path_factory.mktemp("full"))
    for label in ("Ada", "Ben"):
        new_codes(made, label)
    made.must("build", "--strict")
    return made


@pytest.fixture(scope="module")
def url(trainer: Trainer, serve: Serve) -> str:
    return serve(trainer.folder / "site", prefix="/full/")


def code_of(trainer: Trainer, label: str) -> str:
    return trainer.must("access", "list", "--label", label, "--codes").split()[0]


def enter(page: Page, code: str) -> None:
    page.get_by_role("textbox", name="Your access code").fill(code)
    page.get_by_role("button", name="Open", exact=True).click()


def test_a_code_opens_what_stands_behind_the_preview_until_it_is_forgotten(
    trainer: Trainer, url: str, open_page: Pages, axe: Axe
) -> None:
    page = open_page(f"{url}module/full/")
    message = page.locator(".lr-access-message")
    expect(page.get_by_text("A promise that everybody reads")).to_be_visible()
    expect(page.get_by_role("heading", name="The rest opens with an access code")).to_be_visible()
    assert axe(page) == []
    sign = page.locator(".md-sidebar--primary .md-status--full .lr-hidden").first
    expect(sign).to_have_text("opens with an access code")

    page.get_by_role("textbox", name="Your access code").press("Enter")
    expect(message).to_have_text("Type or paste your access code first.")
    enter(page, "ABCD-1234")
    expect(message).to_contain_text("20 letters and digits, and these are 8")
    code = code_of(trainer, "Ada")
    slipped = ("B" if code[0] == "A" else "A") + code[1:]
    enter(page, slipped)
    expect(message).to_contain_text("There is a slip in this code")
    enter(page, codes.shown(codes.derived(b"another", "course", 1)))
    expect(message).to_contain_text("opens nothing in this edition")
    expect(page.get_by_role("textbox", name="Your access code")).to_be_focused()
    assert axe(page) == []

    other = page.context.new_page()
    other.goto(f"{url}module/full/")
    # As somebody types it off a sheet: small letters, blanks, letters that look like digits.
    enter(page, code.lower().replace("-", " ").replace("0", "o").replace("1", "l"))
    expect(page.get_by_text(SECRET)).to_be_visible()
    expect(page.locator("[data-lr-access-part]")).to_be_focused()
    expect(page.get_by_text("And a last paragraph")).to_be_visible()
    expect(page.get_by_role("link", name="The secret goodbye").first).to_be_visible()
    expect(other.get_by_text(SECRET)).to_be_visible()
    other.close()
    for picture in page.get_by_alt_text("The way to the door").all():
        assert picture.evaluate("(picture) => picture.naturalWidth") > 0
    assert page.get_by_role("link", name="The worksheet").get_attribute("download") == "sheet.txt"
    expect(sign).to_have_text("open with your access code")
    assert axe(page) == []

    quiz = page.locator("section[data-lr-quiz]")
    quiz.get_by_label("The door").check()
    quiz.get_by_role("button", name="Check").click()
    expect(quiz.get_by_text("Yes, the end weighs more").first).to_be_visible()

    page.reload()
    expect(page.get_by_text(SECRET)).to_be_visible()
    expect(page.locator("section[data-lr-quiz]").get_by_label("The door")).to_be_checked()
    page.goto(f"{url}module/bare/")
    expect(page.get_by_text(BARE_SECRET)).to_be_visible()

    page.get_by_role("button", name="Forget this code").click()
    expect(page.get_by_text(BARE_SECRET)).to_have_count(0)
    expect(page.locator(".lr-access-message")).to_contain_text("forgotten here")
    expect(page.locator(".lr-access-title")).to_be_focused()
    page.reload()
    expect(page.get_by_role("textbox", name="Your access code")).to_be_visible()


def test_a_link_opens_the_course_and_leaves_no_code_in_the_address(
    trainer: Trainer, url: str, open_page: Pages
) -> None:
    page = open_page(f"{url}#access={code_of(trainer, 'Ben')}")
    expect(page.get_by_text("Your access code works")).to_be_visible()
    assert "access" not in page.url
    page.goto(f"{url}module/full/#the-very-end")
    expect(page.get_by_text(SECRET)).to_be_visible()
    expect(page.get_by_role("heading", name="The very end")).to_be_in_viewport()

    stranger = open_page(f"{url}module/full/#access=nonsense")
    expect(stranger.locator("[data-lr-access-arrival]")).to_contain_text("20 letters and digits")
    expect(stranger.get_by_role("textbox", name="Your access code")).to_be_visible()


def test_a_revoked_code_opens_nothing_of_the_next_build(
    tmp_path: Path, serve: Serve, open_page: Pages
) -> None:
    trainer = full_course(tmp_path)
    for label in ("Ada", "Ben"):
        new_codes(trainer, label)
    trainer.must("build")
    url = serve(trainer.folder / "site")
    page = open_page(f"{url}module/full/#access={code_of(trainer, 'Ada')}")
    expect(page.get_by_text(SECRET)).to_be_visible()
    trainer.must("access", "revoke", "Ada")
    trainer.must("build")
    page.goto(f"{url}module/full/?next")
    expect(page.locator(".lr-access-message")).to_contain_text("opens nothing in this edition")
    enter(page, code_of(trainer, "Ben"))
    expect(page.get_by_text(SECRET)).to_be_visible()


def test_it_opens_under_a_strict_policy_and_with_trusted_types(
    trainer: Trainer, serve: Serve, open_page: Pages
) -> None:
    policy = "require-trusted-types-for 'script'; img-src 'self' data:; object-src 'none'"
    headers = {"Content-Security-Policy": policy}
    url = serve(trainer.folder / "site", headers=headers)
    page = open_page(faults=True)
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "/access/" in said.text else None)
    page.goto(f"{url}module/full/")
    enter(page, code_of(trainer, "Ada"))
    expect(page.get_by_text(SECRET)).to_be_visible()
    assert refused == []


def test_without_scripts_the_page_says_what_it_needs(url: str, open_page: Pages) -> None:
    page = open_page(f"{url}module/full/", javascript=False)
    expect(page.get_by_text("this page needs JavaScript")).to_be_visible()
    expect(page.get_by_text("A promise that everybody reads")).to_be_visible()
    expect(page.get_by_role("textbox", name="Your access code")).to_be_hidden()


def test_where_nothing_is_kept_it_is_open_as_long_as_the_page(
    trainer: Trainer, url: str, open_page: Pages
) -> None:
    page = open_page(faults=True)
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } })"
    )
    page.goto(f"{url}module/full/")
    enter(page, code_of(trainer, "Ada"))
    expect(page.get_by_text(SECRET)).to_be_visible()
