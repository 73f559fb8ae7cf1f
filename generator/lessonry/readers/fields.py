"""Fields of a YAML mapping with their places: front matter, issuer.yml, achievements.

A reader asks for each field by name and type; what was never asked for is an unknown field.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

import yaml
from yaml.constructor import SafeConstructor

from lessonry.diagnostics import Diagnostics, Place, Source
from lessonry.diagnostics.spelling import listed, suggestion
from lessonry.readers.mappings import TEXT, compose

FENCE = "---"
LARGEST = 20_000
"""Values that a mapping may hold once its aliases are written out."""
LARGEST_NUMBER = 10**15


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One key with its value."""

    name: str
    value: object
    place: Place
    """The key."""
    value_place: Place
    entries: tuple[tuple[object, Place], ...] = ()
    """Where the value is a list, each entry with its place; where it is a mapping, each name."""
    written: str | None = None
    """Where the value is one word, number or text: as it stands in the file."""


@dataclass(slots=True, kw_only=True)
class Fields:
    """The fields of one mapping, and the diagnostics that reading them gave."""

    source: Source
    diagnostics: Diagnostics
    fields: Mapping[str, Field] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    body_line: int = 1
    """The first line after the front matter, from 1."""
    is_broken: bool = False
    """Whether the mapping could not be read at all, so that nothing is said of its fields."""

    def get(self, name: str) -> Field | None:
        """Return a field as it stands."""
        self.asked.add(name)
        found = self.fields.get(name)
        return None if found is None or found.value is None else found

    def text(self, name: str) -> str | None:
        """Return a text field; numbers and dates are taken as they were written."""
        found = self.get(name)
        if found is None:
            return None
        if isinstance(found.value, (str, int, float, date, datetime)) and not isinstance(
            found.value, bool
        ):
            written = str(found.value) if found.written is None else found.written
            return written.strip() or None
        self.wrong(found, "a text")
        return None

    def number(self, name: str, *, least: int = 1) -> int | None:
        """Return a whole number of at least `least`."""
        found = self.get(name)
        if found is None:
            return None
        value = found.value
        if isinstance(value, int) and not isinstance(value, bool) and value >= least:
            return value
        self.wrong(found, f"a whole number of at least {least}")
        return None

    def flag(self, name: str, *, default: bool) -> bool:
        """Return `true` or `false`."""
        found = self.get(name)
        if found is None:
            return default
        if isinstance(found.value, bool):
            return found.value
        self.wrong(found, "`true` or `false`")
        return default

    def one_of(self, name: str, allowed: Iterable[str], *, default: str) -> str:
        """Return one of a few words."""
        found = self.get(name)
        words = list(allowed)
        if found is None:
            return default
        if isinstance(found.value, str) and found.value in words:
            return found.value
        guess = suggestion(str(found.value), words)
        one_of = "one of " if len(words) > 1 else ""
        self.wrong(found, f"{one_of}{', '.join(f'`{word}`' for word in words)}", guess)
        return default

    def texts(self, name: str) -> tuple[tuple[str, Place], ...]:
        """Return a list of texts, each with its place; a single text counts as a list of one."""
        found = self.get(name)
        if found is None:
            return ()
        if not isinstance(found.value, (list, str)):
            self.wrong(found, "a list of texts")
            return ()
        texts = []
        for value, place in found.entries or ((found.value, found.value_place),):
            if isinstance(value, (str, int, float)) and not isinstance(value, bool):
                texts.append((str(value).strip(), place))
            else:
                message = f"`{name}` must hold texts only."
                self.diagnostics.add("LR011", message, place, "Put the text in quotes.")
        return tuple(texts)

    def wrong(self, found: Field, wanted: str, guess: str | None = None) -> None:
        """Note that a field's value is not what it must be."""
        self.diagnostics.add(
            "LR011",
            f"`{found.name}` must be {wanted}.",
            found.value_place,
            f"Did you mean `{guess}`?" if guess else f"Write {wanted}.",
        )

    def require(self, name: str, what: str) -> str:
        """Return a text field that must be there, or a dash and a diagnostic."""
        value = self.text(name)
        if value is None and not self.is_broken and name not in self.fields:
            message = f"`{name}` is missing: {what}."
            self.diagnostics.add("LR012", message, self.source.at(1), f"Add a line `{name}: …`.")
        return value or "–"

    def close(self, *, foreign: bool = False) -> None:
        """Note every field that nobody asked for.

        Args:
            foreign: Others may have fields here too (MkDocs, Material, plugins): only what looks
                like a misspelt field of ours is noted.
        """
        for name, found in self.fields.items():
            if name in self.asked:
                continue
            guess = suggestion(name, self.asked)
            if foreign and guess is None:
                continue
            help = f"Did you mean `{guess}`?" if guess else f"Known here: {listed(self.asked)}."
            self.diagnostics.add("LR010", f"Unknown field `{name}`.", found.place, help)


def read_front_matter(
    source: Source, diagnostics: Diagnostics, *, first: int = 1, last: int | None = None
) -> Fields:
    """Return the fields between `---` lines at the top of lines `first` to `last`, if any."""
    end = len(source.lines) if last is None else last
    plain = Fields(source=source, diagnostics=diagnostics, body_line=first)
    if first > end or source.line(first).rstrip() != FENCE:
        return plain
    closing = next(
        (n for n in range(first + 1, end + 1) if source.line(n).rstrip() in (FENCE, "...")), None
    )
    if closing is None:
        message = "The front matter opens with `---` and is never closed."
        diagnostics.add("LR002", message, source.at(first), "Add a line `---` after its fields.")
        plain.is_broken = True
        return plain
    text = "\n".join(source.lines[first : closing - 1])
    fields = read_mapping(source, text, diagnostics, line=first + 1, code="LR002")
    fields.body_line = closing + 1
    return fields


def read_mapping(
    source: Source, text: str, diagnostics: Diagnostics, *, line: int = 1, code: str = "LR002"
) -> Fields:
    """Return the fields of a YAML mapping whose text begins at `line` of `source`.

    Tags that only others understand (`!ENV`, `!!python/name:…` in mkdocs.yml) read as nothing.
    """
    fields = Fields(source=source, diagnostics=diagnostics, is_broken=True)
    places = _Places(source=source, text=text, line=line)
    try:
        node = compose(text)
        if node is not None and _size(node, {}) > LARGEST:
            raise yaml.YAMLError("it refers to itself again and again")
    except yaml.YAMLError as error:
        diagnostics.add(code, *_yaml_fault(places, error))
        return fields
    except RecursionError:
        message = "The YAML cannot be read: its brackets or indents are too deep."
        diagnostics.add(code, message, source.at(line))
        return fields
    if node is None:
        fields.is_broken = False
        return fields
    if not isinstance(node, yaml.MappingNode):
        message = "These lines are not `name: value` pairs."
        diagnostics.add(code, message, places.of(node, whole_line=True))
        return fields
    found: dict[str, Field] = {}
    for key_node, value_node in node.value:
        place = places.of(key_node)
        try:
            name, value = str(_construct(key_node)), _construct(value_node)
            entries: tuple[tuple[object, Place], ...] = ()
            if isinstance(value_node, yaml.SequenceNode):
                entries = tuple((_construct(n), places.of(n)) for n in value_node.value)
            elif isinstance(value_node, yaml.MappingNode):
                entries = tuple((_construct(k), places.of(k)) for k, _ in value_node.value)
        except (yaml.YAMLError, ValueError) as error:
            diagnostics.add(code, f"This value cannot be read: {_plain(error)}.", place)
            continue
        if name in found:
            help = f"Line {found[name].place.span.line} has it already: take one of them out."
            diagnostics.add("LR116", f"`{name}` stands here a second time.", place, help)
        found[name] = Field(
            name=name,
            value=value,
            place=place,
            value_place=places.of(value_node),
            entries=entries,
            written=value_node.value if isinstance(value_node, yaml.ScalarNode) else None,
        )
    fields.fields, fields.is_broken = found, False
    return fields


class _Constructor(SafeConstructor):
    """PyYAML's safe constructor, with nothing for what a foreign tag makes, and no endless numbers."""

    def whole_number(self, node: yaml.ScalarNode) -> int:
        """Return the number, which Python must be able to write out again."""
        number = self.construct_yaml_int(node)
        if abs(number) > LARGEST_NUMBER:
            raise ValueError("the number is too large")
        return number


_Constructor.add_constructor(
    "tag:yaml.org,2002:int",
    _Constructor.whole_number,  # type: ignore[type-var]  # the stubs know loaders alone
)
_Constructor.add_multi_constructor("!", lambda _, suffix, node: None)
_Constructor.add_multi_constructor("tag:yaml.org,2002:python/", lambda _, suffix, node: None)


def _construct(node: yaml.Node) -> object:
    if node.tag == TEXT and isinstance(node, yaml.ScalarNode):
        return node.value
    value: object = _Constructor().construct_document(node)
    return value


def _size(node: yaml.Node, known: dict[int, int]) -> int:
    """Return how many nodes there are with every alias written out: a small file may hold billions.

    One that holds itself counts as more than the largest.
    """
    if id(node) not in known:
        known[id(node)] = LARGEST + 1
        parts = node.value if isinstance(node, yaml.CollectionNode) else []
        flat = [one for part in parts for one in (part if isinstance(part, tuple) else (part,))]
        known[id(node)] = 1 + sum(_size(one, known) for one in flat)
    return known[id(node)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Places:
    """From PyYAML's marks to places: it takes more characters for line ends than we do."""

    source: Source
    text: str
    line: int
    """The line of the source at which `text` begins."""

    def at(self, mark: yaml.Mark) -> tuple[int, int]:
        """Return line and column, from 1; never past the text's end."""
        index = min(mark.index, len(self.text))
        return (
            self.line + self.text.count("\n", 0, index),
            index - self.text.rfind("\n", 0, index),
        )

    def of(self, node: yaml.Node, *, whole_line: bool = False) -> Place:
        """Return where a node stands, as far as its first line goes."""
        (line, column), (end_line, end) = self.at(node.start_mark), self.at(node.end_mark)
        if whole_line:
            return self.source.at(line)
        return self.source.at(line, column, end - column if end_line == line else None)


def _yaml_fault(places: _Places, error: yaml.YAMLError) -> tuple[str, Place, str | None]:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    context = getattr(error, "context_mark", None)
    if mark and context and not places.source.line(places.at(mark)[0]).strip():
        # At the file's end nothing can be shown; where the trouble began, something can.
        mark = context
    problem = _plain(error)
    help = None
    if "mapping values are not allowed" in problem:
        problem, help = "a second colon stands in the value", "Put the value in quotes."
    elif "found character '\\t'" in problem:
        problem, help = "a tab stands where blanks must", "Indent with blanks."
    elif getattr(error, "context", None) == "while scanning a quoted scalar":
        # What PyYAML sees is the end, lines below the quote that was forgotten.
        mark, problem = context, "a quote is opened here and not closed"
        help = "Put the same quote mark at the end of the value."
    message = f"The YAML cannot be read: {problem}."
    if mark is None:
        return message, places.source.at(places.line), help
    return message, places.source.at(*places.at(mark), 1), help


def _plain(error: Exception) -> str:
    return str(getattr(error, "problem", None) or error).partition("\n")[0]
