"""scormhost, with one learner who may upload: `scorm_host.py PORT FOLDER`.

Started in an environment of its own. The first who registers may do all.
"""

from __future__ import annotations

import sys

import uvicorn
from scormhost.app import create_scorm_app

SECRET = "not a secret, and long enough to sign with"
app = create_scorm_app(data_dir=sys.argv[2], secret_key=SECRET)
uvicorn.run(app, port=int(sys.argv[1]), log_level="warning")
