"""Serving: a save shows on the page, whatever was saved, and a fault shows at its top."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lessonry.website.serving import with_ranges
from tests.website.conftest import FILES, Small

PATIENCE = 20
"""Seconds."""


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def fetched(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return str(answer.read().decode())
    except OSError:
        return ""


def until(url: str, holds: Callable[[str], bool]) -> str:
    """Return the page as soon as it is as wanted; what it was last where it never is."""
    end = time.monotonic() + PATIENCE
    page = fetched(url)
    while not holds(page) and time.monotonic() < end:
        time.sleep(0.1)
        page = fetched(url)
    return page


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[[Path], str]]:
    """Serve a course by the command; return where. It must end at Ctrl+C, without a traceback."""
    running: list[subprocess.Popen[bytes]] = []
    log = tmp_path / "serve.log"

    def started(folder: Path) -> str:
        address = f"127.0.0.1:{free_port()}"
        with log.open("wb") as file:
            running.append(
                subprocess.Popen(
                    [sys.executable, "-m", "lessonry", "serve", str(folder), "-a", address],
                    stdout=file,
                    stderr=file,
                    env={**os.environ, "TMPDIR": str(tmp_path)},
                )
            )
        return f"http://{address}/small/"

    yield started
    for process in running:
        process.send_signal(signal.SIGINT)
        try:
            assert process.wait(PATIENCE) == 0, log.read_text("utf-8")
        finally:
            process.kill()
    assert "Traceback" not in log.read_text("utf-8")
    assert list(tmp_path.glob("mkdocs_*")) == []


def test_a_save_of_lesson_quiz_or_template_shows_and_a_fault_does_too(
    small: Small, serve: Callable[[Path], str]
) -> None:
    folder = small({"templates/items/.keep": ""})
    url = serve(folder) + "one/"
    page = until(url, lambda page: "plates" in page)
    assert "Which?" in page and "livereload" in page and "lr-faults" not in page

    (folder / "docs" / "one.md").write_text(FILES["docs/one.md"].replace("plates", "spoons"))
    assert "spoons" in until(url, lambda page: "spoons" in page)

    quiz = FILES["quizzes/one.md"]
    (folder / "quizzes" / "one.md").write_text(quiz.replace("Which?", "Whose?"), "utf-8")
    assert "Whose?" in until(url, lambda page: "Whose?" in page)

    (folder / "templates" / "items" / "choice.html.jinja").write_text(
        '{% extends "lessonry/items/choice.html.jinja" %}{% block hint %}MINE{% endblock %}',
        "utf-8",
    )
    assert "MINE" in until(url, lambda page: "MINE" in page)

    (folder / "quizzes" / "one.md").write_text(quiz.replace("(x)", "( )"), "utf-8")
    page = until(url, lambda page: "lr-faults" in page)
    assert "quizzes/one.md:1:4: error[LR120]" in page and 'role="alert"' in page

    (folder / "quizzes" / "one.md").write_text(quiz, "utf-8")
    page = until(url, lambda page: "lr-faults" not in page)
    assert "lr-faults" not in page and "Which?" in page


def test_a_templates_folder_that_is_made_later_counts_and_its_faults_are_shown(
    small: Small, serve: Callable[[Path], str]
) -> None:
    folder = small()
    url = serve(folder) + "one/"
    assert "Which?" in until(url, lambda page: "Which?" in page)

    template = folder / "templates" / "items" / "choice.html.jinja"
    template.parent.mkdir(parents=True)
    template.write_text("{% block %}", "utf-8")
    page = until(url, lambda page: "cannot be shown" in page)
    assert "items/choice.html.jinja" in page and "livereload" in page

    template.unlink()
    assert "Which?" in until(url, lambda page: "Which?" in page)


def test_a_course_that_begins_with_a_fault_is_shown(
    small: Small, serve: Callable[[Path], str]
) -> None:
    folder = small({"quizzes/one.md": "## Which?\n\n<b>Nothing</b> to answer.\n"})
    page = until(serve(folder) + "one/", lambda page: "lr-faults" in page)
    assert "LR111" in page and "1 error" in page


def test_an_address_that_is_taken_is_said_in_a_sentence(small: Small) -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        address = f"127.0.0.1:{listening.getsockname()[1]}"
        done = subprocess.run(
            [sys.executable, "-m", "lessonry", "serve", str(small()), "-a", address],
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
    assert done.returncode == 3, done.stderr
    assert f"cannot be shown at {address}" in done.stderr and "Traceback" not in done.stderr


def test_a_preview_sends_the_part_of_a_file_that_a_player_asks_for() -> None:
    def app(environ: dict[str, object], start_response: Callable[..., object]) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "video/webm"), ("Content-Length", "6")])
        return [b"abc", b"def"]

    def asked(range: str) -> tuple[str, dict[str, str], bytes]:
        told: list[tuple[str, list[tuple[str, str]]]] = []
        environ = {"HTTP_RANGE": range} if range else {}
        body = with_ranges(app)(environ, lambda *head: told.append(head))  # type: ignore[arg-type]
        return told[0][0], dict(told[0][1]), b"".join(body)

    status, headers, body = asked("bytes=2-3")
    assert (status, body) == ("206 Partial Content", b"cd")
    assert headers["Content-Range"] == "bytes 2-3/6" and headers["Content-Length"] == "2"
    assert asked("bytes=4-")[2] == b"ef" and asked("bytes=4-99")[2] == b"ef"
    for whole in ("", "bytes=9-", "bytes=-2", "lines=1-2", "bytes=3-1"):
        assert asked(whole)[0::2] == ("200 OK", b"abcdef"), whole
