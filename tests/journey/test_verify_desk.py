"""What the verify page says of level 1: of the desk's certificates, and of forgeries with its keys."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from lessonry.credentials import did as dids
from lessonry.credentials import multibase, proof
from lessonry.credentials.desk import self_service
from tests.browser import Axe, Pages, Serve
from tests.credentials.course_folder import write_course
from tests.credentials.self_service_desk import FILE_DIGEST, SCRIPT
from tests.journey.conftest import Trainer

THEME = "theme: {name: material, font: false}\n"
SOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A locked exam's site, and what one may make who has opened the exam."""

    url: str
    credential: dict[str, Any]
    token: str
    seed: bytes

    def forged(self) -> dict[str, Any]:
        """Return the credential dressed up as level 2, signed with the exam's key."""
        bare = {name: value for name, value in self.credential.items() if name != "proof"}
        text = json.dumps(bare).replace("levels#1", "levels#2")
        key = self_service.private_of(self.seed)
        method = dids.method_of(bare["issuer"]["id"], key.public_key().public_bytes_raw())
        return proof.sign(json.loads(text), key, method=method, created=SOON)


@pytest.fixture(scope="module")
def opened(
    tmp_path_factory: pytest.TempPathFactory,
    serve: Serve,
    node: Callable[..., CompletedProcess[str]],
) -> Opened:
    made = write_course(tmp_path_factory.mktemp("desk"))
    config, exam = made.folder / "mkdocs.yml", made.folder / "quizzes/final.md"
    config.write_text(THEME + config.read_text("utf-8"), "utf-8")
    locked = "mode: exam\nlock: true\nlock_weak: accept\n"
    exam.write_text(exam.read_text("utf-8").replace("mode: exam\n", locked, 1), "utf-8")
    made.must("keys", "new", made.folder)
    Trainer(folder=made.folder, keys=made.keys).must("build", "--quiet")
    (place,), (file,) = made.keys.iterdir(), (made.folder / "site/lessonry/kits").glob("*.json")
    digest = file.stem.rpartition("-")[2]
    secret = self_service.lock_secret_in(place)
    seed = self_service.exam_seed(secret, made.course.identifier, "final", digest)
    question = {
        "kit": json.loads(file.read_text("utf-8"))["credential"],
        "seed": multibase.encode_base64url(seed),
        "digest": FILE_DIGEST,
        "given": [
            {"attempt": "a", "name": "عمر Zoë", "ended": "2026-11-23T09:40:00Z", "percent": 100}
        ],
    }
    asked = made.folder.parent / "question.json"
    asked.write_text(json.dumps(question), "utf-8")
    (found,) = json.loads(node(SCRIPT, asked).stdout)
    url = serve(made.folder / "site", prefix="/delight/") + "verify/"
    credential = json.loads(found["credential"])
    return Opened(url=url, credential=credential, token=found["token"], seed=seed)


@pytest.fixture
def check(open_page: Pages, opened: Opened, tmp_path: Path) -> Callable[[Any], Locator]:
    """Give the verify page a credential, or a code by its link."""

    def checked(given: Any) -> Locator:
        page = open_page()
        page.clock.set_fixed_time(SOON)
        page.goto(f"{opened.url}#t={given}" if isinstance(given, str) else opened.url)
        expect(page.locator("[data-lr-verify-ask]")).to_be_visible()
        if not isinstance(given, str):
            file = tmp_path / "credential.json"
            file.write_text(json.dumps(given), "utf-8")
            page.locator("[data-lr-verify] input[type=file]").set_input_files(file)
        result = page.locator("[data-lr-verify-result]")
        expect(result.locator("h2")).to_be_visible()
        return result

    return checked


def test_level_1_is_real_and_of_the_desk(
    opened: Opened, check: Callable[[Any], Locator], axe: Axe
) -> None:
    for given in (opened.credential, opened.token):
        result = check(given)
        expect(result.locator("h2")).to_contain_text("Real, but only unlocked")
        expect(result).to_contain_text("This course's self-service desk")
        expect(result).to_contain_text("Level 1: unlocked")
        expect(result).to_contain_text("takes it back neither for good nor for a time")
        expect(result).to_contain_text("عمر Zoë")
        expect(result).to_contain_text("What the signature vouches for")
        expect(result).to_contain_text("nobody has checked them")
        assert axe(result.page) == []


def test_level_1_dressed_as_2_is_a_forgery(
    opened: Opened, check: Callable[[Any], Locator], axe: Axe
) -> None:
    result = check(opened.forged())
    expect(result.locator("h2")).to_contain_text("A forgery: do not rely on it")
    expect(result).to_contain_text("signs level 1 only")
    expect(result).to_contain_text("Nobody vouches for this")
    assert axe(result.page) == []
