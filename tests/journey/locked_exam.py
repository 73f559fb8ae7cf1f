"""A small course with a locked exam: every kind that can be locked, a section that draws, variants."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, Route, expect

from lessonry.domain.items import Item
from lessonry.domain.quiz import Quiz
from tests.journey.conftest import Trainer
from tests.journey.learner import as_asked, give
from tests.journey.small_course import small_course
from tests.responses import right, wrong

RULES = """\
---
title: The locked exam
mode: exam
pass_mark: 75%
max_attempts: 3
shuffle: true
achievement: done
lock: true
lock_weak: accept
{more}---
"""
ITEMS = """
# Drawn { draw=2 }

## Which of these is quickest? { #quick objective=final-1 }

- ( ) A letter
    > A letter takes a day.
- (x) A call
- ( ) A visit

!!! explanation
    A call arrives at once.

## Which of these is slowest? { #slow objective=final-1 }

- (x) A letter
- ( ) A call
- ( ) A visit

!!! explanation
    A letter needs a carrier.

## Which of these two are spoken? { #spoken objective=final-1 }

- [ ] A letter
- [x] A call
- [x] A visit

!!! explanation
    Both need a voice.

# All

## Put the day in order { #day objective=final-2 }

1. Morning
2. Noon
3. Evening

## Who brings what? { #who }

- Postman => Parcel
- Waiter => Soup
- => Hammer

## Say of each whether it is warm { #warm }

| | Yes | No |
| --- | --- | --- |
| Ice | ( ) | (x) |
| Tea | (x) | ( ) |

## Where is the cup? { #cup }

![A counter with a till and a cup](../docs/counter.svg)

- ( ) rect(5,30,25,45) The till
- (x) circle(50,62,8) The cup

## Fill it in { #fill }

The capital of France is [[Paris]], it has [[ (many) | few ]] lamps and [[= 20 ± 1]] districts.

!!! explanation
    Twenty districts, in a spiral.

## What do {{ n }} boxes cost at 3 each? { #boxes points=2 variants=4 }

```vars
n = randint(2, 90)
total = n * 3
```

They cost [[= {{ total }}]]

!!! explanation
    {{ n }} times 3 is {{ total }}.
"""
COUNTER = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 500"><rect width="800" height="500" '
    'fill="#cfe3e8"/><rect x="40" y="150" width="200" height="225" fill="#333"/></svg>'
)
FILES = {
    "docs/counter.svg": COUNTER,
    "certificates/issuer.yml": "name: The shop\nemail: shop@example.org\n",
    "docs/index.md": "# Small course\n\n/// course\n///\n",
    "certificates/achievements/done.yml": (
        "name: Done\ndescription: D.\ncriteria: C.\nshow_score: true\n"
    ),
}
HAND_IN = "Hand in and see whether you passed"
LOCK = "**/lessonry/locks/*.json"
WORKER = "**/lessonry/lock/worker.js"


def locked_course(home: Path, *, more: str = "", items: str = ITEMS) -> Trainer:
    """Write the course, make keys, build the site; `more` are further fields of the exam."""
    trainer = small_course(home, {"final": RULES.format(more=more) + items}, built=False)
    for path, text in FILES.items():
        file = trainer.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    trainer.must("keys", "new", "--no-passphrase")
    trainer.must("build")
    return trainer


def asked(page: Page, quiz: Quiz) -> Item:
    """Return the item that is on the screen, as it is asked."""
    visible = page.locator("form[data-lr-item]:visible")
    expect(visible).to_have_count(1)
    name = visible.get_attribute("data-lr-item")
    return as_asked(page, next(item for item in quiz.items if item.identifier == name))


def answer(page: Page, quiz: Quiz, *, mistakes: int = 0, start: str = "Start the exam") -> None:
    """Answer every item up to the review, the first `mistakes` of one point each wrongly."""
    page.get_by_role("button", name=start).click()
    expect(page.locator(".lr-cell").first).to_be_visible()
    count = page.locator(".lr-cell").count()
    for number in range(count):
        item = asked(page, quiz)
        is_wrong = mistakes > 0 and item.points == 1
        mistakes -= is_wrong
        give(page, item, wrong(item) if is_wrong else right(item))
        last = number == count - 1
        name = "Review and hand in" if last else "Next"
        page.get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_role("heading", name="Before you hand in")).to_be_focused()


def hand_in(page: Page) -> None:
    """End the attempt, and let the page open the lock."""
    page.get_by_role("button", name=HAND_IN).click()


def has_passed(page: Page) -> None:
    expect(page.get_by_role("heading", name="You passed")).to_be_focused()


def has_failed(page: Page) -> None:
    expect(page.get_by_role("heading", name="The pass mark was not reached")).to_be_focused()


def sit(page: Page, quiz: Quiz, *, mistakes: int = 0) -> None:
    """Answer everything and hand in."""
    answer(page, quiz, mistakes=mistakes)
    hand_in(page)


def answered(route: Route, *, status: int, body: str) -> None:
    """Answer a request in the site's place."""
    route.fulfill(status=status, body=body)


def kept(page: Page) -> list[dict]:
    """Return the attempts that the browser keeps."""
    texts = "Object.entries({...localStorage}).filter(([key]) => key.startsWith('lessonry/'))"
    states = page.evaluate(f"{texts}.map(([, text]) => JSON.parse(text))")
    return [a for state in states for a in state["exams"]["final"]["attempts"]]
