"""The Python-Markdown extension: `/// quiz | name`, `/// course` and `/// verify` on a page.

It needs no MkDocs: any host that runs Python-Markdown in the course folder shows the quizzes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.util import AtomicString
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block

from lessonry.domain.media import Kind
from lessonry.domain.quiz import Quiz
from lessonry.readers.media import OPTIONS
from lessonry.rendering.answers import render_answers
from lessonry.rendering.course import render_course_map
from lessonry.rendering.language import in_language
from lessonry.rendering.quiz import LockPlace, Surroundings, TaughtObjective, render_quiz
from lessonry.website.about import course_surroundings
from lessonry.website.engine import site_for
from lessonry.website.media import block_media
from lessonry.website.progress_page import progress_html
from lessonry.website.prose import SiteProse
from lessonry.website.site import Site

ANSWERS_FROM = 1_000_000
"""Above every number that a piece of a page has in its ids."""


class LessonryExtension(BlocksExtension):
    """Registers the blocks; `site` is what they show, loaded from here where nobody gave one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.config = {
            "site": ["", "The loaded site; read from `folder` where there is none"],
            "folder": [".", "The course folder"],
        }
        super().__init__(*args, **kwargs)

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: Any) -> None:  # noqa: N802
        """Register the blocks with pymdownx."""
        site = self.getConfig("site") or site_for(md, Path(self.getConfig("folder")))
        for block in (
            QuizBlock,
            CourseBlock,
            VideoBlock,
            AudioBlock,
            ProgressBlock,
            VerifyBlock,
            OfflineBlock,
        ):
            block_mgr.register(block, {"site": site})


class _SiteBlock(Block):
    """A block whose body is not Markdown, and which makes HTML of the site."""

    ARGUMENT = None
    level: int
    """Of a heading in it: one below those that stand before it on the page."""

    def on_create(self, parent: Element) -> Element:
        """Make the element that the HTML goes into."""
        self.level = 3 if parent.find(".//h2") is not None else 2
        return SubElement(parent, "div", {"class": "lr-place"})

    def on_markdown(self) -> str:
        """Keep the body from being read as Markdown."""
        return "raw"

    def on_end(self, block: Element) -> None:
        """Put the HTML in the body's place."""
        block.text = AtomicString(self.md.htmlStash.store(self.html(self.config["site"])))

    def html(self, site: Site) -> str:
        """Return what the block shows."""
        raise NotImplementedError


class QuizBlock(_SiteBlock):
    """`/// quiz | name`: the quiz of that name, wherever it was written."""

    NAME = "quiz"

    def html(self, site: Site) -> str:
        """Return the quiz; a note in its place where there is none, which the build reports too."""
        name = (self.argument or "").strip()
        quiz = site.course.quiz(name)
        if quiz is None:
            words = site.words.say("There is no quiz “{name}”.", name=name)
            return f'<p class="lr-notice">{_escaped(words)}</p>'
        prose = self.tracker.get("prose") or SiteProse(self.md, site)
        self.tracker["prose"] = prose
        placed = self.tracker["placed"] = self.tracker.get("placed", 0) + 1
        page = site.page or getattr(site.course.page_of(name), "path", None)
        prose.place_on(page)
        lesson = site.course.lesson_at(page) if page else None
        issuer = site.course.issuer
        surroundings = Surroundings(
            course_id=site.course.identifier,
            edition=site.course.edition,
            language=site.course.language if site.folder and not quiz.language else None,
            lesson_id=lesson.identifier if lesson else None,
            recipient_json=site.course.recipient or "",
            send_to=issuer.email if issuer else None,
            prefix=f"lr-{placed}",
            level=self.level,
            objectives=tuple(_taught(quiz, site)),
            lock=self._lock(quiz, site, page),
        )
        made = render_quiz(quiz, site.environment, prose, surroundings)
        code = _language(quiz, site, page)
        return in_language(made, code) if code else made

    def _lock(self, quiz: Quiz, site: Site, page: str | None) -> LockPlace | None:
        """Return where the files of a locked exam lie, having made them; nothing for other quizzes."""
        if site.locks is None or not site.locks.locks(quiz):
            return None
        # Apart from the page's own pieces: what they are numbered by tells nothing of the answers.
        prose = SiteProse(self.md, site)
        prose.count = ANSWERS_FROM
        prose.place_on(page)
        answers = render_answers(quiz, site.environment, prose)
        if outward := site.outward:
            answers = {
                name: tuple(replace(answer, html=outward(answer.html)) for answer in each)
                for name, each in answers.items()
            }
        lock, kit = site.locks.of(quiz, answers)
        return LockPlace(
            url=site.file_url(lock.path),
            digest=lock.digest,
            kit_url=site.file_url(kit) if kit else None,
        )


class CourseBlock(_SiteBlock):
    """`/// course`: the course's map."""

    NAME = "course"

    def html(self, site: Site) -> str:
        """Return the map."""
        around = course_surroundings(site)
        return render_course_map(
            site.course,
            site.environment,
            site.url_of,
            around,
            print_page=site.print_page,
            pictures={name: site.file_url(path) for name, path in site.pictures.items()},
        )


class VideoBlock(_SiteBlock):
    """`/// video | file`: a video; the reader has read what stands in it."""

    NAME = "video"
    OPTIONS: ClassVar[dict[str, Any]] = {name: [None, None] for name in OPTIONS[Kind.VIDEO]}

    def html(self, site: Site) -> str:
        """Return the player and the transcript."""
        return block_media(site, self.NAME, (self.argument or "").strip(), self.level)


class AudioBlock(VideoBlock):
    """`/// audio | file`: an audio."""

    NAME = "audio"


class ProgressBlock(_SiteBlock):
    """`/// progress`: what the learner did, and what is due."""

    NAME = "progress"

    def html(self, site: Site) -> str:
        """Return the frame that the browser fills."""
        return progress_html(site)


class OfflineBlock(_SiteBlock):
    """`/// offline`: the offer to keep the course on the device."""

    NAME = "offline"

    def html(self, site: Site) -> str:
        """Return the offer, which shows where it can be taken."""
        return site.environment.get_template("offline.html.jinja").render()


class VerifyBlock(_SiteBlock):
    """`/// verify`: the place to drop a certificate."""

    NAME = "verify"

    def html(self, site: Site) -> str:
        """Return the tool."""
        template = site.environment.get_template("verify.html.jinja")
        return template.render(course=site.course)


def _language(quiz: Quiz, site: Site, page: str | None) -> str | None:
    """Return what language a quiz is in, where it is not that of what stands around it."""
    if quiz.language or not site.folder or page is None:
        return quiz.language
    is_translated = (site.layout.docs / page).is_file()
    return None if is_translated else site.course.language


def _taught(quiz: Quiz, site: Site) -> Iterator[TaughtObjective]:
    """Yield the objectives that the items of `quiz` test, in the course's order."""
    tested = {item.objective for item in quiz.items}
    for lesson in site.course.lessons:
        for objective in lesson.objectives:
            if objective.identifier in tested:
                yield TaughtObjective(
                    identifier=objective.identifier,
                    text=objective.text,
                    lesson=lesson.title,
                    url=site.url_of(lesson.path),
                )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def makeExtension(**kwargs: Any) -> LessonryExtension:  # noqa: N802
    """Return the extension, as Python-Markdown asks for it by module name."""
    return LessonryExtension(**kwargs)
