"""Cases for scoring that nobody wrote: keys of every kind, responses right, nearly right and hostile.

A case is a vector without its score, as `tests/scoring-vectors.json` has them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from fractions import Fraction
from random import Random
from typing import Any

from lessonry.domain.patterns import PatternError, compile_pattern

Case = dict[str, Any]
LETTERS = "abcdefgh"
POLICIES = ("all-or-nothing", "per-part", "right-minus-wrong", "adjacent-pairs")
WORDS = (
    "surprise", "delight", "café", "naïve", "Straße", "STRASSE", "İstanbul", "ılık", "ΣΊΣΥΦΟΣ",
    "σοφός",
    "ﬁx", "Ångström", "Å", "I'm here", "colour", "a", "ab", "don’t stop", "ａｂｃ", "①", "한국어",
    "日本語", "ไทย", "हिन्दी", "العربية", "ǅungla", "ŉ", "ẞ", "K", "Ω", "m²", "x\u0301y", "\u1e9e",
    "42", "10 km",
    "sincere apology", "under promise", "e.g.", "...", "?", "U+1F44B 👋", "👩‍👩‍👧", "a\u00adb",
    "\u0345α", "ᾼ",
)  # fmt: skip
SPACES = (" ", "\t", "\n", "\r\n", "\u00a0", "\u2003", "\u3000", "\u1680", "\u180e", "\u200b",
          "\u2028",
          "\u2029", "\u205f", "\ufeff", "\x85", "\x1c", "\x1f", "\x0b", "\x0c", "\u2060",
          "  ")  # fmt: skip
ODD = (
    "", " ", "\ufeff", "\x00", "\ud800", "\udc00x", "\u202e", "constructor", "__proto__",
    "toString",
    "null", "undefined", "true", "1", "0", "a b", "A", "é", "e\u0301", "\u0307", "i\u0307",
    "a" * 1001,
    "9" * 101, "1e400", "\U0001f44b" * 501, "NaN", "Infinity", "-0", "0x10", "1_000", "\x85",
    "\u200b",
)  # fmt: skip
PATTERNS = (
    "recover(y|ing)?", "colou?r", "[a-c]+", "\\d{2,3}", ".", "..", "a.c", "(ab)+", "x{2}",
    "[^a]", "\\w+",
    "\\W", "\\s", "a\\sb", "\\bword\\b", "é", "[à-ü]+", "İ", "ı", "i", "ß", "ſ", "K", "k", "Ω",
    "(a|b|)c", "\\.",
    "a-b", "[a\\-z]", "}", "]", "👋", "[👋-👏]", "ς|σ", "[a-z]+ [a-z]+", "(?:un)?do", "[^\\d]",
    "\\D+", "µ", "Å",
    "[\\w-]+", "A", "[A-Z]{3}", "\\S+", "ﬁ", "ǆ", "st",
)  # fmt: skip
TYPED = (
    "recovery", "Recovering", "color", "COLOUR", "abc", "12", "123", "word", "a c", "a\nc",
    "abab", "xx", "É",
    "e\u0301", "i", "I", "İ", "ı", "ß", "ẞ", "ss", "s", "S", "ſ", "k", "K", "K", "ω", "Ω", "c",
    "ac", ".", "a-b", "-", "}",
    "]", "👋", "👍", "Σ", "ς", "two words", "undo", "do", "_", "à", "ü", "μ", "µ", "Å", "å", "ﬁ",
    "fi", "ǅ", "ST", "ﬆ", "٣",
)  # fmt: skip


def case(random: Random) -> Case:
    """Return one case of any kind."""
    kind, made = random.choice(KINDS)
    key, response = made(random)
    item: dict[str, Any] = {"kind": kind, "key": key}
    if random.random() < 0.75:
        item["partial"] = random.choice(POLICIES)
    return {"name": "generated", "item": item, "response": response}


def odd(random: Random) -> str:
    """Return what nobody should have sent."""
    if random.random() < 0.7:
        return random.choice(ODD)
    ranges = (0x80, 0x250, 0x600, 0x3000, 0x11000, 0x20000)
    drawn = (chr(random.randrange(random.choice(ranges))) for _ in range(random.randrange(1, 6)))
    # What this Python's Unicode does not know yet, a browser may.
    return "".join(c for c in drawn if unicodedata.category(c) != "Cn")


def mutated(random: Random, values: list[str], others: list[str]) -> list[str]:
    """Return a list of strings with some of it lost, doubled, moved, changed or foreign."""
    values = list(values)
    for _ in range(random.choice((0, 0, 1, 1, 1, 2, 3))):
        at = random.randrange(len(values) + 1)
        match random.randrange(7):
            case 0:
                del values[at : at + 1]
            case 1:
                values[at:at] = values[at : at + 1]
            case 2 if len(values) > 1:
                other = random.randrange(len(values))
                at = min(at, len(values) - 1)
                values[at], values[other] = values[other], values[at]
            case 3 if values and others:
                values[min(at, len(values) - 1)] = random.choice(others)
            case 4 if others:
                values.insert(at, random.choice(others))
            case 5 if values:
                values[min(at, len(values) - 1)] = random.choice(("", odd(random)))
            case 6 if values:
                values = values[:at] if random.random() < 0.3 else values
    return values


def chosen(random: Random) -> tuple[Any, list[str]]:
    """Return a set of choices, or of areas."""
    key = sorted(random.sample(LETTERS, random.randrange(1, 6)))
    return key, mutated(random, key, list(LETTERS))


def ordered(random: Random) -> tuple[Any, list[str]]:
    """Return an order of up to eight entries."""
    key = random.sample(LETTERS, random.randrange(1, 9))
    given = list(key)
    if random.random() < 0.4:
        random.shuffle(given)
    return key, mutated(random, given, list(LETTERS))


def matched(random: Random) -> tuple[Any, list[str]]:
    """Return rights for up to six lefts, some of them the same."""
    key = [random.choice(LETTERS[:5]) for _ in range(random.randrange(1, 7))]
    return key, mutated(random, key, [*LETTERS[:6], ""])


def gridded(random: Random) -> tuple[Any, list[str]]:
    """Return a matrix of one or several columns a row; or a survey, which has no key."""
    if random.random() < 0.03:
        return None, mutated(random, ["a", "b"], list(LETTERS))
    several = random.random() < 0.5
    rows = [sorted(random.sample("abcde", random.randrange(1, 4) if several else 1))
            for _ in range(random.randrange(1, 6))]  # fmt: skip
    key = [" ".join(row) for row in rows]
    given = list(key)
    if random.random() < 0.3:
        at = random.randrange(len(given))
        parts = given[at].split()
        random.shuffle(parts)
        parts += random.choice(([], [parts[0]], ["e"], ["z"]))
        given[at] = random.choice((" ", " ", "  ", ",", *SPACES)).join(parts)
        given[at] = random.choice(("", "", " ", random.choice(SPACES))) + given[at]
    return key, mutated(random, given, ["a", "b c", "a b", "e", " "])


def filled(random: Random) -> tuple[Any, list[str]]:
    """Return gaps of every kind."""
    made = [random.choice(GAPS)(random) for _ in range(random.choice((1, 1, 1, 2, 3)))]
    given = [value for _, value in made]
    if random.random() < 0.1:
        given = mutated(random, given, [odd(random)])
    return [key for key, _ in made], given


def text_gap(random: Random) -> tuple[Any, str]:
    """Return a gap for words, or for what a pattern takes."""
    answers: list[dict[str, Any]] = []
    for _ in range(random.choice((1, 1, 2))):
        rules = {"ignoreCase": random.random() < 0.7, "ignoreAccents": random.random() < 0.4}
        if random.random() < 0.35:
            answers.append({"text": pattern(random), "pattern": True, **rules})
        else:
            text = " ".join(random.choice(WORDS) for _ in range(random.choice((1, 1, 1, 2))))
            answers.append({"text": text, **rules, "typos": random.choice((0, 0, 1, 2))})
    answer = random.choice(answers)
    if answer.get("pattern") or random.random() < 0.1:
        return {"kind": "text-entry", "answers": answers}, respelt(random, random.choice(TYPED))
    return {"kind": "text-entry", "answers": answers}, respelt(random, answer["text"])


def pattern(random: Random) -> str:
    """Return a pattern that authors may write."""
    while True:
        made = random.choice(PATTERNS)
        other = random.choice(PATTERNS)
        if random.random() < 0.4:
            made = random.choice((f"{made}|{other}", f"({other}){made}", f"{made}({other})?"))
        try:
            compile_pattern(made, ignore_case=True)
        except PatternError:
            continue
        return made


def respelt(random: Random, text: str) -> str:
    """Return a text with other cases, accents, blanks and stops, and with slips of the keyboard."""
    for _ in range(random.choice((0, 1, 1, 2, 3))):
        at = random.randrange(len(text) + 1)
        match random.randrange(11):
            case 0:
                text = random.choice((text.upper(), text.lower(), text.title(), text.swapcase()))
            case 1:
                text = unicodedata.normalize(random.choice(("NFC", "NFD", "NFKC", "NFKD")), text)
            case 2:
                text = random.choice(SPACES) + text + random.choice(SPACES)
            case 3:
                text = text.replace(" ", random.choice(SPACES))
            case 4:
                text += random.choice((".", "!", " ?", ",", ";", "…", "。", ". ."))
            case 5:
                text = text[:at] + text[at + 1 :]
            case 6:
                text = text[:at] + random.choice("aeioé1 ̈") + text[at:]
            case 7:
                text = text[:at] + text[at : at + 2][::-1] + text[at + 2 :]
            case 8:
                text = (
                    text[:at]
                    + random.choice((odd(random), random.choice("abcxyzß")))
                    + text[at + 1 :]
                )
            case 9:
                bare = unicodedata.normalize("NFD", text)
                text = "".join(c for c in bare if unicodedata.category(c) != "Mn")
            case 10:
                text = text[:at] + random.choice(SPACES) + text[at:]
    return text if random.random() < 0.97 else odd(random)


def number_gap(random: Random) -> tuple[Any, str]:
    """Return a gap for a number, with a range, with figures, with a unit."""
    value = number(random)
    tolerance = random.choice((Fraction(0), abs(value) / 100, Fraction(1, 10), Fraction(1)))
    answer: dict[str, Any] = {"low": str(value - tolerance), "high": str(value + tolerance)}
    if random.random() < 0.3:
        answer = {"low": str(value), "high": str(value), "figures": random.randrange(1, 7)}
    key: dict[str, Any] = {"kind": "numeric-entry", "answers": [answer]}
    unit = ""
    if random.random() < 0.4:
        key["units"] = {"km": ["1", "0"], "m": ["1/1000", "0"], "m/s^2": ["7/3", "0"],
        "°C": ["1", "0"],
                        "°F": ["5/9", "-160/9"], "KM": ["2", "0"], "Mm": ["1000", "0"]}  # fmt: skip
        units = (
            "km",
            "m",
            " km",
            "\u00a0m",
            "KM",
            "Km",
            "M",
            "m/s²",
            "m / s^2",
            "°C",
            "° C",
            "℃",
            "°F",
            "kg",
            "",
            "mm",
        )
        unit = random.choice(units)
    off = random.choice((value, value, value + tolerance, value - tolerance, value * Fraction(11,
                        10),
                         value + Fraction(1, 10**6), value * 10, -value))  # fmt: skip
    typed = spelt(random, off) + unit
    if random.random() < 0.15:
        typed = respelt(random, typed)
    return key, typed


def number(random: Random) -> Fraction:
    """Return a number such as keys have, some of them large or long."""
    match random.randrange(6):
        case 0:
            return Fraction(random.randrange(-20, 2000))
        case 1:
            return Fraction(random.randrange(-(10**5), 10**5), 10 ** random.randrange(0, 5))
        case 2:
            return Fraction(random.randrange(1, 10**4)) * Fraction(10) ** random.randrange(-30, 30)
        case 3:
            return Fraction(random.randrange(1, 50), random.randrange(1, 50))
        case 4:
            return Fraction(random.randrange(10**25))
    return Fraction(
        random.choice((0, 1, 999, 1000, 1234, 12345, 1234567)), random.choice((1, 10, 1000))
    )


def spelt(random: Random, value: Fraction) -> str:
    """Return a number as people of many places type it."""
    digits = random.randrange(0, 8)
    size = abs(value)
    scaled = (size * 10**digits).__floor__()
    whole, part = divmod(scaled, 10**digits)
    mark = random.choice((".", ",", "٫", "."))
    text = str(whole) + (f"{mark}{part:0{digits}d}" if digits else "")
    match random.randrange(8):
        case 0:
            group = random.choice((",", ".", " ", "'", "\u202f", "\u00a0", "’", "٬"))
            text = f"{whole:,}".replace(",", group) + (f"{mark}{part:0{digits}d}" if digits else "")
        case 1 if size:
            power = random.randrange(-6, 9)
            mantissa = size / Fraction(10) ** power
            text = f"{float(mantissa):.4f}" if mantissa < 10**12 else text
            sign = random.choice(("e", "E", " x 10^", "×10^", "·10^", " * 10 ^ "))
            text += f"{sign}{power}"
            if random.random() < 0.3:
                raised = str(power).translate(str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"))
                text = text.split(sign)[0] + "×10" + raised
        case 2:
            zero = random.choice((0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10, 0x1D7CE))
            text = "".join(chr(zero + int(c)) if c in "0123456789" else c for c in text)
        case 3:
            text = text.rstrip("0")
        case 4:
            text = text.lstrip("0")
        case 5:
            text = "0" + text
    sign = (
        random.choice(("-", "−", "–", "- ", "‐"))
        if value < 0
        else random.choice(("", "", "", "+", "+ "))
    )
    return sign + text


def choice_gap(random: Random) -> tuple[Any, str]:
    """Return a list that drops down."""
    key = sorted(random.sample("abcde", random.choice((1, 1, 2))))
    given = random.choice((key[0], random.choice("abcde"), "", odd(random)))
    return {"kind": "inline-choice", "key": key}, given


def written(random: Random) -> tuple[Any, list[str]]:
    """Return a text that was judged."""
    weights = [str(Fraction(random.randrange(1, 9), random.randrange(1, 5)))
               for _ in range(random.randrange(1, 6))]  # fmt: skip
    text = random.choice(("My words.", odd(random), random.choice(SPACES), respelt(random, "So.")))
    met = [random.choice("01") for _ in weights]
    return {"criteria": weights}, mutated(random, [text, *met], ["0", "1"])


def walked(random: Random) -> tuple[Any, list[str]]:
    """Return a way through a conversation, to its end, in circles or into nowhere."""
    names = [f"s{n}" for n in range(random.randrange(2, 6))]
    scenes: dict[str, dict[str, dict[str, str]]] = {}
    for name in names:
        turns = 0 if name == names[-1] else random.randrange(0, 4)
        scenes[name] = {
            LETTERS[turn]: {
                "to": random.choice(names),
                "points": str(Fraction(random.randrange(-4, 9), random.choice((1, 1, 2, 3)))),
            }
            for turn in range(turns)
        }
    best = str(Fraction(random.randrange(-1, 12), random.choice((1, 2))))
    key = {"start": names[0], "best": best, "scenes": scenes}
    given: list[str] = []
    at = names[0]
    for _ in range(random.choice((3, 8, 8, 205))):
        if not scenes[at]:
            break
        turn = random.choice(list(scenes[at]))
        given.append(turn)
        at = scenes[at][turn]["to"]
    if random.random() < 0.3:
        given = mutated(random, given, list(LETTERS[:4]))
    return key, given


GAPS: tuple[Callable[[Random], tuple[Any, str]], ...] = (text_gap, number_gap, choice_gap, text_gap)
KINDS: tuple[tuple[str, Callable[[Random], tuple[Any, list[str]]]], ...] = (
    ("choice", chosen),
    ("hotspot", chosen),
    ("order", ordered),
    ("match", matched),
    ("matrix", gridded),
    ("gap", filled),
    ("gap", filled),
    ("gap", filled),
    ("gap", filled),
    ("extended-text", written),
    ("scenario", walked),
)
"""The kinds with what makes a key and a response of each; gaps, which read what was typed, oftener."""
