"""What a page needs to know of the book that it comes into, and what it may say of its languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Protocol

from lessonry.exporters.prose import Element

ANY: Final = {
    "lang": re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*"),
    "dir": re.compile("ltr|rtl|auto"),
    "title": re.compile(".+", re.S),
}
"""What any element may say, and how that looks."""


class Surroundings(Protocol):
    """Where a page lies: what its links and pictures are in the book."""

    def link(self, href: str) -> str | None:
        """Return the link as the book has it; nothing for one that leads nowhere."""
        ...

    def picture(self, src: str) -> str | None:
        """Return the name of a picture in the book; nothing for one that it cannot show."""
        ...

    def drawing(self, svg: Element) -> str | None:
        """Return the name of a drawing that stands in the page itself."""
        ...


def attributes(element: Element) -> Iterator[tuple[str, str]]:
    """Yield those that any element may have, and that are as they should be."""
    for name, known in ANY.items():
        if (value := element.get(name)) and known.fullmatch(value):
            yield name, value
