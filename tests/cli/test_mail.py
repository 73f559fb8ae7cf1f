"""Messages: one file a learner, and sent once whatever the server or the machine does."""

from __future__ import annotations

import asyncio
import email
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from lessonry.credentials.register import FILE
from lessonry.errors import LessonryError, UsageError, WorldError
from tests.credentials.course_folder import CourseFolder, write_course


def gone(server: SMTP) -> None:
    """Break the connection off."""
    transport = server.transport
    assert isinstance(transport, asyncio.Transport)
    transport.abort()


class Post:
    """A mail server's memory, and its whims."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.refuses = ""
        self.dies_after: int | None = None
        self.dies_in_data = False
        self.waits = 0.0

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        is_over = self.dies_after is not None and len(self.taken) >= self.dies_after
        if is_over and not self.dies_in_data:
            gone(server)
            return "421 gone"
        if self.refuses and self.refuses in address:
            return "550 5.1.1 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        await asyncio.sleep(self.waits)
        self.taken.append(email.message_from_bytes(envelope.content, policy=default))
        if self.dies_in_data and len(self.taken) > (self.dies_after or 0):
            gone(server)
        return "250 OK"

    @property
    def recipients(self) -> list[str]:
        return [str(message["To"].addresses[0].addr_spec) for message in self.taken]


@pytest.fixture
def post() -> Post:
    return Post()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
    return port


@pytest.fixture
def server(post: Post) -> Iterator[str]:
    port = free_port()
    controller = Controller(post, hostname="127.0.0.1", port=port, ready_timeout=10)
    controller.start()
    yield f"127.0.0.1:{port}"
    controller.stop()


@pytest.fixture
def trainer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CourseFolder:
    made = write_course(tmp_path)
    made.must("keys", "new", made.folder)
    issuer = made.folder / "certificates/issuer.yml"
    issuer.write_text(issuer.read_text("utf-8") + "email: desk@academy.example.org\n", "utf-8")
    monkeypatch.chdir(made.folder)
    return made


NAMES = ("anna", "bert", "cleo", "dora")


def issue(trainer: CourseFolder, names: tuple[str, ...] = NAMES) -> list[Path]:
    for name in names:
        learner = {"name": name.title() + " Ångström", "email": f"{name}@b.example"}
        trainer.hand_in(f"{name}.jwe", learner=learner)
    trainer.run("issue", "records", "--outbox", "outbox")
    return sorted((trainer.folder / "outbox").iterdir())


def send(trainer: CourseFolder, server: str, *more: str, **environment: str) -> Any:
    return trainer.run("mail", "send", "--outbox", "outbox", "--smtp", server, *more, **environment)


def test_an_outbox_has_a_message_for_each_certificate(trainer: CourseFolder) -> None:
    files = issue(trainer, ("anna",))
    (file,) = files
    data = file.read_bytes()
    data.decode("ascii")
    message = email.message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    assert str(message["To"]) == "Anna Ångström <anna@b.example>"
    assert str(message["From"]) == "Delight Academy <desk@academy.example.org>"
    assert message["Subject"] == "Your certificate: Beyond Expectations"
    body = message.get_body()
    assert body is not None
    assert "https://academy.example.org/delight/" in body.get_content()
    (attached,) = message.iter_attachments()
    (issued,) = (trainer.folder / "issued").iterdir()
    assert attached.get_content() == issued.read_bytes()
    assert attached.get_filename() == issued.name
    trainer.must("issue", "records", "--outbox", "outbox")
    assert file.read_bytes() == data


def test_the_rosters_address_is_used_and_a_missing_one_told(trainer: CourseFolder) -> None:
    trainer.hand_in("1.jwe", "Anna")
    assert "neither the record nor the roster" in trainer.must("issue", "records", "--outbox", "o")
    (trainer.folder / "people.csv").write_text("name,e-mail\nAnna,anna@c.example\n", "utf-8")
    trainer.must("issue", "records", "--outbox", "o", "--roster", "people.csv")
    (file,) = (trainer.folder / "o").iterdir()
    assert b"anna@c.example" in file.read_bytes()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hello\n", "mail.txt:1: a message begins with its subject"),
        ("", "mail.txt:1"),
        ("Subject: A\n\nDear {lerner}\n", "mail.txt:3: nothing is known of {lerner}"),
        (b"Subject: \xff", "is not UTF-8"),
    ],
)
def test_a_template_with_a_fault_is_told_with_its_line(trainer: CourseFolder, text, said) -> None:
    file = trainer.folder / "certificates/mail.txt"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    trainer.hand_in("1.jwe")
    result = trainer.run("issue", "records", "--outbox", "o")
    assert isinstance(result.exception, UsageError) and said in str(result.exception)
    assert not (trainer.folder / "issued").exists()


def test_a_trainers_own_words_are_used_and_no_name_becomes_a_header(trainer: CourseFolder) -> None:
    own = "Subject: Für {learner}\n\nHallo {learner}, {score}, {date}.\n"
    (trainer.folder / "certificates/mail.txt").write_text(own, "utf-8")
    learner = {"name": 'Eve", Bcc: x@y.example', "email": "eve@b.example"}
    trainer.hand_in("1.jwe", learner=learner)
    trainer.must("issue", "records", "--outbox", "o", "--date", "2026-11-22")
    (file,) = (trainer.folder / "o").iterdir()
    message = email.message_from_bytes(file.read_bytes(), policy=default)
    assert message["Bcc"] is None
    assert len(message["To"].addresses) == 1
    assert isinstance(message, EmailMessage)
    body = message.get_body()
    assert body is not None and "100 %, 2026-11-22." in body.get_content()


def test_each_message_is_sent_once(trainer: CourseFolder, server: str, post: Post) -> None:
    issue(trainer)
    result = send(trainer, server)
    assert result.exit_code == 0, result.output
    assert "4 sent." in result.output
    assert send(trainer, server).exit_code == 0
    assert sorted(post.recipients) == [f"{name}@b.example" for name in NAMES]


def test_a_refused_recipient_stops_nobody_else(trainer, server: str, post: Post) -> None:
    issue(trainer)
    post.refuses = "bert"
    result = send(trainer, server)
    assert result.exit_code == 1
    assert "bert@b.example: not sent (550 5.1.1 nobody of that name)" in result.output
    assert "3 sent, 1 not sent." in result.output
    post.refuses = ""
    assert send(trainer, server).exit_code == 0
    assert len(post.taken) == 4


def test_a_server_that_goes_away_is_asked_again_later(trainer, server: str, post: Post) -> None:
    issue(trainer)
    post.dies_after = 2
    result = send(trainer, server)
    assert result.exit_code == 1 and "2 sent, 2 not sent." in result.output
    post.dies_after = None
    assert send(trainer, server).exit_code == 0
    assert len(post.taken) == 4 and len(set(post.recipients)) == 4


def test_an_answer_that_got_lost_is_shown_and_never_sent_again_by_itself(
    trainer, server: str, post: Post
) -> None:
    issue(trainer)
    post.dies_after, post.dies_in_data = 0, True
    assert "may have gone out" in send(trainer, server).output
    post.dies_in_data, post.dies_after = False, None
    first = list(post.recipients)
    result = send(trainer, server)
    assert result.exit_code == 1 and "may have gone out" in result.output
    assert sorted(post.recipients) == sorted(first)
    name = next(f.name for f in (trainer.folder / "outbox").glob("anna*"))
    assert f"`--again {name}`" in result.output
    send(trainer, server, "--again", name)
    assert post.recipients.count("anna@b.example") == 2
    assert "no message nobody" in str(send(trainer, server, "--again", "nobody").exception)


def test_killed_while_sending_no_message_goes_out_twice(trainer, server: str, post: Post) -> None:
    issue(trainer)
    post.waits = 0.15
    known = {"LESSONRY_KEYS": str(trainer.keys), "LESSONRY_PASSPHRASE": "geheim"}
    call = [
        sys.executable,
        "-m",
        "lessonry",
        "mail",
        "send",
        "--outbox",
        "outbox",
        "--smtp",
        server,
    ]
    for _ in range(4):
        had = len(post.taken)
        run = subprocess.Popen(
            call, cwd=trainer.folder, env=os.environ | known, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        while len(post.taken) == had and run.poll() is None:
            time.sleep(0.005)
        run.send_signal(signal.SIGKILL)
        run.wait()
    post.waits = 0
    result = send(trainer, server)
    assert len(post.recipients) == len(set(post.recipients))
    (register,) = trainer.keys.rglob(FILE)
    with sqlite3.connect(register) as db:
        states = dict(db.execute("select recipient, state from mails").fetchall())
    db.close()
    assert set(states.values()) <= {"sent", "sending"}
    assert {name for name, state in states.items() if state == "sent"} <= set(post.recipients)
    assert result.exit_code == (0 if set(states.values()) == {"sent"} else 1)


def test_the_list_says_how_far_each_is(trainer: CourseFolder, server: str) -> None:
    issue(trainer)
    assert "4 still queued." in trainer.must("mail", "list", "--outbox", "outbox")
    send(trainer, server)
    assert "4 sent." in trainer.must("mail", "list", "--outbox", "outbox")


def test_a_password_is_never_sent_in_the_clear(trainer: CourseFolder) -> None:
    issue(trainer)
    result = send(trainer, "mail.example.org:25", "--user", "desk", LESSONRY_SMTP_PASSWORD="x")
    assert isinstance(result.exception, UsageError)
    assert "sent in the clear" in str(result.exception)


def test_a_wrong_password_and_no_server_are_sentences(trainer: CourseFolder) -> None:
    issue(trainer)
    assert "no connection to 127.0.0.1:1" in str(send(trainer, "127.0.0.1:1").exception)
    for wrong in ("host:x", "", ":25", "host:99999"):
        assert isinstance(send(trainer, wrong).exception, UsageError)
    port = free_port()
    controller = Controller(
        Post(), hostname="127.0.0.1", port=port, auth_require_tls=False,
        authenticator=lambda *_: AuthResult(success=False, handled=False),
    )  # fmt: skip
    controller.start()
    result = send(trainer, f"127.0.0.1:{port}", "--user", "desk", LESSONRY_SMTP_PASSWORD="x")
    controller.stop()
    assert isinstance(result.exception, WorldError)
    assert "does not take the name and the password" in str(result.exception)


def test_the_rate_is_kept(trainer, server: str, post: Post, monkeypatch) -> None:
    issue(trainer)
    start = time.monotonic()
    send(trainer, server, "--rate", "600")
    assert time.monotonic() - start >= 0.3
    assert len(post.taken) == 4


def test_without_an_address_of_the_issuer_there_is_no_outbox(tmp_path, monkeypatch) -> None:
    made = write_course(tmp_path)
    made.must("keys", "new", made.folder)
    monkeypatch.chdir(made.folder)
    made.hand_in("1.jwe")
    result = made.run("issue", "records", "--outbox", "o")
    assert isinstance(result.exception, LessonryError)
    assert "issuer.yml" in (result.exception.help or "")
    assert isinstance(
        made.run("mail", "send", "--outbox", ".", "--smtp", "x").exception, UsageError
    )


def test_what_was_revoked_meanwhile_is_held_back(
    trainer: CourseFolder, server: str, post: Post
) -> None:
    issue(trainer)
    (anna,) = (trainer.folder / "issued").glob("anna*")
    trainer.must("revoke", anna, "--reason", "by mistake")
    (bert,) = (trainer.folder / "issued").glob("bert*")
    trainer.must("suspend", bert, "--reason", "in doubt")
    result = send(
        trainer, server, "--again", next(iter((trainer.folder / "outbox").glob("anna*"))).name
    )
    assert result.exit_code == 0
    assert "anna@b.example: held back, since the certificate was revoked on" in result.output
    assert "2 sent, 2 held back." in result.output
    trainer.must("restore", bert)
    send(trainer, server)
    assert sorted(post.recipients) == [f"{name}@b.example" for name in NAMES[1:]]


def test_an_address_that_was_mended_after_sending_is_shown(
    trainer: CourseFolder, server: str, post: Post
) -> None:
    trainer.hand_in("1.jwe", "Anna")
    for address in ("ana@b.example", "anna@b.example"):
        (trainer.folder / "people.csv").write_text(f"name,e-mail\nAnna,{address}\n", "utf-8")
        trainer.must("issue", "records", "--outbox", "outbox", "--roster", "people.csv")
        told = send(trainer, server).output
    (file,) = (trainer.folder / "outbox").iterdir()
    assert f"anna@b.example: sent to ana@b.example before; `--again {file.name}`" in told
    assert post.recipients == ["ana@b.example"]
    assert "1 sent." in send(trainer, server, "--again", file.name).output
    assert post.recipients == ["ana@b.example", "anna@b.example"]
    assert "before" not in send(trainer, server).output


def test_an_address_of_any_domain_is_sent_to_and_others_are_told(
    trainer: CourseFolder, server: str, post: Post
) -> None:
    trainer.hand_in("1.jwe", learner={"name": "Anna", "email": "anna@müller.example"})
    trainer.hand_in("2.jwe", learner={"name": "Bert", "email": "bört@b.example"})
    output = trainer.must("issue", "records", "--outbox", "outbox")
    assert "No message was written: mail cannot be addressed to bört@b.example." in output
    assert send(trainer, server).exit_code == 0
    assert post.recipients == ["anna@xn--mller-kva.example"]


def test_a_message_that_no_server_takes_is_named_before_any_is_sent(
    trainer: CourseFolder, server: str, post: Post
) -> None:
    issue(trainer, ("anna",))
    own = "From: <a@b.example>\nTo: <jö@b.example>\nMessage-ID: <1@b.example>\n\nHello\n"
    (trainer.folder / "outbox/own.eml").write_text(own, "utf-8")
    result = send(trainer, server)
    assert isinstance(result.exception, UsageError) and "own.eml" in str(result.exception)
    assert not post.taken
