"""The draws of a locked exam."""

from __future__ import annotations

from collections import Counter

from lessonry.domain.answer_lock.forms import MOST_FORMS, forms
from lessonry.domain.concealment import published
from tests.locked import choices, exam

VARIED = """## How much? { #sum variants=5 }

```vars
a = randint(2, 90)
```

Twice {{ a }} is [[= {{ a * 2 }}]].
"""


def test_where_all_is_asked_there_is_one_form() -> None:
    assert forms(exam(choices(3))) == ((("q0", 0), ("q1", 0), ("q2", 0)),)


def test_a_draw_asks_as_many_of_each_section_as_it_says() -> None:
    items = choices(12)
    quiz = exam(["# One { draw=2 }\n", *items[:6], "# Two { draw=3 }\n", *items[6:]])
    made = forms(quiz)
    assert len(made) == MOST_FORMS == len(set(made))
    for form in made:
        assert sum(name in {f"q{n}" for n in range(6)} for name, _ in form) == 2
        assert len(form) == len(set(form)) == 5


def test_forms_that_follow_each_other_share_as_little_as_the_pool_allows() -> None:
    made = forms(exam(choices(12), more="lock_weak: accept\ndraw: 6\n"))
    assert not set(made[0]) & set(made[1])
    used = Counter(name for form in made for name, _ in form)
    assert max(used.values()) - min(used.values()) <= 1


def test_variants_are_asked_in_turn() -> None:
    made = forms(exam([VARIED, *choices(2)]))
    asked = [dict(form)["sum"] for form in made]
    assert len(made) == len(set(asked)) == 5


def test_few_draws_make_few_forms() -> None:
    assert len(forms(exam(choices(3), more="lock_weak: accept\ndraw: 1\n"))) == 3


def test_forms_follow_from_what_is_published() -> None:
    quiz = exam(choices(12), more="lock_weak: accept\ndraw: 6\n")
    assert forms(quiz) == forms(published(quiz))
