"""The sheet's own words in its language: gettext catalogues, and dates and per cent by the CLDR."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cache
from typing import Any

from babel import Locale

from lessonry.domain.achievement import Achievement
from lessonry.domain.credential import Level
from lessonry.domain.languages import RIGHT_TO_LEFT
from lessonry.locales.words import Words, filled

LOCALES = {"en": "en_GB"}
"""Where a language's dates are those of one country: `22 November 2026` is read alike everywhere."""
FACTS = {
    (True, True): "with a score of {score}, on {date}, valid until {expires}",
    (True, False): "with a score of {score}, on {date}",
    (False, True): "on {date}, valid until {expires}",
    (False, False): "on {date}",
}
"""The line that differs between two learners, by whether it tells score and expiry."""
LEVEL_NAMES = {level: level.name.lower() for level in Level}
SENTENCES = (
    "Certificate",
    "This is to certify that",
    "has earned",
    "by passing the exam of the course {course}",
    "Level",
    "Level {number}: {name}",
    "Scan, or drop this file on {page}",
    "Drop this file on the verify page of the course.",
    "Certificate: {achievement}, {learner}",
    "{title}, issued by {issuer}",
    "Logo: {issuer}",
    "Signature of {name}",
    "QR code that leads to the verify page: {page}",
    "The signed credential (Open Badges 3.0) that this certificate shows",
    "Edition {number} of this course, {day}.",
    "Specimen",
    "Specimen, not signed: it certifies nothing.",
)
MESSAGES = (
    *SENTENCES,
    *FACTS.values(),
    *LEVEL_NAMES.values(),
    *(level.words for level in Level),
)
"""All that a catalogue translates."""


def say(language: str, text: str, /, **values: str) -> str:
    """Return one of `MESSAGES` in a language, its placeholders filled."""
    return Words(language).say(text, **values)


def capitals(text: str, language: str) -> str:
    """Return a text in capitals as the language writes them."""
    if language == "tr":
        return text.replace("i", "İ").replace("ı", "I").upper()
    if language == "el":
        bare = unicodedata.normalize("NFD", text).replace("\u0301", "")
        return unicodedata.normalize("NFC", bare).upper()
    return text.upper()


def level_name(level: Level, language: str) -> str:
    """Return what the level is called in one word."""
    return say(language, LEVEL_NAMES[level])


def level_title(level: Level, language: str) -> str:
    """Return what the level is called: `Level 2: countersigned`."""
    number, name = str(level.value), level_name(level, language)
    return say(language, "Level {number}: {name}", number=number, name=name)


def date_words(day: date, language: str) -> str:
    """Return a day in words: `22 November 2026`."""
    kit = _dates(language)
    month: str = kit["months"][day.month - 1]
    values = {"day": str(day.day), "month": month, "year": str(day.year)}
    return filled(kit["pattern"], values)


def percent_words(percent: int, language: str) -> str:
    """Return a score as the language writes per cent: `87%`, `87 %`, `%87`."""
    return filled(_percent(language), {"number": str(percent)})


def facts_pattern(language: str, *, has_score: bool, expires: bool) -> str:
    """Return the line with score and dates, its placeholders still open."""
    return say(language, FACTS[has_score, expires])


def facts_kit(achievement: Achievement, language: str) -> dict[str, Any]:
    """Return what a browser needs to write the line with score and dates as the sheet has it.

    `pattern` holds {score}, {date} and {expires}; `date` holds {day}, {month} and {year}, where
    {month} is one of `months`; `percent` holds {number}. Digits are `digits`, from nought to nine.
    """
    dates = _dates(language)
    return {
        "language": language,
        "rtl": language in RIGHT_TO_LEFT,
        "pattern": facts_pattern(
            language,
            has_score=achievement.show_score,
            expires=achievement.valid_for_days is not None,
        ),
        "date": dates["pattern"],
        "months": dates["months"],
        "percent": _percent(language),
        "digits": "0123456789",
    }


@cache
def _dates(language: str) -> dict[str, Any]:
    """Return the pattern of a day in words, and the months as they stand in it."""
    locale = Locale.parse(LOCALES.get(language, language))
    pattern = str(locale.date_formats["long"].pattern).replace("'", "")
    if "MMMM" in pattern:
        named = locale.months["format"]["wide"]
        months = [named[number] for number in range(1, 13)]
    else:
        months = [str(number) for number in range(1, 13)]
    for letters, name in (("MMMM", "month"), ("M", "month"), ("d", "day"), ("y", "year")):
        if f"{{{name}}}" not in pattern:
            pattern = _open(pattern, letters, name)
    return {"pattern": pattern, "months": months}


def _open(pattern: str, letters: str, name: str) -> str:
    """Put a placeholder where the pattern's letters stand alone, not within a word or another."""
    place = 0
    while (place := pattern.find(letters, place)) >= 0:
        end = place + len(letters)
        before, after = pattern[place - 1 : place], pattern[end : end + 1]
        if not (before.isascii() and before.isalpha()) and not (
            after.isascii() and after.isalpha()
        ):
            return f"{pattern[:place]}{{{name}}}{pattern[end:]}"
        place = end
    return pattern


@cache
def _percent(language: str) -> str:
    locale = Locale.parse(LOCALES.get(language, language))
    return re.sub(r"[#,0]+", "{number}", str(locale.percent_formats[None].pattern))
