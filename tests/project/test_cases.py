"""Every course case gets exactly the diagnostics that it asks for, in the right file and place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases import COURSE_CASES, course_case, expected


@pytest.mark.parametrize("case", COURSE_CASES, ids=lambda case: case.stem)
def test_a_course_is_told_what_its_case_expects(case: Path, tmp_path: Path) -> None:
    assert course_case(case, tmp_path) == expected(case)
