"""Renders a video or an audio: the player, its chapters, and its transcript as a text."""

from __future__ import annotations

from collections.abc import Callable

from babel import Locale, UnknownLocaleError
from jinja2 import Environment

from lessonry.domain.languages import RIGHT_TO_LEFT
from lessonry.domain.media import Captions, Media, Stretch, clock, transcript

FileUrl = Callable[[str], str]
"""From a path in `docs/` to a URL relative to the page that is rendered."""


def render_media(
    media: Media,
    environment: Environment,
    file_url: FileUrl,
    *,
    course: str,
    page: str,
    language: str,
    title: str,
    level: int,
) -> str:
    """Return the HTML of one video or audio.

    Args:
        media: What is played.
        environment: The templates.
        file_url: Where the files of `docs/` are, as seen from the page.
        course: The course's identifier, under which the browser remembers.
        page: The lesson's identifier, or the page's path.
        language: The page's language.
        title: What it is called where the author gives no title.
        level: Of a heading in it.
    """
    return environment.get_template("media.html.jinja").render(
        media=media,
        kind=media.kind.value,
        course=course,
        page=page,
        title=media.title or title,
        level=level,
        element=f"lr-media-{media.identifier}",
        file_url=file_url,
        poster_url=file_url(media.poster) if media.poster else None,
        source_url=file_url(media.files[0].path) if media.files else None,
        captions=sorted(media.captions, key=lambda one: not same_language(one.language, language)),
        chapters=_in_language(media.chapters, language) or next(iter(media.chapters), None),
        transcript=lambda one: _text(one, media.chapters),
        is_default=lambda one: same_language(one.language, language),
        language_name=language_name,
        direction=lambda tag: "rtl" if tag.partition("-")[0].lower() in RIGHT_TO_LEFT else "ltr",
        clock=clock,
        seconds=_seconds,
    )


def _in_language(each: tuple[Captions, ...], language: str) -> Captions | None:
    return next((one for one in each if same_language(one.language, language)), None)


def _text(said: Captions, chapters: tuple[Captions, ...]) -> tuple[Stretch, ...]:
    """Return what is said as a text, with the chapters' titles if there are any in its language."""
    titles = _in_language(chapters, said.language)
    return transcript(said.cues, titles.cues if titles else ())


def same_language(one: str, other: str) -> bool:
    """Return whether two tags name one language, whatever their countries."""
    return one.partition("-")[0].lower() == other.partition("-")[0].lower()


def language_name(tag: str) -> str:
    """Return what a language calls itself: `Español`."""
    try:
        name = Locale.parse(tag, sep="-").get_display_name()
    except (UnknownLocaleError, ValueError):
        name = None
    return name[0].upper() + name[1:] if name else tag


def _seconds(milliseconds: int) -> str:
    """Return a moment as a URL's fragment names it: `12.5`."""
    return f"{milliseconds / 1000:.3f}".rstrip("0").rstrip(".")
