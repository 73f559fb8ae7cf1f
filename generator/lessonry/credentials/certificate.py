"""The certificate file: the sheet with the signed credential inside, and the way back to it.

The sheet is compiled once, with random bytes where the credential will lie; typst leaves what it
cannot compress as it is. The digest of all other bytes goes into the credential, and the signed
credential, filled up with blanks, takes the place of the random bytes: no other byte moves. A seal
has its place before that digest is taken, and its digits after: it covers the credential.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from lessonry.credentials import jcs, sheet_digest
from lessonry.credentials.seals import pades
from lessonry.credentials.seals.pades import Seal
from lessonry.credentials.sheet_digest import SheetError

LARGEST_CREDENTIAL = 1_000_000
"""Bytes of a credential that is read at all."""
STEP = 1024
"""The place for the credential is a multiple of so many bytes."""
SLACK = 64
"""Bytes by which a credential may still grow: a signature has 86 to 88 letters in base 58."""


NO_DIGEST = "z" + 46 * "1"
"""As long as a real one: to learn how much room a credential takes."""


def assemble(
    compile_sheet: Callable[[bytes], bytes],
    sign: Callable[[str], dict[str, Any]],
    seal: Seal | None = None,
) -> tuple[bytes, bytes]:
    """Return the certificate file and the credential in it.

    Args:
        compile_sheet: Attachment → PDF.
        sign: The digest of the file without the credential, in multibase → signed credential.
        seal: What seals the file, where it is to be sealed.
    """
    room = -(-(len(jcs.canonicalize(sign(NO_DIGEST))) + SLACK) // STEP) * STEP
    compiled = compile_sheet(_incompressible(room))
    blank = compiled if seal is None else pades.with_place(compiled, seal)
    places = sheet_digest.attachments(blank)
    if not places or places[0].end - places[0].start != room or places[0].is_deflated:
        raise SheetError("the place for the credential was not left as it must be")
    credential = jcs.canonicalize(sign(sheet_digest.of_file(blank)))
    if len(credential) > room:
        raise SheetError("the credential does not fit into its place")
    place = places[0]
    pdf = blank[: place.start] + credential.ljust(room) + blank[place.end :]
    return pdf if seal is None else pades.filled(pdf, seal), credential


def credential_in(pdf: bytes) -> bytes | None:
    """Return the credential inside a PDF: the first attachment that is a JSON object."""
    for place in sheet_digest.attachments(pdf):
        try:
            data = sheet_digest.content(pdf, place, LARGEST_CREDENTIAL).strip()
        except SheetError:
            continue
        if data.startswith(b"{"):
            return data
    return None


def _incompressible(length: int) -> bytes:
    """Return bytes that look random and are always the same."""
    return hashlib.shake_256(b"lessonry: the place for a credential").digest(length)
