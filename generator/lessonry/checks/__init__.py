"""What can be wrong with a course that reads: each check is a pure function over domain values."""

from lessonry.checks.course import check_course
from lessonry.checks.quiz import check_quiz

__all__ = ["check_course", "check_quiz"]
