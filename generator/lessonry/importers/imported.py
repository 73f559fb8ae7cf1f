"""What an importer gives: a quiz of ours, the files it shows, and what became of each question."""

from __future__ import annotations

from dataclasses import dataclass, field

from lessonry.domain.fidelity import Fidelity
from lessonry.domain.quiz import Quiz


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A picture or another file that came with the questions."""

    path: str
    """Relative to the folder of the quizzes, as the quiz links it: `first-aid/heart.png`."""
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedQuiz:
    """A quiz that was read from another tool's file."""

    quiz: Quiz
    """With a slug as its identifier, which becomes the name of its file."""
    report: tuple[Fidelity, ...]
    """One for each question of the foreign file that belongs here, in its order."""
    attachments: tuple[Attachment, ...] = ()
    notes: tuple[str, ...] = ()
    """Sentences about the quiz as a whole: an encoding guessed, a rule that has no place here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """A page of another tool's whose questions are ours now."""

    text: str
    """The page, with the line ends and the byte order mark that it had."""
    quizzes: tuple[Quiz, ...]
    """Those that stand on it now, a question each."""
    report: tuple[Fidelity, ...]
    """One for each block, in order; what is not carried stands on the page as it stood."""
    notes: tuple[str, ...] = ()

    @property
    def data(self) -> bytes:
        """Return the bytes of the page."""
        return self.text.encode()

    @property
    def is_changed(self) -> bool:
        """Return whether any block became one of ours."""
        return bool(self.quizzes)
