"""Finds the files of a page's videos and audios: beside the page or in docs/, captions by name."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from babel import Locale, UnknownLocaleError

from lessonry.diagnostics import Diagnostics, Source
from lessonry.diagnostics.spelling import suggestion
from lessonry.domain.identity import slug
from lessonry.domain.media import TYPES, Captions, Cue, Kind, Media, MediaFile, hosted_at
from lessonry.project.layout import Layout
from lessonry.readers.captions import read_captions
from lessonry.readers.files import read_source
from lessonry.readers.media import Named, Wanted, read_media

CHAPTERS = "chapters"
POSTERS = ("webp", "avif", "jpg", "jpeg", "png", "svg")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def load_media(
    source: Source, path: str, layout: Layout, diagnostics: Diagnostics, *, in_front: bool
) -> tuple[Media, ...]:
    """Return what a page plays, with the files that there are.

    Args:
        source: The page's file.
        path: The page, relative to `docs/`.
        layout: Where the course's files lie.
        diagnostics: Where faults go.
        in_front: Whether the page's front matter says what it plays, which that of a lesson does.
    """
    if not any(kind.value in source.text for kind in Kind):
        return ()
    finding = _Finding(layout=layout, folder=posixpath.dirname(path), diagnostics=diagnostics)
    wanted = read_media(source, diagnostics, in_front=in_front)
    return tuple(media for one in wanted if (media := finding.media(one)) is not None)


@dataclass(slots=True, kw_only=True)
class _Finding:
    """The search for one page's files."""

    layout: Layout
    folder: str
    """The page's own, relative to `docs/`."""
    diagnostics: Diagnostics

    def media(self, wanted: Wanted) -> Media | None:
        """Return it with its files; nothing, and a note, where there is nothing to play."""
        if wanted.is_broken:
            return None
        if bool(wanted.src) == (wanted.host is not None):
            what = "both a file and a host" if wanted.src else "neither a file nor a host"
            message = f"This {wanted.kind.value} has {what}."
            self.diagnostics.add("LR601", message, wanted.place)
            return None
        hosted = hosted_at(wanted.host.text) if wanted.host else None
        if wanted.host and hosted is None:
            message = f"`{wanted.host.text}` is no address of a video that lessonry can show."
            self.diagnostics.add("LR611", message, wanted.host.place)
            return None
        files = tuple(self._files(wanted))
        if wanted.src and not files:
            return None
        names = [file.path for file in files]
        identifier = hosted.identifier if hosted else Path(names[0]).stem
        beside = list(self._beside(wanted, names))
        captions = [one for one in beside if f".{CHAPTERS}." not in one.text]
        chapters = [one for one in beside if f".{CHAPTERS}." in one.text]
        poster = self._path(wanted.poster) if wanted.poster else self._poster(wanted, names)
        return Media(
            kind=wanted.kind,
            identifier=slug(identifier) or wanted.kind.value,
            argument=wanted.argument,
            title=wanted.title,
            describes=wanted.describes,
            files=files,
            poster=poster,
            captions=tuple(self._said(wanted.captions or captions)),
            chapters=self._chapters(wanted.chapters or chapters),
            hosted=hosted,
            place=wanted.place,
        )

    def _files(self, wanted: Wanted) -> Iterator[MediaFile]:
        for named in wanted.src:
            ending = posixpath.splitext(named.text)[1].lower()
            video, audio = TYPES.get(ending, (None, None))
            type = video if wanted.kind is Kind.VIDEO else audio
            if type is None:
                self._not_played(named, wanted.kind, ending)
                continue
            path = self._path(named)
            if path is not None:
                size = (self.layout.docs / path).stat().st_size
                yield MediaFile(path=path, type=type, size=size, place=named.place)

    def _not_played(self, named: Named, kind: Kind, ending: str) -> None:
        at = 0 if kind is Kind.VIDEO else 1
        message = f"Browsers play no {kind.value} from a file `{ending or named.text}`."
        other = (TYPES.get(ending) or (None, None))[1 - at]
        help = f"It is {'an audio' if at == 0 else 'a video'}: say so." if other else None
        self.diagnostics.add("LR602", message, named.place, help)

    def _path(self, named: Named) -> str | None:
        """Return where the file lies in `docs/`; a note of what is wrong where it does not."""
        written = unquote(named.text).replace("\\", "/")
        from_docs = posixpath.normpath(written.lstrip("/"))
        beside = posixpath.normpath(posixpath.join(self.folder, written))
        for path in (from_docs,) if written.startswith("/") else (beside, from_docs):
            inside = not path.startswith("../") and (self.layout.docs / path).is_file()
            if inside:
                return path
        docs = self.layout.label(self.layout.docs)
        if beside.startswith("../") and (self.layout.docs / beside).is_file():
            message = f"`{named.text}` lies outside {docs}/, so it is not on the site."
            self.diagnostics.add("LR600", message, named.place, f"Put it into {docs}/.")
            return None
        message = f"There is no file `{docs}/{beside.removeprefix('../')}`."
        self.diagnostics.add("LR600", message, named.place, self._guess(written))
        return None

    def _guess(self, written: str) -> str | None:
        name = posixpath.basename(written)
        near: dict[str, str] = {}
        for folder in (self.folder, posixpath.join(self.folder, posixpath.dirname(written)), ""):
            place = self.layout.docs / posixpath.normpath(folder)
            for file in sorted(place.iterdir()) if place.is_dir() else ():
                within = posixpath.relpath(file.relative_to(self.layout.docs), self.folder or ".")
                near.setdefault(file.name, within)
        guess = suggestion(name, near)
        if guess is None:
            return None
        right = near[guess]
        return f"Did you mean `{right if not right.startswith('../') else guess}`?"

    def _said(self, names: Iterable[Named]) -> Iterator[Captions]:
        """Yield captions or chapters, one of each language."""
        seen: set[str] = set()
        for named in names:
            language = named.language or _language_in(named.text) or self.layout.language
            if not _is_language(language):
                message = f"`{language}` is not the tag of a language."
                place = named.place.source.find(language, named.place.span.line)
                self.diagnostics.add("LR615", message, place)
                continue
            path = self._path(named)
            cues = self._read(path)
            if path is not None and cues is not None and language not in seen:
                seen.add(language)
                yield Captions(language=language, path=path, cues=cues, place=named.place)

    def _chapters(self, names: Iterable[Named]) -> tuple[Captions, ...]:
        own = self.layout.language
        return tuple(sorted(self._said(names), key=lambda one: one.language != own))

    def _beside(self, wanted: Wanted, names: list[str]) -> Iterator[Named]:
        """Yield the captions and chapters that are named after a file and lie beside it."""
        for name in names:
            stem = posixpath.splitext(name)[0]
            folder = (self.layout.docs / name).parent
            for file in sorted(folder.glob("*.vtt")):
                path = file.relative_to(self.layout.docs).as_posix()
                language = _language_in(path)
                tag = f".{language}" if language else ""
                if path in (f"{stem}{tag}.vtt", f"{stem}.{CHAPTERS}{tag}.vtt"):
                    yield Named(text=f"/{quote(path)}", place=wanted.place, language=language)

    def _read(self, path: str | None) -> tuple[Cue, ...] | None:
        if path is None:
            return None
        file = self.layout.docs / path
        source = read_source(file, self.layout.label(file), self.diagnostics)
        return None if source is None else read_captions(source, self.diagnostics)

    def _poster(self, wanted: Wanted, names: list[str]) -> str | None:
        for name in names if wanted.kind is Kind.VIDEO else ():
            for ending in POSTERS:
                path = f"{posixpath.splitext(name)[0]}.poster.{ending}"
                if (self.layout.docs / path).is_file():
                    return path
        return None


def _language_in(path: str) -> str | None:
    """Return the language in a name such as `talk.en.vtt`."""
    parts = posixpath.basename(path).split(".")
    found = parts[-2] if len(parts) > 2 else ""
    return (
        found if LANGUAGE.fullmatch(found) and found != CHAPTERS and _is_language(found) else None
    )


def _is_language(tag: str) -> bool:
    if not LANGUAGE.fullmatch(tag):
        return False
    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True
