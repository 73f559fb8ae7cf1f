"""Reads a scenario: a whole file, each of whose `##` headings is a scene."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction

from lessonry.diagnostics import Diagnostics, Place, Source
from lessonry.diagnostics.spelling import suggestion
from lessonry.domain.identity import slug
from lessonry.domain.items import ScenarioItem, Scene
from lessonry.domain.partial_credit import PartialCredit
from lessonry.domain.prose import Prose
from lessonry.domain.quiz import Quiz
from lessonry.domain.ways import TooManyWaysError, best_way
from lessonry.readers.comments import without_comments
from lessonry.readers.fields import Fields
from lessonry.readers.headings import Heading, find_headings
from lessonry.readers.item_source import ItemSource
from lessonry.readers.items.frame import Frame
from lessonry.readers.scenes import SceneReader

KINDS = ("scenario",)
"""Kinds of item that take a whole file, as `kind` in its front matter names them."""
LONGEST_IDENTIFIER = 60
WORTH = re.compile(r"\d{1,6}(\.\d{1,6})?")


def read_frame(fields: Fields, quiz: Quiz) -> Frame:
    """Return what a scenario has of any item, from the front matter of its file."""
    title = fields.get("title")
    place = title.value_place if title else quiz.place
    tags = [tag.strip() for text, _ in fields.texts("tags") for tag in text.split(",")]
    return Frame(
        identifier=quiz.identifier,
        heading=Prose(markdown=quiz.title, place=place),
        hint=None,
        explanation=None,
        points=_worth(fields),
        shuffle=fields.flag("shuffle", default=True),
        partial_credit=PartialCredit.ALL_OR_NOTHING,
        objective=fields.text("objective"),
        tags=tuple(dict.fromkeys(tag for tag in tags if tag)),
        use=_use(fields),
        place=place,
    )


def _worth(fields: Fields) -> Fraction:
    """Return what the whole scenario is worth in its quiz."""
    found = fields.get("points")
    if found is None:
        return Fraction(1)
    written = str(found.value).strip()
    if WORTH.fullmatch(written) and not isinstance(found.value, bool):
        return Fraction(written)
    fields.wrong(found, "a number such as `2` or `0.5`, or `0` for what is not graded")
    return Fraction(1)


def is_scenario(fields: Fields) -> bool:
    """Return whether the front matter says so, or nearly so: the scenes are no questions then."""
    found = fields.get("kind")
    fields.one_of("kind", KINDS, default="")
    return found is not None and suggestion(str(found.value), KINDS) is not None


def _use(fields: Fields) -> str | None:
    found = fields.get("for")
    if found is None:
        return None
    return fields.one_of("for", ["exam", "practice"], default="exam")


@dataclass(slots=True, kw_only=True)
class ScenarioBody:
    """The lines of a scenario after its front matter."""

    source: Source
    diagnostics: Diagnostics
    first: int
    last: int
    frame: Frame
    description: Prose | None
    """The briefing before the first scene."""
    lines: list[str] = field(init=False)
    """From `first` on, without comments."""
    taken: dict[str, Place] = field(default_factory=dict)
    """Identifiers of scenes, with their places."""

    def __post_init__(self) -> None:
        self.lines = without_comments(self.source.lines[self.first - 1 : self.last])

    def item(self) -> ScenarioItem | None:
        """Return the scenario, or nothing where there is no scene."""
        headings = find_headings(self.source, self.first, self.lines, self.diagnostics)
        self._before(headings)
        ends = [heading.line - 1 for heading in headings[1:]] + [self.last]
        scenes: list[Scene] = []
        for heading, end in zip(headings, ends, strict=False):
            if heading.level == 1:
                message = "A scenario has no sections."
                help = "Write `##` for a scene, or take the heading out."
                self.diagnostics.add("LR195", message, heading.place, help)
                continue
            scenes.append(self._scene(heading, end, len(scenes) + 1))
        if not scenes:
            place = self.source.at(min(self.first, len(self.source.lines)))
            message = "This scenario has no scenes."
            help = "Write a scene: a `##` heading, what happens, and a list of turns."
            self.diagnostics.add("LR100", message, place, help)
            return None
        try:
            way = best_way(scenes)
        except TooManyWaysError:
            way = None
        return ScenarioItem(
            **self.frame,
            body=self.description,
            scenes=tuple(scenes),
            best=way.points if way else Fraction(0),
        )

    def _before(self, headings: list[Heading]) -> None:
        """Note text that belongs to no scene."""
        last = headings[0].line - 1 if headings else self.last
        for line in range(self.first, last + 1):
            if self.lines[line - self.first].strip():
                message = "This text stands before the first scene and would not be shown."
                place = self.source.find("", line)
                self.diagnostics.add("LR101", message, place)
                return

    def _scene(self, heading: Heading, last: int, number: int) -> Scene:
        item = ItemSource(
            source=self.source,
            first=heading.end,
            lines=self.lines[heading.end - self.first : last + 1 - self.first],
            diagnostics=self.diagnostics,
            heading=heading.text,
            place=heading.place,
            options=heading.options,
        )
        return SceneReader(item=item, identifier=self._identifier(heading, number)).read()

    def _identifier(self, heading: Heading, number: int) -> str:
        """Return the author's identifier, or one made of the title; a second of its name is noted."""
        made = slug(heading.text.markdown) if heading.text else ""
        name = heading.identifier or made[:LONGEST_IDENTIFIER].strip("-") or f"scene-{number}"
        if name in self.taken:
            where = self.taken[name].span.line
            at = self.source.find(f"#{name}", heading.end - 1)
            place = at if heading.identifier else heading.place
            help = (
                f"Line {where} has it already: write another, `{{ #name }}`, behind this heading."
            )
            message = f"Two scenes share the identifier `{name}`."
            self.diagnostics.add("LR113", message, place, help)
        self.taken.setdefault(name, heading.place)
        return name
