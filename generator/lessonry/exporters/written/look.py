"""A course's look on paper: its issuer's colours, and a drawing that no other course has."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from typing import Final

from lessonry.credentials.sheets import colors
from lessonry.credentials.sheets.sheet_data import ACCENT, GOLD
from lessonry.domain.course import Course

LINES: Final = 46
STEPS: Final = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class Colors:
    """The colours of a course."""

    accent: str
    second: str

    @property
    def ink(self) -> str:
        """Return the accent as words on white can have it."""
        return colors.readable(self.accent)

    @property
    def on_accent(self) -> str:
        """Return what words on the accent have."""
        return colors.on(self.accent)

    @property
    def tint(self) -> str:
        """Return the ground of what is set apart."""
        return colors.mixed(self.accent, 0.06)


def colors_of(course: Course) -> Colors:
    """Return the issuer's colours, or lessonry's own."""
    issuer = course.issuer
    return Colors(
        accent=(issuer.color if issuer else None) or ACCENT,
        second=(issuer.second_color if issuer else None) or GOLD,
    )


def drawing(course: Course, look: Colors, width: float, height: float) -> str:
    """Return a cover's drawing as SVG: woven lines, whose course its identifier decides."""
    seed = hashlib.sha256(course.identifier.encode()).digest()
    share = [byte / 255 for byte in seed]
    fine = colors.mixed(look.on_accent, 0.22, look.accent)
    lines = [_line(number / (LINES - 1), share) for number in range(LINES)]
    low, high = min(map(min, lines)), max(map(max, lines))
    paths = []
    for number, line in enumerate(lines):
        points = [
            f"{step / STEPS * width:.2f} {1 + (y - low) / (high - low) * (height - 2):.2f}"
            for step, y in enumerate(line)
        ]
        is_marked = number == LINES * 2 // 3
        color, weight = (look.second, 0.9) if is_marked else (fine, 0.28)
        paths.append(
            f'<path d="M{" L".join(points)}" fill="none" stroke="{color}" stroke-width="{weight}"/>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}">{"".join(paths)}</svg>'
    )


def _line(t: float, share: list[float]) -> list[float]:
    """Return how high one line runs, from its beginning to its end; `t` tells which it is."""
    heights = []
    for step in range(STEPS + 1):
        x = step / STEPS
        swell = math.sin(math.pi * x) ** (0.6 + share[0])
        wave = math.sin(2 * math.pi * ((0.7 + share[1]) * x + share[2] + 0.35 * t))
        ripple = math.sin(2 * math.pi * ((1.6 + 1.5 * share[3]) * x + share[4] - 0.5 * t))
        y = (t - 0.5) * (0.25 + 0.75 * swell) + 0.1 * wave + 0.05 * ripple * (1 - t)
        heights.append(y)
    return heights
