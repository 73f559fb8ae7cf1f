"""Composes the YAML of front matter: by itself where its lines are plain, by PyYAML where one is not.

PyYAML looks at each character in Python: a millisecond for ten lines. Front matter is mostly names
with a word or a text, now and then with a list of them below. Such lines are read here, in one look
at each; the nodes, their tags and marks are PyYAML's, which `tests/readers/test_mappings.py` holds
them to.
"""

from __future__ import annotations

import re
from functools import lru_cache

import yaml
from yaml.resolver import Resolver

UNUSUAL = re.compile(
    "[^\\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""Characters that YAML refuses, skips or ends lines with."""
NAME = r"(?P<name>[^\W\d][\w-]{0,99})(?P<colon>:)"
VALUE = (
    r"(?:\"(?P<double>[^\"\\]*)\"|'(?P<single>[^']*)'"
    r"|(?P<plain>[^\s\-?:,\[\]{}#&*!|>'\"%@`](?:[^:#]|:(?! |$)|(?<! )\#)*?))[ ]*"
)
TOP = re.compile(rf"{NAME}(?:[ ]+{VALUE}|[ ]*)")
ENTRY = re.compile(rf"(?P<indent>[ ]+)-[ ]+{VALUE}")
PAIR = re.compile(rf"(?P<indent>[ ]+){NAME}[ ]+{VALUE}")
LONG = 5_000
"""Characters of a configuration with a menu of hundreds of pages."""
RESOLVER = Resolver()
TEXT = "tag:yaml.org,2002:str"
LIST = "tag:yaml.org,2002:seq"
MAPPING = "tag:yaml.org,2002:map"

Pairs = list[tuple[yaml.Node, yaml.Node]]


def compose(text: str) -> yaml.Node | None:
    """Return the node of a YAML document; nothing where it says nothing.

    Raises:
        yaml.YAMLError: It cannot be read.
    """
    return _long(text) if len(text) > LONG else _composed(text)


def _composed(text: str) -> yaml.Node | None:
    return _plain(text) or yaml.compose(text, Loader=yaml.SafeLoader)


_long = lru_cache(maxsize=1)(_composed)  # a build reads a configuration twice


def _plain(text: str) -> yaml.MappingNode | None:
    """Return the mapping of lines that are all plain; nothing where one of them is not."""
    if UNUSUAL.search(text):
        return None
    pairs: Pairs = []
    below: list[tuple[int, re.Match[str]]] = []  # the lines under the last name, with their starts
    start = 0
    for line in text.split("\n"):
        if line.strip(" "):
            if line[0] == " ":
                found = ENTRY.fullmatch(line) or PAIR.fullmatch(line)
                if found is None or not pairs or not _fits(found, below, pairs[-1][1]):
                    return None
                below.append((start, found))
            else:
                found = TOP.fullmatch(line)
                if found is None:
                    return None
                _close(pairs, below, start)
                below = []
                pairs.append((_name(start, found), _value(start, found)))
        start += len(line) + 1
    _close(pairs, below, len(text))
    if not pairs:
        return None
    return yaml.MappingNode(MAPPING, pairs, pairs[0][0].start_mark, _mark(len(text)))


def _fits(found: re.Match[str], below: list[tuple[int, re.Match[str]]], value: yaml.Node) -> bool:
    """Return whether a line belongs to the lines above it that hang under a name without a value."""
    if not below:
        return value.start_mark.index == value.end_mark.index
    first = below[0][1]
    return first["indent"] == found["indent"] and ("name" in first.re.groupindex) == (
        "name" in found.re.groupindex
    )


def _close(pairs: Pairs, below: list[tuple[int, re.Match[str]]], end: int) -> None:
    """Give the lines below the last name to it; the node ends where the next thing begins."""
    if not below:
        return
    start, first = below[0]
    marks = _mark(start + first.end("indent")), _mark(end)
    values = [_value(start, found) for start, found in below]
    node: yaml.Node
    if "name" in first.re.groupindex:
        names = [_name(start, found) for start, found in below]
        node = yaml.MappingNode(MAPPING, list(zip(names, values, strict=True)), *marks)
    else:
        node = yaml.SequenceNode(LIST, values, *marks)
    pairs[-1] = (pairs[-1][0], node)


def _name(start: int, found: re.Match[str]) -> yaml.ScalarNode:
    return _scalar(found["name"], start, found.span("name"), is_plain=True)


def _value(start: int, found: re.Match[str]) -> yaml.ScalarNode:
    for style in ("plain", "double", "single"):
        said = found[style]
        if said is not None:
            quote = style != "plain"
            begin, end = found.span(style)
            return _scalar(said, start, (begin - quote, end + quote), is_plain=not quote)
    return _scalar("", start, (found.end("colon"),) * 2, is_plain=True)


def _scalar(value: str, start: int, span: tuple[int, int], *, is_plain: bool) -> yaml.ScalarNode:
    tag = TEXT
    if is_plain:
        tag = RESOLVER.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
    return yaml.ScalarNode(tag, value, _mark(start + span[0]), _mark(start + span[1]))


def _mark(index: int) -> yaml.Mark:
    """Return PyYAML's mark; of all that it can say, only the index is asked for."""
    return yaml.Mark("", index, 0, 0, None, 0)
