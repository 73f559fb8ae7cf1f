"""The program: its commands in the order of a trainer's day, and how errors end it."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper

import click

from lessonry import __version__
from lessonry.errors import LessonryError

EPILOG = """\b
Exit codes: 0 all is well · 1 something in the course, a record or a certificate is not ·
            2 the call was wrong · 3 the machine did not do its part
"""


COMMANDS = (
    "new", "serve", "check", "explain", "build", "zip", "import", "export",
    "finish", "certificate", "keys", "codes", "seal",
    "issue", "mail", "badge", "verify", "access",
    "issued", "revoke", "suspend", "restore", "renew", "correct", "register",
)  # fmt: skip
"""Each is the module of its name in this package, which has it as `command`."""
ELSEWHERE = {"import": "importing", "export": "exporting"}
"""Commands whose module has another name, since theirs is a word of Python or means another thing."""
BESIDE = {"suspend": "revoke", "restore": "revoke", "correct": "renew"}
"""Commands that stand in another's module, under their own name."""


class _Late(click.Group):
    """A group that imports a command when it is asked for: checking a quiz needs no typesetter."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(
            f"lessonry.cli.{ELSEWHERE.get(cmd_name) or BESIDE.get(cmd_name, cmd_name)}"
        )
        command: click.Command = getattr(module, cmd_name if cmd_name in BESIDE else "command")
        return command


@click.group(cls=_Late, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="lessonry")
def program() -> None:
    """Turn a folder of Markdown into a course, an exam and a certificate that anyone can check.

    \b
    lessonry new my-course     a small complete course to begin with
    lessonry serve             see it while you write
    lessonry check             everything that is wrong, with its place
    lessonry keys new          once: the keys that sign your certificates
    lessonry build             the site, ready to upload
    lessonry zip               the course in a file, to open from a disk
    lessonry import old.xml    questions of other tools, as quizzes of yours
    lessonry export scorm-1.2  the course for your LMS, its quizzes for other tools
    lessonry issue records/    certificates for those who passed
    lessonry verify file.pdf   is this certificate real?
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and leave with its exit code; a user never sees a traceback of theirs."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal of few letters gets marks for the others, and no fault.
            stream.reconfigure(errors="backslashreplace")
    color = False if os.environ.get("NO_COLOR") else None  # https://no-color.org
    try:
        code = program.main(
            args=arguments, prog_name="lessonry", standalone_mode=False, color=color
        )
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nStopped.", err=True)
        sys.exit(130)
    except LessonryError as error:
        click.secho(f"Error: {error.message}", fg="red", err=True, color=color)
        if error.help:
            click.echo(error.help, err=True)
        sys.exit(error.exit_code)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        said = f"Error: {error.strerror or error}{where}."
        click.secho(said, fg="red", err=True, color=color)
        sys.exit(3)
    except Exception:
        click.secho(
            "This is a fault in lessonry, not in your course. "
            "Please report it with the lines that follow.",
            fg="red",
            err=True,
            color=color,
        )
        raise
    gc.freeze()  # the system takes all of it back at once: nobody needs to look for garbage first
    sys.exit(code if isinstance(code, int) else 0)
