"""The sheet's words: every language whole, dates and per cent as the CLDR has them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from importlib.resources import files

import pytest
from babel.dates import format_date
from babel.numbers import format_percent

from lessonry.credentials.sheets import words
from lessonry.domain.credential import Level
from lessonry.domain.languages import LANGUAGES, known_language
from lessonry.locales.words import Words
from tests.credentials.academy import CREDENTIAL

HOLE = re.compile(r"\{\w+\}")
OTHERS = [language for language in LANGUAGES if language != "en"]


def test_there_is_a_catalogue_for_every_language_and_no_other() -> None:
    found = {file.name for file in files("lessonry").joinpath("locales").iterdir()}
    assert {name for name in found if name.endswith(".po")} == {f"{name}.po" for name in OTHERS}
    assert len(LANGUAGES) >= 13


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_says_everything_and_keeps_what_is_filled_in(language: str) -> None:
    catalogue = Words(language).forms
    said = {message: str(catalogue[message]) for message in words.MESSAGES}
    for message, translated in said.items():
        assert sorted(HOLE.findall(message)) == sorted(HOLE.findall(translated)), message
    alike = {message for message, translated in said.items() if message == translated}
    assert len(alike) <= 2, alike


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_and_per_cent_are_the_cldrs(language: str) -> None:
    locale = words.LOCALES.get(language, language)
    for month in range(1, 13):
        day = date(2026, month, month + 8)
        assert words.date_words(day, language) == format_date(day, "long", locale=locale)
    for percent in (0, 7, 100):
        expected = format_percent(percent / 100, locale=locale)
        assert words.percent_words(percent, language) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_browser_has_what_it_needs_to_write_the_same_line(language: str) -> None:
    for has_score, days in ((True, 730), (True, None), (False, 730), (False, None)):
        achievement = replace(CREDENTIAL.achievement, show_score=has_score, valid_for_days=days)
        kit = words.facts_kit(achievement, language)
        day = kit["date"].replace("{day}", "22").replace("{year}", "2026")
        day = day.replace("{month}", kit["months"][10])
        assert day == words.date_words(date(2026, 11, 22), language)
        holes = set(HOLE.findall(kit["pattern"]))
        assert holes == {"{date}"} | ({"{score}"} if has_score else set()) | (
            {"{expires}"} if days else set()
        )
        assert kit["percent"].replace("{number}", "87") == words.percent_words(87, language)
        assert kit["rtl"] is (language in {"ar", "he"})


def test_capitals_are_those_of_the_language() -> None:
    assert words.capitals("Sertifika", "tr") == "SERTİFİKA"
    assert words.capitals("Πιστοποιητικό", "el") == "ΠΙΣΤΟΠΟΙΗΤΙΚΟ"
    assert words.capitals("Größe", "de") == "GRÖSSE"


def test_what_is_filled_in_is_not_looked_into_again() -> None:
    said = words.say(
        "en", "Certificate: {achievement}, {learner}", achievement="{learner}", learner="A"
    )
    assert said == "Certificate: {learner}, A"


@pytest.mark.parametrize("level", Level)
def test_a_level_has_words_in_every_language(level: Level) -> None:
    told = {words.say(language, level.words) for language in LANGUAGES}
    assert len(told) == len(LANGUAGES)
    assert all(str(level.value) in words.level_title(level, name) for name in LANGUAGES)


def test_a_courses_language_is_known_by_its_first_part() -> None:
    assert known_language("pt-BR") == "pt"
    assert known_language("zh_TW") == "zh"
    assert known_language("nl") is None
