"""A learner watches: goes on where they stopped, reads along, searches, and is asked before a host."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from lessonry.website.build import build_site
from tests.browser import Axe, Pages, Serve
from tests.cases import write
from tests.journey.small_course import CONFIGURATION
from tests.locales.pseudo import LANGUAGE, pseudo_site, unsaid
from tests.machine import ROOT

CLIPS = ROOT / "tests" / "journey" / "clips"
VIDEO = "#lr-media-talk"
HOST = "player.vimeo.com"
CSP = f"default-src 'self'; frame-src https://{HOST}; img-src 'self' data:; style-src 'self'"
TOGGLES = CONFIGURATION.replace(
    "custom}", "custom, toggle: {icon: material/brightness-4, name: T}}"
)
ENGLISH = (
    "WEBVTT\n\n00:00.000 --> 00:01.000\n<v Ada>Good morning,\n\n"
    "00:01.000 --> 00:02.000\n<v Ada>and welcome to the café.\n\n"
    "00:02.000 --> 00:04.000\n<v Ben>Thank you.\n"
)
SPANISH = (
    "WEBVTT\n\n00:00.000 --> 00:02.000\nBuenos días.\n\n00:02.000 --> 00:04.000\nMuchas gracias.\n"
)
LESSON = (
    "---\ntitle: One\nvideo:\n  src: talk.webm\n  title: A talk\n  poster: poster.png\n---\n\n"
    "# One\n\nWords.\n\n/// audio | bell.opus\n///\n"
)
HOSTED = (
    "# One\n\n/// video | https://vimeo.com/22439234\ncaptions: {en: talk.en.vtt}\n"
    "poster: poster.png\ntitle: A walk\n///\n\n"
    "/// video | https://vimeo.com/1084537\ncaptions: talk.en.vtt\nposter: poster.png\n///\n"
)
FILES = {
    "docs/index.md": "# Home\n",
    "docs/talk.en.vtt": ENGLISH,
    "docs/talk.es.vtt": SPANISH,
    "docs/talk.chapters.vtt": (
        "WEBVTT\n\n00:00.000 --> 00:02.000\nHello\n\n00:02.000 --> 00:04.000\nThanks\n"
    ),
    "docs/bell.en.vtt": "WEBVTT\n\n00:00.000 --> 00:03.000\n[A bell]\n",
}
PLAIN = {
    "mkdocs.yml": (
        "site_name: Small\nsite_url: https://example.org/small/\ntheme:\n  name:\n"
        "  custom_dir: theme\n  static_templates: [404.html]\nplugins: [lessonry]\n"
    ),
    "theme/main.html": (
        "<!doctype html><html lang=en><title>{{ page.title }}</title>\n"
        "{% for path in config.extra_css %}<link rel=stylesheet href={{ path|url }}>{% endfor %}\n"
        "{% for script in config.extra_javascript %}{{ script|script_tag }}{% endfor %}\n"
        "<body class=md-typeset><main>{{ page.content }}</main>\n"
    ),
    "theme/404.html": "<!doctype html><title>Not found</title>\n",
}


def course(home: Path, files: dict[str, str]) -> Path:
    folder = write(home / "course", {**FILES, **files})
    for clip in CLIPS.iterdir():
        shutil.copy(clip, folder / "docs")
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {"mkdocs.yml": TOGGLES, "docs/one.md": LESSON}
    folder = course(tmp_path_factory.mktemp("media"), files)
    assert build_site(folder, quiet=True)
    return folder / "site"


@pytest.fixture(scope="module")
def lesson(site: Path, serve: Serve) -> str:
    return f"{serve(site)}one/"


def ready(page: Page) -> Page:
    page.wait_for_selector(f"{VIDEO}[data-lr-mounted=done]")
    return page


def notes(page: Page) -> dict[str, str]:
    kept: dict[str, str] = page.evaluate(
        "() => Object.fromEntries(Object.entries(JSON.parse(Object.entries(localStorage)"
        ".find(([key]) => key.startsWith('lessonry/1/'))?.[1] ?? '{}').notes ?? {})"
        ".map(([name, note]) => [name, note.value]))"
    )
    return kept


def test_a_transcript_leads_marks_searches_and_speaks_two_languages(
    open_page: Pages, lesson: str, axe: Axe
) -> None:
    page = ready(open_page(lesson, viewport=(320, 800), color_scheme="dark"))
    video = page.locator(VIDEO)
    assert axe(page) == []
    video.locator("summary").click()
    lines = video.locator("[data-lr-said]:visible a")
    assert lines.all_inner_texts() == ["Good morning,", "and welcome to the café.", "Thank you."]
    assert lines.nth(1).get_attribute("href") == "#t=1"
    lines.nth(1).focus()
    page.keyboard.press("Enter")
    expect(lines.nth(1)).to_have_attribute("aria-current", "true")
    expect(video.locator("[data-lr-chapters] a").first).to_have_attribute("aria-current", "true")
    video.locator("[data-lr-chapters] a").nth(1).click()
    expect(lines.nth(2)).to_have_attribute("aria-current", "true")
    expect(lines.nth(1)).not_to_have_attribute("aria-current", "true")
    assert page.url == lesson, "A line is a place in the recording, and none on the page."

    video.get_by_role("searchbox").fill("TO THE CAFE")
    expect(video.get_by_role("status").last).to_have_text("1 place found")
    assert video.locator("mark").all_inner_texts() == ["to the café"]
    expect(lines.nth(2)).to_be_hidden()
    assert axe(page) == []
    video.get_by_role("searchbox").fill("morning, and")
    assert video.locator("mark").all_inner_texts() == ["morning,", "and"], "Across two captions."
    video.get_by_role("searchbox").fill("nowhere")
    expect(video.get_by_role("status").last).to_have_text("0 places found")
    video.get_by_role("searchbox").fill("")
    expect(lines.nth(2)).to_be_visible()

    video.get_by_label("Language").select_option("es")
    assert lines.all_inner_texts() == ["Buenos días.", "Muchas gracias."]
    assert video.locator("[data-lr-said]:visible").get_attribute("lang") == "es"
    page.reload()
    ready(page).locator(VIDEO).locator("summary").click()
    assert lines.all_inner_texts() == ["Buenos días.", "Muchas gracias."]
    wide = "() => document.documentElement.scrollWidth > innerWidth"
    assert not page.evaluate(wide), "Nothing is wider than a small phone."


def test_the_place_the_speed_and_the_captions_are_remembered(
    open_page: Pages, lesson: str, axe: Axe, site: Path
) -> None:
    page = ready(open_page(lesson))
    speed = page.locator(VIDEO).get_by_label("Speed")
    speed.select_option("1.5")
    # The clip is shorter than what is worth going on with: the state is that of a longer one.
    key = page.evaluate("() => Object.keys(localStorage).find((key) => key.includes('/1/'))")
    other = page.context.new_page()
    other.goto(f"{lesson}#t=2")
    ready(other)
    moved = f"() => document.querySelector('{VIDEO} video').currentTime === 2"
    other.wait_for_function(moved)  # A link may lead to a moment.
    go_on = page.locator(VIDEO).get_by_role("button", name="Go on at 0:03")
    expect(go_on).to_be_hidden()
    other.evaluate(
        """(key) => { const state = JSON.parse(localStorage[key]);
        state.notes["media/one/talk"] = {value: "3.2", at: new Date().toISOString()};
        localStorage[key] = JSON.stringify(state); }""",
        key,
    )
    expect(go_on).to_be_visible()
    assert axe(page) == []
    go_on.click()
    page.wait_for_function(f"() => document.querySelector('{VIDEO} video').currentTime > 3.1")
    expect(go_on).to_be_hidden()
    assert page.locator(f"{VIDEO} video").evaluate("(video) => video.playbackRate") == 1.5
    page.wait_for_function(f"() => document.querySelector('{VIDEO} video').ended")
    page.wait_for_function(
        "(key) => !JSON.parse(localStorage[key]).notes['media/one/talk'].value", arg=key
    )
    page.locator(f"{VIDEO} video").evaluate(
        "(video) => { video.dispatchEvent(new Event('pointerdown'));"
        "video.textTracks[0].mode = 'disabled'; }"
    )
    page.wait_for_function("(key) => localStorage[key].includes('media/captions')", arg=key)
    page.reload()
    ready(page)
    expect(speed).to_have_value("1.5")
    modes = page.locator(f"{VIDEO} video").evaluate(
        "(video) => [...video.textTracks].map(({mode}) => mode)"
    )
    assert "showing" not in modes
    assert notes(page)["media/speed"] == "1.5"


def test_without_javascript_and_without_the_file_the_words_are_there(
    open_page: Pages, lesson: str, site: Path
) -> None:
    page = open_page(lesson, javascript=False)
    said = page.locator(f"{VIDEO} [data-lr-said]")
    assert [one.get_attribute("lang") for one in said.all()] == ["en", "es"]
    page.locator(f"{VIDEO} summary").click()
    expect(said.nth(1)).to_be_visible()
    link = said.first.locator("a").nth(1)
    assert (link.get_attribute("href") or "").endswith("talk.webm#t=1")
    expect(page.locator(f"{VIDEO} [data-lr-bar]")).to_be_hidden()
    page.close()
    page = open_page(faults=True)
    page.route("**/talk.webm", lambda route: route.fulfill(status=404))
    page.goto(lesson)
    ready(page).locator(f"{VIDEO} [data-lr-chapters] a").first.click()
    expect(page.locator(f"{VIDEO} [data-lr-trouble]")).to_contain_text("cannot be played now")
    expect(page.locator(f"{VIDEO} [data-lr-said]").first).to_be_visible()


def test_no_host_is_called_before_the_learner_allows_it(
    open_page: Pages, serve: Serve, tmp_path: Path
) -> None:
    folder = course(tmp_path, {**PLAIN, "docs/one.md": HOSTED})
    assert build_site(folder, quiet=True)
    url = f"{serve(folder / 'site', headers={'Content-Security-Policy': CSP})}one/"
    page = open_page(faults=True)
    called: list[str] = []
    refused: list[str] = []

    def answer(route: Route) -> None:
        called.append(route.request.url)
        route.fulfill(content_type="text/html", body="<!doctype html><title>Player</title>")

    page.context.route(f"https://{HOST}/**", answer)
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    page.goto(url)
    first, second = page.locator("[data-lr-media]").all()
    expect(first.get_by_role("button", name="Play this once")).to_be_visible()
    expect(first).to_contain_text(f"{HOST} learns your internet address")
    assert first.get_by_role("link", name="Good morning,").count() == 0, "Nothing to lead to yet."
    expect(first.get_by_text("Good morning,")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert called == []

    frame = first.locator("iframe")
    with page.expect_request(f"https://{HOST}/**"):
        first.get_by_role("button", name="Play this once").click()
    expect(frame).to_be_focused()
    assert called == [f"https://{HOST}/video/22439234?dnt=1&autoplay=1"]
    assert frame.get_attribute("referrerpolicy") == "strict-origin"
    assert frame.get_attribute("title") == "Player of Vimeo: A walk"
    first.get_by_role("link", name="Thank you.").click()
    expect(frame).to_have_attribute("src", f"https://{HOST}/video/22439234?dnt=1&autoplay=1#t=2s")
    page.reload()
    expect(first.get_by_role("button", name="Play this once")).to_be_visible()
    assert len(called) <= 2, "Once is once."

    called.clear()
    second.get_by_role("button", name=f"Always allow {HOST}").click()
    expect(second.locator("iframe")).to_be_visible()
    expect(first.locator("iframe")).to_be_visible()
    assert notes(page) == {f"consent/{HOST}": "always"}
    page.reload()
    expect(first.locator("iframe")).to_be_visible()
    assert "autoplay" not in (first.locator("iframe").get_attribute("src") or "autoplay")
    first.get_by_role("button", name="Ask me again").click()
    once = first.get_by_role("button", name="Play this once")
    expect(once).to_be_focused()
    assert page.locator("iframe").count() == 0

    # What is allowed is listed where the learner's progress is, and taken back there as well.
    progress = page.context.new_page()
    progress.goto(url.replace("one/", "progress/"))
    allowed = progress.locator("[data-lr-allowed]")
    expect(allowed).to_be_hidden()
    second.get_by_role("button", name=f"Always allow {HOST}").click()
    progress.get_by_role("button", name=f"Ask me again before {HOST}").click()
    expect(allowed).to_be_hidden()
    expect(once).to_be_visible()
    assert page.locator("iframe").count() == 0
    progress.close()
    called.clear()
    page.reload()
    expect(first.get_by_role("button", name="Play this once")).to_be_visible()
    assert called == []
    assert not refused, "The page keeps to a strict policy."


def test_every_word_of_ours_is_said_in_the_pages_language(
    open_page: Pages, serve: Serve, tmp_path: Path
) -> None:
    greek = {
        name: text.replace("Good morning", "Καλημέρα")
        .replace("and welcome to the café", "καλώς ήρθατε")
        .replace("Thank you", "Ευχαριστώ")
        .replace("<v Ada>", "<v Άντα>")
        .replace("<v Ben>", "<v Βεν>")
        .replace("Hello", "Γεια")
        .replace("Thanks", "Ευχαριστίες")
        .replace("[A bell]", "[Καμπάνα]")
        for name, text in FILES.items()
    }
    page_text = LESSON.replace("A talk", "Ομιλία") + HOSTED.replace("# One", "")
    for ours, theirs in {"One": "Ένα", "A walk": "Βόλτα", "Words": "Λέξεις"}.items():
        page_text = page_text.replace(ours, theirs)
    page_text = page_text.replace("bell.opus\n", "bell.opus\ntitle: Καμπάνα\n")
    page_text = page_text.replace("1084537\n", "1084537\ntitle: Βόλτα\n")
    configuration = CONFIGURATION.replace("Small course", "Μικρό").replace(
        "name: material", f"name: material\n  language: {LANGUAGE}"
    )
    files = {**greek, "mkdocs.yml": configuration, "docs/one.md": page_text}
    site = pseudo_site(course(tmp_path, files))
    page = open_page(f"{serve(site)}one/", faults=True)
    ready(page)
    page.locator(f"{VIDEO} summary").click()
    page.locator(f"{VIDEO} [type=search]").fill("α")
    left = unsaid(page, "[data-lr-media]")
    assert [line for line in left if not line.startswith("track[label]")] == []
