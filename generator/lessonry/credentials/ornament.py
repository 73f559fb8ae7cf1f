"""The drawn parts of the sheet: a guilloche frame, a seal, the QR code; SVG made of numbers alone."""

from __future__ import annotations

import math
from functools import cache

import segno

WIDTH, HEIGHT = 297.0, 210.0
"""Millimetres of A4 on its side; the drawings' unit."""
INSET = 8.5
"""From the paper's edge to the frame."""
BAND = 6.6
"""The frame's breadth."""
QR_MASK = 4
"""Fixed, since trying all eight takes seven times as long and every reader reads any."""


@cache
def frame(accent: str, gold: str) -> str:
    """Return the frame: bands of woven waves, a rosette in each corner, rules on both sides."""
    tint = _mixed(accent, 0.72)
    left, top = INSET, INSET
    right, bottom = WIDTH - INSET, HEIGHT - INSET
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
    return _svg(WIDTH, HEIGHT, parts)


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


def qr(content: str) -> str:
    """Return a QR code with its quiet zone."""
    level = "m" if len(content) <= 400 else "l"
    code = segno.make(content, error=level, micro=False, boost_error=False, mask=QR_MASK)
    return code.svg_inline(border=4, omitsize=True, dark="#000000", light="#ffffff").replace(
        "<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1
    )


def _waves(start: float, end: float, across: float, *, along: bool) -> list[str]:
    """Return sine-like waves of three breadths and two phases between `start` and `end`."""
    count = round((end - start) / 9.0)
    length = (end - start) / count
    woven = []
    for amplitude in (2.9, 2.0, 1.1):
        for sign in (1, -1):
            for shift in (0.0, 0.25):
                woven.append(_wave(start, count, length, across, sign * amplitude, shift, along))
    return woven


def _wave(
    start: float, count: int, length: float, across: float, amplitude: float, shift: float,
    along: bool,
) -> str:  # fmt: skip
    steps = 12
    points = []
    for step in range(count * steps + 1):
        t = step / steps
        envelope = min(1.0, 4 * t, 4 * (count - t))
        height = amplitude * envelope * math.sin(2 * math.pi * (t + shift))
        points.append((start + t * length, across + height))
    return _curve([(x, y) if along else (y, x) for x, y in points])


def _rosette(x: float, y: float, outer: float, inner: float, petals: int, turns: int) -> str:
    """Return a closed line that swings `petals` times between two circles in `turns` turns."""
    middle, swing = (outer + inner) / 2, (outer - inner) / 2
    steps = petals * 16
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


def _mixed(color: str, share: float) -> str:
    """Return a colour mixed with white, so that many lines side by side look as dark as one."""
    parts = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(part * share + 255 * (1 - share)):02x}" for part in parts)


def _svg(width: float, height: float, parts: list[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}">'
        + "".join(parts)
        + "</svg>"
    )
