"""Reads captions and chapters: WebVTT, with the place of whatever browsers would pass over in silence.

The grammar is that of WebVTT (W3C, 2019), section 4; what it forbids and players put up with is a
warning.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lessonry.diagnostics import Diagnostics, Source
from lessonry.domain.media import Cue, joined

ARROW = "-->"
HEADER = re.compile(r"WEBVTT(?:[ \t].*)?")
NO_CUE = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t].*)?")
TIMESTAMP = re.compile(r"(?:(?P<hours>\d{2,}):)?(?P<minutes>[0-5]\d):(?P<seconds>[0-5]\d\.\d{3})")
ALMOST = re.compile(r"(?:(?P<h>\d+):)?(?P<m>\d{1,2}):(?P<s>\d{1,2})(?:[.,](?P<f>\d+))?")
VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]*)>")
VOICE_END = re.compile(r"</v>")
TAG = re.compile(r"<[^>]*>")


@dataclass(slots=True, kw_only=True)
class _Reading:
    """One run over a file."""

    source: Source
    diagnostics: Diagnostics
    named: dict[str, int] = field(default_factory=dict)
    """Which line gave each identifier."""
    latest: int = 0
    """When the cue before began."""


def read_captions(source: Source, diagnostics: Diagnostics) -> tuple[Cue, ...]:
    """Return what is said, by time; chapters are cues whose text is their title."""
    if not HEADER.fullmatch(source.line(1)):
        message = "The file does not begin with `WEBVTT`, so browsers show none of its captions."
        help = "Make its first line `WEBVTT`, with an empty line after it."
        if any("," in line and ARROW in line for line in source.lines[:6]):
            help += " This looks like SubRip (.srt): in its times, put dots for commas as well."
        diagnostics.add("LR603", message, source.at(1), help)
        return ()
    reading = _Reading(source=source, diagnostics=diagnostics)
    cues: list[Cue] = []
    for first, last in _blocks(source):
        cues.extend(_block(reading, first, last))
    if not cues and not any(d.place.source is source for d in diagnostics):
        diagnostics.add("LR608", "There is no caption in this file.", source.at(1))
    return tuple(sorted(cues, key=lambda cue: cue.start))


def _blocks(source: Source) -> Iterator[tuple[int, int]]:
    """Yield the first and the last line of each run of lines below the header's."""
    line = 1
    while line <= len(source.lines) and source.line(line):
        line += 1
    first = 0
    for number in range(line, len(source.lines) + 2):
        if source.line(number).strip():
            first = first or number
        elif first:
            yield first, number - 1
            first = 0


def _block(reading: _Reading, first: int, last: int) -> Iterator[Cue]:
    source, diagnostics = reading.source, reading.diagnostics
    if NO_CUE.fullmatch(source.line(first)) and ARROW not in source.line(first):
        return
    timed = [number for number in range(first, last + 1) if ARROW in source.line(number)]
    if not timed:
        message = f"No line with `{ARROW}` says when this is to be shown."
        help = f"Put the times before it: `00:01.000 {ARROW} 00:04.000`."
        diagnostics.add("LR604", message, source.at(first), help)
        return
    if timed[0] > first + 1:
        message = "More than one line stands before the times."
        help = "One line may name the caption; separate what is above it by an empty line."
        diagnostics.add("LR604", message, source.at(first), help)
    elif timed[0] == first + 1:
        _name(reading, first)
    for number, following in zip(timed, [*timed[1:], last + 1], strict=True):
        if number != timed[0]:
            message = "An empty line is missing before this caption."
            diagnostics.add("LR604", message, source.at(number), "Put one before its times.")
        times = _times(reading, number)
        if times is not None:
            yield from _said(source, range(number + 1, following), *times)


def _name(reading: _Reading, line: int) -> None:
    name = reading.source.line(line).strip()
    before = reading.named.setdefault(name, line)
    if before != line:
        message = f"Two captions are called `{name}`."
        help = f"Line {before} has the name already: give this one another, or none."
        reading.diagnostics.add("LR607", message, reading.source.at(line), help)


def _times(reading: _Reading, line: int) -> tuple[int, int] | None:
    """Return from when to when, in milliseconds; nothing where a browser would not show it."""
    source, diagnostics = reading.source, reading.diagnostics
    before, _, after = source.line(line).partition(ARROW)
    written = (before.strip(), (after.split() or [""])[0])
    moments = []
    for at, text in enumerate(written):
        found = TIMESTAMP.fullmatch(text)
        if found is None:
            which = "start" if at == 0 else "end"
            place = source.find(text or ARROW, line)
            if at and text == written[0]:
                column = source.line(line).index(ARROW) + len(ARROW) + 1
                shift = len(after) - len(after.lstrip())
                place = source.at(line, column + shift, len(text))
            message = f"`{text}` is no time." if text else f"The caption's {which} is missing."
            diagnostics.add("LR605", message, place, _right(text))
            return None
        moments.append(_milliseconds(found))
    start, end = moments
    if end <= start:
        message = f"This caption ends at {written[1]}, and begins at {written[0]}."
        place = source.at(line, source.line(line).index(ARROW) + 1)
        diagnostics.add("LR606", message, place, "The second time must be the later one.")
        return None
    if start < reading.latest:
        message = "This caption begins before the one above it."
        help = "Put the captions in order of time."
        diagnostics.add("LR609", message, source.find(written[0], line), help)
    reading.latest = max(reading.latest, start)
    return start, end


def _milliseconds(found: re.Match[str]) -> int:
    seconds, _, thousandths = found["seconds"].partition(".")
    whole = int(found["hours"] or 0) * 3600 + int(found["minutes"]) * 60 + int(seconds)
    return whole * 1000 + int(thousandths)


def _right(text: str) -> str:
    """Return how a time is written; the one that was meant, where it can be told."""
    found = ALMOST.fullmatch(text)
    if found is None or int(found["m"]) > 59 or int(found["s"]) > 59:
        return "Write minutes, seconds and thousandths, such as `01:23.500`."
    hours = f"{int(found['h']):02}:" if found["h"] else ""
    fraction = ((found["f"] or "") + "000")[:3]
    return f"Write `{hours}{int(found['m']):02}:{int(found['s']):02}.{fraction}`."


def _said(source: Source, lines: range, start: int, end: int) -> Iterator[Cue]:
    """Yield what is said at one time: a cue for each voice."""
    text = joined([source.line(number).strip() for number in lines])
    voice: str | None = None
    # At odd places stand the names that `VOICE` takes out.
    for place, part in enumerate(VOICE.split(text)):
        if place % 2:
            voice = " ".join(_plain(part).split()) or None
            continue
        named, _, rest = part.partition("</v>") if VOICE_END.search(part) else (part, "", "")
        for who, words in ((voice, named), (None, rest)):
            plain = " ".join(_plain(words).split())
            if plain:
                yield Cue(start=start, end=end, text=plain, voice=who)


def _plain(text: str) -> str:
    """Return a caption's words without its tags, which style them, time them or name their language."""
    return html.unescape(TAG.sub("", text))
