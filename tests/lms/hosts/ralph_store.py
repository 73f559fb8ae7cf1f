"""Ralph, a learning record store, with files behind it: `ralph_store.py PORT FOLDER ORIGIN`.

Started in an environment of its own. Its back end of files adds nothing to a file that is there, unless
it is told to (5.1), which is all that is changed in it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

PORT, HOME, ORIGIN = int(sys.argv[1]), Path(sys.argv[2]).resolve(), sys.argv[3]
DATA = HOME / "statements"
DATA.mkdir(parents=True, exist_ok=True)
os.environ |= {
    "RALPH_APP_DIR": str(HOME),
    "RALPH_AUTH_FILE": str(HOME / "auth.json"),
    "RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH": str(DATA),
    "RALPH_RUNSERVER_BACKEND": "fs",
    "RALPH_RUNSERVER_CORS_ALLOW_ORIGINS": json.dumps([ORIGIN]),
}
AGENT = ("-N", "lms", "-M", "mailto:lms@example.org")
ralph = Path(sys.executable).with_name("ralph")
subprocess.run([ralph, "auth", "-u", "lms", "-p", "secret", "-s", "all", *AGENT, "-w"], check=True)

import uvicorn
from ralph.backends.data.base import BaseOperationType
from ralph.backends.lrs.fs import FSLRSBackend

FSLRSBackend.default_operation_type = BaseOperationType.APPEND
uvicorn.run("ralph.api:app", port=PORT, log_level="info")
