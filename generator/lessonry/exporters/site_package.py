"""A built site as a package for an LMS: its files, the shell around them, the tracker, the report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lessonry.domain.course import Course
from lessonry.domain.fidelity import Fidelity, changed
from lessonry.domain.items import Item, variants
from lessonry.domain.languages import RIGHT_TO_LEFT, known_language
from lessonry.domain.quiz import Quiz
from lessonry.exporters.archive import files_of
from lessonry.exporters.exported import Content
from lessonry.exporters.formats import Request
from lessonry.exporters.tracked import SITE, form_of, tracked
from lessonry.locales.words import Words
from lessonry.rendering.environment import make_environment

START: Final = "index.html"
"""The shell: what an LMS opens."""
HOME: Final = "index.html"
"""The first page of a site."""
TRACKER: Final = "tracker"
"""The folder of the package with the shell's scripts and what they know of the course."""
RUNTIME: Final = Path(__file__).parent.parent / "runtime"
SCRIPTS: Final = (
    "rational.js",
    "course/standing.js",
    "store/learner.js",
    "store/merge.js",
    "store/shape.js",
    "tracking/adapter.js",
    "tracking/counting.js",
    "tracking/course.js",
    "tracking/forms.js",
    "tracking/keeper.js",
    "tracking/packing.js",
    "tracking/restoring.js",
    "tracking/shell.css",
    "tracking/shell.js",
    "tracking/state.js",
    "tracking/tracker.js",
)
"""What every package has of the runtime; beside it stands its standard's own."""
USELESS: Final = frozenset(
    {
        "404.html", "sitemap.xml", "sitemap.xml.gz", "robots.txt", "CNAME", ".nojekyll", "sw.js",
        "manifest.webmanifest",
    }
)  # fmt: skip
"""What only a host of its own has a use for."""
MAPS: Final = (".js.map", ".css.map")
"""What only debuggers read."""
STANDING: Final = ("status/", "self-service/status/")
"""What was taken back, which would be known as of the day of packing."""
TOO_LONG: Final = 200
"""Characters of a path in the package: some LMSs unpack below long paths of their own, on Windows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePackage:
    """What the packages of a site have in common."""

    files: tuple[tuple[str, Content], ...]
    """All but what the standard wants besides, sorted by name."""
    notes: tuple[str, ...]


def site_package(request: Request, standard: str, scripts: Sequence[str]) -> SitePackage:
    """Return the package of the site of `request`.

    Args:
        request: Has a site.
        standard: What the shell calls the adapter.
        scripts: The adapter's modules, in `runtime/tracking/`.
    """
    assert request.site is not None
    course = request.course
    inside = [
        (name, path)
        for name, path in files_of(request.site)
        if name not in USELESS and not name.startswith(STANDING) and not name.endswith(MAPS)
    ]
    pages = sorted(
        (name for name, _ in inside if name.endswith(".html")),
        key=lambda name: (name != HOME, name),
    )
    files: dict[str, Content] = {f"{SITE}/{name}": path for name, path in inside}
    files[START] = _shell(course, request.folder, standard)
    for script in (*SCRIPTS, *(f"tracking/{name}" for name in scripts)):
        files[f"{TRACKER}/{script}"] = RUNTIME / script
    files[f"{TRACKER}/course.json"] = tracked(course, request.folder, request.site, pages)
    return SitePackage(files=tuple(sorted(files.items())), notes=tuple(_notes(course, files)))


def site_report(quizzes: Sequence[Quiz], longest: int | None) -> tuple[Fidelity, ...]:
    """Return what becomes of each item: all of them are asked as on the site.

    Args:
        quizzes: Those of the site.
        longest: How many characters of a typed answer the LMS takes; nothing for as many as there are.
    """
    return tuple(_told(item, longest) for quiz in quizzes for item in quiz.items)


def _told(item: Item, longest: int | None) -> Fidelity:
    notes = []
    form = form_of(item)
    if form == "long" and longest is not None:
        notes.append(
            f"In the LMS’s report its answer ends after {longest} characters; in the course it is whole."
        )
    if form == "path":
        notes.append("The LMS’s report names the turns of the conversation by letters.")
    if len(variants(item)) > 1:
        notes.append("The LMS’s report shows the text of its first variant, whichever was asked.")
    prose = item.heading or item.body
    return Fidelity(
        name=prose.folded if prose else item.identifier,
        kind=item.kind,
        carried=changed(notes),
        notes=tuple(notes),
        line=item.place.span.line,
        item=item.identifier,
    )


def _shell(course: Course, folder: Path, standard: str) -> bytes:
    words = Words(known_language(course.language) or "en")
    environment = make_environment(folder / "templates", words)
    page = environment.get_template("shell.html.jinja").render(
        course=course,
        language=words.language,
        direction="rtl" if words.language in RIGHT_TO_LEFT else "ltr",
        standard=standard,
        tracker=TRACKER,
        site=SITE,
        home=HOME,
    )
    return page.encode()


def _notes(course: Course, files: dict[str, Content]) -> Iterator[str]:
    exams = [quiz for quiz in course.exams if course.page_of(quiz.identifier)]
    if exams:
        yield (
            "The LMS’s report has the answers to exams, and not which of them are right: "
            "the package holds no key of them."
        )
    for exam in exams:
        if exam.is_locked:
            continue
        yield (
            f"“{exam.title}” has no answer lock, so nobody but you can tell whether it is passed: once "
            "it is handed in, the LMS is told that the course is complete, without a score."
        )
    if not exams and not any(course.practice_of(lesson) for lesson in course.lessons):
        yield "The course has no quiz: the LMS is told how far it is read, and no score."
    if any(name.endswith(".mjs") for name in files):
        yield (
            "Some hosts, Moodle among them, serve .mjs files as plain text, and browsers refuse them: "
            "give those of the course the ending .js."
        )
    if long := next((name for name in files if len(name) > TOO_LONG), None):
        yield f"Paths such as {long} are long: some LMSs cannot unpack them."
