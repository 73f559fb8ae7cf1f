"""What the verify page says of what was revoked, suspended, corrected, or signed with old keys."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import Axe, Pages, Serve
from tests.credentials import trainer_desk as desk
from tests.credentials.course_folder import CourseFolder, write_course
from tests.journey.conftest import Trainer

THEME = "theme: {name: material, font: false}\n"
SOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
"""The reader's clock: after the certificates were issued, before they expire."""
LATER = datetime(2027, 12, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Academy:
    """A trainer's folder, and its site as it was at two moments."""

    folder: Path
    before: str
    """Before Bert's was restored and the second key was stolen."""
    after: str

    def pdf(self, name: str, folder: str = "issued") -> Path:
        (found,) = (self.folder / folder).glob(f"{name}-*.pdf")
        return found


@pytest.fixture(scope="module")
def academy(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Academy:
    made = write_course(tmp_path_factory.mktemp("standing"))
    config = made.folder / "mkdocs.yml"
    config.write_text(THEME + config.read_text("utf-8"), "utf-8")
    achievement = made.folder / "certificates/achievements/delight.yml"
    achievement.write_text(achievement.read_text("utf-8") + "valid_for_days: 365\n", "utf-8")
    made.must("keys", "new", made.folder)
    names = ("Anna Lind", "Bert Braun", "Cleo Cruz", "Dora Dal")
    desk.issue(made, *map(made.record, names))

    def run(*arguments: str | Path) -> None:
        made.must(*arguments, "--course", made.folder)

    def pdf(name: str) -> Path:
        (found,) = (made.folder / "issued").glob(f"{name}-*.pdf")
        return found

    run("revoke", pdf("anna"), "--reason", "Passed on the answers")
    run("suspend", pdf("bert"), "--reason", "Two records are the same")
    run("correct", pdf("dora"), "--name", "Dora Dahl", "--out", made.folder / "corrected")
    made.must("keys", "rotate", made.folder)
    desk.issue(made, made.record("Emil Ek"), now=datetime(2026, 11, 22, tzinfo=UTC))
    before = built(made, "before", serve)
    run("restore", pdf("bert"))
    second = next(iter(desk.document(made).signers)).rpartition("#")[2]
    made.must("keys", "compromised", second, made.folder, "--since", "2026-11-21")
    return Academy(folder=made.folder, before=before, after=built(made, "after", serve))


def built(made: CourseFolder, name: str, serve: Serve) -> str:
    """Build the site, and host it as it is now."""
    Trainer(folder=made.folder, keys=made.keys).must("build", "--quiet")
    shutil.copytree(made.folder / "site", made.folder.parent / name)
    return serve(made.folder.parent / name, prefix="/delight/") + "verify/"


@pytest.fixture
def check(open_page: Pages):
    """Open the verify page at a moment, and give it a file."""

    def checked(url: str, file: Path, now: datetime = SOON) -> Locator:
        page = open_page()
        page.clock.set_fixed_time(now)
        page.goto(url)
        return given(page, file)

    return checked


def given(page: Page, file: Path) -> Locator:
    expect(page.locator("[data-lr-verify-ask]")).to_be_visible()
    page.locator("[data-lr-verify] input[type=file]").set_input_files(file)
    result = page.locator("[data-lr-verify-result]")
    expect(result.locator("h2")).to_be_visible()
    return result


def test_a_revoked_one_is_revoked_in_words_and_its_level_is_told(
    academy: Academy, check, axe: Axe
) -> None:
    result = check(academy.before, academy.pdf("anna"))
    expect(result.locator("h2")).to_contain_text("Revoked by ")
    expect(result).to_contain_text("The issuer has taken it back for good, as its list of ")
    expect(result).to_contain_text("Level 2: countersigned")
    # Why, and when, is nobody's business but the trainer's.
    expect(result).not_to_contain_text("answers of")
    assert axe(result.page) == []


def test_a_suspended_one_may_hold_again_and_then_does(academy: Academy, check) -> None:
    result = check(academy.before, academy.pdf("bert"))
    expect(result.locator("h2")).to_contain_text("Suspended by ")
    expect(result).to_contain_text("It may hold again later: ask the issuer.")
    again = check(academy.after, academy.pdf("bert"))
    expect(again.locator("h2")).to_contain_text("Real, and countersigned by ")


def test_a_corrected_name_is_real_and_the_former_is_revoked(academy: Academy, check) -> None:
    former = check(academy.before, academy.pdf("dora"))
    expect(former.locator("h2")).to_contain_text("Revoked by ")
    corrected = check(academy.before, academy.pdf("dora-dahl", "corrected"))
    expect(corrected.locator("h2")).to_contain_text("Real, and countersigned by ")
    expect(corrected).to_contain_text("Dora Dahl")


def test_one_that_expired_says_until_when_it_held(academy: Academy, check) -> None:
    result = check(academy.before, academy.pdf("cleo"), now=LATER)
    expect(result.locator("h2")).to_have_text("Expired on 20 November 2027")


def test_certificates_of_the_old_key_and_of_the_new_are_real(academy: Academy, check) -> None:
    for name in ("cleo", "emil"):
        result = check(academy.before, academy.pdf(name))
        expect(result.locator("h2")).to_contain_text("Real, and countersigned by ")


def test_what_a_stolen_key_signed_is_refused_and_the_other_keys_is_not(
    academy: Academy, check
) -> None:
    stolen = check(academy.after, academy.pdf("emil"))
    expect(stolen.locator("h2")).to_have_text("Signed with a stolen key: do not rely on it")
    expect(stolen).to_contain_text("on 21 November 2026 or later counts for nothing")
    expect(stolen).to_contain_text("Nobody vouches for this.")
    other = check(academy.after, academy.pdf("cleo"))
    expect(other.locator("h2")).to_contain_text("Real, and countersigned by ")


def test_offline_it_is_said_what_cannot_be_told(academy: Academy, open_page: Pages) -> None:
    page = open_page(faults=True)
    page.clock.set_fixed_time(SOON)
    page.goto(academy.before)
    page.route("**/status/*.json", lambda route: route.abort())
    result = given(page, academy.pdf("cleo"))
    expect(result.locator("h2")).to_have_text("Real, but whether it was revoked cannot be told now")
    expect(result).to_contain_text("All other answers stand without it.")
    expect(result).to_contain_text("Level 2: countersigned")
    page.context.set_offline(True)
    offline = given(page, academy.pdf("anna"))
    expect(offline.locator("h2")).to_have_text("It cannot be checked right now")
    expect(offline).to_contain_text("This device is offline: try again when it is not.")
    expect(offline).to_contain_text("Nobody vouches for this.")


def test_a_page_from_the_disk_says_what_else_there_is(academy: Academy, open_page: Pages) -> None:
    # Browsers run no modules from a disk, so a saved page checks nothing; it must not seem to.
    page = open_page(faults=True)
    page.goto((academy.folder / "site" / "verify" / "index.html").as_uri())
    expect(page.locator("[data-lr-verify-fallback]")).to_contain_text("saved to a disk")
    expect(page.locator("[data-lr-verify-ask]")).to_be_hidden()
