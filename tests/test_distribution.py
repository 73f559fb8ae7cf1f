"""What leaves the house: wheel and sdist hold the package, all of it, and nothing private."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.machine import ROOT, run

PACKAGE = ROOT / "generator" / "lessonry"
SECRET = re.compile(
    rb"-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{20}"  # a PEM file
    rb"|\"d\"\s*:\s*\"[A-Za-z0-9_-]{43}\""  # a private JSON Web Key
)
KEPT_BACK = re.compile(
    r"(^|/)(tests|site|issued|node_modules|\.venv|\.cache|__pycache__)/"
    r"|\.(pem|key|sqlite|jwe)$|(^|/)certificates/(did\.json|status/)"
)
"""Names that no archive of ours holds."""
SOURCE_ONLY = {"CHANGELOG.md", "LICENSE", "README.md", "pyproject.toml", "PKG-INFO", ".gitignore"}

Members = dict[str, bytes]


def build(kind: str, project: Path, folder: Path) -> Path:
    """Build one archive, with the hatchling of `.venv` and so without a network."""
    run(sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", folder, cwd=project)
    return next(folder.glob("*.whl" if kind == "wheel" else "*.tar.gz"))


def members(archive: Path) -> Members:
    """Return every file of `archive`; of an sdist, without its one folder."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return {name: wheel.read(name) for name in wheel.namelist()}
    with tarfile.open(archive) as sdist:
        files = [member for member in sdist.getmembers() if member.isfile()]
        read = {member.name: sdist.extractfile(member) for member in files}
        return {name.split("/", 1)[1]: file.read() for name, file in read.items() if file}


def secrets(found: Members) -> list[str]:
    """Return the files that hold a private key."""
    return [name for name, content in found.items() if SECRET.search(content)]


def package_files(package: Path = PACKAGE) -> set[str]:
    """Return every file of the package, from the folder that holds it."""
    files = (path for path in package.rglob("*") if path.is_file())
    return {
        path.relative_to(package.parent).as_posix()
        for path in files
        if "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("sdist", ROOT, tmp_path_factory.mktemp("sdist"))


def test_the_wheel_is_the_whole_package_and_nothing_else(wheel: Path) -> None:
    held = {name for name in members(wheel) if ".dist-info/" not in name}
    assert held == package_files()


@pytest.mark.parametrize("suffix", [".py", ".jinja", ".js", ".css", ".typ", ".ttf", ".typed"])
def test_the_wheel_has_what_the_package_reads_when_it_runs(wheel: Path, suffix: str) -> None:
    assert [name for name in members(wheel) if name.endswith(suffix)]


def test_the_sdist_is_the_package_and_what_tells_about_it(sdist: Path) -> None:
    held = {name.removeprefix("generator/") for name in members(sdist)}
    assert held == package_files() | SOURCE_ONLY


def test_the_wheel_made_from_the_sdist_is_the_same(
    wheel: Path, sdist: Path, tmp_path: Path
) -> None:
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    again = build("wheel", next(tmp_path.iterdir()), tmp_path / "again")
    assert members(again) == members(wheel)


def test_neither_holds_a_key_or_what_is_not_for_others(wheel: Path, sdist: Path) -> None:
    for found in (members(wheel), members(sdist)):
        assert secrets(found) == []
        assert [name for name in found if KEPT_BACK.search(name)] == []


def test_a_key_that_slipped_in_would_be_seen(tmp_path: Path) -> None:
    for name in ("CHANGELOG.md", "LICENSE", "README.md", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(PACKAGE, tmp_path / "generator" / "lessonry")
    lost = tmp_path / "generator" / "lessonry" / "signing.txt"
    lost.write_text(f"-----BEGIN PRIVATE KEY-----\n{'A' * 64}\n-----END PRIVATE KEY-----\n")
    lost.with_name("record.json").write_text(f'{{"kty": "EC", "d": "{"A" * 43}"}}')
    found = members(build("wheel", tmp_path, tmp_path / "dist"))
    assert sorted(secrets(found)) == ["lessonry/record.json", "lessonry/signing.txt"]


@pytest.mark.timeout(300)
def test_an_empty_environment_needs_only_the_wheel(wheel: Path, tmp_path: Path) -> None:
    uv = Path(sys.executable).with_name("uv")
    locked = tmp_path / "locked.txt"
    run(uv, "export", "--frozen", "--no-dev", "--no-emit-project", "--quiet", "-o", locked)
    run(uv, "venv", "--quiet", "--python", sys.executable, tmp_path / "venv", cwd=tmp_path)
    binaries = tmp_path / "venv" / "bin"
    run(
        uv,
        "pip",
        "install",
        "--quiet",
        "--python",
        binaries / "python",
        "-c",
        locked,
        wheel,
        cwd=tmp_path,
    )
    bare = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    bare |= {"PATH": f"{binaries}{os.pathsep}/usr/bin{os.pathsep}/bin", "HOME": str(tmp_path)}
    run("lessonry", "new", "x", cwd=tmp_path, env=bare)
    run("lessonry", "build", cwd=tmp_path / "x", env=bare)
    site = tmp_path / "x" / "site"
    assert (site / "index.html").is_file()
    assert (site / "lessonry" / "main.js").is_file()
    assert not secrets(
        {str(path): path.read_bytes() for path in (tmp_path / "x").rglob("*") if path.is_file()}
    )
