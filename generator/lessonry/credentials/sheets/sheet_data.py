"""What a sheet's template gets: a credential's facts, the issuer's looks, the words in its language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from lessonry.credentials import document
from lessonry.credentials.document import Desk
from lessonry.credentials.sheets import colors, ornament, words
from lessonry.domain.credential import Credential
from lessonry.domain.languages import RIGHT_TO_LEFT
from lessonry.domain.look import PLAIN, Design, Look, Orientation, Paper
from lessonry.locales.words import filled

ACCENT = "#1d3557"
GOLD = "#a3843b"
FAMILIES = ("EB Garamond", "Noto Serif", "Noto Naskh Arabic")
"""Asked first; whatever they lack comes from any font at hand that has it."""
DRAWN = {
    Design.CLASSIC: (ornament.frame, ornament.seal),
    Design.MODERN: (ornament.field, ornament.ring),
    Design.QUIET: (ornament.hairlines, ornament.rosette),
}
"""Each design's background and seal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyLink:
    """Where the sheet sends whoever wants to verify it."""

    page: str
    """The verify page's address."""
    token: str
    """What stands behind `#t=` in the QR code."""


def look_of(credential: Credential, desk: Desk) -> Look:
    """Return how a credential's sheet looks, with nothing left open."""
    return credential.achievement.look.over(desk.issuer.look).over(PLAIN)


def describe(
    credential: Credential,
    desk: Desk,
    link: VerifyLink | None,
    *,
    pictures: Mapping[str, str],
    own: bool,
) -> dict[str, Any]:
    """Return `data` (docs/reference/certificates.md), as JSON values.

    Args:
        credential: What the sheet shows.
        desk: Who issues.
        link: Where the sheet is verified, where that is anywhere.
        pictures: The issuer's pictures by their key, as the template reads them.
        own: Whether a template of the course has a say.
    """
    issuer, achievement = desk.issuer, credential.achievement
    look = look_of(credential, desk)
    language = look.language or "en"
    learner, level = credential.learner.name, credential.level
    title = words.say(
        language, "Certificate: {achievement}, {learner}",
        achievement=achievement.name, learner=learner,
    )  # fmt: skip
    score = (
        None
        if credential.share is None
        else words.percent_words(document.percent(credential.share), language)
    )
    date, expires = _date(credential.issued, language), None
    if credential.expires:
        expires = _date(credential.expires, language)
    pattern = words.facts_pattern(
        language, has_score=score is not None, expires=expires is not None
    )
    values = {"score": score, "date": date["words"], "expires": (expires or date)["words"]}
    verify = _verify(link)
    return {
        "title": title,
        "summary": words.say(
            language, "{title}, issued by {issuer}", title=title, issuer=issuer.name
        ),
        "language": language,
        "rtl": language in RIGHT_TO_LEFT,
        "fonts": list(FAMILIES),
        "kit": False,
        "own": own,
        "learner": {"name": learner, "rtl": is_right_to_left(learner)},
        "achievement": {
            "name": achievement.name,
            "description": achievement.description,
            "criteria": achievement.criteria,
        },
        "course": credential.course_title,
        "issuer": {
            "name": issuer.name,
            "capitals": words.capitals(issuer.name, language),
            "url": issuer.url,
            "signed_by": issuer.signed_by,
            "role": issuer.role,
        },
        "signatures": [
            {
                "name": signature.name,
                "role": signature.role,
                "image": pictures.get(f"signatures.{number}"),
                "alt": words.say(language, "Signature of {name}", name=signature.name or ""),
            }
            for number, signature in enumerate(issuer.signers)
        ],
        "date": date,
        "expires": expires,
        "score": score,
        "facts": filled(pattern, values),
        "level": {
            "number": level.value,
            "name": words.level_name(level, language),
            "title": words.level_title(level, language),
            "words": words.say(language, level.words),
        },
        "edition": _edition(credential, language),
        "id": credential.identifier,
        "verify": verify,
        "logo": pictures.get("logo"),
        "words": _words(language, issuer.name, credential.course_title, verify),
        **_looks(look, *_colors(desk)),
    }


def _edition(credential: Credential, language: str) -> str | None:
    """Return which edition of the course it was, with its hash; nothing for an unknown one."""
    counted = credential.counted
    if counted is None:
        return None
    day = words.date_words(counted.day, language)
    said = words.say(
        language, "Edition {number} of this course, {day}.", number=counted.number, day=day
    )
    return f"{said} ({credential.edition})"


def drawings(credential: Credential, desk: Desk) -> dict[str, str]:
    """Return the files that the sheet's design draws with: SVG by their names."""
    return _drawings(look_of(credential, desk), *_colors(desk))


def is_right_to_left(text: str) -> bool:
    """Return whether a text's first letter that has a direction runs from right to left."""
    directions = (unicodedata.bidirectional(char) for char in text)
    return next((d for d in directions if d in {"L", "R", "AL"}), "L") != "L"


def _words(
    language: str, issuer: str, course: str, verify: dict[str, Any] | None
) -> dict[str, Any]:
    """Return the sheet's own words, its placeholders filled."""
    shown = verify["shown"] if verify else ""
    before, _, after = words.say(
        language, "by passing the exam of the course {course}"
    ).partition("{course}")  # fmt: skip
    certificate = words.say(language, "Certificate")
    return {
        "certificate": certificate,
        "capitals": words.capitals(certificate, language),
        "certify": words.say(language, "This is to certify that"),
        "earned": words.say(language, "has earned"),
        "by_passing": [before, after],
        "level": words.capitals(words.say(language, "Level"), language),
        "verify": (
            words.say(language, "Scan, or drop this file on {page}", page=shown)
            if verify
            else words.say(language, "Drop this file on the verify page of the course.")
        ),
        "qr": words.say(language, "QR code that leads to the verify page: {page}", page=shown),
        "logo": words.say(language, "Logo: {issuer}", issuer=issuer),
        "attachment": words.say(
            language, "The signed credential (Open Badges 3.0) that this certificate shows"
        ),
        "specimen": words.say(language, "Specimen"),
        "specimen_notice": words.say(language, "Specimen, not signed: it certifies nothing."),
    }


@cache
def _looks(look: Look, accent: str, second: str) -> dict[str, Any]:
    """Return design, paper, colours and drawings."""
    width, height = look.size
    frame, seal = _drawings(look, accent, second)
    return {
        "design": (look.design or Design.CLASSIC).value,
        "paper": {
            "name": (look.paper or Paper.A4).value,
            "orientation": (look.orientation or Orientation.LANDSCAPE).value,
            "width": width,
            "height": height,
        },
        "accent": accent,
        "second": second,
        "ink": colors.readable(accent),
        "on_accent": colors.on(accent),
        # Files, since typst looks through all of `data` at every call of a function that has it.
        "frame": frame,
        "seal": seal,
    }


@cache
def _drawings(look: Look, accent: str, second: str) -> dict[str, str]:
    width, height = look.size
    design = look.design or Design.CLASSIC
    backdrop, seal = DRAWN[design]
    return {
        f"lessonry-{design}-{width:g}x{height:g}.svg": backdrop(accent, second, width, height),
        f"lessonry-{design}-seal.svg": seal(accent, second),
    }


def _colors(desk: Desk) -> tuple[str, str]:
    return desk.issuer.color or ACCENT, desk.issuer.second_color or GOLD


def _date(time: datetime, language: str) -> dict[str, Any]:
    return {
        "year": time.year,
        "month": time.month,
        "day": time.day,
        "words": words.date_words(time, language),
    }


def _verify(link: VerifyLink | None) -> dict[str, Any] | None:
    if link is None:
        return None
    shown = re.sub(r"^https?://", "", link.page).rstrip("/")
    return {"page": link.page, "shown": shown, "qr": ornament.qr(f"{link.page}#t={link.token}")}
