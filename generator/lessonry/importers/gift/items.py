"""Makes items of GIFT questions, and says what is another than in Moodle."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from lessonry.diagnostics import Place
from lessonry.domain.gaps import Gap, NumericAnswer, NumericEntryGap
from lessonry.domain.items import Item
from lessonry.domain.items.frame import gap_mark
from lessonry.domain.moodle_grades import is_known, nearest
from lessonry.domain.partial_credit import PartialCredit
from lessonry.importers import drafts
from lessonry.importers.collecting import shortened
from lessonry.importers.drafts import Draft
from lessonry.importers.gift import answers as reading
from lessonry.importers.gift.answers import Answer
from lessonry.importers.gift.question import ORDERING, GiftError, Question, Text
from lessonry.importers.gift.texts import Texts
from lessonry.importers.moodle_weights import has_star, pattern, per_cent, unstarred, weighed
from lessonry.importers.plain_text import escaped, shown

BLANK: Final = "_____"
"""What Moodle shows where a choice belongs into the sentence."""
GAP: Final = "\ue0fe"
"""What stands for the gap until its text is Markdown; no file can hold it."""
ESSAY: Final = (
    "In Moodle a person grades it. Here learners judge their own text by a rubric, which is missing:"
    " until you write one, it is worth no points."
)
NO_TEXT: Final = (
    "No text stands before the braces: perhaps a blank line parts them from their question."
)
DESCRIPTION: Final = (
    "It has no braces, so Moodle shows it as a text that asks nothing. Put it into the lesson, or into"
    " the question that it belongs to."
)
ODD_WEIGHT = re.compile(r"%[+-]?[0-9][^%\s]{0,12}%")
TAG_SIGN = re.compile(r"[,;\"'{}<>“”„«»‘’]")
GRADINGS: Final = {
    "ALL_OR_NOTHING": PartialCredit.ALL_OR_NOTHING,
    "ABSOLUTE_POSITION": PartialCredit.PER_PART,
    "ABSOLUTE": PartialCredit.PER_PART,
    "ABS": PartialCredit.PER_PART,
    "RELATIVE_NEXT_EXCLUDE_LAST": PartialCredit.ADJACENT_PAIRS,
    "": PartialCredit.ADJACENT_PAIRS,
}


class Maker:
    """Makes the item of one question."""

    def __init__(self, question: Question, texts: Texts, place: Place, identifier: str) -> None:
        self.question = question
        self.texts = texts
        self.place = place
        self.identifier = identifier
        self.notes: list[str] = [*question.notes]

    def item(self) -> Item:
        """Return the item.

        Raises:
            GiftError: Moodle refuses the question, or it has no place here.
        """
        makers: dict[str, Callable[[], Item]] = {
            "multichoice": self._choice,
            "truefalse": self._truth,
            "shortanswer": self._words,
            "numerical": self._number,
            "match": self._match,
            "essay": self._essay,
            "ordering": self._order,
        }
        if self.question.kind not in makers:
            raise GiftError(DESCRIPTION)
        return makers[self.question.kind]()

    def _choice(self) -> Item:
        found = reading.choices_in(self.question.answers, self.question.format)
        said = [
            (answer, self.texts.answer(answer.text, is_right=answer.share > 0)) for answer in found
        ]
        kept = [(answer, text) for answer, text in said if text]
        if len(kept) < len(found):
            self.notes.append("An answer without words was left out.")
        answers = [answer for answer, _ in kept]
        for weight in dict.fromkeys(reading.odd_weights_in(self.question.answers)):
            self.notes.append(
                f"Moodle shows `{weight}` behind an `=` as a part of the answer; here it is its weight."
            )
        stray = reading.stray_sign_in(self.question.answers)
        if stray:
            self.notes.append(
                f"The `=` in the midst of `{shortened(stray)}` begins another answer for Moodle, and so"
                " it does here: in a text it has a backslash before it."
            )
        self._note_unknown(answers)
        weights = weighed(
            [answer.share for answer in answers],
            [text for _, text in kept],
            is_single="=" in self.question.answers,
        )
        self.notes += weights.notes
        lines = [
            (text, is_key, self.texts.optional(answer.feedback))
            for (answer, text), is_key in zip(kept, weights.keys, strict=True)
        ]
        draft = self._draft(self._stem(BLANK if self.question.is_in_sentence else ""))
        draft = replace(draft, partial_credit=weights.policy)
        return draft.choice(lines, multiple=weights.multiple)

    def _note_unknown(self, answers: Sequence[Answer]) -> None:
        """Note weights at which Moodle stops its import, and what is none."""
        odd = [found[0] for one in answers if (found := ODD_WEIGHT.match(one.text.source))]
        if odd:
            said = ", ".join(f"`{one}`" for one in dict.fromkeys(odd))
            self.notes.append(f"As in Moodle, this is no weight and stands in the answer: {said}.")
        unknown = [answer.share for answer in answers if not is_known(answer.share)]
        if unknown:
            said = ", ".join(
                f"{per_cent(one)} (it knows {nearest(one)} %)" for one in dict.fromkeys(unknown)
            )
            self.notes.append(f"Moodle refuses a question with these weights: {said}.")

    def _truth(self) -> Item:
        is_true, wrong, right = reading.truth_in(self.question.answers, self.question.format)
        told = {True: self.texts.optional(right), False: self.texts.optional(wrong)}
        lines = [
            ("True", is_true, told[is_true]),
            ("False", not is_true, told[not is_true]),
        ]
        stem = self._stem(BLANK if self.question.is_in_sentence else "")
        return self._draft(stem).choice(lines, multiple=False)

    def _words(self) -> Item:
        found = reading.words_in(self.question.answers, self.question.format)
        said = self.question.answers.strip()
        if said.upper() in ("T", "F", "TRUE", "FALSE"):
            self.notes.append(
                f"`{{{said}}}` is a word to type for Moodle, and so it is here:"
                " only TRUE, FALSE, T and F in capitals make a true-or-false question."
            )
        for number in reading.bare_numbers_in(said)[:1]:
            self.notes.append(
                f"`{number}` is a text to type for Moodle, and so it is here: the answers of a question"
                " that asks for a number begin with `#`."
            )
        self._note_unknown(found)
        full = self._full(found)
        words = [self.texts.plain(answer.text) for answer in full]
        texts = [unstarred(word) for word in words if not has_star(word)]
        patterns = [pattern(word) for word in words if has_star(word)]
        if patterns:
            self.notes.append("Moodle's star, which stands for any letters, became a pattern.")
        gap = drafts.text_gap(self.place, texts, patterns=patterns)
        return self._gap(gap, found, None)

    def _number(self) -> Item:
        found, wrong = reading.numbers_in(self.question.answers, self.question.format)
        self._note_unknown(found)
        accepted: list[NumericAnswer] = []
        for answer in self._full(found):
            numbers = reading.numbers_of(self.texts.plain(answer.text))
            if numbers is None:
                self.notes.append(
                    f"“{answer.text.source[:40]}” is no number, and Moodle accepts anything there;"
                    " here it is left out."
                )
                continue
            self.notes += [note for note in numbers.notes if note not in self.notes]
            accepted.append(NumericAnswer(shown=numbers.shown, low=numbers.low, high=numbers.high))
        if not accepted:
            raise GiftError(
                "None of its answers is a number: Moodle would accept anything, and asks for nothing."
            )
        gap = NumericEntryGap(answers=tuple(accepted), place=self.place)
        return self._gap(gap, found, wrong)

    def _match(self) -> Item:
        found = reading.pairs_in(self.question.answers, self.question.format)
        pairs, distractors, empty = [], [], 0
        for left, right in found:
            said = self.texts.answer(left)
            if not right:
                empty += bool(said)
            elif said:
                pairs.append((said, shown(right)))
            else:
                distractors.append(shown(right))
        if empty:
            self.notes.append(f"{_counted(empty, 'pair')} without a partner was left out.")
        belongs = {right for _, right in pairs}
        draft = replace(
            self._draft(self._stem(BLANK if self.question.is_in_sentence else "")),
            partial_credit=PartialCredit.PER_PART,
        )
        return draft.match(pairs, [one for one in distractors if one not in belongs])

    def _essay(self) -> Item:
        self.notes.append(ESSAY)
        stem = self._stem(BLANK if self.question.is_in_sentence else "")
        return replace(self._draft(stem), points=Fraction(0)).extended_text()

    def _order(self) -> Item:
        found = ORDERING.fullmatch(self.question.answers)
        assert found is not None
        entries = reading.entries_in(found["entries"])
        texts = [self.texts.markdown(Text(source=entry, format="moodle")) for entry in entries]
        grading = found["grading"] or ""
        if grading not in GRADINGS:
            self.notes.append(
                f"Moodle grades it by {grading}; here neighbours that stand as they should count."
            )
        if found["select"] not in (None, "ALL", "EXACT") and int(found["count"]) < len(texts):
            self.notes.append(
                f"Moodle asks {found['count']} of its {len(texts)} entries; here all of them are asked."
            )
        draft = replace(
            self._draft(self._stem(BLANK if self.question.is_in_sentence else "")),
            partial_credit=GRADINGS.get(grading, PartialCredit.ADJACENT_PAIRS),
        )
        return draft.order(texts)

    def _gap(self, gap: Gap, answers: Sequence[Answer], wrong: Text | None) -> Item:
        """Return an item whose one gap stands where the braces stood."""
        if self.question.is_in_sentence or self.question.after:
            stem = self._stem(GAP).replace(GAP, gap_mark(0))
        else:
            stem = f"{self._stem('')}\n\n{gap_mark(0)}".strip()
        told = [
            (_shown(self.texts.plain(answer.text)), self.texts.optional(answer.feedback))
            for answer in answers
        ]
        if wrong is not None:
            told.append(("", self.texts.optional(wrong)))
        draft = self._draft(stem)
        explanation = self._explained(draft.explanation, told)
        return replace(draft, explanation=explanation).gaps((gap,))

    def _full(self, answers: Sequence[Answer]) -> list[Answer]:
        """Return the answers that are right; what is worth less is told of and not accepted."""
        best = max(answer.share for answer in answers)
        kept = [answer for answer in answers if answer.share == best and best > 0]
        if not kept:
            raise GiftError("None of its answers is worth anything, so nothing would be right.")
        less, words = [], set[str]()
        for one in answers:  # Moodle takes the first that fits, in capitals or not
            word = self.texts.plain(one.text)
            if one.share == best:
                words.add(word.casefold())
            elif (one.share or not one.feedback.source) and word.casefold() not in words:
                less.append(f"{word} ({per_cent(one.share)})")
        if best < 1:
            self.notes.append(
                f"Its best answer is worth {per_cent(best)}; here it is wholly right."
            )
        if less:
            self.notes.append(
                f"Answers that are worth less are not accepted here: {', '.join(less)[:300]}."
            )
        return kept

    def _explained(
        self, explanation: str | None, told: Sequence[tuple[str, str | None]]
    ) -> str | None:
        """Return the explanation with what Moodle says to each answer, which a gap cannot."""
        said = [(answer, feedback) for answer, feedback in told if feedback]
        if not said:
            return explanation
        self.notes.append("What is said to single answers stands in the explanation.")
        if len(told) == 1 and explanation is None:
            return said[0][1]
        lines = []
        for answer, feedback in said:
            word = escaped(answer) if answer and answer != "*" else "…"
            lines.append(drafts.labelled(word, feedback or ""))
        return "\n\n".join(filter(None, [explanation, "\n".join(lines)]))

    def _stem(self, blank: str) -> str:
        """Return the question as Markdown; its name where it says nothing."""
        text = self.question.text(blank)
        markdown = self.texts.markdown(text).strip()
        if not markdown and self.question.name:
            self.notes.append("The question has no text, so its name stands there.")
            return escaped(self.question.name)
        if not markdown:
            self.notes.append(NO_TEXT)
        return markdown

    def _draft(self, stem: str) -> Draft:
        return Draft(
            place=self.place,
            identifier=self.identifier,
            stem=stem,
            explanation=self.texts.optional(self.question.feedback),
            tags=self._tags(),
        )

    def _tags(self) -> tuple[str, ...]:
        """Return the tags as our braces can hold them."""
        written = self.question.block.tags
        tags = [" ".join(TAG_SIGN.sub(" ", tag).split()) for tag in written]
        if list(written) != tags:
            self.notes.append("Signs that cannot stand in a tag here became blanks.")
        return tuple(dict.fromkeys(tag for tag in tags if tag))


def _shown(answer: str) -> str:
    """Return an answer without a tolerance of nothing."""
    return answer.removesuffix(":0")


def _counted(count: int, noun: str) -> str:
    return f"A {noun}" if count == 1 else f"{count} {noun}s"
