"""What the README and the reference say is so: examples read, links lead somewhere, tables are whole."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import get_args

import click
import pytest
import yaml
from markdown import Markdown
from markdown.extensions import Extension

from lessonry.checks import check_quiz
from lessonry.cli.program import program
from lessonry.credentials.document import Desk
from lessonry.credentials.issuance import record
from lessonry.credentials.sheets.sheet import Sheets
from lessonry.diagnostics import CODES, Diagnostics, Report, Source
from lessonry.domain.achievement import Achievement, Issuer
from lessonry.domain.attempt import Learner
from lessonry.domain.credential import Credential, Level
from lessonry.domain.items import ExtendedTextItem, Item
from lessonry.domain.partial_credit import PartialCredit
from lessonry.project import load_course
from lessonry.project.layout import OPTIONS
from lessonry.readers import certificates, page, quiz, quiz_body, sections
from lessonry.readers.fields import Fields
from lessonry.rendering.environment import make_environment
from lessonry.website.markdown_extension import LessonryExtension
from lessonry.website.site import load_site
from tests.docs.examples import Example, anchors, examples, links, prose, tables
from tests.docs.pages import PAGES, ROOT, commands

README = ROOT / "README.md"
REFERENCE = ROOT / "docs" / "reference"
KINDS = REFERENCE / "kinds"
CONTRIBUTE = ROOT / "docs" / "contribute"
TOLD = [README, *sorted(REFERENCE.rglob("*.md")), *sorted(CONTRIBUTE.glob("*.md"))]
LINKED = [*TOLD, ROOT / "CHANGELOG.md", *sorted(CONTRIBUTE.rglob("decisions/*.md"))]
EXAMPLES = [example for told in TOLD for example in examples(told)]
CALL = re.compile(r"(lessonry|make)( |$)")


def of(*languages: str) -> list[Example]:
    return [example for example in EXAMPLES if example.language in languages]


def codes(diagnostics: Diagnostics) -> set[str]:
    return {diagnostic.code for diagnostic in diagnostics}


def read_markdown(example: Example) -> set[str]:
    """Return the codes that an example gives: as a page where it says so, else as a quiz."""
    diagnostics = Diagnostics()
    source = Source(path=example.title or "quizzes/example.md", text=example.text)
    if source.path.startswith("docs/"):
        name = Path(source.path).stem
        _, read = page.read_lesson(source, f"module/{name}.md", name, diagnostics)
    else:
        read = (quiz.read_quiz(source, diagnostics, identifier="example"),)
    for one in read:
        diagnostics.extend(check_quiz(one))
    return codes(diagnostics)


def fields_of(read: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return which fields a reader asks for."""
    asked: set[str] = set()
    monkeypatch.setattr(Fields, "close", lambda self, **_: asked.update(self.asked))
    read()
    return asked


def first_words(rows: Iterable[list[str]]) -> set[str]:
    return {name for row in rows for name in re.findall(r"`([\w-]+)`", row[0])}


def first_cells(rows: Iterable[list[str]]) -> set[str]:
    return {name for row in rows for name in re.findall(r"`([\w.]+)`", row[0])}


@pytest.mark.parametrize("example", of("markdown"), ids=str)
def test_an_example_of_markdown_gives_what_the_page_says(example: Example) -> None:
    assert read_markdown(example) == example.faults


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.live is not None], ids=str)
def test_a_live_quiz_is_the_source_that_stands_above_it(example: Example) -> None:
    assert example.live == re.sub(r"\A---\n.*?\n---\n+", "", example.text, flags=re.DOTALL)


def test_the_quiz_format_shows_every_kind_of_item() -> None:
    shown = [e for e in of("markdown") if e.page.name == "quiz-format.md" and not e.faults]
    kinds: set[str] = set()
    for example in shown:
        source = Source(path="example.md", text=example.text)
        read = quiz.read_quiz(source, Diagnostics(), identifier="example")
        kinds |= {item.kind for item in read.items}
    templates = ROOT / "generator/lessonry/rendering/templates/items"
    assert kinds == {file.name.split(".")[0] for file in templates.glob("[!_]*.jinja")}


def test_a_table_in_a_live_item_is_a_table_on_the_page() -> None:
    # `tables` is one of the extensions that Python-Markdown does not remember having.
    site = load_site(ROOT)
    extensions: list[str | Extension] = [
        "tables",
        "pymdownx.superfences",
        LessonryExtension(site=site),
    ]
    site.page = "reference/kinds/gap.md"
    shown = Markdown(extensions=extensions).convert("/// quiz | ref-gap\n///")
    cells = re.findall(r"<td>[^<]*<(input|select) class=\"lr-gap", shown)
    assert cells == ["input", "input", "select", "input"]


def test_the_report_that_the_quiz_format_shows_is_the_one_that_it_gives() -> None:
    found = [example for example in EXAMPLES if example.faults]
    shown = [example.text for example in of("text") if "error[" in example.text]
    assert len(found) == len(shown) == 1
    diagnostics = Diagnostics()
    source = Source(path="quizzes/ways.md", text=found[0].text)
    diagnostics.extend(check_quiz(quiz.read_quiz(source, diagnostics, identifier="ways")))
    assert f"{Report(diagnostics=diagnostics)}\n" == shown[0]


@pytest.mark.parametrize("example", of("yaml"), ids=str)
def test_an_example_of_yaml_reads(example: Example, tmp_path: Path) -> None:
    diagnostics = Diagnostics()
    source = Source(path=example.title, text=example.text)
    match example.title.split("/"):
        case ["certificates", "issuer.yml"]:
            certificates.read_issuer(source, diagnostics)
        case ["certificates", "achievements", _]:
            certificates.read_achievement(source, "example", diagnostics)
        case ["mkdocs.yml"]:
            # A part of a configuration stands among what every course has.
            said = set(re.findall(r"^\w+", example.text, re.MULTILINE))
            whole = {"site_name": "site_name: X\n", "plugins": "plugins: [lessonry]\n"}
            rest = "".join(line for name, line in whole.items() if name not in said)
            (tmp_path / "mkdocs.yml").write_text(rest + example.text, encoding="utf-8")
            (tmp_path / "docs").mkdir()
            load = load_course(tmp_path)[1]
            absent = {"LR116", "LR210", "LR213", "LR214"}  # what it speaks of is not there
            diagnostics.extend(d for d in load if d.code not in absent)
        case _:
            text = f"---\n{example.text}---\n"
            page.read_lesson(Source(path="docs/x.md", text=text), "x.md", "x", diagnostics)
    assert codes(diagnostics) == set()


@pytest.mark.parametrize("example", of("jinja"), ids=str)
def test_an_example_of_a_template_extends_one_that_there_is(
    example: Example, tmp_path: Path
) -> None:
    name = example.title.removeprefix("templates/")
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text(example.text, encoding="utf-8")
    environment = make_environment(tmp_path)
    ours = environment.get_template(f"lessonry/{name}")
    inherited = environment.get_template("lessonry/items/_item.html.jinja")
    own = environment.get_template(name)
    assert set(own.blocks) <= {*ours.blocks, *inherited.blocks}


def credential() -> Credential:
    place = Source(path="x", text="").at(1)
    return Credential(
        identifier="urn:uuid:2b6d5219-1501-535b-9b5e-5041b7ccbe64",
        learner=Learner(name="Anna Lind"),
        achievement=Achievement(
            identifier="x", name="First aid", description="…", criteria="…", place=place
        ),
        course_title="First aid",
        edition="0123456789abcdef",
        level=Level.COUNTERSIGNED,
        issued=datetime(2026, 11, 22, tzinfo=UTC),
        status_index=1,
    )


@pytest.mark.parametrize("example", of("typst"), ids=str)
def test_an_example_of_a_certificate_template_makes_a_sheet(
    example: Example, tmp_path: Path
) -> None:
    (tmp_path / "template.typ").write_text(example.text, encoding="utf-8")
    issuer = Issuer(name="The Delight Counter", place=Source(path="x", text="").at(1))
    desk = Desk(did="did:web:example.org", issuer=issuer, site="https://example.org/")
    with Sheets(desk, tmp_path) as sheets:
        assert sheets.has_own_template
        pdf = sheets.compile(credential(), link=None, attachment=b"{}")
        given = sheets.data(credential(), None)
    assert pdf.startswith(b"%PDF-")
    rows = tables(REFERENCE / "certificates.md", "What a part gets")
    told = {name for row in rows for name in re.findall(r"`data\.(\w+)", row[0])}
    assert told == set(given)


def test_the_record_that_the_protocol_shows_is_one_that_is_read() -> None:
    [shown] = [example for example in of("json") if example.title]
    read = record.read(shown.text.encode())
    assert read.notes == ()
    names = {f"`{name}`" for name in json.loads(shown.text)} - {"`attempt`", "`learner`"}
    rows = {row[0] for row in tables(REFERENCE / "completion-record.md", "The content")}
    assert names <= rows


def test_the_tables_of_fields_are_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    empty = Source(path="x", text="")
    quiz_fields = fields_of(
        lambda: quiz.read_quiz(empty, Diagnostics(), identifier="x"), monkeypatch
    )
    conversation = Source(path="x", text="---\nkind: scenario\n---\n")
    scenario_fields = fields_of(
        lambda: quiz.read_quiz(conversation, Diagnostics(), identifier="x"), monkeypatch
    )
    lesson_fields = fields_of(
        lambda: page.read_lesson(empty, "x.md", "x", Diagnostics()), monkeypatch
    )
    issuer_fields = fields_of(lambda: certificates.read_issuer(empty, Diagnostics()), monkeypatch)
    achievement_fields = fields_of(
        lambda: certificates.read_achievement(empty, "x", Diagnostics()), monkeypatch
    )
    quizzes, lessons = REFERENCE / "quiz-format.md", REFERENCE / "lesson-format.md"
    issuing = REFERENCE / "certificates.md"
    top = "At the top of the file"
    assert first_cells(tables(quizzes, top)) == quiz_fields
    told_of_scenarios = {
        name
        for row in tables(KINDS / "scenario.md", "Options")
        for name in re.findall(r"`(\w+)", row[0])
    }
    assert told_of_scenarios >= scenario_fields - quiz_fields
    assert first_cells(tables(lessons, top)) == lesson_fields
    assert first_cells(tables(issuing, "Who issues")) == issuer_fields
    assert first_cells(tables(issuing, "What can be earned")) == achievement_fields
    assert first_cells(tables(lessons, "Settings")) == {*OPTIONS}


def test_the_table_of_what_stands_behind_a_heading_is_whole() -> None:
    known = set(quiz_body.COMMON_OPTIONS).union(*(kind.options for kind in quiz_body.KINDS))
    rows = tables(REFERENCE / "quiz-format.md", "Behind the heading")
    told = {found.group(1) for row in rows if (found := re.match(r"`(\w+)=", row[0]))}
    assert told == known


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_page_that_is_made_from_the_code_is_up_to_date(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == PAGES[path](), "Run `make docs`."


def test_the_record_is_told_for_every_kind_that_an_exam_takes() -> None:
    rows = tables(REFERENCE / "completion-record.md", "Responses")
    kinds = {kind.kind for kind in get_args(Item)}
    assert first_words(rows) == kinds - {ExtendedTextItem.kind}


def test_a_section_that_takes_from_pools_is_told_with_all_its_options() -> None:
    rows = tables(KINDS / "quiz-rules.md", "Sections and pools")
    told = {name for row in rows for name in re.findall(r"(\w+)=", row[0])}
    assert told == sections.OPTIONS


@pytest.mark.parametrize("field", ["max_attempts", "grading", "time_limit", "extra_time"])
def test_the_rules_of_a_quiz_are_told(field: str) -> None:
    rules = (KINDS / "quiz-rules.md").read_text(encoding="utf-8")
    assert re.search(rf"^\| `{field}: [^`]+` \|", rules, re.MULTILINE)


def test_every_policy_of_partial_credit_is_told() -> None:
    rows = tables(KINDS / "partial-credit.md", "Partial credit")
    assert first_words(rows) == {policy.value for policy in PartialCredit}


def test_every_code_has_an_entry_and_no_page_names_another() -> None:
    entries = anchors(REFERENCE / "codes.md")
    assert {code.lower() for code in CODES} <= entries
    for told in LINKED:
        named = set(re.findall(r"\bLR\d{3}\b", told.read_text(encoding="utf-8")))
        assert named <= set(CODES), told


@pytest.mark.parametrize("told", LINKED, ids=lambda told: told.name)
def test_links_lead_to_what_is_there(told: Path) -> None:
    for link in links(told):
        if "://" in link or link.startswith("mailto:"):
            continue
        name, _, anchor = link.partition("#")
        target = (told.parent / name).resolve() if name else told
        assert target.is_file(), f"{told.name}: {link}"
        assert not anchor or anchor in anchors(target), f"{told.name}: {link}"


@pytest.mark.parametrize("told", LINKED, ids=lambda told: told.name)
def test_every_column_of_a_table_has_a_heading(told: Path) -> None:
    lines = prose(told)
    for heading, rule in pairwise(lines):
        if re.fullmatch(r"\|(?: *:?-+:? *\|)+", rule):
            assert all(cell.strip() for cell in heading.strip("|").split("|")), heading


def called(text: str) -> list[list[str]]:
    """Return the commands that lines of text call, without prompts, variables and comments."""
    lines = [re.split(r" {4}#|,", line.removeprefix("$ "))[0].strip() for line in text.splitlines()]
    bare = [re.sub(r"^(?:[A-Z_]+=\S+ )+", "", line) for line in lines]
    return [shlex.split(line) for line in bare if CALL.match(line)]


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told.name)
def test_the_commands_that_a_page_names_are_there(told: Path) -> None:
    known: dict[str, click.Command] = dict(commands()) | {"lessonry": program}
    groups = {name.rpartition(" ")[0] for name in known}
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    text = told.read_text(encoding="utf-8")
    spans = [code for code in re.findall(r"`([^`\n]+)`", text) if "…" not in code]
    blocks = [e.text for e in EXAMPLES if e.page == told and e.language == "console"]
    for words in called("\n".join([*spans, *blocks])):
        if words[0] == "make":
            assert all(word in targets for word in words[1:]), words
            continue
        depth = 3 if " ".join(words[:2]) in groups else 2
        name = " ".join(words[:depth]).removesuffix(" --help")
        assert name in known or name in groups, words
        if name not in known:
            continue
        takes = {o for p in known[name].params if isinstance(p, click.Option) for o in p.opts}
        options = {word for word in words if word.startswith("-")} - {"--help", "--version"}
        assert options <= takes, words


def test_the_navigation_shows_every_page_of_the_reference() -> None:
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    nav = json.dumps(yaml.safe_load(settings)["nav"])
    pages = [path.relative_to(ROOT / "docs").as_posix() for path in REFERENCE.rglob("*.md")]
    assert [path for path in pages if path not in nav] == []
