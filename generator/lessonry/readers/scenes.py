"""Reads one scene of a scenario: what happens, the turns that may be taken, what the debrief says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from lessonry.diagnostics import Place
from lessonry.diagnostics.spelling import suggestion
from lessonry.domain.items import Scene, Tone, Turn
from lessonry.domain.prose import Prose
from lessonry.readers.brackets import choice_lists, first_gap, gaps_in
from lessonry.readers.item_source import ItemSource, dedent
from lessonry.readers.lists import ListLine, WrittenList, letter, lists_of, span
from lessonry.readers.slips import note_slips

LEADS_ON = re.compile(r"\]\s*\(\s*<?#")
"""What a list line holds that is meant as a turn: a link inside the file."""
ADDRESS = re.compile(
    r"""\(\s*(?:<(?P<angled>[^<>\n]*)>|(?P<plain>[^\s()<>]*))(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)"""
)
BRACES = re.compile(r"[ \t]*\{:?(?P<inside>[^{}]*)\}")
OPTION = re.compile(r"""(?P<name>[\w-]+)=(?P<value>"[^"]*"|'[^']*'|\S+)|(?P<odd>\S+)""")
POINTS = re.compile(r"[-−]?\d{1,6}(\.\d{1,6})?")
VARIABLES = re.compile(r"\{?[ .]*vars\b")
SCENE = re.compile(r"#(?P<name>[\w.-]+)(?![\w.:/-])")
TICKS = re.compile(r"`+")
TURN_HELP = "Write `- [what is said](#scene)`, with `{ points=2 }` behind it where it earns any."
DEBRIEF_HELP = (
    "What the debrief says of a turn stands under it as `    > …`, what happens above it."
)
AFTER_HELP = (
    "Put what happens above the turns, and what the debrief tells into `!!! explanation`, indented "
    "by four blanks."
)
QUOTE_HELP = "Indent what the debrief says of a turn by four blanks; speech stands above the turns."


@dataclass(slots=True, kw_only=True)
class SceneReader:
    """One scene while it is read."""

    item: ItemSource
    identifier: str

    def read(self) -> Scene:
        """Return the scene, whatever is wrong with it noted."""
        item = self.item
        told = item.told()
        if hint := told.get("hint"):
            self._no_place("a hint", hint.place, "Let a voice in the scene say it.")
        item.parse()
        turns = self._turns()
        note_slips(item)
        self._foreign()
        tone = self._tone(turns)
        title = item.heading or Prose(markdown=self.identifier, place=item.place)
        return Scene(
            identifier=self.identifier,
            title=title,
            body=item.rest,
            turns=turns,
            debrief=told.get("explanation"),
            tone=tone,
            place=item.place,
        )

    def _turns(self) -> tuple[Turn, ...]:
        """Take the lists of turns out of the scene."""
        lists = [each for each in lists_of(self.item) if any(map(self._leads_on, each.lines))]
        if not lists:
            return ()
        self._after(lists)
        turns: list[Turn] = []
        for each in lists:
            if each.is_numbered:
                message = "Turns stand in a list with dashes, not with numbers."
                place = self._at(each.lines[0])
                self.item.diagnostics.add("LR194", message, place, TURN_HELP)
            for line in each.lines:
                turn = self._turn(line, letter(len(turns)))
                turns += [turn] if turn else []
        for each in lists:
            self.item.take(each.start, each.end)
        return tuple(turns)

    def _leads_on(self, line: ListLine) -> bool:
        rows = self.item.lines[line.start : line.end]
        own = [row for row in rows if not row.lstrip().startswith(">")]
        return any(LEADS_ON.search(row) for row in own)

    def _at(self, line: ListLine) -> Place:
        return self.item.at(line.start, line.begin + 1)

    def _turn(self, line: ListLine, name: str) -> Turn | None:
        """Return one turn, or nothing where the line is none."""
        item = self.item
        faults = len(item.diagnostics.found)
        quotes = self._quotes(line)
        rows = [item.lines[line.start][line.begin :]]
        rows += [
            "" if index in quotes else dedent(item.lines[index], line.begin)
            for index in range(line.start + 1, line.end)
        ]
        quoted = [
            re.sub(r"^\s*>[ ]?", "", item.lines[index]) if index in quotes else ""
            for index in range(line.start, line.end)
        ]
        text = "\n".join(rows).strip()
        end = link_end(text)
        address = ADDRESS.match(text, end) if end else None
        if address is None:
            message = "This line stands among the turns and is no link to a scene."
            item.diagnostics.add("LR194", message, self._at(line), TURN_HELP)
            return self._astray(text, line, name)
        braces = BRACES.match(text, address.end())
        rest = text[braces.end() if braces else address.end() :]
        if rest.strip():
            row, said = _first_row(text, rest)
            message = "This text stands behind a turn and would be lost."
            place = item.source.find(said, item.first + line.start + row)
            item.diagnostics.add("LR194", message, place, DEBRIEF_HELP)
        words = item.prose(text[1 : end - 1].split("\n"), line.start)
        if words is None:
            item.diagnostics.add("LR194", "This turn says nothing.", self._at(line), TURN_HELP)
            return self._astray(text, line, name)
        target = address["angled"] or address["plain"] or ""
        row = text.count("\n", 0, address.start())
        place = item.source.find(target, item.first + line.start + row)
        points = self._points(braces["inside"], line, text, braces) if braces else Fraction(0)
        if not target.startswith("#") or target == "#":
            message = "This turn leads out of the scenario."
            item.diagnostics.add("LR190", message, place)
            return self._astray(f"#{target}", line, name)
        return Turn(
            identifier=name,
            text=words,
            target=target[1:],
            points=points,
            feedback=item.prose(quoted, line.start),
            is_whole=len(item.diagnostics.found) == faults,
            place=place,
        )

    def _astray(self, text: str, line: ListLine, name: str) -> Turn:
        """Return a turn of which all is noted, so that nothing more is said of where it leads."""
        meant = SCENE.search(text)
        place = self._at(line)
        return Turn(
            identifier=name,
            text=Prose(markdown=text, place=place),
            target=meant["name"] if meant else "",
            points=Fraction(0),
            is_whole=False,
            place=place,
        )

    def _quotes(self, line: ListLine) -> set[int]:
        """Return the lines of the block quotes directly under a list line."""
        return {
            index
            for token in self.item.tokens
            if token.type == "blockquote_open" and token.level == 2
            for index in range(*span(token))
            if line.start < index < line.end
        }

    def _points(self, inside: str, line: ListLine, text: str, braces: re.Match[str]) -> Fraction:
        points = Fraction(0)
        row = self.item.first + line.start + text.count("\n", 0, braces.start())
        for part in OPTION.finditer(inside):
            item_row = row + inside.count("\n", 0, part.start())
            place = self.item.source.find(part.group(), item_row)
            value = (part["value"] or "").strip("\"'")
            if part["name"] != "points":
                message = f"A turn has no option `{part['name'] or part['odd']}`."
                is_slip = suggestion(part["name"] or "", ["points"])
                help = "Did you mean `points`?" if is_slip else "Known here: `points`."
                self.item.diagnostics.add("LR114", message, place, help)
            elif POINTS.fullmatch(value):
                points = Fraction(value.replace("−", "-"))
            else:
                message = "`points` must be a number such as `2`, `0.5` or `-1`."
                self.item.diagnostics.add("LR114", message, place, "Write `{ points=2 }`.")
        return points

    def _tone(self, turns: tuple[Turn, ...]) -> Tone | None:
        """Return how an outcome is; other options of a scene's heading are noted."""
        tone = None
        known = ", ".join(f"`{tone.value}`" for tone in Tone)
        for name, (value, place) in self.item.options.items():
            if name != "outcome":
                message = f"A scene has no option `{name}`."
                help = (
                    "Known here: `outcome`. What the scenario is worth stands in its front matter."
                )
                self.item.diagnostics.add("LR114", message, place, help)
            elif turns:
                message = "This scene has turns, so it is no outcome."
                help = "Take `outcome` out, or the turns."
                self.item.diagnostics.add("LR114", message, place, help)
            elif value not in {tone.value for tone in Tone}:
                message = f"`outcome` must be one of {known}."
                self.item.diagnostics.add("LR114", message, place, f"Write one of {known}.")
            else:
                tone = Tone(value)
        return tone

    def _after(self, lists: list[WrittenList]) -> None:
        """Note what stands behind the turns, where an exam would show it to everybody."""
        inside = {index for each in lists for index in range(each.start, each.end)}
        held = {index for each in self.item.admonitions() for index in range(*each)}
        for token in self.item.tokens:
            if token.level or token.nesting < 0 or not token.map or token.map[0] < lists[0].end:
                continue
            lines = [n for n in range(*token.map) if self.item.lines[n].strip()]
            if not lines or lines[0] in inside or lines[0] in held:
                continue
            row = self.item.lines[lines[0]]
            place = self.item.at(lines[0], len(row) - len(row.lstrip()) + 1)
            if token.type == "blockquote_open":
                message = "This block quote stands under no turn and would be shown to everybody."
                self.item.diagnostics.add("LR117", message, place, QUOTE_HELP)
            elif token.type not in ("hr", "heading_open"):
                message = "This text stands after the turns and would be shown to everybody."
                self.item.diagnostics.add("LR117", message, place, AFTER_HELP)
                return

    def _foreign(self) -> None:
        """Note what belongs to questions, and headings, which would end the scene for a reader."""
        item = self.item
        for open_, _ in choice_lists(item)[:1]:
            self._no_place("a list of choices", item.at(span(open_)[0]), TURN_HELP)
        if place := first_gap(item):
            self._no_place("a gap", place, "To show brackets as they are, write `\\[[`.")
        for found in gaps_in(item.heading.markdown) if item.heading else []:
            place = item.source.find(found.group(), item.place.span.line)
            self._no_place("a gap", place, "To show brackets as they are, write `\\[[`.")
        for token in item.tokens:
            if token.level or not token.map:
                continue
            place = item.at(token.map[0])
            if token.type == "heading_open" and any(map(str.strip, item.lines[slice(*token.map)])):
                self._no_place("a heading of its own", place, "Write `##` for the next scene.")
            elif token.type == "fence" and VARIABLES.match(token.info):
                self._no_place("random values", place, "Take the block out.")

    def _no_place(self, what: str, place: Place, help: str) -> None:
        self.item.diagnostics.add("LR195", f"A scene cannot hold {what}.", place, help)


def link_end(text: str) -> int:
    """Return where the words of a link end that begins `text`, after its bracket; 0 where none does.

    Brackets inside count, unless they are escaped or stand in code.
    """
    if not text.startswith("["):
        return 0
    depth = index = 0
    while index < len(text):
        character = text[index]
        if character == "\\":
            index += 2
            continue
        if ticks := TICKS.match(text, index):
            closing = re.compile(rf"(?<!`){ticks.group()}(?!`)").search(text, ticks.end())
            index = closing.end() if closing else ticks.end()
            continue
        depth += (character == "[") - (character == "]")
        index += 1
        if not depth:
            return index
    return 0


def _first_row(text: str, rest: str) -> tuple[int, str]:
    """Return in which line of `text` its end `rest` has its first words, and the words."""
    start = len(text) - len(rest.lstrip())
    return text.count("\n", 0, start), text[start:].partition("\n")[0].strip()
