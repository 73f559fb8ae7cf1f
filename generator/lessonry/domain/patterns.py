"""Patterns that mean the same here and in the browser, and that cannot hang either.

An author writes ECMAScript; what is allowed is the part that Python's `re` reads alike once the
few differences are written out: literals, `.`, classes, `\\d \\w \\s \\b`, groups, alternatives and
quantifiers. Look-around and back references are refused, since they are rarely meant; and so is what
can be matched in so many ways that a browser would try for ever (`pattern_effort`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from lessonry.domain.pattern_effort import LARGEST_COUNT, Effort, TooManyWays

LONGEST_ENTRY = 1000
"""Characters of an entry that are looked at, here and in the browser."""
DEEPEST = 30
"""Groups in groups."""
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
TURKISH = str.maketrans({"\u0130": "\ue130", "\u0131": "\ue131"})
"""Python takes the dotted and the dotless i for `i` where case does not matter; ECMAScript does not.
Private characters, which have no case, stand for them in pattern and entry alike."""


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
        PatternError: It is not in the common part, or could take for ever.
    """
    flags = re.IGNORECASE if ignore_case else re.NOFLAG
    translated = _Translation(pattern=pattern).whole()
    return re.compile(translated.translate(TURKISH), flags)


def matches(pattern: str, entry: str, *, ignore_case: bool) -> bool:
    """Return whether `pattern` matches the whole of `entry`."""
    if len(entry) > LONGEST_ENTRY:
        return False
    compiled = compile_pattern(pattern, ignore_case=ignore_case)
    return compiled.fullmatch(entry.translate(TURKISH)) is not None


@dataclass(slots=True)
class _Translation:
    """A recursive descent over one pattern; each part returns Python's spelling and its effort."""

    pattern: str
    position: int = field(default=0)
    depth: int = field(default=0)

    def whole(self) -> str:
        if not self.pattern:
            raise PatternError("the pattern is empty", 0)
        translated, effort = self.alternatives()
        if self.position < len(self.pattern):
            raise PatternError("this `)` closes nothing", self.position)
        if effort.is_too_much:
            raise PatternError("it can match in too many ways; repeat less in it", 0)
        return translated

    def alternatives(self) -> tuple[str, Effort]:
        """Read `a|b|c`."""
        parts: list[str] = []
        efforts: list[Effort] = []
        while True:
            part, effort = self.sequence()
            parts.append(part)
            efforts.append(effort)
            if self.peek() != "|":
                return "|".join(parts), Effort.either(efforts)
            self.position += 1

    def sequence(self) -> tuple[str, Effort]:
        parts: list[str] = []
        whole = Effort()
        while self.peek() not in ("", "|", ")"):
            at = self.position
            atom, effort = self.atom()
            count, low, high = self.quantifier()
            if count and atom == CLASSES["b"]:
                raise PatternError("`\\b` is a place and cannot be repeated", at)
            try:
                whole = whole.then(effort.repeated(low, high))
            except TooManyWays as error:
                raise PatternError(str(error), at) from error
            parts.append(atom + count)
        return "".join(parts), whole

    def atom(self) -> tuple[str, Effort]:
        at, char = self.position, self.take()
        if char == "(":
            return self.group(at)
        if char == "[":
            return self.character_class(at), Effort(size=1)
        if char == "\\":
            return self.escape(at)
        if char in "*+?{":
            raise PatternError(f"there is nothing before this `{char}` to repeat", at)
        if char in "^$":
            raise PatternError(f"`{char}` is not needed: the whole answer is compared", at)
        if char == ".":
            return ".", Effort(size=1)
        return re.escape(char), Effort(size=1, first=char.casefold())

    def group(self, at: int) -> tuple[str, Effort]:
        if self.peek() == "?":
            if self.pattern[self.position : self.position + 2] != "?:":
                raise PatternError("only plain groups `( )` and `(?: )` are read", at)
            self.position += 2
        self.depth += 1
        if self.depth > DEEPEST:
            raise PatternError("there are too many groups within groups", at)
        inner, effort = self.alternatives()
        self.depth -= 1
        if self.take() != ")":
            raise PatternError("this `(` is never closed", at)
        return f"(?:{inner})", effort

    def character_class(self, at: int) -> str:
        inside = "^" if self.peek() == "^" else ""
        self.position += len(inside)
        members = ""
        while self.peek() != "]":
            start = self.position
            low, member = self.member(at)
            ahead = self.pattern[self.position : self.position + 2]
            if ahead.startswith("-") and ahead != "-]" and len(ahead) == 2:
                self.position += 1
                high, end = self.member(at)
                if low is None or high is None:
                    raise PatternError("put the `-` last in the brackets", start)
                if low > high:
                    raise PatternError(f"`{low}-{high}` runs backwards", start)
                member += f"-{end}"
            members += member
        self.position += 1
        if not members:
            raise PatternError("these brackets hold nothing", at)
        return f"[{inside}{members}]"

    def member(self, at: int) -> tuple[str | None, str]:
        """Read one member of a class: its character, nothing where it is a class, and its spelling."""
        position, char = self.position, self.take()
        if char == "":
            raise PatternError("this `[` is never closed", at)
        if char != "\\":
            return char, re.escape(char)
        char = self.take()
        if char and char in "dws":
            return None, CLASSES[char][1:-1]
        if char and char in PUNCTUATION:
            return char, re.escape(char)
        raise PatternError(f"`\\{char}` is not read in brackets", position)

    def escape(self, at: int) -> tuple[str, Effort]:
        char = self.take()
        if char in CLASSES:
            return CLASSES[char], Effort(size=0 if char == "b" else 1)
        if char and char in PUNCTUATION:
            return re.escape(char), Effort(size=1, first=char)
        raise PatternError(f"`\\{char}` is not read alike by every browser", at)

    def quantifier(self) -> tuple[str, int, int | None]:
        """Read how often; return it as written, and the least and most, nothing for no end."""
        char = self.peek()
        if char == "{":
            found = re.compile(r"\{([0-9]{1,9})(?:(,)([0-9]{0,9}))?\}").match(
                self.pattern, self.position
            )
            if not found:
                raise PatternError("write `{2}`, `{2,}` or `{2,5}`", self.position)
            low, comma, high = found.groups()
            if max(int(low), int(high or 0)) > LARGEST_COUNT:
                raise PatternError(f"more than {LARGEST_COUNT} times is too many", self.position)
            if high and int(high) < int(low):
                raise PatternError("the second number is below the first", self.position)
            self.position = found.end()
            most = int(high) if high else None if comma else int(low)
            return found.group() + self.lazy(), int(low), most
        if char and char in "*+?":
            self.position += 1
            return char + self.lazy(), int(char == "+"), 1 if char == "?" else None
        return "", 1, 1

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
