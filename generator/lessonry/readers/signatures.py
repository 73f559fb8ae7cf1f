"""Who signs a certificate's sheet: `signatures:` of issuer.yml."""

from __future__ import annotations

from collections.abc import Mapping

from lessonry.diagnostics import Place
from lessonry.diagnostics.spelling import listed, suggestion
from lessonry.domain.look import MOST_SIGNATURES, Signature
from lessonry.readers.fields import Field, Fields

PARTS = ("name", "role", "image")


def read_signatures(fields: Fields) -> tuple[tuple[Signature, ...], dict[str, Place]]:
    """Return the signatures, and where each has its picture."""
    found = fields.get("signatures")
    if found is None:
        return (), {}
    if not isinstance(found.value, list):
        fields.wrong(found, "a list, each entry with `name:`, `role:` or `image:`")
        return (), {}
    short = next((name for name in ("signed_by", "role") if name in fields.fields), None)
    if short is not None:
        message = f"`{short}` stands beside `signatures`: who signs is said twice."
        fields.diagnostics.add("LR320", message, fields.fields[short].place)
    if len(found.entries) > MOST_SIGNATURES:
        message = f"{len(found.entries)} people sign; a sheet has room for {MOST_SIGNATURES}."
        fields.diagnostics.add("LR324", message, found.entries[MOST_SIGNATURES][1])
    made, places = [], {}
    for number, (value, place) in enumerate(found.entries[:MOST_SIGNATURES]):
        signature = _read(fields, found, value, place)
        made.append(signature)
        if signature.image:
            places[f"signatures.{number}"] = _within(fields, place, signature.image)
    return tuple(made), places


def _read(fields: Fields, found: Field, value: object, place: Place) -> Signature:
    if not isinstance(value, Mapping):
        message = f"`{found.name}` must hold entries with `name:`, `role:` or `image:`."
        fields.diagnostics.add("LR011", message, place, "Write `- name: Ida Holm`.")
        return Signature(name=None)
    said: dict[str, str] = {}
    for name, text in value.items():
        if name not in PARTS:
            guess = suggestion(str(name), PARTS)
            help = f"Did you mean `{guess}`?" if guess else f"Known here: {listed(PARTS)}."
            where = _within(fields, place, str(name))
            fields.diagnostics.add("LR010", f"Unknown field `{name}`.", where, help)
        elif isinstance(text, str) and text.strip():
            said[name] = text.strip()
        elif text is not None:
            where = _within(fields, place, str(name))
            fields.diagnostics.add("LR011", f"`{name}` must be a text.", where, "Write a text.")
    if not said:
        message = "Nobody is named in this signature."
        fields.diagnostics.add("LR012", message, place, "Write `name:`, `role:` or `image:`.")
    return Signature(name=said.get("name"), role=said.get("role"), image=said.get("image"))


def _within(fields: Fields, place: Place, text: str) -> Place:
    """Return where a text stands in the entry that begins at `place`."""
    source = fields.source
    for line in range(place.span.line, place.span.line + 2 * len(PARTS)):
        if text in source.line(line):
            return source.find(text, line)
    return place
