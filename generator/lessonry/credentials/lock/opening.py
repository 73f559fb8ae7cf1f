"""Opens a lock as the page does: looks for a set of responses to leave out, then tries the box."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag

from lessonry.credentials.lock import derivation
from lessonry.credentials.lock.field import PRIME, SIZE, inverse, moments, without
from lessonry.credentials.multibase import decode_base64url


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What was in a form's box."""

    key: bytes
    """The seed of the exam's Ed25519 key."""
    answers: tuple[bytes, ...]
    """The key of each answer of the form, in its order."""
    tries: int
    """How many sets were looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What is left out as a whole: the points of one item."""

    turned: tuple[int, ...]
    """The inverses of their x."""

    @property
    def weight(self) -> int:
        """Return how many shares the item has."""
        return len(self.turned)


def points(
    content: Mapping[str, Any], form: int, responses: Sequence[str | None]
) -> list[list[tuple[int, int]]]:
    """Return the points that responses give, for each item; none for what was not answered.

    Args:
        content: The lock file.
        form: Which of its forms was asked.
        responses: One to an item of the form, in their one spelling.
    """
    asked = content["forms"][form]
    salt = decode_base64url(content["salt"])
    values = decode_base64url(asked["values"])
    found: list[list[tuple[int, int]]] = []
    at = 0
    for (name, variant), response in zip(asked["items"], responses, strict=True):
        of: list[tuple[int, int]] = []
        count = content["shares"].get(name, 0)
        if response is not None and count:
            made = derivation.material(salt, name, variant, response, content["iterations"])
            for share in range(count):
                x, mask = derivation.point(made, form, share)
                published = values[(at + share) * SIZE : (at + share + 1) * SIZE]
                of.append((x, (int.from_bytes(published, "big") + mask) % PRIME))
        found.append(of)
        at += count
    return found


def open_lock(
    content: Mapping[str, Any], form: int, responses: Sequence[str | None]
) -> Opened | None:
    """Return what is in the box, or nothing where the responses do not open it."""
    found = [of for of in points(content, form, responses) if of]
    for tries, secret in enumerate(candidates(found, content["needed"]), start=1):
        if derivation.tag(secret) == content["forms"][form]["tag"]:
            box = unsealed_box(content, form, secret)
            if box is not None:
                return Opened(
                    key=decode_base64url(box["key"]),
                    answers=tuple(decode_base64url(key) for key in box["answers"]),
                    tries=tries,
                )
    return None


def candidates(found: list[list[tuple[int, int]]], needed: int) -> Iterator[int]:
    """Yield the value at nothing of the polynomial through each set that is tried, in random order."""
    count = sum(len(of) for of in found)
    if count < needed:
        return
    # Heavy items first, so that what is left over at the end is small; else at random.
    shuffled = random.sample(found, len(found))
    in_order = sorted(shuffled, key=len, reverse=True)
    known = moments([point for of in in_order for point in of], count - needed + 1)
    blocks = [Block(turned=tuple(inverse(x) for x, _ in of)) for of in in_order]
    yield from _left_out(blocks, 0, known)


def _left_out(blocks: list[Block], start: int, known: list[int]) -> Iterator[int]:
    """Yield the values of the sets in which further blocks from `start` are left out."""
    fits = False
    spare = len(known) - 1
    for place in range(start, len(blocks)):
        block = blocks[place]
        if block.weight > spare:
            continue
        fits = True
        less = known
        for turned in block.turned:
            less = without(less, turned)
        yield from _left_out(blocks, place + 1, less)
    if not fits:
        yield known[0]


def unsealed_box(content: Mapping[str, Any], form: int, secret: int) -> dict[str, Any] | None:
    """Return what a form's box holds, or nothing where the secret is another."""
    key = derivation.form_key(secret, decode_base64url(content["salt"]), form)
    context = derivation.form_context(content["course"], content["quiz"], content["digest"], form)
    try:
        opened = derivation.unsealed(key, decode_base64url(content["forms"][form]["box"]), context)
    except InvalidTag:
        return None
    box: dict[str, Any] = json.loads(opened)
    return box


def open_answer(content: Mapping[str, Any], item: str, variant: int, key: bytes) -> dict[str, Any]:
    """Return `key` and `html` of an item's answer; InvalidTag where the key is another's."""
    box = decode_base64url(content["answers"][item][variant])
    context = derivation.answer_context(item, variant)
    answer: dict[str, Any] = json.loads(derivation.unsealed(key, box, context))
    return answer
