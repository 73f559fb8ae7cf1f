"""Reads how long an attempt may take: `time_limit: 45 min` and `extra_time: [25%, 50%]`."""

from __future__ import annotations

import re
from fractions import Fraction

from lessonry.diagnostics import Place
from lessonry.domain.quiz import TimeLimit
from lessonry.readers.fields import Field, Fields

DURATION = re.compile(
    r"(?:(?P<h>\d{1,4})\s*(?:h|hr|hrs|hours?)\.?)?\s*"
    r"(?:(?P<min>\d{1,4})\s*(?:min|mins|minutes?)\.?)?\s*"
    r"(?:(?P<s>\d{1,5})\s*(?:s|sec|secs|seconds?)\.?)?",
    re.IGNORECASE,
)
BARE = re.compile(r"(?P<first>\d{1,5})(?::(?P<second>\d\d))?")
LONGEST = 7 * 24 * 3600
SHARE = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s*%")
OFFERED = (Fraction(1, 4), Fraction(1, 2), Fraction(1))
"""The extra time that a learner may choose, where the author says nothing of it."""


def read_time_limit(fields: Fields) -> TimeLimit | None:
    """Return the limit with the extra time on offer; nothing where there is no limit."""
    extra = _extra(fields)
    found = fields.get("time_limit")
    seconds = _seconds(fields, found) if found else None
    return None if seconds is None else TimeLimit(seconds=seconds, extra=extra)


def _seconds(fields: Fields, found: Field) -> int | None:
    written = (str(found.value) if found.written is None else found.written).strip()
    if bare := BARE.fullmatch(written):
        first, second = bare.group("first"), bare.group("second")
        if second is None:
            long, short = f"{first} min", f"{first} s"
        else:
            long, short = f"{first} h {second} min", f"{first} min {second} s"
        message = f"`time_limit: {written}` reads two ways: {long}, or {short}."
        fields.diagnostics.add("LR168", message, found.value_place, f"Write `{long}` or `{short}`.")
        return None
    parts = DURATION.fullmatch(written)
    if parts is None or isinstance(found.value, bool) or not any(parts.groupdict().values()):
        fields.wrong(found, "a time such as `45 min`, `90 s` or `1 h 30 min`")
        return None
    hours, minutes, seconds = (int(parts.group(name) or 0) for name in ("h", "min", "s"))
    total = hours * 3600 + minutes * 60 + seconds
    if not 0 < total <= LONGEST:
        fields.wrong(found, "more than nothing, and a week at most")
        return None
    return total


def _extra(fields: Fields) -> tuple[Fraction, ...]:
    """Return the shares in the order of their size, each once."""
    found = fields.get("extra_time")
    if found is None or found.value is True:
        return OFFERED
    if found.value is False:
        return ()
    shares = {}
    for value, place in found.entries or ((found.value, found.value_place),):
        share = _share(value)
        if share is None:
            _not_a_share(fields, place)
        else:
            shares[share] = place
    return tuple(sorted(shares))


def _share(value: object) -> Fraction | None:
    written = SHARE.fullmatch(str(value).strip())
    share = Fraction(written.group(1).replace(",", ".")) / 100 if written else None
    return share or None


def _not_a_share(fields: Fields, place: Place) -> None:
    message = "`extra_time` must hold shares of the time limit such as `50%`, or be `false`."
    help = "Write `extra_time: [25%, 50%, 100%]`, or `extra_time: false`."
    fields.diagnostics.add("LR011", message, place, help)
