"""Kolibri, with a learner and a channel of one resource: `kolibri_host.py PORT FOLDER PACKAGE`.

Started in an environment of its own. The channel is written into Kolibri's own tables, since one is
otherwise made on a server of its makers'.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import uuid
from pathlib import Path

PORT, (HOME, PACKAGE) = int(sys.argv[1]), [Path(one).resolve() for one in sys.argv[2:4]]
os.environ["KOLIBRI_HOME"] = str(HOME)

from kolibri.main import initialize

initialize()
from django.core.management import call_command
from kolibri.core.content import models
from kolibri.core.content.utils.paths import get_content_storage_file_path

NODE = uuid.uuid5(uuid.NAMESPACE_URL, "node").hex
CHANNEL = uuid.uuid5(uuid.NAMESPACE_URL, "channel").hex


def prepared() -> None:
    """Make a learner, and the channel."""
    call_command(
        "provisiondevice",
        facility="School",
        superusername="ada",
        superuserpassword="secret",
        preset="nonformal",
        language_id="en",
        interactive=False,
        verbosity=0,
    )
    told = {"lang_code": "en", "lang_name": "English", "lang_direction": "ltr"}
    lang, _ = models.Language.objects.get_or_create(id="en", defaults=told)
    common = {"channel_id": CHANNEL, "available": True, "lang": lang}
    root = models.ContentNode(
        id=CHANNEL,
        content_id=CHANNEL,
        title="Channel",
        kind="topic",
        on_device_resources=1,
        **common,
    )
    root.save()
    models.ChannelMetadata.objects.create(
        id=CHANNEL, name="Channel", version=1, root=root, min_schema_version="5"
    )
    node = models.ContentNode(
        id=NODE, content_id=NODE, title="Course", kind="html5", parent=root, **common
    )
    node.save()
    data = PACKAGE.read_bytes()
    file = models.LocalFile.objects.create(
        id=hashlib.md5(data).hexdigest(), extension="zip", available=True, file_size=len(data)
    )
    place = Path(get_content_storage_file_path(file.get_filename()))
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(PACKAGE, place)
    models.File.objects.create(
        id=uuid.uuid4().hex, local_file=file, contentnode=node, preset="html5_zip"
    )
    (HOME / "node").write_text(NODE)


if __name__ == "__main__":
    prepared()
    kolibri = Path(sys.executable).with_name("kolibri")
    ports = ("--port", str(PORT), "--zip-port", str(PORT + 1))
    # In this one's place, so that whoever ends this one ends that.
    os.execv(kolibri, [str(kolibri), "start", "--foreground", *ports])
