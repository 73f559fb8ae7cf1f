"""A course: modules of lessons, and the quizzes that the lessons place."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from lessonry.diagnostics import Place
from lessonry.domain.about import Around, Download, Edition, Related
from lessonry.domain.access import Access
from lessonry.domain.achievement import Achievement, Issuer
from lessonry.domain.did import IssuerDid
from lessonry.domain.media import Media
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


class Opening(Enum):
    """When a lesson can be read, as far as a static page can hold it back."""

    OPEN = "open"
    """Always: `requires` is advice."""
    REQUIRED = "required"
    """When the lessons that it requires are done."""
    IN_ORDER = "in-order"
    """When also the lesson before it is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizGoal:
    """A practice quiz that must be answered, and how well."""

    quiz: str
    """The quiz's identifier."""
    share: Fraction | None = None
    """Of its points, from 0 to 1; nothing where answering is enough."""
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """What it takes to finish a course."""

    lessons: Fraction = Fraction(1)
    """The share of the lessons, by their weight."""
    quizzes: tuple[QuizGoal, ...] = ()
    exam: bool = True
    """Whether every exam must be passed; handed in, where the page cannot tell."""


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
    media: tuple[Media, ...] = ()
    """The videos and audios that it plays."""
    access: Access = field(default_factory=Access)
    language: str | None = None
    """Of its words, where it is another than the course's: it waits for its translation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson(Page):
    """One page to learn from."""

    identifier: str
    """The file's name without `.md`; with its folder where two lessons share the name."""
    description: str | None = None
    minutes: int | None = None
    objectives: tuple[Objective, ...] = ()
    sources: tuple[Citation, ...] = ()
    related: tuple[Related, ...] = ()
    downloads: tuple[Download, ...] = ()
    workshops: tuple[tuple[str, Place], ...] = field(default=(), repr=False)
    """Names of workshops on the course's list, each with where it is written."""
    weight: int = 1
    """How much it counts among the others; nothing for one that may be left out."""
    goals: tuple[QuizGoal, ...] | None = None
    """What makes it done; nothing where all of its practice does, empty where its reader says so."""
    text_digest: str = ""
    """Of what there is to read, in 8 hexadecimal digits: by it a learner is told that it changed."""


def counting(lessons: tuple[Lesson, ...]) -> tuple[Lesson, ...]:
    """Return the lessons that are to be done: those that weigh something, or all where none does."""
    return tuple(lesson for lesson in lessons if lesson.weight) or lessons


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A run of lessons that belong together."""

    identifier: str
    title: str | None
    """Nothing for lessons that stand outside every module."""
    lessons: tuple[Lesson, ...]
    description: str | None = None
    objectives: tuple[str, ...] = ()
    """What one can do after all of its lessons."""
    path: str | None = None
    """Of its own page, relative to `docs/`; nothing where it has none."""

    @property
    def counting(self) -> tuple[Lesson, ...]:
        """Return those of its lessons that are to be done."""
        return counting(self.lessons)

    @property
    def optional(self) -> int:
        """Return how many of its lessons may be left out beside those."""
        return len(self.lessons) - len(self.counting)

    @property
    def minutes(self) -> int:
        """Return how long the lessons that are to be done take, as far as they say."""
        return sum(lesson.minutes or 0 for lesson in self.counting)


@dataclass(frozen=True, kw_only=True)
class Course:
    """Everything that a folder holds, read once: what pages, packages and credentials are made of.

    Every page asks it where things are, so it finds each kind of thing once: it has no slots, since
    what was found is kept with it.
    """

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
    """Of the original, in every language."""
    translations: tuple[Course, ...] = ()
    """The same course in other words, each in its own `language`; nothing in one of them."""
    opening: Opening = Opening.REQUIRED
    completion: Completion = field(default_factory=Completion)
    around: Around = field(default_factory=Around)

    @cached_property
    def lessons(self) -> tuple[Lesson, ...]:
        """Return the lessons of all modules, in order."""
        return tuple(lesson for module in self.modules for lesson in module.lessons)

    @cached_property
    def counting(self) -> tuple[Lesson, ...]:
        """Return the lessons that are to be done: what a number of lessons means to a learner."""
        return counting(self.lessons)

    @property
    def minutes(self) -> int:
        """Return how long they take, as far as they say."""
        return sum(lesson.minutes or 0 for lesson in self.counting)

    @cached_property
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

    def in_language(self, code: str | None) -> Course:
        """Return the course in that language; as it was written where it is not translated so."""
        return next((course for course in self.translations if course.language == code), self)

    def quiz(self, identifier: str) -> Quiz | None:
        """Return the quiz of that identifier, if there is one."""
        return self._quizzes.get(identifier)

    @cached_property
    def _quizzes(self) -> dict[str, Quiz]:
        return {quiz.identifier: quiz for quiz in reversed(self.quizzes)}

    def objective(self, identifier: str) -> tuple[Objective, Lesson] | None:
        """Return the objective of that identifier with the lesson that has it, if there is one."""
        found = ((o, lesson) for lesson in self.lessons for o in lesson.objectives)
        return next((pair for pair in found if pair[0].identifier == identifier), None)

    def achievement(self, identifier: str) -> Achievement | None:
        """Return the achievement of that identifier, if there is one."""
        return next((a for a in self.achievements if a.identifier == identifier), None)

    def lesson_at(self, path: str) -> Lesson | None:
        """Return the lesson of that file."""
        return self._lessons.get(path)

    @cached_property
    def _lessons(self) -> dict[str, Lesson]:
        return {lesson.path: lesson for lesson in reversed(self.lessons)}

    def lesson(self, identifier: str) -> Lesson | None:
        """Return the lesson of that identifier, if there is one."""
        return self._identified.get(identifier)

    @cached_property
    def _identified(self) -> dict[str, Lesson]:
        return {lesson.identifier: lesson for lesson in self.lessons}

    def place_of(self, lesson: Lesson) -> int:
        """Return how many lessons stand before that one."""
        return self._places[lesson.path]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {lesson.path: place for place, lesson in enumerate(self.lessons)}

    def position_of(self, lesson: Lesson) -> int | None:
        """Return which of the lessons to be done it is, from 1; nothing for one to leave out."""
        return self._positions.get(lesson.path)

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {lesson.path: number for number, lesson in enumerate(self.counting, start=1)}

    def counted(self, edition: str) -> Edition | None:
        """Return what the author calls an edition; a former one is known by the hash in its entry."""
        editions = self.around.editions
        named = next((one for one in editions if one.course == edition), None)
        return named or (self.around.edition if edition == self.edition else None)

    def page_of(self, quiz: str) -> Page | None:
        """Return the first page that places the quiz of that identifier."""
        return self._placed.get(quiz)

    @cached_property
    def _placed(self) -> dict[str, Page]:
        pages = (*self.lessons, *self.pages)
        return {p.quiz: page for page in reversed(pages) for p in page.placements}

    def module_of(self, lesson: Lesson) -> Module | None:
        """Return the module that the lesson is in."""
        return self._modules.get(lesson.path)

    @cached_property
    def _modules(self) -> dict[str, Module]:
        return {one.path: module for module in reversed(self.modules) for one in module.lessons}

    def practice_of(self, page: Page) -> tuple[Quiz, ...]:
        """Return the practice quizzes that a page places, in order."""
        placed = (self.quiz(placement.quiz) for placement in page.placements)
        return tuple(q for q in placed if q is not None and q.mode is Mode.PRACTICE)

    def goals_of(self, lesson: Lesson) -> tuple[QuizGoal, ...]:
        """Return what makes a lesson done: what it says, or else all of its practice."""
        if lesson.goals is not None:
            return lesson.goals
        return tuple(QuizGoal(quiz=q.identifier, place=q.place) for q in self.practice_of(lesson))

    def required_by(self) -> dict[str, tuple[str, ...]]:
        """Return, by the path of each page, the lessons to do before it, whatever opens them.

        In order, each lesson also requires the one before it, and an exam all that count.
        """
        return self._required

    @cached_property
    def _required(self) -> dict[str, tuple[str, ...]]:
        lessons = self.lessons
        required = {page.path: page.requires for page in (*lessons, *self.pages)}
        if self.opening is not Opening.IN_ORDER:
            return required
        for before, lesson in pairwise(lessons):
            required[lesson.path] = tuple(dict.fromkeys((before.identifier, *lesson.requires)))
        counting = tuple(lesson.identifier for lesson in lessons if lesson.weight)
        for exam in self.exams:
            page = self.page_of(exam.identifier)
            if page is not None and page.path not in {lesson.path for lesson in lessons}:
                required[page.path] = tuple(dict.fromkeys((*counting, *page.requires)))
        return required
