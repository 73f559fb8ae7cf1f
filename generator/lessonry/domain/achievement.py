"""What can be earned, and who grants it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lessonry.diagnostics import Place
from lessonry.domain.look import UNSAID, Look, Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Achievement:
    """What a pass earns (Open Badges 3.0 §8: Achievement)."""

    identifier: str
    """The name of its file in `certificates/achievements/`, without `.yml`."""
    name: str
    description: str
    criteria: str
    """What one does to earn it, in a sentence or two."""
    valid_for_days: int | None = None
    """How long a credential holds; for ever where nothing is said."""
    show_score: bool = True
    """Whether the sheet and the credential state the score."""
    look: Look = UNSAID
    """What its sheets have otherwise than the issuer's others."""
    language: str | None = None
    """Of its words, where they are a translation's."""
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Who vouches: `certificates/issuer.yml` (Open Badges 3.0 §8: Profile)."""

    name: str
    url: str | None = None
    email: str | None = None
    """Where learners send completion records."""
    signed_by: str | None = None
    """The person whose name stands on the sheet, with `role` under it."""
    role: str | None = None
    logo: str | None = None
    """An SVG or PNG file, relative to `certificates/`."""
    color: str | None = None
    """The sheet's accent as `#rrggbb`."""
    second_color: str | None = None
    """Of what is fine or small beside the accent."""
    signatures: tuple[Signature, ...] = ()
    look: Look = UNSAID
    place: Place = field(compare=False, repr=False)
    field_places: Mapping[str, Place] = field(default_factory=dict, compare=False, repr=False)
    """Where each field has its value."""

    @property
    def signers(self) -> tuple[Signature, ...]:
        """Return who signs: those of `signatures`, or the one of the short form."""
        if self.signatures or not (self.signed_by or self.role):
            return self.signatures
        return (Signature(name=self.signed_by, role=self.role),)

    @property
    def pictures(self) -> tuple[tuple[str, str], ...]:
        """Return each picture that sheets need: the key of its place, and its file."""
        signed = [(f"signatures.{n}", s.image) for n, s in enumerate(self.signatures)]
        return tuple((key, file) for key, file in [("logo", self.logo), *signed] if file)
