"""Nothing that an exam, its certificate or the verify page says is said past the catalogues."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lessonry.domain.quiz import Quiz
from lessonry.project import load_course
from lessonry.website import assets
from tests.browser import Pages, Serve
from tests.journey.conftest import Trainer
from tests.journey.learner import give, shown
from tests.locales.exams import exams
from tests.locales.pseudo import THEIRS, pseudo_site
from tests.locales.pseudo import unsaid as unsaid_on
from tests.responses import right, wrong

NAME = "Άννα"
GUESSES = """async () => {
  const base = new URL("../lessonry/", location.href).href;
  const { told } = await import(`${base}verify/questions.js`);
  const { fields, headline } = await import(`${base}verify/words.js`);
  const values = {
    intact: ["yes", "changed", "unreadable"],
    issuer: ["this-course", "self-service", "revoked-key", "another", "unknown"],
    time: ["in-time", "not-yet", "expired", "unknown"],
    status: ["not-revoked", "revoked", "suspended", "unknown"],
    level: ["1", "2", "3", "unknown"],
    sheet: ["as-issued", "changed", "not-given"],
  };
  const day = new Date("2026-11-22T10:00:00Z");
  const usual = { intact: "yes", issuer: "this-course", time: "in-time", status: "not-revoked",
    level: "2", sheet: "as-issued" };
  const ours = { learner: "", email: "", achievement: "Τέλος", achievementId: "1",
    description: "", criteria: "", edition: "1", issuerId: "did:web:1", issuerName: "Αυτοί",
    issuerEmail: "", issuerUrl: "", id: "1", from: day, until: day, score: "87.5 %",
    passMark: "75 %", level: 1 };
  const others = { ...ours, until: null, level: null, passMark: "" };
  const said = new Set();
  for (const [name, all] of Object.entries(values)) for (const answer of all)
  for (const issuer of values.issuer) for (const kind of ["credential", "token"])
  for (const forged of ["", "key", "level", "exam"]) for (const flag of [true, false])
  for (const claims of [ours, others]) {
    const found = { kind, forged, claims, speaker: "Εμείς", host: flag ? "εδώ" : null,
      listed: flag ? day : null, stolen: day, sealed: flag, atDesk: flag,
      late: { keys: flag, list: flag }, answers: { ...usual, issuer, [name]: answer } };
    said.add(headline(found).text);
    for (const { title, word, sentence } of told(found)) said.add(title).add(word).add(sentence);
    for (const { label, text, code } of fields(found)) said.add(label).add(code ? "" : text);
  }
  const place = document.createElement("div");
  place.id = "probe";
  place.innerHTML = [...said].map((text) => `<p>${text}</p>`).join("");
  document.body.append(place);
  return said.size;
}"""
NO_CERTIFICATES = {
    "anything": "κάτι",
    "an address": "https://example.org/",
    "a record": "a.b.c.d.e",
    "a token of others": "a.b.c",
    "a scan": "#t=κάτι",
    "a scan of later": "#t=" + "C" * 200,
    "no object": "[",
    "an object": "{}",
    "no badge": '{"type": "VerifiableCredential"}',
    "nothing signed": '{"type": ["VerifiableCredential", "OpenBadgeCredential"]}',
    "signed by whom": '{"type": ["VerifiableCredential", "OpenBadgeCredential"], "proof": {}}',
    "half an object": '{"α": ',
    "an object without end": '{"α": ' + "[" * 99 + "]" * 99 + "}",
    "a thing said twice": '{"α": 1, "α": 2}',
    "half a letter": '{"α": "\\ud800"}',
}
"""What is pasted, and refused."""
NO_FILES = {"nothing": b"", "no text": b"\xff\xfe\xff", "no end": "α".encode() * 1_000_001}
"""What is given as a file, and refused."""


@pytest.fixture(scope="module")
def trainer(tmp_path_factory: pytest.TempPathFactory) -> Trainer:
    home = tmp_path_factory.mktemp("exams")
    trainer = Trainer(folder=exams(home / "course"), keys=home / "keys")
    trainer.must("keys", "new", "--no-passphrase")
    return trainer


@pytest.fixture(scope="module")
def url(trainer: Trainer, serve: Serve) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LESSONRY_KEYS", str(trainer.keys))
        patch.setattr(
            assets, "JOINED", False
        )  # GUESSES asks modules that no page loads by themselves
        return serve(pseudo_site(trainer.folder))


@pytest.fixture(scope="module")
def quiz(trainer: Trainer) -> Quiz:
    quiz = load_course(trainer.folder)[0].quiz("locked")
    assert quiz is not None
    return quiz


def unsaid(page: Page) -> list[str]:
    """Return what the exam of a page says past the catalogues; the rest has tests of its own."""
    return unsaid_on(page, "section.lr-quiz")


def press(page: Page, name: str) -> None:
    """Press the button that says so, and see that the page has said all of what comes then."""
    page.get_by_role("button", name=f"⟦{name}").first.click()
    assert unsaid(page) == [], f"behind “{name}”"


def sit(page: Page, quiz: Quiz, *, start: str, is_right: bool) -> None:
    """Answer everything rightly or wrongly, and hand in."""
    press(page, start)
    for _ in range(quiz.asked):
        item = shown(page, quiz)
        give(page, item, right(item) if is_right else wrong(item))
        page.locator(".lr-flag input").check()
        assert unsaid(page) == []
        page.locator(".lr-actions [type=submit]").click()
    expect(page.locator(".lr-rows")).not_to_have_count(0)
    assert unsaid(page) == []
    press(page, "Hand in and see whether you passed")


def test_nothing_is_unsaid_in_a_locked_exam_and_its_certificate(
    url: str, quiz: Quiz, trainer: Trainer, open_page: Pages, tmp_path: Path
) -> None:
    page = open_page(faults=True)
    page.goto(f"{url}locked/")
    page.wait_for_selector("section[data-lr-mounted=done]")
    assert unsaid(page) == []
    press(page, "Start the exam")
    press(page, "Review and hand in")
    press(page, "Back to the questions")
    page.reload()
    expect(page.locator(".lr-notice").filter(has_text="⟦You are in question")).to_be_visible()
    sit(page, quiz, start="Go on with question", is_right=False)
    expect(page.get_by_role("heading", name="⟦The pass mark was not reached")).to_be_visible()
    press(page, "Let the trainer grade it")
    press(page, "Back")
    press(page, "To the next attempt")
    sit(page, quiz, start="Start attempt", is_right=True)
    expect(page.get_by_role("heading", name="⟦You passed")).to_be_visible()
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert unsaid(page) == []
    press(page, "Make my certificate")
    for name in ("☺", "12", "α" * 101):
        page.get_by_label("⟦Your name").fill(name)
        press(page, "Make my certificate")
        expect(page.locator(".lr-field-fault")).to_contain_text("⟦")
    page.route("**/lessonry/fonts/**", lambda route: route.abort())
    page.get_by_label("⟦Your name").fill(NAME)
    press(page, "Make my certificate")
    expect(page.get_by_role("button", name="⟦Print it")).to_be_visible()
    assert unsaid(page) == []
    page.unroute("**/lessonry/fonts/**")
    with page.expect_download() as waiting:
        press(page, "Make my certificate")
    sheet = tmp_path / "sheet.pdf"
    waiting.value.save_as(sheet)
    expect(page.get_by_role("button", name="⟦Save it again")).to_be_visible()
    assert unsaid(page) == []
    press(page, "Ask the trainer to countersign it")
    page.get_by_label("⟦E-mail").fill("α")
    press(page, "Make the file")
    page.get_by_label("⟦E-mail").fill("")
    with page.expect_download():
        press(page, "Make the file")
    expect(page.get_by_role("heading", name="⟦Your file is ready")).to_be_visible()
    assert unsaid(page) == []
    mail = page.locator(".lr-steps a").get_attribute("href") or ""
    assert "?subject=%E2%9F%A6Completion" in mail and "&body=%E2%9F%A6Here" in mail
    press(page, "Back to the start of the exam")
    page.route("**/lessonry/locks/*.json", lambda route: route.fulfill(status=200, body="{}"))
    page.reload()
    press(page, "Start attempt 3")
    expect(page.get_by_role("button", name="⟦Try again")).to_be_visible()
    assert unsaid(page) == []
    check_the_sheet(page, f"{url}verify/", sheet)


def check_the_sheet(page: Page, address: str, sheet: Path) -> None:
    """Give a certificate to the verify page, then all sorts of things that are none."""
    theirs = f"{THEIRS}, .lr-verify-code, .lr-verify-given bdi"

    def look() -> list[str]:
        return unsaid_on(page, "main", theirs)

    page.goto(address)
    expect(page.locator("[data-lr-verify-ask]")).to_be_visible()
    assert look() == []
    page.locator("input[type=file]").set_input_files(sheet)
    headline = page.locator(".lr-verify-headline")
    expect(headline).to_contain_text("⟦Real, but only unlocked")
    assert look() == []
    changed = sheet.with_suffix(".json")
    credential = page.locator(".lr-verify-wording code").text_content() or ""
    changed.write_text(credential.replace(NAME, "Εύα"), "utf-8")
    page.locator("input[type=file]").set_input_files(changed)
    expect(headline).to_contain_text("⟦Changed since it was signed")
    assert look() == []
    for name, text in NO_CERTIFICATES.items():
        page.get_by_label("⟦Or paste").fill(text)
        page.get_by_role("button", name="⟦Check⟧").click()
        expect(page.locator(".lr-verify-refusal")).to_contain_text("⟦")
        assert look() == [], name
        page.locator("[data-lr-verify-result]").evaluate("(place) => place.replaceChildren()")
    for name, content in NO_FILES.items():
        page.locator("input[type=file]").set_input_files(
            {"name": "αρχείο", "mimeType": "text/plain", "buffer": content}
        )
        expect(page.locator(".lr-verify-refusal")).to_contain_text("⟦")
        assert look() == [], name
        page.locator("[data-lr-verify-result]").evaluate("(place) => place.replaceChildren()")
    page.get_by_label("⟦Or paste").fill("")
    page.get_by_role("button", name="⟦Check⟧").click()
    assert look() == []
    assert page.evaluate(GUESSES) > 100
    assert unsaid_on(page, "#probe") == []


def test_nothing_is_unsaid_while_the_time_runs_and_when_it_has_ended(
    url: str, open_page: Pages, tmp_path: Path
) -> None:
    page = open_page()
    page.clock.install()
    page.goto(f"{url}timed/")
    assert unsaid(page) == []
    press(page, "Start the exam")
    press(page, "Hide the time")
    press(page, "Show the time")
    for gone in (300_000, 241_000):
        page.clock.fast_forward(gone)
        expect(page.locator(".lr-time-said")).to_contain_text("⟦")
        assert unsaid(page) == []
    page.reload()
    expect(page.get_by_text("⟦The time goes on")).to_be_visible()
    press(page, "Go on with question")
    page.clock.fast_forward(90_000)
    expect(page.get_by_text("⟦Time is up")).to_be_attached()
    assert unsaid(page) == []
    press(page, "Hand in")
    page.get_by_label("⟦Your name").fill(NAME)
    with page.expect_download():
        press(page, "Hand in")
    expect(page.get_by_role("heading", name="⟦Your file is ready")).to_be_visible()
    assert unsaid(page) == []
    press(page, "Back to the start of the exam")


def test_nothing_is_unsaid_of_an_exam_without_scripts(url: str, open_page: Pages) -> None:
    page = open_page(javascript=False)
    for name in ("locked", "timed"):
        page.goto(f"{url}{name}/")
        assert unsaid(page) == []
    page.goto(f"{url}verify/")
    assert unsaid_on(page, "main") == []
