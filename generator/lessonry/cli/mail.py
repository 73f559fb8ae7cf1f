"""`lessonry mail`: sends what `lessonry issue --outbox` wrote."""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from lessonry.cli.asked import COURSE
from lessonry.cli.key_folder import published
from lessonry.credentials import keys
from lessonry.credentials.post import sending
from lessonry.credentials.post.sending import Post, Server, State
from lessonry.credentials.register import Register
from lessonry.diagnostics import Diagnostics
from lessonry.errors import LessonryError, UsageError
from lessonry.project import find_layout, load_course

PASSWORD = "LESSONRY_SMTP_PASSWORD"
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
SHOWN = 50
"""Messages that are named one by one."""

OUTBOX = click.option(
    "--outbox", required=True, type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER", help="The folder of messages.",
)  # fmt: skip


@click.group(name="mail")
def command() -> None:
    """Send the messages of an outbox, each once, and see how far they are."""


@command.command(name="send")
@OUTBOX
@COURSE
@click.option("--smtp", required=True, metavar="HOST[:PORT]", help="The mail server.")
@click.option("--user", metavar="NAME", help="Who signs in there; the password is asked for.")
@click.option("--starttls", is_flag=True, help="Go over to an encrypted connection (port 587).")
@click.option("--ssl", is_flag=True, help="Encrypt from the first byte (port 465).")
@click.option(
    "--rate", type=click.IntRange(1, 100_000), metavar="N", help="At most so many a minute."
)
@click.option(
    "--again", multiple=True, metavar="ID",
    help="Send this one once more though it may have gone out: its Message-ID or file name.",
)  # fmt: skip
@click.pass_context
def send(
    context: click.Context,
    outbox: Path,
    folder: Path,
    smtp: str,
    user: str | None,
    rate: int | None,
    again: tuple[str, ...],
    *,
    starttls: bool,
    ssl: bool,
) -> None:
    """Send what has not gone out yet; the same command again goes on where it stopped.

    The password is taken from LESSONRY_SMTP_PASSWORD, or asked for. Of a message whose sending was
    cut off, nobody knows whether it went out: it is shown, and sent again only by --again.

    \b
    Examples:
      lessonry mail send --outbox outbox --smtp mail.example.org:587 --starttls --user desk
      lessonry mail send --outbox outbox --smtp localhost:25 --rate 60
    """
    server = _server(smtp, user, starttls=starttls, ssl=ssl)
    with Register(_place(folder)) as register:
        found = sending.posts(outbox, register)
        named = [post for post in found if {post.identifier, post.file.name} & set(again)]
        missing = set(again) - {name for p in named for name in (p.identifier, p.file.name)}
        if missing:
            raise UsageError(f"{outbox} has no message {sorted(missing)[0]}.")
        due = [
            post
            for post in found
            if post.is_due or (post in named and post.state is not State.HELD)
        ]
        came = {post.identifier: post for post in found}
        fault: LessonryError | None = None
        try:
            with Progress(console=Console(stderr=True), transient=True) as progress:
                sent = sending.send(due, register, server, pause=60 / rate if rate else 0)
                for post in progress.track(sent, total=len(due), description="Sending"):
                    came[post.identifier] = post
        except LessonryError as error:
            fault = error
    _tell(list(came.values()))
    if fault is not None:
        raise fault
    done = (State.SENT, State.HELD)
    context.exit(0 if all(post.state in done for post in came.values()) else 1)


@command.command(name="list")
@OUTBOX
@COURSE
def show(outbox: Path, folder: Path) -> None:
    """Say of each message whether it was sent.

    \b
    Examples:
      lessonry mail list --outbox outbox
    """
    with Register(_place(folder)) as register:
        found = sending.posts(outbox, register)
    _tell(found)


def _tell(posts: list[Post]) -> None:
    """Say how many are how far, and name those that want to be looked at."""
    notable = [
        p for p in posts if p.state is not State.QUEUED and (p.reason or p.state is not State.SENT)
    ]
    for post in notable[:SHOWN]:
        if post.state is State.FAILED:
            click.echo(f"{post.recipient}: not sent ({post.reason}); the next run tries again.")
        elif post.state is State.SENT:
            click.echo(
                f"{post.recipient}: sent {post.reason} before; "
                f"`--again {post.file.name}` sends it here too."
            )
        elif post.state is State.HELD:
            click.echo(f"{post.recipient}: held back, since the certificate was {post.reason}.")
        else:
            click.echo(
                f"{post.recipient}: may have gone out{f' ({post.reason})' if post.reason else ''}; "
                f"`--again {post.file.name}` sends it once more."
            )
    if len(notable) > SHOWN:
        click.echo(f"… and {len(notable) - SHOWN} more.")
    counts = Counter(post.state for post in posts)
    told = {
        State.SENT: "sent",
        State.QUEUED: "still queued",
        State.SENDING: "may have gone out",
        State.FAILED: "not sent",
        State.HELD: "held back",
    }
    click.echo(", ".join(f"{counts[s]} {words}" for s, words in told.items() if counts[s]) + ".")


def _place(folder: Path) -> Path:
    layout = find_layout(folder, Diagnostics())
    course, _ = load_course(folder)
    document = published(layout)
    return keys.locate(course.identifier, course.url, document.identifier if document else None)


def _server(smtp: str, user: str | None, *, starttls: bool, ssl: bool) -> Server:
    host, colon, number = smtp.rpartition(":")
    if not colon or "]" in number:
        host, number = smtp, str(465 if ssl else 587 if starttls else 25)
    host = host.strip("[]")
    if not host or not number.isascii() or not number.isdigit() or not 0 < int(number) < 65536:
        raise UsageError(f"`{smtp}` is no mail server.", help="Write host:port.")
    if starttls and ssl:
        raise UsageError("A connection is encrypted by --starttls or by --ssl, not by both.")
    password = None
    if user is not None:
        if not (starttls or ssl) and host not in LOCAL:
            raise UsageError(
                "The password would be sent in the clear.",
                help="Say --starttls (port 587) or --ssl (port 465).",
            )
        password = os.environ.get(PASSWORD)
        if password is None and not sys.stdin.isatty():
            raise UsageError(
                "There is nobody to ask for the password.", help=f"Give it in {PASSWORD}."
            )
        if password is None:
            password = click.prompt("Password of the mail server", hide_input=True, err=True)
    return Server(
        host=host, port=int(number), user=user, password=password, starttls=starttls, ssl=ssl
    )
