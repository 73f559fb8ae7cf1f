"""The course on paper: all of it, each module, each quiz as a worksheet, and the answers of practice.

Their text is that of the lessons' own pages, taken while these are built: no quiz is rendered twice, and
what a page does not show (an exam's answers, what only a code opens) cannot come onto paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import Markup
from mkdocs.structure.pages import Page

from lessonry.domain.course import Lesson, Module
from lessonry.domain.quiz import Quiz
from lessonry.rendering.course import length, position
from lessonry.website import assets
from lessonry.website.on_paper import answers_of, for_paper, moved, named_apart, quizzes_in, way
from lessonry.website.site import Site

FOLDER = "print"
"""The folder of each of the site's languages that the pages are in."""
HOME = f"{FOLDER}/index.md"
"""The whole course, as if it were a page of `docs/`."""
FEW = 200
"""So many lessons, and the pages are made only where they are asked for: they double a site."""
HEADS = f"{FOLDER}/heads.css"
SHEET = re.compile(r'<link [^>]*rel="?(?:stylesheet|icon)\b[^>]*>')
"""What clothes a page, and its icon."""
HREF = re.compile(r'\shref="?([^"\s>]+)')
QUOTED = re.compile(r'["\\\n\r\f<]')
"""What a CSS string cannot hold as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A lesson as its page shows it."""

    url: str
    """Relative to the site's part in its language."""
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A lesson as a print page shows it."""

    lesson: Lesson
    position: int | None
    """Among those that are to be done, from 1."""
    prefix: str
    title: Markup
    """Its heading."""
    text: Markup | None
    """Nothing for a lesson that only a code opens."""


@dataclass(slots=True, kw_only=True)
class Part:
    """What is known of the course in one language."""

    lessons: dict[str, Noted] = field(default_factory=dict)
    """By their paths in `docs/`."""
    sheets: tuple[str, str] | None = None
    """The links to the styles of one page, and its address."""


@dataclass(slots=True, kw_only=True)
class PrintPages:
    """The print pages of one build, in each of its languages."""

    is_on: bool = False
    parts: dict[str, Part] = field(default_factory=dict)
    """By the folders of the languages."""

    def begin(self, site: Site, *, wanted: bool | None) -> None:
        """Forget what was, and say whether a course has print pages."""
        self.parts.clear()
        self.is_on = len(site.course.lessons) < FEW if wanted is None else wanted
        self.is_on = self.is_on and bool(site.course.lessons)
        site.print_page = HOME if self.is_on else None

    def note(self, site: Site, html: str, front: str, page: Page) -> None:
        """Keep what a lesson shows to everybody."""
        lesson = site.course.lesson_at(page.file.src_uri)
        if not self.is_on or lesson is None:
            return
        head, title_end, rest = html.partition("</h1>")
        whole = head + title_end + front + rest if title_end else front + html
        shown = "" if lesson.access.is_full else whole
        part = self.parts.setdefault(site.folder, Part())
        part.lessons[lesson.path] = Noted(url=page.url, html=shown)

    def note_styles(self, site: Site, output: str, page: Page) -> None:
        """Keep the styles of a lesson's page: those of its theme clothe the print pages, too."""
        part = self.parts.get(site.folder)
        if part is not None and part.sheets is None and page.file.src_uri in part.lessons:
            part.sheets = "".join(SHEET.findall(output)), page.url

    def write(self, folder: Path, sites: Iterable[Site]) -> Iterator[str]:
        """Write the pages into a built site; yield what the trainer should know."""
        for site in sites:
            part = self.parts.get(site.folder)
            if part is None:
                continue
            place = folder / site.folder
            if (place / FOLDER).exists():
                yield (
                    f"docs/{FOLDER}/ is a folder of the course's own, so lessonry makes no print pages."
                )
                continue
            said = site.words.say("The exam is taken on the course's own page.")
            exam = str(Markup('<p class="lr-notice">{}</p>').format(said))
            for path, text in _Paper(site=site, part=part, exam=exam).pages():
                file = place / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8", newline="\n")


@dataclass(slots=True, kw_only=True)
class _Paper:
    """The print pages of one language."""

    site: Site
    part: Part
    exam: str
    """What stands in an exam's place."""
    fit: dict[str, str] = field(default_factory=dict)
    """Of lessons, by their paths, the text that is fit for paper."""

    def pages(self) -> Iterator[tuple[str, str]]:
        """Yield each file with its text."""
        course = self.site.course
        yield HEADS, _heads(self.site)
        quizzes = dict(self._quizzes())
        answers = {name: tuple(self._answers(name, noted)) for name, noted in quizzes.items()}
        answers = {name: told for name, told in answers.items() if told}
        every = [(course.quiz(name), told) for name, told in answers.items()]
        yield self._page(
            HOME,
            "print-course.html.jinja",
            "".join(noted.html for noted in self.part.lessons.values()),
            modules=[
                (number, module, self._lessons(module, HOME))
                for number, module in enumerate(course.modules, 1)
            ],
            links=[
                (module.title, self._way(HOME, _module(module)))
                for module in course.modules
                if module.title
            ],
            sheets=[
                (
                    course.quiz(name),
                    self._way(HOME, _worksheet(name)),
                    self._way(HOME, _answers(name)) if name in answers else None,
                )
                for name in quizzes
            ],
            answers_url=self._way(HOME, _answers()) if answers else None,
            minutes=length(self.site.words, course.minutes),
        )
        for number, module in enumerate(course.modules, 1):
            path = _module(module)
            yield self._page(
                path,
                "print-module.html.jinja",
                "".join(self.part.lessons[one.path].html for one in self._noted(module)),
                module=(number, module, self._lessons(module, path)),
            )
        for name, (lesson, quiz) in quizzes.items():
            path = _worksheet(name)
            sheet = self._moved(self._for_paper(quiz), lesson, path)
            yield self._page(
                path,
                "print-worksheet.html.jinja",
                quiz,
                quiz=course.quiz(name),
                lesson=lesson,
                sheet=Markup(sheet),
                answers_url=self._way(path, _answers(name)) if name in answers else None,
            )
            if name in answers:
                yield self._key(_answers(name), [(course.quiz(name), answers[name])], quizzes)
        if answers:
            yield self._key(_answers(), every, quizzes)

    def _key(
        self,
        path: str,
        told: list[tuple[Quiz | None, tuple[tuple[str, str], ...]]],
        quizzes: dict[str, tuple[Lesson, str]],
    ) -> tuple[str, str]:
        keys = []
        for number, (quiz, answers) in enumerate(told, 1):
            assert quiz is not None
            lesson = quizzes[quiz.identifier][0]
            shown = [
                tuple(
                    Markup(named_apart(self._moved(html, lesson, path), f"k{number}-"))
                    for html in pair
                )
                for pair in answers
            ]
            keys.append((quiz, lesson, shown))
        used = "".join(quizzes[quiz.identifier][1] for quiz, _ in told if quiz)
        return self._page(path, "print-answers.html.jinja", used, keys=keys)

    def _quizzes(self) -> Iterator[tuple[str, tuple[Lesson, str]]]:
        """Yield the practice quizzes of the lessons, each with the lesson that has it first."""
        seen: set[str] = set()
        for lesson in self.site.course.lessons:
            noted = self.part.lessons.get(lesson.path)
            for name, html in quizzes_in(noted.html).items() if noted else ():
                if name not in seen:
                    seen.add(name)
                    yield name, (lesson, html)

    def _answers(self, name: str, noted: tuple[Lesson, str]) -> Iterator[tuple[str, str]]:
        for asked, right in answers_of(noted[1]):
            yield self._for_paper(asked), self._for_paper(right)

    def _noted(self, module: Module) -> Iterator[Lesson]:
        return (one for one in module.lessons if one.path in self.part.lessons)

    def _lessons(self, module: Module, path: str) -> list[Written]:
        course = self.site.course
        order = {lesson.path: number for number, lesson in enumerate(course.lessons, 1)}
        whole = path == HOME
        shown = course.lessons if whole else module.lessons
        on_page = {
            self.part.lessons[one.path].url: f"l{order[one.path]}-"
            for one in shown
            if one.path in self.part.lessons
        }
        made = []
        for lesson in self._noted(module):
            prefix = f"l{order[lesson.path]}-"
            html = self._fit(lesson, prefix)
            html = moved(html, self.part.lessons[lesson.path].url, self._url(path), on_page)
            title, end, text = html.rpartition("</h1>")
            made.append(
                Written(
                    lesson=lesson,
                    position=position(course, lesson),
                    prefix=prefix,
                    title=Markup(title + end),
                    text=None if lesson.access.is_full else Markup(text),
                )
            )
        return made

    def _fit(self, lesson: Lesson, prefix: str) -> str:
        """Return a lesson's text as paper has it: on the course's page as on the module's."""
        if lesson.path not in self.fit:
            html = self._for_paper(self.part.lessons[lesson.path].html)
            self.fit[lesson.path] = named_apart(html, prefix)
        return self.fit[lesson.path]

    def _for_paper(self, html: str) -> str:
        return for_paper(html, exam=self.exam, language=self.site.course.language)

    def _moved(self, html: str, lesson: Lesson, path: str) -> str:
        return moved(html, self.part.lessons[lesson.path].url, self._url(path))

    def _url(self, path: str) -> str:
        return self.site.own_url(path)

    def _way(self, here: str, there: str) -> str:
        """Return the way from one print page to another, or to a page of the course."""
        return way(self._url(there) or "./", "", self._url(here))

    def _page(self, path: str, template: str, content: str, **context: object) -> tuple[str, str]:
        """Return the file of a page, and its text."""
        site = self.site
        text = site.environment.get_template(template).render(
            course=site.course,
            language=site.course.language,
            direction="rtl" if site.words.is_right_to_left else "ltr",
            styles=Markup("".join(self._styles(path, content))),
            home_url=self._way(path, "index.md"),
            print_url=self._way(path, HOME),
            is_home=path == HOME,
            **context,
        )
        file = self._url(path)
        return (file + "index.html" if file.endswith("/") else file), text

    def _styles(self, path: str, content: str) -> Iterator[str]:
        """Yield the links to the theme's styles, to ours for what is shown, and to the running heads."""
        links, url = self.part.sheets or ("", "")
        here = self._url(path)
        for link in SHEET.findall(links):
            href = HREF.search(link)
            if href is None or f"{assets.FOLDER}/style/" in href[1]:
                continue
            if not href[1].endswith(assets.STYLE):
                yield moved(link, url, here)
                continue
            for sheet in (*assets.styles_of(content), assets.PRINT, assets.PRINT_PAGES):
                made = f'<link rel="stylesheet" href="{href[1].removesuffix(assets.STYLE)}{sheet}">'
                yield moved(made, url, here)
        yield f'<link rel="stylesheet" href="{way(HEADS, "", here)}">'


def _heads(site: Site) -> str:
    """Return what stands on every sheet: the course on one side, the module on the other, its number."""
    first, last = ("right", "left") if site.words.is_right_to_left else ("left", "right")
    title = _css(site.course.title)
    rules = [
        '@page { @bottom-center { content: counter(page) " / " counter(pages); } }',
        f"@page {{ @top-{first} {{ content: {title}; }} }}",
        '@page lr-cover { @top-left { content: ""; } @top-right { content: ""; } }',
    ]
    for number, module in enumerate(site.course.modules, 1):
        if module.title:
            said = _css(module.title)
            rules.append(f"@page lr-head-{number} {{ @top-{last} {{ content: {said}; }} }}")
            rules.append(f".lr-head-{number} {{ page: lr-head-{number}; }}")
    return "\n".join(rules) + "\n"


def _css(text: str) -> str:
    return '"' + QUOTED.sub(lambda found: f"\\{ord(found[0]):x} ", text) + '"'


def _module(module: Module) -> str:
    return f"{FOLDER}/modules/{module.identifier or 'lessons'}/index.md"


def _worksheet(quiz: str) -> str:
    return f"{FOLDER}/worksheets/{quiz}/index.md"


def _answers(quiz: str | None = None) -> str:
    return f"{FOLDER}/answers/{quiz}/index.md" if quiz else f"{FOLDER}/answers/index.md"
