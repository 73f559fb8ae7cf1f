"""The house holds: floors, doors and sizes, on the real package and on copies with a planted fault."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.architecture_page import PAGE, page
from tests.machine import ROOT, run

PACKAGE = ROOT / "generator" / "lessonry"
STANDARD_ONLY = ("errors", "diagnostics", "domain")
"""Floors that import nothing but the standard library and each other."""
LONGEST = 400
"""Lines; a longer file is two nouns."""
OURS = (".py", ".js", ".css", ".jinja", ".typ")
OTHERS = ("vendor", "vendored", "contexts", "node_modules")
"""Folders of files that somebody else wrote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """One import: which module, relative to the package, names what."""

    module: str
    name: str


def imports(package: Path) -> Iterator[Import]:
    """Yield what every module of `package` imports, wherever in the file it stands."""
    for path in sorted(package.rglob("*.py")):
        module = path.relative_to(package).with_suffix("").as_posix().replace("/", ".")
        for statement in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(statement, ast.Import):
                for alias in statement.names:
                    yield Import(module=module, name=alias.name)
            elif isinstance(statement, ast.ImportFrom):
                yield Import(module=module, name=statement.module or "")


def strangers(package: Path) -> list[Import]:
    """Return the imports of the lowest floors that are not the standard library's."""
    allowed = {*sys.stdlib_module_names, "lessonry"}
    return [
        found
        for found in imports(package)
        if found.module.split(".")[0] in STANDARD_ONLY and found.name.split(".")[0] not in allowed
    ]


def contracts(generator: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter over the package in `generator` with the project's own contracts."""
    return run(
        Path(sys.executable).with_name("lint-imports"),
        "--no-cache",
        "--no-logo",
        "--config",
        ROOT / "pyproject.toml",
        cwd=generator,
        env={"PYTHONPATH": str(generator), "PATH": "", "NO_COLOR": "1", "COLUMNS": "200"},
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Copy the package, to plant a fault in it; return the folder that holds it."""
    ignored = shutil.ignore_patterns("__pycache__", "fonts", "runtime")
    shutil.copytree(PACKAGE, tmp_path / "lessonry", ignore=ignored)
    return tmp_path


def test_every_package_imports_only_the_floors_below_it() -> None:
    done = contracts(PACKAGE.parent)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 broken" in done.stdout


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("domain/planted.py", "import lessonry.readers", "floors"),
        ("diagnostics/planted.py", "from lessonry import domain", "floors"),
        ("readers/planted.py", "import lessonry.checks", "floors"),
        ("readers/planted.py", "import lessonry.website", "floors"),
        (
            "domain/planted.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import lessonry.readers",
            "floors",
        ),
        ("domain/planted.py", "def late():\n    import lessonry.readers", "floors"),
        ("project/planted.py", "import mkdocs.config", "MkDocs"),
        ("planted.py", "", "floors"),
    ],
)
def test_a_planted_import_is_caught(copy: Path, file: str, line: str, contract: str) -> None:
    (copy / "lessonry" / file).write_text(f"{line}\n", encoding="utf-8")
    done = contracts(copy)
    assert done.returncode == 1
    assert contract in done.stdout and "planted" in done.stdout, done.stdout


def test_a_planted_circle_is_caught(copy: Path) -> None:
    domain = copy / "lessonry" / "domain"
    (domain / "left.py").write_text("import lessonry.domain.right\n", encoding="utf-8")
    (domain / "right.py").write_text("import lessonry.domain.left\n", encoding="utf-8")
    done = contracts(copy)
    assert done.returncode == 1
    assert "cycles" in done.stdout and "left" in done.stdout, done.stdout


def test_the_lowest_floors_need_nothing_but_the_standard_library() -> None:
    assert strangers(PACKAGE) == []


@pytest.mark.parametrize("floor", STANDARD_ONLY[1:])
def test_a_strangers_library_on_the_lowest_floors_is_caught(copy: Path, floor: str) -> None:
    planted = copy / "lessonry" / floor / "planted.py"
    planted.write_text("def late():\n    from yaml.loader import Loader\n", encoding="utf-8")
    assert strangers(copy / "lessonry") == [Import(module=f"{floor}.planted", name="yaml.loader")]


@pytest.mark.parametrize("line", ["import generator.lessonry", "from generator import lessonry"])
def test_a_second_copy_of_the_package_cannot_be_imported(line: str) -> None:
    done = run(
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--stdin-filename",
        "tests/planted.py",
        "-",
        input=f"{line}\n",
        check=False,
    )
    assert done.returncode == 1
    assert "TID251" in done.stdout
    assert not (ROOT / "generator" / "__init__.py").exists()


def test_no_file_of_ours_is_two_nouns() -> None:
    files = [path for top in (PACKAGE, ROOT / "tests") for path in top.rglob("*")]
    ours = [path for path in files if path.suffix in OURS and not {*path.parts} & {*OTHERS}]
    assert len(ours) > 50
    lengths = {path: path.read_text(encoding="utf-8").count("\n") for path in ours}
    assert {str(path): lines for path, lines in lengths.items() if lines > LONGEST} == {}


def test_the_architecture_page_shows_the_tree_as_it_is() -> None:
    text = page()
    assert PAGE.read_text(encoding="utf-8") == text, "Run `make docs`."
    decisions = {path.name for path in (PAGE.parent / "decisions").glob("*.md")}
    unlisted = {name for name in decisions if f"(decisions/{name})" not in text}
    assert not unlisted, "The architecture page lists every decision."
