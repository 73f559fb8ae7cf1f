"""Tells HTML from what only looks like it: `List<String>`, `x<y`, a tag that a question is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml.html import defs

from lessonry.importers.markup.cleaning import BLOCKS, FOREIGN, INLINE, WITHOUT_CONTENT
from lessonry.importers.markup.mathematics import TAGS

SIGN: Final = "\ue0fd"
"""Stands for a `<` that begins no tag, while it is found out whether others do."""
VALUE: Final = r"(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))"
LOOKS_LIKE = re.compile(
    r"<!--.*?(?:-->|$)|<(?P<close>/?)(?P<name>[a-zA-Z][\w:.-]*)(?P<rest>[^<>]*)>|<(?=[a-zA-Z/!?])",
    re.DOTALL,
)
ATTRIBUTES = re.compile(
    rf"(?:\s+(?:[a-zA-Z_:@][\w:.-]*{VALUE}|controls|loop|nowrap|noshade|hidden|disabled|checked))*"
    r"\s*/?"
)
SHOWN: Final = INLINE | BLOCKS | FOREIGN | TAGS | {"form", "input"}
"""What makes a text another, or is told when it goes."""
OTHERS: Final = frozenset(
    [
        "abbr", "article", "aside", "audio", "bdi", "bgsound", "blink", "canvas", "command",
        "data", "datalist", "dialog", "embed", "figcaption", "figure", "footer", "header",
        "hgroup", "image", "keygen", "lang", "listing", "main", "mark", "marquee", "math",
        "menuitem", "meter", "nav", "nobr", "noembed", "nolink", "output", "param", "picture",
        "plaintext", "portal", "progress", "rb", "rp", "rt", "rtc", "ruby", "search", "section",
        "slot", "source", "spacer", "summary", "svg", "template", "tex", "time", "track",
        "video", "wbr", "xml", "xmp", "algebra", "details", "maction", "merror", "mlabeledtr",
    ]
)  # fmt: skip
"""Of HTML 5, of browsers long ago, and of Moodle's filters."""
KNOWN: Final = SHOWN | OTHERS | frozenset(defs.tags)
"""What an editor for HTML may have written."""
ALONE: Final = frozenset(["br", "hr", "img", "wbr", "col", "source", "track", "embed"])
SAID_BY_ATTRIBUTES: Final = frozenset(["img", "source", "track", "embed"])
"""What says nothing at all where it has none."""
WITHIN: Final = {
    "li": ("ul", "ol"),
    **dict.fromkeys(("dt", "dd"), ("dl",)),
    **dict.fromkeys(("tr", "td", "th", "tbody", "thead", "tfoot"), ("table",)),
}
"""What people write without an end, and in what it stands."""
WRAPPERS: Final = frozenset(["p", "br", "div", "span", "b", "strong", "i", "em", "u", "font"])
"""What an editor leaves around nothing."""
PICTURED = re.compile(
    r"<(?:img|audio|video|iframe|embed|object|source)\b[^<>]*=|<(?:svg|math)\b[^<>]*>\s*<\w",
    re.IGNORECASE,
)
WORD = re.compile(r"(?:o|w|v|m|st[0-9]|xml|svg|mml):|xml$")
"""The names of what Word leaves behind."""
TICKS = re.compile(r"`[^`\n]+`")
BEGUN = re.compile(
    r"</?([a-zA-Z][a-zA-Z0-9]{0,20})(?=\s*(?:<|$)|\s+[a-zA-Z-]{1,20}\s*=|\s+[a-z]{1,20}\s*<)"
)
TAG = re.compile(r"</?([a-zA-Z][\w:.-]*)[^<>]*>")
APART = re.compile(r"<(script|style|svg|math)\b", re.IGNORECASE)
"""What has rules of its own inside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A text in which `SIGN` stands for each `<` that is a sign and no tag."""

    text: str
    odd: tuple[str, ...]
    """What is no HTML although it stands in angle brackets, as it is written."""

    @property
    def html(self) -> str:
        """Return the text as HTML that shows those signs."""
        return self.text.replace(SIGN, "&lt;")


def told(source: str, *, is_by_hand: bool) -> Told:
    """Return a text with its tags told from its signs.

    A browser, and so Moodle, shows nothing of a tag that it does not know. Nobody means that.

    Args:
        source: The text.
        is_by_hand: Whether a person wrote it into the file, rather than an editor for HTML: then a
            tag that has no partner is what the text is about.
    """
    if "<" not in source:
        return Told(text=source, odd=())
    ticked = _ticked(source) if is_by_hand else frozenset()
    opened: Counter[str] = Counter()
    closed: Counter[str] = Counter()
    for found in LOOKS_LIKE.finditer(source):
        if found["name"] and found.start() not in ticked:
            (closed if found["close"] else opened)[found["name"].lower()] += 1
    odd: list[str] = []

    def sign(found: re.Match[str], at: int) -> str:
        written, is_ticked = found[0], at in ticked
        if written.startswith("<!--") and not is_ticked:
            return written
        name = (found["name"] or "").lower()
        others = opened if found["close"] else closed
        if not is_ticked:
            if name and _is_tag(name, found["rest"], others, is_by_hand=is_by_hand):
                return written
            if not name and not is_by_hand and _is_begun(source, at):
                return written
        if len(written) > 1:
            odd.append(written)
        return SIGN + written[1:]

    def signed(start: int, piece: str) -> str:
        return LOOKS_LIKE.sub(lambda found: sign(found, start + found.start()), piece)

    pieces = [(0, source, False)] if is_by_hand else _pieces(source)
    text = "".join(piece if apart else signed(start, piece) for start, piece, apart in pieces)
    return Told(text=text, odd=tuple(dict.fromkeys(odd)))


def _pieces(source: str) -> Iterator[tuple[int, str, bool]]:
    """Yield a text in pieces: where each begins, and whether it is one of `APART`, to its end."""
    done, never = 0, set[str]()
    for found in APART.finditer(source):
        name = found[1].lower()
        if found.start() < done or name in never:
            continue
        end = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(source, found.end())
        if end is None:
            never.add(name)
            continue
        yield done, source[done : found.start()], False
        yield found.start(), source[found.start() : end.end()], True
        done = end.end()
    yield done, source[done:], False


def _ticked(source: str) -> frozenset[int]:
    """Return where tags begin that stand between ticks, as people write code."""
    return frozenset(
        found.start()
        for ticks in TICKS.finditer(source)
        for found in LOOKS_LIKE.finditer(source, ticks.start(), ticks.end())
    )


def says_nothing(source: str, *, is_by_hand: bool) -> bool:
    """Return whether an answer is nothing but tags, which then are what it says."""
    names = [name.lower() for name in TAG.findall(source)]
    if not names or TAG.sub("", source).strip() or PICTURED.search(source):
        return False
    return is_by_hand or not WRAPPERS.issuperset(names)


def _is_begun(source: str, at: int) -> bool:
    """Return whether a tag begins there whose end is missing, as editors leave them at times."""
    found = BEGUN.match(source, at)
    return found is not None and found[1].lower() in SHOWN


def _is_tag(name: str, rest: str, others: Counter[str], *, is_by_hand: bool) -> bool:
    """Return whether a browser would take it for a tag, and whoever wrote it did; `others` end it."""
    if WORD.match(name):
        return True
    if name in WITHOUT_CONTENT:  # without an end it would take all that follows with it
        return others[name] > 0
    if not is_by_hand:
        is_a_tools = "=" in rest and ATTRIBUTES.fullmatch(rest) is not None
        return name in KNOWN or others[name] > 0 or is_a_tools
    if name not in SHOWN or not ATTRIBUTES.fullmatch(rest):
        return False
    if name in SAID_BY_ATTRIBUTES and "=" not in rest:
        return False
    return name in ALONE or name == "p" or any(others[one] for one in (name, *WITHIN.get(name, ())))
