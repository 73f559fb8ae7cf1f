"""The interface's texts: what a language says, by number, and in the browser as in Python."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from lessonry.domain.languages import LANGUAGES
from lessonry.locales import words as locales
from lessonry.locales.words import Words, filled, for_browser
from lessonry.rendering.environment import make_environment
from lessonry.website import assets
from tests import catalogues
from tests.machine import ROOT, Command

OTHERS = [language for language in LANGUAGES if language != "en"]
SOURCE = catalogues.SOURCE
SAID = re.compile(r"""\b(?:say|sayWith)\(\s*"([^"\\]+)"|\bcounted\([^"'`;]+?,\s*"([^"\\]+)\"""")
"""A message as the code has it: the text behind `say(`, or behind the number of `counted(`."""
LESSONS = ("{n} lesson", "{n} lessons")


@pytest.fixture
def polish() -> Iterator[Words]:
    made = Catalog(locale="pl")
    made.add("Go on with {title}", "Dalej: {title}", [("runtime/main.js", 1)])
    made.add("Pass", "Zdaj", [("runtime/exam/exam.js", 1), ("runtime/quiz/quiz.js", 1)])
    made.add(LESSONS, ("{n} lekcja", "{n} lekcje", "{n} lekcji"), [("runtime/course/map.js", 1)])
    made.add("Not yet", "")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(locales, "_read", lambda language: made)
        _forget()
        yield Words("pl")
    _forget()


def _forget() -> None:
    locales.catalogue.cache_clear()
    locales.for_browser.cache_clear()


def test_a_message_is_said_with_what_is_put_into_it(polish: Words) -> None:
    assert polish.say("Go on with {title}", title="{title} & <b>") == "Dalej: {title} & <b>"
    assert polish.say("Not yet") == "Not yet"
    assert polish.say("Never heard of {it}") == "Never heard of {it}"


def test_a_number_takes_the_form_of_its_language(polish: Words) -> None:
    said = [polish.counted(n, *LESSONS) for n in (1, 2, 5, 12, 22, 112)]
    assert said == ["1 lekcja", "2 lekcje", "5 lekcji", "12 lekcji", "22 lekcje", "112 lekcji"]
    assert polish.counted(2, *LESSONS, n="Dwie") == "Dwie lekcje"
    assert (
        Words().counted(1, *LESSONS) == "1 lesson" and Words().counted(0, *LESSONS) == "0 lessons"
    )


def test_a_template_says_it_and_lets_no_html_in(polish: Words) -> None:
    page = make_environment(words=polish).from_string(
        "{{ say('Go on with {title}', title='<b>') }} {{ counted(3, '{n} lesson', '{n} lessons') }}"
    )
    assert page.render() == "Dalej: &lt;b&gt; 3 lekcje"


def test_the_browser_gets_each_group_by_itself_and_says_the_same(
    polish: Words, tmp_path: Path, node: Command
) -> None:
    for path, content in assets.runtime_files(["pl"], is_joined=False):
        if path.endswith("words.js") or "/words/" in path:
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    groups = {file.stem for file in (tmp_path / "lessonry" / "words" / "pl").iterdir()}
    assert groups == {"quiz", *locales.GROUPS.values()}
    (tmp_path / "said.js").write_text(
        'import { counted, learn, say, sayWith } from "./lessonry/words.js";\n'
        'const before = say("Pass");\n'
        'await Promise.all(["course", "quiz", "nothing"].map(learn));\n'
        'const lessons = [1, 2, 5, 1.5].map((n) => counted(n, "{n} lesson", "{n} lessons"));\n'
        'const parts = sayWith("Go on with {title}", { title: "X" });\n'
        'console.log(JSON.stringify([before, say("Pass"), lessons, parts]));\n'
    )
    said = json.loads(node(tmp_path / "said.js").stdout)
    by_python = [polish.counted(n, *LESSONS) for n in (1, 2, 5, 1.5)]
    assert said == ["Pass", "Zdaj", by_python, ["Dalej: ", "X"]]


def test_english_loads_nothing_more() -> None:
    files = dict(assets.runtime_files(is_joined=False))
    assert not any("/words/" in path for path in files)
    assert b'LANGUAGES = ["en"]' in files["lessonry/words.js"]


def test_what_is_put_in_is_not_looked_into_again() -> None:
    assert filled("{a} {b} {c}", {"a": "{b}", "b": 2}) == "{b} 2 {c}"


def test_a_message_is_said_either_with_a_number_or_without() -> None:
    said: dict[str, set[str | tuple[str, ...]]] = {}
    for message, _ in catalogues.messages():
        said.setdefault(message if isinstance(message, str) else message[0], set()).add(message)
    assert [forms for forms in said.values() if len(forms) > 1] == []


def test_no_message_escapes_who_collects_them() -> None:
    """Babel passes over a call that stands in a template literal or in another message's call."""
    known = {
        text
        for message, _ in catalogues.messages()
        for text in ([message] if isinstance(message, str) else message)
    }
    files = [path for folder in catalogues.FOLDERS for path in (SOURCE / folder).rglob("*.*")]
    lost = [
        f"{path.relative_to(SOURCE)}: {text}"
        for path in files
        if path.suffix in catalogues.METHODS and "vendor" not in path.parts
        for found in re.finditer(SAID, path.read_text(encoding="utf-8"))
        if (text := found[1] or found[2]) not in known
        # A message of two lines is one for Python: the first line ends in the space between them.
        and not (text.endswith(" ") and any(message.startswith(text) for message in known))
    ]
    assert lost == []


def test_a_message_is_whole_and_its_placeholders_are_named() -> None:
    for message, place in catalogues.messages():
        one, many = (message, message) if isinstance(message, str) else message
        assert one.strip() == one and many.strip() == many, f"{place}: {message}"
        assert re.sub(r"\{[a-z]\w*\}", "", one + many).count("{") == 0, f"{place}: {message}"
        holes = set(re.findall(r"\{\w+\}", one)) - {"{n}"}
        assert holes == set(re.findall(r"\{\w+\}", many)) - {"{n}"}, f"{place}: {message}"


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_holds_what_the_code_says(language: str) -> None:
    file = catalogues.LOCALES / f"{language}.po"
    assert file.read_bytes() == catalogues.written(catalogues.updated(language)), "make words"


def test_every_group_is_a_folder_of_the_runtime() -> None:
    folders = {path.name for path in (ROOT / "generator/lessonry/runtime").iterdir()}
    assert for_browser("en") == {} and set(locales.GROUPS) & folders
