"""A small course in English and Spanish, begun in Arabic: every kind, a locked exam, a certificate."""

from __future__ import annotations

import re
from pathlib import Path

from tests.journey.conftest import Trainer
from tests.journey.locked_exam import FILES, ITEMS, RULES
from tests.journey.small_course import CONFIGURATION, small_course

CONFIGURED = re.sub(
    r"  palette:\n(    .*\n)+", "  palette: {primary: custom}\n", CONFIGURATION
).replace(
    "plugins: [search, lessonry]",
    """\
plugins:
  - search
  - lessonry:
      languages:
        es:
          site_name: Curso pequeño
          nav: {Module: Módulo}
        ar: {site_name: دورة صغيرة, nav: {Module: وحدة}}
""",
)
BEGIN = """\
---
title: To begin with
mode: practice
---

## Which day comes first? { #first objective=begin-1 }

- ( ) Tuesday
    > It is the second.
- (x) Monday
    > It is the first.

!!! explanation
    Weeks begin on Monday.

## Say it

The colour of grass is [[green]], and a week has [[= 7]] days.

## Why do you greet people?

[[...]]

!!! rubric
    - Says something of respect
"""
BEGIN_ES = """\
---
title: Para empezar
---

## ¿Qué día es el primero? { #first }

- ( ) Martes
    > Es el segundo.
- (x) Lunes
    > Es el primero.

!!! explanation
    Las semanas empiezan en lunes.

## Dilo

El color de la hierba es [[verde]], y una semana tiene [[= 7]] días.

## ¿Por qué saludas a la gente?

[[...]]

!!! rubric
    - Dice algo sobre el respeto
"""
TALK = """\
---
title: The talk
kind: scenario
objective: begin-2
---

## At the door { #door }

Somebody comes in.

- [“Good morning!”](#fine) { points=2 }
    > That is how it begins.
- [Say nothing](#poor)

## They smile { #fine }

It went well.

## They leave { #poor }

It went badly.
"""
TALK_ES = """\
---
title: La charla
kind: scenario
---

## En la puerta { #puerta }

Alguien entra.

- [«¡Buenos días!»](#bien) { points=2 }
    > Así se empieza.
- [No decir nada](#mal)

## Sonríen { #bien }

Salió bien.

## Se van { #mal }

Salió mal.
"""
LESSON_ES = """\
---
title: {title}
description: Una lección.
objectives: [Distinguir {name}, Usar {name}]
---

# {title}

## La idea principal

[A la otra](final.md), y ![el mostrador](../counter.svg).

/// quiz | {name}
///
"""
EXAM_ES = """\
---
title: El examen con candado
---

# Sorteadas { draw=2 }

## ¿Qué es lo más rápido? { #quick }

- ( ) Una carta
    > Una carta tarda un día.
- (x) Una llamada
- ( ) Una visita

!!! explanation
    Una llamada llega enseguida.

## ¿Qué es lo más lento? { #slow }

- (x) Una carta
- ( ) Una llamada
- ( ) Una visita

!!! explanation
    Una carta necesita un cartero.

## ¿Cuáles de estas se hablan? { #spoken }

- [ ] Una carta
- [x] Una llamada
- [x] Una visita

!!! explanation
    Las dos necesitan una voz.

# Todas

## Pon el día en orden { #day }

1. Mañana
2. Mediodía
3. Atardecer

## ¿Quién trae qué? { #who }

- Cartero => Un paquete
- Camarero => La sopa
- => Un martillo

## Di de cada cosa si está caliente { #warm }

| | Sí | No |
| --- | --- | --- |
| Hielo | ( ) | (x) |
| Té | (x) | ( ) |

## ¿Dónde está la taza? { #cup }

![Un mostrador con una caja y una taza](../docs/counter.svg)

- ( ) rect(5,30,25,45) La caja
- (x) circle(50,62,8) La taza

## Complétalo { #fill }

La capital de Francia es [[París]], tiene [[ (muchas) | pocas ]] farolas y [[= 20 ± 1]] distritos.

!!! explanation
    Veinte distritos, en espiral.

## ¿Cuánto cuestan {{ n }} cajas a 3 cada una? { #boxes variants=4 }

```vars
n = randint(2, 90)
total = n * 3
```

Cuestan [[= {{ total }}]]

!!! explanation
    {{ n }} por 3 son {{ total }}.
"""
LESSON_AR = """\
---
title: البداية
---

# البداية

## النقطة

[الدرس الآخر](final.md)

/// quiz | begin
///

/// quiz | talk
///
"""
LESSON = """\
---
title: Begin
objectives: [Tell begin, Use begin]
---

# Begin

## The point

[The other](final.md), and ![the counter](../counter.svg).

/// quiz | begin
///

/// quiz | talk
///
"""
TRANSLATED = {
    "mkdocs.yml": CONFIGURED,
    "docs/module/begin.md": LESSON,
    "docs/es/index.md": "# Curso pequeño\n\n/// course\n///\n",
    "docs/es/module/begin.md": LESSON_ES.format(title="Empezar", name="begin")
    + "\n/// quiz | talk\n///\n",
    "docs/es/module/final.md": LESSON_ES.format(title="Final", name="final"),
    "docs/ar/module/begin.md": LESSON_AR,
    "quizzes/es/begin.md": BEGIN_ES,
    "quizzes/es/talk.md": TALK_ES,
    "quizzes/es/final.md": EXAM_ES,
    "certificates/es/achievements/done.yml": (
        "name: Hecho\ndescription: Lo hizo.\ncriteria: Aprobó.\n"
    ),
}
ENGLISH = {"begin": BEGIN, "talk": TALK, "final": RULES.format(more="") + ITEMS}


def translated_files() -> dict[str, str]:
    """Return the course's files by their paths."""
    quizzes = {f"quizzes/{name}.md": text for name, text in ENGLISH.items()}
    lesson = (
        "---\ntitle: Final\nobjectives: [Tell final, Use final]\n---\n\n# Final\n\n## The point\n"
    )
    final = {"docs/module/final.md": f"{lesson}\n/// quiz | final\n///\n"}
    return {**FILES, **quizzes, **final, **TRANSLATED}


def translated_course(home: Path, *, built: bool = True) -> Trainer:
    """Write the course, make keys, build the site."""
    trainer = small_course(home, ENGLISH, built=False)
    (trainer.folder / "docs" / "module" / "talk.md").unlink()
    for path, text in translated_files().items():
        file = trainer.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    trainer.must("keys", "new", "--no-passphrase")
    if built:
        trainer.must("build")
    return trainer
