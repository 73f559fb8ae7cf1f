from __future__ import annotations

import pytest

from lessonry.credentials.issuance.learner_name import NameRefusedError, clean


@pytest.mark.parametrize(
    "name",
    [
        "Anna Lind", "D’Arcy O'Neill-Şahin", "Jürgen Müller-Lüdenscheidt", "Александр Пушкин",
        "Γιώργος", "محمد الأنصاري", "مریم زاده\u200cای", "יצחק בן־גוריון", "अर्जुन श्री", "สมชาย",
        "山田 太郎", "김철수", "Nguyễn Thị", "João III, Jr.", "தமிழ்",
    ],
)  # fmt: skip
def test_names_of_every_script_stay_as_they_are(name: str) -> None:
    assert clean(name) == (name, None)


def test_blanks_and_invisible_characters_are_cleaned() -> None:
    assert clean("  Anna \n Lind ") == ("Anna Lind", None)
    cleaned, note = clean("Anna\u202e Lind\u200f")
    assert cleaned == "Anna Lind"
    assert note is not None


def test_letters_are_composed() -> None:
    assert clean("Jose\u0301")[0] == "José"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "no name"), ("...", "no name"), ("\u200d", "no name"), ("Bob 😀", "emoji"),
        ("Bob\u0007", "control"), ("A\ue000B", "private-use"), ("$$ Bob", "currency"),
        ("x" * 101, "at most 100"), ("Bob\ud83d", "broken"),
    ],
)  # fmt: skip
def test_what_no_certificate_can_bear_is_refused(name: str, reason: str) -> None:
    with pytest.raises(NameRefusedError, match=reason):
        clean(name)
