"""Quizzes written down in lessonry's own grammar, as a person would write them."""
