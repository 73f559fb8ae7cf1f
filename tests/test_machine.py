"""What is missing is installed where it can be, and else told, never passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import machine
from tests.machine import MissingTool, Need, find

NOWHERE = Need(
    name="a thing", find=lambda: None, debian=("thing-bin",), otherwise="build a thing yourself"
)


def test_a_missing_tool_fails_with_what_to_do() -> None:
    with pytest.raises(MissingTool, match=r"a thing.*`make setup`.*build a thing yourself"):
        find(NOWHERE)


def test_no_browser_but_the_named_one_is_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mine = tmp_path / "my-chrome"
    mine.touch()
    monkeypatch.setenv("CHROME_PATH", str(mine))
    assert find(machine.BROWSER) == mine


def test_debians_packages_are_installed_where_nobody_need_be_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    apt_get = tmp_path / "apt-get"
    apt_get.write_text(f'#!/bin/sh\necho "$@" >> "{tmp_path}/calls"\ntouch "{tmp_path}/$5"\n')
    apt_get.chmod(0o755)
    thing = tmp_path / "thing-bin"
    need = Need(
        name="a thing",
        find=lambda: thing if thing.exists() else None,
        debian=("thing-bin",),
        otherwise="build it",
    )
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr(machine, "NEEDS", (need, NOWHERE))
    machine.main(tmp_path / "stamp")
    calls = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    assert [call.split()[1] for call in calls] == ["update", "install"]
    assert calls[1].endswith("thing-bin thing-bin")
    assert find(need) == thing
    assert "Missing: a thing" in capfd.readouterr().err
    assert not (tmp_path / "stamp").exists()
    monkeypatch.setattr(machine, "NEEDS", (need,))
    machine.main(tmp_path / "stamp")
    assert (tmp_path / "stamp").exists()


@pytest.mark.parametrize(("known", "taken"), [("light-thing", "light-thing"), ("", "thing")])
def test_of_packages_that_do_alike_the_first_that_is_known_is_installed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, known: str, taken: str
) -> None:
    need = Need(
        name="a thing", find=lambda: None, debian=("light-thing | thing",), otherwise="build it"
    )
    for name, does in (("apt-get", f'echo "$@" >> "{tmp_path}/calls"'), ("apt-cache", "")):
        command = tmp_path / name
        command.write_text(f'#!/bin/sh\n{does}\n[ {name} = apt-get ] || [ "$2" = "{known}" ]\n')
        command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr(machine, "NEEDS", (need,))
    machine.main(tmp_path / "stamp")
    calls = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    assert calls[1].split()[-1] == taken
