"""Writes a scenario: a whole file, each of whose `##` headings is a scene."""

from __future__ import annotations

import re

from lessonry.domain.items import ScenarioItem, Scene, Turn
from lessonry.readers.scenes import link_end
from lessonry.writers.decimals import decimal
from lessonry.writers.escape import in_body, in_list, in_told
from lessonry.writers.frame import PLACES, block, bullet, heading_line, option
from lessonry.writers.lines import list_line, quotation

LONE = re.compile(r"(?<!\\)[\[\]]")


def write(item: ScenarioItem) -> str:
    """Return the scenes as they stand below the front matter."""
    return "\n".join(_scene(scene) for scene in item.scenes)


def fields(item: ScenarioItem) -> dict[str, object]:
    """Return what the front matter says of the item, by name."""
    said: dict[str, object] = {"kind": "scenario"}
    if item.points != 1:
        said["points"] = decimal(item.points, PLACES)
    if not item.shuffle:
        said["shuffle"] = "false"
    if item.objective:
        said["objective"] = item.objective
    if item.tags:
        said["tags"] = list(item.tags)
    if item.use:
        said["for"] = item.use
    return said


def _scene(scene: Scene) -> str:
    braces = [f"#{scene.identifier}"]
    if scene.tone:
        braces.append(option("outcome", scene.tone.value))
    heading = heading_line("##", scene.title.markdown)
    stem = in_body(scene.body.markdown) if scene.body else ""
    mark = bullet(stem)
    turns = [line for turn in scene.turns for line in _turn(mark, turn)]
    parts = [f"{heading} {{ {' '.join(braces)} }}", stem, "\n".join(turns)]
    if scene.debrief:
        parts.append(block("!!! explanation", in_told(scene.debrief.markdown)))
    return "\n\n".join(part for part in parts if part) + "\n"


def _turn(mark: str, turn: Turn) -> list[str]:
    words = _as_words(in_list(turn.text.markdown))
    points = f" {{ points={decimal(turn.points, PLACES)} }}" if turn.points else ""
    lines = list_line(mark, f"[{words}](#{turn.target}){points}")
    return lines + quotation(turn.feedback, is_deep=len(lines) == 1)


def _as_words(text: str) -> str:
    """Return the words of a link: brackets in them stand in pairs, or are signs like any other."""
    if link_end(f"[{text}]") == len(text) + 2:
        return text
    return LONE.sub(lambda sign: f"\\{sign.group()}", text)
