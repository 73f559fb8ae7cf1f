"""Who may read a page: everybody, or whoever has a code for what stands behind its preview."""

from __future__ import annotations

from dataclasses import dataclass, field

from lessonry.diagnostics import Place

FREE = "free"
FULL = "full"
KINDS = (FREE, FULL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What a page says of who may read it, and where its preview ends."""

    kind: str | None = None
    """`free` or `full`; nothing where neither the page nor its folder says."""
    place: Place | None = field(default=None, compare=False, repr=False)
    """Where the page says it, or the top of the page."""
    mark: Place | None = field(default=None, compare=False, repr=False)
    """The line `<!-- more -->`, where its preview ends; nothing where it has none."""
    strays: tuple[Place, ...] = field(default=(), compare=False, repr=False)
    """Marks that stand inside something, where a page cannot be cut in two."""
    has_more: bool = True
    """Whether anything stands behind the preview."""

    @property
    def is_full(self) -> bool:
        """Return whether the page is whole only for those who have a code."""
        return self.kind == FULL
