"""`lessonry badge`: what was certified, in the forms that other places take."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from lessonry.cli.asked import COURSE
from lessonry.cli.key_folder import passphrase_of, published
from lessonry.cli.verify import read_file, verifier_of
from lessonry.credentials import did as dids
from lessonry.credentials import files, jcs, keys
from lessonry.credentials.badges import badge_picture, baking, credential_jwt
from lessonry.credentials.verification import IssuerKnown, Status
from lessonry.credentials.verifier import Verifier
from lessonry.diagnostics import Diagnostics
from lessonry.domain.achievement import Issuer
from lessonry.errors import UsageError
from lessonry.project import Layout, find_layout, load_course

KINDS = ("svg", "png", "jwt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What every badge of a run is made with."""

    issuer: Issuer
    certificates: Path
    site: str
    """What the addresses of the issuer's files begin with."""
    verifier: Verifier
    kinds: tuple[str, ...]
    out: Path
    jwt: credential_jwt.Signer | None

    def write(self, file: Path, name: str) -> list[str]:
        """Write a certificate's badges and return their files' names.

        Raises:
            RefusedError: Nothing is exported of it.
        """
        credential, text = self._credential(file)
        made: list[tuple[str, bytes]] = []
        for kind in self.kinds:
            made.append((f"{name}.{kind}", self._made(kind, credential, text)))
        for called, data in made:
            files.write(self.out / called, data)
        return [called for called, _ in made]

    def _made(self, kind: str, credential: dict[str, Any], text: str) -> bytes:
        achievement = self._achievement(credential)
        try:
            if kind == "svg":
                picture = badge_picture.svg(self.issuer, self.certificates, achievement)
                return baking.into_svg(picture, text)
            if kind == "png":
                picture = badge_picture.png(self.issuer, self.certificates, achievement)
                return baking.into_png(picture, text)
        except baking.BakingError as error:
            raise RefusedError(
                f"the picture certificates/{badge_picture.FOLDER}/{achievement}.{kind} can carry no "
                f"credential: {error}"
            ) from error
        assert self.jwt is not None
        return self.jwt.sign(credential).encode() + b"\n"

    def _credential(self, file: Path) -> tuple[dict[str, Any], str]:
        """Return a file's credential, and its text, if it is one to export."""
        data = read_file(file)
        verification = self.verifier.verify(data)
        for answer in (verification.intact, verification.issuer):
            if not answer.is_well:
                raise RefusedError(answer.sentence)
        if verification.status.answer in {Status.REVOKED, Status.SUSPENDED}:
            raise RefusedError(verification.status.sentence)
        if "jwt" in self.kinds and verification.issuer.answer is not IssuerKnown.THIS_COURSE:
            raise RefusedError(
                "it is of level 1, and what its exam's key signed is not signed again as the "
                "issuer's word; issue it first: lessonry issue"
            )
        inside = self.verifier.credential_of(data)
        assert inside is not None
        credential = jcs.read(inside)
        return credential, inside.decode().strip()

    def _achievement(self, credential: dict[str, Any]) -> str:
        """Return the achievement's identifier, as files are named by it; or nothing of that kind."""
        name = str(credential["credentialSubject"]["achievement"].get("id", ""))
        found = name.removeprefix(f"{self.site}certificates/").partition("#")[0]
        return found if found and "/" not in found and not found.startswith(".") else "badge"


class RefusedError(ValueError):
    """No badge is made of a file; the message says why."""


@click.command(name="badge")
@click.argument(
    "certificates", nargs=-1, required=True, metavar="FILE...",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)  # fmt: skip
@click.option("--svg", is_flag=True, help="A picture to scale, with the credential in it.")
@click.option("--png", is_flag=True, help="A picture of 512 pixels, with the credential in it.")
@click.option("--jwt", is_flag=True, help="A VC-JWT (ES256), for systems that import nothing else.")
@click.option(
    "--out", default="badges", type=click.Path(file_okay=False, path_type=Path),
    help="Where they go.", show_default=True,
)  # fmt: skip
@COURSE
@click.pass_context
def command(
    context: click.Context,
    certificates: tuple[Path, ...],
    folder: Path,
    out: Path,
    *,
    svg: bool,
    png: bool,
    jwt: bool,
) -> None:
    """Make badges of issued certificates (PDF files, or credentials): as SVG and PNG, if not said.

    The picture is certificates/achievements/ID.svg or ID.png, or a medal in the issuer's colours.
    A badge that is revoked, changed or another's is not made. Exit code 1 where one was not.

    \b
    Examples:
      lessonry badge issued/*.pdf
      lessonry badge issued/anna-lind-delight-1a2b3c4d.pdf --jwt --out for-the-lms
    """
    chosen = {"svg": svg, "png": png, "jwt": jwt}
    kinds = tuple(kind for kind in KINDS if chosen[kind]) or ("svg", "png")
    layout = find_layout(folder, Diagnostics())
    course, _ = load_course(folder)
    document = published(layout)
    if course.issuer is None or document is None:
        raise UsageError(
            "The course has no issuer with public keys (certificates/did.json).",
            help="Write certificates/issuer.yml, and make keys with `lessonry keys new`.",
        )
    signer = None
    if "jwt" in kinds:
        place = keys.locate(course.identifier, course.url, document.identifier)
        signer = _signer(layout, document, place)
    export = Export(
        issuer=course.issuer,
        certificates=layout.certificates,
        site=dids.site_of(document.identifier, course.url),
        verifier=verifier_of(layout.folder, now=datetime.now(UTC)),
        kinds=kinds,
        out=out,
        jwt=signer,
    )
    names: set[str] = set()
    refused = 0
    for file in certificates:
        name = _free(file.stem, names)
        names.add(name)
        try:
            click.echo(f"{file.name}: {', '.join(export.write(file, name))}")
        except RefusedError as error:
            refused += 1
            click.echo(f"{file.name}: no badge. {f'{error}'[:1].upper()}{f'{error}'[1:]}", err=True)
    context.exit(1 if refused else 0)


def _free(stem: str, names: set[str]) -> str:
    """Return a name that no other file of this run has."""
    name, number = stem, 1
    while name in names:
        number += 1
        name = f"{stem}-{number}"
    return name


def _signer(layout: Layout, document: dids.DidDocument, place: Path) -> credential_jwt.Signer:
    """Return what signs JWTs, its key published where it was not."""
    key, _ = credential_jwt.key_in(place, passphrase_of(place))
    method = credential_jwt.method_of(document.identifier, key)
    if method not in document.jwt_signers:
        listed = {method: credential_jwt.public(key)} | document.jwt_signers
        changed = dids.write(replace(document, jwt_signers=listed))
        file = layout.certificates / "did.json"
        files.write(file, (json.dumps(changed, ensure_ascii=False, indent=2) + "\n").encode())
        click.echo(
            f"{layout.label(file)} lists a key for JWTs now: build and upload the site again."
        )
    return credential_jwt.Signer(key=key, method=method)
