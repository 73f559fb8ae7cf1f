"""Writes what the reference takes from the code: the commands, the codes, and the architecture's tree.

`make docs` runs this file; `tests/test_docs.py` holds the pages to what it would write.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import click

from lessonry.cli.program import program
from lessonry.diagnostics import CODES
from tests import architecture_page
from tests.docs import fidelity

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
PART = "<!-- {name}: make docs -->\n"
END = "<!-- /{name} -->"


def written(whole: str, name: str, text: str) -> str:
    """Return a page with `text` in its part of that name."""
    start, end = PART.format(name=name), END.format(name=name)
    found = re.search(f"(?<={re.escape(start)}).*?(?={re.escape(end)})", whole, re.DOTALL)
    if found is None:
        raise ValueError(f"The page has no part {start.strip()} … {end}")
    return f"{whole[: found.start()]}\n{text.strip()}\n\n{whole[found.end() :]}"


def commands(
    root: click.Group = program, name: str = "lessonry"
) -> Iterator[tuple[str, click.Command]]:
    """Yield every command with its whole name, in the order of the program's own help."""
    context = click.Context(root, info_name=name)
    for short in root.list_commands(context):
        command = root.get_command(context, short)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {short}")
        else:
            yield f"{name} {short}", command


def commands_text() -> str:
    """Return what the commands' own help says, a heading each."""
    parts = [_command(name, command) for name, command in commands()]
    return "\n\n".join([*parts, "## Exit codes", _exit_codes()])


def _command(name: str, command: click.Command) -> str:
    context = click.Context(command, info_name=name)
    usage = " ".join([name, *command.collect_usage_pieces(context)])
    parts = [f"## {name}", f"```text\n{usage}\n```", *_help(command.help or "")]
    described = (parameter.get_help_record(context) for parameter in command.get_params(context))
    rows = [
        f"| `{names}` | {' '.join(words.split())} |"
        for names, words in filter(None, described)
        if words and "--help" not in names
    ]
    if rows:
        parts.append("\n".join(["| Option | What it does |", "| --- | --- |", *rows]))
    return "\n\n".join(parts)


def _help(text: str) -> Iterator[str]:
    r"""Yield the paragraphs of a help text; those that click leaves as they are (`\b`) as code."""
    for paragraph in text.strip().split("\n\n"):
        lines = paragraph.strip("\n").splitlines()
        if lines[0].strip() != "\b":
            yield " ".join(line.strip() for line in lines)
            continue
        code = [line for line in lines[1:] if line.strip() != "Examples:"]
        yield "\n".join(["```console", *(line.strip() for line in code), "```"])


def _exit_codes() -> str:
    told = (program.epilog or "").replace("\b", "").partition(":")[2]
    meanings = " ".join(told.split()).split(" · ")
    return "\n".join(
        f"- `{number}`: {words}" for number, words in (m.split(" ", 1) for m in meanings)
    )


def codes_text() -> str:
    """Return every code of the register: a table, then what `lessonry explain` prints."""
    rows = [
        f"| [{code.code}](#{code.code.lower()}) | {code.severity} | {code.title} |"
        for code in CODES.values()
    ]
    table = "\n".join(["| Code | Severity | What is wrong |", "| --- | --- | --- |", *rows])
    entries = [
        f"## {code.code}: {code.title} {{ #{code.code.lower()} }}\n\n"
        f"{code.severity.capitalize()}. {code.why}\n\n"
        f"For example:\n\n````text\n{code.example}\n````\n\n"
        f"{code.mend}"
        for code in CODES.values()
    ]
    return "\n\n".join([table, *entries])


def decisions_text() -> str:
    """Return a link to every decision note, by number."""
    notes = sorted((architecture_page.PAGE.parent / "decisions").glob("*.md"))
    titles = [note.read_text(encoding="utf-8").partition("\n")[0] for note in notes]
    return "\n".join(
        f"- [{title.partition('. ')[2]}](decisions/{note.name})"
        for note, title in zip(notes, titles, strict=True)
    )


def _reference(name: str, text: Callable[[], str]) -> Callable[[], str]:
    page = REFERENCE / f"{name}.md"
    return lambda: written(page.read_text(encoding="utf-8"), name, text())


PAGES: dict[Path, Callable[[], str]] = {
    REFERENCE / "commands.md": _reference("commands", commands_text),
    REFERENCE / "codes.md": _reference("codes", codes_text),
    REFERENCE / "export.md": lambda: written(
        (REFERENCE / "export.md").read_text(encoding="utf-8"), "fidelity", fidelity.table()
    ),
    REFERENCE / "import.md": lambda: written(
        (REFERENCE / "import.md").read_text(encoding="utf-8"), "fidelity", fidelity.read_table()
    ),
    architecture_page.PAGE: lambda: written(
        architecture_page.page(), "decisions", decisions_text()
    ),
}
"""What `make docs` writes: each page, and what it must be."""


if __name__ == "__main__":
    for path, page in PAGES.items():
        path.write_text(page(), encoding="utf-8")
