"""The tools that `make check` calls one by one, so that CI's tests hold the code to them too."""

from __future__ import annotations

import json
import re
import sys

import pytest

from tests.machine import ROOT, node, node_tool, run

pytestmark = pytest.mark.tools


@pytest.mark.parametrize("arguments", [("format", "--check", "--quiet"), ("check", "--quiet")])
def test_ruff_finds_nothing(arguments: tuple[str, ...]) -> None:
    run(sys.executable, "-m", "ruff", *arguments)


def test_types_are_strict_and_right() -> None:
    run(sys.executable, "-m", "mypy", timeout=300)


@pytest.mark.parametrize("project", ["jsconfig.json", "tests/jsconfig.json"])
def test_types_of_the_browsers_code_are_right(project: str) -> None:
    run(node_tool("tsc"), "--project", project)


def test_biome_finds_nothing() -> None:
    run(node_tool("biome"), "ci", "--error-on-warnings", "--colors=off")


def test_the_browsers_code_passes_its_own_tests() -> None:
    files = sorted((ROOT / "tests" / "runtime").rglob("*.test.js"))
    assert files
    done = run(node(), "--test", *files)
    print(done.stdout)
    passed = re.search(r"^\S* ?pass (\d+)$", done.stdout, re.MULTILINE)
    assert passed and int(passed[1]) >= len(files)


def test_the_lock_files_name_no_host_but_the_public_index() -> None:
    assert set(re.findall(r"https?://([^/\"]+)", (ROOT / "uv.lock").read_text("utf-8"))) <= {
        "pypi.org",
        "files.pythonhosted.org",
    }
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    packages = {name: package for name, package in lock.items() if name}
    assert not [name for name, package in packages.items() if "resolved" in package]
    assert all("integrity" in package for package in packages.values())
    asked = {name for package in lock.values() for name in package.get("optionalDependencies", ())}
    held = {name.rpartition("node_modules/")[2] for name in packages}
    assert asked <= held, "`npm ci` refuses a lock without every platform's builds."
