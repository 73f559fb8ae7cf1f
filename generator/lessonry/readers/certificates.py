"""Reads `certificates/`: who issues, and what can be earned."""

from __future__ import annotations

import re

from lessonry.diagnostics import Diagnostics, Source
from lessonry.domain.achievement import Achievement, Issuer
from lessonry.domain.look import Design, Look, Orientation, Paper
from lessonry.readers.fields import Fields, read_mapping
from lessonry.readers.languages import read_language
from lessonry.readers.signatures import read_signatures

COLOR = re.compile(r"#[0-9a-fA-F]{6}")
MAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")


def read_issuer(source: Source, diagnostics: Diagnostics) -> Issuer:
    """Return the issuer of `issuer.yml`."""
    fields = read_mapping(source, source.text, diagnostics)
    signatures, image_places = read_signatures(fields)
    issuer = Issuer(
        name=fields.require("name", "the certificate names its issuer"),
        url=_web_address(fields),
        email=_matching(fields, "email", MAIL, "an e-mail address"),
        signed_by=fields.text("signed_by"),
        role=fields.text("role"),
        logo=fields.text("logo"),
        color=_color(fields, "color", "a colour such as `#8a3b12`, in quotes"),
        second_color=_color(fields, "second_color", "a colour such as `#a3843b`, in quotes"),
        signatures=signatures,
        look=_look(fields),
        place=source.at(1),
        field_places={
            **{name: found.value_place for name, found in fields.fields.items()},
            **image_places,
        },
    )
    fields.close()
    return issuer


def read_achievement(source: Source, identifier: str, diagnostics: Diagnostics) -> Achievement:
    """Return the achievement of one file of `achievements/`."""
    fields = read_mapping(source, source.text, diagnostics)
    achievement = Achievement(
        identifier=identifier,
        name=fields.require("name", "the certificate says what was earned"),
        description=fields.require("description", "others read in it what was earned"),
        criteria=fields.require("criteria", "others read in it what one did to earn it"),
        valid_for_days=fields.number("valid_for_days"),
        show_score=fields.flag("show_score", default=True),
        look=_look(fields),
        place=source.at(1),
    )
    fields.close()
    return achievement


def _look(fields: Fields) -> Look:
    """Return what a file says of the sheet's looks."""
    design = fields.one_of("design", tuple(Design), default="")
    paper = fields.one_of("paper", tuple(Paper), default="")
    orientation = fields.one_of("orientation", tuple(Orientation), default="")
    return Look(
        design=Design(design) if design else None,
        paper=Paper(paper) if paper else None,
        orientation=Orientation(orientation) if orientation else None,
        language=read_language(fields),
    )


def _color(fields: Fields, name: str, wanted: str) -> str | None:
    empty = fields.fields.get(name)
    if empty is not None and empty.value is None:
        # Without its quotes a colour is a comment, and the field has nothing in it.
        fields.wrong(empty, wanted)
    return _matching(fields, name, COLOR, wanted)


def _matching(fields: Fields, name: str, pattern: re.Pattern[str], wanted: str) -> str | None:
    value, found = fields.text(name), fields.get(name)
    if value is None or found is None or pattern.fullmatch(value):
        return value
    fields.wrong(found, wanted)
    return None


def _web_address(fields: Fields) -> str | None:
    return _matching(fields, "url", re.compile(r"https?://\S+"), "a web address (https://…)")
