"""A course: modules of lessons, and the quizzes that the lessons place."""

from __future__ import annotations

from dataclasses import dataclass, field

from lessonry.diagnostics import Place
from lessonry.domain.achievement import Achievement, Issuer
from lessonry.domain.did import IssuerDid
from lessonry.domain.quiz import Mode, Quiz


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """What a learner can do after a lesson."""

    identifier: str
    """The author's own, or the lesson's identifier with a number: `recovery-1`."""
    text: str
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A text that a lesson was made from."""

    title: str
    by: str | None = None
    date: str | None = None
    url: str | None = None
    used: str | None = None
    """What the lesson took from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where a lesson places a quiz."""

    quiz: str
    """The quiz's identifier."""
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page that is no lesson, such as the one an exam stands on."""

    path: str
    """Relative to `docs/`, with forward slashes."""
    title: str
    requires: tuple[str, ...] = ()
    """Identifiers of the lessons to do first."""
    require_places: tuple[Place, ...] = field(default=(), compare=False, repr=False)
    placements: tuple[Placement, ...] = ()
    digest: str = ""
    """The hash of its text without the bodies of inline quizzes, for the edition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson(Page):
    """One page to learn from."""

    identifier: str
    """The file's name without `.md`; with its folder where two lessons share the name."""
    description: str | None = None
    minutes: int | None = None
    objectives: tuple[Objective, ...] = ()
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A run of lessons that belong together."""

    identifier: str
    title: str | None
    """Nothing for lessons that stand outside every module."""
    lessons: tuple[Lesson, ...]

    @property
    def minutes(self) -> int:
        """Return how long its lessons take, as far as they say."""
        return sum(lesson.minutes or 0 for lesson in self.lessons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Everything that a folder holds, read once: what pages, packages and credentials are made of."""

    identifier: str
    title: str
    description: str | None = None
    language: str = "en"
    url: str | None = None
    """Where the site is published, with a slash at its end; nothing for a course without a place."""
    verify_url: str | None = None
    """The address of its verify page, which QR codes lead to; nothing for a course without a place."""
    modules: tuple[Module, ...] = ()
    quizzes: tuple[Quiz, ...] = ()
    """With their keys; pages take `concealment.published` of them."""
    pools: tuple[Quiz, ...] = ()
    """What is only drawn from: never placed, and published by nobody but those who draw."""
    achievements: tuple[Achievement, ...] = ()
    issuer: Issuer | None = None
    recipient: str | None = None
    """The public key that completion records are sealed to, as a JSON Web Key; nothing where the
    issuer has no keys yet, empty where they cannot be read."""
    did: IssuerDid | None = None
    """Whom its certificates name, where `did.json` says it."""
    pages: tuple[Page, ...] = ()
    """The pages that are no lessons and place a quiz, or require lessons."""
    edition: str = ""

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        """Return the lessons of all modules, in order."""
        return tuple(lesson for module in self.modules for lesson in module.lessons)

    @property
    def exams(self) -> tuple[Quiz, ...]:
        """Return the quizzes that certify."""
        return tuple(quiz for quiz in self.quizzes if quiz.mode is Mode.EXAM)

    @property
    def taught(self) -> tuple[Quiz, ...]:
        """Return the quizzes that make the course: its exams, and what its lessons place.

        Others may stand on a page about something else, such as a manual.
        """
        placed = {placement.quiz for lesson in self.lessons for placement in lesson.placements}
        return tuple(q for q in self.quizzes if q.mode is Mode.EXAM or q.identifier in placed)

    def quiz(self, identifier: str) -> Quiz | None:
        """Return the quiz of that identifier, if there is one."""
        return next((quiz for quiz in self.quizzes if quiz.identifier == identifier), None)

    def objective(self, identifier: str) -> tuple[Objective, Lesson] | None:
        """Return the objective of that identifier with the lesson that has it, if there is one."""
        found = ((o, lesson) for lesson in self.lessons for o in lesson.objectives)
        return next((pair for pair in found if pair[0].identifier == identifier), None)

    def achievement(self, identifier: str) -> Achievement | None:
        """Return the achievement of that identifier, if there is one."""
        return next((a for a in self.achievements if a.identifier == identifier), None)

    def lesson_at(self, path: str) -> Lesson | None:
        """Return the lesson of that file."""
        return next((lesson for lesson in self.lessons if lesson.path == path), None)

    def page_of(self, quiz: str) -> Page | None:
        """Return the first page that places the quiz of that identifier."""
        pages = (*self.lessons, *self.pages)
        return next((page for page in pages if quiz in {p.quiz for p in page.placements}), None)

    def module_of(self, lesson: Lesson) -> Module | None:
        """Return the module that the lesson is in."""
        return next((module for module in self.modules if lesson in module.lessons), None)
