"""What each print page is made of, and how it is made: of the lessons as their pages show them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from markupsafe import Markup

from lessonry.domain.course import Lesson, Module
from lessonry.rendering.course import length, position
from lessonry.website import assets
from lessonry.website.on_paper import answers_of, for_paper, moved, named_apart, quizzes_in, way
from lessonry.website.print_kept import KeptPart
from lessonry.website.print_parts import Noted, Part, Pieces, Placed, Sheet, Written, hash_of
from lessonry.website.site import Site

FOLDER = "print"
"""The folder of each of the site's languages that the pages are in."""
HOME = f"{FOLDER}/index.md"
"""The whole course, as if it were a page of `docs/`."""
HEADS = f"{FOLDER}/heads.css"
SHEET = re.compile(r'<link [^>]*rel="?(?:stylesheet|icon)\b[^>]*>')
"""What clothes a page, and its icon."""
HREF = re.compile(r'\shref="?([^"\s>]+)')
QUOTED = re.compile(r'["\\\n\r\f<]')
"""What a CSS string cannot hold as it is."""


@dataclass(kw_only=True)
class Paper:
    """The print pages of one language."""

    site: Site
    part: Part
    kept: KeptPart
    exam: str
    """What stands in an exam's place."""
    _fit: dict[str, str] = field(default_factory=dict)
    """Of lessons, by their paths, the text that is fit for paper."""
    _shown: dict[str, dict[str, str]] = field(default_factory=dict)
    """Of lessons, by their paths, the quizzes on them."""

    def sheets(self) -> Iterator[Sheet]:
        """Yield each page, and the style with the running heads."""
        yield Sheet(path=HEADS, file=HEADS, key="", make=lambda _: _heads(self.site))
        course, quizzes = self.site.course, [*self._quizzes()]
        told = [one for one in quizzes if one.is_told]
        of_quizzes = [[one.name, one.is_told] for one in quizzes]
        yield self._sheet(
            HOME,
            [self._told_of(course.lessons), of_quizzes],
            partial(self._home, quizzes),
        )
        for number, module in enumerate(course.modules, 1):
            yield self._sheet(
                _path_of_module(module),
                self._told_of(module.lessons),
                partial(self._module, number, module),
            )
        for one in quizzes:
            made = [one.digest, self._noted(one.lesson).url]
            yield self._sheet(
                _path_of_worksheet(one.name),
                [made, one.is_told],
                partial(self._worksheet, one),
            )
            if one.is_told:
                yield self._sheet(
                    _path_of_answers(one.name),
                    made,
                    partial(self._key, _path_of_answers(one.name), [one]),
                )
        if told:
            yield self._sheet(
                _path_of_answers(),
                [[one.name, one.digest, self._noted(one.lesson).url] for one in told],
                partial(self._key, _path_of_answers(), told),
            )

    def _sheet(self, path: str, made: Any, make: Callable[[Pieces], str]) -> Sheet:
        url = self._url(path)
        file = url + "index.html" if url.endswith("/") else url
        return Sheet(path=path, file=file, key=hash_of([path, self._clothes, made]), make=make)

    @cached_property
    def _clothes(self) -> str:
        """Return the theme's styles as the whole course's page links them, whoever told of them."""
        return "".join(self._styles(HOME, ""))

    def _told_of(self, lessons: Iterable[Lesson]) -> list[list[str]]:
        every = self.part.lessons
        shown = [one.path for one in lessons if one.path in every]
        return [[path, every[path].url, every[path].digest] for path in shown]

    def _home(self, quizzes: list[Placed], pieces: Pieces) -> str:
        course = self.site.course
        return self._page(
            HOME,
            "print-course.html.jinja",
            "\n".join(self._marks(course.lessons)),
            modules=[
                (number, module, self._lessons(module, HOME, pieces))
                for number, module in enumerate(course.modules, 1)
            ],
            links=[
                (module.title, self._way(HOME, _path_of_module(module)))
                for module in course.modules
                if module.title
            ],
            sheets=[
                (
                    course.quiz(one.name),
                    self._way(HOME, _path_of_worksheet(one.name)),
                    self._way(HOME, _path_of_answers(one.name)) if one.is_told else None,
                )
                for one in quizzes
            ],
            answers_url=self._way(HOME, _path_of_answers())
            if any(q.is_told for q in quizzes)
            else None,
            minutes=length(self.site.words, course.minutes),
        )

    def _module(self, number: int, module: Module, pieces: Pieces) -> str:
        path = _path_of_module(module)
        return self._page(
            path,
            "print-module.html.jinja",
            "\n".join(self._marks(module.lessons)),
            module=(number, module, self._lessons(module, path, pieces)),
        )

    def _worksheet(self, one: Placed, pieces: Pieces) -> str:
        path = _path_of_worksheet(one.name)
        return self._page(
            path,
            "print-worksheet.html.jinja",
            one.marks,
            quiz=self.site.course.quiz(one.name),
            lesson=one.lesson,
            sheet=Markup(self._moved(self._for_paper(self._quiz(one)), one.lesson, path)),
            answers_url=self._way(path, _path_of_answers(one.name)) if one.is_told else None,
        )

    def _key(self, path: str, told: list[Placed], pieces: Pieces) -> str:
        keys = []
        for number, one in enumerate(told, 1):
            made = hash_of([one.digest, self._noted(one.lesson).url, number])

            def shown(one: Placed = one, number: int = number) -> Iterator[str]:
                for html in (html for pair in answers_of(self._quiz(one)) for html in pair):
                    moved = self._moved(self._for_paper(html), one.lesson, path)
                    yield named_apart(moved, f"k{number}-")

            parts = [*map(Markup, pieces.take(made, shown))]
            pairs = [*zip(parts[::2], parts[1::2], strict=True)]
            keys.append((self.site.course.quiz(one.name), one.lesson, pairs))
        marks = "\n".join(one.marks for one in told)
        return self._page(path, "print-answers.html.jinja", marks, keys=keys)

    def _quizzes(self) -> Iterator[Placed]:
        """Yield the practice quizzes of the lessons, each with the lesson that has it first."""
        seen: set[str] = set()
        for lesson in self.site.course.lessons:
            if lesson.path not in self.part.lessons:
                continue
            for name, digest, is_told, marks in self._known(lesson)[1]:
                if name not in seen:
                    seen.add(name)
                    yield Placed(
                        name=name, lesson=lesson, digest=digest, is_told=is_told, marks=marks
                    )

    def _known(self, lesson: Lesson) -> list[Any]:
        """Return of a lesson's page which styles it needs, and what is known of each quiz on it."""
        return self.kept.known(self._noted(lesson).digest, lambda: self._found(lesson))

    def _found(self, lesson: Lesson) -> list[Any]:
        quizzes = [
            [name, hash_of(html), any(answers_of(html)), assets.marks_of(html)]
            for name, html in self._quizzes_on(lesson).items()
        ]
        return [assets.marks_of(self._noted(lesson).html), quizzes]

    def _marks(self, lessons: Iterable[Lesson]) -> Iterator[str]:
        return (self._known(one)[0] for one in lessons if one.path in self.part.lessons)

    def _quizzes_on(self, lesson: Lesson) -> dict[str, str]:
        if lesson.path not in self._shown:
            self._shown[lesson.path] = quizzes_in(self._noted(lesson).html)
        return self._shown[lesson.path]

    def _quiz(self, one: Placed) -> str:
        return self._quizzes_on(one.lesson)[one.name]

    def _noted(self, lesson: Lesson) -> Noted:
        return self.part.lessons[lesson.path]

    def _lessons(self, module: Module, path: str, pieces: Pieces) -> list[Written]:
        course = self.site.course
        order = {lesson.path: number for number, lesson in enumerate(course.lessons, 1)}
        whole = path == HOME
        shown = course.lessons if whole else module.lessons
        on_page = {
            self._noted(one).url: f"l{order[one.path]}-"
            for one in shown
            if one.path in self.part.lessons
        }
        beside = hash_of(sorted(on_page.items()))
        made = []
        for lesson in (one for one in module.lessons if one.path in self.part.lessons):
            prefix, noted = f"l{order[lesson.path]}-", self._noted(lesson)

            def parts(lesson: Lesson = lesson, prefix: str = prefix) -> tuple[str, str]:
                html, url = self._for_module(lesson, prefix), self._noted(lesson).url
                head, end, text = moved(html, url, self._url(path), on_page).rpartition("</h1>")
                return head + end, text

            key = hash_of([noted.digest, noted.url, prefix, beside])
            title, text = pieces.take(key, parts)
            made.append(
                Written(
                    lesson=lesson,
                    position=position(course, lesson),
                    prefix=prefix,
                    title=Markup(title),
                    text=None if lesson.access.is_full else Markup(text),
                )
            )
        return made

    def _for_module(self, lesson: Lesson, prefix: str) -> str:
        """Return a lesson's text as paper has it: on the course's page as on the module's."""
        if lesson.path not in self._fit:
            self._fit[lesson.path] = named_apart(self._for_paper(self._noted(lesson).html), prefix)
        return self._fit[lesson.path]

    def _for_paper(self, html: str) -> str:
        return for_paper(html, exam=self.exam, language=self.site.course.language)

    def _moved(self, html: str, lesson: Lesson, path: str) -> str:
        return moved(html, self._noted(lesson).url, self._url(path))

    def _url(self, path: str) -> str:
        return self.site.own_url(path)

    def _way(self, here: str, there: str) -> str:
        """Return the way from one print page to another, or to a page of the course."""
        return way(self._url(there) or "./", "", self._url(here))

    def _page(self, path: str, template: str, marks: str, **context: object) -> str:
        """Return a page; `marks` say which styles it needs."""
        site = self.site
        return site.environment.get_template(template).render(
            course=site.course,
            language=site.course.language,
            direction="rtl" if site.words.is_right_to_left else "ltr",
            styles=Markup("".join(self._styles(path, marks))),
            home_url=self._way(path, "index.md"),
            print_url=self._way(path, HOME),
            is_home=path == HOME,
            **context,
        )

    def _styles(self, path: str, marks: str) -> Iterator[str]:
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
            for sheet in (*assets.styles_of(marks), assets.PRINT, assets.PRINT_PAGES):
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


def _path_of_module(module: Module) -> str:
    return f"{FOLDER}/modules/{module.identifier or 'lessons'}/index.md"


def _path_of_worksheet(quiz: str) -> str:
    return f"{FOLDER}/worksheets/{quiz}/index.md"


def _path_of_answers(quiz: str | None = None) -> str:
    return f"{FOLDER}/answers/{quiz}/index.md" if quiz else f"{FOLDER}/answers/index.md"
