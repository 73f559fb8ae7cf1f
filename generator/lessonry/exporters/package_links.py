"""Where the links and pictures of prose lead in a package, which has neither the site nor its folder."""

from __future__ import annotations

import base64
import binascii
import hashlib
import posixpath
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from lxml import etree

from lessonry.domain.prose import Prose

Element = etree._Element  # the class of lxml's elements has no public name

PLAIN_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
DATA: Final = re.compile(
    r"data:image/(?P<kind>[a-z0-9.+-]+)(?:;[^,;]*)*;base64,(?P<data>.*)", re.S | re.I
)
ENDINGS: Final = {"jpeg": "jpg", "svg+xml": "svg"}
SHOWN: Final = {
    "img": ("src",),
    "audio": ("src",),
    "video": ("src", "poster"),
    "source": ("src",),
    "track": ("src",),
}


class PackageLinks:
    """Collects the files that prose shows, and leads its links where they still work.

    Args:
        folder: The course's folder.
        url: Of the course's site, if it has one.
        under: The folder in the package.
        address: Returns what stands in `src` for a name in the package.
        part: Of a translation, the part of the site and of the course's folders that holds it: `es/`.
    """

    def __init__(
        self,
        folder: Path,
        *,
        url: str | None,
        under: str,
        address: Callable[[str], str],
        part: str = "",
    ) -> None:
        self.folder = folder.resolve()
        self.url = url
        self.under = under
        self.address = address
        self.part = part
        self.files: dict[str, Path | bytes] = {}
        self.notes: list[str] = []
        self.names: dict[str, str] = {}

    def lead(self, root: Element, prose: Prose) -> None:
        """Change the links and pictures of a tree in place."""
        for element in list(root.iter(etree.Element)):
            for name in SHOWN.get(str(element.tag), ()):
                link = element.get(name)
                if link is not None:
                    self._show(element, name, link, prose)
            if element.tag == "a":
                self._link(element, prose)

    def file(self, path: str, prose: Prose) -> Path | None:
        """Return the file that a relative link leads to, if it is one of the course's folder."""
        for target in self._targets(path, prose):
            found = (self.folder / target).resolve()
            if found.is_file() and found.is_relative_to(self.folder):
                return found
        return None

    def _show(self, element: Element, name: str, link: str, prose: Prose) -> None:
        if data := DATA.fullmatch(link.strip()):
            self._keep_data(element, name, data)
            return
        parts = _split(link)
        if parts is None or parts.scheme or parts.netloc:
            if parts is None:
                element.attrib.pop(name)
            return
        found = self.file(parts.path, prose)
        if found is None:
            element.attrib.pop(name)
            self.notes.append(f"The file {link} was not found in the course, so it is not shown.")
            _instead(element)
            return
        element.set(name, self.address(self.named(found)))

    def named(self, file: Path) -> str:
        """Return the name in the package of a file, which is packed from now on."""
        inside = file.relative_to(self.folder).as_posix()
        if inside not in self.names:
            digest = hashlib.sha256(inside.encode()).hexdigest()[:8]
            plain = file.name if PLAIN_NAME.fullmatch(file.name) else digest + _ending(file)
            name = self.under + plain
            if name in self.files:
                name = f"{self.under}{digest}-{name.removeprefix(self.under)}"
            self.names[inside] = name
            self.files[name] = file
        return self.names[inside]

    def _keep_data(self, element: Element, name: str, data: re.Match[str]) -> None:
        try:
            content = base64.b64decode(re.sub(r"\s", "", unquote(data["data"])), validate=True)
        except (binascii.Error, ValueError):
            element.attrib.pop(name)
            self.notes.append("A picture that is written into the text cannot be read.")
            return
        kind = data["kind"].lower()
        ending = re.sub("[^a-z0-9]", "", ENDINGS.get(kind, kind))
        packed = f"{self.under}{hashlib.sha256(content).hexdigest()[:12]}.{ending}"
        self.files[packed] = content
        element.set(name, self.address(packed))

    def _link(self, element: Element, prose: Prose) -> None:
        link = element.get("href")
        if link is None:
            unwrap(element)
            return
        parts = _split(link)
        if parts is not None and (parts.scheme or parts.netloc):
            return
        home = self._at_home(parts.path, prose) if parts is not None and parts.path else None
        if home is None:
            unwrap(element)
            if parts is None or parts.path:
                self.notes.append(f"The link to {link} leads to the course and is plain text here.")
            return
        assert parts is not None
        element.set("href", home + (f"#{parts.fragment}" if parts.fragment else ""))

    def _at_home(self, path: str, prose: Prose) -> str | None:
        """Return the address on the course's site of what a relative link leads to."""
        if self.url is None:
            return None
        for target in self._targets(path, prose):
            folder, _, inside = target.partition("/")
            if folder != "docs" or not inside or not (self.folder / target).exists():
                continue
            if inside.endswith(".md"):
                if (self.folder / folder / self.part / inside).is_file():
                    inside = f"{self.part}{inside}"
                inside = f"{inside.removesuffix('.md')}/"
                if posixpath.basename(inside[:-1]) == "index":
                    inside = inside.removesuffix("index/")
            return urljoin(self.url.rstrip("/") + "/", inside)
        return None

    def _targets(self, path: str, prose: Prose) -> Iterator[str]:
        """Yield where a relative link leads, in the course's folder.

        The links of a translation may be as the original has them, or as seen from its own file.
        """
        path = unquote(path)
        if path.startswith("/") or "\\" in path or "\0" in path:
            return
        here = posixpath.dirname(prose.place.source.path)
        first = f"{here}/".replace(f"/{self.part}", "/", 1) if self.part else here
        for folder in dict.fromkeys((here, first.rstrip("/"))):
            target = posixpath.normpath(posixpath.join(folder, path))
            if target != ".." and not target.startswith("../"):
                yield target


def unwrap(element: Element) -> None:
    """Put what an element holds into its place."""
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    _add_text(parent, place, element.text or "")
    children = list(element)
    for offset, child in enumerate(children):
        parent.insert(place + offset, child)
    tail, element.tail = element.tail or "", None
    parent.remove(element)
    _add_text(parent, place + len(children), tail)


def _instead(element: Element) -> None:
    """Put a picture's words where the picture was."""
    parent = element.getparent()
    if element.tag == "img" and parent is not None:
        span = etree.Element("span")
        span.text, span.tail = element.get("alt") or "", element.tail
        parent.replace(element, span)


def _add_text(parent: Element, place: int, text: str) -> None:
    """Add text before the child of that place."""
    if place:
        before = parent[place - 1]
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _split(link: str) -> SplitResult | None:
    try:
        return urlsplit(link)
    except ValueError:
        return None


def _ending(file: Path) -> str:
    return re.sub(r"[^A-Za-z0-9.]", "", file.suffix)
