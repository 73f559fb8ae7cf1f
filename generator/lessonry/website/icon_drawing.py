"""Draws the icons of a course that is installed."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Final

import typst

from lessonry.credentials.sheets import colors
from lessonry.credentials.sheets.glyphs import CJK, font_folders
from lessonry.website.app_icons import MASKABLE, PAPER, ROUND, TOUCH, TOUCHED

PAGE: Final = """\
#set page(width: {side}pt, height: {side}pt, margin: 0pt, fill: {around})
#place(rect(width: 100%, height: 100%, radius: {radius}%, fill: {ground}))
{inside}
"""
LOGO: Final = """\
#place(center + horizon, image("logo{suffix}", width: {share}%, height: {share}%, fit: "contain"))
"""
INITIAL: Final = """\
#place(center + horizon, circle(width: {ring}%, stroke: {line}pt + rgb("{gold}"), fill: none))
#place(center + horizon, text(
  font: ("EB Garamond", "Noto Serif"), weight: 600, size: {size}pt, fill: rgb("{ink}"),
  top-edge: "bounds", bottom-edge: "bounds",
  [{letter}],
))
"""


def drawn(letter: str, color: str, picture: tuple[str, bytes] | None) -> dict[str, bytes]:
    """Return the icons by the names of their files; none where no font draws the initial.

    Args:
        letter: The course's initial.
        color: Of the tile that it stands on.
        picture: What stands there instead, with the suffix of its file.
    """
    try:
        return _drawn(letter, color, picture)
    except (typst.TypstError, RuntimeError):
        return {} if picture is None else _drawn(letter, color, None)


@cache
def _drawn(letter: str, color: str, picture: tuple[str, bytes] | None) -> dict[str, bytes]:
    made = {name: (side, 22, 72) for side, name in ROUND.items()}
    made |= {MASKABLE: (512, 0, 56), TOUCHED: (TOUCH, 0, 64)}
    fonts = font_folders(None)
    folders = [*fonts.folders, CJK] if fonts.needs_cjk(letter) else [*fonts.folders]
    with tempfile.TemporaryDirectory(prefix="lessonry-") as name:
        folder = Path(name)
        if picture:
            (folder / f"logo{picture[0]}").write_bytes(picture[1])
        loaded = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=folders
        )
        page = folder / "icon.typ"
        found = {}
        for file, (side, radius, share) in made.items():
            page.write_text(_page(letter, color, picture, side, radius, share), "utf-8")
            drawn = typst.Compiler(page, root=folder, font_paths=loaded).compile(
                format="png", ppi=72
            )
            assert isinstance(drawn, bytes)
            found[file] = drawn
    return found


def _page(
    letter: str, color: str, picture: tuple[str, bytes] | None, side: int, radius: int, share: int
) -> str:
    """Return an icon's page; `share` is the per cent of it that has something to see."""
    if picture:
        ground, inside = PAPER, LOGO.format(suffix=picture[0], share=share - 8)
    else:
        ground = color
        inside = INITIAL.format(
            ring=share,
            line=side / 90,
            gold=colors.mixed("#d9b069", 0.9),
            ink=PAPER,
            size=side * share / 100 * 0.62,
            letter=f'#"{letter}"',
        )
    return PAGE.format(
        side=side,
        around="none" if radius else f'rgb("{ground}")',
        radius=radius,
        ground=f'rgb("{ground}")',
        inside=inside,
    )
