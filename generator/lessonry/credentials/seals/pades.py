"""The seal of a certificate file: a PAdES signature that PDF readers judge by themselves.

It is a second revision of the file, appended to what typst wrote: a signature field that shows
nothing, and in it a place for the signature (ISO 32000-2 §12.8; ETSI EN 319 142-1, level B-B, or
B-T where a timestamp authority is asked). A general library takes thirty milliseconds for that;
the form of typst's files is known, and another form is refused.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from lessonry.credentials import sheet_digest
from lessonry.credentials.seals import der
from lessonry.credentials.sheet_digest import SheetError

Timestamp = Callable[[bytes], bytes]
"""A signature → the token of a timestamp authority for it, as DER."""

RANGE_WIDTH = 32
"""Characters of the ByteRange, which is known only when all else is."""
TOKEN_ROOM = 12_000
"""Bytes that a timestamp's token may have: its authority's certificates are in it."""
LONGEST_SIGNATURE = 72
"""Bytes of a P-256 signature as DER."""

DATA, SIGNED_DATA = "1.2.840.113549.1.7.1", "1.2.840.113549.1.7.2"
CONTENT_TYPE, MESSAGE_DIGEST = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"
SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.47"
TIMESTAMP_TOKEN = "1.2.840.113549.1.9.16.2.14"
SHA256, ECDSA_SHA256 = "2.16.840.1.101.3.4.2.1", "1.2.840.10045.4.3.2"

TAIL = re.compile(
    rb"trailer\n<</Size (\d{1,6})/Root (\d{1,6}) 0 R(/[^\n]*)>>\nstartxref\n(\d{1,9})\n%%EOF\n?\Z"
)
TABLE = re.compile(rb"xref\n0 (\d{1,6})\n")
PAGES = re.compile(rb"/Pages (\d{1,6}) 0 R\b")
FIRST_KID = re.compile(rb"/Kids ?\[(\d{1,6}) 0 R\b")
ENTRY = 20
"""Bytes of a line in a cross-reference table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What seals: a P-256 key with its certificates, and of when the seal says it is."""

    key: bytes = field(repr=False)
    """As unencrypted PKCS#8; bytes travel between processes."""
    certificates: tuple[bytes, ...]
    """As DER: the key's own first, then those that vouch for it."""
    moment: datetime
    """In UTC, whole seconds."""
    timestamp: Timestamp | None = None

    @property
    def room(self) -> int:
        """Return how many bytes a signature may have, as DER."""
        signer = _signer(self)
        longest = signer.container(signer.attributes(bytes(32)), bytes(LONGEST_SIGNATURE), None)
        return len(longest) + 16 + (TOKEN_ROOM if self.timestamp else 0)


def with_place(pdf: bytes, seal: Seal) -> bytes:
    """Return a file of typst's with an empty seal appended, zeros where its digits will lie.

    Raises:
        SheetError: The file's form is not known.
    """
    found = TAIL.search(pdf, max(0, len(pdf) - 2_000))
    if found is None:
        raise SheetError("its end has a form that no seal can be appended to")
    size, root, table = int(found[1]), int(found[2]), int(found[4])
    catalog = _object(pdf, table, size, root)
    page_number = _first_page(pdf, table, size, catalog)
    page = _object(pdf, table, size, page_number)
    if b"/AcroForm" in catalog:
        raise SheetError("it has a form already")
    field_number, seal_number = size, size + 1
    out = bytearray(pdf if pdf.endswith(b"\n") else pdf + b"\n")
    offsets: dict[int, int] = {}

    def add(number: int, body: bytes) -> None:
        # The line break is the seal's mark, too: no text in a file has one before `obj`.
        offsets[number] = len(out)
        out.extend(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    form = b"/AcroForm<</Fields[%d 0 R]/SigFlags 3>>" % field_number
    add(root, _with_entry(catalog, form))
    add(page_number, _with_annotation(page, field_number))
    add(
        field_number,
        b"<</Type/Annot/Subtype/Widget/FT/Sig/T(Seal)/TU(The issuer's seal)/F 132"
        # Beyond the page: shown nowhere, and so no matter for those who have it read aloud.
        b"/Rect[-1 -1 -1 -1]/P %d 0 R/V %d 0 R>>" % (page_number, seal_number),
    )
    digits = 2 * seal.room
    head = (
        b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(D:%b)/ByteRange"
        % seal.moment.strftime("%Y%m%d%H%M%SZ").encode()
    )
    contents = b"/Contents<"
    body = head + b" " * RANGE_WIDTH + contents + b"0" * digits + b">>>"
    add(seal_number, body)
    place = offsets[seal_number] + len(b"%d 0 obj\n" % seal_number) + len(head)
    start = place + RANGE_WIDTH + len(contents)
    new_table = len(out)
    out += b"xref\n"
    for number, offset in sorted(offsets.items()):
        out += b"%d 1\n%010d 00000 n \n" % (number, offset)
    out += b"trailer\n<</Size %d/Root %d 0 R%b/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
        seal_number + 1, root, found[3], table, new_table,
    )  # fmt: skip
    end = start + digits
    covered = b"[0 %d %d %d]" % (start - 1, end + 1, len(out) - end - 1)
    out[place : place + RANGE_WIDTH] = covered.ljust(RANGE_WIDTH)
    made = bytes(out)
    if sheet_digest.seal_place(made) != (start, end):
        raise SheetError("the place for the seal was not left as it must be")
    return made


def filled(pdf: bytes, seal: Seal) -> bytes:
    """Return the file with its place filled: sealed, and not a byte to be changed from now on.

    Raises:
        SheetError: It has no place, or too small a one.
    """
    place = sheet_digest.seal_place(pdf)
    if place is None:
        raise SheetError("it has no place for a seal")
    start, end = place
    covered = hashlib.sha256(memoryview(pdf)[: start - 1])
    covered.update(memoryview(pdf)[end + 1 :])
    digits = _signer(seal).sign(covered.digest(), seal.timestamp).hex().encode()
    if len(digits) > end - start:
        raise SheetError("the seal does not fit into its place")
    return pdf[:start] + digits.ljust(end - start, b"0") + pdf[end:]


class _Signer:
    """A key, and all of its signatures that is the same each time (RFC 5652, RFC 5035)."""

    def __init__(self, key: bytes, certificates: tuple[bytes, ...]) -> None:
        loaded = serialization.load_der_private_key(key, None)
        assert isinstance(loaded, ec.EllipticCurvePrivateKey)
        own = x509.load_der_x509_certificate(certificates[0])
        self.key = loaded
        self.certificates = b"".join(certificates)
        self.name = der.sequence(own.issuer.public_bytes(), der.integer(own.serial_number))
        fingerprint = hashlib.sha256(certificates[0]).digest()
        # ESSCertIDv2: its hash is SHA-256 where none is named.
        named = der.sequence(der.sequence(der.sequence(der.octets(fingerprint))))
        self.certificate_said = _attribute(SIGNING_CERTIFICATE, named)

    @cached_property
    def algorithm(self) -> ec.ECDSA:
        """Return the way to sign: the same bytes each time, where the machine's OpenSSL can."""
        algorithm = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
        try:
            self.key.sign(b"", algorithm)
        except UnsupportedAlgorithm:
            return ec.ECDSA(hashes.SHA256())
        return algorithm

    def sign(self, digest: bytes, timestamp: Timestamp | None) -> bytes:
        attributes = self.attributes(digest)
        signature = self.key.sign(der.tagged(der.SET, attributes), self.algorithm)
        return self.container(attributes, signature, timestamp(signature) if timestamp else None)

    def attributes(self, digest: bytes) -> bytes:
        """Return what is signed: the kind, the digest, and which certificate is the signer's."""
        kind = _attribute(CONTENT_TYPE, der.identifier(DATA))
        told = _attribute(MESSAGE_DIGEST, der.octets(digest))
        # DER sorts a set; these are sorted by their lengths already.
        return kind + told + self.certificate_said

    def container(self, attributes: bytes, signature: bytes, token: bytes | None) -> bytes:
        """Return the signature with all that it takes to judge it (RFC 5652 §5.1)."""
        sha256 = der.sequence(der.identifier(SHA256))
        signer = der.sequence(
            der.integer(1),
            self.name,
            sha256,
            der.tagged(der.OPTION_0, attributes),
            der.sequence(der.identifier(ECDSA_SHA256)),
            der.octets(signature),
            b"" if token is None else der.tagged(der.OPTION_1, _attribute(TIMESTAMP_TOKEN, token)),
        )
        signed = der.sequence(
            der.integer(1),
            der.tagged(der.SET, sha256),
            der.sequence(der.identifier(DATA)),
            der.tagged(der.OPTION_0, self.certificates),
            der.tagged(der.SET, signer),
        )
        return der.sequence(der.identifier(SIGNED_DATA), der.tagged(der.OPTION_0, signed))


def _attribute(kind: str, value: bytes) -> bytes:
    return der.sequence(der.identifier(kind), der.tagged(der.SET, value))


@lru_cache(maxsize=4)
def _signer_of(key: bytes, certificates: tuple[bytes, ...]) -> _Signer:
    return _Signer(key, certificates)


def _signer(seal: Seal) -> _Signer:
    return _signer_of(seal.key, seal.certificates)


def _object(pdf: bytes, table: int, size: int, number: int) -> bytes:
    """Return the dictionary of an object that has no stream, by the cross-reference table."""
    head = TABLE.match(pdf, table)
    if head is None or int(head[1]) != size or not 0 < number < size:
        raise SheetError("its table of objects has a form that is not known")
    line = pdf[head.end() + ENTRY * number :][:ENTRY]
    begin = b"%d 0 obj\n" % number
    offset = int(line[:10]) if line[:10].isdigit() else -1
    if offset < 0 or not pdf.startswith(begin, offset):
        raise SheetError("its table of objects does not lead to them")
    start = offset + len(begin)
    body = pdf[start : pdf.find(b"\nendobj", start)]
    if not body.startswith(b"<<") or not body.endswith(b">>"):
        raise SheetError("one of its objects has a form that is not known")
    return body


def _first_page(pdf: bytes, table: int, size: int, catalog: bytes) -> int:
    """Return the number of the first page's object."""
    pattern, body, number = PAGES, catalog, 0
    for _ in range(8):
        found = pattern.search(body)
        if found is None:
            raise SheetError("its pages are not to be found")
        number = int(found[1])
        body = _object(pdf, table, size, number)
        if body.startswith(b"<</Type/Page/"):
            return number
        pattern = FIRST_KID
    raise SheetError("its pages are not to be found")


def _with_entry(dictionary: bytes, entry: bytes) -> bytes:
    return dictionary[:-2] + entry + b">>"


def _with_annotation(page: bytes, number: int) -> bytes:
    """Return a page's dictionary with one more annotation."""
    if b"/Annots" not in page:
        return _with_entry(page, b"/Annots[%d 0 R]" % number)
    if page.count(b"/Annots[") != 1:
        raise SheetError("its page has a form that is not known")
    return page.replace(b"/Annots[", b"/Annots[%d 0 R " % number, 1)
