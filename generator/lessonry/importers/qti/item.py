"""One `assessmentItem` as an item of ours."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import unescape
from typing import Final

from lessonry.domain.catch_all import speaks_of_others
from lessonry.domain.identity import slug
from lessonry.domain.items import Item
from lessonry.domain.prose import Prose
from lessonry.importers.drafts import Draft, trimmed
from lessonry.importers.qti import gaps, hotspot, lists, pairs
from lessonry.importers.qti.composite import is_revealed
from lessonry.importers.qti.feedback import pieces, with_feedback
from lessonry.importers.qti.question import Made, Question, Refused, copied, prepared, without
from lessonry.importers.qti.scoring import scored
from lessonry.importers.qti.shares import Part
from lessonry.importers.qti.tree import (
    BLOCK_INTERACTIONS,
    INTERACTIONS,
    Element,
    find,
    first,
    is_true,
    remove,
    words,
)
from lessonry.importers.qti.variables import declared

NOT_HELD: Final = {
    "associateInteraction": "pairs are made within one set of things",
    "selectPointInteraction": "a point is chosen in a picture, with no areas to choose from",
    "graphicOrderInteraction": "places in a picture are put in order",
    "graphicAssociateInteraction": "places in a picture are joined",
    "graphicGapMatchInteraction": "pictures are dragged into a picture",
    "positionObjectInteraction": "things are moved about in a picture",
    "sliderInteraction": "a number is chosen by a slider",
    "mediaInteraction": "a film or a sound is played",
    "drawingInteraction": "something is drawn",
    "uploadInteraction": "a file is handed in",
    "customInteraction": "it is a program of the system that it comes from",
    "portableCustomInteraction": "it is a program of its own",
}
SCORER: Final = frozenset({"scorer"})
POINTS: Final = re.compile(r"\s*\(([0-9]+(?:\.[0-9]+)?)(?:\s*(?:points?|p|pt|Punkte?))?\)\s*$")
UNSCORED: Final = "Nobody scores a text here, and it has no rubric: the item is worth no points."
LEFT_OUT: Final = "A block that only {view} see was left out."
FIXED: Final = "Some of its choices kept their places; here all of them do."
REVEALED: Final = (
    "It asks one thing after the other, as the answers before have it; here all is asked at once."
)
PART: Final = "It asked several things at once, of which each is an item of its own now."
ADAPTIVE: Final = "It changed with each attempt; here it stays as it is."
BUTTON: Final = "A button in it (such as one for a hint) was left out."
KINDS: Final[dict[str, Callable[[Question, Element], Made]]] = {
    "choiceInteraction": lists.choice,
    "hottextInteraction": lists.hottext,
    "orderInteraction": lists.order,
    "matchInteraction": pairs.match,
    "hotspotInteraction": hotspot.hotspot,
    "gapMatchInteraction": gaps.gap_match,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadItem:
    """An item of ours, or why there is none."""

    item: Item | None
    kind: str
    notes: tuple[str, ...]
    shuffles: bool | None = None
    """Whether the file lets its choices change places; nothing where that is no question."""


def kind_of(root: Element) -> str:
    """Return what an item is called in QTI: its first interaction."""
    body = first(root, "itemBody")
    found = next(find(body, *INTERACTIONS), None) if body is not None else None
    return str(found.tag) if found is not None else "assessmentItem"


def title_of(root: Element) -> str:
    """Return the title of an item, or its identifier where it has none."""
    return " ".join(unescape(root.get("title") or root.get("identifier") or "").split())


def read_item(
    root: Element,
    draft: Draft,
    link: Callable[[str], str | None],
    *,
    weight: Fraction = Fraction(1),
    passages: Sequence[Element] = (),
    part: Part | None = None,
) -> ReadItem:
    """Return what becomes of an item.

    Args:
        root: Its normal tree, which is changed.
        draft: Its identifier, tags and place.
        link: Returns where an address of a picture leads with us.
        weight: What the test multiplies its score by.
        passages: Texts that it shares with other items.
        part: Which of several things that an item asks it is; all of them share its points.
    """
    kind = kind_of(root)
    prepared(root)
    body = first(root, "itemBody")
    if body is None:
        return ReadItem(item=None, kind=kind, notes=("It has no body.",))
    said = declared(root)
    if part is not None:
        said = dataclasses.replace(said, most=None)
    question = Question(
        root=root, declared=said, body=copied(body), link=link, draft=draft, part=part
    )
    if part is not None:
        question.note(PART)
    try:
        item = _item(question, weight, passages)
    except Refused as reason:
        notes = (str(reason), *question.notes)
        return ReadItem(item=None, kind=kind, notes=notes)
    except RecursionError:
        return ReadItem(item=None, kind=kind, notes=("It is nested too deeply to be read.",))
    shuffles = _shuffles(question, body, kind)
    return ReadItem(item=item, kind=kind, notes=tuple(question.notes), shuffles=shuffles)


def _shuffles(question: Question, body: Element, kind: str) -> bool | None:
    """Return whether choices change places; those that speak of the others stay last by themselves."""
    if kind not in ("choiceInteraction", "matchInteraction"):
        return None
    shuffled = [one for one in find(body, kind) if is_true(one, "shuffle")]
    choices = [one for of in shuffled for one in find(of, "simpleChoice")]
    fixed = [one for one in choices if is_true(one, "fixed")]
    if fixed and len(fixed) == len(choices):
        return False
    if all(speaks_of_others(words(without(one, *lists.FEEDBACK))) for one in fixed):
        return bool(shuffled)
    question.note(FIXED)
    return False


def _item(question: Question, weight: Fraction, passages: Sequence[Element]) -> Item:
    root = question.root
    if next(find(root, "printedVariable", "templateDeclaration"), None) is not None:
        raise Refused("It has random values of its own, which QTI reckons anew for each attempt.")
    if is_revealed(question.body):
        raise Refused(REVEALED)
    if is_true(root, "adaptive"):
        question.note(ADAPTIVE)
    for button in list(find(question.body, "endAttemptInteraction")):
        question.note(BUTTON)
        remove(button)
    rubrics = _rubrics(question)
    told = pieces(question)
    for one in list(find(question.body, "feedbackBlock", "feedbackInline")):
        if next(one.iterancestors("simpleChoice"), None) is None:
            remove(one)
    _add_passages(question, passages)
    stem = _ours(question)
    made = _made(question, rubrics)
    if question.is_ours:
        made = dataclasses.replace(made, item=_with_stem(question, made.item, stem))
    item = scored(question, made, weight)
    made = dataclasses.replace(made, item=item)
    item = with_feedback(question, made, told)
    if "hint" in rubrics:
        hint = Prose(markdown=trimmed(question.text(rubrics["hint"])), place=question.draft.place)
        item = dataclasses.replace(item, hint=hint)
    return item


def _made(question: Question, rubrics: dict[str, Element]) -> Made:
    """Return the item that an item's interactions make.

    Raises:
        Refused: They make none.
    """
    found = list(find(question.body, *INTERACTIONS))
    if not found:
        raise Refused("It asks nothing.")
    kinds = {str(one.tag) for one in found}
    foreign = next((kind for kind in kinds if kind in NOT_HELD), None)
    if foreign is not None:
        raise Refused(f"There is no {foreign} here: {NOT_HELD[foreign]}.")
    blocks = [one for one in found if one.tag in BLOCK_INTERACTIONS]
    if not blocks:
        _prompts(question, found)
        return gaps.entries(question, found)
    if len(found) > 1:
        raise Refused(
            f"It asks {len(found)} things that stand within one another and cannot be parted."
        )
    interaction = blocks[0]
    if interaction.tag == "extendedTextInteraction":
        return _extended_text(question, interaction, rubrics)
    _prompts(question, [interaction])
    if interaction.tag in ("gapMatchInteraction", "hottextInteraction"):
        if interaction.tag == "gapMatchInteraction":
            return gaps.gap_match(question, interaction)
        twin = copied(interaction)
        interaction.tag = "div"
        question.draft = question.draft_with_stem()
        return lists.hottext(question, twin)
    twin = copied(interaction)
    remove(interaction)
    question.draft = question.draft_with_stem()
    return KINDS[str(twin.tag)](question, twin)


def _prompts(question: Question, interactions: Sequence[Element]) -> None:
    """Put each prompt before its interaction, where it is a paragraph of the question."""
    for interaction in interactions:
        prompt = first(interaction, "prompt")
        parent = interaction.getparent()
        if prompt is None or parent is None:
            continue
        interaction.text = (interaction.text or "") + (prompt.tail or "")
        prompt.tail = None
        interaction.remove(prompt)
        prompt.tag = (
            "div" if next(find(prompt, "p", "div", "ul", "ol", "table"), None) is not None else "p"
        )
        parent.insert(parent.index(interaction), prompt)


def _extended_text(question: Question, interaction: Element, rubrics: dict[str, Element]) -> Made:
    """Return an item for sentences: a list for scorers is its rubric, other words its model answer."""
    answers = lists.declared_for(question, interaction)
    _prompts(question, [interaction])
    remove(interaction)
    criteria: list[tuple[str, Fraction]] = []
    model: list[str] = [question.text(rubrics["model-answer"])] if "model-answer" in rubrics else []
    rubric = rubrics.get("rubric")
    if rubric is not None:
        lines = [li for li in find(rubric, "li") if next(li.iterancestors("li"), None) is None]
        for line in lines:
            said = [one for one in find(line, "span") if one.get("class") == "points"]
            for one in said:
                remove(one)  # so that a formula before it stands alone, as it was written
            text = question.text(line)
            worth = POINTS.search(f"{text} {said[-1].text}" if said else text)
            points = Fraction(worth[1]) if worth else Fraction(1)
            criteria.append((POINTS.sub("", text) if worth else text, points or Fraction(1)))
        if not lines:
            model.append(question.text(rubric))
    model += [text for text in answers.correct if text.strip()]
    if not criteria and question.declared.most != 0:
        question.note(UNSCORED)
    draft = question.draft_with_stem()
    item = draft.extended_text(criteria, "\n\n".join(model) or None)
    return Made(item=item, given=lambda response: {})


def _rubrics(question: Question) -> dict[str, Element]:
    """Take the blocks for tutors and scorers out of the body, and return those that have a use."""
    found: dict[str, Element] = {}
    is_text = next(find(question.body, "extendedTextInteraction"), None) is not None
    for block in list(find(question.body, "rubricBlock")):
        views = (block.get("view") or "").split()
        names = (block.get("class") or "").split()
        name = next((one for one in ("hint", "rubric", "model-answer") if one in names), None)
        if name is None and is_text and SCORER & set(views) and "rubric" not in found:
            name = "rubric"
        if name is None and (not views or "candidate" in views):
            block.tag = "div"
            continue
        kept = copied(block)
        kept.tail = None
        remove(block)
        if name is not None:
            found[name] = kept
        else:
            question.note(LEFT_OUT.format(view=" and ".join(f"{view}s" for view in views)))
    for control in list(find(question.body, "infoControl")):  # a button that shows a hint
        kept = copied(control)
        kept.tail = None
        remove(control)
        found.setdefault("hint", kept)
    for block in list(find(question.body, "details")):
        if "hint" in (block.get("class") or "").split() and question.is_ours:
            kept = copied(block)
            kept.tail = None
            summary = first(kept, "summary")
            if summary is not None:
                remove(summary)
            remove(block)
            found["hint"] = kept
    return found


def _add_passages(question: Question, passages: Sequence[Element]) -> None:
    for place, passage in enumerate(passages):
        held = copied(passage)
        prepared(held)
        held.tag, held.tail = "div", None
        question.body.insert(place, held)
    if passages:
        question.note("The passage that it shares with other items stands in each of them now.")


def _ours(question: Question) -> tuple[Element | None, bool]:
    """Return the heading as our own exporter marks it, and whether it is a prompt."""
    for element in find(question.body, "p", "prompt"):
        if element.tag == "prompt" or (element.get("class") or "") == "stem":
            return copied(element), element.tag == "prompt"
    return None, False


def _with_stem(question: Question, item: Item, stem: tuple[Element | None, bool]) -> Item:
    """Return the item with its stem parted into heading and body as it was with us."""
    element, _ = stem
    whole = "\n\n".join(part.markdown for part in (item.heading, item.body) if part is not None)
    if element is None:
        body = Prose(markdown=whole, place=question.draft.place) if whole else None
        return dataclasses.replace(item, heading=None, body=body)
    heading = " ".join(question.text(element).split())
    if item.heading is not None and item.heading.folded == heading:
        return item
    if not whole.startswith(heading) or not heading:
        return item
    rest = trimmed(whole[len(heading) :])
    place = question.draft.place
    return dataclasses.replace(
        item,
        heading=Prose(markdown=heading, place=place),
        body=Prose(markdown=rest, place=place) if rest else None,
    )


def name_of(root: Element) -> tuple[str, ...]:
    """Return what the identifier of an item may be made of, the best first."""
    label, name = root.get("label") or "", root.get("identifier") or ""
    wishes = [label] if root.get("toolName") == "lessonry" and label else []
    readable = name if not re.fullmatch(r"[A-Za-z]{0,8}[-_]?[0-9a-fA-F-]{6,}", name) else ""
    return (*wishes, readable, title_of(root), slug(words(first(root, "itemBody")))[:60])
