"""Builds and serves a course by MkDocs: the new site beside the old one, then in its place."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from importlib import import_module
from ipaddress import ip_address
from pathlib import Path
from traceback import walk_tb
from typing import Any

import click
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException

from lessonry.credentials import files, key_folders
from lessonry.credentials.issuance import editions
from lessonry.diagnostics import Diagnostics
from lessonry.domain.course import Course
from lessonry.errors import LessonryError, UsageError, WorldError
from lessonry.project import Layout, find_layout
from lessonry.project.processes import MANY, processes_for, without_collecting
from lessonry.website import built, theme_files
from lessonry.website.faults import sentence
from lessonry.website.how_far import told_on_terminal
from lessonry.website.known import reads_its_folder_alone

OWN = ("Cleaning site directory", "Building documentation to directory", "Documentation built")
"""What MkDocs says of the folder beside, which is none of the trainer's business."""
ENDED = "BuildError"
"""In MkDocs' last word on a build that ended: why it did was said before."""
COLORS = built.COLORS
SERVER = "mkdocs.commands.serve"
"""Loaded where somebody serves: it brings all that speaks HTTP."""
AT_ONCE = 9
"""Builds of one course into one folder that may end at once."""


def build_site(
    folder: Path,
    *,
    site_dir: Path | None = None,
    strict: bool = False,
    quiet: bool = False,
    for_disk: bool = False,
    for_package: bool = False,
    processes: int | None = None,
    cache: bool = True,
) -> bool:
    """Build the course in `folder`; return whether there is a new site.

    Args:
        folder: The course folder.
        site_dir: Where the site goes; what its configuration says where nothing is given.
        strict: Whether warnings stop the build.
        quiet: Whether to say only what is wrong.
        for_disk: Whether its pages are to be opened from a folder, by nobody's host.
        for_package: Whether its pages go into a package for an LMS, which hosts them in a frame.
        processes: How many render pages; as many as there are cores where nothing is said.
        cache: Whether to take what earlier builds have kept.

    Raises:
        UsageError: There is no course there, or `site_dir` would bury it.
        WorldError: The disk did not take the site.
    """
    layout = find_layout(folder, Diagnostics())
    options: dict[str, Any] = {"strict": True} if strict else {}
    if for_disk or for_package:
        options["use_directory_urls"] = False
    asked = built.asked(site_dir, strict=strict)
    level = logging.WARNING if quiet else logging.INFO
    with told_on_terminal(quiet=quiet), _messages(level) as lines:
        try:
            config = load_config(str(layout.config), **options)
            theme_files.take_place(config.theme)
            config.plugins.on_startup(command="build", dirty=False)
            plugin: Any = config.plugins.get("lessonry")
            if plugin is not None:
                plugin.pages.processes = processes
                if for_disk:
                    plugin.leave_network()
                elif for_package:
                    plugin.offline.is_hosted = False  # a worker would outlive the package
            target = (site_dir or Path(config.site_dir)).resolve()
            _refuse_to_bury(target, layout)
            _sweep(target)
            _sweep_cache(layout.folder / built.CACHE)
            before = None
            if not (for_disk or for_package) and reads_its_folder_alone(config, layout.folder):
                sites = (target, Path(config.site_dir).resolve())
                before = built.look(layout.folder, asked, *sites)
            if plugin is not None:
                plugin.pages.sources = before
                plugin.pages.is_keeping = cache and before is not None
            beside = target.with_name(f".{target.name}-{os.getpid()}")
            config.site_dir = str(beside)
            removing: int | None = None
            try:
                with without_collecting():
                    build(config)
                removing = _replace(target, beside)
                site = getattr(config.plugins.get("lessonry"), "site", None)
                if site is not None:
                    note_edition(site.course)
                if before is not None:
                    after = built.look(layout.folder, asked, *before.sites, known=before)
                    built.note(before, target, key_folders.root(), lines.doubts, after)
                if not quiet:
                    click.echo(f"The course is in {target}.", err=True)
            finally:
                config.plugins.on_shutdown()
                shutil.rmtree(beside, ignore_errors=True)
                if removing is not None:
                    with suppress(ChildProcessError):
                        os.waitpid(removing, 0)
        except (Abort, MkDocsException) as error:
            if ENDED not in str(error):
                _tell(error)
            return False
        except UnicodeDecodeError as error:
            _tell(
                f"A file that is put into a page is not written in UTF-8: {error}. Save it as such."
            )
            return False
        except OSError as error:
            raise WorldError(
                f"The site could not be written: {error.strerror or error}.",
                help="What was there before is still there. Make room, then build again.",
            ) from error
        except Exception as error:
            if _is_ours(error):
                raise
            # MkDocs has said which page it was; a trainer has no use for where in the plugin's code.
            _tell(f"The course cannot be built: {type(error).__name__}: {error}")
            return False
    return True


def _is_ours(error: BaseException) -> bool:
    """Return whether an error comes from our own code, and not from a plugin's or an extension's."""
    frames = [frame for frame, _ in walk_tb(error.__traceback__)]
    return isinstance(error, LessonryError) or Path(frames[-1].f_code.co_filename).is_relative_to(
        built.PACKAGE
    )


def note_edition(course: Course) -> None:
    """Write down beside the keys, where this machine has them, that the edition was built."""
    try:
        editions.note(
            key_folders.locate(course.identifier, course.url, None),
            course.edition,
            datetime.now(UTC).replace(microsecond=0),
        )
    except LessonryError:
        # A build needs no keys, and none is lost by what only helps to look at records.
        return


def serve_site(folder: Path, *, address: str | None = None, in_browser: bool = False) -> bool:
    """Serve the course in `folder` until it is interrupted; return whether it could be shown.

    Raises:
        UsageError: There is no course there, or `address` is not `host:port`.
        WorldError: The address is taken.
    """
    layout = find_layout(folder, Diagnostics())
    if address and not _is_address(address):
        raise UsageError(
            f"`{address}` is no address to listen on.",
            help="Name a host by its number, and a port: lessonry serve --address 127.0.0.1:8001",
        )
    options: dict[str, Any] = {"dev_addr": address} if address else {}
    with _messages(logging.INFO):
        try:
            import_module(SERVER).serve(str(layout.config), open_in_browser=in_browser, **options)
        except (Abort, MkDocsException) as error:
            _tell(error)
            return False
        except OSError as error:
            raise WorldError(
                f"The course cannot be shown at {address or '127.0.0.1:8000'}: "
                f"{error.strerror or error}.",
                help="Name another: lessonry serve --address 127.0.0.1:8001",
            ) from error
    return True


def _is_address(address: str) -> bool:
    host, _, port = address.rpartition(":")
    try:
        return bool(host == "localhost" or ip_address(host.strip("[]"))) and 0 < int(port) < 65536
    except ValueError:
        return False


def _refuse_to_bury(target: Path, layout: Layout) -> None:
    """Refuse a site folder whose replacing would remove the course, or somebody's other files."""
    sources = (layout.docs, layout.quizzes, layout.certificates)
    holds = target == layout.folder or target in layout.folder.parents
    for source in (source.resolve() for source in sources):
        holds = holds or target in (source, *source.parents)
        if source in target.parents:
            raise UsageError(
                f"{target} lies in {source.name}/, among what the site is made from.",
                help="Name a folder for the site alone.",
            )
    if holds:
        raise UsageError(
            f"{target} holds the course itself.", help="Name a folder for the site alone."
        )
    if target.exists() and not target.is_dir():
        raise UsageError(f"{target} is a file.", help="Name a folder for the site.")
    is_site = (target / "404.html").is_file() and not (target / ".git").exists()
    if target.is_dir() and any(target.iterdir()) and not is_site:
        raise UsageError(
            f"{target} holds something that is not a built site, and would be replaced.",
            help="Empty it, or name another folder with --site-dir.",
        )


def _sweep(target: Path) -> None:
    """Remove what builds that were killed have left, and put back a site that one had moved away."""
    for left in target.parent.glob(f".{target.name}-*"):
        number = left.name.removeprefix(f".{target.name}-").removesuffix("-former")
        if not number.isdigit() or files.is_running(int(number)):
            continue
        if left.name.endswith("-former") and not target.exists():
            with suppress(OSError):  # another build sweeps, too
                left.rename(target)
        else:
            shutil.rmtree(left, ignore_errors=True)


def _sweep_cache(home: Path) -> None:
    """Remove what builds that were killed had begun to write."""
    for left in home.rglob(".*-*"):
        number = left.name.rpartition("-")[2]
        if number.isdigit() and left.is_file() and not files.is_running(int(number)):
            left.unlink(missing_ok=True)


def _replace(target: Path, beside: Path) -> int | None:
    """Put the new site in the place of the old; the old one stays where that fails.

    Returns:
        The process that removes the old one, where there is one to wait for.
    """
    former = target.with_name(f".{target.name}-{os.getpid()}-former")
    for left in reversed(range(AT_ONCE)):
        if former.exists() and target.exists():  # by now, another build has put its site there
            shutil.rmtree(former, ignore_errors=True)
        with suppress(FileNotFoundError):  # there is none, or another build is about to do the same
            target.rename(former)
        try:
            beside.rename(target)
            break
        except OSError:
            if left and target.exists():
                continue  # another build was quicker
            if former.exists() and not target.exists():
                former.rename(target)
            raise
    return _remove(former)


def _remove(folder: Path) -> int | None:
    """Remove a folder, in a process of its own where that is safe: thousands of files take a while."""
    if folder.exists() and processes_for(MANY, None) > 1:
        with suppress(OSError):  # no more processes for this user
            process = os.fork()
            if process:
                return process
            try:
                shutil.rmtree(folder, ignore_errors=True)
            finally:
                os._exit(0)
    shutil.rmtree(folder, ignore_errors=True)
    return None


def _tell(error: Exception | str) -> None:
    said = error if isinstance(error, str) else sentence(error)
    click.secho(said, fg="red", err=True)


class _Lines(logging.Handler):
    """Prints MkDocs' log for people: no names of loggers, colour where it matters."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.doubts: list[tuple[str, str]] = []
        """The warnings and errors among them: the level's name and what was printed."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.name == "mkdocs.commands.build" and record.getMessage().startswith(OWN):
            return
        message = record.getMessage().removeprefix("lessonry: ")
        color = COLORS.get(record.levelname)
        prefix = f"{record.levelname.capitalize()}: " if color and "[LR" not in message else ""
        if color:
            self.doubts.append((record.levelname, prefix + message))
        click.secho(prefix + message, fg=color, err=True)


@contextmanager
def _messages(level: int) -> Iterator[_Lines]:
    """Show what MkDocs says while the block runs."""
    logger, handler = logging.getLogger("mkdocs"), _Lines(level)
    former, passes = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(level)
    logger.propagate = False
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    try:
        yield handler
    finally:
        logger.removeHandler(handler)
        logger.setLevel(former)
        logger.propagate = passes
