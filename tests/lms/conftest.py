"""A small course with a locked exam as packages, and the real systems with one of them each."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request as Asked
from urllib.request import urlopen

import pytest

from lessonry.domain.concealment import published
from lessonry.exporters import cmi5, scorm_2004, xapi
from lessonry.exporters.archive import pack
from lessonry.exporters.formats import Request
from tests.exporters.scorm.conftest import final, one, trainer
from tests.journey.conftest import Trainer
from tests.lms.systems import (
    LEARNER,
    SECRET,
    Kolibri,
    OpenEdx,
    OpenEdxCmi5,
    OpenEdxWindow,
    ScormHost,
    System,
    WagtailLms,
    running,
)

__all__ = ["final", "one", "trainer"]


@pytest.fixture(scope="session")
def packages(trainer: Trainer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of `scorm-1.2.zip`, `scorm-2004.zip`, `cmi5.zip` and `xapi.zip`, of one site."""
    home = tmp_path_factory.mktemp("packages")
    trainer.must("export", "scorm-1.2", "--out", home / "scorm-1.2.zip", "--quiet")
    with zipfile.ZipFile(home / "scorm-1.2.zip") as packed:
        packed.extractall(home / "unpacked")
    course = trainer.course
    request = Request(
        course=course,
        quizzes=tuple(map(published, course.taught)),
        folder=trainer.folder,
        site=home / "unpacked" / "course",
    )
    for name, exporter in (("scorm-2004", scorm_2004), ("cmi5", cmi5), ("xapi", xapi)):
        pack(exporter.export(request).files, home / f"{name}.zip")
    return home


@contextmanager
def run(name: str, package: Path, home: Path) -> Iterator[System]:
    """Run a system with a package in it."""
    match name:
        case "wagtail-lms":
            with running(name, "wagtail_host.py", home, package) as url:
                yield WagtailLms(url=url, home=home)
        case "kolibri":
            with running(name, "kolibri_host.py", home, package, ready="/en/auth/") as url:
                yield Kolibri(url=url, home=home)
        case "scormhost":
            with running(name, "scorm_host.py", home, ready="/health") as url:
                _uploaded(url, package)
                yield ScormHost(url=url, home=home)
        case _:
            kind = {"open-edx window": OpenEdxWindow, "open-edx cmi5": OpenEdxCmi5}
            with running("open-edx", "open_edx.py", home, package, name) as url:
                yield kind.get(name, OpenEdx)(url=url, home=home)


@pytest.fixture
def system(request: pytest.FixtureRequest, packages: Path, tmp_path: Path) -> Iterator[System]:
    """Run a system with a package in it: `("kolibri", "scorm-1.2")`."""
    name, package = request.param
    copy = shutil.copy(packages / f"{package}.zip", tmp_path / "course.zip")
    with run(name, Path(copy), tmp_path / "home") as ready:
        yield ready


def _uploaded(url: str, package: Path) -> None:
    """Register with scormhost as its first user, and upload a package there."""
    learner = {
        "email": f"{LEARNER}@example.org",
        "username": LEARNER,
        "display_name": "Ada Lovelace",
        "password": SECRET * 2,
    }
    kind = {"Content-Type": "application/json"}
    with urlopen(Asked(f"{url}/api/auth/register", json.dumps(learner).encode(), kind)) as answer:
        token = json.load(answer)["access_token"]
    mark = "between-the-parts"
    head = (
        f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="course.zip"\r\n'
        "Content-Type: application/zip\r\n\r\n"
    )
    body = head.encode() + package.read_bytes() + f"\r\n--{mark}--\r\n".encode()
    headers = {
        "Authorization": f"Bearer {token}",
        "Content-Type": f"multipart/form-data; boundary={mark}",
    }
    with urlopen(Asked(f"{url}/api/packages", body, headers)):
        pass
