"""Makes the demonstration's worksheets again, in English and Spanish: `python tests/make_worksheets.py`.

The PDF files are committed, since a course folder holds what it offers. They are tagged (PDF/UA-1), and
the same to the byte wherever they are made with one version of typst.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import typst

ROOT = Path(__file__).parents[1]
LOOK = Path(__file__).parent / "worksheets" / "worksheet.typ"
FONTS = ROOT / "generator" / "lessonry" / "credentials" / "sheets" / "fonts"

SHEETS: dict[str, dict[str, Any]] = {
    "docs/details/gesture-card.pdf": {
        "lang": "en",
        "course": "Delight",
        "title": "Gesture card",
        "lead": "Fill it in before you give anything away. One card for one customer.",
        "questions": [
            ["Who is it?", "No name is needed. What did you notice about this person?"],
            ["What would I give?", "Unasked: nobody promised it, and nobody would miss it."],
            [
                "What does it cost me, and what is it worth there?",
                "Minutes and money on this side; what it spares or gives on the other.",
            ],
            [
                "Why does it fit this person and no other?",
                "If it would fit anybody, it is packaging.",
            ],
            [
                "What would be too much?",
                "The point at which it would embarrass, bind or intrude.",
            ],
            ["A week later", "What happened? Would you do it again?"],
        ],
    },
    "docs/es/details/gesture-card.pdf": {
        "lang": "es",
        "course": "Deleite",
        "title": "Ficha del gesto",
        "lead": "Rellénala antes de regalar nada. Una ficha para cada cliente.",
        "questions": [
            ["¿Quién es?", "No hace falta el nombre. ¿Qué has notado en esta persona?"],
            [
                "¿Qué le daría?",
                "Sin que nadie lo pida: nadie lo prometió y nadie lo echaría de menos.",
            ],
            [
                "¿Qué me cuesta, y qué vale para ella?",
                "Minutos y dinero de este lado; lo que ahorra o regala del otro.",
            ],
            [
                "¿Por qué encaja con esta persona y con ninguna otra?",
                "Si encajara con cualquiera, sería un envoltorio.",
            ],
            [
                "¿Qué sería demasiado?",
                "El punto en que incomodaría, obligaría o estaría de más.",
            ],
            ["Una semana después", "¿Qué pasó? ¿Lo harías otra vez?"],
        ],
    },
    "docs/hiring/score-sheet.pdf": {
        "lang": "en",
        "course": "Delight",
        "title": "Score sheet",
        "lead": "One sheet for each of the two who listen. Write down what was done; score it before "
        "you talk to each other.",
        "columns": ["What we ask", "What the applicant did, in their words", "1 to 5"],
        "rows": [
            "A time you helped somebody who had not asked",
            "A time somebody was angry with you",
            "A rule you bent, or kept, for a customer",
            "Something you got wrong, and what came next",
        ],
        "foot": "Impressions that are no evidence: a firm handshake, a town in common, the first "
        "minute.",
    },
    "docs/es/hiring/score-sheet.pdf": {
        "lang": "es",
        "course": "Deleite",
        "title": "Hoja de puntuación",
        "lead": "Una hoja para cada una de las dos personas que escuchan. Anota lo que se hizo; "
        "puntúalo antes de hablar entre vosotras.",
        "columns": ["Qué preguntamos", "Qué hizo, con sus palabras", "1 a 5"],
        "rows": [
            "Una vez que ayudaste a alguien sin que lo pidiera",
            "Una vez que alguien se enfadó contigo",
            "Una norma que doblaste, o mantuviste, por un cliente",
            "Algo que te salió mal, y qué vino después",
        ],
        "foot": "Impresiones que no son prueba: un apretón firme, un pueblo en común, el primer "
        "minuto.",
    },
}
"""By their place in the course."""


def made(sheet: dict[str, Any]) -> bytes:
    """Return a worksheet as a PDF file."""
    pdf = typst.compile(
        str(LOOK),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"sheet": json.dumps(sheet, ensure_ascii=False)},
    )
    assert isinstance(pdf, bytes)
    return pdf


if __name__ == "__main__":
    for path, sheet in SHEETS.items():
        (ROOT / path).write_bytes(made(sheet))
        sys.stdout.write(f"{path}\n")
