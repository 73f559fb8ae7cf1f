"""What of a course leaves with `lessonry export`: its language, its quizzes, and with which keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lessonry.diagnostics.spelling import suggestion
from lessonry.domain.concealment import published
from lessonry.domain.course import Course
from lessonry.domain.quiz import Mode, Quiz
from lessonry.errors import UsageError
from lessonry.exporters.formats import ExportFormat, Matter
from lessonry.project import Layout

MOST_NAMED = 8
"""Names in one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the trainer asked for."""

    names: tuple[str, ...] = ()
    """Of single quizzes."""
    has_all: bool = False
    """Whether quizzes come along that no lesson places."""
    language: str | None = None
    with_keys: bool = False
    with_answers: bool = True

    def check(self, form: ExportFormat) -> None:
        """Refuse what does not fit together.

        Raises:
            UsageError: The format cannot do what was asked for.
        """
        if self.names and self.has_all:
            raise UsageError(
                "--all takes every quiz, --quiz only those that you name: leave one out."
            )
        if form.matter is not Matter.SITE:
            return
        if self.names or self.has_all:
            raise UsageError(
                f"{form.title} takes the whole course, not single quizzes.",
                help=f"Leave out {'--quiz' if self.names else '--all'}, or choose a format of "
                "quizzes, such as qti-3.0.",
            )
        if self.language:
            raise UsageError(
                f"{form.title} takes the site with all its languages: learners switch on any page.",
                help="Leave out --language, or choose a format of quizzes or a book.",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What leaves."""

    course: Course
    """In the language that was asked for."""
    part: str
    """Of a translation, the part of the site that holds it: `es/`."""
    quizzes: tuple[Quiz, ...]
    notes: tuple[str, ...]


def choose(course: Course, layout: Layout, form: ExportFormat, wish: Wish) -> Choice:
    """Return what leaves.

    Raises:
        UsageError: There is no quiz of a name, no such language, or a key would go out unasked.
    """
    said, part = _in_language(course, wish.language)
    if form.matter is Matter.SITE:
        quizzes = tuple(map(published, said.taught))
        return Choice(course=said, part=part, quizzes=quizzes, notes=())
    folder = f"{layout.label(layout.quizzes)}/"
    others = tuple(
        quiz
        for quiz in said.quizzes
        if quiz not in said.taught and quiz.place.source.path.startswith(folder)
    )
    wanted = said.taught if not wish.has_all else (*said.taught, *others)
    if wish.names:
        wanted = _named(said, wish.names)
    quizzes, notes = _with_keys(course, wanted, form, wish)
    notes = (*notes, *_told(course, said, form, wish, others))
    if not wanted and form.matter is Matter.QUIZZES and not form.has_lessons:
        raise UsageError(
            "No lesson places a quiz, so there is nothing to export.",
            help="--all takes the quizzes that no lesson places." if others else None,
        )
    return Choice(course=said, part=part, quizzes=quizzes, notes=notes)


def _in_language(course: Course, language: str | None) -> tuple[Course, str]:
    """Return a course in a language: elsewhere a translation is a course of its own, by its own name."""
    if language is None or language == course.language:
        return course, ""
    said = course.in_language(language)
    if said is course:
        known = [course.language, *(one.language for one in course.translations)]
        near = suggestion(language, known)
        raise UsageError(
            f"The course is not there in `{language}`.",
            help=f"Did you mean `{near}`?" if near else f"It is there in {_and(known)}.",
        )
    code = said.language
    return replace(said, identifier=f"{course.identifier}-{code.lower()}"), f"{code}/"


def _with_keys(
    original: Course, chosen: tuple[Quiz, ...], form: ExportFormat, wish: Wish
) -> tuple[tuple[Quiz, ...], tuple[str, ...]]:
    """Return the quizzes that go out, and what is to be said about exams among them."""
    if form.can_leave_answers_out and not wish.with_answers:
        return tuple(map(published, chosen)), ()
    # The original knows what its exams draw from, whatever language the words are in.
    secret = _drawn_by_exams(original)
    hot = [quiz for quiz in chosen if quiz.mode is Mode.EXAM or quiz.identifier in secret]
    if not hot:
        return chosen, ()
    said = _and(f"`{quiz.identifier}`" for quiz in hot)
    if wish.with_keys:
        warning = (
            f"This file holds the key of {said}: whoever has it knows the right answers. "
            "Give it to nobody who is to be examined, and publish it nowhere."
        )
        return chosen, (warning,)
    rest = tuple(quiz for quiz in chosen if quiz not in hot)
    if wish.names or not rest:
        raise UsageError(
            f"{form.title} would hold the key of {said}, readable for whoever has the file: "
            "it is an exam, or a pool that an exam draws from.",
            help="If that is what you want, such as for an LMS of your own: add --with-keys.",
        )
    return rest, (
        f"{said} stays out, since this file would hold its key; --with-keys lets it out.",
    )


def _told(
    course: Course, said: Course, form: ExportFormat, wish: Wish, others: tuple[Quiz, ...]
) -> Iterator[str]:
    """Yield what stays behind, or comes along otherwise than one may think."""
    if others and not wish.names and not wish.has_all:
        verb, them = ("stays", "it") if len(others) == 1 else ("stay", "them")
        yield (
            f"{_some(f'`{quiz.identifier}`' for quiz in others)} {verb} here, since no lesson places "
            f"{them}; --all takes {them} along."
        )
    if said.translations and wish.language is None:
        known = _and(f"`{one.language}`" for one in said.translations)
        yield f"This is the course in `{course.language}`; --language takes it in {known}."
    if not said.translations and said.language != course.language:
        quizzes = [quiz.title for quiz in said.taught if quiz.language]
        lessons = [lesson.title for lesson in said.lessons if lesson.language]
        if form.matter is Matter.QUIZZES and not form.has_lessons:
            lessons = []
        if untold := [f"“{title}”" for title in (*lessons, *quizzes)]:
            yield f"Not translated, and so as in `{course.language}`: {_some(untold)}."


def _named(course: Course, names: Sequence[str]) -> tuple[Quiz, ...]:
    known = {quiz.identifier: quiz for quiz in (*course.pools, *course.quizzes)}
    chosen = dict.fromkeys(names)
    for name in chosen:
        if name in known:
            continue
        near = suggestion(name, known)
        listed = f"Its quizzes are {', '.join(sorted(known))}." if known else "It has none."
        raise UsageError(
            f"The course has no quiz `{name}`.",
            help=f"Did you mean `{near}`?" if near else listed,
        )
    return tuple(known[name] for name in chosen)


def _drawn_by_exams(course: Course) -> frozenset[str]:
    """Return the pools that an exam takes items from."""
    asked = {item.place.source.path for exam in course.exams for item in exam.items}
    return frozenset(pool.identifier for pool in course.pools if pool.place.source.path in asked)


def _some(words: Iterable[str]) -> str:
    """Return the first of some words, and how many more there are."""
    listed = list(words)
    more = len(listed) - MOST_NAMED
    return _and([*listed[:MOST_NAMED], f"{more} more"]) if more > 1 else _and(listed)


def _and(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
