"""Numbers that look random and repeat: the same seed gives the same ones, in any version of Python."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class Draw:
    """A stream of whole numbers that comes of its seed and of nothing else."""

    seed: str
    _taken: int = field(default=0, init=False)

    def below(self, bound: int) -> int:
        """Return a number from 0 up to `bound`, which is left out."""
        said = hashlib.sha256(f"{self.seed}/{self._taken}".encode()).digest()
        self._taken += 1
        return int.from_bytes(said) % bound

    def sample(self, things: tuple[T, ...], count: int) -> tuple[T, ...]:
        """Return `count` of `things` in the order drawn, none of them twice."""
        left = list(things)
        return tuple(left.pop(self.below(len(left))) for _ in range(count))
