"""Access codes: made from the course's secret, safe to type, and too many to try.

A code is eighteen letters of Crockford's base 32 (90 bits; no I, L, O and U in it) and two check
letters, in five groups: a letter mistyped, or two neighbours swapped, is told as the slip it is.

The page that a code opens can be copied, so codes are tried offline, with no one to count. Among
16,384 codes (2^14) a guess hits one in 2^76: beyond anybody's means, so that no slow derivation
(PBKDF2) has to make each guess dearer, and a phone opens a lesson at once.
"""

from __future__ import annotations

import re

from lessonry.credentials.ciphers import hkdf

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 18
CHECKS = 2
GROUP = 4
PRIME = 1021
"""The largest prime below 32², so that the check is two letters. Letters weigh powers of 32, and no
difference of two letters, nor 31 times one (a swap), is a multiple of it."""
SPOKEN = str.maketrans({"O": "0", "I": "1", "L": "1"})
WRITTEN = re.compile(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){4}\b")
"""A code as lists and links have it."""


def derived(secret: bytes, cohort: str, number: int) -> str:
    """Return the code of that number (from 1) in a cohort: always the same."""
    info = f"lessonry access code 1\0{cohort}\0{number}".encode()
    made = hkdf(secret, length=12, salt=None, info=info)
    bits = int.from_bytes(made, "big") >> (12 * 8 - LENGTH * 5)
    letters = _letters(bits, LENGTH)
    return letters + _check(letters)


def read(text: str) -> str:
    """Return a code as it is compared, however it was typed."""
    kept = (letter for letter in text.upper() if letter.isascii() and letter.isalnum())
    return "".join(kept).translate(SPOKEN)


def is_sound(code: str) -> bool:
    """Return whether a code that was `read` has its length, its letters and its check."""
    letters, check = code[:LENGTH], code[LENGTH:]
    return len(code) == LENGTH + CHECKS and set(code) <= set(ALPHABET) and check == _check(letters)


def shown(code: str) -> str:
    """Return a code in groups, for people."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def material(code: str) -> bytes:
    """Return what keys are derived from: the letters without the check, which adds nothing."""
    return code[:LENGTH].encode()


def _check(letters: str) -> str:
    number = 0
    for letter in letters:
        number = number * 32 + ALPHABET.index(letter)
    return _letters(number % PRIME, CHECKS)


def _letters(number: int, length: int) -> str:
    return "".join(ALPHABET[number >> 5 * at & 31] for at in reversed(range(length)))
