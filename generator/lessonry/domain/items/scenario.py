"""Scenario: a conversation that branches, with an outcome and a debrief of the path taken."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from fractions import Fraction
from typing import ClassVar

from lessonry.diagnostics import Place
from lessonry.domain.items.frame import ItemFrame, frame_content
from lessonry.domain.prose import Prose
from lessonry.domain.response import Response


class Tone(Enum):
    """How an outcome is: what its card looks like and calls itself."""

    GOOD = "good"
    MIXED = "mixed"
    POOR = "poor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One thing that may be said or done in a scene."""

    identifier: str
    """`a`, `b`, … by place in the scene."""
    text: Prose
    target: str
    """The identifier of the scene that it leads to."""
    points: Fraction = Fraction(0)
    """What it is worth; below nothing for what does harm."""
    feedback: Prose | None = None
    """What the debrief says of it."""
    is_whole: bool = field(default=True, compare=False, repr=False)
    """Whether all that is written of it was read; of what was not, the reader tells."""
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One moment of the conversation; without turns, an outcome."""

    identifier: str
    title: Prose
    body: Prose | None
    turns: tuple[Turn, ...] = ()
    debrief: Prose | None = None
    """What was going on, told at the end."""
    tone: Tone | None = None
    """Of an outcome; where nothing is said, the points of the way to it tell."""
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioItem(ItemFrame):
    """A conversation with several ways through it."""

    kind: ClassVar[str] = "scenario"

    scenes: tuple[Scene, ...]
    """The first is where it begins."""
    best: Fraction = Fraction(0)
    """The points of the best way to an outcome (`domain.ways`); nothing in a concealed item."""

    def scene(self, identifier: str) -> Scene | None:
        """Return the scene of that identifier."""
        return next((scene for scene in self.scenes if scene.identifier == identifier), None)

    @property
    def outcomes(self) -> tuple[Scene, ...]:
        """Return the scenes that end the conversation."""
        return tuple(scene for scene in self.scenes if not scene.turns)


MOST_STEPS = 200
"""Turns of one way through a scenario; a learner who goes in circles longer has not come to an end."""


def walk(item: ScenarioItem, values: tuple[str, ...]) -> tuple[tuple[Scene, Turn], ...] | None:
    """Return the scenes passed with the turns taken; nothing where a value leads nowhere."""
    path: list[tuple[Scene, Turn]] = []
    scene = item.scenes[0] if item.scenes else None
    for value in values[: MOST_STEPS + 1]:
        turn = next((t for t in scene.turns if t.identifier == value), None) if scene else None
        if scene is None or turn is None:
            return None
        path.append((scene, turn))
        scene = item.scene(turn.target)
    return tuple(path) if scene and len(path) <= MOST_STEPS else None


def points(path: tuple[tuple[Scene, Turn], ...]) -> Fraction:
    """Return what a path is worth: in each scene what was done at the first visit counts."""
    first: dict[str, Fraction] = {}
    for scene, turn in path:
        first.setdefault(scene.identifier, turn.points)
    return sum(first.values(), Fraction(0))


def score(item: ScenarioItem, response: Response) -> Fraction:
    """Return the path's points as a share of the best path's; nothing before an outcome is reached."""
    path = walk(item, response.values)
    if not path or item.best <= 0:
        return Fraction(0)
    end = item.scene(path[-1][1].target)
    if end is None or end.turns:
        return Fraction(0)
    return min(Fraction(1), max(Fraction(0), points(path) / item.best))


def key(item: ScenarioItem) -> dict[str, object]:
    """Return what the page needs to grade it: where each turn leads, and what it is worth."""
    return {
        "start": item.scenes[0].identifier if item.scenes else "",
        "best": str(item.best),
        "scenes": {
            scene.identifier: {
                turn.identifier: {"to": turn.target, "points": str(turn.points)}
                for turn in scene.turns
            }
            for scene in item.scenes
        },
    }


def content(item: ScenarioItem) -> dict[str, object]:
    """Return the item as JSON values, for its fingerprint."""
    return frame_content(item) | {
        "best": str(item.best),
        "scenes": [
            [
                scene.identifier,
                scene.title.folded,
                scene.body.folded if scene.body else "",
                scene.debrief.folded if scene.debrief else "",
                scene.tone.value if scene.tone else "",
                [
                    [
                        turn.text.folded,
                        turn.target,
                        str(turn.points),
                        turn.feedback.folded if turn.feedback else "",
                    ]
                    for turn in scene.turns
                ],
            ]
            for scene in item.scenes
        ],
    }


def conceal(item: ScenarioItem) -> ScenarioItem:
    """Return the item without points, tones and debrief; where the turns lead stays: it is the game."""
    bare = tuple(
        replace(
            scene,
            debrief=None,
            tone=None,
            turns=tuple(replace(turn, points=Fraction(0), feedback=None) for turn in scene.turns),
        )
        for scene in item.scenes
    )
    return replace(item, scenes=bare, best=Fraction(0), explanation=None)


def secrets(item: ScenarioItem) -> tuple[Prose, ...]:
    """Return the texts of a concealed item that nothing published may hold."""
    told = [item.explanation]
    for scene in item.scenes:
        told += [scene.debrief, *(turn.feedback for turn in scene.turns)]
    return tuple(prose for prose in told if prose is not None)
