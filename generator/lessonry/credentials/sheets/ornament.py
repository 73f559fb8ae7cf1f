"""The drawn parts of the sheet: a guilloche frame, a seal, the QR code; SVG made of numbers alone."""

from __future__ import annotations

import math
from functools import cache
from itertools import pairwise

import segno

from lessonry.credentials.sheets import colors, qr_code

INSET = 8.5
"""Millimetres from the paper's edge to the frame."""
BAND = 6.6
"""The frame's breadth."""
SINE = 0.3642
"""Of a half wave's length: how far its curve's controls stand from its ends."""
MODERN_SIDE = 82.0
"""Breadth of modern's field of colour at the side of a sheet that lies."""
MODERN_TOP = 82.0
"""Its height on top of one that stands."""
QUIET_INSET = 14.0
"""From the paper's edge to quiet's rules."""


@cache
def frame(accent: str, gold: str, width: float, height: float) -> str:
    """Return the frame: bands of woven waves, a rosette in each corner, rules on both sides."""
    # So many lines side by side look as dark as one.
    tint = colors.mixed(accent, 0.72)
    left, top = INSET, INSET
    right, bottom = width - INSET, height - INSET
    parts = [
        _rule(left, top, right, bottom, 0.55, accent),
        _rule(left + 1.0, top + 1.0, right - 1.0, bottom - 1.0, 0.18, gold),
        _rule(left + BAND + 2, top + BAND + 2, right - BAND - 2, bottom - BAND - 2, 0.18, gold),
        _rule(left + BAND + 3, top + BAND + 3, right - BAND - 3, bottom - BAND - 3, 0.35, accent),
    ]
    middle = 1.0 + BAND / 2 + 0.5
    corner = BAND + 3.0
    woven = []
    for y in (top + middle, bottom - middle):
        woven += _waves(left + corner, right - corner, y, along=True)
    for x in (left + middle, right - middle):
        woven += _waves(top + corner, bottom - corner, x, along=False)
    parts.append(_path(" ".join(woven), 0.1, tint))
    for x in (left + middle, right - middle):
        for y in (top + middle, bottom - middle):
            parts.append(_path(_rosette(x, y, 3.6, 2.1, 12, 5), 0.12, accent))
            parts.append(_path(_rosette(x, y, 1.9, 0.7, 8, 3), 0.13, gold))
    return _svg(width, height, parts)


@cache
def field(accent: str, second: str, width: float, height: float) -> str:
    """Return a field of colour at the sheet's side, or on top of an upright one, with fine waves."""
    upright = height > width
    long, broad = (width, MODERN_TOP) if upright else (height, MODERN_SIDE)
    light = colors.on(accent)
    fine = colors.mixed(light, 0.16, accent)
    lines = []
    for number in range(-4, 30):
        points = []
        for step in range(61):
            t = step / 60
            swing = 9.0 * math.sin(2 * math.pi * (0.9 * t + number / 70))
            ripple = 3.2 * math.sin(2 * math.pi * (2.3 * t - number / 31))
            across = number * broad / 26 + swing + ripple
            points.append((t * long, min(max(0.0, across), broad)))
        lines.append(_curve([(x, y) if upright else (y, x) for x, y in points]))
    box = (long, broad) if upright else (broad, long)
    edge = (0.0, broad, long, 1.6) if upright else (broad, 0.0, 1.6, long)
    parts = [
        f'<rect width="{box[0]:g}" height="{box[1]:g}" fill="{accent}"/>',
        _path(" ".join(lines), 0.16, fine),
        (
            f'<rect x="{edge[0]:g}" y="{edge[1]:g}" width="{edge[2]:g}" height="{edge[3]:g}" '
            f'fill="{second}"/>'
        ),
    ]
    return _svg(width, height, parts)


@cache
def hairlines(accent: str, second: str, width: float, height: float) -> str:
    """Return two fine rules, head and foot, each with a small rosette upon its middle."""
    parts = []
    middle = width / 2
    for y in (QUIET_INSET, height - QUIET_INSET):
        for left, right in ((QUIET_INSET, middle - 7.5), (middle + 7.5, width - QUIET_INSET)):
            parts.append(_path(f"M{left:g} {y:g}H{right:g}", 0.16, second))
        parts.append(_path(_rosette(middle, y, 4.2, 1.6, 14, 5), 0.1, accent))
    return _svg(width, height, parts)


@cache
def seal(accent: str, gold: str) -> str:
    """Return the seal: a scalloped disc with two rings of guilloche and a clear middle."""
    size = 100.0
    c = size / 2
    ribbon = (
        f'<path d="M{c - 20} 66 L{c - 31} 116 L{c - 20.5} 108 L{c - 14} 119 L{c - 3} 70 Z" '
        f'fill="{accent}"/>'
        f'<path d="M{c + 20} 66 L{c + 31} 116 L{c + 20.5} 108 L{c + 14} 119 L{c + 3} 70 Z" '
        f'fill="{accent}"/>'
    )
    parts = [
        ribbon,
        f'<path d="{_scallops(c, c, 47.5, 1.9, 40)}" fill="{gold}"/>',
        f'<circle cx="{c}" cy="{c}" r="43.4" fill="#ffffff"/>',
        _circle(c, 43.4, 0.5, accent),
        _path(_rosette(c, c, 42.2, 33.0, 48, 11), 0.28, accent),
        _path(_rosette(c, c, 42.2, 33.0, 36, 7), 0.22, gold),
        f'<circle cx="{c}" cy="{c}" r="32.2" fill="#ffffff"/>',
        _circle(c, 32.2, 0.7, accent),
        _circle(c, 30.6, 0.3, gold),
    ]
    return _svg(size, 120.0, parts)


@cache
def ring(accent: str, second: str) -> str:
    """Return a plain seal: a disc of white in a ring of guilloche."""
    c = 50.0
    parts = [
        f'<circle cx="{c}" cy="{c}" r="49" fill="#ffffff"/>',
        _path(_rosette(c, c, 47.6, 36.5, 40, 9), 0.3, accent),
        _path(_rosette(c, c, 47.6, 36.5, 52, 11), 0.2, second),
        _circle(c, 48.4, 0.7, second),
        _circle(c, 35.4, 0.5, accent),
    ]
    return _svg(100.0, 100.0, parts)


@cache
def rosette(accent: str, second: str) -> str:
    """Return a seal of hairlines alone."""
    c = 50.0
    parts = [
        _path(_rosette(c, c, 49.0, 37.0, 36, 7), 0.22, colors.mixed(accent, 0.75)),
        _circle(c, 35.6, 0.3, second),
    ]
    return _svg(100.0, 100.0, parts)


def qr(content: str) -> str:
    """Return a QR code with its quiet zone."""
    try:
        return qr_code.svg(content.encode("ascii"))
    except (UnicodeEncodeError, qr_code.TooLongError):
        pass
    code = segno.make(content, error="l", micro=False, boost_error=False, mask=qr_code.MASK)
    return code.svg_inline(border=4, omitsize=True, dark="#000000", light="#ffffff").replace(
        "<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1
    )


def _waves(start: float, end: float, across: float, *, along: bool) -> list[str]:
    """Return sine-like waves of two breadths and two phases between `start` and `end`."""
    count = round((end - start) / 9.0)
    length = (end - start) / count
    woven = []
    for amplitude in (2.9, 1.7):
        for sign in (1, -1):
            for shift in (0.0, 0.25):
                woven.append(_wave(start, count, length, across, sign * amplitude, shift, along))
    return woven


def _wave(
    start: float, count: int, length: float, across: float, amplitude: float, shift: float,
    along: bool,
) -> str:  # fmt: skip
    """Return one wave: a curve from crest to trough to crest, flat where it begins and ends."""
    turns = [0.0, *(k / 2 + 0.25 - shift for k in range(2 * count)), float(count)]
    turns = sorted({turn for turn in turns if 0 <= turn <= count})
    points = []
    for place, turn in enumerate(turns):
        is_end = place in {0, len(turns) - 1}
        height = 0.0 if is_end else amplitude * math.sin(2 * math.pi * (turn + shift))
        points.append((start + turn * length, across + height))
    path = [_pair(points[0], along)]
    for (x, y), (to_x, to_y) in pairwise(points):
        # So a half wave of a sine differs from it by less than a line's breadth.
        pull = SINE * (to_x - x)
        controls = ((x + pull, y), (to_x - pull, to_y), (to_x, to_y))
        path.append("C" + " ".join(_pair(point, along) for point in controls))
    return "M" + "".join(path)


def _pair(point: tuple[float, float], along: bool) -> str:
    x, y = point if along else (point[1], point[0])
    return f"{x:.2f} {y:.2f}"


def _rosette(x: float, y: float, outer: float, inner: float, petals: int, turns: int) -> str:
    """Return a closed line that swings `petals` times between two circles in `turns` turns."""
    middle, swing = (outer + inner) / 2, (outer - inner) / 2
    steps = petals * 14
    points = []
    for step in range(steps + 1):
        t = step / steps
        radius = middle + swing * math.cos(2 * math.pi * petals * t)
        angle = 2 * math.pi * turns * t
        points.append((x + radius * math.cos(angle), y + radius * math.sin(angle)))
    return _curve(points) + "Z"


def _scallops(x: float, y: float, radius: float, swing: float, count: int) -> str:
    points = []
    for step in range(count * 12):
        t = step / (count * 12)
        r = radius + swing * abs(math.sin(math.pi * count * t)) - swing / 2
        points.append((x + r * math.cos(2 * math.pi * t), y + r * math.sin(2 * math.pi * t)))
    return _curve(points) + "Z"


def _curve(points: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points)


def _path(line: str, width: float, color: str) -> str:
    return (
        f'<path d="{line}" fill="none" stroke="{color}" stroke-width="{width}" '
        'stroke-linejoin="round"/>'
    )


def _circle(c: float, radius: float, width: float, color: str) -> str:
    return (
        f'<circle cx="{c}" cy="{c}" r="{radius}" fill="none" stroke="{color}" '
        f'stroke-width="{width}"/>'
    )


def _rule(left: float, top: float, right: float, bottom: float, width: float, color: str) -> str:
    return (
        f'<rect x="{left}" y="{top}" width="{right - left}" height="{bottom - top}" fill="none" '
        f'stroke="{color}" stroke-width="{width}"/>'
    )


def _svg(width: float, height: float, parts: list[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}">'
        + "".join(parts)
        + "</svg>"
    )
