"""Invitation codes: short, unguessable, and safe to type off a sheet of paper.

Ten random letters of Crockford's base 32, which has no I, L, O and U, and a check letter: one
letter mistyped, or two neighbours swapped, never makes another code. 50 bits are beyond guessing
where each guess is an exam that somebody grades.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECKS = ALPHABET + "*~$=U"
"""One for each remainder by 37, as Crockford has them."""
PLAIN = 32
"""Remainders whose check letter is one of the alphabet's: only such codes are made."""
PRIME = 37
LENGTH = 10
SPOKEN = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new(taken: Collection[str]) -> str:
    """Return a code that nobody has yet, written for people: `7K2QX-9M4TBW`."""
    while True:
        number = secrets.randbelow(32**LENGTH)
        if number % PRIME >= PLAIN:
            continue
        letters = "".join(ALPHABET[number >> 5 * n & 31] for n in reversed(range(LENGTH)))
        code = letters + CHECKS[number % PRIME]
        if code not in taken:
            return f"{code[:5]}-{code[5:]}"


def read(text: str) -> str:
    """Return a code as it is compared, however it was typed."""
    plain = "".join(text.split()).replace("-", "").upper()
    # A trainer's own codes may hold other letters; then nothing is read for another.
    spoken = plain.translate(SPOKEN)
    return spoken if is_sound(spoken) else plain


def is_sound(code: str) -> bool:
    """Return whether a code's check letter fits: not so where one letter was mistyped."""
    if len(code) != LENGTH + 1 or not set(code[:-1]) <= set(ALPHABET) or code[-1] not in CHECKS:
        return False
    number = 0
    for letter in code[:-1]:
        number = number * 32 + ALPHABET.index(letter)
    return CHECKS[number % PRIME] == code[-1]
