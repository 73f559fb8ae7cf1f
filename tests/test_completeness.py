"""Every kind of item has its file in every layer, under its one spelling."""

from __future__ import annotations

import importlib
import inspect
import json
import re
from pathlib import Path
from typing import get_args

import pytest

from lessonry.checks import items as checks
from lessonry.domain import concealment, identity, scoring
from lessonry.domain.gaps import Gap
from lessonry.domain.items import Item
from lessonry.domain.items.frame import ItemFrame
from lessonry.readers.items.frame import KindReader
from lessonry.readers.quiz_body import KINDS
from lessonry.rendering import keys
from tests.machine import ROOT

PACKAGE = ROOT / "generator" / "lessonry"
WHOLE_FILES = ("scenario",)
"""Kinds that are told by the file's front matter, and not by what an item shows."""
KINDS_OF_ITEM: tuple[type[ItemFrame], ...] = get_args(Item)


def noun(kind: type[ItemFrame]) -> str:
    return kind.kind.replace("-", "_")


def files(kind: type[ItemFrame]) -> list[Path]:
    """Return every file that a kind must have; a new kind is missing them until it is whole."""
    return [
        PACKAGE / "domain" / "items" / f"{noun(kind)}.py",
        PACKAGE / "readers" / "items" / f"{noun(kind)}.py",
        PACKAGE / "rendering" / "templates" / "items" / f"{kind.kind}.html.jinja",
        PACKAGE / "runtime" / "items" / f"{kind.kind}.js",
    ]


@pytest.mark.parametrize("kind", KINDS_OF_ITEM, ids=lambda kind: kind.kind)
def test_a_kind_has_a_file_in_every_layer(kind: type[ItemFrame]) -> None:
    assert [str(file) for file in files(kind) if not file.is_file()] == []


@pytest.mark.parametrize("kind", KINDS_OF_ITEM, ids=lambda kind: kind.kind)
def test_a_kind_is_spelt_alike_everywhere(kind: type[ItemFrame]) -> None:
    assert kind.__name__ == "".join(w.capitalize() for w in kind.kind.split("-")) + "Item"
    domain = importlib.import_module(f"lessonry.domain.items.{noun(kind)}")
    assert all(callable(getattr(domain, n)) for n in ("score", "content", "conceal", "secrets"))
    readers = importlib.import_module(f"lessonry.readers.items.{noun(kind)}")
    if kind.kind in WHOLE_FILES:
        assert callable(readers.ScenarioBody) and readers.KINDS == WHOLE_FILES
    else:
        assert isinstance(readers.READER, KindReader) and readers.READER in KINDS


@pytest.mark.parametrize("kind", KINDS_OF_ITEM, ids=lambda kind: kind.kind)
@pytest.mark.parametrize("module", [scoring, concealment, identity, checks, keys])
def test_a_kind_is_matched_by_name_in_every_rule(module: object, kind: type[ItemFrame]) -> None:
    source = inspect.getsource(module)  # type: ignore[arg-type]
    assert re.search(rf"case {kind.__name__}\(\)", source) and "assert_never" in source


@pytest.mark.parametrize("kind", KINDS_OF_ITEM, ids=lambda kind: kind.kind)
def test_a_kind_has_vectors_and_a_place_in_the_reference(kind: type[ItemFrame]) -> None:
    vectors = json.loads((ROOT / "tests" / "scoring-vectors.json").read_text("utf-8"))
    assert {v["score"] for v in vectors if v["item"]["kind"] == kind.kind} >= {"0", "1"}
    reference = (ROOT / "docs" / "reference" / "quiz-format.md").read_text("utf-8")
    assert kind.kind.replace("-", " ") in reference.lower()


def test_nothing_is_left_of_a_kind_that_is_none() -> None:
    spelt = {kind.kind for kind in KINDS_OF_ITEM}
    nouns = {noun(kind) for kind in KINDS_OF_ITEM}
    for layer in ("domain", "readers"):
        found = {file.stem for file in (PACKAGE / layer / "items").glob("*.py")}
        assert found - {"__init__", "frame"} == nouns
    templates = (PACKAGE / "rendering" / "templates" / "items").glob("*.html.jinja")
    assert {t.name.removesuffix(".html.jinja") for t in templates if t.name[0] != "_"} == spelt
    scripts = (PACKAGE / "runtime" / "items").glob("*.js")
    assert {script.stem for script in scripts} - {"item"} == spelt


@pytest.mark.parametrize("kind", get_args(Gap), ids=lambda kind: kind.kind)
def test_a_kind_of_gap_has_a_file_in_every_layer(kind: type) -> None:
    spelt = kind.kind  # type: ignore[attr-defined]
    assert kind.__name__ == "".join(word.capitalize() for word in spelt.split("-")) + "Gap"
    name = spelt.replace("-", "_")
    wanted = (
        PACKAGE / "domain" / "gaps" / f"{name}.py",
        PACKAGE / "readers" / "gaps" / f"{name}.py",
        PACKAGE / "rendering" / "templates" / "gaps" / f"{spelt}.html.jinja",
        PACKAGE / "runtime" / "gaps" / f"{spelt}.js",
    )
    assert [str(file) for file in wanted if not file.is_file()] == []
    vectors = json.loads((ROOT / "tests" / "scoring-vectors.json").read_text("utf-8"))
    gaps = [v for v in vectors if v["item"]["kind"] == "gap"]
    scores = {v["score"] for v in gaps if {gap["kind"] for gap in v["item"]["key"]} == {spelt}}
    assert scores >= {"0", "1"}
    assert spelt.replace("-", " ") in (ROOT / "docs/reference/quiz-format.md").read_text("utf-8")
