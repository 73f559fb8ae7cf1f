"""Codes of a quiz's rules."""

from __future__ import annotations

from lessonry.diagnostics.codes.code import Code, error, warning

CODES: tuple[Code, ...] = (
    error(
        "LR150",
        "The pass mark cannot be reached",
        "Nobody could ever pass.",
        "pass_mark: 120%",
        "Ask for at most 100 %, or for no more points than the items give.",
    ),
    error(
        "LR151",
        "More items drawn than there are",
        "An attempt cannot ask what is not written.",
        "draw: 30, in a quiz of 24 items",
        "Lower `draw`, or write more items.",
    ),
    error(
        "LR152",
        "An exam without a pass mark",
        "lessonry will not guess what is enough for a certificate.",
        "mode: exam",
        "Add `pass_mark: 80%` to the front matter.",
    ),
    warning(
        "LR153",
        "An exam that earns nothing",
        "Passing it leads to no certificate.",
        "mode: exam, without achievement:",
        "Add `achievement:` with the name of a file in certificates/achievements/.",
    ),
    error(
        "LR154",
        "Unknown achievement",
        "The certificate would have nothing to say.",
        "achievement: delihgt",
        "Name a file of certificates/achievements/, without `.yml`.",
    ),
    warning(
        "LR155",
        "The pass mark is nothing",
        "Everybody passes, whatever they answer.",
        "pass_mark: 0%",
        "Ask for more.",
    ),
)
