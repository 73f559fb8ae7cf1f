"""A conversation: played by pointer and by keyboard alone, told afterwards, kept, and handed in."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from lessonry.domain.items import ScenarioItem
from tests.browser import Axe, Pages, Serve
from tests.journey.conftest import Trainer
from tests.journey.learner import give, hand_in
from tests.journey.small_course import small_course
from tests.journey.test_access import SCREENS, sideways, tab_to
from tests.scenario import BEST, LATE, POOR, WET_SHOES, wet_shoes

EXAM = re.sub(
    # What an exam tells afterwards must be told nowhere else.
    r"(?m)^    (> )?.*$",
    r"    \1This is for the trainer alone.",
    wet_shoes(mode="exam", pass_mark="60%", achievement="done", points="2"),
).replace("It rains.", "It is a wet day.")
MIXED = (
    "---\ntitle: Mixed\nfeedback: end\n---\n\n## Which?\n\n- (x) This\n    > Yes.\n- ( ) That\n\n"
    "# Talks { from=pool }\n"
)
HERE = ".lr-talk > .lr-scene:not([data-lr-passed])"


@pytest.fixture(scope="module")
def trainer(tmp_path_factory: pytest.TempPathFactory) -> Trainer:
    """Build a course with the scenario to practise, in an exam, and among questions."""
    quizzes = {"shoes": WET_SHOES, "mixed": MIXED}
    others = {
        "quizzes/pool.md": wet_shoes(mode="pool", **{"for": "practice"}),
        "quizzes/final.md": EXAM,
        "docs/exam.md": "# Exam\n\n/// quiz | final\n///\n",
        "certificates/issuer.yml": "name: The shop\n",
        "certificates/achievements/done.yml": "name: Done\ndescription: D.\ncriteria: C.\n",
    }
    trainer = small_course(tmp_path_factory.mktemp("talks"), quizzes, built=False)
    for name, text in others.items():
        file = trainer.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    trainer.must("keys", "new", "--no-passphrase")
    trainer.must("build")
    return trainer


@pytest.fixture(scope="module")
def site(trainer: Trainer, serve: Serve) -> str:
    return serve(trainer.folder / "site", prefix="/small/")


@pytest.fixture(scope="module")
def url(site: str) -> str:
    return site + "module/shoes/"


def shoes(trainer: Trainer, name: str = "shoes") -> ScenarioItem:
    quiz = trainer.course.quiz(name)
    assert quiz is not None and isinstance(quiz.items[-1], ScenarioItem)
    return quiz.items[-1]


def verdict(page: Page) -> Locator:
    return page.locator("form [data-lr-feedback]")


def title(page: Page) -> Locator:
    """Return the heading of the scene that is played."""
    return page.locator(f"{HERE} .lr-scene-title")


def test_what_is_said_leads_on_and_stays_above(
    trainer: Trainer, url: str, open_page: Pages
) -> None:
    page = open_page(url)
    expect(page.locator(".lr-scene:visible")).to_have_count(1)
    expect(title(page)).to_have_text("At the door")
    page.get_by_role("button", name="Were they made for rain?").click()
    expect(title(page)).to_contain_text("He raises his voice")
    expect(title(page)).to_be_focused()
    expect(title(page)).to_be_in_viewport()
    expect(page.locator(".lr-said")).to_contain_text("Were they made for rain?")
    expect(page.get_by_text("They let the water in.")).to_be_visible()
    expect(page.get_by_role("button", name="Nobody else")).to_have_count(0)
    said = page.locator("[data-lr-said]")
    expect(said).to_have_text("You: “Were they made for rain?”")
    expect(said).to_have_role("status")
    give(page, shoes(trainer), LATE[1:])
    expect(title(page)).to_be_focused()
    expect(page.locator(HERE)).to_contain_text("A good ending")
    expect(verdict(page)).to_contain_text("4 of 5 points. Another way earns more.")
    expect(page.locator("[data-lr-answer]")).to_be_hidden()
    expect(page.locator("[data-lr-foot]")).to_be_hidden()


def test_the_debrief_tells_of_the_way_that_was_taken(
    trainer: Trainer, url: str, open_page: Pages
) -> None:
    page = open_page(url)
    give(page, shoes(trainer), ("c", "c", "a", "a"))
    passed = page.locator(".lr-debriefing .lr-passed")
    expect(passed).to_have_count(5)
    expect(verdict(page)).to_contain_text("2 of 5 points")
    expect(passed.nth(0)).to_contain_text("−1 of 2 points")
    expect(passed.nth(0)).to_contain_text("And now somebody has.")
    expect(passed.nth(0)).to_contain_text("His first question is whether you believe him.")
    expect(passed.nth(1)).to_contain_text("0 of 1 point")
    expect(passed.nth(2)).to_contain_text("Counted at the first visit.")
    expect(passed.nth(2)).not_to_contain_text("His first question")
    expect(passed.nth(4)).to_contain_text("He will tell it tomorrow, too.")
    other = passed.nth(0).get_by_text("That is a question about him.")
    expect(other).to_be_hidden()
    passed.nth(0).get_by_text("What else could have been said").click()
    expect(other).to_be_visible()
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((e) => e.id)")
    assert len(ids) == len(set(ids))


def test_endings_are_found_one_by_one_and_kept(
    trainer: Trainer, url: str, open_page: Pages
) -> None:
    page = open_page(url)
    item = shoes(trainer)
    found = page.locator(".lr-found")
    give(page, item, BEST)
    expect(verdict(page)).to_contain_text("5 of 5 points. No way earns more.")
    expect(found).to_contain_text("1 of 2 endings found.")
    expect(found.locator("[aria-current]")).to_contain_text("A good ending: He stays for coffee")
    expect(found).to_contain_text("Not found yet")
    expect(found).not_to_contain_text("He leaves")
    page.get_by_role("button", name="Try another way").click()
    expect(title(page)).to_have_text("At the door")
    expect(title(page)).to_be_focused()
    expect(verdict(page)).to_be_empty()
    expect(found).to_have_count(0)
    give(page, item, POOR)
    expect(page.locator(HERE)).to_contain_text("A poor ending")
    expect(verdict(page)).to_contain_text("−1 of 5 points")
    expect(found).to_contain_text("You have found all 2 endings.")
    page.reload()
    expect(found).to_contain_text("You have found all 2 endings.")
    expect(title(page)).to_contain_text("He leaves")
    expect(page.locator(".lr-debriefing")).to_contain_text("Nobody only asks.")
    second = page.context.new_page()
    second.goto(url)
    expect(second.locator(".lr-found")).to_contain_text("You have found all 2 endings.")


def test_a_step_can_be_taken_back_and_all_begun_again(
    trainer: Trainer, url: str, open_page: Pages
) -> None:
    page = open_page(url)
    expect(page.get_by_role("button", name="Step back")).to_have_count(0)
    give(page, shoes(trainer), ("b", "c"))
    expect(page.locator(".lr-talk > .lr-scene")).to_have_count(3)
    page.get_by_role("button", name="Step back").click()
    expect(title(page)).to_contain_text("He raises his voice")
    expect(title(page)).to_be_focused()
    page.reload()
    expect(title(page)).to_contain_text("He raises his voice")
    expect(page.locator(".lr-said")).to_have_count(1)
    page.get_by_role("button", name="Start over").click()
    expect(title(page)).to_contain_text("At the door")
    expect(page.locator(".lr-said")).to_have_count(0)
    give(page, shoes(trainer), BEST)
    page.get_by_role("button", name="Step back").click()
    expect(title(page)).to_contain_text("The left shoe")
    expect(page.locator(".lr-debriefing")).to_have_count(0)
    expect(verdict(page)).to_be_empty()


def test_a_conversation_is_held_by_keyboard_alone(url: str, open_page: Pages) -> None:
    page = open_page(url)
    page.locator(".lr-quiz").evaluate("(quiz) => { quiz.tabIndex = -1; quiz.focus(); }")
    tab_to(page, ".lr-turn")
    page.keyboard.press("Tab")
    tab_to(page, '[data-lr-turn="b"]')
    page.keyboard.press("Enter")
    expect(title(page)).to_be_focused()
    tab_to(page, ".lr-turn")
    page.keyboard.press("Space")
    tab_to(page, ".lr-turn")
    page.keyboard.press("Enter")
    expect(verdict(page)).to_contain_text("4 of 5 points")
    expect(title(page)).to_be_focused()
    tab_to(page, ".lr-scenario-tools button")
    page.keyboard.press("Enter")
    expect(title(page)).to_have_text("At the door")


def test_a_screen_reader_is_told_who_speaks_and_what_can_be_said(
    trainer: Trainer, url: str, open_page: Pages
) -> None:
    page = open_page(url)
    give(page, shoes(trainer), ("b",))
    tree = page.locator("form[data-lr-item]").aria_snapshot()
    for line in (
        '- group "Wet shoes"',
        "- status: “Were they made for rain?”",
        '- heading "He raises his voice"',
        "- blockquote",
        '- list "Your turn"',
        '- button "“I only asked.”"',
        '- button "Step back"',
    ):
        assert line.split(":")[0] in tree, f"{line} is not in\n{tree}"
    expect(page.get_by_role("group", name="Wet shoes")).to_have_accessible_description(
        "A customer stands in the door. You have the shop to yourself."
    )


@pytest.mark.parametrize(("viewport", "scheme"), SCREENS)
def test_axe_finds_nothing_before_during_and_after(
    trainer: Trainer, viewport: tuple[int, int], scheme: str, url: str, open_page: Pages, axe: Axe
) -> None:
    page = open_page(url, viewport=viewport, color_scheme=scheme)
    item = shoes(trainer)
    expect(title(page)).to_be_visible()
    for values in ((), ("b",), ("c",), ("b", "a", "a")):
        give(page, item, values)
        assert axe(page) == []
        assert sideways(page) <= 0
    small = page.evaluate(
        "[...document.querySelectorAll('.lr-item button, .lr-item summary')].filter((b) =>"
        " b.offsetParent && b.getBoundingClientRect().height < 43.5).map((b) => b.outerHTML)"
    )
    assert small == []
    page.evaluate("document.documentElement.style.fontSize = '250%'")
    assert sideways(page) <= 0


def test_without_scripts_it_is_a_story_to_leaf_through(url: str, open_page: Pages) -> None:
    page = open_page(url, javascript=False)
    expect(page.locator(".lr-scene:visible")).to_have_count(5)
    turn = page.get_by_role("link", name="“Were they made for rain?” go to 2")
    turn.click()
    target = page.locator(":target")
    expect(target).to_contain_text("He raises his voice")
    expect(target.locator(".lr-scene-number")).to_have_text("2")
    debrief = page.locator("[data-lr-answer]")
    debrief.get_by_text("Show the debrief").click()
    expect(debrief.get_by_text("You look before you judge.")).to_be_visible()
    expect(debrief.get_by_text("−1 points")).to_be_visible()
    expect(page.get_by_text("a story to leaf through")).to_be_visible()


def test_new_scenes_move_gently_and_not_at_all_where_that_is_asked(
    trainer: Trainer, url: str, open_page: Pages
) -> None:
    for motion, moving in (("no-preference", True), ("reduce", False)):
        page = open_page(url, reduced_motion=motion)
        give(page, shoes(trainer), ("b",))
        name = page.locator(HERE).evaluate("(scene) => getComputedStyle(scene).animationName")
        assert (name == "lr-scene") is moving


def test_a_conversation_that_changed_begins_again(
    trainer: Trainer, serve: Serve, open_page: Pages, tmp_path: Path
) -> None:
    shutil.copytree(trainer.folder / "site", tmp_path / "site")
    site = serve(tmp_path / "site", prefix="/small/")
    page = open_page(site + "module/shoes/")
    give(page, shoes(trainer), BEST)
    expect(verdict(page)).to_contain_text("5 of 5")
    file = tmp_path / "site" / "module" / "shoes" / "index.html"
    text = file.read_text("utf-8")
    assert text.count('data-lr-fingerprint="') == 1
    file.write_text(text.replace('data-lr-fingerprint="', 'data-lr-fingerprint="0'), "utf-8")
    page.reload()
    expect(title(page)).to_have_text("At the door")
    expect(verdict(page)).to_be_empty()


def test_among_questions_it_counts_when_it_has_come_to_an_end(
    trainer: Trainer, site: str, open_page: Pages
) -> None:
    page = open_page(f"{site}module/mixed/")
    talk = page.locator('form[data-lr-kind="scenario"]')
    expect(talk.locator("legend")).to_contain_text("Question 2 of 2")
    expect(talk).to_contain_text("A customer stands in the door.")
    item = shoes(trainer, "mixed")
    give(page, item, ("b",))
    expect(page.locator("[data-lr-count]")).to_contain_text("0 of 2 answered")
    page.get_by_role("button", name="Check my answers").click()
    missing = page.locator("[data-lr-score]")
    expect(missing).to_contain_text("2 questions have no answer yet")
    missing.get_by_role("link", name="Question 2").click()
    expect(page.locator(f"{HERE} .lr-turn").first).to_be_focused()
    give(page, item, LATE[1:])
    expect(page.locator("[data-lr-count]")).to_contain_text("1 of 2 answered")
    expect(talk.locator("[data-lr-feedback]")).to_be_empty()
    page.get_by_role("radio", name="This").check()
    page.get_by_role("button", name="Check my answers").click()
    expect(talk.locator("[data-lr-feedback]")).to_contain_text("4 of 5 points")
    expect(talk.locator(".lr-debriefing")).to_be_visible()


def test_an_exam_tells_nothing_and_its_path_is_graded(
    trainer: Trainer, site: str, open_page: Pages, tmp_path: Path
) -> None:
    page = open_page(f"{site}exam/")
    item = shoes(trainer, "final")
    page.get_by_role("button", name="Start the exam").click()
    give(page, item, ("b",))
    expect(page.get_by_role("button", name="Step back")).to_have_count(0)
    expect(page.locator(".lr-cell")).to_have_attribute("data-lr-cell", "open")
    page.reload()
    page.get_by_role("button", name="Go on with question 1").click()
    expect(page.locator(HERE)).to_contain_text("He raises his voice")
    give(page, item, LATE[1:])
    expect(page.locator(HERE)).to_contain_text("The end")
    expect(page.locator(HERE)).not_to_contain_text("good ending")
    expect(page.locator(".lr-cell")).to_have_attribute("data-lr-cell", "answered")
    expect(page.locator(".lr-told")).to_be_empty()
    page.get_by_role("button", name="Review and hand in").first.click()
    record = hand_in(page, tmp_path, name="Wet Shoes")
    said = trainer.must("issue", record, "--out", tmp_path / "issued")
    assert "1.6 of 2" in said or "80 %" in said, said
