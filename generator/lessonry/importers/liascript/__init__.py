"""LiaScript courses: the quizzes and surveys that stand among their text."""

from lessonry.importers.liascript.reading import matches, read

__all__ = ["matches", "read"]
