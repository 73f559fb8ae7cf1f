"""Canonical N-Quads of thousands of credentials of one shape, from what JSON-LD made of the first.

The credentials of one exam differ in a few texts. JSON-LD is asked once for the shape, with a mark
in the place of each such text; for every credential the marks are filled, the unnamed nodes are
labelled and the lines sorted anew as RDFC-1.0 asks (§4.4, the case in which no two unnamed nodes
look alike). What this cannot answer for certain, it leaves to JSON-LD.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lessonry.credentials import proof

TEXTS = frozenset(
    {"validFrom", "validUntil", "created", "identityHash", "salt", "statusListIndex", "value"}
    | {"digestMultibase"}
)
"""Members whose text differs from credential to credential."""
NODES = ("credentialStatus", "relatedResource")
"""Members whose nodes are named anew in each credential, as the credential itself is."""
IRI = re.compile(r"[a-z][a-z0-9+.-]*:[!#-;=?-\[\]_a-z~]+")
"""An address that stands in N-Quads as it is."""
MARK = re.compile(r'<lessonry-mark:(\d+)>|"lessonry-mark-(\d+)"(.*)', re.DOTALL)
UNNAMED = "_:"

Term = str | tuple[int, str | None]
"""A text as it stands; or the place of a value and what follows it: nothing where it is an address."""


@dataclass(frozen=True, slots=True)
class _Shape:
    terms: tuple[Term, ...]
    lines: tuple[tuple[int, str, int], ...]
    """Each a subject's place in `terms`, a predicate, an object's place."""
    unnamed: tuple[str, ...]
    """The labels that the unnamed nodes have in `terms`."""

    def filled(self, values: list[str]) -> bytes | None:
        """Return the canonical lines; nothing where two unnamed nodes look alike."""
        terms = [term if isinstance(term, str) else _written(term, values) for term in self.terms]
        lines = {(terms[s], p, terms[o]) for s, p, o in self.lines}
        labels = self._labels(lines)
        if labels is None:
            return None
        return "".join(
            sorted(f"{labels.get(s, s)} {p} {labels.get(o, o)} .\n" for s, p, o in lines)
        ).encode("utf-8")

    def _labels(self, lines: set[tuple[str, str, str]]) -> dict[str, str] | None:
        """Return the unnamed nodes' labels, in the order of the hashes of their own lines."""
        own: dict[str, list[str]] = {node: [] for node in self.unnamed}
        for s, p, o in lines:
            for node in {s, o} & own.keys():
                one, other = (
                    "_:a" if term == node else "_:z" if term in own else term for term in (s, o)
                )
                own[node].append(f"{one} {p} {other} .\n")
        hashes = {
            hashlib.sha256("".join(sorted(said)).encode("utf-8")).hexdigest(): node
            for node, said in own.items()
        }
        if len(hashes) < len(own):
            return None
        return {hashes[found]: f"_:c14n{n}" for n, found in enumerate(sorted(hashes))}


def canonical(document: dict[str, Any]) -> bytes:
    """Return a document's RDF as canonical N-Quads: the bytes that `proof.canonicalize_rdf` gives."""
    values: list[str] = []
    marked = {name: _marked(name, value, values, named=True) for name, value in document.items()}
    if any(value.startswith(UNNAMED) for value in values):
        return proof.canonicalize_rdf(document)
    shape = _shape(json.dumps(marked, sort_keys=True))
    return shape.filled(values) or proof.canonicalize_rdf(document)


def _marked(name: str, value: Any, values: list[str], *, named: bool) -> Any:
    """Return a member's value with marks, having appended to `values` what they stand for."""
    if isinstance(value, str):
        if name in TEXTS and value:
            values.append(value)
            return f"lessonry-mark-{len(values) - 1}"
        if name == "id" and named and IRI.fullmatch(value):
            values.append(value)
            return f"lessonry-mark:{len(values) - 1}"
        return value
    if isinstance(value, list):
        return [_marked(name, entry, values, named=named) for entry in value]
    if isinstance(value, dict):
        named = name in NODES
        return {key: _marked(key, entry, values, named=named) for key, entry in value.items()}
    return value


@lru_cache(maxsize=64)
def _shape(marked: str) -> _Shape:
    """Return the shape of a marked document, given as JSON."""
    text = proof.canonicalize_rdf(json.loads(marked)).decode("utf-8")
    places: dict[str, int] = {}
    lines = []
    for line in text.splitlines():
        subject, predicate, rest = line.split(" ", 2)
        target = rest.removesuffix(" .")
        for term in (subject, target):
            places.setdefault(term, len(places))
        lines.append((places[subject], predicate, places[target]))
    return _Shape(
        terms=tuple(_term(text) for text in places),
        lines=tuple(lines),
        unnamed=tuple(text for text in places if text.startswith(UNNAMED)),
    )


def _term(text: str) -> Term:
    mark = MARK.fullmatch(text)
    if mark is None:
        return text
    return (int(mark[1]), None) if mark[1] else (int(mark[2]), mark[3])


def _written(term: tuple[int, str | None], values: list[str]) -> str:
    place, suffix = term
    value = values[place]
    if suffix is None:
        return f"<{value}>"
    for char, escaped in (
        ("\\", "\\\\"),
        ("\t", "\\t"),
        ("\n", "\\n"),
        ("\r", "\\r"),
        ('"', '\\"'),
    ):
        value = value.replace(char, escaped)
    return f'"{value}"{suffix}'
