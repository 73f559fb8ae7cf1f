"""The program: its help, its exit codes, and never a traceback for what is not our fault."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from lessonry import __version__
from lessonry.cli import program as module
from lessonry.cli.program import COMMANDS, program
from lessonry.errors import LessonryError, UsageError, WorldError
from tests.cases import write
from tests.cli.runs import called, spawned


def calls() -> list[tuple[str, ...]]:
    """Return every command, those of a group each by itself."""
    context = click.Context(program)
    made: list[tuple[str, ...]] = []
    for name in COMMANDS:
        command = program.get_command(context, name)
        within = command.commands if isinstance(command, click.Group) else {}
        made += [(name, part) for part in within] or [(name,)]
    return made


@pytest.mark.parametrize("call", calls(), ids=" ".join)
def test_help_says_what_a_command_does_and_gives_examples(
    capsys: pytest.CaptureFixture[str], call: tuple[str, ...]
) -> None:
    run = called(capsys)(*call, "--help")
    assert run.code == 0 and "Example" in run.out
    lines = [line.split() for line in run.out.splitlines() if line.startswith("    lessonry ")]
    assert lines and all(tuple(words[1 : 1 + len(call)]) == call for words in lines)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_examples_of_help_are_calls_that_click_understands(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    command = program.get_command(click.Context(program), name)
    assert command and command.help
    for line in command.help.splitlines():
        if not line.strip().startswith("lessonry "):
            continue
        arguments = shlex.split(line.strip().split("   ")[0])[2:]
        part: click.Command = command
        while isinstance(part, click.Group):
            found = part.get_command(click.Context(part), arguments.pop(0))
            assert found, line
            part = found
        monkeypatch.setattr(click.Path, "convert", lambda _, value, *__: Path(value))
        part.make_context(name, arguments)


def test_commands_stand_in_the_order_of_a_trainers_day(capsys: pytest.CaptureFixture[str]) -> None:
    run = called(capsys)("--help")
    listed = run.out.split("Commands:")[1]
    places = [listed.index(f"\n  {name} ") for name in COMMANDS]
    assert places == sorted(places) and "Exit codes:" in run.out


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert __version__ in called(capsys)("--version").out


@pytest.mark.parametrize(
    "arguments",
    [
        ("biuld",),
        ("check", "--strikt"),
        ("check", "nowhere"),
        ("build", "nowhere"),
        ("serve", "nowhere"),
        ("explain", "LR999"),
        ("new",),
        ("build", "--site-dir"),
        ("check", "a", "b"),
    ],
)
def test_a_wrong_call_ends_with_two_and_a_sentence(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    run = called(capsys)(*arguments)
    assert run.code == 2 and "Error: " in run.err


def _raises(error: BaseException) -> None:
    raise error


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (UsageError("No.", help="Do it so."), 2, "Error: No.\nDo it so."),
        (WorldError("Full."), 3, "Error: Full."),
        (LessonryError("Broken."), 3, "Error: Broken."),
        (OSError(28, "No space left on device", "a.md"), 3, "No space left on device (a.md)."),
        (PermissionError(13, "Permission denied"), 3, "Error: Permission denied."),
        (KeyboardInterrupt(), 130, "Stopped."),
        (click.Abort(), 130, "Stopped."),
        (click.UsageError("No."), 2, "No."),
    ],
)
def test_every_error_has_its_exit_code(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    code: int,
    said: str,
) -> None:
    monkeypatch.setattr(module.program, "main", lambda **_: _raises(error))
    run = called(capsys)("check")
    assert run.code == code and said in run.err


def test_a_fault_of_ours_is_said_to_be_ours(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module.program, "main", lambda **_: _raises(RuntimeError("bug")))
    with pytest.raises(RuntimeError, match="bug"):
        module.main(["check"])
    assert "a fault in lessonry" in capsys.readouterr().err


def test_a_terminal_of_few_letters_gets_all_the_same(tmp_path: Path) -> None:
    folder = write(tmp_path, {"quizzes/one.md": "## 你好 👩‍👧\n"})
    for encoding in ("ascii", "latin-1"):
        run = spawned("check", folder, PYTHONIOENCODING=encoding)
        assert run.code == 1 and "LR111" in run.out and run.err == ""


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    many = "".join(f"## Item {n}\n" for n in range(5000))
    folder = write(tmp_path, {"quizzes/one.md": many})
    with subprocess.Popen(
        [sys.executable, "-m", "lessonry", "check", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout and process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(30) in (0, 1) and process.stderr.read() == b""
