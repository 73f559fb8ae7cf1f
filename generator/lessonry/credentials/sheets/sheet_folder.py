"""The folder that typst reads from: the designs, the issuer's pictures, a course's template."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from lessonry.domain.achievement import Issuer
from lessonry.errors import UsageError

ATTACHMENT = "credential.json"
DATA = "data.json"
TEMPLATE = "template.typ"
"""What a course may bring, and nothing where it does not."""
PACKAGE = Path(str(files("lessonry.credentials.sheets").joinpath("template")))
RESERVED = frozenset(
    {ATTACHMENT, DATA, *(file.name for file in PACKAGE.glob("*.typ") if file.name != TEMPLATE)}
)
"""Names that a course's own files cannot have."""
PICTURES = frozenset({".svg", ".png", ".jpg", ".jpeg"})
NOT_FOR_SHEETS = frozenset(
    {"achievements", "fonts", "status", "did.json", "issuer.yml"}
    | {"self-service", "self-service.json"}
)
"""What of a course's `certificates/` a template has no use for."""


def lay_out(root: Path, issuer: Issuer, certificates: Path | None) -> None:
    """Copy into `root` what typst may read.

    Raises:
        UsageError: A picture or a file of the course cannot be used.
    """
    for file in PACKAGE.glob("*.typ"):
        shutil.copyfile(file, root / file.name)
    if certificates is None:
        return
    if (certificates / TEMPLATE).is_file():
        for file in _own_files(certificates):
            copy = root / file.relative_to(certificates)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
    copied = pictures(issuer, certificates)
    for key, name in issuer.pictures:
        if key in copied:
            shutil.copyfile(_picture(certificates, key, name), root / copied[key])


def pictures(issuer: Issuer, certificates: Path | None) -> dict[str, str]:
    """Return the issuer's pictures that are there by their key, as typst reads them."""
    if certificates is None:
        return {}
    return {
        key: f"{key.replace('.', '-')}{Path(name).suffix.lower()}"
        for key, name in issuer.pictures
        if (certificates / name).is_file()
    }


def _picture(certificates: Path, key: str, name: str) -> Path:
    source = (certificates / name).resolve()
    what = "logo" if key == "logo" else "signature"
    if source.suffix.lower() not in PICTURES:
        raise UsageError(
            f"The {what} {name} is neither an SVG nor a PNG nor a JPEG picture.",
            help="Name another file in certificates/issuer.yml.",
        )
    if not source.is_relative_to(certificates.resolve()):
        raise UsageError(
            f"The {what} {name} lies outside certificates/.",
            help="Put the file into certificates/.",
        )
    return source


def _own_files(certificates: Path) -> Iterator[Path]:
    for entry in sorted(certificates.iterdir()):
        if entry.name in NOT_FOR_SHEETS or entry.name.startswith("."):
            continue
        if entry.name in RESERVED:
            raise UsageError(
                f"certificates/{entry.name} has a name that lessonry needs for itself.",
                help="Give the file another name.",
            )
        yield from (
            (f for f in sorted(entry.rglob("*")) if f.is_file()) if entry.is_dir() else [entry]
        )
