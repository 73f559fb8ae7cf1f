"""Numbers as people type them, read exactly: both decimal marks, groups of digits, powers, fractions.

The browser does the same in `runtime/gaps/quantity.js`; the scoring vectors hold both to it.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from lessonry.domain.response import BLANKS

LONGEST_NUMBER = 100
"""Characters of an entry that is looked at; a longer one is no number."""
LARGEST_EXPONENT = 300
KEPT = str.maketrans({"º": "°", "˚": "°", "\ufeff": " "})
"""Other keyboards' signs of degrees, which NFKC would change; a mark of byte order is a blank."""
DIGIT_ZEROS = (0x660, 0x6F0, 0x966, 0x9E6, 0xE50)
"""Where ten digits of other scripts begin: Arabic, Persian, Devanagari, Bengali, Thai."""
SIGNS = str.maketrans(
    {zero + digit: str(digit) for zero in DIGIT_ZEROS for digit in range(10)}
    | {ord(char): "-" for char in "−–‐"}
    | {ord(char): "*" for char in "×·⋅∙"}
    | {ord(char): "'" for char in "’ʼ"}
    | {ord("٫"): ".", ord("٬"): ",", ord("٪"): "%", ord("⁄"): "/", ord("∕"): "/"}
)
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
RAISED = re.compile(r"\^?[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+")
HALVES = re.compile("[¼-¾⅐-⅞]")
MONEY = re.compile(r"([+-]?) ?([$€£¥₹]) ?(.*)")
TEN = re.compile(r"^([+-]? ?)10 ?(?:\^|\*\*)")
SHARE = re.compile(
    r"(?P<sign>[+-]?) ?(?:(?P<whole>[0-9]+) )?(?P<over>[1-9][0-9]*) ?/ ?(?P<under>[1-9][0-9]*)"
    r"(?![0-9.,^])(?P<rest>.*)"
)
NUMBER = re.compile(
    r"(?P<sign>[+-]?) ?(?P<digits>[0-9][0-9.,' ]*|[.,][0-9]+)"
    r"(?:[eE](?P<e>[+-]?[0-9]{1,4})(?![0-9.,])"
    r"| ?[xX*] ?10 ?(?:\^|\*\*) ?\(?(?P<ten>[+-]?[0-9]{1,4})\)?(?![0-9.,]))?"
    r"(?P<rest>.*)"
)
GROUPS = re.compile(
    r"[1-9][0-9]{0,2}(?P<mark>[.,' ])[0-9]{3}(?:(?P=mark)[0-9]{3})*"
    r"|[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}"
)
"""Thousands, or lakhs and crores."""
WHOLE = re.compile(r"[0-9]*")
DECIMALS = re.compile(r"[0-9]*|[0-9]{3}(?: [0-9]{3})* [0-9]{1,3}")


def plain(text: str) -> str:
    """Return `text` with one spelling for each sign, digit and blank; raised digits behind a `^`."""
    raised = RAISED.sub(lambda m: "^" + m.group().lstrip("^").translate(SUPERSCRIPTS), text)
    # NFKC makes `11/2` of `1½`, and `52` of `5²`.
    apart = HALVES.sub(r" \g<0>", raised.translate(KEPT))
    return " ".join(unicodedata.normalize("NFKC", apart).translate(SIGNS).translate(BLANKS).split())


def read_quantity(entry: str) -> list[tuple[Fraction, str]]:
    """Return each reading of what was typed: a number, and the unit behind it as `fold_unit` has it.

    No reading for what is no number; two for `1,234`, whose mark may be either: first the decimal
    one where the mark is a stop, first the whole number where it is a comma.
    """
    if len(entry) > LONGEST_NUMBER:
        return []
    text = plain(entry)
    if money := MONEY.fullmatch(text):
        text = f"{money.group(1)}{money.group(3)} {money.group(2)}"
    if (share := SHARE.fullmatch(text)) is not None:
        over, under = int(share.group("over")), int(share.group("under"))
        if share.group("whole") is None or over < under:
            value = int(share.group("whole") or 0) + Fraction(over, under)
            return [(_signed(share, value), fold_unit(share.group("rest")))]
    found = NUMBER.fullmatch(TEN.sub(r"\g<1>1*10^", text))
    if found is None:
        return []
    exponent = int(found.group("e") or found.group("ten") or 0)
    if abs(exponent) > LARGEST_EXPONENT:
        return []
    unit = fold_unit(found.group("rest"))
    power = Fraction(10) ** exponent
    values = _values(found.group("digits").rstrip(" "))
    return [(_signed(found, value * power), unit) for value in values]


def _signed(found: re.Match[str], value: Fraction) -> Fraction:
    return -value if found.group("sign") == "-" else value


def _values(digits: str) -> list[Fraction]:
    """Return the values that digits with marks between them may have."""
    values: list[Fraction] = []
    for mark in ".,":
        whole, _, part = digits.partition(mark)
        grouped = GROUPS.fullmatch(whole)
        if not DECIMALS.fullmatch(part) or not (WHOLE.fullmatch(whole) or grouped):
            continue
        bare = re.sub("[.,' ]", "", whole + part)
        value = Fraction(int(bare or 0), 10 ** len(part.replace(" ", "")))
        if value not in values:
            values.append(value)
    return values


def fold_unit(text: str) -> str:
    """Return a unit as it is compared: one spelling for powers and products, no blanks, no full stop."""
    folded = re.sub(r"(?: |^)per ", "/", plain(text)).replace("**", "^")
    folded = re.sub(r" ?([/^*]) ?", r"\1", folded.rstrip(".,;:!? "))
    return folded.replace(" ", "*").strip("*")


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
