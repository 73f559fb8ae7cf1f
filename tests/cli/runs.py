"""Running the program: in this process, or as a learner's machine would."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from lessonry.cli import main


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How a call ended and what it said."""

    code: int
    out: str
    err: str


def called(capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """Return a function that runs the program in this process."""

    def run(*arguments: str | Path) -> Run:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        assert "Traceback" not in said.err
        return Run(code=ended.value.code, out=said.out, err=said.err)

    return run


def spawned(*arguments: str | Path, cwd: Path | None = None, **environment: str) -> Run:
    """Run the program in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "lessonry", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
        timeout=60,
    )
    return Run(code=done.returncode, out=done.stdout, err=done.stderr)
