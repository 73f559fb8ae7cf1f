"""How diagnostics are told: the line, the carets under the right cells, the order, the sum."""

from __future__ import annotations

import pytest

from lessonry.diagnostics import Diagnostic, Diagnostics, Report, Source


def entry(text: str, column: int, length: int) -> list[str]:
    place = Source(path="a.md", text=text).at(1, column, length)
    diagnostic = Diagnostic(code="LR120", message="No key.", place=place, help="Mark one.")
    return Report(diagnostics=Diagnostics()).entry(diagnostic).split("\n")


def test_an_entry_shows_place_line_carets_and_help() -> None:
    assert entry("- (x) Yes", 3, 3) == [
        "a.md:1:3: error[LR120]: No key.",
        "  1 | - (x) Yes",
        "    |   ^^^",
        "  help: Mark one.",
    ]


@pytest.mark.parametrize(
    ("text", "column", "length", "carets"),
    [
        ("\tx", 2, 1, " ^"),
        ("你好 x", 4, 1, "     ^"),
        ("x 你好", 3, 2, "  ^^^^"),
        ("e\u0301x", 3, 1, " ^"),
        ("\U0001f469\u200d\U0001f467 x", 5, 1, "     ^"),
        ("x", 9, 9, "^"),
        ("", 1, 1, None),
    ],
)
def test_carets_stand_under_what_is_meant_in_any_script(
    text: str, column: int, length: int, carets: str | None
) -> None:
    lines = entry(text, column, length)
    if carets is None:
        assert len(lines) == 2, "There is no line to show."
    else:
        assert lines[2] == f"    | {carets}"


def test_a_long_line_is_cut_around_its_span() -> None:
    _, shown, carets, _ = entry("a" * 5000 + "HERE" + "b" * 5000, 5001, 4)
    assert len(shown) < 200
    start = carets.index("^")
    assert shown[start : start + 4] == "HERE" and carets.count("^") == 4


def test_a_hostile_file_cannot_write_to_the_terminal() -> None:
    shown = "\n".join(entry("\x1b[2J\x1b]0;title\x07 \x9b31m red\x7f", 1, 4))
    assert not any(c in shown for c in "\x1b\x07\x9b\x7f")


def test_diagnostics_come_by_place_and_each_once() -> None:
    one, two = Source(path="b.md", text="x\ny"), Source(path="a.md", text="x")
    found = Diagnostics()
    for code, place in (("LR140", one.at(2)), ("LR120", one.at(1)), ("LR120", two.at(1))):
        found.add(code, "No.", place)
        found.add(code, "No.", place)
    assert [str(d.place) for d in found] == ["a.md:1:1", "b.md:1:1", "b.md:2:1"]
    assert len(found) == 3 and len(found.errors) == 2 and len(found.warnings) == 1
    assert str(Report(diagnostics=found)).endswith("2 errors, 1 warning.")


def test_nothing_wrong_is_said_too() -> None:
    assert str(Report(diagnostics=Diagnostics())) == "Nothing to mend."
