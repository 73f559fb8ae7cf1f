"""The seal: judged by PDF readers that are not ours, and no way around what it covers."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import CompletedProcess

import pikepdf
import pytest
from asn1crypto import x509
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from lessonry.credentials import certificate, sheet_digest
from lessonry.credentials.seals import pades, seal_keys
from lessonry.credentials.seals.pades import Seal
from lessonry.credentials.seals.seal_keys import SealKey
from lessonry.credentials.sheet_digest import SheetError
from lessonry.credentials.verification import Sheet
from lessonry.domain.attempt import Learner
from lessonry.errors import UsageError
from tests.credentials import sheet_cases
from tests.credentials.academy import CREDENTIAL, NOW, Academy
from tests.credentials.pyhanko_judge import validated
from tests.verapdf import VeraPdf

Poppler = Callable[..., CompletedProcess[str]]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> SealKey:
    folder = tmp_path_factory.mktemp("keys")
    return seal_keys.make(folder, name="Delight Academy", passphrase=None, now=NOW)


@pytest.fixture(scope="module")
def seal(held: SealKey) -> Seal:
    return held.seal(NOW)


@pytest.fixture(scope="module")
def sealed(standing: Academy, seal: Seal) -> bytes:
    issued = standing.issue(standing.payload("Anna Lind", attempt=7), seal=seal)
    return issued.entry.certificate


@pytest.fixture(scope="module")
def blank(standing: Academy) -> bytes:
    """A sheet as typst writes it."""
    return standing.sheets.compile(CREDENTIAL, link=None, attachment=b"{}")


def judged(pdf: bytes, held: SealKey | None = None) -> PdfSignatureStatus:
    """What pyHanko says, which trusts nothing but the authority."""
    roots = []
    if held is not None:
        authority = held.certificates[-1].public_bytes(serialization.Encoding.DER)
        roots = [x509.Certificate.load(authority)]
    context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=NOW)
    (signature,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    return validated(signature, context)


def test_a_sealed_certificate_is_as_issued_and_says_that_it_is_sealed(
    standing: Academy, sealed: bytes, pdf: bytes
) -> None:
    found = standing.verifier().verify(sealed)
    assert found.is_well
    assert found.sheet.answer is Sheet.AS_ISSUED
    assert "seal" in found.sheet.sentence
    assert "seal" not in standing.verifier().verify(pdf).sheet.sentence


def test_pdfsig_finds_the_signature_valid_over_the_whole_file(
    sealed: bytes, poppler: Poppler, tmp_path: Path
) -> None:
    file = tmp_path / "sealed.pdf"
    file.write_bytes(sealed)
    told = poppler("pdfsig", "-nocert", file).stdout
    assert "Signature is Valid." in told
    assert "Total document signed" in told
    assert "ETSI.CAdES.detached" in told
    assert "CN=Delight Academy" in told


def test_pyhanko_finds_it_whole_and_trusts_it_by_its_authority(
    sealed: bytes, held: SealKey
) -> None:
    status = judged(sealed, held)
    assert status.intact and status.valid and status.trusted
    assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    assert not judged(sealed).trusted


def test_one_changed_byte_breaks_the_seal_and_the_sheet(
    standing: Academy, sealed: bytes, held: SealKey
) -> None:
    at = sealed.index(b"/MediaBox[0 0 ") + len(b"/MediaBox[0 0 ")
    changed = bytearray(sealed)
    changed[at] ^= 1
    assert not judged(bytes(changed), held).intact
    assert standing.verifier().verify(bytes(changed)).sheet.answer is Sheet.CHANGED


def test_every_design_stays_pdf_a_3a_and_pdf_ua_1_when_it_is_sealed(
    sealed: bytes, seal: Seal, verapdf: VeraPdf, poppler: Poppler, tmp_path: Path
) -> None:
    files = {tmp_path / "issued.pdf": sealed}
    with sheet_cases.sheets(None) as at:
        for number, look in enumerate(sheet_cases.LOOKS):
            sheet = sheet_cases.made(at, sheet_cases.credential(look=look))
            made = pades.filled(pades.with_place(sheet, seal), seal)
            files[tmp_path / f"{number}.pdf"] = made
    for file, data in files.items():
        file.write_bytes(data)
        assert "Signature is Valid." in poppler("pdfsig", "-nocert", file).stdout
    broken = verapdf(files)
    assert {path: rules for path, rules in broken.items() if any(rules.values())} == {}


def test_the_seal_shows_nothing_and_adds_no_page(
    blank: bytes, seal: Seal, poppler: Poppler, tmp_path: Path
) -> None:
    sealed = pades.filled(pades.with_place(blank, seal), seal)
    with pikepdf.open(io.BytesIO(sealed)) as after, pikepdf.open(io.BytesIO(blank)) as before:
        assert len(after.pages) == len(before.pages)
        assert after.Root.AcroForm.SigFlags == 3
        (box,) = [one.Rect for one in after.pages[0].Annots if one.Subtype == "/Widget"]
        assert [float(n) for n in box] == [-1, -1, -1, -1]
        assert "credential.json" in after.attachments
    pictures = []
    for name, data in (("before", blank), ("after", sealed)):
        (tmp_path / f"{name}.pdf").write_bytes(data)
        poppler("pdftoppm", "-r", "50", tmp_path / f"{name}.pdf", tmp_path / name)
        pictures.append(next(tmp_path.glob(f"{name}-*.ppm")).read_bytes())
    assert pictures[0] == pictures[1]


def test_the_seal_covers_the_credential(sealed: bytes, held: SealKey) -> None:
    (place,) = sheet_digest.attachments(sealed)
    changed = bytearray(sealed)
    changed[place.end - 1] = ord("\n")
    assert sheet_digest.of_file(bytes(changed)) == sheet_digest.of_file(sealed)
    assert not judged(bytes(changed), held).intact


def test_what_is_appended_to_a_sealed_file_shows(standing: Academy, sealed: bytes) -> None:
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(sealed)) as document:
        document.save(saved)
    updated = io.BytesIO(sealed)
    writer = IncrementalPdfFileWriter(updated)
    writer.root["/PageMode"] = generic.NameObject("/UseNone")
    writer.update_root()
    writer.write_in_place()
    annotated = io.BytesIO(sealed)
    cover = IncrementalPdfFileWriter(annotated)
    square = generic.DictionaryObject(
        {
            generic.NameObject("/Type"): generic.NameObject("/Annot"),
            generic.NameObject("/Subtype"): generic.NameObject("/Square"),
            generic.NameObject("/Rect"): generic.ArrayObject(
                map(generic.NumberObject, (0, 0, 900, 900))
            ),
        }
    )
    cover.register_annotation(cover.find_page_for_modification(0)[0], cover.add_object(square))
    cover.write_in_place()
    changes = (sealed + b"\n", saved.getvalue(), updated.getvalue(), annotated.getvalue())
    assert updated.getvalue().startswith(sealed) and annotated.getvalue().startswith(sealed)
    for changed in changes:
        assert standing.verifier().verify(changed).sheet.answer is Sheet.CHANGED


def test_the_same_seal_has_the_same_bytes(blank: bytes, seal: Seal) -> None:
    once, twice = (pades.filled(pades.with_place(blank, seal), seal) for _ in range(2))
    assert once == twice


def test_a_seal_takes_less_than_four_milliseconds(blank: bytes, seal: Seal) -> None:
    pades.filled(pades.with_place(blank, seal), seal)
    began = time.process_time()
    for _ in range(20):
        pades.filled(pades.with_place(blank, seal), seal)
    assert (time.process_time() - began) / 20 < 0.004


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (b"startxref\n", b"startxref \n", "its end has a form"),
        (b"xref\n0 ", b"xref\n1 ", "table of objects"),
        (b"/Pages ", b"/Pagen ", "pages are not to be found"),
        (b"/Type/Catalog", b"/AcroForm<<>>", "a form already"),
        (b"0000000", b"9990000", "does not lead to them"),
    ],
)
def test_a_file_of_another_form_is_refused(
    pdf: bytes, seal: Seal, old: bytes, new: bytes, reason: str
) -> None:
    with pytest.raises(SheetError, match=reason):
        pades.with_place(pdf.replace(old, new), seal)


def test_what_has_no_place_is_not_sealed(pdf: bytes, seal: Seal) -> None:
    with pytest.raises(SheetError, match="no place"):
        pades.filled(pdf, seal)


def sealed_twice(sealed: bytes) -> bytes:
    start = sealed.index(b"<</Type/Sig/")
    end = sealed.index(b"endobj", start)
    return sealed + b"\n99 0 obj\n" + sealed[start:end] + b"endobj\n"


HOSTILE: dict[str, Callable[[bytes], bytes]] = {
    "two signatures": sealed_twice,
    "a range that covers less": lambda pdf: re.sub(
        rb"(/ByteRange\[0 \d+ \d+) (\d+)\]",
        lambda found: b"%b %0*d]" % (found[1], len(found[2]), int(found[2]) - 1),
        pdf,
    ),
    "a range that begins later": lambda pdf: pdf.replace(b"/ByteRange[0 ", b"/ByteRange[1 "),
    "other characters than hex": lambda pdf: re.sub(rb"(/Contents<.{10}).", rb"\1g", pdf, count=1),
    "a bracket among the digits": lambda pdf: re.sub(rb"(/Contents<.{10}).", rb"\1>", pdf, count=1),
    "another filter": lambda pdf: pdf.replace(b"/Filter/Adobe.PPKLite", b"/Filter/Adobe.PPKMite"),
    "a revision behind it": lambda pdf: pdf + b"\n",
}


@pytest.mark.parametrize("change", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_seal_that_lies_leaves_no_hole(
    standing: Academy, sealed: bytes, change: Callable[[bytes], bytes]
) -> None:
    changed = change(sealed)
    assert changed != sealed
    assert not sheet_digest.is_sealed(changed)
    assert standing.verifier().verify(changed).sheet.answer is Sheet.CHANGED


def test_other_digits_are_another_seal_and_the_same_sheet(
    standing: Academy, sealed: bytes, held: SealKey
) -> None:
    start, end = sheet_digest.seal_place(sealed) or (0, 0)
    emptied = sealed[:start] + b"0" * (end - start) + sealed[end:]
    assert sheet_digest.of_file(emptied) == sheet_digest.of_file(sealed)
    assert not sheet_digest.is_sealed(emptied)
    found = standing.verifier().verify(emptied)
    assert found.sheet.answer is Sheet.AS_ISSUED
    assert "seal" not in found.sheet.sentence


def test_a_name_made_of_a_seals_words_is_only_a_name(standing: Academy) -> None:
    name = (
        "1 0 obj <</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached"
        "/ByteRange[0 1 2 3]/Contents<00>"
    )
    credential = replace(CREDENTIAL, learner=Learner(name=name))
    made = standing.sheets.compile(credential, link=None, attachment=b"{}")
    assert sheet_digest.seal_place(made) is None


def test_a_certificate_that_does_not_hold_seals_nothing(held: SealKey) -> None:
    with pytest.raises(UsageError, match="holds from"):
        held.seal(datetime(2040, 1, 1, tzinfo=UTC))
    with pytest.raises(UsageError, match="holds from"):
        held.seal(NOW - timedelta(days=30))


def test_an_unsealed_certificate_is_assembled_as_before(pdf: bytes) -> None:
    assert pdf.endswith(b"%%EOF")
    assert certificate.credential_in(pdf)
