"""A timestamp authority's word that a seal existed at a time (RFC 3161): the one use of the network.

It is asked only where the trainer names an authority. What it answers is compared with what was
asked; whether the authority can be trusted, the PDF reader judges.
"""

from __future__ import annotations

import hashlib
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException
from urllib.error import HTTPError

import rfc3161_client

from lessonry.errors import UsageError, WorldError

PATIENCE = 20
"""Seconds to wait for an answer."""
LARGEST = 100_000
"""Bytes of an answer that is read."""
GRANTED = frozenset({0, 1})
"""The states of an answer that holds a token (RFC 3161 §2.4.2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """A timestamp authority on the web."""

    url: str

    def __post_init__(self) -> None:
        if not self.url.startswith(("http://", "https://")) or not self.url.isascii():
            raise UsageError(
                f"{self.url} is no address of a timestamp authority.",
                help="It begins with https:// or http://, such as https://tsa.example.org/tsr.",
            )

    def __call__(self, signature: bytes) -> bytes:
        """Return the authority's token for a signature, as DER.

        Raises:
            WorldError: It does not answer, refuses, or answers something else.
        """
        asked = (
            rfc3161_client.TimestampRequestBuilder()
            .data(signature)
            .hash_algorithm(rfc3161_client.HashAlgorithm.SHA256)
            .cert_request(cert_request=True)
            .nonce(nonce=True)
            .build()
        )
        request = urllib.request.Request(
            self.url,
            data=asked.as_bytes(),
            headers={"Content-Type": "application/timestamp-query"},
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answered:
                data: bytes = answered.read(LARGEST + 1)
        except HTTPError as error:
            error.close()
            raise self._failed(f"did not answer: {error}") from error
        except (OSError, HTTPException, ValueError) as error:
            raise self._failed(f"did not answer: {error}") from error
        try:
            answer = rfc3161_client.decode_timestamp_response(data)
            if answer.status not in GRANTED:
                raise self._failed(f"refused: {', '.join(answer.status_string) or answer.status}")
            told = answer.tst_info
            token = answer.time_stamp_token()
        except (ValueError, TypeError) as error:
            raise self._failed("answered something that is no timestamp") from error
        if told.message_imprint.message != hashlib.sha256(signature).digest():
            raise self._failed("gave a timestamp for something else")
        if told.nonce != asked.nonce:
            raise self._failed("gave an answer to another question")
        return token

    def _failed(self, what: str) -> WorldError:
        return WorldError(
            f"The timestamp authority {self.url} {what}.",
            help="What was issued before stands; this certificate was not issued. Try again, or "
            "seal without --timestamp.",
        )
