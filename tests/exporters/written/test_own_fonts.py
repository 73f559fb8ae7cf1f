"""typst draws each sign that it is said to have fonts for."""

from __future__ import annotations

from lessonry.exporters.written.look import Colors
from lessonry.exporters.written.own_fonts import RANGES
from lessonry.exporters.written.printing import Press, data_of
from lessonry.exporters.written.strings import quoted


def test_each_sign_is_drawn() -> None:
    press = Press()
    signs = " ".join(chr(code) for first, last in RANGES for code in range(first, last + 1))
    assert press.drawn(signs) == signs and not press.notes()
    head = '#import "/parts.typ": faces\n#set document(title: "x")\n#set text(font: faces)\n'
    look = Colors(accent="#1d3557", second="#a3843b")
    (pdf,) = press.make(f"{head}#{quoted(signs)}", data_of("en", look), {})
    assert pdf.startswith(b"%PDF")
    assert press.drawn("a\N{PARTY POPPER}b") == "ab" and press.notes()
