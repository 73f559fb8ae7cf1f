"""Reads which blocks of Markdown stand on which lines, and nothing of what stands inside a line.

markdown-it-py knows all of Markdown and takes a millisecond for ten lines. Most items need little of
it: paragraphs, a list of single lines, a reason quoted under one. So lines that are all of such forms
are read here, in one look at each, and everything else there. What both say is the same, which
`tests/readers/test_structure.py` holds them to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lessonry.readers.tokens import Token, parsed

TEXT = (
    r"(?:[^\s#>+*_=`~<|:\[0-9-]|[0-9](?![0-9]{0,8}[.)](?:[ \t]|$))|[*_]{1,2}[^\W_]|`{1,2}[^`]"
    r"|\[(?:\[|[^\[\]\\]*\](?!:)))"
)
"""How text begins that can be neither the beginning nor the underline of any other block."""
LINE = re.compile(
    rf"(?P<text>{TEXT})"
    rf"|(?P<mark>[-*+]|(?P<number>[0-9]{{1,9}})[.)])[ ]{{1,4}}(?={TEXT})"
    rf"|(?P<indent>[ ]+)(?:(?P<quote>>)[ ]{{0,3}})?(?={TEXT})"
)
"""The lines that are read here, blank ones aside."""
CONTINUED = re.compile(r" {4}|\t")
"""How a line begins that goes on with the paragraph above, whatever it holds."""
ALMOST_HEADING = re.compile(
    r"""^(?:
        [ ]{0,3}(?:<|`{3}|~{3}|=+[ \t]*$|-+[ \t]*$)     # HTML, code, or the line under a heading
        |[ ]{1,3}\#                                      # in a list, perhaps
        |\#.*\n[ ]{0,3}(?:[:|]|-[-:|])                   # the first line of a table, perhaps
        |[ >*+\d.)-]{16}|(?:[ >*+\d.)-]*\t){4}           # deeper than markdown-it-py looks
    )""",
    re.MULTILINE | re.VERBOSE,
)
"""Where it takes all of Markdown to tell which lines are headings."""
HEADING = re.compile(r"(?P<marks>#{1,2})(?:[ \t]|$)")


def blocks_of(lines: Sequence[str]) -> list[Token]:
    """Return the blocks of `lines` in their order: each with its type, its level and its lines."""
    found = _plain_blocks(lines)
    if found is None:
        found = [
            Token(one.type, one.level, one.map, one.markup, one.content, one.info, one.nesting)
            for one in parsed("\n".join(lines))
            if one.nesting >= 0 and one.type != "inline"
        ]
    return found


def headings_of(lines: Sequence[str]) -> Iterator[tuple[int, int, int, bool]]:
    """Yield level (1 or 2), first line and end of each heading in no other block.

    The last value tells whether it is one by the line under it.
    """
    text = "\n".join(lines)
    if "\r" not in text and not ALMOST_HEADING.search(text):
        for index, line in enumerate(lines):
            if line.startswith("#") and (found := HEADING.match(line)):
                yield len(found["marks"]), index, index + 1, False
        return
    for token in parsed(text):
        if token.type == "heading_open" and not token.level and token.tag in ("h1", "h2"):
            assert token.map is not None
            start, end = token.map
            yield int(token.tag[1]), start, end, token.markup in ("-", "=")


def _plain_blocks(lines: Sequence[str]) -> list[Token] | None:
    """Return the blocks of lines that are all plain; nothing where one of them is not."""
    blocks: list[Token] = []
    text: Token | None = None  # the paragraph that the line above belongs to
    quote: Token | None = None  # the block quote around it
    held: list[Token] = []  # the list, and the line of it, that are still open
    inner = 0  # the column from which on lines belong to that line of the list

    def opened(kind: str, level: int, index: int, markup: str = "") -> Token:
        token = Token(kind, level, [index, index + 1], markup)
        blocks.append(token)
        return token

    def closed(tokens: list[Token], index: int) -> None:
        for token in tokens:
            token.map = [token.map[0] if token.map else index, index]

    def grown(token: Token, index: int) -> None:
        token.map = [token.map[0] if token.map else index, index + 1]

    for index, line in enumerate(lines):
        if not line.strip(" \t"):
            text = quote = None
            continue
        if "\r" in line:
            return None
        if text is not None and not held and CONTINUED.match(line):
            grown(text, index)
            continue
        found = LINE.match(line)
        if found is None:
            return None
        if found["mark"]:
            if found["number"] and found["number"] != "1" and text is not None and not held:
                return None  # may be text, too
            marker = found["mark"][-1]
            if held and held[0].markup == marker:
                closed(held[1:], index)
            else:
                closed(held, index)
                kind = "ordered_list_open" if found["number"] else "bullet_list_open"
                held = [opened(kind, 0, index, marker)]
            held[1:] = [opened("list_item_open", 1, index)]
            text, quote, inner = opened("paragraph_open", 2, index), None, found.end()
        elif found["quote"]:
            if not held or not inner <= len(found["indent"]) <= inner + 3:
                return None
            if quote is None or text is None:
                quote = opened("blockquote_open", 2, index)
                text = opened("paragraph_open", 3, index)
            else:
                grown(quote, index)
                grown(text, index)
        elif quote is not None or (found["indent"] and text is None):
            return None  # a lazy line of the quote; code, or something under the list's line
        elif text is not None:
            grown(text, index)
        else:
            closed(held, index)
            held = []
            text = opened("paragraph_open", 0, index)
    # What is blank in the text's very last line is no line to markdown-it-py.
    closed(held, len(lines) - (not lines[-1].strip(" \t")) if lines else 0)
    return blocks
