"""QTI 1.2 items that are answered by choosing, pairing or arranging what is there."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from html import escape

from lessonry.domain.items import Item, Shape
from lessonry.domain.partial_credit import PartialCredit
from lessonry.importers.credit import OTHERWISE
from lessonry.importers.qti_1.credit import graded, of_choices, of_pairs
from lessonry.importers.qti_1.kinds import called
from lessonry.importers.qti_1.material import Label, Response, without_marks
from lessonry.importers.qti_1.question import Question, several_notes
from lessonry.importers.qti_1.scoring import affirmed, number, parts
from lessonry.importers.qti_1.tree import attribute, first, within, words

ANY_OF_SEVERAL = "Several answers were right, and one was to be chosen: here all of them are."
CANVAS_SEVERAL = "multiple_answers_question"
"""Its rule says all or nothing, and Canvas scores right ones less wrong ones."""
WORDLESS = "What was offered without words was left out."
NO_KEY = "The file does not say which answer is right."
Choices = list[tuple[str, bool, str | None]]


def choice(question: Question) -> Item | None:
    """Return a choice of one."""
    response = question.shown.responses[0]
    scores = _scores(question, response)
    top = max(scores.values(), default=Fraction(0))
    key = {name for name, score in scores.items() if score == top} if top > 0 else set[str]()
    if not key:
        question.notes.append(NO_KEY)
        return None
    _note_partly(question, response, scores, top)
    choices = _with_general(question, _choices(question, response, key)[1])
    if len(key) > 1:
        question.notes.append(ANY_OF_SEVERAL)
    return question.draft(_stem(question)).choice(choices, multiple=len(key) > 1)


def several(question: Question) -> Item | None:
    """Return a choice of several, scored as the file scores it."""
    response = question.shown.responses[0]
    key = _key(question, response)
    if not key:
        question.notes.append(NO_KEY)
        return None
    names, choices = _choices(question, response, key)
    item = question.draft(_stem(question)).choice(choices, multiple=True)
    policy = PartialCredit.RIGHT_MINUS_WRONG
    if called(question.element).lower() != CANVAS_SEVERAL:
        policy = of_choices(question, response, names, item)
    return replace(item, partial_credit=policy)


def _key(question: Question, response: Response) -> set[str]:
    """Return the choices that earn something by themselves, or all that one rule asks for."""
    scores = _scores(question, response)
    base = max(Fraction(0), question.scoring.score({response.identifier: ()}))
    alone = {name for name, score in scores.items() if score > base}
    whole = _whole(question, response)

    def worth(key: set[str]) -> Fraction:
        return question.scoring.score({response.identifier: tuple(sorted(key))}) if key else base

    return whole if worth(whole) > worth(alone) else alone


def order(question: Question) -> Item | None:
    """Return a list to put in order."""
    response = question.shown.responses[0]
    best = question.scoring.best()
    equals = [one for one in affirmed(best.condition if best else None) if one.tag == "varequal"]
    indexed = [(number(attribute(one, "index")), words(one).strip()) for one in equals]
    if indexed and all(index is not None for index, _ in indexed):
        indexed.sort(key=lambda pair: pair[0] or Fraction(0))
    if not indexed or len(indexed) < len(response.labels):
        rules = question.scoring.giving()
        equals = [
            one
            for rule in rules
            for one in affirmed(rule.condition)
            if attribute(one, "respident") in (response.identifier, "")
        ]
        places = [(number(attribute(one, "index")), words(one).strip()) for one in equals]
        if places and all(index is not None for index, _ in places):
            indexed = sorted(dict.fromkeys(places), key=lambda pair: pair[0] or Fraction(0))
    wanted = [name for _, name in indexed]
    if len(wanted) == 1 and "," in wanted[0]:
        wanted = parts(wanted[0])
    labels = {label.identifier: label for label in response.labels}
    wanted = _ordered(question, wanted, list(labels))
    if sorted(wanted) != sorted(labels):
        question.notes.append("The file does not say the whole order.")
        return None
    is_summed = sum(1 for _ in question.scoring.giving()) > 1
    policy = PartialCredit.PER_PART if is_summed else PartialCredit.ALL_OR_NOTHING
    policy = graded(question) or policy
    entries = [question.markdown(labels[name].html) for name in wanted]
    return question.draft(_stem(question), partial_credit=policy).order(entries)


def _ordered(question: Question, wanted: list[str], names: list[str]) -> list[str]:
    """Return an order by names where it is one by places, or that of the rules where these have none."""
    if len(wanted) < len(names):
        rules = question.scoring.giving()
        said = [words(one).strip() for rule in rules for one in affirmed(rule.condition)]
        return said if sorted(said) == sorted(names) else wanted
    places = [number(one) for one in wanted]
    if sorted(wanted) == sorted(names) or None in places:
        return wanted
    least = min(place for place in places if place is not None)
    steps = [int(place - least) for place in places if place is not None]
    return [names[step] for step in steps] if sorted(steps) == list(range(len(names))) else wanted


def match(question: Question) -> Item | None:
    """Return pairs: each response is a left, what it offers are the rights."""
    responses = question.shown.responses
    block = question.shown.right_block
    pairs: list[tuple[str, str]] = []
    asked: list[tuple[str, str]] = []
    offered: dict[str, None] = {}
    stem = question.shown.stem
    for response in responses:
        labels = _labelled(response, block)
        scores = _scores(question, response)
        top = max(scores.values(), default=Fraction(0))
        right = next((n for n, score in scores.items() if score == top), None) if top > 0 else None
        if right is None:
            right = _named(question, response)
        for label in labels.values():
            offered.setdefault(question.markdown(label))
        if right is None or right not in labels:
            question.notes.append(NO_KEY)
            return None
        if response.is_in_stem:
            stem = stem.replace(response.before, "", 1)
        left = question.markdown(response.before)
        if not left.strip():
            question.notes.append(WORDLESS)
            continue
        asked.append((response.identifier, right))
        pairs.append((left, question.markdown(labels[right])))
    used = {right for _, right in pairs}
    several_notes(
        question.notes,
        [question.plain(text) for text in dict.fromkeys(_wrong_answers(question))],
        "What it tells to single answers of a match has no place here",
    )
    question.told.of.clear()
    draft = question.draft(
        question.markdown(without_marks(stem)), partial_credit=of_pairs(question, asked)
    )
    return draft.match(pairs, [t for t in offered if t not in used and t.strip()])


def categories(question: Question) -> Item | None:
    """Return Canvas's categories as a match: each thing with the category that takes it."""
    of: dict[str, str] = {}
    texts: dict[str, str] = {}
    names: list[str] = []
    stem = question.shown.stem
    for response in question.shown.responses:
        name = question.markdown(response.before)
        if response.is_in_stem:
            stem = stem.replace(response.before, "", 1)
        names.append(name)
        for label in response.labels:
            texts.setdefault(label.identifier, question.markdown(label.html))
        for rule in question.scoring.giving():
            for equal in affirmed(rule.condition):
                if attribute(equal, "respident") == response.identifier:
                    of[words(equal).strip()] = name
    lost = [text for identifier, text in texts.items() if identifier not in of]
    several_notes(question.notes, lost, "What belonged to no category was left out")
    pairs = [(text, of[identifier]) for identifier, text in texts.items() if identifier in of]
    if not pairs:
        question.notes.append(NO_KEY)
        return None
    policy = PartialCredit.ALL_OR_NOTHING
    rules = list(question.scoring.giving())
    if len(rules) > 1:
        policy = PartialCredit.PER_PART
        if any(len(list(affirmed(rule.condition))) > 1 for rule in rules):
            question.notes.append(OTHERWISE.format(policy=policy.value))
    draft = question.draft(question.markdown(without_marks(stem)), partial_credit=policy)
    return draft.match(pairs, [name for name in names if name not in of.values()])


def pairs(question: Question) -> Item | None:
    """Return a match that is written as a group: labels that say which others they go with."""
    if len(question.shown.responses) != 1:
        return None
    response = question.shown.responses[0]
    texts = {label.identifier: question.markdown(label.html) for label in response.labels}
    texts = {name: text for name, text in texts.items() if text.strip()}
    lefts = {
        label.identifier: parts(attribute(label.element, "match_group"))
        for label in response.labels
        if attribute(label.element, "match_group")
    }
    found: list[tuple[str, str]] = []
    for rule in question.scoring.giving():
        for equal in affirmed(rule.condition):
            asked = attribute(equal, "respident")
            pair = parts(words(equal).replace(".", ",").replace(" ", ","))
            if asked in texts and words(equal).strip() in texts:
                found.append((texts[asked], texts[words(equal).strip()]))
                continue
            if len(pair) == 2 and pair[0] in texts and pair[1] in texts:
                one, other = pair if pair[0] in lefts or not lefts else (pair[1], pair[0])
                found.append((texts[one], texts[other]))
    found = list(dict.fromkeys(found))
    if not found or len({left for left, _ in found}) < len(found):
        question.notes.append(
            "Several partners for one thing have no place here." if found else NO_KEY
        )
        return None
    used = {text for pair in found for text in pair}
    is_summed = sum(1 for _ in question.scoring.giving()) > 1
    policy = PartialCredit.PER_PART if is_summed else PartialCredit.ALL_OR_NOTHING
    others = [text for text in texts.values() if text not in used]
    return question.draft(_stem(question), partial_credit=policy).match(found, others)


def survey(question: Question) -> Item | None:
    """Return an opinion, for which nothing is right, as a survey of one row."""
    response = question.shown.responses[0]
    columns = [question.markdown(label.html) for label in response.labels]
    if len(question.shown.responses) > 1 or len(columns) < 2:
        return None
    draft = replace(question.draft(_stem(question)), points=Fraction(0))
    return draft.matrix(
        columns, [("My opinion", ())], multiple=response.cardinality == "multiple", survey=True
    )


def hotspot(question: Question) -> Item | None:
    """Return areas of a picture whose size the file says."""
    response = question.shown.responses[0]
    picture = next(within(response.element, "matimage"), None)
    if picture is None:
        question.notes.append("There is no picture in the file.")
        return None
    wide, high = (number(attribute(picture, name)) for name in ("width", "height"))
    if not wide or not high:
        question.notes.append("The file does not say how big the picture is.")
        return None
    source, said = attribute(picture, "uri"), attribute(picture, "label")
    image = question.markdown(f'<img src="{escape(source)}" alt="{escape(said or "Picture")}">')
    scores = _scores(question, response)
    areas: list[tuple[Shape, str, bool, str | None]] = []
    for index, label in enumerate(response.labels):
        shape = _shape(label, wide, high)
        if shape is None:
            question.notes.append("An area of the picture cannot be read.")
            return None
        text = question.markdown(label.html) or f"Area {index + 1}"
        areas.append((shape, text, scores.get(label.identifier, Fraction(0)) > 0, None))
    multiple = response.cardinality == "multiple"
    return question.draft(_stem(question)).hotspot(image, areas, multiple=multiple)


def _stem(question: Question) -> str:
    own = "".join(f"<p>{one.own}</p>" for one in question.shown.responses if one.own.strip())
    return question.markdown(without_marks(question.shown.stem) + own)


def _scores(question: Question, response: Response) -> dict[str, Fraction]:
    """Return what each choice scores when it alone is given."""
    return {
        label.identifier: question.scoring.score({response.identifier: (label.identifier,)})
        for label in response.labels
    }


def _choices(question: Question, response: Response, key: set[str]) -> tuple[list[str], Choices]:
    """Return the identifiers of the choices, and the choices; wrong ones without words are left out."""
    kept = [
        (label.identifier, text)
        for label in response.labels
        if (text := question.markdown(label.html)).strip() or label.identifier in key
    ]
    if len(kept) < len(response.labels):
        question.notes.append(WORDLESS)
    return [name for name, _ in kept], [
        (text, name in key, question.told_markdown(question.told.of.get(name, "")))
        for name, text in kept
    ]


def _with_general(question: Question, choices: Choices) -> Choices:
    """Return the choices with what is told to every right and to every wrong answer."""
    right, wrong = (
        question.told_markdown(question.told.right),
        question.told_markdown(question.told.wrong),
    )
    if right is None and wrong is None:
        return choices
    question.told.right = question.told.wrong = ""
    return [
        (
            text,
            is_key,
            "\n\n".join(said for said in (own, right if is_key else wrong) if said) or None,
        )
        for text, is_key, own in choices
    ]


def _note_partly(
    question: Question, response: Response, scores: dict[str, Fraction], top: Fraction
) -> None:
    partly = [
        question.plain(label.html)
        for label in response.labels
        if 0 < scores[label.identifier] < top
    ]
    several_notes(question.notes, partly, "Worth something, and here nothing, is")
    if any(score < 0 for score in scores.values()):
        question.notes.append("A wrong answer cost points; here it gives none.")


def _whole(question: Question, response: Response) -> set[str]:
    """Return the choices that the rule which gives most asks for."""
    best = question.scoring.best()
    known = {label.identifier for label in response.labels}
    found: set[str] = set()
    for equal in affirmed(best.condition if best else None):
        said = words(equal).strip()
        found |= {said} if said in known else known.intersection(parts(said))
    return found


def _labelled(response: Response, block: list[str]) -> dict[str, str]:
    """Return what a match offers; Blackboard leaves its labels empty and shows a block beside."""
    empty = not any(label.html.strip() for label in response.labels)
    texts = (
        block
        if empty and len(block) >= len(response.labels)
        else [one.html for one in response.labels]
    )
    return {label.identifier: text for label, text in zip(response.labels, texts, strict=False)}


def _named(question: Question, response: Response) -> str | None:
    """Return the choice that a rule asks this response for, whatever the rule gives."""
    for rule in question.scoring.rules:
        for equal in affirmed(rule.condition):
            if attribute(equal, "respident") == response.identifier and equal.tag == "varequal":
                return words(equal).strip()
    return None


def _wrong_answers(question: Question) -> list[str]:
    return list(question.told.of.values())


def _shape(label: Label, wide: Fraction, high: Fraction) -> Shape | None:
    name = attribute(label.element, "rarea", "Ellipse").lower()
    written = label.element.text or words(first(label.element, "material")) or ""
    numbers = [
        found
        for part in written.replace(" ", ",").split(",")
        if (found := number(part)) is not None
    ]
    across, down = Fraction(100) / wide, Fraction(100) / high
    if name == "rectangle" and len(numbers) >= 4:
        x, y, width, height = numbers[:4]
        return Shape(name="rect", numbers=(x * across, y * down, width * across, height * down))
    if name == "ellipse" and len(numbers) >= 3:
        x, y, width = numbers[:3]
        return Shape(name="circle", numbers=(x * across, y * down, width * across / 2))
    if name == "bounded" and len(numbers) >= 6 and len(numbers) % 2 == 0:
        scaled = (n * (down if index % 2 else across) for index, n in enumerate(numbers))
        return Shape(name="poly", numbers=tuple(scaled))
    return None
