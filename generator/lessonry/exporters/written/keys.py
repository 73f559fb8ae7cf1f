"""What is right, as it is told on an answer sheet: with the reasons that its author gives."""

from __future__ import annotations

from html import escape
from typing import assert_never

from lessonry.domain.gaps import Gap, InlineChoiceGap, NumericEntryGap, TextEntryGap
from lessonry.domain.items import (
    ChoiceItem,
    ExtendedTextItem,
    GapItem,
    HotspotItem,
    Item,
    MatchItem,
    MatrixItem,
    OrderItem,
    ScenarioItem,
)
from lessonry.domain.items.gap import shown_answer
from lessonry.domain.prose import Prose
from lessonry.exporters.prose import HtmlProse
from lessonry.exporters.written.responses import letter, matrix
from lessonry.locales.words import Words
from lessonry.rendering import figures

TICK = '<strong class="right">\N{CHECK MARK}</strong>'


def key(item: Item, prose: HtmlProse, words: Words) -> str:
    """Return what is right, as XHTML; nothing for what has no right and wrong."""
    match item:
        case ChoiceItem():
            told = [
                (letter(index), one.text, one.is_key, one.feedback)
                for index, one in enumerate(item.choices)
            ]
            return _reasons(told, prose, words)
        case HotspotItem():
            told = [
                (str(number), area.text, area.is_key, area.feedback)
                for number, area in enumerate(item.areas, start=1)
            ]
            return _reasons(told, prose, words)
        case OrderItem():
            lines = "".join(f"<li>{prose.inline(entry.text)}</li>" for entry in item.in_order)
            return f'<ol class="ordered">{lines}</ol>'
        case MatchItem():
            return _pairs(item, prose, words)
        case MatrixItem():
            if item.survey:
                return ""
            cells = [
                [TICK if one.identifier in row.key else "" for one in item.columns]
                for row in item.rows
            ]
            return matrix(item, prose, cells)
        case GapItem():
            return _filled(item, prose)
        case ExtendedTextItem():
            return _rubric(item, prose, words)
        case ScenarioItem():
            return _debrief(item, prose, words)
        case _:
            assert_never(item)


def _reasons(
    told: list[tuple[str, Prose, bool, Prose | None]], prose: HtmlProse, words: Words
) -> str:
    """Return the right choices, and of the others those that something is said of."""
    lines = []
    for name, text, is_key, feedback in told:
        if not is_key and feedback is None:
            continue
        word = words.say("Right:") if is_key else words.say("Not right:")
        lines.append(
            f'<li><p><strong class="{"right" if is_key else "wrong"}">{escape(word)}</strong> '
            f'<span class="letter">{name}</span> {prose.inline(text)}</p>'
            + (prose.block(feedback) if feedback else "")
            + "</li>"
        )
    return f'<ul class="reasons">{"".join(lines)}</ul>' if lines else ""


def _pairs(item: MatchItem, prose: HtmlProse, words: Words) -> str:
    letters = {right.identifier: letter(place) for place, right in enumerate(item.rights)}
    rows = "".join(
        f'<tr><td>{index + 1}</td><th scope="row">{prose.inline(left.text)}</th>'
        f'<td><span class="letter">{letters[item.key[index]]}</span></td>'
        f"<td>{prose.inline(item.partner(index).text)}</td></tr>"
        for index, left in enumerate(item.lefts)
    )
    over = [right for right in item.rights if right.identifier not in item.key]
    left_over = ""
    if over:
        named = "; ".join(
            f'<span class="letter">{letters[one.identifier]}</span> {prose.inline(one.text)}'
            for one in over
        )
        left_over = f'<p class="over">{escape(words.say("Left over:"))} {named}</p>'
    return f'<table class="pairs"><tbody>{rows}</tbody></table>{left_over}'


def _filled(item: GapItem, prose: HtmlProse) -> str:
    assert item.body is not None

    def filled(index: int) -> str:
        return f'<strong class="filled">{escape(shown_answer(item.gaps[index]))}</strong>'

    others = [(number, also(gap)) for number, gap in enumerate(item.gaps, start=1)]
    lines = "".join(
        f"<li>({number}) {' / '.join(map(escape, texts))}</li>" for number, texts in others if texts
    )
    accepted = f'<ul class="accepted">{lines}</ul>' if lines else ""
    return f'<div class="gaps">{prose.block(item.body, filled)}</div>{accepted}'


def also(gap: Gap) -> tuple[str, ...]:
    """Return all that a gap accepts, where that is more than the answer which is shown."""
    match gap:
        case TextEntryGap():
            texts = tuple(f"/{a.text}/" if a.is_pattern else a.text for a in gap.answers)
        case NumericEntryGap():
            texts = tuple(_range(gap, index) for index in range(len(gap.answers)))
        case InlineChoiceGap():
            texts = tuple(one.text for one in gap.choices if one.identifier in gap.key)
        case _:
            assert_never(gap)
    return () if texts in ((), (shown_answer(gap),)) else texts


def _range(gap: NumericEntryGap, index: int) -> str:
    """Return what numbers an answer takes: `42 km`, `3.13 … 3.15`."""
    answer = gap.answers[index]
    unit = f" {gap.unit}" if gap.unit else ""
    if answer.low == answer.high:
        return answer.shown + unit
    return f"{float(answer.low):.10g} … {float(answer.high):.10g}{unit}"


def _rubric(item: ExtendedTextItem, prose: HtmlProse, words: Words) -> str:
    parts = []
    if item.model_answer:
        parts.append(f'<p class="label">{escape(words.say("A good answer"))}</p>')
        parts.append(prose.block(item.model_answer))
    if item.rubric:
        lines = "".join(
            f"<li>{prose.inline(one.text)}"
            + (
                ""
                if one.points == 1
                else f" <small>{escape(words.say('(counts {n})', n=figures.figure(words, one.points)))}"
                "</small>"
            )
            + "</li>"
            for one in item.rubric
        )
        parts.append(f'<p class="label">{escape(words.say("What a good text has:"))}</p>')
        parts.append(f'<ul class="criteria">{lines}</ul>')
    return "".join(parts)


def _debrief(item: ScenarioItem, prose: HtmlProse, words: Words) -> str:
    scenes = []
    for number, scene in enumerate(item.scenes, start=1):
        turns = "".join(
            f"<li><p>{prose.inline(turn.text)} "
            f"<small>{escape(figures.points(words, turn.points))}</small></p>"
            + (prose.block(turn.feedback) if turn.feedback else "")
            + "</li>"
            for turn in scene.turns
        )
        debrief = prose.block(scene.debrief) if scene.debrief else ""
        if turns or debrief:
            scenes.append(
                f'<div class="scene"><p class="scene-title"><strong>{number}</strong> '
                f"{prose.inline(scene.title)}</p>"
                + (f'<ul class="reasons">{turns}</ul>' if turns else "")
                + f"{debrief}</div>"
            )
    return "".join(scenes)
