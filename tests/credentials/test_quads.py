from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessonry.credentials import document, proof, quads
from lessonry.domain.attempt import Learner
from tests.credentials.academy import CREDENTIAL, NOW, Academy

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)


def written(academy: Academy, name: str, email: str | None, **changes) -> dict:
    credential = replace(CREDENTIAL, learner=Learner(name=name, email=email), **changes)
    return document.write(
        credential, academy.desk, required=Fraction(3, 4), salt="ab" * 8, file_digest="z123"
    )


@settings(max_examples=60, deadline=None)
@given(name=TEXT, email=st.none() | TEXT, index=st.integers(0, 131_071), expires=st.booleans())
def test_every_credential_gets_the_lines_of_json_ld(standing, name, email, index, expires) -> None:
    made = written(
        standing, name, email, status_index=index, expires=NOW if expires else None,
        share=Fraction(index % 101, 100) if index % 3 else None,
    )  # fmt: skip
    assert quads.canonical(made) == proof.canonicalize_rdf(made)


@pytest.mark.parametrize(
    "name", ['"\\\t\n\r', "x _:c14n0", "<urn:x>", "lessonry-mark-1", "é", " ."]
)
def test_awkward_texts_are_written_as_json_ld_writes_them(academy: Academy, name: str) -> None:
    made = written(academy, name, f"{name}@x")
    assert quads.canonical(made) == proof.canonicalize_rdf(made)


def test_nodes_that_look_alike_are_left_to_json_ld(academy: Academy) -> None:
    made = written(academy, "Anna", None)
    made["credentialSubject"]["identifier"] *= 2
    assert quads.canonical(made) == proof.canonicalize_rdf(made)


def test_json_ld_is_asked_once_a_shape(academy: Academy, monkeypatch: pytest.MonkeyPatch) -> None:
    quads.canonical(written(academy, "Anna", "a@b.example"))
    monkeypatch.setattr(proof, "canonicalize_rdf", lambda made: pytest.fail("asked again"))
    quads.canonical(written(academy, "Bert", "b@b.example", status_index=3))


def test_what_json_ld_refuses_is_refused(academy: Academy) -> None:
    with pytest.raises(proof.ProofError):
        quads.canonical(written(academy, "_:c14n0", None))
