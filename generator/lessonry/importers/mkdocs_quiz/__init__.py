"""The `<quiz>` blocks of mkdocs-quiz, read as a quiz of their own or rewritten on their page."""

from lessonry.importers.mkdocs_quiz.reading import matches, read
from lessonry.importers.mkdocs_quiz.rewriting import rewrite

__all__ = ["matches", "read", "rewrite"]
