"""What surrounds lessons: related ones, downloads, workshops, editions, and where learners write to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from lessonry.diagnostics import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """What to read besides a lesson: another lesson, or a page elsewhere."""

    lesson: str | None = None
    """The other lesson's identifier; nothing for a page elsewhere."""
    title: str | None = None
    url: str | None = None
    about: str | None = None
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file that a lesson offers."""

    path: str
    """Relative to `docs/`, with forward slashes."""
    title: str
    about: str | None = None
    size: int
    """In bytes."""
    place: Place = field(compare=False, repr=False)

    @property
    def kind(self) -> str:
        """Return what kind of file it is, as people say: `PDF`."""
        name = self.path.rpartition("/")[2]
        return name.rpartition(".")[2].upper() if "." in name.lstrip(".") else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """A day to learn together, on the course's list."""

    identifier: str
    title: str
    url: str | None = None
    starts: date | None = None
    ends: date | None = None
    """Its last day; of one without a day nothing, so that it is never over."""
    where: str | None = None
    about: str | None = None
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that an edition changed."""

    text: str
    lessons: tuple[str, ...] = ()
    """Identifiers of those that it touched; nothing for a change of the course as a whole."""
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One entry of the list of changes."""

    number: str
    """As the author counts: `3`, `2026.1`."""
    day: date
    changes: tuple[Change, ...]
    course: str | None = None
    """The course's edition, a hash, as it was when this was written, if the author says it."""
    place: Place = field(compare=False, repr=False)


class Way(Enum):
    """Where feedback goes."""

    GITHUB = "github"
    GITLAB = "gitlab"
    MAIL = "mail"
    WEBHOOK = "webhook"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """Where learners tell what is wrong in a lesson."""

    way: Way
    address: str
    """Of the repository, the project or the webhook, a URL; of a mailbox `a@example.org`."""
    labels: tuple[str, ...] = ()
    """That an issue is given."""


class Service(Enum):
    """Who keeps comments."""

    GISCUS = "giscus"
    ISSO = "isso"
    REMARK42 = "remark42"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comments:
    """A service that shows comments below each lesson, once the learner allows it."""

    service: Service
    url: str
    """Where it is, with no slash at its end."""
    settings: tuple[tuple[str, str], ...] = ()
    """What the service has to know besides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a course has around its lessons."""

    workshops: tuple[Workshop, ...] = ()
    editions: tuple[Edition, ...] = ()
    """The newest first."""
    feedback: Feedback | None = None
    comments: Comments | None = None
    share: bool = True
    """Whether lessons have a button to share them."""

    @property
    def edition(self) -> Edition | None:
        """Return the newest edition."""
        return self.editions[0] if self.editions else None

    def touched(self, lesson: str) -> tuple[Edition, tuple[Change, ...]] | None:
        """Return the newest edition that changed a lesson, and what it changed in it."""
        for edition in self.editions:
            changes = tuple(one for one in edition.changes if lesson in one.lessons)
            if changes:
                return edition, changes
        return None
