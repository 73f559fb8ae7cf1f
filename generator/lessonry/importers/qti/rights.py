"""What is right for each response, as far as an item says it: a key, what earns most, a rule."""

from __future__ import annotations

from lessonry.importers.qti.patterns import example, from_xsd
from lessonry.importers.qti.tree import Element, find
from lessonry.importers.qti.variables import Declared, Value

TESTS = ("match", "stringMatch", "patternMatch", "equal", "substring")


def right_values(root: Element, declared: Declared, *, but: str = "") -> dict[str, Value]:
    """Return the right value of every response, as far as one is known; of one named none."""
    made: dict[str, Value] = {}
    for one in declared.answers.values():
        best = max(one.entries, key=lambda entry: entry.points, default=None)
        texts = list(one.correct) or ([best.key] if best is not None else [])
        if one.is_text and not texts:
            texts = [e for t in tests_of(root, one.name) if (e := _example(t)) is not None]
        if one.name != but and texts:
            made[one.name] = one.value(texts if one.cardinality != "single" else texts[:1])
    return made


def tests_of(root: Element, name: str) -> list[Element]:
    """Return the comparisons of a response with something fixed."""
    return [
        test
        for test in find(root, *TESTS)
        if any(one.get("identifier") == name for one in find(test, "variable"))
    ]


def _example(test: Element) -> str | None:
    """Return a text that passes a test."""
    if test.tag != "patternMatch":
        return next(("".join(map(str, v.itertext())) for v in find(test, "baseValue")), None)
    return example(from_xsd(test.get("pattern") or "")[0])
