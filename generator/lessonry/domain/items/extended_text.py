"""Extended text: an answer in the learner's own sentences, self-assessed against a rubric."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import ClassVar

from lessonry.diagnostics import Place
from lessonry.domain.items.frame import ItemFrame, frame_content
from lessonry.domain.prose import Prose
from lessonry.domain.response import Response, is_blank


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One line of the rubric: what a good answer has."""

    text: Prose
    points: Fraction = Fraction(1)
    """Its weight among the others."""
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendedTextItem(ItemFrame):
    """A question that is answered in sentences."""

    kind: ClassVar[str] = "extended-text"

    rubric: tuple[Criterion, ...]
    """Empty in a concealed item."""
    model_answer: Prose | None = None


def score(item: ExtendedTextItem, response: Response) -> Fraction:
    """Return the share of the rubric that the learner found met; nothing before, or without a text."""
    text, *met = response.values or ("",)
    if is_blank(text) or not item.rubric or len(met) != len(item.rubric):
        return Fraction(0)
    pairs = zip(item.rubric, met, strict=True)
    found = sum((c.points for c, value in pairs if value == "1"), Fraction(0))
    return found / sum((c.points for c in item.rubric), Fraction(0))


def key(item: ExtendedTextItem) -> dict[str, object]:
    """Return what the page needs to grade it: the weights of the criteria."""
    return {"criteria": [str(criterion.points) for criterion in item.rubric]}


def content(item: ExtendedTextItem) -> dict[str, object]:
    """Return the item as JSON values, for its fingerprint."""
    return frame_content(item) | {
        "rubric": [[criterion.text.folded, str(criterion.points)] for criterion in item.rubric],
        "model": item.model_answer.folded if item.model_answer else "",
    }


def conceal(item: ExtendedTextItem) -> ExtendedTextItem:
    """Return the item without rubric, model answer and explanation."""
    return replace(item, rubric=(), model_answer=None, explanation=None)


def secrets(item: ExtendedTextItem) -> tuple[Prose, ...]:
    """Return the texts of a concealed item that nothing published may hold."""
    told = [*(criterion.text for criterion in item.rubric), item.model_answer, item.explanation]
    return tuple(prose for prose in told if prose is not None)
