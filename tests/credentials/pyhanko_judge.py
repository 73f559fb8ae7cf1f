"""What pyHanko says of a seal, asked from a thread of its own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext


def validated(
    signature: EmbeddedPdfSignature,
    context: ValidationContext,
    *,
    timestamps: ValidationContext | None = None,
) -> PdfSignatureStatus:
    """Return pyHanko's judgement; it starts an event loop, and a browser's test may have one here."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        judging = thread.submit(
            validate_pdf_signature, signature, context, ts_validation_context=timestamps
        )
        return judging.result()
