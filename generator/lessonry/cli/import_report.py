"""What an import tells: each question that is not as it was, sums by kind, and what to do next."""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

import click

from lessonry.domain.fidelity import Carried, Fidelity, counted
from lessonry.importers.gathering import Gathering, ReadFile
from lessonry.importers.settling import SettledQuiz

LONGEST_NAME = 60
"""Characters of a question's name."""
WIDTH = 100
COLORS = {Carried.CHANGED: "yellow", Carried.LEFT: "red"}
SAID = {"new": "written", "same": "there already, and the same", "replaced": "replaced"}
WOULD = {"new": "would be written", "same": SAID["same"], "replaced": "would be replaced"}


def in_words(
    gathering: Gathering, states: Mapping[Path, str], *, dry_run: bool, quiet: bool
) -> Iterator[str]:
    """Yield the lines of the report."""
    for one in gathering.read:
        if not quiet or any(told.carried is not Carried.WHOLE for told in one.report):
            yield f"{one.name} ({one.format.title}): {_sums(one.report)}"
        yield from _of_file(one, gathering.into, states, dry_run=dry_run, quiet=quiet)
        yield ""
    report = [told for one in gathering.read for told in one.report]
    if quiet:
        return
    yield from _by_kind(report)
    if not gathering.items:
        yield "Nothing could be carried over, so nothing was written."
        return
    if dry_run:
        yield "Nothing was written. Run it again without --dry-run."
        return
    if counted(report)[Carried.LEFT]:
        yield "What could not be carried stands in a comment at the end of its quiz."
    yield "Next: lessonry check"


def _of_file(
    one: ReadFile, into: Path, states: Mapping[Path, str], *, dry_run: bool, quiet: bool
) -> Iterator[str]:
    said = WOULD if dry_run else SAID
    if one.page:
        if not quiet:
            state = states.get(one.page.path)
            yield f"  {one.page.path} {said[state] if state else 'stays as it is'}"
        yield from _notes(one.page.notes)
        yield from _questions(one.page.report)
        if dry_run:
            yield from difflib.unified_diff(
                one.page.before.split("\n"),
                one.page.after.split("\n"),
                str(one.page.path),
                str(one.page.path),
                lineterm="",
            )
    for quiz in one.quizzes:
        path = _path(into, quiz.path)
        if not quiz.items:
            yield f"  {path} is not written: no question of it could be carried over"
        elif not quiet:
            items = _counted(quiz.items, "item", "items")
            yield f"  {path} {said[states[path]]}: {items}{_beside(quiz)}"
        yield from _notes(quiz.notes)
        yield from _questions(quiz.report)


def _beside(quiz: SettledQuiz) -> str:
    if not quiz.attachments:
        return ""
    return f", {_counted(len(quiz.attachments), 'file', 'files')} beside"


def _path(into: Path, path: str) -> Path:
    return into.joinpath(*PurePosixPath(path).parts)


def _notes(notes: Iterable[str]) -> Iterator[str]:
    for note in notes:
        yield from _wrapped(note, "    ")


def _questions(report: Iterable[Fidelity]) -> Iterator[str]:
    """Yield a few lines for each question that is not carried over as it was."""
    for one in report:
        if one.carried is Carried.WHOLE:
            continue
        name = " ".join(one.name.split())
        name = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
        line = f", line {one.line}" if one.line else ""
        head = click.style(f"{one.carried.value}:", fg=COLORS[one.carried])
        yield f"    {head} {name} ({one.kind}{line})"
        for note in one.notes:
            yield from _wrapped(note, "      ")


def _wrapped(text: str, indent: str) -> list[str]:
    plain = " ".join(text.split())
    return textwrap.wrap(
        plain, WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False
    )


def _by_kind(report: list[Fidelity]) -> Iterator[str]:
    """Yield the sums: one line a kind, as the other tool calls it, then all together."""
    kinds: dict[str, list[Fidelity]] = {}
    for one in report:
        kinds.setdefault(one.kind, []).append(one)
    width = max((len(kind) for kind in kinds), default=0)
    for kind in sorted(kinds):
        yield f"{kind:<{width}}  {_sums(kinds[kind])}"
    if len(kinds) != 1:
        yield f"{'Together':<{width}}  {_sums(report)}"


def _sums(report: Iterable[Fidelity]) -> str:
    report = list(report)
    parts = [f"{number:,} {one.value}" for one, number in counted(report).items() if number]
    return f"{_counted(len(report), 'question', 'questions')}: {', '.join(parts) or 'none'}"


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def listed(gathering: Gathering, states: Mapping[Path, str], *, dry_run: bool) -> dict[str, object]:
    """Return the report as JSON values."""
    report = [told for one in gathering.read for told in one.report]
    return {
        "written": not dry_run and bool(gathering.items),
        "counts": {one.name.lower(): number for one, number in counted(report).items()},
        "files": [_file(one, gathering.into, states) for one in gathering.read],
    }


def _file(one: ReadFile, into: Path, states: Mapping[Path, str]) -> dict[str, object]:
    quizzes: list[dict[str, object]] = []
    if one.page:
        quizzes.append(
            {
                "path": str(one.page.path),
                "state": states.get(one.page.path, "same"),
                "items": sum(len(quiz.items) for quiz in one.page.quizzes),
                "files": [],
                "notes": list(one.page.notes),
                "warnings": [],
                "questions": [_question(told) for told in one.page.report],
            }
        )
    for quiz in one.quizzes:
        path = _path(into, quiz.path)
        quizzes.append(
            {
                "path": str(path),
                "state": states[path] if quiz.items else "left",
                "items": quiz.items,
                "files": [str(_path(into, file.path)) for file in quiz.attachments],
                "notes": list(quiz.notes),
                "warnings": [
                    {"code": d.code, "line": d.place.span.line, "message": d.message}
                    for d in quiz.diagnostics
                ],
                "questions": [_question(told) for told in quiz.report],
            }
        )
    return {"file": one.name, "format": one.format.name, "quizzes": quizzes}


def _question(told: Fidelity) -> dict[str, object]:
    return {
        "name": told.name,
        "kind": told.kind,
        "carried": told.carried.name.lower(),
        "notes": list(told.notes),
        "line": told.line,
        "item": told.item,
        "original": told.original,
    }
