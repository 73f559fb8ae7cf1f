"""Patterns that mean the same here and in the browser, and that cannot hang either.

An author writes ECMAScript; what is allowed is the part that Python's `re` reads alike once the
few differences are written out: literals, `.`, classes, `\\d \\w \\s \\b`, groups, alternatives and
quantifiers. Look-around, back references and a repeated group that itself repeats are refused:
the first two are rarely meant, the third can take a browser for ever.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

LONGEST_ENTRY = 1000
"""Characters of an entry that are looked at, here and in the browser."""
LARGEST_COUNT = 1000
CLASSES = {
    "d": "[0-9]",
    "D": "[^0-9]",
    "w": "[A-Za-z0-9_]",
    "W": "[^A-Za-z0-9_]",
    "s": "[ ]",
    "S": "[^ ]",
    "b": r"(?:(?<=[A-Za-z0-9_])(?![A-Za-z0-9_])|(?<![A-Za-z0-9_])(?=[A-Za-z0-9_]))",
}
"""What a class escape means: ECMAScript's ASCII sets; entries hold no white space but blanks."""
PUNCTUATION = frozenset("^$\\.*+?()[]{}|/-")


class PatternError(ValueError):
    """A pattern outside what both languages read alike."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position
        """Where in the pattern, from 0."""


@lru_cache(maxsize=1024)
def compile_pattern(pattern: str, *, ignore_case: bool) -> re.Pattern[str]:
    """Return `pattern` for Python.

    Raises:
        PatternError: It is not in the common part.
    """
    flags = re.IGNORECASE if ignore_case else re.NOFLAG
    return re.compile(_Translation(pattern=pattern).whole(), flags)


def matches(pattern: str, entry: str, *, ignore_case: bool) -> bool:
    """Return whether `pattern` matches the whole of `entry`."""
    if len(entry) > LONGEST_ENTRY:
        return False
    return compile_pattern(pattern, ignore_case=ignore_case).fullmatch(entry) is not None


@dataclass(slots=True)
class _Translation:
    """A recursive descent over one pattern; each part returns Python's spelling of it."""

    pattern: str
    position: int = field(default=0)

    def whole(self) -> str:
        if not self.pattern:
            raise PatternError("the pattern is empty", 0)
        translated, _ = self.alternatives()
        if self.position < len(self.pattern):
            raise PatternError("this `)` closes nothing", self.position)
        return translated

    def alternatives(self) -> tuple[str, bool]:
        """Read `a|b|c`; return it and whether anything in it repeats without bound."""
        parts, repeats = [], False
        while True:
            part, part_repeats = self.sequence()
            parts.append(part)
            repeats = repeats or part_repeats
            if self.peek() != "|":
                return "|".join(parts), repeats
            self.position += 1

    def sequence(self) -> tuple[str, bool]:
        parts, repeats = [], False
        while self.peek() not in ("", "|", ")"):
            at = self.position
            atom, atom_repeats = self.atom()
            count, unbounded = self.quantifier()
            if count and atom_repeats:
                raise PatternError("a repeated part repeats inside; write it as one", at)
            parts.append(atom + count)
            repeats = repeats or atom_repeats or unbounded
        return "".join(parts), repeats

    def atom(self) -> tuple[str, bool]:
        at, char = self.position, self.take()
        if char == "(":
            return self.group(at)
        if char == "[":
            return self.character_class(at), False
        if char == "\\":
            return self.escape(at), False
        if char in "*+?{":
            raise PatternError(f"there is nothing before this `{char}` to repeat", at)
        if char in "^$":
            raise PatternError(f"`{char}` is not needed: the whole answer is compared", at)
        if char == ".":
            return ".", False
        return re.escape(char), False

    def group(self, at: int) -> tuple[str, bool]:
        if self.peek() == "?":
            if self.pattern[self.position : self.position + 2] != "?:":
                raise PatternError("only plain groups `( )` and `(?: )` are read", at)
            self.position += 2
        inner, repeats = self.alternatives()
        if self.take() != ")":
            raise PatternError("this `(` is never closed", at)
        return f"(?:{inner})", repeats

    def character_class(self, at: int) -> str:
        inside = "^" if self.peek() == "^" else ""
        self.position += len(inside)
        members = ""
        while (char := self.peek()) != "]":
            if char == "":
                raise PatternError("this `[` is never closed", at)
            position = self.position
            self.position += 1
            if char == "\\":
                members += self.member_escape(position)
            else:
                members += "-" if char == "-" else re.escape(char)
        self.position += 1
        if not members:
            raise PatternError("these brackets hold nothing", at)
        translated = f"[{inside}{members}]"
        try:
            re.compile(translated)
        except re.error as error:
            raise PatternError(f"these brackets do not read: {error.msg}", at) from error
        return translated

    def member_escape(self, at: int) -> str:
        char = self.take()
        if char in "dws":
            return CLASSES[char][1:-1]
        if char in PUNCTUATION:
            return re.escape(char)
        raise PatternError(f"`\\{char}` is not read in brackets", at)

    def escape(self, at: int) -> str:
        char = self.take()
        if char in CLASSES:
            return CLASSES[char]
        if char in PUNCTUATION and char:
            return re.escape(char)
        raise PatternError(f"`\\{char}` is not read alike by every browser", at)

    def quantifier(self) -> tuple[str, bool]:
        char = self.peek()
        if char == "{":
            found = re.compile(r"\{(\d+)(?:(,)(\d*))?\}").match(self.pattern, self.position)
            if not found:
                raise PatternError("write `{2}`, `{2,}` or `{2,5}`", self.position)
            low, comma, high = found.groups()
            if max(int(low), int(high or 0)) > LARGEST_COUNT:
                raise PatternError(f"more than {LARGEST_COUNT} times is too many", self.position)
            if high and int(high) < int(low):
                raise PatternError("the second number is below the first", self.position)
            self.position = found.end()
            lazy = self.lazy()
            return found.group() + lazy, bool(comma and not high)
        if char and char in "*+?":
            self.position += 1
            return char + self.lazy(), char != "?"
        return "", False

    def lazy(self) -> str:
        if self.peek() == "?":
            self.position += 1
            return "?"
        return ""

    def peek(self) -> str:
        return self.pattern[self.position : self.position + 1]

    def take(self) -> str:
        char = self.peek()
        self.position += 1
        return char
