"""Writes a lock: the file that a page opens with enough right responses.

All randomness comes of the issuer's lock secret and the lock's digest, so the same exam has the same
lock, byte for byte.
"""

from __future__ import annotations

import hmac
import os
import secrets
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from lessonry.credentials import jcs
from lessonry.credentials.ciphers import ed25519
from lessonry.credentials.desk.self_service import exam_seed
from lessonry.credentials.lock import derivation
from lessonry.credentials.lock.field import PRIME, SIZE, evaluated
from lessonry.credentials.multibase import encode_base64url
from lessonry.domain.answer_lock.forms import Form, forms
from lessonry.domain.answer_lock.lockable import grids, right
from lessonry.domain.answer_lock.shares import Shares, shares
from lessonry.domain.items import GapItem, Item, variants
from lessonry.domain.keys import key as key_of
from lessonry.domain.quiz import Quiz

DIGEST_LENGTH = 16
PADDING = 1_024
"""Answers are filled up to a multiple of so many bytes, so that their lengths tell nothing."""
VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the review shows of one variant of an item."""

    key: object
    """As `data-lr-key` of a practice item has it."""
    html: str


@dataclass(frozen=True, kw_only=True)  # no slots, for its cached properties
class Lock:
    """A lock, and what its maker alone knows of it."""

    course: str
    quiz: str
    digest: str
    seed: bytes = field(repr=False)
    """Of the exam's Ed25519 key."""
    content: dict[str, Any] = field(repr=False)
    """What is published, as JSON values."""

    @cached_property
    def data(self) -> bytes:
        """Return the lock file."""
        return jcs.canonicalize(self.content)

    @cached_property
    def public(self) -> bytes:
        """Return the exam's raw public key."""
        return ed25519(self.seed).public_key().public_bytes_raw()

    @property
    def path(self) -> str:
        """Return where the file lies in the site."""
        return f"lessonry/locks/{self.quiz}-{self.digest}.json"


def make(
    quiz: Quiz,
    *,
    course: str,
    secret: bytes | None = None,
    answers: Mapping[str, Sequence[Answer]] | None = None,
    rounds: int | None = None,
) -> Lock:
    """Return the lock of an exam that `checks.lock` found fit.

    Args:
        quiz: With its keys, its pools joined.
        course: The course's identifier.
        secret: The issuer's lock secret, 32 bytes; a random one where nothing is given.
        answers: Of each item, what the review shows of each of its variants; keys alone where
            nothing is given.
        rounds: Iterations of PBKDF2; by the number of items asked where nothing is given.
    """
    secret = secret or secrets.token_bytes(32)
    drawn = forms(quiz)
    count = rounds or derivation.iterations(max(len(form) for form in drawn))
    writing = _Writing(
        quiz=quiz,
        course=course,
        secret=secret,
        shares=shares(quiz),
        forms=drawn,
        rounds=count,
        answers=answers or {item.identifier: _bare(item) for item in quiz.items},
    )
    return writing.lock()


def _bare(item: Item) -> tuple[Answer, ...]:
    return tuple(Answer(key=key_of(variant), html="") for variant in variants(item))


@dataclass(kw_only=True)
class _Writing:
    """One lock in the making."""

    quiz: Quiz
    course: str
    secret: bytes
    shares: Shares
    forms: tuple[Form, ...]
    rounds: int
    answers: Mapping[str, Sequence[Answer]]

    def lock(self) -> Lock:
        """Return the lock; another salt is taken where two right responses share a place."""
        for attempt in range(16):
            salt = self.drawn(f"salt {attempt}", 16)
            self.make_ready(salt)
            places = [self.places(salt, number) for number in range(len(self.forms))]
            if all(len({x for x, _ in of}) == len(of) for of in places):
                return self.sealed(salt, places)
        raise AssertionError("two responses keep sharing a place")

    @cached_property
    def items(self) -> dict[str, tuple[Item, ...]]:
        """Return the variants of each graded item."""
        return {
            item.identifier: variants(item)
            for item in self.quiz.items
            if item.identifier in self.shares.of
        }

    @cached_property
    def rights(self) -> dict[str, list[str]]:
        """Return the right response of each variant of each graded item."""
        return {name: [right(variant) for variant in each] for name, each in self.items.items()}

    @cached_property
    def public(self) -> dict[str, Any]:
        """Return what the file says openly."""
        gaps = {name: each[0] for name, each in self.items.items() if isinstance(each[0], GapItem)}
        return {
            "type": "AnswerLock",
            "version": VERSION,
            "course": self.course,
            "quiz": self.quiz.identifier,
            "iterations": self.rounds,
            "needed": self.shares.needed,
            "shares": self.shares.of,
            "grids": {
                name: [None if step is None else str(step) for step in grids(item)]
                for name, item in gaps.items()
            },
        }

    @cached_property
    def digest(self) -> str:
        """Return the name of this lock: a hash of all that it holds, keyed, since keys are in it."""
        everything = self.public | {
            "forms": self.forms,
            "right": self.rights,
            "answers": {
                name: [[answer.key, answer.html] for answer in each]
                for name, each in self.answers.items()
            },
        }
        return hmac.digest(self.secret, jcs.canonicalize(everything), "sha256").hex()[
            :DIGEST_LENGTH
        ]

    def drawn(self, purpose: str, length: int) -> bytes:
        """Return bytes that only the holder of the lock secret could tell, for one purpose."""
        info = f"{self.course}\0{self.quiz.identifier}\0{self.digest}\0{purpose}".encode()
        return derivation.expanded(
            self.secret, salt=b"lessonry-lock-1 draw", info=info, length=length
        )

    def make_ready(self, salt: bytes) -> None:
        """Derive on all cores what is then taken one by one; what was derived before is kept."""
        wanted = {pair for form in self.forms for pair in form if pair[0] in self.rights}
        with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
            list(pool.map(lambda pair: self.material(salt, *pair), sorted(wanted)))

    def material(self, salt: bytes, name: str, variant: int) -> bytes:
        """Return what the right response of an item gives."""
        return _material(salt, name, variant, self.rights[name][variant], self.rounds)

    def places(self, salt: bytes, number: int) -> list[tuple[int, int]]:
        """Return x and mask of each share of a form's right responses."""
        return [
            derivation.point(self.material(salt, name, variant), number, share)
            for name, variant in self.forms[number]
            for share in range(self.shares.of.get(name, 0))
        ]

    def sealed(self, salt: bytes, places: list[list[tuple[int, int]]]) -> Lock:
        """Return the lock with its forms and answers sealed."""
        seed = exam_seed(self.secret, self.course, self.quiz.identifier, self.digest)
        content = self.public | {
            "digest": self.digest,
            "salt": encode_base64url(salt),
            "forms": [self.form(salt, seed, number, of) for number, of in enumerate(places)],
            "answers": {
                name: [self.answer(name, variant) for variant in range(len(each))]
                for name, each in self.answers.items()
            },
        }
        return Lock(
            course=self.course,
            quiz=self.quiz.identifier,
            digest=self.digest,
            seed=seed,
            content=content,
        )

    def form(
        self, salt: bytes, seed: bytes, number: int, places: list[tuple[int, int]]
    ) -> dict[str, Any]:
        """Return one form: its items, the masked values of its polynomial, its box."""
        # 48 bytes a coefficient, so that no residue is more likely than another.
        coefficients = [
            int.from_bytes(self.drawn(f"form {number} power {power}", 48), "big") % PRIME
            for power in range(self.shares.needed)
        ]
        values = [(evaluated(coefficients, x) - mask) % PRIME for x, mask in places]
        plaintext = {
            "key": encode_base64url(seed),
            "answers": [
                encode_base64url(self.answer_key(name, variant))
                for name, variant in self.forms[number]
            ],
        }
        context = derivation.form_context(self.course, self.quiz.identifier, self.digest, number)
        key = derivation.form_key(coefficients[0], salt, number)
        box = derivation.sealed(key, jcs.canonicalize(plaintext), context)
        return {
            "items": [[name, variant] for name, variant in self.forms[number]],
            "values": encode_base64url(b"".join(v.to_bytes(SIZE, "big") for v in values)),
            "tag": derivation.tag(coefficients[0]),
            "box": encode_base64url(box),
        }

    def answer(self, name: str, variant: int) -> str:
        """Return the sealed answer of one variant of an item."""
        answer = self.answers[name][variant]
        plaintext = jcs.canonicalize({"key": answer.key, "html": answer.html})
        filled = plaintext.ljust(-(-len(plaintext) // PADDING) * PADDING)
        context = derivation.answer_context(name, variant)
        return encode_base64url(derivation.sealed(self.answer_key(name, variant), filled, context))

    def answer_key(self, name: str, variant: int) -> bytes:
        """Return the key of one answer's box."""
        return self.drawn(f"answer {variant} {name}", 16)


@lru_cache(maxsize=20_000)
def _material(salt: bytes, item: str, variant: int, response: str, rounds: int) -> bytes:
    return derivation.material(salt, item, variant, response, rounds)
