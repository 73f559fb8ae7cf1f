"""The issuer's colours, so that words in them and on them can be read (WCAG 2.2 §1.4.3)."""

from __future__ import annotations

CONTRAST = 5.0
"""Of a colour on white where it colours words; §1.4.3 asks for 4.5."""
WHITE, BLACK = "#ffffff", "#000000"


def readable(color: str) -> str:
    """Return the colour, darkened until words in it can be read on white."""
    red, green, blue = _parts(color)
    while _contrast((red, green, blue)) < CONTRAST:
        red, green, blue = (int(part * 0.94) for part in (red, green, blue))
    return f"#{red:02x}{green:02x}{blue:02x}"


def contrast(color: str) -> float:
    """Return a colour's contrast on white, from 1 to 21."""
    return _contrast(_parts(color))


def on(color: str) -> str:
    """Return white or black, whichever reads better on a colour."""
    # Black's contrast is what white's leaves of 21.
    return WHITE if contrast(color) >= 21 / contrast(color) else BLACK


def mixed(color: str, share: float, other: str = WHITE) -> str:
    """Return a colour with another, of which it is `share`."""
    pairs = zip(_parts(color), _parts(other), strict=True)
    return "#" + "".join(f"{round(one * share + two * (1 - share)):02x}" for one, two in pairs)


def _parts(color: str) -> tuple[int, int, int]:
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return red, green, blue


def _contrast(parts: tuple[int, int, int]) -> float:
    """Return the contrast of a colour on white (relative luminance)."""
    linear = [
        c / 12.92 if (c := part / 255) <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for part in parts
    ]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)
