"""A small course whose author writes Greek: every kind of item, checked at once and at the end."""

from __future__ import annotations

from pathlib import Path

from tests.cases import write

CONFIGURATION = """\
site_name: Μικρό
site_url: https://example.org/small/
theme:
  name: material
  language: {language}
  font: false
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
      primary: custom
      toggle: {{icon: material/weather-night, name: Σκοτεινά}}
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      primary: custom
      toggle: {{icon: material/weather-sunny, name: Φωτεινά}}
plugins: [search, lessonry]
markdown_extensions:
  [admonition, attr_list, md_in_html, pymdownx.details, pymdownx.superfences, tables]
"""
KINDS = """\
---
title: Δώρα
description: Τι είναι δώρο;
pass_mark: 60%
partial_credit: per-part
feedback: {feedback}
---

# Επιλογές

## Ποιο; { #which objective={name}-1 }

- (x) Αυτό
    > Ναι.
- ( ) Εκείνο
    > Όχι.
- ( ) Κανένα από τα παραπάνω

??? hint
    Σκέψου `{{"α": 1}}`.

!!! explanation
    Βλέπε [το μάθημα](../docs/{name}.md#place).

## Ποια; { #several points=2.5 objective={name}-2 }

- [x] Ένα
    > Ναι.
- [x] Δύο
    > Ναι.
- [ ] Τρία
    > Όχι.

!!! explanation
    Και τα δύο.

## Πού; { #where }

![Ένας πάγκος](../docs/counter.svg)

- (x) rect(10,10,30,50) Το ταμείο
    > Ναι.
- ( ) circle(70,50,8) Το κουδούνι
    > Όχι.

!!! explanation
    Εκεί.

# Σειρές

## Με ποια σειρά; { #order }

1. Πρώτα
2. Ύστερα
3. Στο τέλος

!!! explanation
    Έτσι.

## Τι με τι; { #match }

- ένα => πρώτο
- δύο => δεύτερο
- τρία => τρίτο
- => τέταρτο

!!! explanation
    Έτσι.

## Τι είναι; { #table partial_credit=per-part }

| Τι | Δώρο | Χρέος | Όνειρο |
| --- | --- | --- | --- |
| κερί | [x] | [ ] | [x] |
| τέλος | [ ] | [x] | [ ] |

!!! explanation
    Έτσι.

## Πόσο; { #survey survey=true }

| Μπορώ | Όχι | Ναι |
| --- | --- | --- |
| να φύγω | ( ) | ( ) |
| να μείνω | ( ) | ( ) |

# Λόγια

## Συμπλήρωσε { #gaps }

Ένα [[μικρό]] και [[= 2.5 kg]] και [[= 3]] και [[(αυτό) | εκείνο | (το άλλο)]].

| Πιάτο | Τιμή |
| --- | --- |
| σούπα | [[= 4]] |

!!! explanation
    Έτσι.

## Πόσα; { #number }

Είναι [[= 12]].

!!! explanation
    Έτσι.

## Γράψε { #text points=2 }

[[...]]

!!! rubric
    - Ένα σημείο
    - Δεύτερο σημείο { points=1.5 }

!!! model-answer
    Έτσι θα το έγραφα.

!!! explanation
    Έτσι.
"""
STORY = """\
---
title: Βροχή
kind: scenario
---

## Στην πόρτα { #door }

Βρέχει.

- [«Δείξε μου.»](#end) { points=2 }
    > Καλό.
- [«Όχι.»](#loop) { points=-1 }
    > Κακό.
- [«Ίσως.»](#loop)

!!! explanation
    Έτσι.

## Μέσα { #loop }

- [«Πάλι.»](#door)
- [«Φεύγω.»](#left)

## Καλό τέλος { #end outcome=good }

Στεγνά.

## Κακό τέλος { #left outcome=poor }

Υγρά.
"""
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 500"><rect width="800" height="500" '
    'fill="#cfe3e8"/><rect x="80" y="50" width="240" height="250" fill="#333"/></svg>'
)
LESSON = (
    "---\ntitle: {title}\nobjectives: [Να βλέπεις, Να λες]\n---\n\n# {title}\n\n"
    "## Εδώ {{ #place }}\n\nΚείμενο.\n\n/// quiz | {name}\n///\n"
)
TITLES = {"kinds": "Είδη", "ended": "Στο τέλος", "story": "Συζήτηση"}


def every_kind(folder: Path, language: str = "el") -> Path:
    """Write the course into `folder`: the lessons `kinds`, `ended` and `story` place a quiz each."""
    files = {
        "mkdocs.yml": CONFIGURATION.format(language=language),
        "docs/index.md": "# Αρχή\n",
        "docs/counter.svg": PICTURE,
        "quizzes/story.md": STORY,
    }
    for name, title in TITLES.items():
        files[f"docs/{name}.md"] = LESSON.format(title=title, name=name)
    for name, feedback in (("kinds", "immediate"), ("ended", "end")):
        text = KINDS.replace("{name}", name).replace("{feedback}", feedback)
        files[f"quizzes/{name}.md"] = text
    return write(folder, files)
