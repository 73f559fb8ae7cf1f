"""A build that takes its time says on a terminal how far it is, and nothing else suffers by that."""

from __future__ import annotations

import os
import re
import signal
import struct
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pytest

from lessonry.website.how_far import EVERY, RENDERING, HowFar
from lessonry.website.terminal_line import TerminalLine
from lessonry.website.timing import owner_of
from tests.cases import QUIZ, write

if sys.platform != "win32":
    import fcntl
    import pty
    import termios

on_terminal = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pty")
PAGES = 12
HOOK = """\
import time, warnings

def on_page_content(html, page, **more):
    if page.file.src_uri == "page-4.md":
        print("said by a hook")
        warnings.warn("warned by a hook")
    if page.file.src_uri == "page-6.md":
        {at_six}

def on_post_page(output, page, **more):
    pass
"""
COURSE = {
    "mkdocs.yml": (
        "site_name: Case\ntheme:\n  name:\n  custom_dir: theme\n  static_templates: [404.html]\n"
        "plugins:\n  - lessonry\nhooks: [hook.py]\n"
    ),
    "hook.py": HOOK.format(at_six="pass"),
    "theme/main.html": "{{ page.content }}",
    "theme/404.html": "None",
    "docs/page-3.md": "# Page 3\n\n[Nowhere](nowhere.md)\n\n/// quiz | one\n///\n",
    "quizzes/one.md": QUIZ,
    "quizzes/never.md": QUIZ,
    **{f"docs/page-{n}.md": f"# Page {n}\n" for n in range(PAGES) if n != 3},
}
AT_ONCE = """\
import sys
from lessonry.website import how_far
how_far.AFTER, how_far.EVERY, how_far.STEADY = {after}, 0, 1e-9
from lessonry.cli import main
main(["build", "--no-cache", *sys.argv[1:]])
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a terminal was sent, and what stands on it at the end."""

    code: int
    sent: str
    lines: list[str]


def stands(sent: str, columns: int) -> list[str]:
    """Return the lines of a terminal; what is as wide as it is goes on in the next."""
    lines, at = [""], 0
    for letter in re.sub(r"\x1b\[[0-9;]*m", "", sent):
        if letter == "\n":
            lines.append("")
            at = 0
        elif letter == "\r":
            at = 0
        else:
            if at == columns:
                lines.append("")
                at = 0
            lines[-1] = lines[-1][:at].ljust(at) + letter + lines[-1][at + 1 :]
            at += 1
    return [line.rstrip() for line in lines]


def built(
    folder: Path,
    *arguments: str,
    columns: int = 500,
    after: float = 0,
    seen: Callable[[str, subprocess.Popen[bytes]], object] = lambda sent, process: None,
    environment: Mapping[str, str] = MappingProxyType({}),
) -> Shown:
    """Build on a terminal of that many columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    clean = {name: said for name, said in os.environ.items() if name not in ("CI", "NO_COLOR")}
    with subprocess.Popen(
        [sys.executable, "-c", AT_ONCE.format(after=after), *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        env={**clean, "TERM": "xterm", **environment},
    ) as process:
        os.close(theirs)
        data = b""
        while True:
            try:
                more = os.read(ours, 65536)
            except OSError:  # so ends a terminal that nobody writes to
                break
            if not more:
                break
            data += more
            seen(data.decode(errors="ignore"), process)
    os.close(ours)
    sent = data.decode().replace("\r\n", "\n")
    return Shown(code=process.returncode, sent=sent, lines=stands(sent, columns))


def piped(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", AT_ONCE.format(after=0), *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def edit(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "course", COURSE)


@on_terminal
def test_a_terminal_shows_how_far_it_is_and_ends_as_a_pipe_does(folder: Path) -> None:
    quiet = piped(folder)
    assert quiet.returncode == 0, quiet.stdout
    assert "\r" not in quiet.stdout
    assert "Rendering" not in quiet.stdout
    shown = built(folder)
    assert re.search(rf"\rReading \d+ of {PAGES + 2} files, [\d,]+ a second ", shown.sent)
    assert re.search(rf"\rRendering 7 of {PAGES + 1} pages, [\d,]+ a second ", shown.sent)
    assert re.search(rf"\rWriting {PAGES + 1} of {PAGES + 1} pages, [\d,]+ a second ", shown.sent)
    assert "\rListing what is read offline …" in shown.sent
    # All that was said stands there as it does in a pipe, and nothing else.
    assert sorted(filter(None, shown.lines)) == sorted(filter(None, quiet.stdout.split("\n")))
    assert any("nowhere.md" in line for line in shown.lines)
    assert any("[LR" in line for line in shown.lines)
    assert "said by a hook" in shown.lines
    assert shown.lines[-1] == ""
    assert "\x1b[33m" in shown.sent  # a warning is yellow


@on_terminal
def test_a_narrow_terminal_is_not_written_over_its_edge(folder: Path) -> None:
    edit(folder, {"hook.py": "", "docs/page-3.md": "# Page 3\n\n/// quiz | one\n///\n"})
    (folder / "quizzes" / "never.md").unlink()
    shown = built(folder, columns=20, environment={"NO_COLOR": "1"})
    assert "\rRendering 7 of 13 p\r" in shown.sent
    assert not any("Rendering" in line or "Writing" in line for line in shown.lines)
    assert "\x1b" not in shown.sent


@on_terminal
@pytest.mark.parametrize(
    ("arguments", "environment", "after"),
    [
        (("--quiet",), {}, 0),
        ((), {"CI": "true"}, 0),
        ((), {"TERM": "dumb"}, 0),
        ((), {}, 60),
    ],
)
def test_nothing_is_shown_where_nobody_wants_it_or_a_build_is_quick(
    folder: Path, arguments: tuple[str, ...], environment: dict[str, str], after: float
) -> None:
    shown = built(folder, *arguments, after=after, environment=environment)
    assert shown.code == 0
    assert "\r" not in shown.sent


@on_terminal
def test_a_build_that_fails_leaves_no_half_line(folder: Path) -> None:
    edit(folder, {"hook.py": HOOK.format(at_six="raise ValueError('it broke')")})
    shown = built(folder)
    assert shown.code == 1
    assert "\rRendering 6 of" in shown.sent
    assert not any("Rendering" in line or "\r" in line for line in shown.lines)
    assert any("it broke" in line for line in shown.lines)


@on_terminal
def test_a_build_that_is_stopped_leaves_no_half_line(folder: Path) -> None:
    edit(folder, {"hook.py": HOOK.format(at_six="time.sleep(30)")})
    stopped: list[bool] = []

    def stop(sent: str, process: subprocess.Popen[bytes]) -> None:
        if "\rRendering 6 of" in sent and not stopped:
            stopped.append(True)
            process.send_signal(signal.SIGINT)

    shown = built(folder, seen=stop)
    assert shown.code == 130
    assert not any("Rendering" in line for line in shown.lines)
    assert shown.lines[-2:] == ["Stopped.", ""]


@on_terminal
def test_translations_are_counted_and_named(folder: Path) -> None:
    edit(
        folder,
        {
            "mkdocs.yml": COURSE["mkdocs.yml"].replace(
                "  - lessonry\n", "  - lessonry:\n      languages:\n        es: {}\n"
            ),
            "docs/es/page-1.md": "# Una\n",
        },
    )
    shown = built(folder)
    assert shown.code == 0, shown.lines
    assert re.search(r"\rRendering \d+ of \d+ pages \(es\), [\d,]+ a second ", shown.sent)
    assert not any("Rendering" in line for line in shown.lines)


class Line(TerminalLine):
    """Keeps what it would show."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def show(self, text: str) -> None:
        self.said.append(text)


def test_there_is_every_function_that_tells() -> None:
    for function, _ in HowFar(Line()).places():
        owner, name = owner_of(function)
        assert owner is not None and name in vars(owner), f"{function} is called otherwise now"


def test_a_build_of_less_than_two_seconds_says_nothing_and_later_ten_lines_a_second() -> None:
    now = 0.0
    line = Line()
    far = HowFar(line, lambda: now)
    far.begin("Searching")
    for _ in range(2000):
        now += 0.01
        far.count(RENDERING, 2000)
    assert line.said[0] == "Rendering 200 of 2,000 pages, 100 a second"
    assert line.said[-1].endswith("of 2,000 pages, 100 a second")
    assert len(line.said) == pytest.approx(18 / EVERY, abs=20)
    far.begin("Searching")
    assert line.said[-1] == "Searching …"
    far.count("Writing {done} of {total} pages", 4)
    now += 1
    far.count("Writing {done} of {total} pages", 4, done=3)
    assert line.said[-1] == "Writing 3 of 4 pages, 2 a second"
