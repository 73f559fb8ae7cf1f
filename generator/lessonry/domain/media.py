"""Video and audio: what is played, what is said in it and when, and how that reads as a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from urllib.parse import parse_qs, quote, urlsplit

from lessonry.diagnostics import Place

LARGEST = 95 * 1024 * 1024
"""Bytes of a file; hosts such as GitHub refuse 100 MB."""
TYPES = {
    ".webm": ("video/webm", "audio/webm"),
    ".mp4": ("video/mp4", "audio/mp4"),
    ".m4v": ("video/mp4", None),
    ".ogv": ("video/ogg", None),
    ".ogg": ("video/ogg", "audio/ogg"),
    ".opus": (None, "audio/ogg"),
    ".oga": (None, "audio/ogg"),
    ".mp3": (None, "audio/mpeg"),
    ".m4a": (None, "audio/mp4"),
    ".aac": (None, "audio/aac"),
    ".flac": (None, "audio/flac"),
    ".wav": (None, "audio/wav"),
}
"""By a file's ending, what it is as a video and as an audio; nothing where it is none."""
PAUSE = 2000
"""Milliseconds of silence after a sentence that make a new paragraph."""
LONGEST_PARAGRAPH = 480
"""Characters after which the next sentence begins a paragraph."""
SENTENCE_END = re.compile("[.!?…。！？؟।][\"'”’»)\\]]*$")
YOUTUBE = re.compile(r"[\w-]{11}")
VIMEO = re.compile(r"/(?:video/)?(\d+)(?:/(\w+))?/?")
PEERTUBE = re.compile(r"/(?:w|videos/(?:watch|embed))/([\w-]{20,40})/?")


class Kind(Enum):
    """What is to be played."""

    VIDEO = "video"
    AUDIO = "audio"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Words that are said, in one voice, at one time of a recording."""

    start: int
    """Milliseconds from the recording's beginning."""
    end: int
    text: str
    voice: str | None = None
    """Who says it, where the captions name somebody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaFile:
    """One file to play."""

    path: str
    """Relative to `docs/`, with forward slashes."""
    type: str
    """Its media type, such as `video/webm`."""
    size: int
    """Bytes."""
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Captions:
    """All that is said in a recording, in one language."""

    language: str
    """A tag such as `en` or `pt-BR`."""
    path: str
    """Relative to `docs/`, with forward slashes."""
    cues: tuple[Cue, ...]
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosted:
    """A video that lies at somebody else's, who learns of everybody that plays it."""

    service: str
    """`YouTube`, `Vimeo` or `PeerTube`."""
    host: str
    """The host that its player comes from."""
    page: str
    """The address where it can be watched outside of the course."""
    embed: str
    """The address of its player."""
    identifier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """One video or audio of a page: from files of the course, or from a host."""

    kind: Kind
    identifier: str
    """What it is called on its page: its first file's name."""
    argument: str | None
    """What its block in the text names it by; nothing for what stands in the front matter."""
    title: str | None
    describes: str | None
    """What is to be seen, for those who do not see it."""
    files: tuple[MediaFile, ...]
    poster: str | None
    """The picture that stands for it, relative to `docs/`."""
    captions: tuple[Captions, ...]
    chapters: tuple[Captions, ...]
    """Their titles, as cues; the course's language first."""
    hosted: Hosted | None
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Sentences in one voice."""

    cues: tuple[Cue, ...]

    @property
    def voice(self) -> str | None:
        """Return who says it."""
        return self.cues[0].voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """What is said in one chapter; in a recording without chapters, all of it."""

    title: str | None
    start: int
    paragraphs: tuple[Paragraph, ...]


def transcript(cues: Sequence[Cue], chapters: Sequence[Cue] = ()) -> tuple[Stretch, ...]:
    """Return what is said as a text: cues joined to paragraphs, by chapter.

    A paragraph ends where the voice changes, where a silence follows a sentence, and at the end of
    a sentence when it has become long.
    """
    begins = [(chapter.start, chapter.text) for chapter in chapters]
    parts: list[tuple[str | None, int, list[Cue]]] = []
    if not begins or (cues and cues[0].start < begins[0][0]):
        parts.append((None, 0, []))
    parts += [(title, start, []) for start, title in begins]
    for cue in cues:
        # A cue that begins a moment before its chapter and is said in it belongs to the chapter.
        middle = (cue.start + cue.end) / 2
        at = max((n for n, (_, start, _) in enumerate(parts) if start <= middle), default=0)
        parts[at][2].append(cue)
    return tuple(
        Stretch(title=title, start=start, paragraphs=tuple(_paragraphs(said)))
        for title, start, said in parts
        if said
    )


def _paragraphs(cues: Sequence[Cue]) -> Iterator[Paragraph]:
    current: list[Cue] = []
    for cue in cues:
        if current and _is_over(current, cue):
            yield Paragraph(cues=tuple(current))
            current = []
        current.append(cue)
    if current:
        yield Paragraph(cues=tuple(current))


def _is_over(current: Sequence[Cue], cue: Cue) -> bool:
    before = current[-1]
    if before.voice != cue.voice:
        return True
    if not SENTENCE_END.search(before.text):
        return False
    length = sum(len(said.text) for said in current)
    return cue.start - before.end >= PAUSE or length >= LONGEST_PARAGRAPH


def joined(lines: Sequence[str]) -> str:
    """Return the lines of a caption as one: with blanks, but where the script has none."""
    text = ""
    for line in lines:
        if text and line and not (_is_wide(text[-1]) and _is_wide(line[0])):
            text += " "
        text += line
    return text


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in ("W", "F")


def clock(milliseconds: int) -> str:
    """Return a moment as players show it: `3:12`, `1:02:03`."""
    seconds = milliseconds // 1000
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def hosted_at(url: str) -> Hosted | None:
    """Return the video at a host's address, as a learner's browser shows it; nothing if there is none.

    The player is the one that asks for the least: YouTube's without cookies, Vimeo's with `dnt`,
    PeerTube's without sharing the video among its viewers.
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").lower().removeprefix("www.").removeprefix("m.")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or parts.username:
        return None
    if host in ("youtube.com", "youtu.be", "youtube-nocookie.com"):
        return _youtube(host, parts.path, parts.query)
    if host in ("vimeo.com", "player.vimeo.com"):
        return _vimeo(parts.path, parts.query)
    found = PEERTUBE.fullmatch(parts.path)
    if found and "." in host:
        place = f"{(parts.hostname or '').lower()}{port}"
        return Hosted(
            service="PeerTube",
            host=place,
            page=f"https://{place}/w/{found[1]}",
            embed=f"https://{place}/videos/embed/{found[1]}?p2p=0&warningTitle=0",
            identifier=f"peertube-{found[1]}",
        )
    return None


def _youtube(host: str, path: str, query: str) -> Hosted | None:
    folder, _, rest = path.strip("/").partition("/")
    if host == "youtu.be":
        name = folder
    elif folder == "watch":
        name = parse_qs(query).get("v", [""])[0]
    else:
        name = rest.strip("/") if folder in ("embed", "shorts", "live", "v") else ""
    if not YOUTUBE.fullmatch(name):
        return None
    return Hosted(
        service="YouTube",
        host="www.youtube-nocookie.com",
        page=f"https://www.youtube.com/watch?v={name}",
        embed=f"https://www.youtube-nocookie.com/embed/{name}?rel=0",
        identifier=f"youtube-{name}",
    )


def _vimeo(path: str, query: str) -> Hosted | None:
    found = VIMEO.fullmatch(path)
    if not found:
        return None
    # What is unlisted has a second name, without which nobody may see it.
    secret = found[2] or parse_qs(query).get("h", [""])[0]
    page = f"https://vimeo.com/{found[1]}" + (f"/{quote(secret, safe='')}" if secret else "")
    embed = f"https://player.vimeo.com/video/{found[1]}?dnt=1"
    return Hosted(
        service="Vimeo",
        host="player.vimeo.com",
        page=page,
        embed=embed + (f"&h={quote(secret, safe='')}" if secret else ""),
        identifier=f"vimeo-{found[1]}",
    )
