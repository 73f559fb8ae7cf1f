"""Checks of videos and audios: can everybody follow them, and can a host serve them?"""

from __future__ import annotations

from collections.abc import Iterator

from lessonry.diagnostics import Diagnostic
from lessonry.domain.course import Course
from lessonry.domain.media import LARGEST, Media

MEGABYTE = 1_000_000


def check_media(course: Course) -> Iterator[Diagnostic]:
    """Yield what is wrong with what the pages play."""
    for page in (*course.lessons, *course.pages):
        seen: dict[str, Media] = {}
        for media in page.media:
            first = seen.setdefault(media.identifier, media)
            if first is not media:
                message = f"`{media.identifier}` is on this page already."
                help = f"{first.place} has it: keep one, or give the other file another name."
                yield Diagnostic(code="LR613", message=message, place=media.place, help=help)
            yield from _one(media)


def _one(media: Media) -> Iterator[Diagnostic]:
    if not media.captions:
        message = f"This {media.kind.value} has no captions, and so no transcript."
        name = "talk" if media.hosted else media.files[0].path.rpartition("/")[2].rpartition(".")[0]
        help = (
            "Name them: `captions: {en: talk.en.vtt}`."
            if media.hosted
            else f"Put `{name}.en.vtt` beside it, for English."
        )
        yield Diagnostic(code="LR608", message=message, place=media.place, help=help)
    if media.hosted and not media.poster:
        message = f"This video from {media.hosted.service} has no picture of its own."
        yield Diagnostic(code="LR610", message=message, place=media.place)
    for file in media.files:
        if file.size > LARGEST:
            message = f"`{file.path}` has {file.size // MEGABYTE} MB."
            yield Diagnostic(code="LR612", message=message, place=file.place)
