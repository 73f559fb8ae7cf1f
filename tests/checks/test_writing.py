"""Checks of writing: what they say in each language, and near misses that they leave alone."""

from __future__ import annotations

import time
from fractions import Fraction

import pytest

from lessonry.checks import check_quiz
from lessonry.checks.ranges import read_range
from lessonry.checks.writing import check_writing
from lessonry.diagnostics import Diagnostics, Source
from lessonry.domain.gaps import (
    Gap,
    InlineChoice,
    InlineChoiceGap,
    NumericAnswer,
    NumericEntryGap,
)
from lessonry.domain.items import GapItem
from lessonry.domain.prose import Prose
from lessonry.domain.quiz import Quiz
from lessonry.readers.quiz import read_quiz
from tests.cases import read

PLACE = Source(path="a.md", text="").at(1)


def told(stem: str, *choices: str, language: str = "en", hint: str = "") -> list[str]:
    """Return the codes of an item whose first choice is the key."""
    lines = [f"- ({'x' if n == 0 else ' '}) {text}\n" for n, text in enumerate(choices)]
    hinted = f"??? hint\n    {hint}\n\n" if hint else ""
    text = f"## {stem}\n\n{''.join(lines)}\n{hinted}!!! explanation\n    So.\n"
    diagnostics = Diagnostics()
    quiz = read_quiz(Source(path="q.md", text=text), diagnostics, identifier="q")
    assert not len(diagnostics)
    return [diagnostic.code for diagnostic in check_quiz(quiz, language=language)]


def filler(count: int) -> list[str]:
    return [f"Distractor number {'abcdefgh'[n]}" for n in range(count)]


@pytest.mark.parametrize(
    ("key", "others", "expected"),
    [
        ("k" * 30, ["d" * 15, "e" * 8], ["LR401"]),
        ("k" * 29, ["d" * 15, "e" * 8], []),
        ("k" * 60, ["d" * 41, "e" * 8], []),
        ("k" * 45, ["d" * 30, "e" * 8], ["LR401"]),
        ("k" * 60, ["d" * 8], []),
        (f"[{'k' * 20}](https://example.org/{'a' * 40})", ["d" * 15, "e" * 8], []),
        ("k" * 10 + "\n\n    ```\n    " + "c" * 60 + "\n    ```", ["d" * 8, "e" * 8], []),
    ],
)
def test_a_key_stands_out_by_half_and_by_fifteen_characters(
    key: str, others: list[str], expected: list[str]
) -> None:
    assert told("Which?", key, *others) == expected


@pytest.mark.parametrize(
    "text",
    [
        "All of the above", "all of the above.", "*Todas las anteriores*",
        "Toutes les réponses ci-dessus", "Alle genannten", "Todas as anteriores.",
        "Tutte le precedenti", "Όλα τα παραπάνω", "Wszystkie powyższe", "Yukarıdakilerin hepsi",
        "جميع ما سبق", "उपरोक्त सभी", "以上都是。",
    ],
)  # fmt: skip
def test_all_of_the_above_is_known_in_twelve_languages(text: str) -> None:
    assert told("Which?", "This", text) == ["LR402"]


@pytest.mark.parametrize("text", ["None of the above", "All of the above guests", "以上都不是"])
def test_what_only_looks_like_all_of_the_above_is_left_alone(text: str) -> None:
    assert told("Which?", "This", text) == []


@pytest.mark.parametrize(
    ("language", "stem", "choice"),
    [
        ("en", "Which of these isn't true?", "A guest is never wrong"),
        ("en", "A guest calls. What should you never say?", "That we don't know"),
        ("en", "Choose all that are true except one", "A guest cannot wait"),
        ("es", "¿Cuál de estas frases no es verdad?", "El cliente no espera nada"),
        ("fr", "Laquelle de ces phrases n'est pas vraie ?", "Le client ne veut pas attendre"),
        ("de", "Welche Aussage stimmt nicht?", "Ein Gast hat nie recht"),
        ("pt-BR", "Qual destas frases não é verdadeira?", "O cliente nunca espera"),
        ("it", "Quale di queste frasi non è vera?", "Il cliente non aspetta mai"),
    ],
)
def test_a_negative_in_stem_and_choice_is_one_too_many(
    language: str, stem: str, choice: str
) -> None:
    assert told(stem, "One more thing", choice, language=language) == ["LR403"]
    assert told(stem, "One more thing", "Another thing", language=language) == []
    assert told("?", "One more thing", choice, language=language) == []


@pytest.mark.parametrize(
    ("language", "stem"),
    [
        ("en", "A guest is not pleased. What do you say?"),
        ("en", "Which of these is a cue, and not a wish?"),
        ("en", "Which of these is not only kind?"),
        ("en", "What do you say if the room is not ready?"),
        ("en", "Why isn't the guest pleased?"),
        ("de", "Was sagst du, wenn das Zimmer nicht bereit ist?"),
        ("es", "¿Qué dices si la habitación no está lista?"),
        ("fr", "Quelle réponse donner si la chambre n'est pas prête ?"),
        ("pt", "Qual é a resposta se o quarto não está pronto?"),
        ("it", "Quale risposta dai se la camera non è pronta?"),
        ("nl", "Welke zin is niet waar?"),
    ],
)
def test_a_negative_beside_the_question_is_no_double_one(language: str, stem: str) -> None:
    choice = "I do not, ne sais pas, nicht, no sé, non so, não sei"
    assert (
        told(stem, "Another thing altogether, of about that length", choice, language=language)
        == []
    )


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ("10-20", "20-30", True), ("10-19", "20-30", False), ("1,000 to 2,000", "1,500–3,000", True),
        ("20-30", "10-20", True), ("20-30", "10-19", False),
        ("from 5 to 10 kg", "from 10 to 15 kg", True), ("5–10 kg", "10–15 m", False),
        ("1-2", "2-3", False), ("1–2 days", "2–3 days", True), ("20-10", "10-30", False),
        ("5 bis 10 Tage", "8 bis 12 Tage", True), ("0,5–1,5 l", "1,5–2,5 l", True),
        ("5% – 10%", "10% – 20%", True), ("10 20", "15-30", False),
    ],
)  # fmt: skip
def test_ranges_overlap_where_a_number_is_in_both(one: str, other: str, overlap: bool) -> None:
    assert told("Which?", one, other) == (["LR405"] if overlap else [])


def test_a_range_is_a_whole_choice_and_nothing_more() -> None:
    assert read_range("from 10 to 20 days.")
    assert read_range("10 to 20, and 30 more") is None and read_range("ten") is None
    assert read_range("10 to 20 " + "days " * 30) is None


@pytest.mark.parametrize(
    ("key", "other", "expected"),
    [
        ("Thank the guest", "Thank the guest, and smile", ["LR405"]),
        ("First thank the guest", "Thank the guest", ["LR405"]),
        ("Thank the guest", "Thank the guests", []),
        ("Thank her", "Thank her, and smile", []),
        ("Only thank the guest", "Thank the guest", []),
        ("Costs 5 euros more", "Costs 5 euros more than 5.5", ["LR405"]),
        ("That she pays 5", "That she pays 5.5", []),
    ],
)
def test_a_choice_within_another_is_an_overlap(key: str, other: str, expected: list[str]) -> None:
    assert told("Which?", key, other) == expected


def test_wrong_choices_may_share_what_they_like() -> None:
    assert told("Which?", "Something else", "Thank the guest", "Thank the guest, and smile") == []


@pytest.mark.parametrize(
    ("language", "stem", "expected"),
    [
        ("en", "The parcel is late.", ["LR406"]),
        ("en", "The parcel is late. Her party is tomorrow!", ["LR406"]),
        ("en", "Question 12", ["LR406"]),
        ("en", "Question 12\n\nThe parcel is late.", ["LR406"]),
        ("en", "Question 12\n\nThe parcel is late. What do you say?", []),
        ("en", "The parcel is late. Say it to her.", []),
        ("en", "The parcel is late. You must choose.", []),
        ("en", "The parcel is late, and she", []),
        ("en", "The parcel is late:", []),
        ("en", "The parcel is …", []),
        ("en", "The late parcel", []),
        ("en", "Late parcels.", []),
        ("en", "The parcel is late.\n\n![What now?](a.png)\n\nShe waits.", ["LR406"]),
        ("en", "The parcel is late? She waits.", []),
        ("en", "The parcel is ____ late.", []),
        ("es", "El paquete llega tarde.", ["LR406"]),
        ("es", "El paquete llega tarde. Elige la respuesta.", []),
        ("fr", "Le colis est en retard.", ["LR406"]),
        ("fr", "Le colis est en retard. Cochez la réponse.", []),
        ("de", "Das Paket ist verspätet.", ["LR406"]),
        ("de", "Das Paket ist verspätet. Wähle eine Antwort.", []),
        ("pt", "O pacote está atrasado.", ["LR406"]),
        ("it", "Il pacco è in ritardo.", ["LR406"]),
        ("nl", "Het pakket is te laat.", []),
        ("zh", "包裹迟到了。", []),
    ],
)
def test_a_stem_asks_or_sets_a_task(language: str, stem: str, expected: list[str]) -> None:
    choices = ("Ring the driver first", "Send another one")
    assert told(stem, *choices, language=language) == expected


def test_a_statement_to_judge_needs_no_question() -> None:
    assert told("The parcel is late.", "True", "False") == []
    assert told("El cliente espera.", "Es verdad", "Es mentira", language="es") == []


@pytest.mark.parametrize(
    ("hint", "expected"),
    [
        ("Better ring the driver first!", ["LR412"]),
        ("Ring the driver first, or send another one?", []),
        ("Whom would you ring?", []),
    ],
)
def test_a_hint_points_and_does_not_tell(hint: str, expected: list[str]) -> None:
    assert told("Which?", "Ring the driver first", "Send another one", hint=hint) == expected
    named = "Why does she ring the driver first?"
    assert told(named, "Ring the driver first", "Send another one", hint=hint) == []


NUMBER = NumericEntryGap(
    answers=(NumericAnswer(shown="12.5", low=Fraction(12), high=Fraction(13)),), place=PLACE
)
LIST = InlineChoiceGap(
    choices=(
        InlineChoice(identifier="a", text="repair", place=PLACE),
        InlineChoice(identifier="b", text="replace", place=PLACE),
    ),
    key=frozenset("a"),
    place=PLACE,
)


@pytest.mark.parametrize(
    ("gap", "hint", "expected"),
    [
        (NUMBER, "About 12.5 of them.", ["LR412"]),
        (NUMBER, "About 12 of them.", []),
        (LIST, "You repair it.", ["LR412"]),
        (LIST, "Repair, or replace?", []),
        (LIST, "It can be repaired.", []),
    ],
)
def test_a_hint_tells_no_number_and_no_line_of_a_list(
    gap: Gap, hint: str, expected: list[str]
) -> None:
    item = GapItem(
        identifier="i", heading=None, body=None, gaps=(gap,), place=PLACE,
        hint=Prose(markdown=hint, place=PLACE),
    )  # fmt: skip
    assert [d.code for d in check_writing([item], "en")] == expected


def leaky(count: int) -> Quiz:
    texts = [
        f"## Whom does clerk number {n} thank, after {n - 1} thanked guest{n - 1} warmly?\n\n"
        f"- ( ) The parcel of house{n}\n- (x) thanked guest{n} warmly\n    > Yes.\n\n"
        for n in range(count)
    ]
    return read("---\nshuffle: true\n---\n\n" + "".join(texts))[0]


def test_a_thousand_items_are_held_against_each_other_in_no_time() -> None:
    quiz = leaky(1000)
    begin = time.process_time()
    found = [d.code for d in check_quiz(quiz)]
    assert time.process_time() - begin < 3
    assert len(found) >= 999 and set(found) == {"LR407"}


def test_what_many_stems_say_is_what_the_quiz_is_about() -> None:
    item = "## {}\n\n- (x) {}\n    > Yes.\n- ( ) Nothing\n\n"
    key = item.format("What is owed?", "A sincere apology")
    tells = [item.format(f"Is a sincere apology {n}?", f"It is {n}") for n in ("a", "b", "c")]
    codes = [[d.code for d in read(key + "".join(tells[:n]))[1]] for n in range(4)]
    assert codes == [[], ["LR407"], ["LR407", "LR407"], []]
    titled = f"---\ntitle: How a sincere apology works\n---\n\n{key}{tells[0]}"
    assert [d.code for d in read(titled)[1]] == []


def test_an_item_that_names_its_answer_in_its_own_stem_has_nothing_to_leak() -> None:
    item = "## {}\n\n- (x) A sincere apology\n    > Yes.\n- ( ) A cheap gift\n\n"
    stems = ("A sincere apology, or a cheap gift?", "And a sincere apology here?")
    assert [d.code for d in read("".join(map(item.format, stems)))[1]] == []


def test_three_keys_of_one_are_one_slip_and_its_lines_are_named() -> None:
    found = read("## Which?\n\n- (x) A\n    > So.\n- (x) B\n- ( ) C\n- (x) D\n")[1].errors
    assert [d.message for d in found] == [
        "Only one choice can be the key, and 3 are marked: lines 3, 5 and 7."
    ]
