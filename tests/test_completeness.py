"""Every kind of item and of gap has its part in every layer, under its one spelling."""

from __future__ import annotations

import importlib
import inspect
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest

from lessonry.checks import items as checks
from lessonry.diagnostics import Diagnostics, Source
from lessonry.domain import concealment, guessing, identity, keys, scoring
from lessonry.domain.course import Course
from lessonry.domain.gaps import Gap
from lessonry.domain.items import ExtendedTextItem, GapItem, Item
from lessonry.domain.items import gap as gap_item
from lessonry.domain.items.frame import ItemFrame
from lessonry.domain.quiz import Mode
from lessonry.project import load_course
from lessonry.readers.gaps.frame import GapReader
from lessonry.readers.items import gap as gap_reader
from lessonry.readers.items.frame import KindReader
from lessonry.readers.quiz import read_quiz
from lessonry.readers.quiz_body import KINDS
from lessonry.writers import quiz as writer
from lessonry.writers.items import gap as gap_writer
from tests import responses
from tests.docs.examples import examples, tables
from tests.machine import ROOT

PACKAGE = ROOT / "generator" / "lessonry"
REFERENCE = ROOT / "docs" / "reference"
WHOLE_FILES = ("scenario",)
"""Kinds that are told by the file's front matter, and not by what an item shows."""
NO_STYLE = ("choice",)
"""Kinds whose looks are those of every item."""
KINDS_OF_ITEM: tuple[type[ItemFrame], ...] = get_args(Item)
KINDS_OF_GAP: tuple[Any, ...] = get_args(Gap)
RULES = [scoring, concealment, identity, guessing, checks, keys, responses, writer]
"""Modules that match over the union."""


def noun(kind: Any) -> str:
    return str(kind.kind).replace("-", "_")


def files(kind: type[ItemFrame]) -> Iterator[Path]:
    """Yield every file that a kind must have; a new kind is missing them until it is whole."""
    yield PACKAGE / "domain" / "items" / f"{noun(kind)}.py"
    yield PACKAGE / "readers" / "items" / f"{noun(kind)}.py"
    yield PACKAGE / "writers" / "items" / f"{noun(kind)}.py"
    yield PACKAGE / "checks" / "items" / f"{noun(kind)}.py"
    yield PACKAGE / "rendering" / "templates" / "items" / f"{kind.kind}.html.jinja"
    yield PACKAGE / "runtime" / "items" / f"{kind.kind}.js"
    if kind.kind not in NO_STYLE:
        yield PACKAGE / "runtime" / "style" / f"item-{kind.kind}.css"
    yield page_of(kind)


def gap_files(kind: Any) -> Iterator[Path]:
    yield PACKAGE / "domain" / "gaps" / f"{noun(kind)}.py"
    yield PACKAGE / "readers" / "gaps" / f"{noun(kind)}.py"
    yield PACKAGE / "writers" / "gaps" / f"{noun(kind)}.py"
    yield PACKAGE / "rendering" / "templates" / "gaps" / f"{kind.kind}.html.jinja"
    yield PACKAGE / "runtime" / "gaps" / f"{kind.kind}.js"
    yield page_of(kind)


def page_of(kind: Any) -> Path:
    return REFERENCE / "kinds" / f"{kind.kind}.md"


def shown_on(page: Path) -> Iterator[Item]:
    """Yield the items that a page of the reference shows live, and those that it places."""
    for example in examples(page):
        if example.live is not None:
            source = Source(path="x", text=example.text)
            yield from read_quiz(source, Diagnostics(), identifier="x").items
    for name in re.findall(r"^/// quiz \| (\S+)\n///$", page.read_text("utf-8"), re.MULTILINE):
        if quiz := course().quiz(name):
            yield from quiz.items


@cache
def course() -> Course:
    return load_course(ROOT)[0]


@cache
def taught() -> tuple[Item, ...]:
    """Return the items of the demonstration course, without those of the reference."""
    inside = "quizzes/"
    return tuple(
        item
        for quiz in course().quizzes
        for item in quiz.items
        if inside in Path(item.place.source.path).as_posix()
    )


@cache
def vectors() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        (ROOT / "tests/scoring-vectors.json").read_text("utf-8")
    )
    return found


@pytest.mark.parametrize("kind", KINDS_OF_ITEM, ids=lambda kind: kind.kind)
def test_a_kind_has_a_file_in_every_layer(kind: type[ItemFrame]) -> None:
    assert [str(file) for file in files(kind) if not file.is_file()] == []


@pytest.mark.parametrize("kind", KINDS_OF_ITEM, ids=lambda kind: kind.kind)
def test_a_kind_is_spelt_alike_everywhere(kind: type[ItemFrame]) -> None:
    assert kind.__name__ == "".join(w.capitalize() for w in kind.kind.split("-")) + "Item"
    domain = importlib.import_module(f"lessonry.domain.items.{noun(kind)}")
    wanted = ("score", "key", "content", "conceal", "secrets")
    assert [name for name in wanted if not callable(getattr(domain, name, None))] == []
    assert callable(importlib.import_module(f"lessonry.checks.items.{noun(kind)}").check)
    assert callable(importlib.import_module(f"lessonry.writers.items.{noun(kind)}").write)
    readers = importlib.import_module(f"lessonry.readers.items.{noun(kind)}")
    if kind.kind in WHOLE_FILES:
        assert callable(readers.ScenarioBody) and readers.KINDS == WHOLE_FILES
    else:
        assert isinstance(readers.READER, KindReader) and readers.READER in KINDS


@pytest.mark.parametrize("kind", KINDS_OF_ITEM, ids=lambda kind: kind.kind)
@pytest.mark.parametrize("module", RULES, ids=lambda module: module.__name__)
def test_a_kind_is_matched_by_name_in_every_rule(module: object, kind: type[ItemFrame]) -> None:
    source = inspect.getsource(module)  # type: ignore[arg-type]
    named = rf"\bcase (?:\w+\(\) \| )*{kind.__name__}\(\)"
    assert re.search(named, source) and "assert_never" in source


@pytest.mark.parametrize("kind", KINDS_OF_ITEM, ids=lambda kind: kind.kind)
def test_a_kind_has_a_module_in_the_browser_with_all_that_is_asked_of_it(
    kind: type[ItemFrame],
) -> None:
    script = (PACKAGE / "runtime" / "items" / f"{kind.kind}.js").read_text("utf-8")
    made = set(re.findall(r"^export (?:const|function|async function) (\w+)", script, re.MULTILINE))
    for names in re.findall(r"^export const \{([^}]*)\}", script, re.MULTILINE):
        made |= {name.strip() for name in names.split(",")}
    assert {"read", "restore", "score", "marks", "remark", "shuffle"} - made == set()


@pytest.mark.parametrize("kind", KINDS_OF_ITEM, ids=lambda kind: kind.kind)
def test_a_kind_has_vectors_right_and_wrong(kind: type[ItemFrame]) -> None:
    assert {v["score"] for v in vectors() if v["item"]["kind"] == kind.kind} >= {"0", "1"}


@pytest.mark.parametrize("kind", KINDS_OF_ITEM, ids=lambda kind: kind.kind)
def test_a_kind_is_shown_live_on_its_page_of_the_reference(kind: type[ItemFrame]) -> None:
    assert kind.kind in {item.kind for item in shown_on(page_of(kind))}


@pytest.mark.parametrize("kind", [*KINDS_OF_ITEM, *KINDS_OF_GAP], ids=lambda kind: kind.kind)
def test_a_page_of_the_reference_says_what_one_wants_to_know(kind: Any) -> None:
    page = page_of(kind)
    headings = {line.removeprefix("## ") for line in page.read_text("utf-8").splitlines()}
    wanted = {"Keyboard", "Scoring", "Without JavaScript", "Mistakes that are reported"}
    assert wanted - headings == set()
    assert list(tables(page, "Keyboard")) and list(tables(page, "Scoring"))


@pytest.mark.parametrize("kind", [*KINDS_OF_ITEM, *KINDS_OF_GAP], ids=lambda kind: kind.kind)
def test_the_overviews_lead_to_a_kind(kind: Any) -> None:
    overview = (REFERENCE / "kinds" / "index.md").read_text("utf-8")
    grammar = (REFERENCE / "quiz-format.md").read_text("utf-8")
    assert f"({kind.kind}.md)" in overview and f"(kinds/{kind.kind}.md)" in grammar


@pytest.mark.parametrize("kind", KINDS_OF_ITEM, ids=lambda kind: kind.kind)
def test_a_kind_has_a_place_in_the_course(kind: type[ItemFrame]) -> None:
    assert any(item.kind == kind.kind for item in taught())


def test_the_exam_of_the_course_has_every_kind_that_can_be_graded_on_one_page() -> None:
    exam = {i.kind for q in course().quizzes if q.mode is Mode.EXAM for i in q.items}
    assert exam == {kind.kind for kind in KINDS_OF_ITEM} - {ExtendedTextItem.kind, *WHOLE_FILES}


def test_nothing_is_left_of_a_kind_that_is_none() -> None:
    spelt = {kind.kind for kind in KINDS_OF_ITEM}
    nouns = {noun(kind) for kind in KINDS_OF_ITEM}
    for layer in ("domain", "readers", "writers", "checks"):
        found = {file.stem for file in (PACKAGE / layer / "items").glob("*.py")}
        assert found - {"__init__", "frame"} == nouns
    assert names("rendering/templates/items", "*.html.jinja") == spelt
    assert names("runtime/items", "*.js") - {"item"} == spelt
    assert names("runtime/style", "item-*.css") == {f"item-{kind}" for kind in spelt - {*NO_STYLE}}
    pages = {file.stem for file in (REFERENCE / "kinds").glob("*.md")}
    about_others = {"index", "partial-credit", "quiz-rules", "random-values"}
    assert pages - about_others == spelt | {kind.kind for kind in KINDS_OF_GAP}


def test_nothing_is_left_of_a_kind_of_gap_that_is_none() -> None:
    spelt = {kind.kind for kind in KINDS_OF_GAP}
    nouns = {noun(kind) for kind in KINDS_OF_GAP}
    for layer in ("domain", "readers", "writers"):
        found = {file.stem for file in (PACKAGE / layer / "gaps").glob("*.py")}
        assert found - {"__init__", "frame"} == nouns
    assert names("rendering/templates/gaps", "*.html.jinja") == spelt
    assert names("runtime/gaps", "*.js") - {"quantity"} == spelt


def names(folder: str, pattern: str) -> set[str]:
    """Return the files of a folder of the package by their names, those that help others left out."""
    found = {file.name.split(".")[0] for file in (PACKAGE / folder).glob(pattern)}
    return {name for name in found if name[0] != "_"}


@pytest.mark.parametrize("kind", KINDS_OF_GAP, ids=lambda kind: kind.kind)
def test_a_kind_of_gap_has_a_file_in_every_layer(kind: Any) -> None:
    assert [str(file) for file in gap_files(kind) if not file.is_file()] == []


@pytest.mark.parametrize("kind", KINDS_OF_GAP, ids=lambda kind: kind.kind)
def test_a_kind_of_gap_is_spelt_alike_everywhere(kind: Any) -> None:
    assert kind.__name__ == "".join(word.capitalize() for word in kind.kind.split("-")) + "Gap"
    domain = importlib.import_module(f"lessonry.domain.gaps.{noun(kind)}")
    wanted = ("accepts", "shown", "key", "content", "conceal", "secrets")
    assert [name for name in wanted if not callable(getattr(domain, name, None))] == []
    readers = importlib.import_module(f"lessonry.readers.gaps.{noun(kind)}")
    assert isinstance(readers.READER, GapReader) and readers.READER in gap_reader.KINDS
    assert callable(importlib.import_module(f"lessonry.writers.gaps.{noun(kind)}").write)
    for matching in (gap_item, gap_writer):
        source = inspect.getsource(matching)
        assert f"case {kind.__name__}()" in source and "assert_never" in source
    template = PACKAGE / "rendering" / "templates" / "gaps" / f"{kind.kind}.html.jinja"
    text = template.read_text("utf-8")
    assert "{% macro control(" in text and "{% macro answer(" in text
    assert f'data-lr-gap="{kind.kind}"' in text
    script = (PACKAGE / "runtime" / "gaps" / f"{kind.kind}.js").read_text("utf-8")
    assert re.search(r"^export (?:const|function) accepts\b", script, re.MULTILINE)


@pytest.mark.parametrize("kind", KINDS_OF_GAP, ids=lambda kind: kind.kind)
def test_a_kind_of_gap_has_vectors_right_and_wrong(kind: Any) -> None:
    gaps = [v for v in vectors() if v["item"]["kind"] == GapItem.kind]
    alone = [v for v in gaps if {gap["kind"] for gap in v["item"]["key"]} == {kind.kind}]
    assert {v["score"] for v in alone} >= {"0", "1"}


@pytest.mark.parametrize("kind", KINDS_OF_GAP, ids=lambda kind: kind.kind)
def test_a_kind_of_gap_is_shown_live_and_stands_in_the_course(kind: Any) -> None:
    for found in (tuple(shown_on(page_of(kind))), taught()):
        gaps = [gap for item in found if isinstance(item, GapItem) for gap in item.gaps]
        assert kind.kind in {gap.kind for gap in gaps}
