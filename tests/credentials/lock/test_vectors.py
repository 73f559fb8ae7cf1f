"""The protocol's steps, value by value: the browser's code runs the same vectors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lessonry.credentials.desk import self_service
from lessonry.credentials.lock import derivation
from lessonry.credentials.lock.field import at_zero, inverse, moments, without
from lessonry.credentials.lock.opening import open_lock
from lessonry.credentials.lock.writing import make
from lessonry.credentials.multibase import decode_base64url, encode_base64url
from lessonry.domain.answer_lock.shares import sets
from tests.locked import read

VECTORS = json.loads((Path(__file__).parents[2] / "lock-vectors.json").read_text("utf-8"))
Case = dict[str, Any]


def cases(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", VECTORS[name], ids=range(len(VECTORS[name])))


@cases("material")
def test_a_response_gives_its_material(case: Case) -> None:
    salt = decode_base64url(case["salt"])
    made = derivation.material(
        salt, case["item"], case["variant"], case["response"], case["iterations"]
    )
    assert encode_base64url(made) == case["material"]


@cases("iterations")
def test_the_work_is_shared_among_the_items_asked(case: Case) -> None:
    assert derivation.iterations(case["asked"]) == case["iterations"]


@cases("point")
def test_a_share_lies_where_its_material_says(case: Case) -> None:
    x, mask = derivation.point(decode_base64url(case["material"]), case["form"], case["share"])
    assert (f"{x:032x}", f"{mask:032x}") == (case["x"], case["mask"])


@cases("interpolation")
def test_points_give_the_secret_and_the_moments(case: Case) -> None:
    points = [(int(x, 16), int(y, 16)) for x, y in case["points"]]
    spare = len(points) - case["needed"]
    known = moments(points, spare + 1)
    assert [f"{moment:032x}" for moment in known] == case["moments"]
    assert at_zero(points[: case["needed"]]) == int(case["secret"], 16)
    for x, _ in points[:spare]:
        known = without(known, inverse(x))
    assert known[0] == int(case["secret"], 16)


@cases("sets")
def test_sets_are_counted_alike(case: Case) -> None:
    assert sets(case["weights"], case["spare"]) == case["sets"]


@cases("box")
def test_the_box_of_a_form_is_sealed_by_its_secret(case: Case) -> None:
    secret = int(case["secret"], 16)
    key = derivation.form_key(secret, decode_base64url(case["salt"]), case["form"])
    context = derivation.form_context(case["course"], case["quiz"], case["digest"], case["form"])
    assert derivation.tag(secret) == case["tag"]
    assert encode_base64url(key) == case["key"]
    opened = derivation.unsealed(key, decode_base64url(case["box"]), context)
    assert opened.decode() == case["plaintext"]


@cases("answer")
def test_the_box_of_an_answer_is_sealed_by_its_own_key(case: Case) -> None:
    context = derivation.answer_context(case["item"], case["variant"])
    box = decode_base64url(case["box"])
    opened = derivation.unsealed(decode_base64url(case["key"]), box, context)
    assert opened.decode().rstrip(" ") == case["plaintext"]
    assert len(opened) % 1024 == 0


@cases("examKey")
def test_the_exam_key_follows_from_the_lock_secret(case: Case) -> None:
    secret = decode_base64url(case["secret"])
    seed = self_service.exam_seed(secret, case["course"], case["quiz"], case["digest"])
    assert encode_base64url(seed) == case["seed"]


def test_the_same_exam_has_the_same_lock_byte_for_byte() -> None:
    case = VECTORS["lock"]
    quiz = read(case["source"], case["file"]["quiz"])[0]
    made = make(
        quiz, course=case["file"]["course"], secret=decode_base64url(case["secret"]), rounds=2000
    )
    assert json.loads(made.data) == case["file"]


@pytest.mark.parametrize("run", VECTORS["lock"]["runs"], ids=range(len(VECTORS["lock"]["runs"])))
def test_a_whole_lock_opens_as_the_vectors_say(run: Case) -> None:
    opened = open_lock(VECTORS["lock"]["file"], run["form"], run["responses"])
    assert (opened is not None) is run["opens"]
    if opened is not None:
        assert encode_base64url(opened.key) == run["key"]
        assert [encode_base64url(key) for key in opened.answers] == run["answers"]
