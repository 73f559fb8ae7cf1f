"""Finishes a site that another engine built of the course, such as Zensical: what needs all of the site.

Frames of lessons, styles and scripts, the outline, locks and sealed parts, the public files, and the
search for anything that an exam keeps to itself: what the MkDocs plugin does while it builds.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import click
from mkdocs.utils.yaml import yaml_load

from lessonry.diagnostics import Report
from lessonry.errors import UsageError, WorldError
from lessonry.website import assets
from lessonry.website.access import check_codes
from lessonry.website.audit import exam_audit
from lessonry.website.build import note_edition
from lessonry.website.desk import check_desk, write_desk
from lessonry.website.engine import EngineSite, engine_site
from lessonry.website.finished_page import (
    Built,
    addressed,
    body_of,
    built_pages,
    dress,
    finish_page,
    from_root,
)
from lessonry.website.lock_secret import check_locks
from lessonry.website.offline import MANIFEST, WORKER, Offline
from lessonry.website.outline import outline_file
from lessonry.website.progress_page import PAGE as PROGRESS
from lessonry.website.progress_page import questions_file
from lessonry.website.site_files import searched
from lessonry.website.sitemap import without_dates

VERIFY: Final = "verify.md"
SEARCHED: Final = "search.json"
"""Zensical's index of the site. It leaves out what is not to be searched, but not the headings there."""
OURS: Final = "#lr-"
"""In an address the beginning of an anchor of ours: of quizzes, of the course map."""
SEALED: Final = re.compile(r'data-lr-(?:lock|kit)="([^"]+)"')
AGAIN: Final = "Build it anew, then finish it: zensical build --clean && lessonry finish"


def finish_site(
    folder: Path, *, site_dir: Path | None = None, strict: bool = False, quiet: bool = False
) -> bool:
    """Finish the site that was built of the course in `folder`; return whether it can be published.

    Args:
        folder: The course folder.
        site_dir: Where the site is; what the configuration says where nothing is given.
        strict: Whether warnings count as errors.
        quiet: Whether to say only what is wrong.

    Raises:
        UsageError: There is no course, or no site that is of it and as the engine left it.
        WorldError: The disk did not take it.
    """
    site = engine_site(folder)
    if not _is_sound(site, strict=strict):
        return False
    target = site_dir.resolve() if site_dir else _site_dir(site)
    offline = Offline()
    offline.is_on = site.layout.options.get("offline") is not False
    try:
        pages = _pages(site, target)
        leaks = _finish(site, target, pages, offline)
        if leaks:
            for leak in leaks:
                _tell(leak)
            shutil.rmtree(target)
            _tell(
                "The built site told answers of an exam, or what only an access code opens, so it "
                "was removed: see above."
            )
            return False
        told = [*_publish(site, target, offline)]
    except OSError as error:
        raise WorldError(
            f"The site could not be finished: {error.strerror or error}.", help=f"{AGAIN}."
        ) from error
    if not quiet:
        for sentence in (*told, f"The course is in {target}."):
            click.echo(sentence, err=True)
    return True


def _site_dir(site: EngineSite) -> Path:
    with site.layout.config.open("rb") as opened:
        said = yaml_load(opened).get("site_dir")
    return (site.layout.folder / str(said or "site")).resolve()


def _is_sound(site: EngineSite, *, strict: bool) -> bool:
    """Tell what is wrong with the course; return whether it may be published."""
    found = site.diagnostics
    for check in (
        check_locks(site.course),
        check_desk(site.layout),
        check_codes(site.course),
    ):
        found.extend(check)
    if len(found):
        click.echo(str(Report(diagnostics=found)), err=True)
    is_sound = not found.errors and not (strict and found.warnings)
    for page, block, why in (
        (PROGRESS, "progress", site.course.lessons and "lessons link to it"),
        (VERIFY, "verify", site.course.issuer and "certificates say its address"),
    ):
        if why and not (site.layout.docs / page).is_file():
            _tell(
                f"There is no {site.layout.label(site.layout.docs / page)}: {why}, and only MkDocs "
                f"makes one by itself. Write it with a title, and under that:\n/// {block}\n///"
            )
            is_sound = False
    return is_sound


def _pages(site: EngineSite, target: Path) -> list[Built]:
    """Return the pages of a site that is of this course, and as the engine left it."""
    if not target.is_dir():
        raise UsageError(f"There is no site in {target}.", help=f"{AGAIN}.")
    pages = [page for page in built_pages(target) if site.layout.is_original(page.path)]
    if not pages:
        raise UsageError(
            f"No page in {target} was made with lessonry's Markdown extension.",
            help="Write `- lessonry` under `markdown_extensions:` in "
            f"{site.layout.label(site.layout.config)}. {AGAIN}.",
        )
    if any(page.is_finished for page in pages):
        raise UsageError(f"The site in {target} was finished before.", help=f"{AGAIN}.")
    if any(page.state != site.state for page in pages):
        raise UsageError(
            f"The course was changed after the site in {target} was built.", help=f"{AGAIN}."
        )
    there = {page.path for page in pages}
    for lesson in (*site.course.lessons, *site.course.pages):
        if lesson.path not in there:
            raise UsageError(
                f"The site in {target} does not have the page {lesson.path}.",
                help="Does the engine leave it out, or is the site another course's?",
            )
    return pages


def _finish(site: EngineSite, target: Path, pages: list[Built], offline: Offline) -> list[object]:
    """Do what comes before it is sure that the site can be published; return what it tells."""
    for language in site.layout.translations:
        shutil.rmtree(target / language.code, ignore_errors=True)
        folder = site.layout.label(site.layout.docs / language.code)
        site.warnings.append(f"{folder}/ is left out: only MkDocs builds translations.")
    assert site.locks is not None
    _render_again(site, pages)
    for built in pages:
        finish_page(site, built, target, offline)
    for file in {*target.rglob("*.html")} - {built.file for built in pages}:
        dress(file)
    shutil.rmtree(target / assets.FOLDER, ignore_errors=True)
    for path, content in (
        *assets.runtime_files([site.words.language]),
        *assets.public_files(site.course, site.layout),
        outline_file(site),
        questions_file(site),
    ):
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    site.locks.write(target)
    _check_locks(pages)
    for left in site.closed.write(target, site.layout.docs):
        _tell(Report(diagnostics=site.diagnostics).entry(left))
    for sentence in (*site.warnings, *site.locks.warnings):
        _tell(sentence)
    _leave_unsearched(site, target / SEARCHED)
    public = list(site.public_texts())
    exams = exam_audit(site.course, public=public, sealed=site.closed.texts())
    return searched(target, exams, site.closed.audit(site.layout))


def _render_again(site: EngineSite, pages: list[Built]) -> None:
    """Make anew what is sealed, which went with the engine's own process."""
    locked = {quiz.identifier for quiz in site.course.exams if quiz.is_locked}
    sealed = {
        page.path
        for page in (*site.course.lessons, *site.course.pages)
        if page.access.is_full or any(placed.quiz in locked for placed in page.placements)
    }
    if not sealed:
        return
    try:
        parse_config = import_module("zensical.config").parse_config
        render = import_module("zensical.markdown.render").render
    except ImportError as error:
        raise UsageError(
            "The course has locked exams or full pages, and there is no Zensical here to make them.",
            help="Install Zensical and lessonry into the same environment.",
        ) from error
    parse_config(str(site.layout.config))
    for built in pages:
        if built.path in sealed:
            text = (site.layout.docs / built.path).read_text("utf-8-sig")
            render(content=body_of(text), path=built.path, url=site.own_url(built.path))
    for path, part in site.closed.parts.items():
        html = addressed(site, part.html, part.page.path)
        site.closed.parts[path] = replace(part, html=from_root(html, part.file))


def _check_locks(pages: list[Built]) -> None:
    """Refuse an exam whose lock was not made here: nobody who passes could open it."""
    for built in pages:
        for path in SEALED.findall(built.file.read_text("utf-8")):
            if not (built.file.parent / path).is_file():
                raise UsageError(
                    f"The exam on {built.path} was locked with another secret, or other keys.",
                    help=f"{AGAIN}, both on one machine.",
                )


def _leave_unsearched(site: EngineSite, file: Path) -> None:
    """Take out of Zensical's index what it has of quizzes, of the course map and of translations."""
    if not file.is_file():
        return
    index: dict[str, Any] = json.loads(file.read_text("utf-8"))
    folders = tuple(f"{language.code}/" for language in site.layout.translations)
    index["items"] = [
        entry
        for entry in index["items"]
        if OURS not in entry["location"] and not entry["location"].startswith(folders)
    ]
    file.write_text(json.dumps(index, ensure_ascii=False), "utf-8")


def _publish(site: EngineSite, target: Path, offline: Offline) -> Iterator[str]:
    """Do what is left once it is sure; yield what the trainer should know."""
    assert site.locks is not None
    yield from site.locks.certify()
    write_desk(site.layout, target)
    if "SOURCE_DATE_EPOCH" not in os.environ:
        without_dates(target)
    for name in (WORKER, MANIFEST):
        if not (site.layout.docs / name).is_file():
            (target / name).unlink(missing_ok=True)
    yield from offline.on_built(target, site)
    note_edition(site.course)


def _tell(what: object) -> None:
    click.secho(str(what), fg="yellow", err=True)
