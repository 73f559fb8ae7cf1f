"""Sends an outbox by SMTP, so that whatever happens no message goes out twice.

Before a message is handed to the server, the register says that it is being sent; after, what came
of it. Where the answer got lost, or the process died, nobody knows whether it went out: such a
message is shown, and sent again only when the trainer says so.
"""

from __future__ import annotations

import smtplib
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.message import Message
from email.parser import BytesParser
from email.policy import default
from email.utils import getaddresses
from enum import Enum
from pathlib import Path

from lessonry.credentials import document
from lessonry.credentials.register import Register
from lessonry.credentials.status import standing
from lessonry.errors import UsageError, WorldError

LONGEST_REASON = 300


class State(Enum):
    """How far a message is."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    HELD = "held back"
    """Its certificate was revoked or suspended before it went out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One message of an outbox."""

    file: Path
    identifier: str
    sender: str
    recipient: str
    state: State
    reason: str = ""

    @property
    def is_due(self) -> bool:
        """Return whether it certainly has not gone out."""
        return self.state in (State.QUEUED, State.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where messages are handed in."""

    host: str
    port: int
    user: str | None = None
    password: str | None = None
    starttls: bool = False
    ssl: bool = False
    timeout: float = 60

    def connect(self) -> smtplib.SMTP:
        """Return a connection.

        Raises:
            WorldError: There is none, or the server does not take the password.
        """
        made = smtplib.SMTP_SSL if self.ssl else smtplib.SMTP
        try:
            server = made(self.host, self.port, timeout=self.timeout)
            try:
                if self.starttls:
                    server.starttls()
                server.ehlo_or_helo_if_needed()
                if self.user is not None:
                    server.login(self.user, self.password or "")
            except BaseException:
                server.close()
                raise
        except smtplib.SMTPAuthenticationError as error:
            raise WorldError(
                f"{self.host} does not take the name and the password: {_said(error)}.",
                help="Nothing was sent.",
            ) from error
        except (smtplib.SMTPException, OSError) as error:
            raise WorldError(
                f"There is no connection to {self.host}:{self.port}: {_said(error)}.",
                help="Nothing of what is still queued was sent; run the same command again.",
            ) from error
        return server


def posts(folder: Path, register: Register) -> list[Post]:
    """Return the messages of an outbox with their states, by the names of their files.

    Raises:
        UsageError: There are none, or one is no message.
    """
    found = sorted(folder.glob("*.eml")) if folder.is_dir() else []
    if not found:
        raise UsageError(
            f"There is no message in {folder}.",
            help="`lessonry issue RECORDS --outbox FOLDER` writes them.",
        )
    try:
        rows = register.database.execute(
            "select message, state, reason, recipient from mails"
        ).fetchall()
    except sqlite3.Error as error:
        raise register.unusable(error) from error
    states = {message: (State(state), reason, to) for message, state, reason, to in rows}
    withdrawn = {
        name.removeprefix("urn:uuid:"): f"{event.kind.value} on {event.at[:10]}"
        for name, event in standing.standings(register).items()
    }
    return [_held_back(_post(file, states), withdrawn) for file in found]


def send(
    due: list[Post],
    register: Register,
    server: Server,
    *,
    pause: float = 0,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Post]:
    """Send messages, and yield each with what came of it.

    Args:
        due: Which.
        register: What remembers how far each is.
        server: Where they are handed in.
        pause: Seconds between two.
        sleep: Waits for so many seconds.

    Raises:
        WorldError: The server is not there, or went away.
    """
    connection: smtplib.SMTP | None = None
    try:
        for number, post in enumerate(due):
            if number and pause:
                sleep(pause)
            if connection is None:
                connection = server.connect()
            if not _claim(register, post):
                continue
            came, connection = _hand_in(connection, post, register)
            yield came
    finally:
        if connection is not None:
            try:
                connection.quit()
            except (smtplib.SMTPException, OSError):
                connection.close()


def _hand_in(
    connection: smtplib.SMTP, post: Post, register: Register
) -> tuple[Post, smtplib.SMTP | None]:
    """Return a message with what came of it, and the connection while there is one."""
    handed = False
    try:
        data = post.file.read_bytes()
        _asked(connection.mail(post.sender))
        _asked(connection.rcpt(post.recipient))
        handed = True
        _asked(connection.data(data))
    except smtplib.SMTPResponseException as error:
        came = _noted(register, post, State.FAILED, _said(error))
        return came, _again(connection)
    except (smtplib.SMTPException, OSError) as error:
        connection.close()
        if handed:
            return _noted(register, post, State.SENDING, f"no answer: {_said(error)}"), None
        return _noted(register, post, State.FAILED, _said(error)), None
    return _noted(register, post, State.SENT, ""), connection


def _asked(answer: tuple[int, bytes]) -> None:
    code, said = answer
    if not 200 <= code < 300:
        raise smtplib.SMTPResponseException(code, said)


def _again(connection: smtplib.SMTP) -> smtplib.SMTP | None:
    """Return the connection ready for the next message, if it is still there."""
    try:
        connection.rset()
    except (smtplib.SMTPException, OSError):
        connection.close()
        return None
    return connection


def _claim(register: Register, post: Post) -> bool:
    """Note that a message is being sent; say no where another process is at it or was."""
    statement = (
        "insert into mails (message, recipient, state, at, reason) values (?, ?, 'sending', ?, '') "
        "on conflict (message) do update set state = 'sending', at = excluded.at, reason = '', "
        "recipient = excluded.recipient "
        "where state = ?"
    )
    expected = post.state.value
    try:
        done = register.database.execute(
            statement, (post.identifier, post.recipient, _now(), expected)
        )
    except sqlite3.Error as error:
        raise register.unusable(error) from error
    return done.rowcount == 1


def _noted(register: Register, post: Post, state: State, reason: str) -> Post:
    try:
        register.database.execute(
            "update mails set state = ?, at = ?, reason = ? where message = ?",
            (state.value, _now(), reason, post.identifier),
        )
    except sqlite3.Error as error:
        raise register.unusable(error) from error
    return replace(post, state=state, reason=reason)


def _post(file: Path, states: Mapping[str, tuple[State, str, str]]) -> Post:
    try:
        with file.open("rb") as opened:
            message: Message = BytesParser(policy=default).parse(opened, headersonly=True)
    except OSError as error:
        raise WorldError(f"{file} cannot be read: {error.strerror or error}.") from error
    senders = getaddresses(message.get_all("From", []))
    recipients = getaddresses(message.get_all("To", []))
    identifier = str(message.get("Message-ID", "")).strip()
    addresses = [address for _, address in (*senders, *recipients)]
    if len(senders) != 1 or len(recipients) != 1 or not identifier or not _are_ascii(addresses):
        raise UsageError(
            f"{file} is no message with one sender, one recipient and a Message-ID in plain ASCII.",
            help="An outbox holds what `lessonry issue --outbox` wrote, and nothing else.",
        )
    recipient = recipients[0][1]
    state, reason, before = states.get(identifier, (State.QUEUED, "", recipient))
    if state is State.SENT and before != recipient:
        reason = f"to {before}"
    return Post(
        file=file, identifier=identifier, sender=senders[0][1], recipient=recipient,
        state=state, reason=reason,
    )  # fmt: skip


def _are_ascii(addresses: list[str]) -> bool:
    return all(address.isascii() and address.isprintable() for address in addresses)


def _held_back(post: Post, withdrawn: Mapping[str, str]) -> Post:
    """Return a message as it stands, or held back where it would bring a certificate of no worth."""
    why = withdrawn.get(post.identifier.lstrip("<").partition("@")[0])
    return replace(post, state=State.HELD, reason=why) if why and post.is_due else post


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        shown = f"{error.smtp_code} {text}"
    else:
        shown = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return " ".join(shown.split())[:LONGEST_REASON].rstrip(".")


def _now() -> str:
    return document.moment(datetime.now(UTC))
