"""What a page asks for is counted: a change that makes pages heavier must say so here."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.journey.small_course import CERTIFICATES, small_course
from tests.weight import Weight, hosted_packed, weigh

KB = 1000
QUIZ = """---
title: One
---

## Which? { #which }

- (x) The clean one
- ( ) The other

!!! explanation
    Nobody likes the other.

## Fill in { #word }

After a failure, an extra is an [[indemnification]].

!!! explanation
    It pays a debt.
"""
EXAM = """---
title: Exam
mode: exam
pass_mark: 60%
achievement: done
---

## What do you say to a guest who found a hair? { #hair }

- (x) That you are sorry
- ( ) That it is not yours

## Fill in { #rest }

Repairing comes [[first]].
"""
MOST = {
    "": (12, 17, 10),
    "module/one/": (14, 33.5, 10.5),
    "module/exam/": (17, 46, 12.5),
    "progress/": (15, 31, 9.5),
    "verify/": (12, 17, 9.5),
}
"""For each page: requests; our scripts and our styles, in KB as they are sent.

The theme's own are five of the requests and 62 KB: the page, two styles, a script, a picture."""


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> dict[str, Weight]:
    trainer = small_course(
        tmp_path_factory.mktemp("weighed"), {"one": QUIZ, "exam": EXAM}, built=False
    )
    home = "# Small course\n\n/// course\n///\n"
    for path, text in {**CERTIFICATES, "docs/index.md": home}.items():
        file = trainer.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    trainer.must("keys", "new", "--no-passphrase")
    trainer.must("build")
    with hosted_packed(trainer.folder / "site") as root:
        return {page: weigh(browser, root, page) for page in MOST}


@pytest.mark.parametrize("page", MOST, ids=lambda page: page or "home")
def test_a_page_is_no_heavier_than_it_was(page: str, weights: dict[str, Weight]) -> None:
    weight = weights[page]
    requests, scripts, styles = MOST[page]
    said = "\n".join(f"{size:7} {path}" for path, size in weight.files.items())
    assert len(weight.files) <= requests, said
    assert weight.ours(".js") <= scripts * KB, said
    assert weight.ours(".css") <= styles * KB, said


@pytest.mark.parametrize("page", MOST, ids=lambda page: page or "home")
def test_a_page_asks_nobody_else_and_fetches_no_search(
    page: str, weights: dict[str, Weight]
) -> None:
    assert weights[page].files["lessonry/main.js"]
    assert weights[page].foreign == ()
    assert weights[page].early == ()
