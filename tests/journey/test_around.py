"""What surrounds a lesson: seen, taken along, rated, shared, complained about, talked over."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from lessonry.website.build import build_site
from tests.browser import Axe, Pages, Serve
from tests.journey.around_course import around_course
from tests.locales.pseudo import LANGUAGE, pseudo_site, unsaid

HOOK = "https://hook.example.org/in"
GISCUS = "https://giscus.app/client.js"
COPIES = """() => {
  navigator.share = undefined;
  navigator.clipboard.writeText = async (text) => { globalThis.copied = text; };
}"""
STAYS = """() => document.querySelector("dialog a")
  .addEventListener("click", (event) => event.preventDefault())"""
SELECT = """() => {
  const text = document.querySelector("#second + p");
  getSelection().selectAllChildren(text);
}"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> str:
    folder = around_course(tmp_path_factory.mktemp("around"))
    assert build_site(folder, quiet=True)
    return serve(folder / "site", prefix="/around/")


def foot(page: Page) -> Locator:
    return page.locator(".lr-lesson-foot")


def report(page: Page) -> Locator:
    return page.get_by_role("dialog")


def opened(page: Page, url: str) -> Page:
    """Open the lesson and wait until what surrounds it is alive."""
    page.goto(f"{url}m/alpha/")
    page.locator('[data-lr-around][data-lr-mounted="done"]').wait_for()
    return page


def test_a_learner_sees_takes_rates_and_shares(url: str, open_page: Pages, axe: Axe) -> None:
    page = open_page(viewport=(320, 700))
    opened(page, url)
    related = foot(page).locator("[data-lr-related=beta]")
    expect(related).to_contain_text("15 minutes")
    download = foot(page).locator("a[download]")
    expect(download.locator("xpath=..")).to_contain_text("PDF, 120 kB")
    with page.expect_download() as taken:
        download.click()
    assert taken.value.suggested_filename == "sheet.pdf"
    expect(foot(page).locator("[data-lr-workshop]:visible")).to_have_count(1)
    expect(foot(page)).to_contain_text("Edition 3 of this course, 4 November 2026.")

    foot(page).get_by_label("Very").check()
    tab = opened(page.context.new_page(), url)
    expect(tab.get_by_label("Very")).to_be_checked()
    tab.get_by_role("button", name="Take it back").click()
    expect(page.get_by_label("Very")).not_to_be_checked()
    tab.goto(f"{url}m/beta/")
    tab.get_by_role("button", name="Mark as done").click()
    expect(related).to_contain_text("Done")

    page.evaluate(COPIES)
    foot(page).get_by_role("button", name="Share this lesson").click()
    expect(foot(page).get_by_text("The link is copied.")).to_be_visible()
    assert page.evaluate("copied") == "https://example.org/around/m/alpha/"
    page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }"
    )
    foot(page).get_by_role("button", name="Share this lesson").click()
    expect(foot(page).get_by_label("The link, to copy")).to_have_value(re.compile("alpha"))
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

    page.goto(url)
    expect(page.get_by_role("heading", name="What changed")).to_be_visible()
    expect(page.locator(".lr-course-about a[download]")).to_have_count(1)
    page.emulate_media(color_scheme="dark")
    assert axe(page) == []


def test_a_report_takes_its_passage_or_question_along_and_nothing_goes_unseen(
    url: str, open_page: Pages, axe: Axe
) -> None:
    page = opened(open_page(), url)
    page.evaluate(SELECT)
    page.get_by_role("button", name="Report this passage").click()
    expect(report(page).get_by_label("The passage")).to_have_value(re.compile("Flowers in every"))
    expect(report(page).get_by_label("In this part")).to_have_value("A part")
    report(page).get_by_label("In your words").fill("Really?")
    report(page).get_by_text("See all that is sent").click()
    expect(report(page).locator("dd")).to_contain_text(["A slip", "alpha", "3 (", "A part"])
    assert axe(page) == []
    go = report(page).get_by_role("link", name="Go on to github.com")
    go.hover()
    go.focus()
    href = go.get_attribute("href") or ""
    assert href.startswith("https://github.com/owner/name/issues/new?title=Around")
    assert "Really%3F" in href and "Flowers" in href and "labels=feedback" in href
    report(page).get_by_label("In your words").fill("é" * 4000)
    page.evaluate(STAYS)
    go.click()
    expect(report(page).get_by_role("alert")).to_contain_text("too long")
    page.keyboard.press("Escape")
    expect(page.locator("button[data-lr-report]")).to_be_focused()

    page.get_by_text("Wrong", exact=True).click()
    question = page.get_by_role("button", name="Something wrong with this question?")
    expect(question).to_be_hidden()
    page.get_by_role("button", name="Check").click()
    question.click()
    expect(report(page).get_by_label("An answer that is wrong")).to_be_checked()
    expect(report(page).get_by_label("In your words")).to_have_value("é" * 4000)
    report(page).get_by_text("See all that is sent").click()
    expect(report(page).locator("dl")).to_contain_text("which")


def test_a_webhook_that_fails_loses_nothing(tmp_path: Path, serve: Serve, open_page: Pages) -> None:
    folder = around_course(tmp_path / "course", feedback=f"{{webhook: '{HOOK}'}}")
    assert build_site(folder, quiet=True)
    page = open_page(faults=True)
    posted: list[dict[str, str]] = []
    answers = [500, 204]

    def answer(route: Route) -> None:
        posted.append(json.loads(route.request.post_data or "{}"))
        assert "cookie" not in route.request.headers and "referer" not in route.request.headers
        allowed = {"access-control-allow-origin": "*", "access-control-allow-headers": "*"}
        route.fulfill(status=answers.pop(0), headers=allowed)

    page.route(HOOK, answer)
    opened(page, serve(folder / "site"))
    page.get_by_role("button", name="Is something wrong here?").click()
    words = report(page).get_by_label("In your words")
    words.fill("The link is dead.")
    report(page).get_by_label("A link").check()
    report(page).get_by_role("button", name="Send").click()
    expect(report(page).get_by_role("alert")).to_contain_text("still here")
    expect(words).to_have_value("The link is dead.")
    report(page).get_by_role("button", name="Send").click()
    expect(foot(page).get_by_text("Your report is sent. Thank you.")).to_be_visible()
    assert posted[1] == posted[0]
    assert posted[1].keys() == {
        "type", "version", "course", "edition", "lesson", "kind", "heading", "passage", "item",
        "words", "page", "language",
    }  # fmt: skip
    assert posted[1]["kind"] == "link" and posted[1]["words"] == "The link is dead."


def test_comments_come_only_after_the_learner_allows_them(url: str, open_page: Pages) -> None:
    page = open_page(faults=True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.context.route("https://giscus.app/**", lambda route: route.fulfill(body=""))
    opened(page, url)
    page.mouse.wheel(0, 50_000)  # they come when one comes near
    comments = page.get_by_role("region", name="Comments")
    expect(comments).to_contain_text("The comments lie at giscus.app")
    assert not [one for one in asked if "giscus" in one]
    comments.get_by_role("button", name="Always allow giscus.app").click()
    script = page.locator(f'script[src="{GISCUS}"]')
    expect(script).to_have_attribute("data-term", "/around/m/alpha/")
    expect(script).to_have_attribute("data-theme", "light")
    opened(page, url)
    page.mouse.wheel(0, 50_000)
    expect(script).to_have_count(1)
    comments.get_by_role("button", name="Ask me again").click()
    page.locator("[data-lr-consent] button").first.wait_for()
    expect(comments.get_by_role("button", name="Always allow giscus.app")).to_be_visible()
    expect(script).to_have_count(0)


def test_without_scripts_all_is_there_to_read_and_the_report_is_a_link(
    url: str, open_page: Pages
) -> None:
    page = open_page(f"{url}m/alpha/", javascript=False)
    expect(foot(page).get_by_role("link", name="A part")).to_have_count(0)
    link = foot(page).get_by_role("link", name="Is something wrong here?")
    assert "issues/new?title=About" in (link.get_attribute("href") or "")
    expect(foot(page).get_by_role("button")).to_have_count(0)
    expect(page.locator("[data-lr-rating]")).to_be_hidden()


def test_every_word_around_a_lesson_goes_through_the_catalogues(
    tmp_path: Path, serve: Serve, open_page: Pages
) -> None:
    folder = around_course(tmp_path / "greek", language=LANGUAGE)
    greek = serve(pseudo_site(folder))
    theirs = (
        ".md-copyright, .headerlink, script, style, template, [lang]:not(html), bdi, .md-source"
    )
    page = opened(open_page(), greek)
    page.locator("[data-lr-rating] input").first.check()
    expect(page.locator("[data-lr-rated]")).to_contain_text("⟦Thank")
    assert unsaid(page, ".lr-lesson-foot", theirs) == []
    page.evaluate(SELECT)
    page.locator(".lr-passage button").click()
    assert unsaid(page, "dialog h2, dialog label > span, dialog p, dialog summary", theirs) == []
    page.goto(greek)
    assert unsaid(page, ".lr-course-about", theirs) == []
