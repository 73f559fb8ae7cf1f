"""Checks of how items are written: what gives the key away, and what only confuses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from lessonry.checks.phrases import Language, language
from lessonry.checks.ranges import Range, read_range
from lessonry.checks.words import content_words, holds, plain, stem, words
from lessonry.diagnostics import Diagnostic
from lessonry.domain.catch_all import ALL_OF_THE_ABOVE, folded
from lessonry.domain.gaps import InlineChoiceGap, NumericEntryGap, TextEntryGap
from lessonry.domain.items import Area, Choice, ChoiceItem, GapItem, HotspotItem, Item

SENTENCE = re.compile(r"(?<=[.!?。！？])[\"'”’»)]*\s+")
ASKS = re.compile(r"[?？؟;՞]|\.\.\.|…|_|[:：—–-]\s*$")
"""What shows that the stem asks: a question mark of any script, a gap, an open end."""
LONGER, CHARACTERS = 1.5, 15
"""How much longer than any other the key must be to stand out: so many times, and by so many."""
TURNED = frozenset(
    {
        "not", "no", "never", "nor", "without", "only", "nothing", "don't", "doesn't", "isn't",
        "nunca", "sin", "solo", "sólo", "ne", "pas", "jamais", "sans", "seulement", "nicht", "kein",
        "keine", "nie", "ohne", "nur", "não", "nem", "sem", "só", "non", "mai", "senza", "bez",
    }
)  # fmt: skip
"""Words by which a choice that holds another says something else."""
BLOCKS = re.compile(r"\n\s*(?:\n|[-*+]\s|\d+[.)]\s|```|~~~)")
"""What makes more than a sentence of a choice: a paragraph, a list, code."""
MOST_CHOICES = 30
"""Choices that are compared with each other, each with all."""
SHORTEST_NUMBER = 3
"""Digits and marks of a number by which it is known again; `5` stands in a hint by chance."""


def check_writing(items: Iterable[Item], course_language: str) -> Iterator[Diagnostic]:
    """Yield what a good test writer would change in the items, each looked at by itself."""
    spoken = language(course_language)
    for item in items:
        if isinstance(item, ChoiceItem):
            yield from _longest(item)
            yield from _all_of_the_above(item)
            yield from _overlapping(item)
            if spoken:
                yield from _double_negative(item, spoken)
        if isinstance(item, ChoiceItem | HotspotItem):
            yield from _same_feedback(item)
            if spoken:
                yield from _asks_nothing(item, spoken)
        yield from _told_by_hint(item)


def _longest(item: ChoiceItem) -> Iterator[Diagnostic]:
    keys = [choice for choice in item.choices if choice.is_key]
    if len(keys) != 1 or len(item.choices) < 3:
        return
    if any(BLOCKS.search(choice.text.markdown) for choice in item.choices):
        return
    own = len(plain(keys[0].text))
    longest = max(len(plain(choice.text)) for choice in item.choices if not choice.is_key)
    if own >= LONGER * longest and own - longest >= CHARACTERS:
        message = f"The key has {own} characters, and no other choice more than {longest}."
        yield Diagnostic(code="LR401", message=message, place=keys[0].place)


def _all_of_the_above(item: ChoiceItem) -> Iterator[Diagnostic]:
    for choice in item.choices:
        text = plain(choice.text)
        if folded(text) in ALL_OF_THE_ABOVE:
            message = f"“{text}” is a choice about the other choices."
            yield Diagnostic(code="LR402", message=message, place=choice.place)


def _double_negative(item: ChoiceItem, spoken: Language) -> Iterator[Diagnostic]:
    questions = [s for s in SENTENCE.split(stem(item)) if s.rstrip("\"'”’»)").endswith("?")]
    asked = questions or [plain(item.heading)]
    negation = next((m for s in asked if (m := spoken.negated_question.search(s))), None)
    if negation is None:
        return
    for choice in item.choices:
        text = plain(choice.text)
        found = spoken.negated_choice.search(text)
        if found and len(words(text)) > 2:
            said = negation.group().split()[-1]
            message = f"“{said}” in the question and “{found.group()}” here cancel each other."
            yield Diagnostic(code="LR403", message=message, place=choice.place)
            return


def _overlapping(item: ChoiceItem) -> Iterator[Diagnostic]:
    if item.multiple or len(item.choices) > MOST_CHOICES:
        return
    seen: list[tuple[Choice, tuple[str, ...], Range | None]] = []
    for choice in item.choices:
        text = plain(choice.text)
        said, range_ = words(text), None if "`" in choice.text.markdown else read_range(text)
        for other, other_said, other_range in seen:
            if range_ and other_range and range_.overlaps(other_range):
                shared = range_.shared(other_range)
                line = other.place.span.line
                message = f"{shared} belongs to this choice and to the one in line {line}."
            elif (choice.is_key or other.is_key) and _contained(said, other_said):
                line = other.place.span.line
                more, less = ("This choice", f"the one in line {line}")
                if len(said) < len(other_said):
                    more, less = (f"The choice in line {line}", "this one")
                message = f"{more} says all that {less} says, and more."
            else:
                continue
            yield Diagnostic(code="LR405", message=message, place=choice.place)
            break
        seen.append((choice, said, range_))


def _contained(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether the longer says what the shorter says: “thank her”, and “thank her at once”."""
    short, long = sorted((one, other), key=len)
    if not short or short[0] not in long or short == long:
        return False
    if content_words(short) < 2 or not holds(long, short):
        return False
    return TURNED.isdisjoint(set(long) - set(short))


def _asks_nothing(item: ChoiceItem | HotspotItem, spoken: Language) -> Iterator[Diagnostic]:
    heading, body = plain(item.heading), stem(item)[len(plain(item.heading)) :].strip()
    is_label = bool(spoken.label.fullmatch(heading))
    said = body if is_label else f"{heading} {body}".strip()
    if not is_label and not said.endswith((".", "!")):
        return
    if ASKS.search(said) or any(word in spoken.tasks for word in words(said)):
        return
    if _is_verdict(item) or not (is_label or heading):
        return
    sentences = [words(sentence) for sentence in SENTENCE.split(said)]
    if all(sentence[0] in spoken.openers for sentence in sentences if sentence):
        message = "The stem asks nothing, and sets no task."
        yield Diagnostic(code="LR406", message=message, place=item.place)


def _is_verdict(item: ChoiceItem | HotspotItem) -> bool:
    """Return whether the choices judge a statement, as `True` and `False` do."""
    texts = [words(plain(choice.text)) for choice in _choices(item)]
    return len(texts) <= 3 and all(len(text) <= 2 for text in texts)


def _same_feedback(item: ChoiceItem | HotspotItem) -> Iterator[Diagnostic]:
    choices = _choices(item)
    told = {choice.feedback.folded if choice.feedback else "" for choice in choices}
    if len(choices) > 1 and len(told) == 1 and told != {""}:
        first = choices[0].feedback
        message = "Every choice has the same feedback."
        place = first.place if first else item.place
        yield Diagnostic(code="LR413", message=message, place=place)


def _choices(item: ChoiceItem | HotspotItem) -> Sequence[Choice | Area]:
    return item.choices if isinstance(item, ChoiceItem) else item.areas


def _told_by_hint(item: Item) -> Iterator[Diagnostic]:
    if item.hint is None:
        return
    hint, asked = words(plain(item.hint)), words(stem(item))
    for right, wrong in _answers(item):
        is_named = holds(hint, right) and not holds(asked, right)
        if is_named and not any(holds(hint, other) for other in wrong):
            message = f"The hint says “{' '.join(right)}”, and that is the key."
            yield Diagnostic(code="LR412", message=message, place=item.hint.place)
            return


def _answers(item: Item) -> Iterator[tuple[tuple[str, ...], list[tuple[str, ...]]]]:
    """Yield what is right as words long enough to be known again, with what is wrong beside it."""
    if isinstance(item, ChoiceItem | HotspotItem):
        texts = {choice.identifier: words(plain(choice.text)) for choice in _choices(item)}
        wrong = [text for name, text in texts.items() if name not in item.key]
        yield from ((texts[k], wrong) for k in sorted(item.key) if content_words(texts[k]) >= 2)
    elif isinstance(item, GapItem):
        for gap in item.gaps:
            match gap:
                case TextEntryGap():
                    plainly = [words(a.text) for a in gap.answers if not a.is_pattern]
                    yield from ((text, []) for text in plainly if content_words(text))
                case NumericEntryGap():
                    shown = [a.shown for a in gap.answers if len(a.shown) >= SHORTEST_NUMBER]
                    yield from ((words(number), []) for number in shown)
                case InlineChoiceGap():
                    said = {choice.identifier: words(choice.text) for choice in gap.choices}
                    wrong = [text for name, text in said.items() if name not in gap.key]
                    yield from ((said[k], wrong) for k in sorted(gap.key) if content_words(said[k]))
