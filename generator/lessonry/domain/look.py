"""How a certificate's sheet looks: design, paper, language, and who signs it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MOST_SIGNATURES = 2


class Design(StrEnum):
    """A design of the package's."""

    CLASSIC = "classic"
    MODERN = "modern"
    QUIET = "quiet"


class Paper(StrEnum):
    """A size of paper."""

    A4 = "a4"
    LETTER = "letter"


class Orientation(StrEnum):
    """Which way round the paper is."""

    LANDSCAPE = "landscape"
    PORTRAIT = "portrait"


MILLIMETRES = {Paper.A4: (210.0, 297.0), Paper.LETTER: (215.9, 279.4)}
"""Width and height of each paper, upright."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was said of a sheet's looks; nothing where nothing was said."""

    design: Design | None = None
    paper: Paper | None = None
    orientation: Orientation | None = None
    language: str | None = None
    """One of `languages.LANGUAGES`."""

    def over(self, other: Look) -> Look:
        """Return what is said here, and where nothing is, what `other` says."""
        return Look(
            design=self.design or other.design,
            paper=self.paper or other.paper,
            orientation=self.orientation or other.orientation,
            language=self.language or other.language,
        )

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height of the sheet in millimetres."""
        short, long = MILLIMETRES[self.paper or Paper.A4]
        is_upright = self.orientation is Orientation.PORTRAIT
        return (short, long) if is_upright else (long, short)


UNSAID = Look()
"""Nothing was said."""
PLAIN = Look(
    design=Design.CLASSIC, paper=Paper.A4, orientation=Orientation.LANDSCAPE, language="en"
)
"""What holds where nobody says anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Somebody who signs the sheet."""

    name: str | None
    role: str | None = None
    image: str | None = None
    """A picture of the signature, relative to `certificates/`."""
