"""Checks of scenario items: that it begins, that every turn leads on and every way comes to an end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lessonry.checks.items.frame import explained
from lessonry.diagnostics import Diagnostic
from lessonry.diagnostics.spelling import listed, suggestion
from lessonry.domain.items import ScenarioItem, Scene
from lessonry.domain.items.scenario import MOST_STEPS
from lessonry.domain.ways import TooManyWaysError, best_way, ending, reached

MOST_SCENES = 60
"""Scenes that an author, and who translates or mends it, can still hold together."""
FEW_NAMES = 12
"""Scenes whose identifiers a message may list."""


def check(item: ScenarioItem) -> Iterator[Diagnostic]:
    """Yield what is wrong with one scenario."""
    names = {scene.identifier for scene in item.scenes}
    astray = [turn for scene in item.scenes for turn in scene.turns if turn.target not in names]
    guesses = {turn.target: suggestion(turn.target, names) for turn in astray}
    for turn in astray:
        if not turn.target:
            continue  # The reader tells what is wrong with it.
        yield Diagnostic(
            code="LR190",
            message=f"There is no scene `{turn.target}`.",
            place=turn.place,
            help=_scenes_there(guesses[turn.target], names),
        )
    if not item.scenes[0].turns:
        yield Diagnostic(
            code="LR193",
            message="The first scene has no turns: the conversation ends before it begins.",
            place=item.scenes[0].place,
        )
    elif len(names) == len(item.scenes):
        yield from _dead_ends(item, guesses)
        if not astray:
            yield from _worth(item)
    for scene in item.scenes:
        yield from _turns(scene)
    if len(item.scenes) > MOST_SCENES:
        yield Diagnostic(
            code="LR199",
            message=f"This scenario has {len(item.scenes)} scenes.",
            place=item.place,
        )
    told = [turn.feedback for scene in item.scenes for turn in scene.turns]
    told += [scene.debrief for scene in item.scenes]
    yield from explained(item, told_by_choice=any(told))


def _scenes_there(guess: str | None, names: set[str]) -> str | None:
    if guess:
        return f"Did you mean `#{guess}`?"
    if len(names) <= FEW_NAMES:
        return f"Scenes here: {listed(f'#{name}' for name in names)}."
    return None


def _dead_ends(item: ScenarioItem, guesses: Mapping[str, str | None]) -> Iterator[Diagnostic]:
    """Yield the scenes that nobody comes to, and those that nobody comes out of.

    A misspelt turn counts as the one that was meant: of it LR190 tells, and that is enough.
    """
    leads = {
        scene.identifier: [
            name for turn in scene.turns if (name := guesses.get(turn.target, turn.target))
        ]
        for scene in item.scenes
    }
    astray = {
        scene.identifier
        for scene in item.scenes
        if any(guesses.get(turn.target, turn.target) is None for turn in scene.turns)
    }
    found = reached(leads, [item.scenes[0].identifier])
    ends = ending(leads)
    # Where nothing comes to an end, the turn that is missing would lead to what is not reached.
    is_end_missing = not found & (ends | astray)
    told: set[str] = set()
    for scene in item.scenes:
        if scene.identifier not in found:
            if "" in guesses or (is_end_missing and scene.identifier in ends):
                continue
            yield Diagnostic(
                code="LR191", message="This scene is never reached.", place=scene.place
            )
        elif scene.identifier not in ends | astray | told:
            others = reached(leads, [scene.identifier]) - astray - told - {scene.identifier}
            told |= {scene.identifier} | others
            nor = f", nor from {listed(others)}" if 0 < len(others) <= FEW_NAMES else ""
            yield Diagnostic(
                code="LR192",
                message=f"From this scene no outcome can be reached{nor}.",
                place=scene.place,
            )


def _worth(item: ScenarioItem) -> Iterator[Diagnostic]:
    """Yield why no score can be reckoned, where none can."""
    try:
        way = best_way(item.scenes)
    except TooManyWaysError:
        message = "There are too many ways through this scenario to find the best one."
        yield Diagnostic(code="LR197", message=message, place=item.place)
        return
    if way is None or not item.points:
        return  # LR192 says more, or nothing is graded.
    if len(way.turns) > MOST_STEPS:
        message = f"The best way takes {len(way.turns)} turns, and {MOST_STEPS} are the most."
        yield Diagnostic(code="LR197", message=message, place=item.place)
    if way.points <= 0 and all(turn.is_whole for scene in item.scenes for turn in scene.turns):
        message = "The best way through this scenario is worth no points."
        yield Diagnostic(code="LR196", message=message, place=item.place)


def _turns(scene: Scene) -> Iterator[Diagnostic]:
    """Yield turns that are no choice: two that say the same, or all worth alike."""
    seen: dict[str, int] = {}
    for turn in scene.turns:
        first = seen.setdefault(turn.text.folded.casefold(), turn.text.place.span.line)
        if first != turn.text.place.span.line:
            yield Diagnostic(
                code="LR194",
                message=f"This turn says the same as the one in line {first}.",
                place=turn.text.place,
                help="Change or remove one of them.",
            )
    worth = {turn.points for turn in scene.turns}
    if len(scene.turns) > 1 and len(worth) == 1 and worth != {0}:
        yield Diagnostic(
            code="LR198",
            message="All turns of this scene are worth the same.",
            place=scene.place,
        )
