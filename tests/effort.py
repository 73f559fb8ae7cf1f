"""How long something may take, in a way that a busy machine does not change."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail where what is done takes this process longer; what others do meanwhile does not count."""
    begun = time.process_time()
    yield
    spent = time.process_time() - begun
    assert spent < seconds, f"took {spent:.1f} s of work, and may take {seconds:g}"
