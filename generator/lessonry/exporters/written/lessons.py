"""The lessons of a built site as chapters of a book, their quizzes written in where they are placed."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final

from lxml import etree
from lxml import html as lxml_html

from lessonry.domain.course import Course, Lesson
from lessonry.domain.languages import known_language
from lessonry.domain.quiz import Mode, Quiz
from lessonry.errors import UsageError
from lessonry.exporters.formats import Request
from lessonry.exporters.prose import Element, HtmlProse
from lessonry.exporters.written.packed import Packed, address
from lessonry.exporters.written.pictures import Pictures
from lessonry.exporters.written.places import HOME, Around, Places, page_of
from lessonry.exporters.written.questions import Ways, WrittenQuiz
from lessonry.exporters.written.tidy import Tidy
from lessonry.exporters.written.trees import in_order, text_of
from lessonry.locales.words import Words
from lessonry.rendering.course import length

ANSWERS: Final = "answers.xhtml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One file of a book."""

    name: str
    """Of its file: `lesson-001.xhtml`."""
    title: str
    text: Element
    """A `div` with all that is in it; its headings begin at level 2."""
    kicker: str = ""
    """What stands above its title."""
    lesson: Lesson | None = None
    """Nothing for what is none, such as an exam or the answers."""
    language: str | None = None
    """Where it is another than the book's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A module with its chapters; without a title, lessons that belong to none."""

    title: str | None
    chapters: tuple[Chapter, ...]
    description: str | None = None
    objectives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A whole course, ready to be bound."""

    course: Course
    url: str | None
    """Where it can be read on the web."""
    language: str
    words: Words
    parts: tuple[Part, ...]
    further: tuple[Chapter, ...]
    """The quizzes that no lesson places."""
    answers: Chapter | None
    pictures: Pictures
    notes: tuple[str, ...]
    left: tuple[str, ...]
    """Identifiers of quizzes that were asked for and stand in lessons which only a code opens."""

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """Return all of them, in order."""
        lessons = tuple(chapter for part in self.parts for chapter in part.chapters)
        return (*lessons, *self.further, *((self.answers,) if self.answers else ()))


def write(request: Request) -> Written:
    """Return the course of a built site as a book.

    Raises:
        UsageError: There is no built site.
    """
    if request.site is None:
        raise UsageError("A book is made from the built site, and none was built.")
    return _Writer(request, request.site).written()


class _Writer:
    """Writes one course."""

    def __init__(self, request: Request, site: Path) -> None:
        self.request = request
        course = self.course = request.course
        self.words = Words(known_language(course.language) or "en")
        self.prose = HtmlProse(request.folder, url=HOME, address=address, part=request.part)
        self.packed = Packed(self.prose, self.words)
        self.names = {
            lesson.path: f"lesson-{number:03}.xhtml"
            for number, lesson in enumerate(course.lessons, start=1)
        }
        self.places = Places(
            site=site,
            folder=request.folder,
            url=course.url,
            names={self._page(path): name for path, name in self.names.items()},
            part=request.part,
            packed=self.packed,
        )
        self.quizzes: dict[str, WrittenQuiz] = {}
        for number, quiz in enumerate(request.quizzes, start=1):
            self.quizzes[quiz.identifier] = WrittenQuiz(
                quiz=quiz, prefix=f"lr-q{number}", prose=self.prose, words=self.words
            )
        self.placed: dict[str, str] = {}
        """Of each quiz that stands in the book, its chapter's file."""
        self.notes: list[str] = []

    def written(self) -> Written:
        course = self.course
        parts = tuple(
            Part(
                title=module.title,
                chapters=tuple(self._lesson(lesson) for lesson in module.lessons),
                description=module.description,
                objectives=module.objectives,
            )
            for module in course.modules
            if module.lessons
        )
        sealed = self._in_sealed_lessons()
        further = tuple(
            self._alone(number, quiz)
            for number, quiz in enumerate(self.request.quizzes, start=1)
            if quiz.identifier not in self.placed and quiz.identifier not in sealed
        )
        answers = self._answers() if self.request.with_answers else None
        written = Written(
            course=course,
            url=course.url and f"{course.url}{self.request.part}",
            language=course.language,
            words=self.words,
            parts=parts,
            further=further,
            answers=answers,
            pictures=self.places.pictures,
            notes=tuple(
                dict.fromkeys([*self.notes, *self.prose.notes, *self.places.pictures.notes])
            ),
            left=tuple(name for name in self.quizzes if name in sealed and name not in self.placed),
        )
        settle(written.chapters)
        return written

    def _lesson(self, lesson: Lesson) -> Chapter:
        name = self.names[lesson.path]
        page = self._page(lesson.path)
        body = self._body(page, lesson)
        around = Around(self.places, page)
        tidy = Tidy(around=around, say=self.words.say, language=self.course.language)
        text = tidy.page(body)
        for first in text.findall("h1")[:1]:
            if text_of(first).strip() == lesson.title:
                text.remove(first)
        if tidy.is_sealed:
            self._seal(lesson, text)
        self._place_quizzes(text, name)
        in_order(text, 2)
        self._begin(lesson, text)
        if not tidy.is_sealed:
            self._end(lesson, text, around)
        self.notes += [f"{lesson.title}: {note}" for note in dict.fromkeys(tidy.notes)]
        return Chapter(
            name=name,
            title=lesson.title,
            text=text,
            kicker=self._kicker(lesson),
            lesson=lesson,
            language=lesson.language,
        )

    def _page(self, path: str) -> str:
        """Return the page of the site that a lesson is, in the language of the book."""
        return f"{self.request.part}{page_of(path)}"

    def _file(self, path: str) -> str:
        """Return where a file of a lesson is on the site: a translation may have its own."""
        own = f"{self.request.part}{path}"
        return own if (self.places.site / own).is_file() else path

    def _body(self, page: str, lesson: Lesson) -> Element:
        try:
            data = (self.places.site / page).read_bytes()
        except OSError:
            raise UsageError(f"The built site has no page for the lesson {lesson.path}.") from None
        parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        root = lxml_html.document_fromstring(data, parser=parser)
        body = next((one for one in root.iter("div") if one.get("data-lr-body") is not None), None)
        if body is None:
            raise UsageError(
                f"The page of the lesson {lesson.path} has no text that lessonry made.",
                help="The theme must show `page.content`.",
            )
        return body

    def _kicker(self, lesson: Lesson) -> str:
        position = self.course.position_of(lesson)
        said = (
            self.words.say("Lesson {n} of {total}", n=position, total=len(self.course.counting))
            if position
            else self.words.say("You may leave it out")
        )
        return f"{said} · {length(self.words, lesson.minutes)}" if lesson.minutes else said

    def _seal(self, lesson: Lesson, text: Element) -> None:
        said = self.words.say(
            "This lesson opens with an access code. Open it on its own page, and print it from there."
        )
        line = etree.SubElement(text, "p", {"class": "sealed"})
        address = self.places.public(self._page(lesson.path))
        if address:
            etree.SubElement(line, "a", href=address).text = said
        else:
            line.text = said
        self.notes.append(
            f"“{lesson.title}” opens with an access code: the book has its title and no text."
        )

    def _begin(self, lesson: Lesson, text: Element) -> None:
        """Put what a lesson is for before it."""
        if not lesson.objectives:
            return
        title = escape(self.words.say("After this lesson you can"))
        lines = "".join(f"<li>{escape(one.text)}</li>" for one in lesson.objectives)
        made = f'<div class="objectives"><p class="label">{title}</p><ul>{lines}</ul></div>'
        element = etree.fromstring(made)
        element.tail, text.text = text.text, None
        text.insert(0, element)

    def _end(self, lesson: Lesson, text: Element, around: Around) -> None:
        """Put what a lesson offers and what it was made from behind it."""
        if lesson.downloads:
            title = escape(self.words.say("To take with you"))
            lines = []
            for one in lesson.downloads:
                address = self.places.public(self._file(one.path))
                name = escape(one.title)
                if address:
                    name = f'<a href="{escape(address)}">{name}</a>'
                else:
                    self.notes.append(
                        f"{lesson.title}: “{one.title}” is a file that a book cannot hold, and the "
                        "course has no address to link to."
                    )
                lines.append(f"<li>{name} ({escape(one.kind)}){_about(one.about)}</li>")
            made = f'<div class="downloads"><p class="label">{title}</p><ul>{"".join(lines)}</ul></div>'
            text.append(etree.fromstring(made))
        if lesson.sources:
            title = escape(self.words.say("Sources of this lesson"))
            lines = []
            for source in lesson.sources:
                cite = f"<cite>{escape(source.title)}</cite>"
                link = around.link(source.url) if source.url else None
                if link:
                    cite = f'<a href="{escape(link)}">{cite}</a>'
                further = [escape(said) for said in (source.by, source.date) if said]
                lines.append(f"<li>{', '.join([cite, *further])}.</li>")
            made = (
                f'<div class="sources"><p class="label">{title}</p><ul>{"".join(lines)}</ul></div>'
            )
            text.append(etree.fromstring(made))

    def _place_quizzes(self, text: Element, name: str) -> None:
        for place in list(text.iter("div")):
            identifier = place.get("data-quiz")
            if identifier is None:
                continue
            quiz = self.quizzes.get(identifier)
            if quiz is not None and identifier not in self.placed:
                self.placed[identifier] = name
                made = self._written(quiz.questions(2, self._ways(name)))
            else:
                made = etree.Element("p", {"class": "told"})
                known = self.course.quiz(identifier)
                if quiz is None and known is not None and known.mode is Mode.EXAM:
                    made.text = self.words.say("The exam is taken on the course's own page.")
            made.tail = place.tail
            parent = place.getparent()
            assert parent is not None
            if made.text or len(made):
                parent.replace(place, made)
            else:
                place.attrib.clear()

    def _written(self, html: str) -> Element:
        """Return what questions say, fit for the book."""
        source = lxml_html.fragment_fromstring(html, create_parent="div")
        tidy = Tidy(around=Around(self.places, "index.html"), say=self.words.say)
        made = tidy.page(source)
        self.notes += dict.fromkeys(tidy.notes)
        return made

    def _ways(self, questions: str) -> Ways:
        return Ways(questions=questions, answers=ANSWERS if self.request.with_answers else None)

    def _alone(self, number: int, quiz: Quiz) -> Chapter:
        name = f"quiz-{number:03}.xhtml"
        self.placed[quiz.identifier] = name
        made = self.quizzes[quiz.identifier].questions(2, self._ways(name), title=False)
        text = self._written(made)
        in_order(text, 2)
        word = self.words.say("Exam") if quiz.mode is Mode.EXAM else self.words.say("Practice")
        return Chapter(name=name, title=quiz.title, text=text, kicker=word, language=quiz.language)

    def _answers(self) -> Chapter | None:
        told = "".join(
            self.quizzes[name].answers(2, Ways(questions=chapter))
            for name, chapter in self.placed.items()
        )
        if not told:
            return None
        text = self._written(told)
        in_order(text, 2)
        return Chapter(name=ANSWERS, title=self.words.say("Answers"), text=text)

    def _in_sealed_lessons(self) -> frozenset[str]:
        """Return the quizzes that stand nowhere but in lessons which only a code opens."""
        pages = [(page, page.access.is_full) for page in (*self.course.lessons, *self.course.pages)]
        open_ones = {p.quiz for page, is_full in pages if not is_full for p in page.placements}
        return (
            frozenset(p.quiz for page, is_full in pages if is_full for p in page.placements)
            - open_ones
        )


def settle(chapters: tuple[Chapter, ...]) -> None:
    """Let no link lead to a place that is not there: its page is what it leads to then."""
    ids = {one.name: {part.get("id") for part in one.text.iter()} for one in chapters}
    for chapter in chapters:
        for link in list(chapter.text.iter("a")):
            href = link.get("href") or ""
            path, _, fragment = href.partition("#")
            if not fragment or (path and path not in ids) or ":" in path:
                continue
            if fragment not in ids[path or chapter.name]:
                if path:
                    link.set("href", path)
                else:
                    del link.attrib["href"]


def _about(text: str | None) -> str:
    return f": {escape(text)}" if text else ""
