from __future__ import annotations

from pathlib import Path

import pytest

from lessonry.credentials.register import Register
from lessonry.credentials.status import standing
from lessonry.credentials.status.standing import Event, Kind
from lessonry.errors import UsageError

AT = "2026-11-22T10:00:00Z"


def happened(*kinds: Kind) -> Event | None:
    return standing.standing(
        Event(credential="urn:uuid:1", at=f"{at}", kind=kind, reason="")
        for at, kind in enumerate(kinds)
    )


@pytest.mark.parametrize(
    ("kinds", "counts"),
    [
        ((), None),
        ((Kind.SUSPENDED,), Kind.SUSPENDED),
        ((Kind.SUSPENDED, Kind.RESTORED), None),
        ((Kind.SUSPENDED, Kind.RESTORED, Kind.SUSPENDED), Kind.SUSPENDED),
        ((Kind.SUSPENDED, Kind.REVOKED), Kind.REVOKED),
        # Registers are merged and rebuilt; whatever stands behind a revocation, it is for good.
        ((Kind.REVOKED, Kind.RESTORED), Kind.REVOKED),
        ((Kind.REVOKED, Kind.SUSPENDED, Kind.RESTORED), Kind.REVOKED),
    ],
)
def test_a_revocation_counts_for_good_else_the_last_event(
    kinds: tuple[Kind, ...], counts: Kind | None
) -> None:
    found = happened(*kinds)
    assert (found and found.kind) == counts


def test_events_come_back_in_order_with_their_reasons(tmp_path: Path) -> None:
    with Register(tmp_path) as register:
        assert standing.note(register, "a", Kind.SUSPENDED, at=AT, reason="one")
        assert not standing.note(register, "a", Kind.SUSPENDED, at=AT, reason="two")
        assert standing.note(register, "b", Kind.REVOKED, at=AT, reason="three")
        assert standing.note(register, "a", Kind.RESTORED, at=AT, reason="")
        assert not standing.note(register, "a", Kind.RESTORED, at=AT, reason="")
    with Register(tmp_path) as register:
        assert [event.reason for event in standing.events(register)] == ["one", "three", ""]
        assert list(standing.standings(register)) == ["b"]


def test_a_refused_event_leaves_the_register_usable(tmp_path: Path) -> None:
    with Register(tmp_path) as register:
        standing.note(register, "a", Kind.REVOKED, at=AT, reason="x")
        for kind in (Kind.RESTORED, Kind.SUSPENDED):
            with pytest.raises(UsageError, match="for good"):
                standing.note(register, "a", kind, at=AT, reason="")
        assert standing.note(register, "b", Kind.REVOKED, at=AT, reason="y")
        assert len(standing.events(register)) == 2
