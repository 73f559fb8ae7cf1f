"""A small course whose author writes Greek, with an exam that has a lock and one that has a time."""

from __future__ import annotations

from pathlib import Path

from tests.cases import write
from tests.locales.every_kind import CONFIGURATION

ITEMS = """
# Πρώτα { draw=1 }

## Ποιο; { #which objective=NAME-1 }

- (x) Αυτό
- ( ) Εκείνο
- ( ) Το άλλο

!!! explanation
    Έτσι.

## Ποιο άλλο; { #other objective=NAME-1 }

- ( ) Αυτό
- (x) Εκείνο
- ( ) Το άλλο

!!! explanation
    Έτσι.

# Ύστερα

## Ποια; { #several objective=NAME-2 }

- [x] Ένα
- [x] Δύο
- [ ] Τρία

!!! explanation
    Και τα δύο.

## Πόσα; { #number points=2 objective=NAME-2 }

Είναι [[= 12]] ή [[δεκατρία]].

!!! explanation
    Έτσι.

## Γιατί; { #why objective=NAME-2 }

- ( ) Επειδή βρέχει
- (x) Επειδή πρέπει
- ( ) Επειδή θέλω

!!! explanation
    Έτσι.
"""
LOCKED = f"""\
---
title: Η κλειστή εξέταση
description: Με κλειδαριά.
mode: exam
pass_mark: 75%
max_attempts: 3
achievement: done
lock: true
lock_weak: accept
---
{ITEMS}"""
TIMED = f"""\
---
title: Η γρήγορη εξέταση
mode: exam
pass_mark: 4.5 points
max_attempts: 2
grading: last
layout: all
time_limit: 10 min
extra_time: [25%, 50%]
achievement: done
---
{ITEMS}"""
LESSON = (
    "---\ntitle: {title}\nobjectives: [Να βλέπεις, Να λες]\n---\n\n# {title}\n\n"
    "## Εδώ\n\nΚείμενο.\n\n/// quiz | {name}\n///\n"
)


def exams(folder: Path, language: str = "el") -> Path:
    """Write the course into `folder`: the lessons `locked` and `timed` place an exam each."""
    files = {
        "mkdocs.yml": CONFIGURATION.format(language=language),
        "docs/index.md": "# Αρχή\n",
        "certificates/issuer.yml": "name: Το κατάστημα\nemail: shop@example.org\n",
        "certificates/achievements/done.yml": (
            "name: Τέλος\ndescription: Το έμαθε.\ncriteria: Το έδειξε.\nshow_score: true\n"
        ),
    }
    for name, title, quiz in (("locked", "Κλειστή", LOCKED), ("timed", "Γρήγορη", TIMED)):
        files[f"quizzes/{name}.md"] = quiz.replace("NAME", name)
        files[f"docs/{name}.md"] = LESSON.format(title=title, name=name)
    return write(folder, files)
