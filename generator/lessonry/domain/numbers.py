"""Numbers as people type them, read exactly: both decimal marks, groups of digits, powers of ten.

The browser does the same in `runtime/gaps/numeric-entry.js`; the scoring vectors hold both to it.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

LONGEST_NUMBER = 100
"""Characters of an entry that is looked at; a longer one is no number."""
LARGEST_EXPONENT = 300
DIGIT_ZEROS = (0x660, 0x6F0, 0x966, 0x9E6, 0xE50)
"""Where ten digits of other scripts begin: Arabic, Persian, Devanagari, Bengali, Thai."""
DIGITS = {zero + digit: str(digit) for zero in DIGIT_ZEROS for digit in range(10)}
SIGNS = str.maketrans({"−": "-", "–": "-", "‐": "-", "‑": "-", "＋": "+", "٫": ".", "٬": ","})
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
POWER = re.compile("10(\\^?)([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
NUMBER = re.compile(
    r"(?P<sign>[+-]?)\s*(?P<digits>[0-9][0-9.,' ]*|[.,][0-9]+)"
    r"(?:[eE](?P<e>[+-]?[0-9]{1,4})|\s*[x×*·]\s*10\s*\^\s*\(?(?P<ten>[+-]?[0-9]{1,4})\)?)?"
    r"(?P<rest>.*)"
)
GROUPED = re.compile(r"[0-9]{1,3}(?:(?P<mark>[.,' ])[0-9]{3})(?:(?P=mark)[0-9]{3})*")


def read_quantity(entry: str) -> list[tuple[Fraction, str]]:
    """Return each reading of what was typed: a number, and the unit behind it as `fold_unit` has it.

    No reading for what is no number; two for `1,234`, whose mark may be either.
    """
    if len(entry) > LONGEST_NUMBER:
        return []
    raised = POWER.sub(lambda m: f"10^{m.group(2).translate(SUPERSCRIPTS)}", entry)
    text = " ".join(unicodedata.normalize("NFKC", raised.translate(SIGNS)).split())
    found = NUMBER.fullmatch(text.translate(DIGITS).translate(SIGNS))
    if found is None:
        return []
    exponent = int(found.group("e") or found.group("ten") or 0)
    if abs(exponent) > LARGEST_EXPONENT:
        return []
    digits = found.group("digits").rstrip(" ")
    unit = fold_unit(found.group("rest"))
    sign = -1 if found.group("sign") == "-" else 1
    return [(sign * value * Fraction(10) ** exponent, unit) for value in _values(digits)]


def _values(digits: str) -> list[Fraction]:
    """Return the values that digits with marks between them may have."""
    marks = [c for c in digits if c in ".,"]
    values = []
    bare = digits.replace(" ", "").replace("'", "")
    spaced = " " in digits or "'" in digits
    if spaced and not GROUPED.fullmatch(re.split("[.,]", digits)[0]):
        return []
    if len(set(marks)) == 2:
        last = marks[-1]
        whole, _, part = bare.rpartition(last)
        other = "," if last == "." else "."
        if last not in whole and GROUPED.fullmatch(whole) and other in whole:
            values.append(Fraction(whole.replace(other, "") + "." + (part or "0")))
        return values
    if len(marks) == 1:
        whole, _, part = bare.partition(marks[0])
        values.append(Fraction(f"{whole or '0'}.{part or '0'}"))
    if not marks:
        values.append(Fraction(bare))
    elif not spaced and GROUPED.fullmatch(bare) and bare[0] != "0":
        values.append(Fraction(bare.replace(marks[0], "")))
    return values


def fold_unit(text: str) -> str:
    """Return a unit as it is compared: one spelling for signs of powers and products, no blanks."""
    folded = unicodedata.normalize("NFKC", POWER_SIGN.sub(_caret, text.replace("µ", "μ")))
    folded = re.sub(r"\s*([/^])\s*", r"\1", " ".join(folded.split()))
    return re.sub(r"\s*[*·⋅×]\s*| ", "*", folded).strip("*")


POWER_SIGN = re.compile("[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+")


def _caret(power: re.Match[str]) -> str:
    return "^" + power.group().translate(SUPERSCRIPTS)


def rounded(number: Fraction, figures: int) -> Fraction:
    """Return `number` at so many significant figures, a half away from nothing."""
    if not number:
        return number
    size, exponent = abs(number), 0
    while size >= 10:
        size, exponent = size / 10, exponent + 1
    while size < 1:
        size, exponent = size * 10, exponent - 1
    unit = Fraction(10) ** (exponent - figures + 1)
    whole = (abs(number) / unit + Fraction(1, 2)).__floor__()
    return (1 if number > 0 else -1) * whole * unit
