"""A process that makes certificates ends with the one that asked for it, whatever is in its way."""

from __future__ import annotations

import multiprocessing
import os
from contextlib import ExitStack
from types import SimpleNamespace

import pytest

from lessonry.credentials.issuance import workers


class _EndedError(BaseException):
    """Stands for the end of the process."""


def test_it_ends_where_what_it_leaves_cannot_be_tidied(monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(code: int) -> None:
        raise _EndedError(code)

    def refused() -> None:
        raise OSError("the folder is not empty")

    gone = SimpleNamespace(join=lambda: None)
    monkeypatch.setattr(multiprocessing, "parent_process", lambda: gone)
    monkeypatch.setattr(os, "_exit", ended)
    stack = ExitStack()
    stack.callback(refused)
    with pytest.raises(_EndedError):
        workers._follow(stack)
