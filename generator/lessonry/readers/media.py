"""Reads what a page plays: front matter, and blocks `/// video | file` in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lessonry.diagnostics import Diagnostics, Place, Source
from lessonry.diagnostics.spelling import listed, suggestion
from lessonry.domain.media import Kind
from lessonry.readers.fields import Field, Fields, read_front_matter, read_mapping
from lessonry.readers.item_source import next_fence
from lessonry.readers.placements import closing_line, is_code

OPENING = re.compile(
    r"[ \t]*(?P<slashes>/{3,})[ \t]*(?P<kind>video|audio)[ \t]*(?:\|[ \t]*(?P<name>.*?)[ \t]*)?"
)
OPTIONS = {
    Kind.VIDEO: ("src", "host", "poster", "captions", "chapters", "title", "describes"),
    Kind.AUDIO: ("src", "captions", "chapters", "title", "describes"),
}
"""What can be said of each."""
WEB = ("https://", "http://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A file or an address, as the author wrote it."""

    text: str
    place: Place
    language: str | None = None
    """Of captions, where the author says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One video or audio as the author asks for it; its files are still to be found."""

    kind: Kind
    place: Place
    argument: str | None
    """What its block names; nothing for what stands in the front matter."""
    is_broken: bool = False
    """Whether it says what to play in a way that cannot be read, which is noted already."""
    title: str | None = None
    describes: str | None = None
    src: tuple[Named, ...] = ()
    host: Named | None = None
    poster: Named | None = None
    captions: tuple[Named, ...] = ()
    chapters: tuple[Named, ...] = ()


def read_media(source: Source, diagnostics: Diagnostics, *, in_front: bool) -> Iterator[Wanted]:
    """Yield what the page plays, in order.

    Args:
        source: The page's file.
        diagnostics: Where faults go; those of the front matter's own YAML are told by who reads it.
        in_front: Whether the front matter's `video` and `audio` are ours: they are on a lesson.
    """
    fields = read_front_matter(source, Diagnostics())
    for kind in Kind:
        found = fields.get(kind.value) if in_front else None
        if found is not None:
            yield from _in_front(_Reading(source, diagnostics, kind, fields.body_line), found)
    yield from _in_text(source, fields.body_line, diagnostics)


def _in_front(reading: _Reading, found: Field) -> Iterator[Wanted]:
    values = found.value if isinstance(found.value, list) else [found.value]
    places = [place for _, place in found.entries] if isinstance(found.value, list) else []
    places = places or [found.value_place]
    ends = [place.span.line for place in places[1:]] + [reading.end]
    for value, place, end in zip(values, places, ends, strict=True):
        reading.line = place.span.line
        reading.end = max(end, reading.line + 1)
        if isinstance(value, dict):
            yield reading.wanted({str(name): part for name, part in value.items()}, place, None)
        elif isinstance(value, str) and value.strip():
            name = "host" if value.strip().startswith(WEB) else "src"
            yield reading.wanted({name: value}, place, None)
        else:
            help = f"Write a file's name, or `src:` and more below `{found.name}:`."
            message = f"`{found.name}` must name a file, or say what is to be played."
            reading.diagnostics.add("LR011", message, place, help)


def _in_text(source: Source, first: int, diagnostics: Diagnostics) -> Iterator[Wanted]:
    fence, line = "", first
    while line <= len(source.lines):
        text = source.line(line)
        fence = next_fence(fence, text)
        opening = None if fence else OPENING.fullmatch(text.rstrip())
        if opening is None or is_code(source, line, first):
            line += 1
            continue
        closing = closing_line(source, line + 1, opening["slashes"])
        kind = Kind(opening["kind"])
        if closing is None:
            message = f"This {kind.value} block is never closed."
            diagnostics.add("LR614", message, source.find(text.strip(), line))
            return
        body = "\n".join(source.lines[line : closing - 1])
        options = read_mapping(source, body, diagnostics, line=line + 1)
        name = opening["name"] or ""
        place = source.find(name or text.strip(), line)
        yield _block(_Reading(source, diagnostics, kind, closing, line), name, place, options)
        line = closing + 1


def _block(reading: _Reading, name: str, place: Place, options: Fields) -> Wanted:
    values = {field.name: field.value for field in options.fields.values()}
    key = "host" if name.startswith(WEB) else "src"
    if name and key in values:
        message = f"The block's first line says what it plays, and so does `{key}`."
        reading.diagnostics.add("LR601", message, options.fields[key].place, "Keep one of them.")
    if name:
        values[key] = name
    return reading.wanted(values, place, name)


@dataclass(slots=True)
class _Reading:
    """What is read of one video or audio."""

    source: Source
    diagnostics: Diagnostics
    kind: Kind
    end: int
    """The line after the last that says anything of it."""
    line: int = 1
    """The line that begins it."""
    known: dict[str, object] = field(default_factory=dict)

    def wanted(self, values: dict[str, object], place: Place, argument: str | None) -> Wanted:
        """Return what `values` ask for; what cannot be read is noted and left out."""
        self.known = values
        for name in values:
            self._known_option(name)
        src, host = tuple(self._names("src")), next(self._names("host"), None)
        return Wanted(
            kind=self.kind,
            place=place,
            argument=argument,
            is_broken=not (src or host) and any(name in values for name in ("src", "host")),
            title=self._text("title"),
            describes=self._text("describes"),
            src=src,
            host=host,
            poster=next(self._names("poster"), None),
            captions=tuple(self._by_language("captions")),
            chapters=tuple(self._by_language("chapters")),
        )

    def _known_option(self, name: str) -> None:
        options = OPTIONS[self.kind]
        if name in options:
            return
        guess = suggestion(name, options)
        help = f"Did you mean `{guess}`?" if guess else f"Known here: {listed(options)}."
        message = (
            f"Unknown field `{name}` of {'a video' if self.kind is Kind.VIDEO else 'an audio'}."
        )
        self.diagnostics.add("LR010", message, self._where(name), help)

    def _where(self, text: str, *, after: str = "") -> Place:
        """Return where `text` stands among the lines that say something of it, `after` a name."""
        lines = range(self.line, max(self.end, self.line + 1))
        key = f"{after}:"
        first = next((n for n in lines if after and key in self.source.line(n)), self.line)
        for line in range(first, lines.stop):
            written = self.source.line(line)
            at = written.find(text, max(0, written.find(key)) if after and line == first else 0)
            if at >= 0:
                return self.source.at(line, at + 1, len(text))
        return self.source.at(first)

    def _wrong(self, name: str, wanted: str) -> None:
        message = f"`{name}` must be {wanted}."
        self.diagnostics.add("LR011", message, self._where(name), f"Write {wanted}.")

    def _text(self, name: str) -> str | None:
        value = self.known.get(name)
        if value is None:
            return None
        if isinstance(value, (str, int, float)) and not isinstance(value, bool):
            return " ".join(str(value).split()) or None
        self._wrong(name, "a text")
        return None

    def _names(self, name: str) -> Iterator[Named]:
        """Yield the names of files; one text is a list of one."""
        value = self.known.get(name)
        if value is None or name not in OPTIONS[self.kind]:
            return
        many = name == "src"
        values = value if many and isinstance(value, list) else [value]
        for one in values:
            if isinstance(one, str) and one.strip():
                yield Named(text=one.strip(), place=self._where(one.strip(), after=name))
            else:
                self._wrong(name, "a file's name" + (", or a list of them" if many else ""))

    def _by_language(self, name: str) -> Iterator[Named]:
        """Yield the names of files, each with its language where the author says it."""
        value = self.known.get(name)
        if isinstance(value, str):
            yield from self._names(name)
        elif isinstance(value, dict) and all(isinstance(file, str) for file in value.values()):
            for language, file in value.items():
                place = self._where(file.strip(), after=name)
                yield Named(text=file.strip(), place=place, language=str(language))
        elif value is not None:
            self._wrong(name, "a file's name, or languages with a file's name each")
