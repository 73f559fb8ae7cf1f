"""quizdown: quizzes of headings and lists, in files of their own or on pages of other tools."""

from lessonry.importers.quizdown.reading import matches, read

__all__ = ["matches", "read"]
