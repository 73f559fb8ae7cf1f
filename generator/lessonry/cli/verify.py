"""`lessonry verify`: each question about a certificate, answered by itself."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from lessonry.credentials import did as dids
from lessonry.credentials import sheet_digest
from lessonry.credentials.desk import exam_keys, self_service
from lessonry.credentials.verification import IssuerKnown, Verification
from lessonry.credentials.verifier import Verifier
from lessonry.diagnostics import Diagnostics
from lessonry.errors import UsageError, WorldError
from lessonry.project import find_layout

FIELDS = {
    "name": "Learner",
    "achievement": "Achievement",
    "edition": "Edition of the course",
    "issuer": "Issuer",
    "issuer_id": "Issuer's identifier",
    "issued": "Issued",
    "expires": "Expires",
    "score": "Score",
    "level": "Level",
    "id": "Credential",
}


STATED = (
    "The name, the score and the date were stated when it was made; nobody has checked them. "
    "All else is as the issuer has fixed it for this exam."
)
"""Of level 1, which an exam's key signs."""


@click.command(name="verify")
@click.argument("certificate", metavar="FILE")
@click.option(
    "--course", type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of the course that should have issued it, or of its built site (here, if "
    "this is one).",
)  # fmt: skip
@click.option(
    "--did", "did_file", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The issuer's did.json instead.",
)  # fmt: skip
@click.option(
    "--status", "status_files", multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The issuer's status/1.json (what is revoked), if it is elsewhere; and again for its "
    "status/2.json (what is suspended).",
)  # fmt: skip
@click.option(
    "--desk", "desk_file", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The issuer's self-service/keys.json, for level 1, if it is elsewhere.",
)  # fmt: skip
@click.option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD",
    help="As of that day, not today.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the answers for other programs.")
@click.pass_context
def command(
    context: click.Context,
    certificate: str,
    course: Path | None,
    did_file: Path | None,
    status_files: tuple[Path, ...],
    desk_file: Path | None,
    day: datetime | None,
    *,
    as_json: bool,
) -> None:
    """Tell whether FILE (a certificate PDF, a badge, a credential, a QR code's link) is real.

    Exit code 0 where nothing speaks against it, 1 where something does, 2 where FILE is no
    certificate. That a revocation could not be looked up is said, and changes no exit code.
    Nothing is asked of the network: what the issuer's list says is as new as the file at hand,
    whose day is told.

    \b
    Examples:
      lessonry verify anna-lind-delight-1a2b3c4d.pdf
      lessonry verify badge.png
      lessonry verify someone.pdf --did did.json --json
    """
    now = day.replace(tzinfo=UTC) if day else datetime.now(UTC)
    verifier = verifier_of(
        course, now=now, did_file=did_file, status_files=status_files, desk_file=desk_file
    )
    file = Path(certificate)
    if _is_file(file):
        verification = verifier.verify(read_file(file))
    elif "#t=" in certificate or len(certificate) > 120:
        verification = verifier.verify_token(certificate)
    else:
        raise UsageError(
            f"There is no file {certificate}.",
            help="Name a certificate PDF, a badge (SVG, PNG), a credential's JSON file, or the link "
            "of a QR code.",
        )
    if as_json:
        click.echo(json.dumps(verification.as_json(), ensure_ascii=False, indent=2))
    else:
        _print(verification)
    context.exit(verification.exit_code)


def verifier_of(
    course: Path | None,
    *,
    now: datetime,
    did_file: Path | None = None,
    status_files: tuple[Path, ...] = (),
    desk_file: Path | None = None,
) -> Verifier:
    """Return a verifier with what is at hand of a course, or of its built site."""
    public, listed = _public_files(course, did_file, status_files)
    lists = [read_file(file) for file in listed]
    return Verifier(
        issuer=_issuer(public),
        status_list=lists[0] if lists else None,
        more_lists=tuple(lists[1:]),
        exam_keys=_exam_keys(desk_file, public),
        now=now,
    )


def _public_files(
    course: Path | None, did_file: Path | None, status_files: tuple[Path, ...]
) -> tuple[Path | None, tuple[Path, ...]]:
    """Return the issuer's DID document and status lists, as far as they are at hand."""
    if did_file is not None:
        return did_file, status_files
    folder = course or Path()
    if (folder / "mkdocs.yml").is_file() or (folder / "mkdocs.yaml").is_file():
        certificates = find_layout(folder, Diagnostics()).certificates
    else:
        is_site = (folder / "did.json").is_file()
        certificates = folder if is_site else folder / "certificates"
    public = certificates / "did.json"
    if not public.is_file():
        if course is not None:
            raise UsageError(
                f"The course in {course} has no keys (no {public}).",
                help="Name the issuer's did.json: `lessonry verify FILE --did did.json`.",
            )
        return None, status_files
    own = sorted((certificates / "status").glob("*.json"))
    desk = sorted((certificates / self_service.FOLDER / "status").glob("*.json"))
    return public, status_files or (*own, *desk)


def _exam_keys(named: Path | None, public: Path | None) -> tuple[exam_keys.ExamKey, ...] | None:
    """Return what the issuer's desk has certified, where its list is named or lies beside did.json."""
    beside = (exam_keys.LISTED, f"{self_service.FOLDER}/keys.json")
    files = [named] if named else [public.parent / name for name in beside] if public else []
    file = next((file for file in files if _is_file(file)), None)
    if file is None:
        return None
    try:
        return exam_keys.read(read_file(file))
    except exam_keys.ExamKeysError as error:
        raise UsageError(
            f"{file} cannot be read: {error}.", help="Take it from the course's site anew."
        ) from error


def _issuer(public: Path | None) -> dids.DidDocument | None:
    if public is None:
        return None
    try:
        return dids.read(read_file(public))
    except dids.DidError as error:
        raise UsageError(f"{public} cannot be read: {error}.") from error


def _is_file(file: Path) -> bool:
    try:
        return file.is_file()
    except (OSError, ValueError):
        return False


def read_file(file: Path) -> bytes:
    """Return a file's bytes, one more than any certificate has at the most."""
    try:
        with file.open("rb") as opened:
            return opened.read(sheet_digest.LARGEST_FILE + 1)
    except OSError as error:
        raise WorldError(f"{file} cannot be read: {error.strerror or error}.") from error


def _print(verification: Verification) -> None:
    for question, answer in verification.answers.items():
        mark, color = ("✓", "green") if answer.is_well else ("✗", "red")
        if answer.answer.value in {"unknown", "not-given"}:
            mark, color = "?", "yellow"
        if not verification.is_intact and question not in {"intact", "issuer"}:
            continue
        click.secho(f"{mark} {question:7} {answer.answer.value:12} ", fg=color, nl=False)
        click.echo(_plain(answer.sentence))
    told = {name: getattr(verification.vouched, name) for name in FIELDS}
    if any(told.values()):
        click.echo("\nThe signature covers these fields. Compare each with the sheet in your hand; "
                   "where they differ, these are right and the sheet is not:"
                   if verification.is_intact
                   else "\nIt says, and none of it can be relied on:")  # fmt: skip
        if verification.issuer.answer is IssuerKnown.SELF_SERVICE:
            click.echo(STATED)
        for name, label in FIELDS.items():
            if told[name]:
                click.echo(f"  {label:22} {_plain(told[name] or '')}")
        click.echo("Nobody can tell from a certificate who sat the exam.")


def _plain(text: str) -> str:
    """Return a text that moves no terminal's cursor and turns no line around."""
    return "".join(char if char.isprintable() else "?" for char in text)
