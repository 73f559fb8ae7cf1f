"""The picture of a badge: the trainer's own, or a medal in the issuer's colours.

The medal is drawn of numbers alone and has no letters, so that it looks the same everywhere and
reads at the size of a thumb: a ring of light, a wreath, a star, two ribbons.
"""

from __future__ import annotations

import base64
import math
import tempfile
from functools import cache
from pathlib import Path

import typst

from lessonry.credentials.sheets import colors
from lessonry.domain.achievement import Issuer
from lessonry.errors import UsageError

ACCENT, GOLD = "#1d3557", "#b8923f"
SIDE = 512
"""Pixels of a PNG's breadth."""
LARGEST = 2_000_000
"""Bytes of a trainer's own picture."""
WIDTH, HEIGHT = 200.0, 240.0
CENTRE = 100.0
FOLDER = "achievements"


def own(certificates: Path, achievement: str, suffix: str) -> bytes | None:
    """Return the trainer's own picture of an achievement, where there is one of that kind.

    Raises:
        UsageError: It is larger than any badge.
    """
    file = certificates / FOLDER / f"{achievement}{suffix}"
    if not file.is_file():
        return None
    if file.stat().st_size > LARGEST:
        raise UsageError(f"{file} is larger than {LARGEST // 1_000_000} MB; no badge needs to be.")
    return file.read_bytes()


def svg(issuer: Issuer, certificates: Path, achievement: str) -> bytes:
    """Return an achievement's picture as SVG."""
    picture = own(certificates, achievement, ".svg")
    if picture is not None:
        return picture
    picture = own(certificates, achievement, ".png")
    return _framed(picture) if picture is not None else _medal_of(issuer).encode()


def png(issuer: Issuer, certificates: Path, achievement: str) -> bytes:
    """Return an achievement's picture as PNG.

    Raises:
        UsageError: The trainer's own picture cannot be drawn.
    """
    picture = own(certificates, achievement, ".png")
    if picture is not None:
        return picture
    source = own(certificates, achievement, ".svg")
    try:
        return _drawn(source or _medal_of(issuer).encode())
    except (typst.TypstError, RuntimeError) as error:
        raise UsageError(
            f"certificates/{FOLDER}/{achievement}.svg cannot be drawn.",
            help=f"Put a PNG picture beside it: certificates/{FOLDER}/{achievement}.png.",
        ) from error


def _medal_of(issuer: Issuer) -> str:
    return medal(issuer.color or ACCENT, issuer.second_color or GOLD)


def _drawn(source: bytes) -> bytes:
    with tempfile.TemporaryDirectory(prefix="lessonry-") as folder:
        (Path(folder) / "badge.svg").write_bytes(source)
        page = Path(folder) / "badge.typ"
        page.write_text(
            "#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
            f'#image("badge.svg", width: {SIDE}pt)\n',
            "utf-8",
        )
        drawn = typst.Compiler(page, root=folder).compile(format="png", ppi=72)
    assert isinstance(drawn, bytes)
    return drawn


def _framed(picture: bytes) -> bytes:
    """Return an SVG that shows a PNG."""
    width, height = (int.from_bytes(picture[at : at + 4], "big") for at in (16, 20))
    data = base64.b64encode(picture).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{data}"/></svg>'
    ).encode()


@cache
def medal(accent: str, gold: str) -> str:
    """Return the medal in two colours."""
    deep = colors.mixed(accent, 0.72, "#000000")
    light = colors.mixed(accent, 0.86)
    bright, shade = colors.mixed(gold, 0.62), colors.mixed(gold, 0.78, "#000000")
    parts = [
        "<defs>",
        _gradient("g", bright, gold, shade),
        _gradient("a", light, accent, deep),
        "</defs>",
        *_ribbons(accent, deep, gold),
        f'<path d="{_scallops(96, 4.5, 24)}" fill="url(#g)"/>',
        f'<circle cx="{CENTRE:g}" cy="{CENTRE:g}" r="84" fill="url(#a)"/>',
        (
            f'<circle cx="{CENTRE:g}" cy="{CENTRE:g}" r="84" fill="none" stroke="#ffffff" '
            'stroke-opacity=".85" stroke-width="2.4"/>'
        ),
        f'<path d="{_rays()}" fill="#ffffff" fill-opacity=".09"/>',
        f'<path d="{_wreath()}" fill="{bright}"/>',
        (
            f'<path d="{_star(40, 17)}" fill="#ffffff" stroke="{deep}" stroke-opacity=".35" '
            'stroke-width="1.5" stroke-linejoin="round"/>'
        ),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" '
        f'width="{WIDTH:g}" height="{HEIGHT:g}">{"".join(parts)}</svg>'
    )


def _gradient(name: str, first: str, middle: str, last: str) -> str:
    stops = zip((0, 0.5, 1), (first, middle, last), strict=True)
    inner = "".join(f'<stop offset="{at:g}" stop-color="{color}"/>' for at, color in stops)
    return f'<linearGradient id="{name}" x1=".15" y1="0" x2=".85" y2="1">{inner}</linearGradient>'


def _ribbons(accent: str, deep: str, gold: str) -> list[str]:
    """Return two tails below the medal, each with a rim of gold."""
    left = [(62, 160), (38, 232), (63, 221), (80, 238), (104, 168)]
    edge = [(66, 162), (43.5, 229.6), (48, 227.6), (71.5, 163)]
    parts = []
    for mirrored, color in ((False, accent), (True, deep)):
        for points, fill in ((left, color), (edge, gold)):
            shown = [(WIDTH - x if mirrored else x, y) for x, y in points]
            parts.append(f'<path d="{_line(shown)}" fill="{fill}"/>')
    return parts


def _scallops(radius: float, swing: float, count: int) -> str:
    points = []
    for step in range(count * 16):
        turn = step / (count * 16)
        r = radius - swing + swing * abs(math.sin(math.pi * count * turn)) ** 0.8
        points.append(_at(r, turn))
    return _line(points)


def _rays() -> str:
    """Return fine beams from the middle to the rim."""
    return "".join(
        _line([_at(40, turn), _at(81, turn - 0.008), _at(81, turn + 0.008)])
        for turn in (n / 32 for n in range(32))
    )


def _wreath() -> str:
    """Return two branches of leaves, open at the top."""
    leaves = []
    for side in (1, -1):
        for number in range(9):
            turn = 0.475 - number * 0.0435
            for radius, lean in ((69, 0.62), (57, -0.5)):
                leaves.append(_leaf(radius, side * turn, side * lean, 21 - 0.8 * number))
    return "".join(leaves)


def _leaf(radius: float, turn: float, lean: float, length: float) -> str:
    """Return a leaf on a circle: it points onwards, leaning out or in by so much of a radian."""
    x, y = _at(radius, turn)
    angle = 2 * math.pi * turn - math.pi / 2
    forward = angle - math.copysign(math.pi / 2, turn) + lean
    dx, dy = math.cos(forward) * length / 2, math.sin(forward) * length / 2
    bx, by = -dy * 0.66, dx * 0.66
    return (
        f"M{x - dx:.1f} {y - dy:.1f}Q{x + bx:.1f} {y + by:.1f} {x + dx:.1f} {y + dy:.1f}"
        f"Q{x - bx:.1f} {y - by:.1f} {x - dx:.1f} {y - dy:.1f}Z"
    )


def _star(outer: float, inner: float) -> str:
    return _line([_at(inner if point % 2 else outer, point / 10) for point in range(10)])


def _at(radius: float, turn: float) -> tuple[float, float]:
    """Return a point on a circle about the middle; no turn is the top."""
    angle = 2 * math.pi * turn - math.pi / 2
    return CENTRE + radius * math.cos(angle), CENTRE + radius * math.sin(angle)


def _line(points: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"
