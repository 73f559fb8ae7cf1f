"""Where the real LMSs and the record store come from: PyPI, each in an environment of its own.

They stand in `.cache/lms/`, apart from ours: some hundred megabytes that `make lms` alone needs. What is
asked for is pinned to what was played; what that asks for in turn is as new as on the day of installing.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path
from typing import Final

from tests.machine import ROOT

ASKED: Final = {
    "wagtail-lms": ("wagtail-lms==0.11.1", "wagtail==8.0.1", "Django==5.2.19"),
    "open-edx": (
        "openedx-scorm-xblock==19.0.5", "openedx-cmi5-xblock==0.1.3", "xblock-sdk==0.14.0",
        "XBlock==6.1.0", "Django==5.2.19", "lazy==2.0", "six",
    ),
    "scormhost": ("scormhost==0.1.0",),
    "kolibri": ("kolibri==0.19.5",),
    "ralph": ("ralph-malph[full]==5.1.0",),
}  # fmt: skip


def python_of(name: str) -> Path:
    """Return the interpreter of an environment, which is made where it is not there yet."""
    home = ROOT / ".cache" / "lms" / name
    python = home / "bin" / "python"
    mark = home / hashlib.sha256("\n".join(ASKED[name]).encode()).hexdigest()[:16]
    if not mark.exists():
        uv = shutil.which("uv") or ROOT / ".venv" / "bin" / "uv"
        shutil.rmtree(home, ignore_errors=True)
        subprocess.run([uv, "venv", "--quiet", "--seed", home], check=True)
        install = (uv, "pip", "install", "--quiet", "--python", python)
        subprocess.run([*install, *ASKED[name]], check=True)
        mark.touch()
    return python
