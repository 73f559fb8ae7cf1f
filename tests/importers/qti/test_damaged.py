"""Packages that somebody or something has damaged end in a report or a message, never in a fall."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from lxml import etree

from lessonry.exporters import qti_21, qti_30
from lessonry.importers.foreign import ForeignError, ForeignFile
from lessonry.importers.qti import read
from lessonry.importers.settling import settle
from tests.exporters.qti.every_kind import every_kind

VALUES = ("", "0", "-1", "1e9", "abc", "RESPONSE", "a", "L1 a", "nan", "%", "1,2", "x" * 50)


@pytest.mark.parametrize("version", [qti_30, qti_21])
def test_any_damage_is_survived(version: object, tmp_path: Path) -> None:
    exported = version.export(every_kind(tmp_path))  # type: ignore[attr-defined]
    documents = [
        data
        for name, data in exported.files
        if isinstance(data, bytes) and name.startswith(("items/", "tests/"))
    ]
    chance = random.Random(7)
    refused = 0
    for number in range(150):
        root = etree.fromstring(documents[number % len(documents)])
        for _ in range(chance.randint(1, 4)):
            _damage(root, chance)
        try:
            quizzes = read(ForeignFile(name="x.xml", data=etree.tostring(root)))
        except ForeignError:
            refused += 1
            continue
        for quiz in quizzes:
            assert quiz.report
            if number % 5 == 0:
                settle(quiz)
    assert refused < 100


def _damage(root: etree._Element, chance: random.Random) -> None:
    elements = list(root.iter())
    one, other = chance.choice(elements), chance.choice(elements)
    parent = one.getparent()
    match chance.randint(0, 4):
        case 0 if parent is not None:
            parent.remove(one)
        case 1 if one.attrib:
            one.attrib.pop(chance.choice(list(one.attrib)))
        case 2 if one.attrib:
            one.set(chance.choice(list(one.attrib)), chance.choice(VALUES))
        case 3:
            one.text = chance.choice(VALUES)
        case 4 if other not in one.iterancestors() and other is not one:
            one.append(other)
