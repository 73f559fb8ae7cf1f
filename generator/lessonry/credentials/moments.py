"""Moments as credentials write them, in UTC where they name no zone."""

from __future__ import annotations

from datetime import UTC, date, datetime


def midnight(day: date) -> datetime:
    """Return when a day begins."""
    return datetime.combine(day, datetime.min.time(), UTC)


def moment_or_none(value: object) -> datetime | None:
    """Return the moment that a text names, or nothing where it names none."""
    try:
        return moment(value)
    except ValueError:
        return None


def moment(value: object) -> datetime:
    """Return the moment that a text names; ValueError where it names none."""
    if not isinstance(value, str) or len(value) > 40:
        raise ValueError("not a time")
    read = datetime.fromisoformat(value)
    return read if read.tzinfo else read.replace(tzinfo=UTC)
