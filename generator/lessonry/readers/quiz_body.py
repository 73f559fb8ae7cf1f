"""Reads what stands under a quiz's front matter: sections by `#` headings, items by `##` headings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from fractions import Fraction

from lessonry.diagnostics import Diagnostics, Place, Source
from lessonry.diagnostics.spelling import listed, suggestion
from lessonry.domain.identity import slug
from lessonry.domain.items import Item
from lessonry.domain.items.frame import GAP_MARK
from lessonry.domain.partial_credit import PartialCredit
from lessonry.domain.quiz import Section
from lessonry.readers.brackets import gaps_in
from lessonry.readers.comments import without_comments
from lessonry.readers.headings import Heading, find_headings
from lessonry.readers.item_source import ItemSource
from lessonry.readers.items import choice, extended_text, gap, hotspot, match, matrix, order
from lessonry.readers.items.frame import Frame, KindReader
from lessonry.readers.near_misses import SCENE_HELP, near_miss
from lessonry.readers.plain_choice import plain_choices
from lessonry.readers.sections import read_section
from lessonry.readers.slips import HEADING_HELP, NO_HEADING, note_slips
from lessonry.readers.values.block import Block, find_block
from lessonry.readers.values.rendered import RenderedSource
from lessonry.readers.values.template import note_unassigned, read_template
from lessonry.readers.values.variants import read_variants

KINDS: tuple[KindReader, ...] = (
    choice.READER,
    gap.READER,
    match.READER,
    order.READER,
    extended_text.READER,
    matrix.READER,
    hotspot.READER,
)
COMMON_OPTIONS = frozenset(
    {"points", "shuffle", "objective", "partial_credit", "tags", "for", "variants"}
)
LONGEST_IDENTIFIER = 60
ONE = Fraction(1)
VARIANTS = 6
"""How many there are of an item with random values that does not say."""
MOST_VARIANTS = 50
PLAIN = "To show brackets as they are, write `\\[[`."
FENCE_HELP = "Let the front matter begin with `---` in the very first line."
FENCES = ("---", "+++", "—", "–", "***", "___")
"""Lines that stand above front matter that is read as none."""


@dataclass(slots=True, kw_only=True)
class QuizBody:
    """The lines of a quiz after its front matter."""

    source: Source
    diagnostics: Diagnostics
    first: int
    last: int
    partial_credit: PartialCredit
    """What items are scored by that do not say."""
    is_front_matter_open: bool
    """Whether the lines begin with front matter that is never closed, of which LR002 tells."""
    is_variant: bool = False
    """Whether the lines are one item with its random values in it."""
    lines: list[str] = field(init=False)
    """From `first` on, without comments."""
    taken: dict[str, Place] = field(default_factory=dict)
    """Identifiers given so far, with their places."""
    is_scenario: bool = False
    """Whether an item was noted that is a scene, as the others will be."""

    def __post_init__(self) -> None:
        self.lines = without_comments(self.source.lines[self.first - 1 : self.last])

    def sections(self) -> tuple[Section, ...]:
        """Return the items, in a section for each `#` heading and one for what stands before."""
        headings = find_headings(self.source, self.first, self.lines, self.diagnostics)
        if self._is_late_front_matter(headings):
            return ()
        is_slip = self._before(headings)
        ends = [heading.line - 1 for heading in headings[1:]] + [self.last]
        sections: list[tuple[Heading | None, list[Item]]] = [(None, [])]
        for heading, end in zip(headings, ends, strict=False):
            if heading.level == 1:
                sections.append((heading, []))
                is_slip = self._nothing_between(heading.end, end) or is_slip
                continue
            item = self._item(heading, end)
            if item is not None:
                sections[-1][1].append(item)
        read = [read_section(head, tuple(items), self.diagnostics) for head, items in sections]
        made = tuple(
            section for section in read if section.items or section.draw or section.selection
        )
        takes = any(section.selection for section in made)
        if not is_slip and (takes or any(heading.level == 2 for heading in headings)):
            self._empty_sections(headings)
        if not (takes or is_slip or any(heading.level == 2 for heading in headings)):
            place = self.source.at(min(self.first, len(self.source.lines)))
            self.diagnostics.add("LR100", "This quiz has no items.", place)
        return made

    def _empty_sections(self, headings: list[Heading]) -> None:
        """Note sections that neither hold items nor say where to take any from."""
        for heading, below in zip(headings, [*headings[1:], None], strict=True):
            is_last = below is None or below.level == 1
            if heading.level == 1 and is_last and not heading.options:
                message = "This section has no items."
                help = "Write an item under it, or take the heading out."
                self.diagnostics.add("LR100", message, heading.place, help)

    def _is_late_front_matter(self, headings: list[Heading]) -> bool:
        """Note front matter that begins too late or with other marks; what follows tells nothing."""
        written = (n for n, line in enumerate(self.lines, start=self.first) if line.strip())
        line = next(written, 0)
        if not line or self.is_variant or self.is_front_matter_open:
            return False
        is_fence = self.lines[line - self.first].strip() in FENCES
        below = self.lines[line - self.first + 1 :][:1]
        if not (is_fence and below and re.match(r"[a-z_]+:", below[0])):
            return False
        message = "This is not read as the beginning of the front matter."
        self.diagnostics.add("LR002", message, self.source.find("", line), FENCE_HELP)
        return True

    def _before(self, headings: list[Heading]) -> bool:
        if self.is_front_matter_open:
            return False
        last = headings[0].line - 1 if headings else self.last
        return self._nothing_between(self.first, last)

    def _nothing_between(self, first: int, last: int) -> bool:
        """Note text that belongs to no item, and return whether it is a heading gone wrong."""
        for line in range(first, last + 1):
            text = self.lines[line - self.first]
            if not text.strip():
                continue
            is_slip = bool(NO_HEADING.match(text))
            message = "This text stands before the first item and would not be shown."
            if is_slip:
                message = "No item begins with this line."
            help = HEADING_HELP if is_slip else None
            self.diagnostics.add("LR101", message, self.source.find("", line), help)
            return is_slip
        return False

    def _item(self, heading: Heading, last: int) -> Item | None:
        """Return the item under a heading, with its variants where it has random values."""
        if self.is_variant:
            return self._read(heading, last)
        lines = self.lines[heading.line - self.first : last + 1 - self.first]
        block = find_block(self.source, heading.line, lines, self.diagnostics)
        if block is not None:
            return self._varied(heading, last, block)
        note_unassigned(self.source, heading.line, lines, self.diagnostics)
        if "variants" in heading.options:
            message = "`variants` has no effect: this item has no random values."
            self.diagnostics.add("LR114", message, heading.options["variants"][1])
        read = self._read(heading, last)
        if read is None:
            return None
        stem = read.heading or read.body
        identifier = self._identifier(heading, stem.markdown if stem else "")
        return read if identifier == read.identifier else replace(read, identifier=identifier)

    def _varied(self, heading: Heading, last: int, block: Block) -> Item | None:
        """Return the item with random values, its further variants inside the first."""
        lines = self.lines[heading.line - self.first : last + 1 - self.first]
        noted = len(self.diagnostics.found)
        template = read_template(self.source, heading.line, lines, block, self.diagnostics)
        is_told = len(self.diagnostics.found) > noted
        identifier = self._identifier(heading, template.stem(heading.text))
        wanted = self._variants(heading)
        if not (block.is_whole and block.assignments and template.is_whole):
            return None

        def read(source: RenderedSource, diagnostics: Diagnostics) -> Item | None:
            body = replace(
                self,
                source=source,
                diagnostics=diagnostics,
                first=heading.line,
                last=last,
                is_front_matter_open=False,
                is_variant=True,
                taken={},
            )
            return next((item for section in body.sections() for item in section.items), None)

        made, faults = read_variants(block, template, identifier, wanted, heading.place, read)
        self.diagnostics.extend(faults)
        if not made:
            return None
        is_asked_for = "variants" in heading.options or len(made) == 1
        is_told = is_told or bool(faults)
        if not is_told and len(made) < wanted and is_asked_for and wanted > 1:
            differ = f"Only {len(made)} of {wanted} variants differ"
            message = f"{differ}." if len(made) > 1 else "All variants are alike."
            where = heading.options.get("variants", ("", heading.place))[1]
            idle = [a.name for a in block.assignments if a.name not in template.uses(block)]
            help = f"Nothing uses `{idle[0]}`: show `{{{{ {idle[0]} }}}}`." if idle else None
            self.diagnostics.add("LR147", message, where, help)
        return replace(made[0], variants=tuple(made[1:]))

    def _variants(self, heading: Heading) -> int:
        value, place = heading.options.get("variants", (str(VARIANTS), heading.place))
        if re.fullmatch("[0-9]{1,3}", value) and 1 <= int(value) <= MOST_VARIANTS:
            return int(value)
        message = f"`variants` must be a number from 1 to {MOST_VARIANTS}."
        self.diagnostics.add("LR114", message, place)
        return 1

    def _read(self, heading: Heading, last: int) -> Item | None:
        """Return the item under a heading, as it stands; its identifier is still to be given."""
        item = ItemSource(
            source=self.source,
            first=heading.end,
            lines=self.lines[heading.end - self.first : last + 1 - self.first],
            diagnostics=self.diagnostics,
            heading=heading.text,
            place=heading.place,
            options=heading.options,
        )
        told = item.told()
        plain = plain_choices(item)
        kind = choice.READER if plain else self._shown(item, heading)
        frame = Frame(
            identifier=heading.identifier or "",
            heading=heading.text,
            hint=told.get("hint"),
            explanation=told.get("explanation"),
            points=self._points(item),
            partial_credit=self._partial_credit(item),
            shuffle=self._shuffle(item),
            objective=item.options.get("objective", (None, None))[0],
            tags=_tags(item),
            use=self._use(item),
            place=heading.place,
        )
        self._unknown_options(item, kind)
        if plain is not None:
            return plain.item(item, frame)
        if kind is None:
            return None
        read = kind.read(item, frame)
        if read is None:
            return None
        if read.heading is None and read.body is None:
            self.diagnostics.add("LR110", "This item has no question.", heading.place)
        return read

    def _shown(self, item: ItemSource, heading: Heading) -> KindReader | None:
        """Return the kind of an item, its slips noted."""
        item.parse()
        self._gap_in_heading(heading)
        before = len(self.diagnostics.found)
        note_slips(item)
        extended_text.note_stray_parts(item)
        return self._kind(item, is_explained=len(self.diagnostics.found) > before)

    def _gap_in_heading(self, heading: Heading) -> None:
        for found in gaps_in(heading.text.markdown) if heading.text else ():
            place = self.source.find(found.group(), heading.line)
            self.diagnostics.add("LR132", "A gap stands in the heading.", place)

    def _kind(self, item: ItemSource, *, is_explained: bool) -> KindReader | None:
        """Return the one kind that the item shows; none or two are noted.

        None is not, where what was noted already says why there is none.
        """
        shown = [(kind, place) for kind in KINDS if (place := kind.find(item)) is not None]
        alone = [(kind, place) for kind, place in shown if not kind.gives_way(item)]
        shown = alone or shown
        if not shown and (is_explained or self.is_scenario or item.is_noted("LR132", "LR145")):
            return None
        if not shown:
            if item.heading is None and item.rest is None:
                self.diagnostics.add("LR110", "This item has no question.", item.place)
            message = "This item has neither choices nor a gap to answer in."
            place, help = near_miss(item) or (item.place, None)
            self.diagnostics.add("LR111", message, place, help)
            self.is_scenario = help == SCENE_HELP
            return None
        for kind, place in shown[1:]:
            message = f"The item reads two ways: {shown[0][0].name} and {kind.name}."
            help = f"Make two items of it. {kind.plain or PLAIN}"
            self.diagnostics.add("LR112", message, place, help)
        return shown[0][0]

    def _identifier(self, heading: Heading, stem: str) -> str:
        """Return the author's identifier, or one made of the stem; a second of its name is noted.

        What shows the key (gaps, brackets) is out of the stem by now: identifiers are published.
        """
        identifier = (
            heading.identifier
            or slug(GAP_MARK.sub(" ", stem))[:LONGEST_IDENTIFIER].strip("-")
            or f"item-{len(self.taken) + 1}"
        )
        if identifier in self.taken:
            where = self.taken[identifier].span.line
            if heading.identifier:
                place = self.source.find(f"#{identifier}", heading.end - 1)
                help = f"Line {where} has it already: give this item another."
            else:
                place = heading.place
                help = f"Line {where} asks the same: add an identifier of its own, `{{ #name }}`."
            message = f"Two items share the identifier `{identifier}`."
            self.diagnostics.add("LR113", message, place, help)
        self.taken.setdefault(identifier, heading.place)
        return identifier

    def _points(self, item: ItemSource) -> Fraction:
        if "points" not in item.options:
            return ONE
        value, place = item.options["points"]
        if re.fullmatch(r"\d{1,6}(\.\d{1,6})?", value):
            return Fraction(value)
        message = "`points` must be a number such as `2` or `0.5`, or `0` for what is not graded."
        is_comma = re.fullmatch(r"\d{1,6},\d{1,6}", value)
        help = f"Write `points={value.replace(',', '.')}`." if is_comma else None
        self.diagnostics.add("LR114", message, place, help)
        return ONE

    def _partial_credit(self, item: ItemSource) -> PartialCredit:
        value, place = item.options.get("partial_credit", ("", item.place))
        if not value:
            return self.partial_credit
        try:
            return PartialCredit(value)
        except ValueError:
            known = [policy.value for policy in PartialCredit]
            guess = suggestion(value, known)
            help = f"Did you mean `{guess}`?" if guess else f"Known here: {listed(known)}."
            self.diagnostics.add("LR114", f"There is no partial credit `{value}`.", place, help)
            return self.partial_credit

    def _use(self, item: ItemSource) -> str | None:
        value, place = item.options.get("for", (None, item.place))
        if value not in (None, "exam", "practice"):
            self.diagnostics.add("LR114", "`for` must be `exam` or `practice`.", place)
            return None
        return value

    def _shuffle(self, item: ItemSource) -> bool:
        value, place = item.options.get("shuffle", ("true", item.place))
        if value not in ("true", "false"):
            self.diagnostics.add("LR114", "`shuffle` must be `true` or `false`.", place)
        return value != "false"

    def _unknown_options(self, item: ItemSource, kind: KindReader | None) -> None:
        if not item.options:
            return
        known = COMMON_OPTIONS | (kind.options if kind else frozenset())
        for name, (_, place) in item.options.items():
            if name not in known:
                guess = suggestion(name, known)
                help = f"Did you mean `{guess}`?" if guess else f"Known here: {listed(known)}."
                self.diagnostics.add("LR114", f"Unknown option `{name}`.", place, help)


def _tags(item: ItemSource) -> tuple[str, ...]:
    """Return the author's words for the item, each once."""
    if "tags" not in item.options:
        return ()
    value = item.options["tags"][0]
    return tuple(dict.fromkeys(tag.strip() for tag in value.split(",") if tag.strip()))
